"""Which base, which latest figure and which target a growth is measured between."""

import datetime as dt
from collections.abc import Callable

import pytest

from kpitrack.measures.growth import Course
from kpitrack.measures.long_target import LongTarget, YearFigure, long_target
from kpitrack.measures.quantity import Undefined
from kpitrack.measures.wanted import Wanted
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from tests.conftest import LONG_AFTER

Make = Callable[[str], Tracker]

HEAD = """
[indicators.a]
name = "A"
direction = "increase"
"""


def found(
    make: Make,
    keys: str,
    *,
    as_of: dt.date = LONG_AFTER,
    target_set: str | None = None,
    base: str | None = None,
    until: str | None = None,
) -> LongTarget:
    tracker = make(HEAD + keys)
    return long_target(
        tracker,
        tracker.indicators["a"],
        as_of,
        target_set=target_set,
        base=parse_period(base) if base else None,
        until=parse_period(until) if until else None,
    )


def told(one: YearFigure | Wanted | Undefined) -> str:
    """The period and the figure, or why there is none."""
    if isinstance(one, Undefined):
        return str(one)
    assert one.number is not None
    return f"{one.period}: {one.number.value}"


@pytest.mark.parametrize(
    ("keys", "base"),
    [
        ("actual.2019 = 5\nactual.2020 = 6\nactual.2024 = 9", "2019: 5"),
        ("baseline.2020 = 6\nactual.2019 = 5\nactual.2024 = 9", "2020: 6"),
        ("baseline.2016 = 4\nbaseline.2020 = 6\nactual.2024 = 9", "2020: 6"),
        ("baseline.2016 = 4\nbaseline.2024 = 6\nactual.2024 = 9", "2016: 4"),
        ("baseline.2016 = 4\nbaseline.2022 = 6\ntarget.2022 = 8\nactual.2024 = 9", "2016: 4"),
        ("baseline.2020-12 = 6\nactual.2024 = 9", "2020-12: 6"),  # a level at the year's end
        ("baseline.2020-06 = 6\nactual.2021 = 7\nactual.2024 = 9", "2021: 7"),
        ('baseline.2020 = { text = "few" }\nactual.2021 = 7\nactual.2024 = 9', "2021: 7"),
        ("actual.2024 = 9", "no figure of a whole year before 2024"),
        ("target.2030 = 9", "no figure of a whole year"),
    ],
)
def test_it_starts_from_the_latest_baseline_else_from_the_first_figure(
    make: Make, keys: str, base: str
) -> None:
    assert told(found(make, keys).base) == base


@pytest.mark.parametrize(
    ("asked", "base", "remarks"),
    [
        ("2016", "2016: 4", ()),  # the baseline, not the figure of that year
        ("2018", "2018: 6", ()),
        ("2015", "2016: 4", ("no figure for 2015, so it starts in 2016",)),
        ("2019", "2021: 7", ("no figure for 2019, so it starts in 2021",)),
        ("2024", "no figure from 2024 on before 2024", ()),
    ],
)
def test_a_base_that_is_asked_for_is_that_year_or_the_next_with_a_figure(
    make: Make, asked: str, base: str, remarks: tuple[str, ...]
) -> None:
    # Open SDG takes the next year too; methodology, "base year and target year"
    keys = (
        "baseline.2016 = 4\nactual.2016 = 5\nactual.2018 = 6\nactual.2021 = 7\nactual.2024 = 9"
    )
    one = found(make, keys, base=asked)
    assert (told(one.base), one.remarks) == (base, remarks)
    assert one.years_seen == (2024 - int(base[:4]) if base[0] == "2" else 0)


@pytest.mark.parametrize(
    ("keys", "current"),
    [
        ("actual.2022 = 5\nactual.2024 = 9", "2024: 9"),
        ('actual.2022 = 5\nactual.2024 = { value = 9, status = "forecast" }', "2022: 5"),
        ('actual.2022 = 5\nactual.2024 = { value = 9, status = "estimated" }', "2024: 9"),
        ("actual.2022 = 5\nactual.2024 = { value = 9, through = 2024-09-30 }", "2022: 5"),
        ('actual.2022 = 5\nactual."2024-01..2024-09" = 9', "2022: 5"),
        ('actual.2022 = 5\nactual."2024-01..2024-12" = 9', "2024: 9"),
        ('actual.2022 = 5\nactual.2024 = { text = "many" }', "2022: 5"),
        ('rollup = "sum"\nactual.2024-H1 = 4\nactual.2024-H2 = 5', "2024: 9"),
        ('rollup = "sum"\nactual.2022 = 5\nactual.2024-Q1 = 4\nactual.2024-Q2 = 5', "2022: 5"),
        (
            "actual.2024-H1 = 4\nactual.2024-H2 = 5",
            "no figure of a whole year; 2024: no figure for 2024, only for 2024-H1, 2024-H2;"
            ' rollup = "sum" (or last, mean, max, min) says how they make 2024',
        ),
        ('rollup = "last"\nactual.2024-12 = 9', "2024: 9"),
        ("actual.2022 = 5\nactual.2031 = 9", "2022: 5"),  # a year that has not begun
    ],
)
def test_the_latest_figure_is_of_a_whole_year_and_seen(
    make: Make, keys: str, current: str
) -> None:
    assert told(found(make, keys).current) == current


@pytest.mark.parametrize(
    ("keys", "remark"),
    [
        (
            'rollup = "sum"\nactual.2024-Q1 = 4\nactual.2024-Q2 = 5',
            "2024 is left out: incomplete, 2 of 4 quarters",
        ),
        (
            "actual.2024 = { value = 9, through = 2024-09-30 }",
            "2024 is left out: known only through 2024-09-30",
        ),
        (
            'actual.2024 = { value = 9, status = "forecast" }',
            "2024 is left out: a forecast",
        ),
        (
            'actual.2024 = { text = "many" }',
            "2024 is left out: the source says only 'many'",
        ),
    ],
)
def test_a_later_year_that_does_not_count_is_told(make: Make, keys: str, remark: str) -> None:
    one = found(make, f"{keys}\nactual.2020 = 4\nactual.2022 = 5")
    assert (told(one.current), one.remarks) == ("2022: 5", (remark,))


@pytest.mark.parametrize("direction", ["increase", "decrease", "neutral"])
def test_a_base_past_its_target_is_told_where_a_side_is_better(
    make: Make, direction: str
) -> None:
    worse = {"increase": 5, "decrease": 15, "neutral": 5}[direction]
    tracker = make(
        HEAD.replace("increase", direction)
        + f"actual.2020 = 10\nactual.2022 = 9\ntarget.2030 = {worse}"
    )
    one = long_target(tracker, tracker.indicators["a"], LONG_AFTER)
    expected = () if direction == "neutral" else ("the base was past the target already",)
    assert one.remarks == expected


def test_it_answers_with_what_was_known_on_the_day(make: Make) -> None:
    keys = """
actual.2020 = 4
actual.2024 = [{ value = 9, date = 2025-02-01 }, { value = 8, date = 2025-06-01 }]
target.2030 = { value = 20, date = 2025-04-01 }
"""
    early = found(make, keys, as_of=dt.date(2025, 1, 1))
    assert told(early.current) == "2020: 4"
    assert (told(early.target), early.method) == ("no target", "without_target")
    middle = found(make, keys, as_of=dt.date(2025, 3, 1))
    assert (told(middle.current), middle.method) == ("2024: 9", "without_target")
    late = found(make, keys, as_of=dt.date(2025, 7, 1))
    assert (told(late.current), told(late.target)) == ("2024: 8", "2030: 20")


def test_it_can_stop_at_an_earlier_period(make: Make) -> None:
    keys = "actual.2020 = 4\nactual.2022 = 6\nactual.2024 = 9"
    assert told(found(make, keys, until="2023").current) == "2022: 6"
    assert told(found(make, keys, until="2024-06").current) == "2022: 6"


@pytest.mark.parametrize(
    ("keys", "target"),
    [
        ("target.2025 = 12\ntarget.2030 = 20", "2030: 20"),
        ('target."2021..2030" = 20', "2021..2030: 20"),  # by the end of the term
        ('target."2021..2030" = 20\ntarget.2030 = 18', "2030: 18"),
        (
            'rollup = "sum"\ntarget."2021..2030" = 200',
            "no target for a year, only for 2021..2030",
        ),
        ('target."2021..2030" = { value = 20, each = "year" }', "2030: 20"),
        ('rollup = "sum"\ntarget.2030 = { value = 2, each = "month" }', "2030: 24"),
        ("target.2030-06 = 20", "no target for a year, only for 2030-06"),
        ("target.2030-12 = 20", "2030-12: 20"),
        ("target.2015 = 20", "the target of 2015 is not after the base, 2016"),
        ("", "no target"),
        (
            'breaks.2026 = "New method"\ntarget.2030 = 20',
            "break in 2026, before the target: New method",
        ),
    ],
)
def test_the_target_is_the_latest_that_a_years_figure_can_be_held_against(
    make: Make, keys: str, target: str
) -> None:
    one = found(make, keys + "\nactual.2016 = 4\nactual.2024 = 9")
    assert told(one.target) == target
    if isinstance(one.target, Undefined):
        assert one.years_needed == 0
        assert isinstance(one.measured.category, Undefined) or one.method == "without_target"
    else:
        assert one.years_needed == 14


def test_no_one_growth_leads_to_a_band(make: Make) -> None:
    tracker = make(
        HEAD.replace("increase", "maintain")
        + "target.2030 = { min = 5, max = 9 }\nactual.2016 = 4\nactual.2024 = 9"
    )
    one = long_target(tracker, tracker.indicators["a"], LONG_AFTER)
    assert told(one.target) == "a band has two edges, so no one growth leads to it"
    assert isinstance(one.course, Course)
    assert isinstance(one.measured.category, Undefined)


def test_a_target_that_is_only_implied_is_none(make: Make) -> None:
    keys = "actual.2020 = 4\nactual.2024 = { value = 9, stated = { completion = 90 } }"
    one = found(make, keys)
    assert (told(one.target), one.method) == ("no target", "without_target")


def test_an_implied_target_of_a_later_year_does_not_stand_before_a_published_one(
    make: Make,
) -> None:
    keys = """
target.2023-06 = 5
actual.2020 = 4
actual.2023 = { value = 9, stated = { completion = 90 } }
"""
    assert told(found(make, keys).target) == "no target for a year, only for 2023-06"


def test_a_target_that_cannot_be_implied_is_none_either(make: Make) -> None:
    keys = """
target.2023-06 = 5
actual.2020 = 4
actual.2023 = { value = 0, stated = { completion = 90 } }
"""
    assert told(found(make, keys).target) == "no target for a year, only for 2023-06"


SETS = """
target.plan.2030 = 20
target.council.2030 = 30
actual.2020 = 4
actual.2024 = 9
"""


def test_the_target_set_is_the_one_that_is_named(make: Make) -> None:
    assert told(found(make, SETS, target_set="council").target) == "2030: 30"
    open_one = found(make, SETS)
    reason = "it has several target sets: plan, council; name one with --target"
    assert (told(open_one.target), str(open_one.measured.category)) == (reason, reason)
    assert isinstance(open_one.course, Course)


def test_a_set_that_is_not_known_yet_gives_no_target(make: Make) -> None:
    keys = SETS.replace("= 30", "= { value = 30, date = 2028-01-01 }")
    one = found(make, keys, target_set="council", as_of=dt.date(2025, 1, 1))
    assert (told(one.target), one.method) == ("no target", "with_target")


def test_a_break_between_base_and_figure_leaves_no_growth(make: Make) -> None:
    keys = 'breaks.2022 = "New poverty standard"\nactual.2020 = 4\nactual.2022 = 6\nactual.2024 = 9'
    one = found(make, keys)
    reason = "break in 2022: New poverty standard; --base names a year after it"
    assert (str(one.course), str(one.measured.category)) == (reason, reason)
    assert isinstance(found(make, keys, base="2022").course, Course)


def test_an_achieved_target_needs_no_growth(make: Make) -> None:
    one = found(make, "target.2030 = 8\nactual.2024 = 9")
    assert one.measured.category == "target_achieved"
    assert str(one.course) == "no figure of a whole year before 2024"


def test_without_a_yearly_figure_a_target_says_so(make: Make) -> None:
    one = found(make, "target.2030 = 8")
    assert str(one.measured.category) == "no figure of a whole year"


def test_a_straight_line_is_always_named(make: Make) -> None:
    one = found(make, "target.2030 = 8\nbaseline.2020 = 0\nactual.2024 = 3")
    assert one.remarks == ("in a straight line: no compound rate starts at 0",)
    assert one.from_baseline


DERIVED = """
[indicators.b]
name = "B"
direction = "increase"
target.2022 = 1
target.2024 = 9
actual.2022 = 2
actual.2024 = 4
[indicators.c]
name = "C"
direction = "increase"
target.2022 = 1
target.2024 = 9
actual.2022 = 3
actual.2024 = 9
"""


@pytest.mark.parametrize(
    ("keys", "figures"),
    [
        ('sum = ["b", "c"]', ["2022: 5", "2024: 13"]),
        ('met_of = ["b", "c"]', ["2022: 2", "2024: 1"]),
    ],
)
def test_derived_indicators_have_the_years_of_those_they_come_from(
    make: Make, keys: str, figures: list[str]
) -> None:
    one = found(make, keys + DERIVED)
    assert [told(one.base), told(one.current)] == figures
