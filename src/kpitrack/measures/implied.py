"""Implied targets: what a target must have been, when only the percentage was printed."""

from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.quantity import EXACT, HUNDRED, Quantity, Undefined
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Direction

_HALF = Decimal("0.5")


class ImpliedTarget(NamedTuple):
    """A target worked out from an actual and the completion stated beside it.

    `low` and `high` bound it by half a unit of the last digit of both; None where the
    actual's qualifier leaves that side open.
    """

    point: Quantity
    low: Decimal | None
    high: Decimal | None
    stated: Decimal


def implied_target(
    direction: Direction, figure: Figure, stated: Decimal
) -> ImpliedTarget | Undefined:
    """The target that makes the completion formula give what was stated.

    actual / stated for increase, actual × stated for decrease, with the interval that the
    rounding of both allows: 1154 at 119.2 % is 968.1, from 1153.5 / 1.1925 to 1154.5 /
    1.1915. It takes the actual's qualifier, which leaves its own side open: over 568 at
    105.9 % is over 536.4, from 568 / 1.0595 on.
    """
    actual = figure.value
    if actual is None or isinstance(actual, bool):
        return Undefined("only the percentage was published")
    if direction in ("maintain", "milestone"):
        return Undefined(f"direction {direction} implies no single target")
    if actual <= 0 or stated <= 0:
        return Undefined("a target is implied only by an actual and a percentage above 0")
    low, high = _printed_interval(actual)
    if figure.qualifier in ("over", "at least"):
        low = actual
    if figure.qualifier in ("under", "at most", "nearly"):
        high = actual
    ratio_low, ratio_high = _printed_interval(stated)
    if direction == "decrease":
        point = EXACT.divide(EXACT.multiply(actual, stated), HUNDRED)
        low, high = low * ratio_low / HUNDRED, high * ratio_high / HUNDRED
    else:
        point = EXACT.divide(EXACT.multiply(actual, HUNDRED), stated)
        low = EXACT.divide(EXACT.multiply(low, HUNDRED), ratio_high)
        high = EXACT.divide(EXACT.multiply(high, HUNDRED), ratio_low)
    return _opened(figure, point, low, high, stated)


def _opened(
    figure: Figure, point: Decimal, low: Decimal, high: Decimal, stated: Decimal
) -> ImpliedTarget:
    opens_up = figure.qualifier in ("over", "at least", "about")
    opens_down = figure.qualifier in ("under", "at most", "nearly", "about")
    return ImpliedTarget(
        Quantity(point, figure.qualifier),
        None if opens_down else low,
        None if opens_up else high,
        stated,
    )


def _printed_interval(number: Decimal) -> tuple[Decimal, Decimal]:
    exponent = number.as_tuple().exponent
    digits = min(exponent, 0) if isinstance(exponent, int) else 0
    half = _HALF.scaleb(digits)
    return EXACT.subtract(number, half), EXACT.add(number, half)
