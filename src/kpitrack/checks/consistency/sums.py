"""A total against the sum of its addends, as several checks compare them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.checks.consistency.check import is_whole
from kpitrack.checks.consistency.interval import (
    Interval,
    added,
    exactly,
    less,
    printed_quantity,
)
from kpitrack.measures.observation import Observation
from kpitrack.measures.quantity import EXACT, Quantity
from kpitrack.model.indicator import Indicator

Agreement = Literal["agrees", "by rounding", "differs"]


class Sum(NamedTuple):
    """What addends add up to, and how that stands to the written total.

    `by rounding` is told of whole numbers only, where the sum differs but the rounding of
    every figure together could explain it: counts are not rounded.
    """

    value: Decimal
    interval: Interval
    agreement: Agreement


class Addend(NamedTuple):
    """A number that is added; `figures` is how many printed figures it was made of."""

    number: Quantity
    figures: int = 1

    @property
    def interval(self) -> Interval:
        """What the number may be: half a unit of the last digit for each of its figures."""
        exact = exactly(self.number.value)
        off = less(printed_quantity(self.number), exact)
        return added([exact, *[off] * self.figures])


def observed_addend(indicator: Indicator, observed: Observation) -> Addend | None:
    """An actual as an addend, None where it has no number."""
    if not isinstance(observed.number, Quantity):
        return None
    if observed.rolled_up is not None:
        return Addend(observed.number, len(observed.rolled_up.found))
    members = indicator.derivation.of if indicator.derivation else ("itself",)
    return Addend(observed.number, len(members))


def compare_sum(total: Quantity, addends: Sequence[Addend]) -> Sum:
    """Hold a written total against what its addends add up to."""
    value = Decimal(0)
    for one in addends:
        value = EXACT.add(value, one.number.value)
    interval = added(one.interval for one in addends)
    if not interval.meets(printed_quantity(total)):
        return Sum(value, interval, "differs")
    every = (total, *(one.number for one in addends))
    counts = all(is_whole(one.value) and one.qualifier is None for one in every)
    return Sum(value, interval, "by rounding" if counts and value != total.value else "agrees")


def told(total: Quantity, found: Sum, what: str) -> str:
    """The disagreement in words: which figure, and what it should be."""
    if found.agreement == "by rounding":
        why = "right only if all of them are rounded"
        return f"{total.value:f}, but {what} {found.value:f}: {why}"
    return f"{total.value:f}, but {what} {found.value:f} ({found.interval} within rounding)"
