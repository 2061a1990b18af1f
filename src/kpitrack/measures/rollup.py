"""Roll-up: how the figures of shorter periods make the figure of a longer one."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache, reduce
from typing import NamedTuple

from kpitrack.measures.quantity import EXACT, HUNDRED, Quantity, Undefined, add, quotient
from kpitrack.model.indicator import Rollup
from kpitrack.model.period import Period, PeriodKind, parse_period, period_holding


class Piece(NamedTuple):
    """The figure of one shorter period; a share also has its numerator and denominator."""

    period: Period
    quantity: Quantity
    count: Decimal | None = None  # type: ignore[assignment]  # not tuple.count
    of: Decimal | None = None


class _Filling(NamedTuple):
    whole: Period
    found: tuple[Period, ...]
    left_out: tuple[Period, ...] = ()


class Tiling(_Filling):
    """Shorter periods that fill a longer one, as far as they do.

    `found` are the periods used, in order and without overlap; `left_out` those that would
    have told more, but overlap them: a day would count twice. `whole` is the period asked,
    or for a year told by weeks its ISO year: every week belongs to just one.
    """

    @cached_property
    def complete(self) -> bool:
        """Whether every day of the longer period is filled."""
        return self._days == self.whole.days

    @cached_property
    def unbroken(self) -> bool:
        """Whether the periods begin with the longer one and follow without a gap."""
        return (self.found[-1].last - self.whole.first).days + 1 == self._days

    @cached_property
    def kind(self) -> PeriodKind:
        """The longest kind of period in which all of them can be counted."""
        first = self.found[0].kind
        if first != "span" and all(
            one.kind == first and ".." not in one.text  # a part of one is written as a span
            for one in self.found
        ):
            return first
        every = (self.whole, *self.found)
        return next(kind for kind in _COUNTABLE if all(_is_made_of(one, kind) for one in every))

    @cached_property
    def _days(self) -> int:
        return sum(one.days for one in self.found)

    def __str__(self) -> str:
        return self._told

    @cached_property
    def _told(self) -> str:
        kind = self.kind
        filled = sum(_count(one, kind) for one in self.found)
        wanted = _count(self.whole, kind)
        if filled == wanted and not self.complete:
            days = f"{self._days} of {self.whole.days} days"
            told = f"{kind}, which is" if filled == 1 else f"{plural(kind)}, which are"
            return f"{filled} whole {told} {days}"
        return f"{filled} of {wanted} {plural(kind)}"


_COUNTABLE: tuple[PeriodKind, ...] = ("year", "half", "quarter", "month", "day")
"""Kinds that fit into each other, the longest first; weeks fit only into days."""


def plural(kind: PeriodKind) -> str:
    """Several periods of a kind: "months", "halves"."""
    return "halves" if kind == "half" else f"{kind}s"


@lru_cache(maxsize=4096)
def _is_made_of(period: Period, kind: PeriodKind) -> bool:
    first, last = period_holding(period.first, kind), period_holding(period.last, kind)
    return first.first == period.first and last.last == period.last


@lru_cache(maxsize=4096)
def _count(period: Period, kind: PeriodKind) -> int:
    return period.days if kind == "day" else sum(1 for _ in period.split(kind))


def tile(whole: Period, available: Iterable[Period]) -> Tiling | None:
    """The best filling of `whole` with shorter periods among those available.

    No day is filled twice. The filling with the most days wins, and among those the one of
    the fewest periods: a written quarter before its months. None where nothing lies inside.
    """
    every = tuple(available)
    spelt = tuple((one.text, one.kind) for one in (whole, *every))
    return _tile(whole, every, spelt)


@lru_cache(maxsize=1024)
def _tile(
    whole: Period, available: tuple[Period, ...], spelt: tuple[tuple[str, PeriodKind], ...]
) -> Tiling | None:
    """As `tile`; equal periods may be `spelt` differently, and a tiling tells how they are.

    Thousands of categories have their figures for the same periods.
    """
    inside = [one for one in available if whole.covers(one) and one != whole]
    weeks = [one for one in available if one.kind == "week"]
    if weeks and has_iso_year(whole) and all(one.kind == "week" for one in inside):
        whole = iso_year(whole)
        inside = [one for one in weeks if whole.covers(one)]
    if not inside:
        return None
    found = _most_days(inside)
    tiling = Tiling(whole, found)
    if tiling.complete or len(found) == len(inside):
        return tiling
    return tiling._replace(left_out=_left_out(inside, found))


def has_iso_year(period: Period) -> bool:
    """Whether it is a year whose weeks all end; the last week of 9999 ends in no known year."""
    return period.kind == "year" and period.last < dt.date.max


def iso_year(year: Period) -> Period:
    """The weeks that ISO 8601 counts to a year: the one with its first Thursday, and on."""
    text = year.text[:4]
    last = period_holding(year.last.replace(day=28), "week")
    return parse_period(f"{text}-W01..{last}")


def is_of_weeks(period: Period) -> bool:
    """Whether it is a week, or a span from one to another."""
    return "W" in period.text and all("W" in one for one in period.text.split(".."))


def holds(holder: Period, period: Period) -> bool:
    """Whether a period lies in another; weeks also lie in the year that ISO 8601 gives them."""
    if holder.covers(period):
        return True
    return is_of_weeks(period) and has_iso_year(holder) and iso_year(holder).covers(period)


def _most_days(inside: Iterable[Period]) -> tuple[Period, ...]:
    """Periods that do not overlap and fill the most days, of those the fewest.

    Weighted interval scheduling: what is best up to each period's end either has that
    period after the best that ends before it, or does without.
    """
    ordered = sorted(inside)
    ends = [one.last for one in ordered]
    scores = [(0, 0)]
    chains: list[tuple[Period, int] | None] = [None]
    for place, one in enumerate(ordered, start=1):
        before = bisect_left(ends, one.first, hi=place - 1)
        days, pieces = scores[before]
        taken = (days + one.days, pieces - 1)
        better = taken > scores[-1]
        scores.append(taken if better else scores[-1])
        chains.append((one, before) if better else None)
    found: list[Period] = []
    place = len(ordered)
    while place:
        link = chains[place]
        if link is None:
            place -= 1
        else:
            found.append(link[0])
            place = link[1]
    return tuple(reversed(found))


def _left_out(inside: Iterable[Period], found: Sequence[Period]) -> tuple[Period, ...]:
    """Periods with a day that those used do not have."""
    used = set(found)
    return tuple(
        one
        for one in sorted(inside)
        if one not in used and sum(_common_days(one, other) for other in found) < one.days
    )


def _common_days(a: Period, b: Period) -> int:
    return max(0, (min(a.last, b.last) - max(a.first, b.first)).days + 1)


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
    total = _sum([one.quantity for one in pieces])
    if rollup == "sum":
        return Piece(last.period, total)
    if len({one.period.kind for one in pieces}) > 1:
        return Undefined("a mean needs periods of one length")
    return Piece(last.period, quotient(total, Quantity(Decimal(len(pieces)))))


def _sum(numbers: Sequence[Quantity]) -> Quantity:
    if any(one.qualifier for one in numbers):
        return reduce(add, numbers)
    return Quantity(reduce(EXACT.add, [one.value for one in numbers]))


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
