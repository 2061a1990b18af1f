"""Roll-up: how the figures of shorter periods make the figure of a longer one."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from kpitrack.measures.quantity import EXACT, HUNDRED, Quantity, Undefined, add, quotient
from kpitrack.model.indicator import Rollup
from kpitrack.model.period import KINDS_BY_LENGTH, Period, PeriodKind


class Piece(NamedTuple):
    """The figure of one shorter period; a share also has its numerator and denominator."""

    period: Period
    quantity: Quantity
    count: Decimal | None = None  # type: ignore[assignment]  # not tuple.count
    of: Decimal | None = None


class Tiling(NamedTuple):
    """Shorter periods that together fill a longer one, as far as they do.

    `found` are the periods used, in order and without overlap; `wanted` is how many of
    their kind the longer period has.
    """

    found: tuple[Period, ...]
    wanted: int
    kind: PeriodKind

    @property
    def complete(self) -> bool:
        """Whether every day of the longer period is filled."""
        return len(self.found) == self.wanted

    @property
    def unbroken(self) -> bool:
        """Whether the periods follow each other without a gap."""
        pairs = zip(self.found, self.found[1:], strict=False)
        return all((b.first - a.last).days == 1 for a, b in pairs)

    def __str__(self) -> str:
        plural = "halves" if self.kind == "half" else f"{self.kind}s"
        return f"{len(self.found)} of {self.wanted} {plural}"


def tile(whole: Period, available: Collection[Period]) -> Tiling | None:
    """The best filling of `whole` with shorter periods among those available.

    A complete filling wins over an incomplete one, longer pieces over shorter ones, and
    among incomplete ones the filling with the most days. None where nothing lies inside.
    """
    inside = [one for one in available if whole.covers(one) and one != whole]
    if not inside:
        return None
    mixed = _mixed_filling(whole, inside)
    if mixed:
        kinds = {one.kind for one in mixed}
        kind = mixed[-1].kind if len(kinds) == 1 else "span"
        return Tiling(mixed, len(mixed), kind)
    candidates = [_of_kind(whole, inside, kind) for kind in KINDS_BY_LENGTH]
    partial = [one for one in candidates if one is not None]
    if not partial:
        return None
    return max(partial, key=lambda one: sum(period.days for period in one.found))


def _of_kind(whole: Period, inside: Iterable[Period], kind: PeriodKind) -> Tiling | None:
    found = tuple(sorted(one for one in inside if one.kind == kind))
    return Tiling(found, sum(1 for _ in whole.split(kind)), kind) if found else None


def _mixed_filling(whole: Period, inside: Sequence[Period]) -> tuple[Period, ...]:
    """Pieces that fill the whole without gap or overlap, the longest first; else none."""
    by_start: dict[int, list[Period]] = {}
    for one in inside:
        by_start.setdefault(one.first.toordinal(), []).append(one)
    dead_ends: set[int] = set()
    chosen: list[Period] = []
    starts = [whole.first.toordinal()]
    options = [_longest_first(by_start, starts[0])]
    end = whole.last.toordinal()
    while options:
        if not options[-1]:
            options.pop()
            dead_ends.add(starts.pop())
            if chosen:
                chosen.pop()
            continue
        piece = options[-1].pop()
        follow = piece.last.toordinal() + 1
        if follow > end:
            return (*chosen, piece)
        if follow in dead_ends:
            continue
        chosen.append(piece)
        starts.append(follow)
        options.append(_longest_first(by_start, follow))
    return ()


def _longest_first(by_start: dict[int, list[Period]], start: int) -> list[Period]:
    """The pieces that start on a day, sorted so that pop() gives the longest."""
    return sorted(by_start.get(start, ()), key=lambda one: one.days)


def roll_up(rollup: Rollup, pieces: Sequence[Piece]) -> Piece | Undefined:
    """One figure from those of the shorter periods, which come in their order.

    `sum` adds, `last` takes the latest, `max` and `min` the extreme, `mean` the plain mean
    of pieces of one length. Shares add their numerators and their denominators, for sum
    and mean alike: percentages are never averaged.
    """
    last = pieces[-1]
    if rollup == "last":
        return last
    if rollup in ("max", "min"):
        pick = max if rollup == "max" else min
        return pick(pieces, key=lambda one: one.quantity.value)
    if any(one.of is not None for one in pieces):
        return _sum_of_shares(pieces)
    total = reduce(add, (one.quantity for one in pieces))
    if rollup == "sum":
        return Piece(last.period, total)
    if len({one.period.kind for one in pieces}) > 1:
        return Undefined("a mean needs periods of one length")
    return Piece(last.period, quotient(total, Quantity(Decimal(len(pieces)))))


def _sum_of_shares(pieces: Sequence[Piece]) -> Piece | Undefined:
    counts = [one.count for one in pieces if one.count is not None]
    wholes = [one.of for one in pieces if one.of is not None]
    if len(counts) < len(pieces):
        return Undefined("some shares lack count and of, and percentages are never averaged")
    joined = reduce(add, (Quantity(Decimal(0), one.quantity.qualifier) for one in pieces))
    return share(sum(counts, Decimal(0)), sum(wholes, Decimal(0)), pieces[-1].period, joined)


def share(count: Decimal, of: Decimal, period: Period, like: Quantity) -> Piece:
    """count / of in percent, with the qualifier of `like`; capped at 100."""
    percent = EXACT.multiply(EXACT.divide(count, of), HUNDRED).normalize(EXACT)
    cap = HUNDRED if count <= of else None
    return Piece(period, Quantity(percent, like.qualifier, cap), count, of)
