"""Known exceptions: what a comment silences, and what a list does."""

import pytest

from kpitrack.checks.audit.allowed import Listed, listed_claims
from kpitrack.checks.audit.document import Prose
from kpitrack.checks.audit.view import Answered, audit_view
from kpitrack.errors import InputError

OK = "<!--kpi:audit-ok two were withdrawn-->"


def audit(text: str, *listed: Listed) -> Answered:
    return audit_view([Prose("r.md", None, text)], listed=listed)


def allowed(text: str, *listed: Listed) -> list[str | None]:
    return [one.allowed for one in audit(text, *listed).view.claims]


@pytest.mark.parametrize(
    "text",
    [
        f"We settled 51 of 68 petitions (76%).{OK}",
        f"We settled 51 of 68 petitions (76%) {OK}.",
        f"By the end of the year the city had settled 51 of 68\npetitions (76%).{OK}",
        f"We settled 51 of 68 petitions (76%).\n{OK}\n",
        f"- We settled 51 of 68 petitions (76%).\n  {OK}\n- Next",
        f"We settled **51** of 68 petitions (**76%**).{OK}",
        f"<p>We settled 51 of 68 petitions (76%).</p>{OK}",
        "We settled 51 of 68 petitions (76%).<!-- kpi:audit-ok\ntwo were  withdrawn -->",
    ],
)
def test_a_comment_silences_the_sentence_before_it(text: str) -> None:
    answered = audit(text)
    assert [one.allowed for one in answered.view.claims] == ["two were withdrawn"]
    assert (answered.view.summary.allowed, answered.view.summary.held) == (1, True)
    assert answered.warnings == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{OK} We settled 51 of 68 petitions (76%).", 1),
        (f"We settled 51 of 68 petitions (76%). Others did not.{OK}", 1),
        (f"We settled 51 of 68 petitions (76%); others did not {OK}", 1),
        (f"We settled 51 of 68 petitions (76%).\n\n{OK}", 3),
        (f"We settled 51 of 68 petitions (76%).\n\n{OK}\n\nMore.", 3),
    ],
)
def test_no_other_sentence_is_silenced_and_the_idle_comment_is_told(
    text: str, line: int
) -> None:
    answered = audit(text)
    assert [one.allowed for one in answered.view.claims] == [None]
    assert not answered.view.summary.held
    assert answered.warnings == (f"r.md:{line}: kpi:audit-ok silences nothing",)


def test_a_claim_that_holds_needs_no_exception() -> None:
    answered = audit(f"We settled 51 of 68 petitions (75%).{OK}")
    assert answered.view.summary.holds == 1
    assert answered.warnings == ("r.md:1: kpi:audit-ok silences nothing",)


def test_a_cut_figure_may_be_silenced() -> None:
    assert allowed(f"Turnout was 19 of 82 (23.1%).{OK}") == ["two were withdrawn"]


def test_comments_in_code_and_of_other_names_are_text() -> None:
    text = "`<!--kpi:audit-ok-->`\n\n```\n<!--kpi:audit-ok-->\n```\n\n<!--kpi:audit-okay-->\n<!--kpi:audit-ok-not-->\n"
    assert audit(text).warnings == ()


def test_every_exception_without_a_reason_is_told_with_its_place() -> None:
    text = "a\n<!--kpi:audit-ok-->\n51 of 68 (76%) <!-- kpi:audit-ok  -->"
    with pytest.raises(InputError) as caught:
        audit(text)
    places = [(one.file, one.line, one.key) for one in caught.value.mistakes]
    assert places == [("r.md", 2, "kpi:audit-ok"), ("r.md", 3, "kpi:audit-ok")]
    assert str(caught.value).startswith("r.md:2: kpi:audit-ok: found none, expected a reason; ")


def test_a_list_has_one_claim_a_line() -> None:
    text = "# withdrawn\n\n  We settled  51 of 68 (76%). \n\t# end\nTurnout #1 was 5%.\n"
    assert list(listed_claims(text, "ok.txt")) == [
        Listed("We settled 51 of 68 (76%).", "ok.txt", 3),
        Listed("Turnout #1 was 5%.", "ok.txt", 5),
    ]


def test_a_listed_claim_is_silenced_wherever_it_stands() -> None:
    one = Listed("At the end of the year we had settled 51 of 68 petitions (76%).", "ok.txt", 4)
    text = "At the end of the year we had settled **51** of 68\npetitions (76%). Costs fell from 20 to 10, or 40%.\n"
    assert allowed(text, one) == ["listed in ok.txt", None]
    assert audit(text, one).warnings == ()


def test_a_listed_claim_that_silences_nothing_is_told() -> None:
    listed = (Listed("51 of 68 (76%)", "ok.txt", 4), Listed("x", "ok.txt", 5))
    assert audit("51 of 68 (76%)", *listed).warnings == ('ok.txt:5: silences nothing: "x"',)
    twice = (listed[0], listed[0]._replace(line=9))
    assert audit("51 of 68 (76%)", *twice).warnings == (
        'ok.txt:9: silences nothing: "51 of 68 (76%)"',
    )
