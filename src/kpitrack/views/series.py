"""A series: an indicator's figures in periods of one length, and why some are no points."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import gcd
from typing import NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.assess import observed, written_behind
from kpitrack.measures.observation import Observation, known_figure
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import KINDS_BY_LENGTH, Period, PeriodKind, period_holding
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import asked_period

_NOTHING = Undefined("no figure")
_MOST_NAMED = 4
_FEWEST_FOR_A_RHYTHM = 8
_DAYS_OF_A_WEEK = 7


class Span(NamedTuple):
    """The first and the last day of the figures wanted, both included."""

    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def holds(self, period: Period) -> bool:
        """Whether all of the period lies in the span."""
        return self.first <= period.first and period.last <= self.last


ALWAYS = Span()


def asked_span(since: str | None, until: str | None) -> Span:
    """From the first day of one period a person typed to the last day of the other."""
    first = asked_period(since, "from").first if since else ALWAYS.first
    last = asked_period(until, "to").last if until else ALWAYS.last
    if last < first:
        found = f"{since}, which begins after {until} ends"
        raise InputError([Mistake("a period before --to ends", found, key="from")])
    return Span(first, last)


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

    holders = _holders(periods, kind)
    places = [
        _place(period, observed(tracker, indicator, period, as_of, target_set))
        if period in holders
        else Place(period, Observation(period, _NOTHING), None, None)
        for period in _from_first_to_last(holders, kind)
        if span.holds(period)
    ]
    known = [index for index, one in enumerate(places) if one.quantity is not None]
    stretch = places[known[0] : known[-1] + 1] if known else []
    inside, rhythm = _in_rhythm(stretch, kind)
    return Series(kind, tuple(inside), tuple(_remarks(inside, places, rhythm)))


def commonest_kind(periods: Iterable[Period]) -> PeriodKind | None:
    """The length of most of the periods, of two equally common ones the shorter."""
    kinds = [one.kind for one in periods if one.kind != "span"]
    by_length = [one for one in KINDS_BY_LENGTH if one in kinds]
    return max(reversed(by_length), key=kinds.count, default=None)


def _periods_with_figures(
    tracker: Tracker, indicator: Indicator, as_of: dt.date
) -> Iterator[Period]:
    for one in written_behind(tracker, indicator):
        for period, history in one.actual.items():
            if known_figure(history, as_of) is not None:
                yield period


def _holders(periods: Iterable[Period], kind: PeriodKind) -> set[Period]:
    """The periods of a kind that hold one of the periods whole."""
    pairs = ((one, period_holding(one.first, kind)) for one in periods)
    return {holder for one, holder in pairs if holder.covers(one)}


def _from_first_to_last(holders: Collection[Period], kind: PeriodKind) -> Iterator[Period]:
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


def _in_rhythm(places: Sequence[Place], kind: PeriodKind) -> tuple[Sequence[Place], str | None]:
    """The places without the periods that never have a figure, and a remark on those.

    In a long series there are no gaps between figures that come once in a longer period
    (days that are each month's first), on some days of the week, or every so many periods.
    """
    known = [index for index, one in enumerate(places) if one.quantity is not None]
    if len(known) < _FEWEST_FOR_A_RHYTHM or len(known) == len(places):
        return places, None
    for longer in KINDS_BY_LENGTH[: KINDS_BY_LENGTH.index(kind)]:
        beats = _beats(places, longer)
        if beats is not None:
            return beats, f"one figure a {longer}: the {kind}s between are no gaps"
    weekdays = {places[index].period.first.weekday() for index in known}
    if kind == "day" and len(weekdays) < _DAYS_OF_A_WEEK:
        kept = [one for one in places if one.period.first.weekday() in weekdays]
        return kept, f"figures on {len(weekdays)} days of the week: the others are no gaps"
    step = gcd(*(index - known[0] for index in known))
    if step > 1:
        return places[::step], f"a figure every {step} {kind}s: those between are no gaps"
    return places, None


def _beats(places: Sequence[Place], longer: PeriodKind) -> list[Place] | None:
    """One place for each longer period; None where one of those holds two figures."""
    beats: dict[Period, Place] = {}
    for one in places:
        holder = period_holding(one.period.first, longer)
        held = beats.get(holder)
        if held is not None and held.quantity is not None and one.quantity is not None:
            return None
        if held is None:
            beats[holder] = one if one.quantity else one._replace(period=holder)
        elif one.quantity is not None:
            beats[holder] = one
    return list(beats.values())


def _remarks(
    inside: Sequence[Place], places: Sequence[Place], rhythm: str | None
) -> Iterator[str]:
    if rhythm is not None:
        yield rhythm
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
