"""Completion: how much of the target is reached, in percent."""

from decimal import Decimal

from kpitrack.measures.quantity import HUNDRED, Quantity, Undefined, percent_of
from kpitrack.model.indicator import Direction

_DISTANCE = 'method = "distance" with a baseline measures it'


def completion(
    direction: Direction, actual: Quantity, target: Quantity
) -> Quantity | Undefined:
    """Completion in percent of a target that is one number.

    - increase and neutral: actual / target × 100. A negative actual gives a negative
      completion.
    - decrease: target / actual × 100, so that being at or under the target is 100 % or more.

    Undefined for a target of 0 or below, and for a decrease also for an actual of 0 or
    below: a ratio of negatives turns better into worse. 0 deaths of 0 is met, but is no
    percentage.
    """
    if target.value <= 0:
        return Undefined("the target is not above 0, so there is no ratio to it", _DISTANCE)
    if direction != "decrease":
        return percent_of(actual, target)
    if actual.value <= 0:
        return Undefined(
            "the actual is not above 0, so the target is no ratio of it", _DISTANCE
        )
    return percent_of(target, actual)


def band_completion(actual: Quantity, low: Decimal, high: Decimal) -> Quantity | Undefined:
    """Completion in percent of a band (direction maintain).

    100 inside the band; below it actual / low, above it high / actual. Undefined for a low
    edge of 0 or below, and where the qualifier leaves open on which side the actual lies.
    """
    if low <= 0:
        return Undefined("the band does not lie above 0, so there is no ratio to it")
    places = [
        place
        for place, possible in (
            ("below", actual.can_undercut(low)),
            ("above", actual.can_exceed(high)),
            ("inside", can_lie_inside(actual, low, high)),
        )
        if possible
    ]
    if len(places) > 1:
        return Undefined(f"'{actual.qualifier}' leaves open where in the band it lies")
    if places == ["below"]:
        return percent_of(actual, Quantity(low))
    if places == ["above"]:
        return percent_of(Quantity(high), actual)
    return Quantity(HUNDRED)


def can_lie_inside(actual: Quantity, low: Decimal, high: Decimal) -> bool:
    """Whether the number may lie in the band from `low` to `high`, both included."""
    if low <= actual.value <= high and actual.qualifier is None:
        return True
    above_low = actual.can_exceed(low) or actual.can_equal(low)
    below_high = actual.can_undercut(high) or actual.can_equal(high)
    return above_low and below_high


def milestone_completion(reached: bool) -> Quantity:
    """100 for a milestone that is reached, 0 for one that is not."""
    return Quantity(HUNDRED if reached else Decimal(0))
