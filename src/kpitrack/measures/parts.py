"""Parts: what the categories of a breakdown make together, and one category by itself."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kpitrack.measures.observation import figures_known
from kpitrack.measures.quantity import EXACT
from kpitrack.measures.wanted import targets_known
from kpitrack.model.figure import NOTHING, Figure, Target
from kpitrack.model.indicator import UNNAMED, FigureHistory, Indicator, TargetHistory
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker

Categories = Mapping[str, Sequence[str]]
"""The categories of each dimension, in the order in which they were first named."""


def with_total(figure: Figure, categories: Categories, adds_up: bool) -> Figure:
    """A figure of parts alone, with the total of the first dimension that is complete.

    A dimension is complete when it has every category that the indicator names elsewhere:
    else a month in which one is missing would read as a small month. Only parts with count
    and of, or of an indicator that adds up, make a total.
    """
    found = next(iter(totals(figure, categories, adds_up).values()), None)
    if found is not None:
        return found
    lacking = [
        f"its parts by {dimension} lack {', '.join(missing)}"
        for dimension, parts in figure.by.items()
        if (missing := _missing(parts, categories.get(dimension, ())))
    ]
    return figure._replace(no_total="; ".join(lacking)) if lacking else figure


def totals(figure: Figure, categories: Categories, adds_up: bool) -> dict[str, Figure]:
    """What the parts of each complete dimension make: the figure with its total filled in."""
    found: dict[str, Figure] = {}
    for dimension, parts in figure.by.items():
        if not _missing(parts, categories.get(dimension, ())):
            total = _total(figure, list(parts.values()), adds_up)
            if total is not None:
                found[dimension] = total._replace(total_of=dimension)
    return found


def _missing(parts: Mapping[str, Figure], named: Sequence[str]) -> list[str]:
    return [one for one in named if one not in parts]


def _total(figure: Figure, parts: Sequence[Figure], adds_up: bool) -> Figure | None:
    """Numerators and denominators are added, never percentages."""
    if all(one.of is not None for one in parts):
        return figure._replace(
            count=_sum(one.count for one in parts), of=_sum(one.of for one in parts)
        )
    return figure._replace(value=_sum(_number(one) for one in parts)) if adds_up else None


def _number(part: Figure) -> Decimal | None:
    return part.value if isinstance(part.value, Decimal) else None


def _sum(numbers: Iterator[Decimal | None]) -> Decimal:
    total = Decimal(0)
    for one in numbers:
        total = EXACT.add(total, one or Decimal(0))
    return total


def own_categories(indicator: Indicator) -> dict[str, tuple[str, ...]]:
    """The categories of each dimension of an indicator's own figures.

    They stand in the order in which the file names them first: actuals, targets, baselines;
    those of observations, which have no order, by name.
    """
    found: dict[str, dict[str, None]] = {}
    for figure in _figures(indicator):
        for dimension, parts in figure.by.items():
            found.setdefault(dimension, {}).update(dict.fromkeys(parts))
    for dimension, categories in indicator.summed.items():
        found.setdefault(dimension, {}).update(dict.fromkeys(categories))
    in_order = sorted if indicator.is_summed else list
    return {dimension: tuple(in_order(names)) for dimension, names in found.items()}


def _figures(indicator: Indicator) -> Iterator[Figure]:
    for revisions in indicator.actual.values():
        yield from revisions
    for history in indicator.targets.values():
        for targets in history.values():
            yield from (one.figure for one in targets)
    for revisions in indicator.baseline.values():
        yield from revisions


def categories_of(tracker: Tracker, indicator: Indicator) -> dict[str, tuple[str, ...]]:
    """As `own_categories`; a sum or a ratio also has the dimensions all its members have."""
    found = {name: dict.fromkeys(own) for name, own in own_categories(indicator).items()}
    members = [categories_of(tracker, one) for one in _members(tracker, indicator)]
    for name in members[0] if members else ():
        if all(name in one for one in members):
            for one in members:
                found.setdefault(name, {}).update(dict.fromkeys(one[name]))
    return {dimension: tuple(names) for dimension, names in found.items()}


def _members(tracker: Tracker, indicator: Indicator) -> list[Indicator]:
    derivation = indicator.derivation
    if derivation is None or derivation.kind == "met_of":
        return []
    return [tracker.indicators[name] for name in derivation.of]


def category_of(
    tracker: Tracker, indicator: Indicator, dimension: str, category: str, as_of: dt.date
) -> tuple[Tracker, Indicator]:
    """One category as an indicator of its own, in a tracker whose members are cut likewise.

    So every formula and every rule of roll-up holds for it as for its total. It has the
    parts of the figures known on a day: a revision without parts leaves none behind. Parts
    carry their figure's qualifier, observation status and the day it covers up to. What the
    source stated beside the figure was said of the total, and is left out.
    """
    cut = {
        one.id: _part_of(one, dimension, category, as_of)
        for one in _with_members(tracker, indicator)
    }
    if len(cut) > 1:
        tracker = tracker._replace(indicators={**tracker.indicators, **cut})
    return tracker, cut[indicator.id]._replace(name=category, names=NOTHING)


def _with_members(tracker: Tracker, indicator: Indicator) -> Iterator[Indicator]:
    yield indicator
    for member in _members(tracker, indicator):
        yield from _with_members(tracker, member)


def _part_of(indicator: Indicator, dimension: str, category: str, as_of: dt.date) -> Indicator:
    summed = indicator.summed.get(dimension, NOTHING).get(category)
    if summed is not None:
        return indicator._replace(
            actual=summed.actual,
            targets={UNNAMED: summed.target} if summed.target else NOTHING,
            baseline=_parts(indicator.baseline, dimension, category, as_of),
        )
    return indicator._replace(
        actual=_parts(indicator.actual, dimension, category, as_of),
        targets={
            name: _wanted_parts(history, dimension, category, as_of)
            for name, history in indicator.targets.items()
        },
        baseline=_parts(indicator.baseline, dimension, category, as_of),
    )


def _parts(
    history: FigureHistory, dimension: str, category: str, as_of: dt.date
) -> dict[Period, tuple[Figure]]:
    found = {}
    for period, figure in figures_known(history, as_of).items():
        part = figure.by.get(dimension, NOTHING).get(category)
        if part is not None:
            found[period] = (_as_its_figure(part, figure),)
    return found


def _wanted_parts(
    history: TargetHistory, dimension: str, category: str, as_of: dt.date
) -> dict[Period, tuple[Target]]:
    found = {}
    for period, target in targets_known(history, as_of).items():
        part = target.figure.by.get(dimension, NOTHING).get(category)
        if part is not None:
            found[period] = (Target(_as_its_figure(part, target.figure), each=target.each),)
    return found


def _as_its_figure(part: Figure, figure: Figure) -> Figure:
    if _said_of(part) == _said_of(figure):
        return part
    return part._replace(
        qualifier=figure.qualifier,
        status=figure.status,
        date=figure.date,
        through=figure.through,
        source=figure.source,
    )


def _said_of(figure: Figure) -> tuple[object, ...]:
    return figure.qualifier, figure.status, figure.date, figure.through, figure.source
