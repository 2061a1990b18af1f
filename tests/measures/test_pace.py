"""The course of a plan: what it expects by each day, and the day on which it expects a figure."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.measures.assessment import Assessment
from kpitrack.measures.earlier import EarlierYear, earlier_years
from kpitrack.measures.pace import (
    Course,
    linear_course,
    pace_of,
    path_course,
    seasonal_course,
)
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, parse_period

Judge = Callable[..., Assessment]
D = Decimal
YEAR = parse_period("2024")


def value(result: object, digits: str = "0.01") -> str:
    if isinstance(result, Quantity):
        result = result.value
    return str(result.quantize(D(digits))) if isinstance(result, Decimal) else str(result)


def year_of(year: int, months: list[Decimal], **breaks: str) -> EarlierYear:
    """A year with its figures by month, as it looks from 2024."""
    pieces = dict(zip(parse_period(str(year)).split("month"), months, strict=True))
    return earlier_years(Indicator("a", "A"), pieces, YEAR)[0]


def path(target: Decimal, baseline: Decimal) -> Course:
    course = path_course(target, YEAR, baseline, parse_period("2022"))
    assert isinstance(course, Course)
    return course


def test_a_sum_is_expected_pro_rata_by_days() -> None:
    course = linear_course(D(366), YEAR)
    # 274 of the leap year's 366 days
    assert course.expected(dt.date(2024, 9, 30)) == D(274)
    assert course.expected(dt.date(2025, 6, 1)) == D(366)
    assert course.expected(dt.date(2023, 6, 1)) == D(0)


def test_a_level_is_expected_on_the_path_from_its_baseline() -> None:
    course = path_course(D(100), YEAR, D(50), parse_period("2023"))
    assert isinstance(course, Course)
    assert course.expected(dt.date(2024, 7, 1)) == D(75)  # 183 of 366 days after 2023's end
    assert course.expected(dt.date(2022, 1, 1)) == D(50)
    late = path_course(D(100), YEAR, D(50), YEAR)
    assert isinstance(late, Undefined)


def test_the_pace_is_what_the_indicator_says_or_follows_from_its_kind() -> None:
    assert pace_of(Indicator("a", "A", pace="none", rollup="sum"), True) == "none"
    assert pace_of(Indicator("a", "A", rollup="sum"), True) == "linear"
    assert pace_of(Indicator("a", "A"), True) == "path"
    assert pace_of(Indicator("a", "A"), False) == "none"


SHAPED = """
direction = "increase"
rollup = "sum"
pace = "seasonal"
target.2024 = 200
actual.2021-H1 = 20
actual.2021-H2 = 80
actual.2022-Q1 = 10
actual.2022-Q2 = 30
actual.2022-H2 = 160
actual.2024-Q1 = 20
actual.2024-Q2 = 20
"""


def test_seasonal_expects_the_share_that_earlier_years_had_by_then(judge: Judge) -> None:
    found = judge(SHAPED)
    # 20 of 100 and 40 of 200: 60 of 300 by the end of June, so 40 of 200
    assert found.expected == D(40)
    assert (value(found.ahead), value(found.ahead_days)) == ("0.00", "0.00")
    # sums, not percentages averaged: 30 and 40 of 300 are 23.3 %, 30 % and 20 % are 25 %
    uneven = judge(SHAPED.replace("2021-H1 = 20", "2021-H1 = 30").replace("80", "70"))
    assert value(uneven.expected) == "46.67"


def test_inside_a_figure_the_shape_is_pro_rata_by_days(judge: Judge) -> None:
    found = judge(SHAPED.replace("actual.2024-Q2 = 20\n", ""))
    # 2021: 91 of the 182 days of its first half, on the calendar of 2024: 20 × 91 / 182
    assert value(found.expected) == value(D(200) * (D(10) + D(10)) / D(300))


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (
            SHAPED.replace("actual.2021-H2 = 80\n", ""),
            "seasonal needs two earlier years known by shorter figures, there is one: 2022",
        ),
        (
            SHAPED.replace("2021-H", "2025-H").replace("2022-", "2026-"),
            "seasonal needs two earlier years known by shorter figures, there is none",
        ),
        (
            SHAPED + 'breaks.2022 = "counted anew"',
            "seasonal needs two earlier years known by shorter figures, there is one: 2022",
        ),
        (
            SHAPED.replace("2021-H1 = 20", "2021-H1 = { value = 20, qualifier = 'about' }"),
            "seasonal needs two earlier years known by shorter figures, there is one: 2022",
        ),
        (
            SHAPED.replace("2021-H2 = 80", "2021-H2 = { value = 80, status = 'forecast' }"),
            "seasonal needs two earlier years known by shorter figures, there is one: 2022",
        ),
        (
            SHAPED.replace("2021-H1 = 20\nactual.2021-H2 = 80", "2021 = 100"),  # no course
            "seasonal needs two earlier years known by shorter figures, there is one: 2022",
        ),
        (
            SHAPED.replace("2022-H2 = 160", "2022-H2 = -5"),
            "the running total of 2022 falls or is not above 0",
        ),
        (
            SHAPED.replace("= 20\n", "= 0\n").replace("= 80", "= 0"),
            "the running total of 2021 falls or is not above 0",
        ),
        (
            SHAPED.replace('"sum"', '"last"'),
            'seasonal needs figures that add up: rollup = "sum"',
        ),
        (
            SHAPED.replace("target.2024", 'target."2024..2025"'),
            "seasonal needs two earlier years known by shorter figures, there is none",
        ),
        (
            'direction = "increase"\npace = "path"\ntarget.2025 = 5\nactual.2024 = 1',
            "no baseline to draw a path from",
        ),
        (
            SHAPED.replace('"seasonal"', '"none"'),
            "pace none: nothing is expected before the end",
        ),
        (
            SHAPED.replace("actual.2024-Q1 = 20\n", ""),
            "incomplete: 1 of 4 quarters",
        ),
    ],
)
def test_without_a_shape_or_a_path_the_reason_is_told(
    judge: Judge, keys: str, why: str
) -> None:
    found = judge(keys)
    assert str(found.expected) == why
    results = (found.ahead, found.ahead_favour, found.ahead_days, found.projection)
    assert {str(one) for one in results} == {why}


@pytest.mark.parametrize(
    ("earlier", "later", "by_then"),
    [
        ("2023-02-28", "2024-02-29", 60),  # the end of a month meets its end
        ("2023-03-15", "2024-03-15", 75),
    ],
)
def test_the_same_point_of_an_earlier_year_is_the_same_day_of_the_year(
    judge: Judge, earlier: str, later: str, by_then: int
) -> None:
    start, end = dt.date.fromisoformat(earlier), dt.date(2023, 12, 31)
    rest = f"{start + dt.timedelta(days=1)}..{end}"
    pieces = {parse_period(f"2023-01-01..{earlier}"): D(1), parse_period(rest): D(9)}
    (found,) = earlier_years(Indicator("a", "A"), pieces, YEAR)
    assert found.knots == ((0, D(0)), (by_then, D(1)), (366, D(10)))
    assert (dt.date.fromisoformat(later) - dt.date(2023, 12, 31)).days == by_then


def test_weeks_meet_the_weeks_of_the_same_number() -> None:
    weeks = {one: D(1) for year in (2020, 2022) for one in weeks_of(year)}
    long, short = earlier_years(Indicator("a", "A"), weeks, parse_period("2023"))
    assert (long.period.text, short.period.text) == ("2020", "2022")
    assert (long.total, short.total) == (D(53), D(52))
    # week 10 of 2023 ends on 12 March
    assert long.total_by(71) == short.total_by(71) == D(10)


def weeks_of(year: int) -> list[Period]:
    last = dt.date(year, 12, 28).isocalendar().week
    return [parse_period(f"{year}-W{week:02}") for week in range(1, last + 1)]


def test_a_quarter_is_shaped_by_the_same_quarter_of_earlier_years() -> None:
    months = {"2023-07": 1, "2023-08": 2, "2023-09": 3}
    pieces = {parse_period(text): D(number) for text, number in months.items()}
    (found,) = earlier_years(Indicator("a", "A"), pieces, parse_period("2024-Q3"))
    assert found == EarlierYear(
        parse_period("2023-Q3"), ((0, D(0)), (31, D(1)), (62, D(3)), (92, D(6)))
    )


def test_the_shape_of_a_sum_of_others_is_that_of_what_they_all_have(judge: Judge) -> None:
    parts = "".join(
        f'[indicators.{name}]\nname = "{name}"\nrollup = "sum"\n'
        + "".join(f"actual.{year}-H1 = 1\nactual.{year}-H2 = 3\n" for year in (2021, 2022))
        + f"actual.2024-H1 = {3 if name == 'b' else 4}\n"
        for name in ("b", "c")
    )
    keys = 'direction = "increase"\nrollup = "sum"\npace = "seasonal"\ntarget.2024 = 20\n'
    found = judge(keys + 'sum = ["b", "c"]', more=parts)
    assert (found.expected, value(found.ahead)) == (D(5), "2.00")
    ratio = judge(keys + 'ratio = ["b", "c"]', more=parts)
    assert (
        str(ratio.expected)
        == "seasonal needs two earlier years known by shorter figures, there is none"
    )


@pytest.mark.parametrize(
    ("actual", "ahead", "favour", "days"),
    [
        ("100", "10.00", "favourable", "20.00"),  # 366 in 366 days of which 90 are gone: 90
        ("80", "-10.00", "unfavourable", "-10.00"),
        ("90", "0.00", "on target", "0.00"),
    ],
)
def test_ahead_is_told_in_the_unit_and_in_days(
    judge: Judge, actual: str, ahead: str, favour: str, days: str
) -> None:
    keys = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = 366\n'
    span = f'actual."2024-01-01..2024-03-30" = {actual}'
    found = judge(keys + span)
    assert (value(found.ahead), str(found.ahead_favour)) == (ahead, favour)
    assert value(found.ahead_days) == ("10.00" if actual == "100" else days)


@pytest.mark.parametrize(
    ("actual", "target", "ahead", "favour", "days", "qualifier"),
    [
        # from 240 at the end of 2023 to 180 at the end of 2024; half the way by 1 July
        ("204", "180", "-6.00", "favourable", "36.60", None),
        ("216", "180", "6.00", "unfavourable", "-36.60", None),
        ("150", "180", "-60.00", "favourable", "183.00", "at least"),
        ("250", "180", "40.00", "unfavourable", "-183.00", "at most"),
        ("240", "240", "0.00", "on target", "the plan expects the same on every day", None),
    ],
)
def test_a_path_downwards_is_ahead_when_it_lies_lower(
    judge: Judge,
    actual: str,
    target: str,
    ahead: str,
    favour: str,
    days: str,
    qualifier: str | None,
) -> None:
    found = judge(
        f'direction = "decrease"\nrollup = "last"\nbaseline.2023 = 240\ntarget.2024 = {target}\n'
        f"actual.2024-07-01 = {actual}"
    )
    assert (value(found.ahead), str(found.ahead_favour)) == (ahead, favour)
    assert value(found.ahead_days) == days
    if isinstance(found.ahead_days, Quantity):
        assert found.ahead_days.qualifier == qualifier


def test_a_qualifier_stays_with_what_is_ahead_and_leaves_a_day_past_the_end_open(
    judge: Judge,
) -> None:
    keys = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = 366\n'
    under = "actual.\"2024-01-01..2024-03-30\" = { value = %d, qualifier = 'under' }"
    found = judge(keys + under % 100)
    assert isinstance(found.ahead, Quantity)
    assert isinstance(found.ahead_days, Quantity)
    assert (found.ahead.qualifier, found.ahead_days.qualifier) == ("under", "under")
    assert str(judge(keys + under % 400).ahead_days) == "'under' leaves the day open"


def test_where_the_shape_stands_still_the_nearest_day_counts() -> None:
    months = [D(10), D(0), D(0), *[D(0)] * 8, D(10)]
    course = seasonal_course(D(20), YEAR, [year_of(2022, months), year_of(2023, months)])
    assert isinstance(course, Course)
    march = dt.date(2024, 3, 31)
    assert value(course.days_ahead(Quantity(D(10)), march)) == "0.00"
    behind = course.days_ahead(Quantity(D(5)), march)
    assert value(behind) == "-75.50"  # half of January: 15.5 days of 91 gone
    ahead = course.days_ahead(Quantity(D(15)), march)
    assert value(ahead) == "259.50"  # half of December: 350.5 days
    assert value(course.days_ahead(Quantity(D(20)), march)) == "275.00"


figures = st.decimals(min_value=0, max_value=10**6, places=2)
years = st.lists(figures, min_size=12, max_size=12).filter(lambda months: sum(months) > 0)
targets = st.decimals(min_value=D("0.01"), max_value=10**6, places=2)
days = st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    target = draw(targets)
    kind = draw(st.sampled_from(["linear", "path", "seasonal"]))
    if kind == "linear":
        return linear_course(target, YEAR)
    if kind == "path":
        return path(target, draw(figures))
    earlier = [year_of(year, draw(years)) for year in (2021, 2022)]
    course = seasonal_course(target, YEAR, earlier)
    assert isinstance(course, Course)
    return course


@given(courses())
def test_every_course_ends_at_its_target(course: Course) -> None:
    assert course.expected(YEAR.last) == course.target


@given(courses(), days, st.one_of(figures, st.none()))
def test_nothing_is_ahead_in_the_unit_just_where_nothing_is_in_days(
    course: Course, day: dt.date, actual: Decimal | None
) -> None:
    number = course.expected(day) if actual is None else actual
    ahead = course.days_ahead(Quantity(number), day)
    if isinstance(ahead, Undefined):
        assert course.target == course.start
        return
    on_the_last_day = ahead.qualifier == "at least" and course.gone(day) == course.days
    on_the_first = ahead.qualifier == "at most" and course.gone(day) == 0
    if not on_the_last_day and not on_the_first:
        assert (number == course.expected(day)) == (ahead.value == 0)


@given(years, targets)
def test_the_shape_of_identical_years_is_reproduced(
    months: list[Decimal], target: Decimal
) -> None:
    course = seasonal_course(target, YEAR, [year_of(2022, months), year_of(2023, months)])
    assert isinstance(course, Course)
    so_far = D(0)
    for month, figure in zip(YEAR.split("month"), months, strict=True):
        so_far += figure
        expected = course.expected(month.last) * sum(months)
        assert abs(expected - target * so_far) < D("1e-20")
