"""A series: an indicator's figures in periods of one length, and why some are no points."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kpitrack.measures.assessment import members_of, met_count
from kpitrack.measures.observation import Observation, known_figure, observe
from kpitrack.measures.quantity import Quantity
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import KINDS_BY_LENGTH, Period, PeriodKind, period_holding
from kpitrack.model.tracker import Tracker

_MOST_NAMED = 4


class Span(NamedTuple):
    """The first and the last day of the figures wanted, both included."""

    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def holds(self, period: Period) -> bool:
        """Whether all of the period lies in the span."""
        return self.first <= period.first and period.last <= self.last


ALWAYS = Span()


class Place(NamedTuple):
    """A period of a series. `quantity` is None for a gap, in the indicator's unit."""

    period: Period
    observation: Observation
    quantity: Quantity | None
    gap: str | None


class Series(NamedTuple):
    """Places in order, from the first that has a figure to the last; `kind` is their length.

    `remarks` name the gaps between them, and what was known but is no point.
    """

    kind: PeriodKind | None
    places: tuple[Place, ...] = ()
    remarks: tuple[str, ...] = ()


def series_of(
    tracker: Tracker,
    indicator: Indicator,
    as_of: dt.date,
    *,
    target_set: str | None = None,
    kind: PeriodKind | None = None,
    span: Span = ALWAYS,
) -> Series:
    """An indicator's figures as they were known on a day, by default in the commonest period.

    Written, derived and whole rolled-up figures are points. A figure so far, an incomplete
    roll-up, a forecast and a text are gaps: none of them is what the process brought in
    the period. `target_set` counts where an indicator is made of the verdicts on others.
    """
    periods = set(_periods_with_figures(tracker, indicator, as_of))
    kind = kind or commonest_kind(periods)
    if kind is None:
        return Series(None)

    def count_met(of: Indicator, at: Period) -> Observation:
        return met_count(tracker, of, at, as_of, target_set)

    places = [
        _place(period, observe(tracker, indicator, period, as_of, count_met))
        for period in _stretch(periods, kind)
        if span.holds(period)
    ]
    known = [index for index, one in enumerate(places) if one.quantity is not None]
    inside = places[known[0] : known[-1] + 1] if known else []
    return Series(kind, tuple(inside), tuple(_remarks(inside, places)))


def commonest_kind(periods: Iterable[Period]) -> PeriodKind | None:
    """The length of most of the periods, of two equally common ones the shorter."""
    kinds = [one.kind for one in periods if one.kind != "span"]
    by_length = [one for one in KINDS_BY_LENGTH if one in kinds]
    return max(reversed(by_length), key=kinds.count, default=None)


def _periods_with_figures(
    tracker: Tracker, indicator: Indicator, as_of: dt.date
) -> Iterator[Period]:
    derivation = indicator.derivation
    if derivation is None:
        for period, history in indicator.actual.items():
            if known_figure(history, as_of) is not None:
                yield period
        return
    if derivation.kind == "met_of":
        members = members_of(tracker, indicator)
    else:
        members = tuple(tracker.indicators[name] for name in derivation.of)
    for one in members:
        yield from _periods_with_figures(tracker, one, as_of)


def _stretch(periods: Iterable[Period], kind: PeriodKind) -> Iterator[Period]:
    """Every period of a kind from the first that holds one of the periods to the last."""
    holders = [
        holder
        for one in periods
        for holder in (period_holding(one.first, kind),)
        if holder.covers(one)
    ]
    if not holders:
        return iter(())
    first, last = min(holders), max(holders)
    return Period("", "span", first.first, last.last).split(kind)


def _place(period: Period, found: Observation) -> Place:
    number = found.number
    gap = None
    if not isinstance(number, Quantity):
        gap = str(number) if found.figure is not None else None
        return Place(period, found, None, gap)
    if found.coverage is not None:
        gap = f"incomplete, {found.coverage}"
    elif found.through is not None:
        gap = f"known only through {found.through}"
    elif found.status == "forecast":
        gap = "only forecast"
    return Place(period, found, None if gap else number, gap)


def _remarks(inside: Sequence[Place], places: Sequence[Place]) -> Iterator[str]:
    missing = [one.period for one in inside if one.quantity is None and one.gap is None]
    if missing:
        yield f"no figure for {named(missing)}"
    reasons = dict.fromkeys(one.gap for one in places if one.gap)
    for reason in reasons:
        alike = named(one.period for one in places if one.gap == reason)
        yield f"no point for {alike}: {reason}"
    bounds = [one.period for one in inside if one.quantity and one.quantity.qualifier]
    if bounds:
        yield f"taken as if exact: {named(bounds)}, whose figure has a qualifier"


def named(periods: Iterable[Period]) -> str:
    """A few periods by name, of many the first ones and their count."""
    every = [one.text for one in periods]
    shown = ", ".join(every[:_MOST_NAMED])
    left = len(every) - _MOST_NAMED
    return f"{shown} and {left} more" if left > 0 else shown
