"""The projected end: arithmetic with its method, tried on earlier years, or none with why."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.measures.assessment import Assessment
from kpitrack.measures.earlier import EarlierYear
from kpitrack.measures.pace import Course, linear_course, path_course
from kpitrack.measures.projection import Projection, project
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.model.period import parse_period

Judge = Callable[..., Assessment]
D = Decimal
YEAR = parse_period("2024")
SUM = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = 120\n'


def months(year: int, numbers: list[int]) -> str:
    return "".join(
        f"actual.{year}-{month:02} = {number}\n" for month, number in enumerate(numbers, 1)
    )


def told(judged: Assessment) -> tuple[str, str, str, int]:
    """The projection as text: its number, its ends and how many years it was tried on."""
    found = judged.projection
    assert isinstance(found, Projection)
    ends = [found.number.value, found.low, found.high]
    texts = ["" if one is None else str(one.quantize(D("0.01"))) for one in ends]
    return texts[0], texts[1], texts[2], len(found.years)


def test_a_sum_goes_on_as_many_each_day_as_so_far(judge: Judge) -> None:
    found = judge(SUM + months(2024, [10] * 6))
    assert told(found) == ("120.66", "", "", 0)  # 60 × 366 / 182
    assert isinstance(found.projection, Projection)
    assert found.projection.method == "linear"


@pytest.mark.parametrize("known", [1, 3, 5])
def test_a_few_figures_alone_make_no_projection(judge: Judge, known: int) -> None:
    found = judge(SUM + months(2024, [10] * known))
    assert isinstance(found.projection, Undefined)
    assert found.projection.reason.endswith("it needs two whole earlier years, or 6 figures")


def test_a_written_figure_so_far_is_one_figure(judge: Judge) -> None:
    found = judge(SUM + 'actual."2024-01..2024-09" = 90')
    assert str(found.projection).startswith("one figure makes no projection")
    known = judge(SUM + 'actual."2024-01..2024-09" = 90\n' + months(2024, [10] * 9))
    assert told(known)[0] == "120.22"  # 90 × 366 / 274, and nine figures stand behind it


def test_the_interval_is_how_far_off_the_same_arithmetic_was(judge: Judge) -> None:
    # by June 2022 had 60 of 180, 2023 had 60 of 120; half the year is 182 of 366 days
    earlier = months(2022, [10] * 6 + [20] * 6) + months(2023, [10] * 12)
    found = judge(SUM + earlier + months(2024, [8] * 6))
    # 48 × 366 / 182, and 48 × 120 / 60 = 96 to 48 × 180 / 60 = 144
    assert told(found) == ("96.53", "96.00", "144.00", 2)


def test_a_shape_is_tried_on_each_year_with_the_shape_of_the_others(judge: Judge) -> None:
    keys = SUM + 'pace = "seasonal"\n' + months(2022, [10] * 6 + [20] * 6)
    keys += months(2023, [10] * 12) + months(2024, [8] * 3)
    found = judge(keys)
    # by March 60 of 300 in both: 24 × 5; 2022 tried with 2023's quarter: 180 / 120,
    # 2023 tried with 2022's sixth: 120 / 180
    assert told(found) == ("120.00", "80.00", "180.00", 2)
    assert isinstance(found.projection, Projection)
    assert found.projection.method == "seasonal"


def test_a_level_goes_straight_on_from_its_baseline(judge: Judge) -> None:
    keys = 'direction = "increase"\nunit = "%"\nrollup = "last"\nbaseline.2023 = 50\n'
    keys += "target.2024 = 60\n" + months(2024, [51, 52, 53, 54, 55, 56])
    assert told(judge(keys)) == ("62.07", "", "", 0)  # 50 + 6 × 366 / 182
    fewer = judge(keys.replace("actual.2024-06 = 56\n", ""))
    assert str(fewer.projection).startswith("5 figures make no projection")


@pytest.mark.parametrize(
    ("start", "actual", "cap", "why"),
    [
        ("100", "20", None, "the straight line would fall below 0"),
        ("50", "90", "100", "the straight line would rise above 100"),
    ],
)
def test_a_straight_line_ends_where_the_figure_cannot_go(
    start: str, actual: str, cap: str | None, why: str
) -> None:
    course = path_course(D(60), YEAR, D(start), parse_period("2023"))
    assert isinstance(course, Course)
    number = Quantity(D(actual), None, D(cap) if cap else None)
    assert str(project(course, number, dt.date(2024, 7, 1), (), 9)) == why


def test_a_line_below_0_goes_on_where_the_figures_lie_there_already() -> None:
    course = path_course(D(-60), YEAR, D(-50), parse_period("2023"))
    assert isinstance(course, Course)
    found = project(course, Quantity(D(-55)), dt.date(2024, 7, 1), (), 9)
    assert isinstance(found, Projection)
    assert found.number.value == D(-60)


def test_zero_negative_and_qualified_figures_are_carried_through(judge: Judge) -> None:
    assert told(judge(SUM + months(2024, [0] * 6)))[0] == "0.00"
    assert told(judge(SUM + months(2024, [-10] * 6)))[0] == "-120.66"
    over = "actual.2024-%02d = { value = 10, qualifier = 'over' }"
    found = judge(SUM + months(2024, [10] * 6) + over % 7).projection
    assert isinstance(found, Projection)
    assert found.number.qualifier == "over"
    fewer = judge(SUM + months(2024, [10] * 5) + over % 6)  # five exact figures and an open one
    assert str(fewer.projection).startswith("5 figures make no projection")


def test_a_negative_figure_fits_no_shape_and_nothing_follows_from_nothing(judge: Judge) -> None:
    keys = (
        SUM
        + 'pace = "seasonal"\n'
        + months(2022, [0, *[2] * 11])
        + months(2023, [0, *[3] * 11])
    )
    below = judge(keys + months(2024, [1, -5]))
    assert str(below.projection) == "a figure below 0 does not fit the shape of earlier years"
    first = judge(keys + months(2024, [1]))
    assert str(first.projection) == "nothing was expected by then, so nothing follows from it"


def test_years_with_nothing_by_then_are_not_tried(judge: Judge) -> None:
    earlier = months(2021, [0, *[2] * 11]) + months(2022, [1] * 12) + months(2023, [2] * 12)
    found = judge(SUM + earlier + months(2024, [4]))
    assert isinstance(found.projection, Projection)
    assert [str(one) for one in found.projection.years] == ["2022", "2023"]
    shaped = judge(SUM + 'pace = "seasonal"\n' + earlier + months(2024, [4]))
    assert isinstance(shaped.projection, Projection)
    assert [str(one) for one in shaped.projection.years] == ["2022", "2023"]


def test_a_shape_of_others_that_had_nothing_by_then_is_not_tried(judge: Judge) -> None:
    keys = SUM + 'pace = "seasonal"\n' + months(2022, [0, *[2] * 11]) + months(2023, [2] * 12)
    found = judge(keys + months(2024, [4]))
    assert str(found.projection).startswith("one figure makes no projection")


def test_constant_years_project_themselves(judge: Judge) -> None:
    same = [5] * 12
    keys = (
        'pace = "seasonal"\n' + months(2022, same) + months(2023, same) + months(2024, [5] * 4)
    )
    assert told(judge(SUM + keys)) == ("60.00", "60.00", "60.00", 2)


@given(
    st.decimals(min_value=D("0.01"), max_value=10**6, places=2),
    st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 30)),
    st.decimals(min_value=0, max_value=10**6, places=2),
)
def test_a_linear_series_is_projected_to_its_true_end(
    each_day: Decimal, through: dt.date, start: Decimal
) -> None:
    gone = (through - dt.date(2023, 12, 31)).days
    total = project(linear_course(D(1), YEAR), Quantity(each_day * gone), through, (), 6)
    assert isinstance(total, Projection)
    assert abs(total.number.value - each_day * 366) < D("1e-40")
    course = path_course(start + 1, YEAR, start, parse_period("2023"))
    assert isinstance(course, Course)
    level = project(course, Quantity(start + each_day * gone), through, (), 6)
    assert isinstance(level, Projection)
    assert abs(level.number.value - (start + each_day * 366)) < D("1e-40")


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=6), st.integers(1, 365))
def test_an_interval_holds_each_year_that_was_tried(totals: list[int], gone: int) -> None:
    years = [
        EarlierYear(parse_period(str(2010 + place)), ((0, D(0)), (gone, D(1)), (366, D(total))))
        for place, total in enumerate(totals)
    ]
    through = dt.date(2023, 12, 31) + dt.timedelta(days=gone)
    found = project(linear_course(D(1), YEAR), Quantity(D(1)), through, years, 1)
    assert isinstance(found, Projection)
    assert found.low is not None
    assert found.high is not None
    assert abs(found.low - min(totals)) < D("1e-30") * max(totals)
    assert abs(found.high - max(totals)) < D("1e-30") * max(totals)
