"""No figure lies far outside its own history.

Judged are the ratios of each figure to the one before, of periods of one length. A ratio is
far outside when it is more than `_FAR` times the median absolute deviation (scaled to a
standard deviation) from the median of the earlier ratios, and at least twice or at most half
their median. At least `_LEAST` earlier ratios are needed, all of
figures above 0. Median and MAD because one slip must not hide the next: both hold with up
to half of the ratios wrong.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene, figure_key
from kpitrack.measures.change import break_between
from kpitrack.measures.observation import number_of
from kpitrack.measures.quantity import EXACT
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, PeriodKind

_LEAST = 6
_RECENT = 60
_FAR = Decimal(5)
_TO_DEVIATION = Decimal("1.4826")
_TWICE = Decimal(2)


class _Point(NamedTuple):
    """A figure of a series, above 0."""

    period: Period
    figure: Figure
    value: Decimal


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        if len(one.actual) > _LEAST + 1:
            for series in _series(scene, one):
                yield from _judged(one, series)


def _series(scene: Scene, indicator: Indicator) -> Iterator[list[_Point]]:
    """Runs of figures of one kind of period, apart where a break lies or one is not above 0."""
    runs: dict[PeriodKind, list[list[_Point]]] = {}
    for period, figure in scene.known(indicator.actual).items():
        if period.kind == "span":
            continue
        every = runs.setdefault(period.kind, [[]])
        number = number_of(figure)
        if number is None or number.value <= 0 or figure.through is not None:
            every.append([])
            continue
        if every[-1] and break_between(indicator, every[-1][-1].period, period):
            every.append([])
        every[-1].append(_Point(period, figure, number.value))
    for every in runs.values():
        yield from every


def _judged(indicator: Indicator, series: Sequence[_Point]) -> Iterator[Compared]:
    """Each figure against the one before; one that is far off is not measured from.

    Unless the next agrees with it: then it was a new level and no slip.
    """
    ratios: list[Decimal] = []
    trusted: _Point | None = None
    last: _Point | None = None
    for point in series:
        before = [one for one in (trusted, last) if one is not None]
        last = point
        if not before:
            trusted = point
            continue
        possible = [EXACT.divide(point.value, one.value) for one in before]
        if len(ratios) < _LEAST:
            ratios.append(possible[0])
            trusted = point
            continue
        near = [one for one in possible if not is_far(one, ratios)]
        if near:
            ratios.append(near[0])
            trusted = point
            yield None
            continue
        yield _fault(indicator, point, before[0], possible[0], _median(ratios[-_RECENT:]))


def is_far(ratio: Decimal, earlier: Sequence[Decimal]) -> bool:
    """Whether a ratio lies far from the median of the earlier ones, and from the usual."""
    recent = earlier[-_RECENT:]
    middle = _median(recent)
    if middle / _TWICE < ratio < middle * _TWICE:
        return False
    spread = _median([abs(EXACT.subtract(one, middle)) for one in recent])
    return abs(ratio - middle) > _FAR * _TO_DEVIATION * spread


def _median(numbers: Sequence[Decimal]) -> Decimal:
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def _fault(
    indicator: Indicator, point: _Point, before: _Point, ratio: Decimal, usual: Decimal
) -> Fault:
    told = (
        f"{point.value:f} is {ratio:.3g} times {before.value:f} of {before.period}, "
        f"where {usual:.3g} times is usual"
    )
    key = figure_key("actual", point.period, indicator.actual, point.figure)
    return Fault(indicator.id, told, key, point.period, point.value)


CHECK = Check("outlier", "warning", "no figure lies far outside its own history", _find)
