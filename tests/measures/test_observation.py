"""The actual of a period: which figures it is made of, and what is said of the rest."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from kpitrack.measures.assessment import Assessment
from kpitrack.measures.observation import Observation
from kpitrack.measures.quantity import Quantity
from kpitrack.measures.wanted import Wanted

Judge = Callable[..., Assessment]
D = Decimal
SUM = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = 120\n'


def number(found: Observation) -> Decimal | None:
    return found.number.value if isinstance(found.number, Quantity) else None


@pytest.mark.parametrize(
    ("keys", "total", "through", "gap"),
    [
        # quarters and the months after them
        (
            "actual.2024-Q1 = 30\nactual.2024-04 = 9\nactual.2024-05 = 8",
            47,
            "2024-05-31",
            False,
        ),
        # nine months as one figure, and October
        ('actual."2024-01..2024-09" = 90\nactual.2024-10 = 7', 97, "2024-10-31", False),
        # a quarter and its own months
        (
            "actual.2024-Q1 = 30\nactual.2024-01 = 10\nactual.2024-02 = 11",
            30,
            "2024-03-31",
            False,
        ),
        # a written "nine months" reaches further than the months that are known
        ('actual."2024-01..2024-09" = 90\nactual.2024-01 = 10', 90, "2024-09-30", False),
        # a month known to its middle is no whole month, and what follows it is behind a gap
        ("actual.2024-01 = { value = 6, through = 2024-01-20 }", 6, "2024-01-20", False),
        (
            "actual.2024-01 = { value = 6, through = 2024-01-20 }\nactual.2024-02 = 10",
            16,
            "2024-02-29",
            True,
        ),
        ("actual.2024-01 = 10\nactual.2024-03 = 10", 20, "2024-03-31", True),
        ("actual.2024-02 = 10", 10, "2024-02-29", True),
    ],
)
def test_a_sum_so_far_uses_every_day_that_is_known_and_none_twice(
    judge: Judge, keys: str, total: int, through: str, gap: bool
) -> None:
    found = judge(SUM + keys).asked
    assert number(found) == D(total)
    assert (found.through, found.has_gap) == (dt.date.fromisoformat(through), gap)


def test_spans_that_overlap_are_named_and_have_no_verdict(judge: Judge) -> None:
    found = judge(SUM + 'actual."2024-01..2024-03" = 30\nactual."2024-03..2024-06" = 40')
    assert number(found.asked) == D(40)
    assert found.asked.remarks[1] == (
        "2024-01..2024-03 is left out, or days would count twice: used are 2024-03..2024-06"
    )
    assert (found.status, found.status_reason) == ("undetermined", "incomplete: 4 of 12 months")
    three = judge(
        SUM + 'actual."2024-01..2024-03" = 30\nactual."2024-03..2024-06" = 40\n'
        'actual."2024-06..2024-07" = 9'
    )
    assert number(three.asked) == D(39)  # five months without overlap, before four
    assert three.asked.remarks[1].startswith("2024-03..2024-06 is left out")
    several = judge(
        SUM + 'actual."2024-01..2024-03" = 30\nactual."2024-03..2024-06" = 40\n'
        'actual."2024-02..2024-04" = 9'
    )
    assert "2024-01..2024-03, 2024-02..2024-04 are left out" in several.asked.remarks[1]


def test_of_a_roll_up_by_last_only_the_latest_figure_counts(judge: Judge) -> None:
    keys = 'direction = "increase"\nrollup = "last"\ntarget.2024 = 20\n'
    gap = judge(keys + "actual.2024-01 = 10\nactual.2024-04 = 15").asked
    assert (number(gap), gap.through, gap.has_gap) == (D(15), dt.date(2024, 4, 30), False)
    # a quarter has more days than the two months that end later
    later = judge(keys + 'actual.2024-Q2 = 10\nactual."2024-06..2024-07" = 15').asked
    assert number(later) == D(15)


def test_a_mean_of_unlike_lengths_gives_way_to_a_written_figure_so_far(judge: Judge) -> None:
    keys = 'direction = "increase"\nrollup = "mean"\ntarget.2024 = 20\nactual.2024-10 = 3\n'
    written = judge(keys + 'actual."2024-01..2024-09" = 9').asked
    assert (number(written), written.through) == (D(9), dt.date(2024, 9, 30))


def test_a_figure_so_far_answers_for_just_the_days_it_covers(judge: Judge) -> None:
    keys = SUM + "actual.2024 = { value = 90, through = 2024-09-30 }"
    nine = judge(keys, "2024-01..2024-09").asked
    assert (number(nine), nine.through) == (D(90), None)
    assert not judge(keys, "2024-01..2024-08").asked.known


def test_a_year_of_weeks_is_complete_without_the_days_of_other_years(judge: Judge) -> None:
    weeks = [f"actual.2025-W{week:02} = 1\n" for week in range(1, 53)]
    found = judge(
        'direction = "increase"\nrollup = "sum"\ntarget.2025 = 50\n' + "".join(weeks), "2025"
    )
    assert (number(found.asked), found.asked.through, found.status) == (D(52), None, "exceeded")
    assert found.asked.remarks == ("rolled up (sum of 52 of 52 weeks)",)
    running = judge(
        'direction = "increase"\nrollup = "sum"\ntarget.2025 = 104\n' + "".join(weeks[:26]),
        "2025",
    )
    # half of the 52 weeks of the ISO year, which begins on 30 December
    assert (running.expected, number(running.asked)) == (D(52), D(26))


@pytest.mark.parametrize(
    ("figure", "day", "known"),
    [
        ("1", "2024-08-31", False),  # September has not begun
        ("1", "2024-09-01", True),
        ("{ value = 1, date = 2024-08-15 }", "2024-08-31", False),  # nobody can know it
        ("{ value = 1, status = 'forecast' }", "2024-08-31", True),
        ("{ value = 1, status = 'forecast', date = 2024-09-02 }", "2024-08-31", False),
    ],
)
def test_the_figure_of_a_period_that_has_not_begun_is_not_known(
    judge: Judge, figure: str, day: str, known: bool
) -> None:
    found = judge(f"actual.2024-09 = {figure}", "2024-09", as_of=dt.date.fromisoformat(day))
    assert found.asked.known == known


def test_parts_that_reach_different_days_make_a_gap(judge: Judge) -> None:
    more = "".join(
        f'[indicators.{name}]\nname = "{name}"\nrollup = "sum"\n'
        + "".join(f"actual.2024-{month:02} = 1\n" for month in range(1, last + 1))
        for name, last in (("b", 9), ("c", 8))
    )
    keys = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = 24\nsum = ["b", "c"]'
    found = judge(keys, more=more)
    told = "incomplete: 9 of 12 months, its parts reach from 2024-08-31 to 2024-09-30"
    assert (found.status, found.status_reason) == ("undetermined", told)
    even = judge(
        keys, more=more.replace("actual.2024-09 = 1\n", ""), as_of=dt.date(2024, 10, 1)
    )
    assert (even.asked.has_gap, even.status) == (False, "on_track")


def test_a_week_is_held_against_its_year_by_the_weeks_since_week_1(judge: Judge) -> None:
    weeks = "".join(f"actual.2025-W{week:02} = 1\n" for week in range(1, 11))
    keys = 'direction = "increase"\nrollup = "sum"\ntarget.2025 = 104\n' + weeks
    found = judge(keys, "2025-W10")
    assert found.observation.period.text == "2025-W01..2025-W10"  # from 30 December on
    assert (number(found.observation), found.expected) == (D(10), D(20))
    assert (found.remaining_kind, found.remaining_periods) == ("week", 42)


def test_a_figure_that_is_not_known_implies_no_target(judge: Judge) -> None:
    keys = 'direction = "increase"\nactual.2024 = { value = 90, stated = { completion = 90 } }'
    assert str(judge(keys, as_of=dt.date(2023, 6, 1)).target) == "no target"
    assert isinstance(judge(keys, as_of=dt.date(2024, 6, 1)).target, Wanted)


@pytest.mark.parametrize(
    ("year", "week", "status"),
    [(2025, 52, "partly_met"), (2025, 51, "at_risk"), (2020, 52, "at_risk")],
)
def test_a_year_of_weeks_ends_with_its_last_week(
    judge: Judge, year: int, week: int, status: str
) -> None:
    weeks = "".join(f"actual.{year}-W{one:02} = 1\n" for one in range(1, week + 1))
    keys = f'direction = "increase"\nrollup = "sum"\ntarget.{year} = 60\n' + weeks
    found = judge(keys, f"{year}-W{week}")
    assert found.status == status
    assert found.remaining_periods == (None if status == "partly_met" else 1)
