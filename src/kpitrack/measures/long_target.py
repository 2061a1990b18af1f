"""A long target: from which year's figure to which, on the way to a target years away."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.measures.assess import observed, written_behind
from kpitrack.measures.change import break_between
from kpitrack.measures.growth import Course, course
from kpitrack.measures.observation import Observation, figures_known, number_of
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.sdg import Measured, against_target, undecided, without_target
from kpitrack.measures.verdict import outcomes
from kpitrack.measures.wanted import Wanted, find_target, set_for, targets_known
from kpitrack.model.figure import ObservationStatus
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, period_holding
from kpitrack.model.tracker import Tracker

GrowthMethod = Literal["with_target", "without_target"]


class YearFigure(NamedTuple):
    """The figure of a whole year, written or rolled up without a gap.

    `period` is what it was written for: mostly the year, else what ends with it.
    """

    period: Period
    number: Quantity
    status: ObservationStatus = "final"

    @property
    def year(self) -> int:
        """The calendar year at whose end the figure stands."""
        return self.period.last.year


class LongTarget(NamedTuple):
    """An indicator on its way: base, latest figure, target, the growth and what it means.

    `method` says whether a target is what the growth is held against. Each part is
    Undefined, with its reason, where it does not exist.
    """

    indicator: Indicator
    target_set: str
    base: YearFigure | Undefined
    current: YearFigure | Undefined
    target: Wanted | Undefined
    method: GrowthMethod
    course: Course | Undefined
    measured: Measured
    remarks: tuple[str, ...] = ()

    @property
    def from_baseline(self) -> bool:
        """Whether it starts from a baseline of the file, not from a first figure."""
        return isinstance(self.base, YearFigure) and self.base.period in self.indicator.baseline

    @property
    def years_seen(self) -> int:
        """Years from the base to the latest figure, 0 where one of them is missing."""
        if isinstance(self.base, Undefined) or isinstance(self.current, Undefined):
            return 0
        return self.current.year - self.base.year

    @property
    def years_needed(self) -> int:
        """Years from the base to the target's end, 0 where one of them is missing."""
        if isinstance(self.base, Undefined) or isinstance(self.target, Undefined):
            return 0
        return self.target.period.last.year - self.base.year


def long_target(
    tracker: Tracker,
    indicator: Indicator,
    as_of: dt.date,
    *,
    target_set: str | None = None,
    base: Period | None = None,
    until: Period | None = None,
) -> LongTarget:
    """How an indicator grew since its base, as known on a day, against what its target needs.

    The target is the latest of its set that is one year's, or stands at a year's end. The
    base is the figure of the year `base`, else of the next year that has one; by default
    the latest baseline before figure and target, else the first figure. The figure is the
    latest of a whole year, by the end of `until`; a forecast is not seen yet.
    """
    years = [
        one
        for one in _observed_years(tracker, indicator, as_of, target_set)
        if until is None or one.period.last <= until.last
    ]
    figures = [found for one in years if isinstance(found := _whole(one), YearFigure)]
    current = figures[-1] if figures else _no_whole_year(years)
    method: GrowthMethod = "with_target" if _has_targets(indicator, as_of) else "without_target"
    name, target = _target(tracker, indicator, as_of, target_set, current)
    start, remarks = _base(indicator, figures, current, target, as_of, base)
    target = _comparable(indicator, start, current, target)
    way = _course(indicator, start, current, target)
    if method == "without_target":
        measured = without_target(indicator.direction, way, indicator.limit)
    else:
        measured = _held_against(indicator, current, target, way)
    remarks = (*remarks, *_left_out(years, current), *_of_the_way(indicator, way))
    return LongTarget(indicator, name, start, current, target, method, way, measured, remarks)


def _left_out(years: Sequence[Observation], current: YearFigure | Undefined) -> Iterator[str]:
    """Why the last year that something is known of is not the one that counts."""
    if isinstance(current, YearFigure) and years[-1].period != current.period:
        yield f"{years[-1].period} is left out: {_whole(years[-1])}"


def _of_the_way(indicator: Indicator, way: Course | Undefined) -> Iterator[str]:
    if isinstance(way, Undefined):
        return
    if way.why_linear is not None:
        yield f"in a straight line: {way.why_linear}"
    worse = {"increase": Decimal(-1), "decrease": Decimal(1)}.get(indicator.direction)
    if way.needed is not None and worse is not None and way.needed.value * worse > 0:
        yield "the base was past the target already"


def _observed_years(
    tracker: Tracker, indicator: Indicator, as_of: dt.date, target_set: str | None
) -> list[Observation]:
    """What is known of each year that has begun and of which something may be known."""
    return [
        observed(tracker, indicator, year, as_of, target_set)
        for year in sorted(set(_years(tracker, indicator, as_of)))
        if year.first <= as_of
    ]


def _whole(one: Observation) -> YearFigure | Undefined:
    """A year's figure, or why it is none to measure a growth by."""
    if isinstance(one.number, Undefined):
        return one.number
    if one.coverage is not None:
        return Undefined(f"incomplete, {one.coverage}")
    if one.through is not None:
        return Undefined(f"known only through {one.through.isoformat()}")
    if one.status == "forecast":
        return Undefined("a forecast")
    return YearFigure(one.period, one.number, one.status)


def _no_whole_year(years: Sequence[Observation]) -> Undefined:
    if not years:
        return Undefined("no figure of a whole year")
    return Undefined(f"no figure of a whole year; {years[-1].period}: {_whole(years[-1])}")


def _years(tracker: Tracker, indicator: Indicator, as_of: dt.date) -> Iterator[Period]:
    """The years for which the indicator, or what it is derived from, may have a figure."""
    for one in written_behind(tracker, indicator):
        for period in figures_known(one.actual, as_of):
            yield period_holding(period.first, "year")


def _stands_for_a_year(indicator: Indicator, period: Period) -> bool:
    """A year, or what ends with one where the last figure counts and nothing adds up."""
    if period.kind == "year" or period == period_holding(period.first, "year"):
        return True
    ends = period.last == period_holding(period.last, "year").last
    return ends and indicator.rollup in (None, "last")


def _has_targets(indicator: Indicator, as_of: dt.date) -> bool:
    return any(targets_known(one, as_of) for one in indicator.targets.values())


def _target(
    tracker: Tracker,
    indicator: Indicator,
    as_of: dt.date,
    asked: str | None,
    current: YearFigure | Undefined,
) -> tuple[str, Wanted | Undefined]:
    """The set that is meant, and its latest target that a year's figure can be held against.

    A target that is only implied by a stated completion was one year's plan, and is none.
    """
    if not _has_targets(indicator, as_of):
        return "", Undefined("no target")
    at = current.period if isinstance(current, YearFigure) else period_holding(as_of, "year")
    chosen = set_for(indicator, at, asked or tracker.target_set)
    if isinstance(chosen, Undefined):
        return "", chosen
    return chosen, _yearly_target(indicator, chosen, as_of)


def _yearly_target(indicator: Indicator, name: str, as_of: dt.date) -> Wanted | Undefined:
    known = targets_known(indicator.targets.get(name, {}), as_of)
    if not known:
        return Undefined("no target")
    places = {one for one in known if _stands_for_a_year(indicator, one)}
    places |= {period_holding(one.last, "year") for one in known}
    for period in sorted(places, key=lambda one: (one.last, one.first), reverse=True):
        wanted = find_target(indicator, period, name, as_of)
        if isinstance(wanted, Undefined) or wanted.period != period or wanted.implied:
            continue
        if wanted.is_band:
            return Undefined("a band has two edges, so no one growth leads to it")
        if wanted.number is not None:
            return wanted
    names = ", ".join(str(one) for one in sorted(known))
    return Undefined(f"no target for a year, only for {names}")


def _comparable(
    indicator: Indicator,
    base: YearFigure | Undefined,
    current: YearFigure | Undefined,
    target: Wanted | Undefined,
) -> Wanted | Undefined:
    """The target, where base and figure can be held against it."""
    if isinstance(target, Undefined) or isinstance(current, Undefined):
        return target
    broken = break_between(indicator, current.period, target.period)
    if broken is not None:
        return Undefined(f"break in {broken[0]}, before the target: {broken[1]}")
    if isinstance(base, YearFigure) and target.period.last.year <= base.year:
        return Undefined(f"the target of {target.period} is not after the base, {base.period}")
    return target


def _base(
    indicator: Indicator,
    figures: Sequence[YearFigure],
    current: YearFigure | Undefined,
    target: Wanted | Undefined,
    as_of: dt.date,
    asked: Period | None,
) -> tuple[YearFigure | Undefined, tuple[str, ...]]:
    """The figure to start from, and what a reader must know of the choice."""
    if isinstance(current, Undefined):
        return current, ()
    before = [one for one in figures if one.year < current.year]
    baselines = [
        one for one in _baselines(indicator, as_of) if one.period.last < current.period.last
    ]
    if asked is not None:
        return _asked_base([*baselines, *before], asked, current)
    usable = [
        one
        for one in baselines
        if isinstance(target, Undefined) or one.period.last < target.period.last
    ]
    if usable:
        return usable[-1], ()
    if before:
        return before[0], ()
    return Undefined(f"no figure of a whole year before {current.period}"), ()


def _baselines(indicator: Indicator, as_of: dt.date) -> list[YearFigure]:
    """The baselines that stand for a year, in order."""
    numbers = {
        period: (number_of(figure), figure.status)
        for period, figure in figures_known(indicator.baseline, as_of).items()
    }
    return [
        YearFigure(period, number, status)
        for period, (number, status) in sorted(numbers.items())
        if number is not None and _stands_for_a_year(indicator, period)
    ]


def _asked_base(
    choice: Sequence[YearFigure], asked: Period, current: YearFigure
) -> tuple[YearFigure | Undefined, tuple[str, ...]]:
    """The figure of the year asked, else of the next one that has some."""
    later = [one for one in choice if one.year >= asked.first.year]
    if not later:
        return Undefined(f"no figure from {asked} on before {current.period}"), ()
    found = min(later, key=lambda one: one.year)
    if found.year == asked.first.year:
        return found, ()
    return found, (f"no figure for {asked}, so it starts in {found.year}",)


def _course(
    indicator: Indicator,
    base: YearFigure | Undefined,
    current: YearFigure | Undefined,
    target: Wanted | Undefined,
) -> Course | Undefined:
    if isinstance(current, Undefined):
        return current
    if isinstance(base, Undefined):
        return base
    broken = break_between(indicator, base.period, current.period)
    if broken is not None:
        reason = f"break in {broken[0]}: {broken[1]}"
        return Undefined(reason, "--base names a year after it")
    years = current.year - base.year
    if isinstance(target, Undefined) or target.number is None:
        return course(base.number, current.number, years)
    ahead = target.period.last.year - base.year
    return course(base.number, current.number, years, target.number, ahead)


def _held_against(
    indicator: Indicator,
    current: YearFigure | Undefined,
    target: Wanted | Undefined,
    way: Course | Undefined,
) -> Measured:
    for one in (current, target):
        if isinstance(one, Undefined):
            return undecided(one)
    assert isinstance(current, YearFigure)
    assert isinstance(target, Wanted)
    assert target.number is not None
    possible = outcomes(
        indicator.direction, current.number, target.number.value, target.strictness
    )
    return against_target(indicator.direction, way, possible)
