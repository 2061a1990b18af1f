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


@pytest.mark.parametrize(
    ("whole", "found", "complete", "told"),
    [
        ("2024", ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"], True, "4 of 4 quarters"),
        ("2024", ["2024-Q1", "2024-Q2"], False, "2 of 4 quarters"),
        ("2024", ["2024-H1"], False, "1 of 2 halves"),
        ("2024-Q1", ["2024-01", "2024-02", "2024-03"], True, "3 of 3 months"),
        ("2024", ["2024-H1", "2024-Q3", "2024-Q4"], True, "3 of 3 spans"),
        ("2021..2022", ["2021", "2022"], True, "2 of 2 years"),
        ("2024", ["2024-01..2024-09", "2024-Q4"], True, "2 of 2 spans"),
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
    assert tiled("2024", "2024-01..2024-05") is None  # a span alone is no part of a kind


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
    assert str(nowhere) == "1 of 2 halves"
    again = tiled("2024", "2024-01..2024-08", "2024-H1", "2024-H2")
    assert again is not None
    assert [str(one) for one in again.found] == ["2024-H1", "2024-H2"]


def test_a_gap_breaks_a_filling() -> None:
    gap, none = tiled("2024", "2024-Q1", "2024-Q3"), tiled("2024", "2024-Q1", "2024-Q2")
    assert gap is not None
    assert none is not None
    assert (gap.unbroken, none.unbroken) == (False, True)


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
