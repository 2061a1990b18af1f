"""Change: what happened between two periods, and whether it is for the better."""

from decimal import Decimal
from typing import Literal

from kpitrack.measures.quantity import ZERO, Quantity, Undefined, percent_of, subtract
from kpitrack.measures.variance import band_variance
from kpitrack.model.indicator import Direction, Indicator
from kpitrack.model.period import Period

Judgement = Literal["better", "worse", "unchanged", "not_comparable"]


def change(before: Quantity, after: Quantity) -> Quantity:
    """after - before, in the indicator's unit (percentage points where that is %)."""
    return subtract(after, before)


def change_percent(before: Quantity, after: Quantity) -> Quantity | Undefined:
    """(after - before) / before × 100; undefined from 0 or below."""
    if before.value <= 0:
        return Undefined("it started at 0 or below, so the change is no percentage of it")
    return subtract(percent_of(after, before), Quantity(Decimal(100)))


def judge_change(direction: Direction, difference: Quantity) -> Judgement | Undefined:
    """Better or worse by direction; undefined for neutral or where a qualifier leaves it."""
    above, below = difference.can_exceed(ZERO), difference.can_undercut(ZERO)
    if above and below:
        return Undefined(f"'{difference.qualifier}' leaves the side open")
    if not above and not below:
        return "unchanged"
    if direction not in ("increase", "decrease"):
        return Undefined(f"direction {direction} judges no change")
    return "better" if above == (direction == "increase") else "worse"


def judge_band_change(
    before: Quantity, after: Quantity, low: Decimal, high: Decimal
) -> Judgement | Undefined:
    """For a band, nearer is better; both inside is unchanged."""
    if before.qualifier or after.qualifier:
        return Undefined("a qualifier leaves the distance to the band open")
    far = abs(band_variance(before, low, high).value)
    near = abs(band_variance(after, low, high).value)
    if far == near:
        return "unchanged"
    return "better" if near < far else "worse"


def break_between(indicator: Indicator, a: Period, b: Period) -> tuple[Period, str] | None:
    """The break in the indicator's series that lies between two periods, with its reason.

    A break at a period means that figures from that period on do not compare with earlier
    ones.
    """
    earlier, later = sorted((a, b))
    for period, reason in sorted(indicator.breaks.items()):
        if earlier.first < period.first <= later.last:
            return period, reason
    return None
