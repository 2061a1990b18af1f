"""Completion in percent, with figures that people printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.measures.completion import (
    band_completion,
    can_lie_inside,
    completion,
    milestone_completion,
)
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.model.figure import Qualifier
from kpitrack.model.indicator import Direction

D = Decimal


def value(result: Quantity | Undefined, digits: str = "0.0001") -> Decimal | None:
    return result.value.quantize(D(digits)) if isinstance(result, Quantity) else None


@pytest.mark.parametrize(
    ("direction", "actual", "target", "percent", "source"),
    [
        ("increase", "404", "420", "96.1905", "seed fact s034: 404/420 = 96,190…%"),
        ("increase", "135.1", "50", "270.2000", "seed check c06: 135,1/50 = 270,2%"),
        ("increase", "42", "59", "71.1864", "seed fact s021"),
        ("increase", "18", "18", "100.0000", "seed fact s008: 18/18"),
        ("increase", "-5", "10", "-50.0000", "a negative actual gives a negative completion"),
        ("increase", "0", "10", "0.0000", "nothing of it"),
        ("neutral", "5", "10", "50.0000", "neutral is measured as increase, and not judged"),
        ("decrease", "80", "60", "75.0000", "60/80: over the target is under 100"),
        ("decrease", "50", "60", "120.0000", "60/50: under the target is over 100"),
    ],
)
def test_completion(
    direction: Direction, actual: str, target: str, percent: str, source: str
) -> None:
    assert value(completion(direction, Quantity(D(actual)), Quantity(D(target)))) == D(percent)


@pytest.mark.parametrize(
    ("direction", "actual", "target", "reason"),
    [
        ("increase", "5", "0", "the target is not above 0"),
        ("increase", "-3", "-5", "the target is not above 0"),
        ("decrease", "0", "0", "the target is not above 0"),
        ("decrease", "0", "10", "the actual is not above 0"),
        ("decrease", "-1", "10", "the actual is not above 0"),
    ],
)
def test_completion_is_undefined_with_its_reason(
    direction: Direction, actual: str, target: str, reason: str
) -> None:
    result = completion(direction, Quantity(D(actual)), Quantity(D(target)))
    assert isinstance(result, Undefined)
    assert reason in result.reason
    assert 'method = "distance"' in (result.hint or "")


@pytest.mark.parametrize(
    ("direction", "qualifier", "expected"),
    [
        ("increase", "over", "over"),
        ("increase", "nearly", "nearly"),
        ("decrease", "over", "under"),
        ("decrease", "under", "over"),
    ],
)
def test_the_qualifier_follows_the_formula(
    direction: Direction, qualifier: Qualifier, expected: Qualifier
) -> None:
    result = completion(direction, Quantity(D(50), qualifier), Quantity(D(100)))
    assert isinstance(result, Quantity)
    assert result.qualifier == expected


@pytest.mark.parametrize(
    ("actual", "percent"),
    [
        ("100", "100.0000"),
        ("90", "100.0000"),  # the edges belong to the band
        ("110", "100.0000"),
        ("45", "50.0000"),  # 45 / 90
        ("220", "50.0000"),  # 110 / 220
    ],
)
def test_completion_of_a_band_from_90_to_110(actual: str, percent: str) -> None:
    assert value(band_completion(Quantity(D(actual)), D(90), D(110))) == D(percent)


def test_a_band_around_zero_has_no_ratio() -> None:
    assert isinstance(band_completion(Quantity(D(1)), D(0), D(2)), Undefined)


@pytest.mark.parametrize(
    ("actual", "qualifier", "percent"),
    [
        ("95", "over", None),  # may lie above 110
        ("120", "over", "91.6667"),  # 110/120, and less
        ("80", "under", "88.8889"),  # 80/90, and less
        ("100", "about", None),
        ("90", "under", "100.0000"),  # 90/90, and under it
    ],
)
def test_a_qualifier_may_leave_the_place_in_a_band_open(
    actual: str, qualifier: Qualifier, percent: str | None
) -> None:
    result = band_completion(Quantity(D(actual), qualifier), D(90), D(110))
    assert value(result) == (D(percent) if percent else None)


def test_lying_inside_a_band() -> None:
    assert can_lie_inside(Quantity(D(110)), D(90), D(110))
    assert not can_lie_inside(Quantity(D(111)), D(90), D(110))
    assert can_lie_inside(Quantity(D(80), "over"), D(90), D(110))
    assert not can_lie_inside(Quantity(D(110), "over"), D(90), D(110))


def test_a_milestone_is_wholly_reached_or_not_at_all() -> None:
    assert milestone_completion(True).value == 100
    assert milestone_completion(False).value == 0


positive = st.decimals(min_value=D("0.0001"), max_value=D(10) ** 12, places=4)
directions: st.SearchStrategy[Direction] = st.sampled_from(["increase", "decrease", "neutral"])


@given(positive, directions)
def test_a_target_met_exactly_is_exactly_100(target: Decimal, direction: Direction) -> None:
    assert completion(direction, Quantity(target), Quantity(target)) == Quantity(D(100))


@given(positive, positive, directions)
def test_completion_is_100_or_more_just_when_the_target_is_met(
    actual: Decimal, target: Decimal, direction: Direction
) -> None:
    result = completion(direction, Quantity(actual), Quantity(target))
    met = actual <= target if direction == "decrease" else actual >= target
    assert isinstance(result, Quantity)
    assert (result.value >= 100) == met


@given(positive, positive, positive)
def test_a_band_is_100_only_inside_it(actual: Decimal, a: Decimal, b: Decimal) -> None:
    low, high = sorted((a, b))
    result = band_completion(Quantity(actual), low, high)
    assert isinstance(result, Quantity)
    assert (result.value == 100) == (low <= actual <= high)
    assert 0 < result.value <= 100
