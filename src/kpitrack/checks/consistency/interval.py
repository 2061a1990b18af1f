"""Intervals: the numbers that a printed figure may stand for."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from kpitrack.measures.quantity import EXACT, Quantity
from kpitrack.model.figure import Qualifier

_HALF = Decimal("0.5")
_ENDLESS = Decimal("Infinity")


class Interval(NamedTuple):
    """All numbers from `low` to `high`, both included; endless where a qualifier opens it."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval") -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def __str__(self) -> str:
        if self.low == self.high:
            return shown(self.low)
        if self.low == -_ENDLESS:
            return f"at most {shown(self.high)}"
        if self.high == _ENDLESS:
            return f"at least {shown(self.low)}"
        return f"{shown(self.low)} to {shown(self.high)}"


def printed(number: Decimal, qualifier: Qualifier | None = None) -> Interval:
    """Half a unit of the last digit around a figure; a qualifier opens its side.

    404 stands for 403.5 to 404.5, 96.2 for 96.15 to 96.25; "over 568" for 568 and more.
    """
    exponent = number.as_tuple().exponent
    half = _HALF.scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
    low, high = EXACT.subtract(number, half), EXACT.add(number, half)
    if qualifier in ("over", "at least"):
        return Interval(number, _ENDLESS)
    if qualifier in ("under", "at most", "nearly"):
        return Interval(-_ENDLESS, number)
    return Interval(-_ENDLESS, _ENDLESS) if qualifier == "about" else Interval(low, high)


def printed_quantity(quantity: Quantity) -> Interval:
    """The interval of a figure with its qualifier."""
    return printed(quantity.value, quantity.qualifier)


def exactly(number: Decimal) -> Interval:
    """Just this number: a count, or what was computed from counts."""
    return Interval(number, number)


def added(parts: Iterable[Interval]) -> Interval:
    """The sums of one number from each."""
    total = exactly(Decimal(0))
    for one in parts:
        total = Interval(EXACT.add(total.low, one.low), EXACT.add(total.high, one.high))
    return total


def less(a: Interval, b: Interval) -> Interval:
    """The differences of a number of `a` and one of `b`."""
    return Interval(EXACT.subtract(a.low, b.high), EXACT.subtract(a.high, b.low))


def computed(formula: Callable[..., Decimal], *of: Interval) -> Interval:
    """What a formula that only rises or falls in each gives over intervals with ends."""
    found = [formula(*corner) for corner in product(*of)]
    return Interval(min(found), max(found))


def shown(number: Decimal) -> str:
    """A number in a message: without zeros at its end, or with six significant digits."""
    short = number.normalize(EXACT)
    return f"{short:f}" if len(short.as_tuple().digits) <= 12 else f"{number:.6g}"
