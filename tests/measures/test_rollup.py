"""Shorter periods make a longer one; what is missing is never made up."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.rollup import Piece, Tiling, roll_up, tile
from kpitrack.model.indicator import Rollup
from kpitrack.model.period import parse_period

D = Decimal


def pieces(*numbers: str) -> list[Piece]:
    quarters = parse_period("2024").split("quarter")
    return [
        Piece(period, Quantity(D(number)))
        for period, number in zip(quarters, numbers, strict=False)
    ]


def tiled(whole: str, *texts: str) -> Tiling | None:
    return tile(parse_period(whole), [parse_period(text) for text in texts])


@pytest.mark.parametrize(
    ("rollup", "expected"),
    [("sum", "100"), ("mean", "25"), ("last", "40"), ("max", "40"), ("min", "10")],
)
def test_four_quarters_of_10_20_30_40(rollup: Rollup, expected: str) -> None:
    result = roll_up(rollup, pieces("10", "20", "30", "40"))
    assert isinstance(result, Piece)
    assert result.quantity.value == D(expected)


def test_a_mean_is_exact_where_it_ends() -> None:
    result = roll_up("mean", pieces("1", "2", "3"))
    assert isinstance(result, Piece)
    assert result.quantity.value == 2


def test_a_mean_of_unlike_lengths_is_undefined() -> None:
    unlike = [
        Piece(parse_period("2024-H1"), Quantity(D(1))),
        Piece(parse_period("2024-Q3"), Quantity(D(1))),
    ]
    assert isinstance(roll_up("mean", unlike), Undefined)


@pytest.mark.parametrize("rollup", ["sum", "mean"])
def test_shares_add_numerators_and_denominators(rollup: Rollup) -> None:
    shares = [
        Piece(parse_period("2024-Q1"), Quantity(D(50)), D(1), D(2)),
        Piece(parse_period("2024-Q2"), Quantity(D(10)), D(10), D(100)),
    ]
    result = roll_up(rollup, shares)
    assert isinstance(result, Piece)
    assert (result.count, result.of) == (D(11), D(102))  # not the mean of 50 % and 10 %
    assert result.quantity.value.quantize(D("0.01")) == D("10.78")
    assert result.quantity.cap == 100


def test_shares_beside_bare_percentages_are_not_averaged() -> None:
    mixed = [
        Piece(parse_period("2024-Q1"), Quantity(D(50)), D(1), D(2)),
        Piece(parse_period("2024-Q2"), Quantity(D(10))),
    ]
    assert isinstance(roll_up("sum", mixed), Undefined)


WEEKS_IN_SEPTEMBER = "4 whole weeks, which are 28 of 30 days"


@pytest.mark.parametrize(
    ("whole", "found", "complete", "told"),
    [
        ("2024", ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"], True, "4 of 4 quarters"),
        ("2024", ["2024-Q1", "2024-Q2"], False, "2 of 4 quarters"),
        (
            "2024-01..2024-09",
            ["2024-H1"],
            False,
            "1 whole half, which is 182 of 274 days",
        ),
        ("2024", ["2024-H1"], False, "1 of 2 halves"),
        ("2024-Q1", ["2024-01", "2024-02", "2024-03"], True, "3 of 3 months"),
        ("2024", ["2024-H1", "2024-Q3", "2024-Q4"], True, "4 of 4 quarters"),
        ("2021..2022", ["2021", "2022"], True, "2 of 2 years"),
        ("2024", ["2024-Q1", "2024-Q2", "2024-07"], False, "7 of 12 months"),
        ("2024", ["2024-01..2024-09", "2024-10"], False, "10 of 12 months"),
        ("2021..2025", ["2021", "2022", "2023-H1"], False, "5 of 10 halves"),
        ("2024", ["2024-01", "2024-02-01..2024-02-14"], False, "45 of 366 days"),
        ("2024-09", ["2024-W36", "2024-W37"], False, "2 of 4 weeks"),
        ("2024-09", [f"2024-W{n}" for n in range(35, 41)], False, WEEKS_IN_SEPTEMBER),
        ("2024", ["2024-01..2024-09", "2024-Q4"], True, "4 of 4 quarters"),
    ],
)
def test_how_far_a_period_is_filled(
    whole: str, found: list[str], complete: bool, told: str
) -> None:
    tiling = tiled(whole, *found)
    assert tiling is not None
    assert (tiling.complete, str(tiling)) == (complete, told)


def test_nothing_fills_a_period_from_outside_it() -> None:
    assert tiled("2024", "2023", "2024", "2023-Q4") is None
    assert tiled("2024", "2023-12..2024-01") is None


def test_overlapping_figures_are_counted_once() -> None:
    everything = ["2024-H1", "2024-Q1", "2024-Q2", "2024-H2", "2024-01"]
    tiling = tiled("2024", *everything)
    assert tiling is not None
    assert [str(one) for one in tiling.found] == ["2024-H1", "2024-H2"]


def test_a_dead_end_is_left_for_a_way_that_fills_the_period() -> None:
    # the half leads nowhere, the quarters fill the year
    found = ["2024-H1", "2024-Q1", "2024-Q2", "2024-02..2024-06", "2024-Q3"]
    assert tiled("2024-01..2024-09", *found) is not None
    nowhere = tiled("2024", "2024-H1", "2024-Q1", "2024-Q2")
    assert str(nowhere) == "1 of 2 halves"  # not the quarters, which are more figures
    again = tiled("2024", "2024-01..2024-08", "2024-H1", "2024-H2")
    assert again is not None
    assert [str(one) for one in again.found] == ["2024-H1", "2024-H2"]


@pytest.mark.parametrize(
    ("found", "unbroken"),
    [
        (["2024-Q1", "2024-Q2"], True),
        (["2024-Q1", "2024-Q3"], False),
        (["2024-Q2"], False),  # the start is missing
    ],
)
def test_a_gap_breaks_a_filling(found: list[str], unbroken: bool) -> None:
    tiling = tiled("2024", *found)
    assert tiling is not None
    assert tiling.unbroken == unbroken


def test_spans_that_overlap_are_not_added_and_the_one_left_out_is_named() -> None:
    tiling = tiled("2024", "2024-01..2024-03", "2024-03..2024-06")
    assert tiling is not None
    assert [str(one) for one in tiling.found] == ["2024-03..2024-06"]  # 122 days before 91
    assert [str(one) for one in tiling.left_out] == ["2024-01..2024-03"]
    assert not tiling.unbroken
    with_months = tiled("2024", "2024-Q1", "2024-01", "2024-02")
    assert with_months is not None
    assert with_months.left_out == ()  # the quarter says all that they say


@pytest.mark.parametrize(("year", "weeks"), [(2020, 53), (2024, 52), (2025, 52), (2026, 53)])
def test_a_year_of_weeks_is_its_iso_year(year: int, weeks: int) -> None:
    every = [parse_period(f"{year}-W{week:02}") for week in range(1, weeks + 1)]
    beside = [parse_period(f"{year - 1}-W52"), parse_period(f"{year + 1}-W01")]
    tiling = tile(parse_period(str(year)), [*every, *beside])
    assert tiling is not None
    assert tiling.found == tuple(every)
    assert (tiling.complete, str(tiling)) == (True, f"{weeks} of {weeks} weeks")


SPANS = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(
    lambda ends: f"2024-{min(ends):02}..2024-{max(ends):02}"
)


@given(st.lists(SPANS, max_size=8))
def test_a_filling_has_the_most_days_of_all_that_count_none_twice(spans: list[str]) -> None:
    whole = parse_period("2024")
    periods = [one for one in {parse_period(text) for text in spans} if one != whole]
    tiling = tile(whole, periods)
    found = tiling.found if tiling else ()
    assert all(a.last < b.first for a, b in itertools.pairwise(found))
    most = 0
    for size in range(len(periods) + 1):
        for some in itertools.combinations(sorted(periods), size):
            if all(a.last < b.first for a, b in itertools.pairwise(sorted(some))):
                most = max(most, sum(one.days for one in some))
    assert sum(one.days for one in found) == most


values = st.lists(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3), min_size=12, max_size=12
)


@given(values)
def test_months_sum_to_quarters_that_sum_to_the_year(numbers: list[Decimal]) -> None:
    year = parse_period("2024")
    months = [
        Piece(period, Quantity(number))
        for period, number in zip(year.split("month"), numbers, strict=True)
    ]
    whole = roll_up("sum", months)
    quarters = [roll_up("sum", months[start : start + 3]) for start in range(0, 12, 3)]
    assert isinstance(whole, Piece)
    assert whole.quantity.value == sum(numbers)
    parts = [one.quantity.value for one in quarters if isinstance(one, Piece)]
    assert sum(parts) == whole.quantity.value


@given(st.sets(st.sampled_from([str(one) for one in parse_period("2024").split("month")])))
def test_a_filling_uses_no_day_twice(months: set[str]) -> None:
    tiling = tiled("2024", *months)
    found = tiling.found if tiling else ()
    assert {str(one) for one in found} == months
    assert all(a.last < b.first for a, b in itertools.pairwise(found))
    assert tiling is None or tiling.complete == (len(months) == 12)
