"""The answer of check: which checks are run, what the summary counts, where lines come from."""

import datetime as dt

import pytest

import kpitrack
from kpitrack.checks.consistency.catalogue import CHECKS
from kpitrack.checks.view import catalogue_view
from kpitrack.errors import InputError
from kpitrack.sources.places import Places, key_text
from kpitrack.sources.reader import read_tracker
from tests.checks.conftest import Hold
from tests.conftest import ROOT

ONE = '[indicators.a]\nname = "A"\nactual.2024 = 5\n'


def test_every_check_is_run_unless_some_are_chosen(hold: Hold) -> None:
    names = [one.name for one in CHECKS]
    assert [one.name for one in hold(ONE).checks] == names
    assert [one.name for one in hold(ONE, only=("future", "parts")).checks] == [
        "parts",
        "future",
    ]
    assert [one.name for one in hold(ONE, skip=("parts",)).checks] == names[1:]
    assert hold(ONE, "actual > 0", only=("rules",)).checks == ()


def test_a_check_that_finds_nothing_says_how_much_it_compared(hold: Hold) -> None:
    (found,) = hold(ONE, only=("future",)).findings
    assert (found.rule, found.held, found.message) == ("future", True, "1 compared")


def test_an_unknown_check_is_an_input_error_with_the_nearest(hold: Hold) -> None:
    with pytest.raises(InputError) as error:
        hold(ONE, only=("part",), skip=("futur", "zzz"))
    assert str(error.value).splitlines() == [
        'only: found "part", expected the name of a check; did you mean parts?',
        'skip: found "futur", expected the name of a check; did you mean future?',
        'skip: found "zzz", expected the name of a check',
    ]


def test_a_check_of_nothing_is_an_input_error(hold: Hold) -> None:
    with pytest.raises(InputError, match="nothing to hold: no rule is typed or in the file"):
        hold(ONE, only=("rules",))


def test_only_rules_leaves_the_typed_ones_and_skip_rules_too(hold: Hold) -> None:
    text = ONE + '[[checks]]\nname = "R"\nrequire = "actual > 9"\n'
    assert hold(text, only=("rules",)).summary.rules == 1
    assert hold(text, "actual > 0", skip=("rules",)).summary.rules == 1
    assert hold(text, "actual > 0", skip=("rules",)).summary.held
    assert hold(text, "actual > 0", only=("parts",)).summary.rules == 1


def test_the_selection_narrows_the_checks(hold: Hold) -> None:
    text = ONE + '[indicators.b]\nname = "B"\ngroup = "g"\nactual.2042 = 5\n'
    assert hold(text, only=("future",)).summary.errors == 1
    assert hold(text, only=("future",), indicators=("a",)).summary.errors == 0
    assert hold(text, only=("future",), groups=("g",)).summary.indicators == 1


def test_a_line_is_that_of_the_very_key_however_it_is_spelt() -> None:
    source = b"""[indicators.a]
name = "A"
[indicators.a.actual.2024-S1]
value = 5
stated = { change = 1 }
[indicators.a.actual]
"2023-01..2023-12" = 5
"2022" = [
    { value = 5 },
]
[indicators.a.target.council]
"2024" = 5
"""
    from kpitrack.model.period import parse_period

    places = Places({"t.toml": source})
    here = ("indicators", "a", "actual")
    half, year, old = map(parse_period, ("2024-H1", "2023", "2022"))
    assert places.line("t.toml", (*here, half, "stated", "change")) == 5
    assert places.line("t.toml", (*here, half)) == 3
    assert places.line("t.toml", (*here, year)) == 7
    assert places.line("t.toml", (*here, old, "value")) == 9
    assert places.line("t.toml", (*here, parse_period("1999"))) == 3
    assert places.line("t.toml", ("indicators", "a", "target", parse_period("1999"))) == 11
    assert places.line("t.toml", ("target",)) is None
    assert places.line("other.toml", here) is None
    assert key_text(("checks", 0, "where", "indicators", 1)) == "checks[1].where.indicators[2]"


def test_from_python_the_same_answer_with_lines() -> None:
    tracking = kpitrack.load(str(ROOT / "tests" / "golden" / "faulty.toml"))
    answer = tracking.check(
        "revenue: completion >= 100",
        period="2024",
        only=["parts"],
        strict=True,
        as_of=dt.date(2026, 1, 1),
    )
    assert [(one.indicator, one.held, one.line) for one in answer.findings] == [
        ("revenue", False, 43),
        ("total", False, 14),
    ]
    assert (answer.view, answer.strict, answer.rows) == ("check", True, answer.findings)
    assert "<table>" in answer._repr_html_()


def test_a_tracker_without_its_bytes_is_checked_without_lines() -> None:
    tracking = kpitrack.Tracking(read_tracker(str(ROOT / "tests" / "golden" / "faulty.toml")))
    (found,) = tracking.check(only=["parts"]).findings
    assert (found.held, found.line) == (False, None)


def test_the_catalogue_lists_every_check_once() -> None:
    view = catalogue_view()
    names = [one.name for one in view.rows]
    assert len(set(names)) == len(names) == len(CHECKS)
    assert view.view == "checks"
    assert all(one.says for one in view.rows)
