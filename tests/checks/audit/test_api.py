"""From Python: a text audited, alone and against a tracker."""

import datetime as dt

import pytest

import kpitrack
from kpitrack.checks.audit.document import Prose
from kpitrack.checks.audit.view import asked_style, audit_view
from kpitrack.checks.written import COMMA, POINT
from tests.conftest import ROOT

CITY = str(ROOT / "data" / "indicators.toml")


def test_a_text_needs_no_tracker() -> None:
    answer = kpitrack.audit(
        "We settled 51 of the 68 petitions (76%). Turnout was 19 of 82 (23.1%)."
    )
    assert (answer.view, answer.numbers, answer.numbers_not_in_a_claim) == ("audit", 6, 0)
    assert [(one.formula, one.verdict) for one in answer.claims] == [
        ("51 / 68", "does_not_hold"),
        ("19 / 82", "cut"),
    ]
    assert [one.formula for one in answer.wrong] == ["51 / 68"]
    assert (answer.summary.failed, answer.summary.kinds) == (1, {"ratio": 2})
    assert "51 / 68 = 75 %" in answer._repr_html_()


def test_strict_counts_what_was_cut() -> None:
    text = "Turnout was 19 of 82 (23.1%)."
    assert kpitrack.audit(text).summary.held
    assert not kpitrack.audit(text, strict=True).summary.held


def test_a_tracker_holds_its_figures_against_the_text() -> None:
    tracking = kpitrack.load(CITY)
    text = "Poor households: 64 households."
    wrong = tracking.audit(text, as_of=dt.date(2026, 1, 1)).wrong
    assert [(one.indicator, one.period, one.expected) for one in wrong] == [("poor-households", "2024", 63)]  # fmt: skip
    assert tracking.audit(text.replace("64", "63")).summary.kinds == {"data": 1}
    assert kpitrack.audit(text).claims == ()


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("auto", None),
        ("point", POINT),
        ("1,234.5", POINT),
        (" Comma ", COMMA),
        ("1.234,5", COMMA),
    ],
)
def test_a_style_has_a_name_or_is_shown(name: str, style: object) -> None:
    assert asked_style(name) == style


def test_the_style_decides_what_a_sign_means() -> None:
    text = "There were 1.200 projects, of which 600 were carried over and 600 new."
    assert kpitrack.audit(text, style="comma").summary.holds == 1
    with pytest.raises(kpitrack.InputError, match='style: found "german", expected auto, '):
        kpitrack.audit(text, style="german")


def test_numbers_are_counted_once_however_many_claims_they_are_in() -> None:
    answer = kpitrack.audit(
        "Poor households fell from 82 to 63, a fall of 19 households or 23.2%."
    )
    assert (answer.summary.claims, answer.numbers, answer.numbers_not_in_a_claim) == (2, 4, 0)


def test_doubtful_readings_are_shown_only_when_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The engine's own tests say which readings are doubtful; here one is made so."""
    from kpitrack.checks.audit import document

    def doubtful(text: str, style: object) -> object:
        found = original(text, style)
        return found._replace(claims=tuple(one._replace(sure=False) for one in found.claims))

    original = document.audit_text
    monkeypatch.setattr(document, "audit_text", doubtful)
    documents = [Prose("r.md", None, "We settled 51 of the 68 petitions (76%).")]
    hidden = audit_view(documents).view
    assert (hidden.claims, hidden.numbers_not_in_a_claim, hidden.summary.held) == ((), 3, True)
    shown = audit_view(documents, loose=True).view
    assert len(shown.wrong) == shown.summary.loose == 1
    assert (shown.numbers_not_in_a_claim, shown.summary.held) == (0, True)
