"""Met or not is decided by the figures themselves; the grade by the completion."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.statuses import STATUSES
from kpitrack.measures.verdict import band_outcomes, grade, outcomes, reached
from kpitrack.model.figure import Qualifier
from kpitrack.model.indicator import Direction, Thresholds

D = Decimal
LIMITS = Thresholds(D(95), D(80))


@pytest.mark.parametrize(
    ("direction", "actual", "target", "expected"),
    [
        ("increase", "101", "100", {"exceeded"}),
        ("increase", "100", "100", {"met"}),
        ("increase", "99", "100", {"unmet"}),
        ("decrease", "0", "0", {"met"}),  # design: 0 deaths of 0 is met
        ("decrease", "0", "0.1", {"exceeded"}),  # design: 0 % failed against 0.1 exceeds
        ("decrease", "1", "0", {"unmet"}),
        ("increase", "-3", "-5", {"exceeded"}),
    ],
)
def test_an_exact_figure_has_one_outcome(
    direction: Direction, actual: str, target: str, expected: set[str]
) -> None:
    assert outcomes(direction, Quantity(D(actual)), D(target)) == expected


@pytest.mark.parametrize(
    ("actual", "qualifier", "expected"),
    [
        ("100", "over", {"exceeded"}),
        ("100", "at least", {"exceeded", "met"}),
        ("100", "nearly", {"unmet"}),
        ("99", "over", {"exceeded", "met", "unmet"}),
        ("101", "about", {"exceeded", "met", "unmet"}),
    ],
)
def test_a_qualifier_may_leave_the_verdict_open(
    actual: str, qualifier: Qualifier, expected: set[str]
) -> None:
    assert outcomes("increase", Quantity(D(actual), qualifier), D(100)) == expected


def test_a_share_over_99_cannot_exceed_100() -> None:
    share = Quantity(D(99), "over", cap=D(100))
    assert outcomes("increase", share, D(100)) == {"met", "unmet"}


def test_over_90_is_not_met_by_90() -> None:
    assert outcomes("increase", Quantity(D(90)), D(90), "over") == {"unmet"}
    assert outcomes("decrease", Quantity(D(90)), D(90), "under") == {"unmet"}
    assert outcomes("increase", Quantity(D(91)), D(90), "over") == {"exceeded"}
    assert outcomes("increase", Quantity(D(90)), D(90), "at least") == {"met"}


def test_an_uncertain_target_leaves_everything_open() -> None:
    assert len(outcomes("increase", Quantity(D(1)), D(90), "about")) == 3


def test_a_band_is_met_and_never_exceeded() -> None:
    assert band_outcomes(Quantity(D(90)), D(90), D(110)) == {"met"}
    assert band_outcomes(Quantity(D(111)), D(90), D(110)) == {"unmet"}
    assert band_outcomes(Quantity(D(100), "over"), D(90), D(110)) == {"met", "unmet"}


def test_what_is_surely_reached() -> None:
    assert reached({"exceeded"}) == "exceeded"
    assert reached({"exceeded", "met"}) == "met"
    assert reached({"met"}) == "met"
    assert reached({"met", "unmet"}) is None
    assert reached(set()) is None


@pytest.mark.parametrize(
    ("completion", "qualifier", "expected"),
    [
        ("99.99", None, "near"),
        ("95", None, "near"),
        ("94.999", None, "part"),
        ("80", None, "part"),
        ("79.999", None, "low"),
        ("-20", None, "low"),
        ("96", "over", "near"),
        ("90", "over", None),  # may be nearly or partly met
        ("97", "nearly", None),
        ("70", "under", "low"),
        ("80", "under", "low"),  # 80 itself is not among what it can be
        ("95", "nearly", None),  # below 95, and perhaps below 80
        ("90", "about", None),
    ],
)
def test_the_grade_of_an_unmet_target(
    completion: str, qualifier: Qualifier | None, expected: str | None
) -> None:
    result = grade(Quantity(D(completion), qualifier), LIMITS)
    assert (None if isinstance(result, Undefined) else result) == expected


def test_without_a_completion_not_met_is_low() -> None:
    assert grade(Undefined("no ratio"), LIMITS) == "low"


def test_every_status_has_one_place_in_the_order() -> None:
    assert len(set(STATUSES)) == len(STATUSES) == 14


numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
directions: st.SearchStrategy[Direction] = st.sampled_from(["increase", "decrease"])
qualifiers: st.SearchStrategy[Qualifier | None] = st.sampled_from(
    [None, "over", "at least", "under", "at most", "about", "nearly"]
)


@given(directions, numbers, qualifiers, numbers, qualifiers)
def test_there_is_always_an_outcome(
    direction: Direction,
    actual: Decimal,
    qualifier: Qualifier | None,
    target: Decimal,
    strictness: Qualifier | None,
) -> None:
    assert outcomes(direction, Quantity(actual, qualifier), target, strictness)


@given(directions, numbers, numbers)
def test_about_allows_whatever_the_exact_figure_would(
    direction: Direction, actual: Decimal, target: Decimal
) -> None:
    exact = outcomes(direction, Quantity(actual), target)
    assert exact <= outcomes(direction, Quantity(actual, "about"), target)


@given(numbers, qualifiers, numbers, numbers)
def test_a_band_always_has_an_outcome(
    actual: Decimal, qualifier: Qualifier | None, a: Decimal, b: Decimal
) -> None:
    low, high = sorted((a, b))
    assert band_outcomes(Quantity(actual, qualifier), low, high)
