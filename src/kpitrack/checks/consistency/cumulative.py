"""Figures that count on from one day do not fall as they go on."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kpitrack.checks.consistency.check import (
    Check,
    Compared,
    Fault,
    Key,
    Scene,
    figure_key,
)
from kpitrack.checks.consistency.interval import printed_quantity
from kpitrack.checks.finding import Severity
from kpitrack.measures.observation import number_of
from kpitrack.measures.quantity import Quantity
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period


class _SoFar(NamedTuple):
    """A figure that counts from `first` through `last`."""

    first: dt.date
    last: dt.date
    number: Quantity
    period: Period
    key: Key


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        if one.is_percent or one.rollup not in (None, "sum") or not one.actual:
            continue
        severity: Severity | None = None if one.rollup == "sum" else "warning"
        for earlier, later in pairwise(sorted(_counting(scene, one), key=_order)):
            if earlier.first == later.first and earlier.last < later.last:
                yield _compared(one, earlier, later, severity)


def _order(one: _SoFar) -> tuple[dt.date, dt.date]:
    return one.first, one.last


def _counting(scene: Scene, indicator: Indicator) -> Iterator[_SoFar]:
    """The figures that count on: spans within a year, and those that say through when.

    Where the roll-up is a sum, every period counts on; without one, a year's figure may be
    the mean of its months, so only what says that it is so far is taken.
    """
    for period, history in indicator.actual.items():
        says_so = period.kind == "span" or any(one.through for one in history)
        if period.first.year != period.last.year or not (says_so or indicator.rollup):
            continue
        for day, figure in _newest_by_day(scene, period, history).items():
            number = number_of(figure)
            if number is not None:
                key = figure_key("actual", period, indicator.actual, figure)
                yield _SoFar(period.first, day, number, period, key)


def _newest_by_day(
    scene: Scene, period: Period, history: Sequence[Figure]
) -> dict[dt.date, Figure]:
    """The newest figure for each day through which one counts; others it corrects."""
    return {
        one.through or period.last: one
        for one in history
        if one.date is None or one.date <= scene.as_of
    }


def _compared(
    indicator: Indicator, earlier: _SoFar, later: _SoFar, severity: Severity | None
) -> Compared:
    if printed_quantity(later.number).high >= printed_quantity(earlier.number).low:
        return None
    told = (
        f"{later.number.value:f} through {later.last}, "
        f"but {earlier.number.value:f} through {earlier.last} already"
    )
    return Fault(indicator.id, told, later.key, later.period, later.number.value, severity)


CHECK = Check("cumulative", "error", "a figure that counts on does not fall", _find)
