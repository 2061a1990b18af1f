"""Revisions become firmer: none goes back from final, and no final comes too early."""

from collections.abc import Iterator
from itertools import pairwise

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene, figure_key
from kpitrack.model.figure import OBSERVATION_STATUSES, Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for period, history in one.actual.items():
            for earlier, later in pairwise(history):
                yield _firmness(one, period, earlier, later)
            for figure in history:
                yield from _too_early(one, period, figure)


def _firmness(indicator: Indicator, period: Period, earlier: Figure, later: Figure) -> Compared:
    firm = OBSERVATION_STATUSES.index
    if firm(later.status) <= firm(earlier.status):
        return None
    before = f" on {earlier.date}" if earlier.date else ""
    told = f"{later.status} on {later.date}, but {earlier.status}{before} already"
    key = figure_key("actual", period, indicator.actual, later)
    return Fault(indicator.id, told, (*key, "status"), period, later.status)


def _too_early(indicator: Indicator, period: Period, figure: Figure) -> Iterator[Compared]:
    """A final figure of the whole period, known before the period was over."""
    if figure.date is None or figure.status != "final" or figure.through is not None:
        return
    if figure.date >= period.last or indicator.direction == "milestone":
        yield None
        return
    told = f"final on {figure.date}, before {period} was over; through, or estimated?"
    key = figure_key("actual", period, indicator.actual, figure)
    yield Fault(indicator.id, told, (*key, "date"), period, figure.status, "warning")


CHECK = Check("revisions", "error", "no revision goes back from final to estimated", _find)
