"""From figures to positions, and the round figures that an axis shows."""

from collections.abc import Iterable
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from kpitrack.measures.quantity import EXACT

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


class Scale(NamedTuple):
    """A straight scale: `low` stands at pixel `start`, `high` at pixel `end`."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        """Where a figure stands, held between the ends."""
        held = min(max(value, self.low), self.high)
        span = EXACT.subtract(self.high, self.low)
        share = EXACT.divide(EXACT.subtract(held, self.low), span)
        return self.start + (self.end - self.start) * float(share)


def nice_step(span: Decimal, most: int) -> Decimal:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that parts a span in `most`."""
    least = EXACT.divide(span, Decimal(most))
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * step for step in _STEPS if power * step >= least)


def scale_of(
    values: Iterable[Decimal], start: float, end: float, *, most: int = 5
) -> tuple[Scale, tuple[Decimal, ...]]:
    """A scale from one round figure to another that holds all values, and its ticks.

    A single value, or a series that never moves, stands in the middle.
    """
    known = list(values)
    low, high = min(known), max(known)
    if low == high:
        room = abs(low) / 10 or Decimal(1)
        low, high = low - room, high + room
    step = nice_step(EXACT.subtract(high, low), most)
    first = floor(EXACT.divide(low, step))
    last = ceil(EXACT.divide(high, step))
    ticks = tuple(EXACT.multiply(step, place) for place in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end), ticks
