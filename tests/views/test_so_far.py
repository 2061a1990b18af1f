"""The year so far: how far the figures reach, and the same part of other years."""

import datetime as dt
from collections.abc import Callable

import pytest

from kpitrack.errors import InputError
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import Question, Selection
from kpitrack.views.so_far import year_so_far, years_so_far

Make = Callable[[str], Tracker]

MONTHS = """
[indicators.months]
name = "Months"
rollup = "sum"
actual.2022 = 20
actual.2023-12 = 1
actual.2024-01 = 1
actual.2024-02 = 1
actual.2024-03 = { value = 1, date = 2024-04-05 }
actual.2024-04 = { value = 1, status = "forecast" }
"""
QUARTERS = """
[indicators.quarters]
name = "Quarters"
actual.2023-Q1 = 1
actual.2024-Q1 = { value = 1, date = 2024-04-10 }
actual.2024-Q2 = { value = 1, date = 2024-07-10 }
"""
WEEKS = """
[indicators.weeks]
name = "Weeks"
actual.2021-W01 = 1
actual.2024-W01 = 1
actual.2024-W15 = 1
"""


def asked(day: str, *indicators: str) -> Question:
    return Question(dt.date.fromisoformat(day), Selection(indicators=indicators))


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (MONTHS, "2024-03-20", "2024-01..2024-02"),  # March is not known yet
        (MONTHS, "2024-04-05", "2024-01..2024-03"),  # and a forecast reaches nowhere
        (MONTHS, "2024-02-20", "2024-01"),  # February is known, but not over
        (MONTHS, "2024-01-20", "2023"),  # to the end of the year before
        (MONTHS + QUARTERS, "2024-08-01", "2024-01..2024-06"),  # as far as any of them
        (WEEKS, "2024-05-01", "2024-W01..2024-W15"),
        (WEEKS, "2024-02-01", "2024-W01"),
        (MONTHS + WEEKS, "2024-05-01", "2024-01..2024-03"),  # months before weeks
        (
            '[indicators.a]\nname = "A"\nactual.2024 = { value = 1, through = 2024-05-10 }',
            "2024-06-01",
            "2024-01-01..2024-05-10",
        ),
        (
            '[indicators.a]\nname = "A"\nactual."2024-01..2024-09" = 1',
            "2024-12-01",
            "2024-01..2024-09",
        ),
        (
            MONTHS + '[indicators.b]\nname = "B"\nsum = ["months"]',
            "2024-04-05",
            "2024-01..2024-03",
        ),
    ],
)
def test_the_year_so_far_reaches_to_the_latest_end_of_a_month_with_a_figure(
    make: Make, text: str, day: str, expected: str
) -> None:
    assert year_so_far(make(text), asked(day)).text == expected


def test_only_the_indicators_asked_for_say_how_far(make: Make) -> None:
    tracker = make(
        MONTHS
        + QUARTERS
        + '[indicators.b]\nname = "B"\nsum = ["months"]\n[indicators.c]\nname = "C"\nmet_of = "*"'
    )
    assert year_so_far(tracker, asked("2024-08-01", "months")).text == "2024-01..2024-03"
    assert year_so_far(tracker, asked("2024-08-01", "b")).text == "2024-01..2024-03"
    assert year_so_far(tracker, asked("2024-08-01")).text == "2024-01..2024-06"


def test_a_year_may_be_named(make: Make) -> None:
    tracker = make(MONTHS + QUARTERS)
    assert year_so_far(tracker, asked("2024-08-01"), parse_period("2023")).text == "2023"


@pytest.mark.parametrize(
    ("text", "day", "years", "expected"),
    [
        (MONTHS, "2024-04-05", [], ["2023-01..2023-03", "2024-01..2024-03"]),
        (MONTHS, "2024-03-20", [], ["2023-01..2023-02", "2024-01..2024-02"]),  # 28 and 29 days
        (
            MONTHS,
            "2024-04-05",
            ["2021", "2024", "2022"],
            ["2021-01..2021-03", "2024-01..2024-03", "2022-01..2022-03"],
        ),
        (WEEKS, "2024-05-01", [], ["2023-W01..2023-W15", "2024-W01..2024-W15"]),
        (
            '[indicators.a]\nname = "A"\nactual.2020-W53 = 1',
            "2021-05-01",
            [],
            ["2019-W01..2019-W52", "2020-W01..2020-W53"],
        ),
        (
            '[indicators.a]\nname = "A"\nactual.2024-12 = 1',
            "2025-05-01",
            [],
            ["2023", "2024"],
        ),
    ],
)
def test_other_years_are_taken_as_far_as_the_last_one_reaches(
    make: Make, text: str, day: str, years: list[str], expected: list[str]
) -> None:
    found = years_so_far(make(text), asked(day), [parse_period(one) for one in years])
    assert [one.text for one in found] == expected


@pytest.mark.parametrize(
    ("years", "expected", "found"),
    [
        (["2023"], "two years or more, or none, with --to-date", 'only "2023"'),
        (["2023", "2024-Q1"], "two years or more, or none, with --to-date", '"2024-Q1"'),
        (["2019", "2020"], "figures in 2020 of parts of a year, known on 2024-04-05", "none"),
    ],
)
def test_what_cannot_be_compared_to_date_is_refused(
    make: Make, years: list[str], expected: str, found: str
) -> None:
    with pytest.raises(InputError) as refused:
        years_so_far(make(MONTHS), asked("2024-04-05"), [parse_period(one) for one in years])
    (mistake,) = refused.value.mistakes
    assert (mistake.expected, mistake.found) == (expected, found)


def test_a_year_so_far_is_a_year_and_has_figures(make: Make) -> None:
    tracker = make(MONTHS)
    with pytest.raises(InputError, match="a year, or no period, with --to-date"):
        year_so_far(tracker, asked("2024-04-05"), parse_period("2024-Q1"))
    with pytest.raises(InputError, match="figures of parts of a year, known on 2019-01-01"):
        year_so_far(tracker, asked("2019-01-01"))
