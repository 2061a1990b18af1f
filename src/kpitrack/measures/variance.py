"""Variance: how far the actual lies from the target, and whether that is favourable."""

from decimal import Decimal
from typing import Literal

from kpitrack.measures.quantity import HUNDRED, ZERO, Quantity, Undefined, percent_of, subtract
from kpitrack.model.indicator import Direction

Favour = Literal["favourable", "unfavourable"]


def variance(actual: Quantity, target: Quantity) -> Quantity:
    """actual - target, in the indicator's unit (percentage points where that is %)."""
    return subtract(actual, target)


def band_variance(actual: Quantity, low: Decimal, high: Decimal) -> Quantity:
    """The distance to the band's nearest edge, negative below it, 0 inside."""
    if actual.value < low:
        return subtract(actual, Quantity(low))
    if actual.value > high:
        return subtract(actual, Quantity(high))
    return Quantity(ZERO, actual.qualifier and "about")


def relative(difference: Quantity, base: Quantity) -> Quantity | Undefined:
    """A difference in percent of its base; undefined for a base of 0 or below."""
    if base.value <= 0:
        return Undefined("the base is not above 0, so a difference is no percentage of it")
    return percent_of(difference, Quantity(base.value))


def variance_percent(actual: Quantity, target: Quantity) -> Quantity | Undefined:
    """(actual - target) / target × 100; undefined for a target of 0 or below."""
    if target.value <= 0:
        return Undefined("the target is not above 0, so a difference is no percentage of it")
    ratio = percent_of(actual, target)
    return subtract(ratio, Quantity(HUNDRED))


def favour(direction: Direction, difference: Quantity) -> Favour | Undefined:
    """Whether a variance is favourable: above for an increase, below for a decrease.

    Undefined for a variance of 0, for direction neutral and where a qualifier leaves the
    side open. Any distance from a band is unfavourable.
    """
    if direction in ("neutral", "milestone"):
        return Undefined(f"direction {direction} judges no variance")
    above, below = difference.can_exceed(ZERO), difference.can_undercut(ZERO)
    if above and below:
        return Undefined(f"'{difference.qualifier}' leaves the side open")
    if not above and not below:
        return Undefined("on target")
    good = (direction == "increase" and above) or (direction == "decrease" and below)
    return "favourable" if good else "unfavourable"
