"""Qualified numbers: what they may be, and how qualifiers follow the arithmetic."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.measures.quantity import (
    Quantity,
    Undefined,
    add,
    percent_of,
    quotient,
    scale,
    subtract,
)
from kpitrack.model.figure import Qualifier

Q = Quantity
D = Decimal


@pytest.mark.parametrize(
    ("qualifier", "above", "equal", "below"),
    [
        (None, False, True, False),
        ("over", True, False, False),
        ("at least", True, True, False),
        ("under", False, False, True),
        ("nearly", False, False, True),
        ("at most", False, True, True),
        ("about", True, True, True),
    ],
)
def test_what_a_qualified_100_may_be_against_100(
    qualifier: Qualifier | None, above: bool, equal: bool, below: bool
) -> None:
    number = Q(D(100), qualifier)
    limit = D(100)
    assert number.can_exceed(limit) is above
    assert number.can_equal(limit) is equal
    assert number.can_undercut(limit) is below


def test_a_number_over_90_may_equal_95_but_not_85() -> None:
    assert Q(D(90), "over").can_equal(D(95))
    assert not Q(D(90), "over").can_equal(D(85))
    assert Q(D(90), "under").can_equal(D(85))
    assert not Q(D(90), "under").can_equal(D(95))
    assert not Q(D(90)).can_equal(D(95))


def test_a_share_stops_at_100() -> None:
    share = Q(D(99), "over", cap=D(100))
    assert not share.can_exceed(D(100))
    assert share.can_equal(D(100))
    assert not share.can_equal(D(101))


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        (None, None, None),
        ("over", None, "over"),
        (None, "nearly", "nearly"),
        ("over", "over", "over"),
        ("over", "at least", "over"),
        ("nearly", "at most", "under"),
        ("over", "under", "about"),  # they pull apart
        ("about", "over", "about"),
    ],
)
def test_qualifiers_join_when_numbers_are_added(
    a: Qualifier | None, b: Qualifier | None, joined: Qualifier | None
) -> None:
    assert add(Q(D(1), a), Q(D(2), b)) == Q(D(3), joined)


def test_dividing_by_an_over_gives_an_under() -> None:
    assert quotient(Q(D(10)), Q(D(4), "over")) == Q(D("2.5"), "under")
    assert quotient(Q(D(10)), Q(D(4), "nearly")) == Q(D("2.5"), "over")


def test_a_negative_number_over_an_over_comes_nearer_to_zero() -> None:
    # -10 / x for x above 4 lies above -2.5
    assert quotient(Q(D(-10)), Q(D(4), "over")) == Q(D("-2.5"), "over")


def test_taking_away_an_over_leaves_an_under() -> None:
    assert subtract(Q(D(10)), Q(D(4), "over")) == Q(D(6), "under")


def test_a_negative_factor_turns_the_qualifier_round() -> None:
    assert scale(Q(D(2), "at least"), D(-3)) == Q(D(-6), "at most")
    assert scale(Q(D(2), "at most"), D(3)) == Q(D(6), "at most")


def test_a_percentage_that_ends_is_exact() -> None:
    assert percent_of(Q(D(51)), Q(D(68))).value == D(75)  # 51/68, the report's petitions


def test_an_undefined_number_tells_its_reason_and_its_hint() -> None:
    assert str(Undefined("no target")) == "no target"
    assert str(Undefined("no target", "write one")) == "no target; write one"


numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
qualifiers: st.SearchStrategy[Qualifier | None] = st.sampled_from(
    [None, "over", "at least", "under", "at most", "about", "nearly"]
)


@given(numbers, qualifiers, numbers)
def test_a_number_can_always_be_something(
    value: Decimal, qualifier: Qualifier | None, limit: Decimal
) -> None:
    number = Q(value, qualifier)
    assert number.can_exceed(limit) or number.can_equal(limit) or number.can_undercut(limit)


@given(numbers, numbers)
def test_differences_of_typed_figures_are_exact_and_turn_round(a: Decimal, b: Decimal) -> None:
    there, back = subtract(Q(a), Q(b)), subtract(Q(b), Q(a))
    assert there.value == a - b
    assert there.value == -back.value
