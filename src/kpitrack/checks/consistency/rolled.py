"""A written total against the roll-up of shorter periods, for figures and for targets."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.consistency.interval import Interval, exactly, printed, printed_quantity
from kpitrack.checks.consistency.sums import Addend, compare_sum, told
from kpitrack.checks.finding import Severity
from kpitrack.measures.quantity import EXACT, Quantity
from kpitrack.measures.rollup import Piece, Tiling, roll_up, tile
from kpitrack.model.indicator import Rollup
from kpitrack.model.period import Period


class Rolled(NamedTuple):
    """What shorter periods, which fill the longer one, make of it."""

    rollup: Rollup
    tiling: Tiling
    pieces: tuple[Piece, ...]
    result: Piece

    def disagreement(
        self, total: Quantity, *, of_share: bool
    ) -> tuple[str, Severity | None] | None:
        """What is wrong with a written total, and how grave that is; None where it agrees."""
        what = f"the {self.rollup} of {self.tiling} is"
        if self.rollup == "sum" and self.result.of is None:
            found = compare_sum(total, [Addend(one.quantity) for one in self.pieces])
            if found.agreement == "agrees":
                return None
            grave: Severity | None = "warning" if found.agreement == "by rounding" else None
            return told(total, found, what), grave
        written = exactly(total.value) if of_share else printed_quantity(total)
        interval = self._interval()
        if interval.meets(written):
            return None
        return f"{total.value:.12g}, but {what} {interval}", None

    def _interval(self) -> Interval:
        """What the roll-up may be within the rounding of its pieces."""
        value = self.result.quantity.value
        if self.result.of is not None:
            return exactly(value)
        if self.rollup != "mean":
            return printed_quantity(self.result.quantity)
        edges = [printed(one.quantity.value, one.quantity.qualifier) for one in self.pieces]
        return Interval(_mean([one.low for one in edges]), _mean([one.high for one in edges]))


def _mean(numbers: Sequence[Decimal]) -> Decimal:
    return EXACT.divide(sum(numbers, Decimal(0)), Decimal(len(numbers)))


def longer(pieces: Mapping[Period, Piece]) -> Iterator[tuple[Period, Piece]]:
    """The pieces that others may fill: all but the shortest, of which there may be many."""
    shortest = min((period.days for period in pieces), default=0)
    for period, piece in pieces.items():
        if period.days > shortest:
            yield period, piece


def rolled_up(rollup: Rollup, period: Period, pieces: Mapping[Period, Piece]) -> Rolled | None:
    """The roll-up of the pieces that fill the period; None where none do, or no formula."""
    tiling = tile(period, pieces)
    if tiling is None or not tiling.complete:
        return None
    chosen = tuple(pieces[one] for one in tiling.found)
    result = roll_up(rollup, chosen)
    return Rolled(rollup, tiling, chosen, result) if isinstance(result, Piece) else None
