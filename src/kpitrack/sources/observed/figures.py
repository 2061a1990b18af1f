"""From sums to figures: a tracker whose indicators also hold what was observed."""

import datetime as dt
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.quantity import EXACT
from kpitrack.measures.rollup import tile
from kpitrack.model.figure import NOT_ADDED, NOTHING, Figure, Target
from kpitrack.model.indicator import UNNAMED, Indicator, SummedPart, TargetHistory
from kpitrack.model.observations import ObservationSource
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.sources.decode import with_members
from kpitrack.sources.observed.dispatch import engine_for
from kpitrack.sources.observed.engine import Engine, Request, Span, Sums, together
from kpitrack.sources.observed.place import mistake
from kpitrack.sources.observed.spelling import is_near, periods_by_text

_MOST_TOLD = 10

T = TypeVar("T")
Find = Callable[[ObservationSource], Engine]

Cell = dict[str | None, Sums]
"""The sums of an indicator in a period by category, those of the whole under None."""

Cells = Mapping[str, Mapping[Period, Cell]]
"""Cells by indicator and period."""

Spans = Mapping[str, Sequence[Span]]
"""By indicator the sums of its categories that stand in none of its cells."""


class Observed(NamedTuple):
    """A tracker with the figures that its observations make, and what a person should know."""

    tracker: Tracker
    notes: tuple[str, ...] = ()


def with_observations(
    tracker: Tracker, request: Request, as_of: dt.date, find: Find = engine_for
) -> Observed:
    """The tracker with the figures of its observations, as far as a request needs them.

    Other periods than those asked are left out only of indicators to which they cannot
    matter: of periods that are over, and that figures and targets fill, as a whole and in
    each category. An indicator's categories are those observed in the periods asked.
    Raises InputError for figures that the tracker cannot hold.
    """
    joined = dict(tracker.indicators)
    foreign: dict[str, int] = {}
    mistakes: list[Mistake] = []
    told: dict[tuple[str, Period], ObservationSource] = {}
    for source in tracker.observations:
        cells, spans = _needed(tracker, source, request, as_of, find(source))
        for name, by_period in cells.items():
            indicator = tracker.indicators.get(name)
            if indicator is None:
                foreign[name] = foreign.get(name, 0) + _rows(by_period)
                continue
            mistakes += _unfit(indicator, tracker, source, by_period)
            mistakes += _told_before(name, by_period, source, told)
            joined[name] = _with_figures(joined[name], by_period, request.dimension)
            if name in spans:
                joined[name] = _with_spans(joined[name], by_period, spans[name], request)
    if mistakes:
        raise InputError(mistakes[:_MOST_TOLD])
    tracker = tracker._replace(indicators=with_members(joined))
    if request.dimension is None:  # nobody may take the whole for a breakdown without parts
        tracker = tracker._replace(observations=())
    return Observed(tracker, _notes(foreign))


def observed_periods(tracker: Tracker, find: Find = engine_for) -> frozenset[Period]:
    """Every period that some source has an observation of; no figure is added up for it."""
    found: set[Period] = set()
    for source in tracker.observations:
        found.update(periods_by_text(source, find(source).periods(source)).values())
    return frozenset(found)


def _needed(
    tracker: Tracker,
    source: ObservationSource,
    request: Request,
    as_of: dt.date,
    engine: Engine,
) -> tuple[Cells, Spans]:
    """The sums of a request, and all periods of the indicators that these do not settle."""
    if request.dimension not in source.columns.dimensions:
        request = request._replace(dimension=None)
    within, everything = request.within, request._replace(within=None)
    if within is None:
        return _cells(source, everything, engine)
    if max(within).last >= as_of:  # what still runs is judged by its pace
        cells, _ = _cells(source, everything, engine)
        return _with_categories_of(within, cells), {}
    request = request._replace(spans=_may_be_spans(tracker, source, request))
    cells, spans = _cells(source, request, engine)
    wanted = request.indicators or tuple(tracker.indicators)
    open_ids = tuple(
        name
        for name in wanted
        if (one := tracker.indicators[name]).derivation is None
        and not (
            _settles(one, tracker, source, cells.get(name, {}), within)
            and _are_whole(source, spans.get(name, ()), len(cells[name]))
        )
    )
    if open_ids:
        wider, _ = _cells(source, everything._replace(indicators=open_ids), engine)
        cells = {**cells, **wider}
        spans = {name: one for name, one in spans.items() if name not in open_ids}
    return _with_categories_of(within, cells), spans


def _may_be_spans(
    tracker: Tracker, source: ObservationSource, request: Request
) -> tuple[str, ...]:
    """The indicators of whose categories one sum tells as much as those of each period.

    Of sums, that is: where all that is known of them and wanted of them stands here, and
    nothing else is made of them.
    """
    columns = source.columns
    alone = len(tracker.observations) == 1 and columns.count is None
    if not alone or request.dimension is None or len(request.within or ()) != 1:
        return ()
    members = {
        name
        for one in tracker.indicators.values()
        if one.derivation is not None
        for name in one.derivation.of
    }
    return tuple(
        name
        for name in request.indicators or tracker.indicators
        if (one := tracker.indicators[name]).adds_up
        and name not in members
        and not (one.actual or one.targets or one.derivation)
    )


def _are_whole(source: ObservationSource, spans: Sequence[Span], periods: int) -> bool:
    """Whether each has a figure, and a target where there are some, in so many periods."""
    return all(
        one.figures == periods and (not source.columns.target or one.targets == periods)
        for one in spans
    )


def _with_categories_of(within: Sequence[Period], cells: Cells) -> Cells:
    """The cells without the categories that have none near the periods asked."""
    return {name: _of_categories(within, by_period) for name, by_period in cells.items()}


def _of_categories(
    within: Sequence[Period], by_period: Mapping[Period, Cell]
) -> Mapping[Period, Cell]:
    near = [cell for at, cell in by_period.items() if is_near(at, within)]
    if len(near) == len(by_period):
        return by_period
    kept = {None}.union(*near)
    return {
        at: {category: one for category, one in cell.items() if category in kept}
        for at, cell in by_period.items()
    }


def _cells(source: ObservationSource, request: Request, engine: Engine) -> tuple[Cells, Spans]:
    by_text: dict[str, dict[str, list[Sums]]] = {}
    spans: dict[str, list[Span]] = {}
    for one in engine.sums(source, request):
        if isinstance(one, Span):
            spans.setdefault(one.indicator, []).append(one)
            continue
        by_text.setdefault(one.period, {}).setdefault(one.indicator, []).append(one)
    found: dict[str, dict[Period, Cell]] = {}
    for text, period in periods_by_text(source, by_text).items():
        for name, every in by_text[text].items():
            cell = found.setdefault(name, {}).setdefault(period, {})
            for one in every:
                before = cell.get(one.category)
                cell[one.category] = one if before is None else together(before, one)
    return found, spans


def _histories(indicator: Indicator, tracker: Tracker) -> Iterator[TargetHistory]:
    """The targets in the file of an indicator, and of those that are made of it."""
    yield from indicator.targets.values()
    for one in tracker.indicators.values():
        if one.derivation is not None and indicator.id in one.derivation.of:
            yield from _histories(one, tracker)


def _settles(
    indicator: Indicator,
    tracker: Tracker,
    source: ObservationSource,
    by_period: Mapping[Period, Cell],
    within: Sequence[Period],
) -> bool:
    """Whether no other period can matter to the answers for those asked.

    Pace, projections and targets that stand in look at other periods, and so do the reasons
    why there is no figure; none of them is asked where figures and targets are complete.
    """
    if any(one not in known for known in _histories(indicator, tracker) for one in within):
        return False  # a target of a longer period asks for the sum from its start
    categories = {category for cell in by_period.values() for category in cell}
    kinds = [_has_figure, _has_target] if source.columns.target else [_has_figure]
    return bool(categories) and all(
        _fills(indicator, asked, [at for at, cell in by_period.items() if has(cell, category)])
        for asked in within
        for has in kinds
        for category in categories
    )


def _has_figure(cell: Cell, category: str | None) -> bool:
    one = cell.get(category)
    return one is not None and (one.value is not None or one.of is not None)


def _has_target(cell: Cell, category: str | None) -> bool:
    one = cell.get(category)
    return one is not None and one.target is not None


def _fills(indicator: Indicator, asked: Period, there: Sequence[Period]) -> bool:
    if asked in there:
        return True
    tiling = None if indicator.rollup is None else tile(asked, there)
    if tiling is None or not tiling.complete:
        return False
    # a month and a quarter have no mean, and then a later target may stand in
    return indicator.rollup != "mean" or len({one.kind for one in tiling.found}) == 1


def _rows(by_period: Mapping[Period, Cell]) -> int:
    return sum(cell[None].rows for cell in by_period.values())


def _unfit(
    indicator: Indicator,
    tracker: Tracker,
    source: ObservationSource,
    by_period: Mapping[Period, Cell],
) -> Iterator[Mistake]:
    """Figures that the tracker cannot hold: of what is derived, twice, or of another sort."""
    name, wholes = indicator.id, {at: cell[None] for at, cell in by_period.items()}
    if indicator.derivation is not None:
        expected = "none, it is derived from others"
        yield mistake(source, "from", expected, f"observations of {name}", "rename one")
        return
    if indicator.direction == "milestone":
        expected = "an indicator with numbers"
        yield mistake(source, "from", expected, f"observations of the milestone {name}")
        return
    shares = [at for at, one in wholes.items() if one.of is not None]
    if shares and indicator.unit not in (None, "%"):
        found = f'count and of for {name}, whose unit is "{indicator.unit}"'
        yield mistake(source, "columns.of", 'the unit "%" for a share', found)
    for at, one in sorted(wholes.items()):
        yield from _unfit_at(indicator, tracker, source, at, one)


def _unfit_at(
    indicator: Indicator, tracker: Tracker, source: ObservationSource, at: Period, one: Sums
) -> Iterator[Mistake]:
    name, origin = indicator.id, tracker.origins.get(indicator.id, "the tracker")
    if one.value is not None and one.of is not None:
        found = f"value beside count and of for {name} in {at}"
        yield mistake(source, "columns", "one of the two", found)
    if (one.value is not None or one.of is not None) and at in indicator.actual:
        found = f"{name} for {at} in {source.place} and in {origin}"
        yield mistake(source, "from", "each figure in one place", found, "drop one of the two")
    if one.target is None:
        return
    named = [each for each in indicator.targets if each]
    if named:
        found = f"targets of {name} beside its target sets {', '.join(named)}"
        yield mistake(source, "columns.target", "either unnamed targets or named sets", found)
    elif at in indicator.targets.get(UNNAMED, NOTHING):
        found = f"a target of {name} for {at} in {source.place} and in {origin}"
        yield mistake(source, "from", "each target in one place", found, "drop one of the two")


def _told_before(
    name: str,
    by_period: Mapping[Period, Cell],
    source: ObservationSource,
    told: dict[tuple[str, Period], ObservationSource],
) -> Iterator[Mistake]:
    for at in sorted(by_period):
        before = told.setdefault((name, at), source)
        if before is not source:
            found = f"{name} for {at} in {before.place} and in {source.place}"
            yield mistake(source, "from", "each figure in one place", found)


def _with_figures(
    indicator: Indicator, by_period: Mapping[Period, Cell], dimension: str | None
) -> Indicator:
    has_shares = any(cell[None].of is not None for cell in by_period.values())
    unit = "%" if indicator.unit is None and has_shares else indicator.unit
    indicator = indicator._replace(unit=unit, is_summed=True)
    is_percent = indicator.is_percent

    def actual_of(one: Sums) -> Figure | None:
        return _actual(one, is_percent)

    def target_of(one: Sums) -> Figure | None:
        return _plain(one.target, one.rows, is_percent)

    actual: dict[Period, tuple[Figure, ...]] = {}
    targets: dict[Period, tuple[Target, ...]] = {}
    for at, cell in by_period.items():
        figure = _figure(cell, dimension, actual_of)
        if figure is not None:
            actual[at] = (figure,)
        wanted = _figure(cell, dimension, target_of)
        if wanted is not None:
            targets[at] = (Target(wanted),)
    if actual:
        indicator = indicator._replace(actual=_joined(actual, indicator.actual))
    if targets:
        before = indicator.targets.get(UNNAMED, NOTHING)
        joined = {**indicator.targets, UNNAMED: _joined(targets, before)}
        indicator = indicator._replace(targets=joined)
    return indicator


def _with_spans(
    indicator: Indicator, periods: Iterable[Period], spans: Sequence[Span], request: Request
) -> Indicator:
    """With the parts whose sums came without those of the periods that they are made of."""
    assert request.within is not None
    assert request.dimension is not None
    (asked,), made_of = request.within, tuple(sorted(periods))
    parts: dict[str, SummedPart] = {}
    for one in spans:
        actual = {asked: (Figure(one.value, made_of=made_of),)}
        wanted = one.target
        target = NOTHING if wanted is None else {asked: (_wanted(wanted, made_of),)}
        parts[one.category] = SummedPart(actual, target)
    return indicator._replace(summed={request.dimension: parts})


def _wanted(number: Decimal, made_of: tuple[Period, ...]) -> Target:
    return Target(Figure(number, made_of=made_of))


def _joined(new: dict[Period, T], before: Mapping[Period, T]) -> Mapping[Period, T]:
    return ChainMap(new, before) if before else new  # type: ignore[arg-type]


def _figure(
    cell: Cell, dimension: str | None, figure_of: Callable[[Sums], Figure | None]
) -> Figure | None:
    """The figure of the whole, with those of its categories; None where it has none."""
    whole = figure_of(cell[None])
    if whole is None or dimension is None:
        return whole
    parts = {
        category: part
        for category, one in cell.items()
        if category is not None
        and (part := figure_of(one)) is not None
        and part.no_total is None
    }
    return whole._replace(by={dimension: parts}) if parts else whole


def _actual(one: Sums, is_percent: bool) -> Figure | None:
    """The figure of some sums; None where no row has a number, or a share is of nothing."""
    if one.count is not None and one.of is not None:
        if one.of <= 0:
            return None
        return Figure(count=_shortest(one.count), of=_shortest(one.of))
    return _plain(one.value, one.rows, is_percent)


def _plain(number: Decimal | None, rows: int, is_percent: bool) -> Figure | None:
    if number is None:
        return None
    return Figure(no_total=NOT_ADDED) if is_percent and rows > 1 else Figure(_shortest(number))


def _shortest(number: Decimal) -> Decimal:
    """A sum without the zeros that only its column's type has behind the point."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize(EXACT)


def _notes(foreign: Mapping[str, int]) -> tuple[str, ...]:
    if not foreign:
        return ()
    names = sorted(foreign)
    told = ", ".join(names[:_MOST_TOLD]) + (", ..." if len(names) > _MOST_TOLD else "")
    rows = sum(foreign.values())
    those = "observations are" if rows > 1 else "observation is"
    return (f"{rows} {those} left out, of indicators that the tracker lacks: {told}",)
