"""The count of a share does not exceed its whole."""

from collections.abc import Iterator
from decimal import Decimal

from kpitrack.checks.consistency.check import (
    Check,
    Compared,
    Fault,
    Key,
    Scene,
    figure_key,
    is_whole,
)
from kpitrack.checks.consistency.interval import exactly, printed, shown
from kpitrack.measures.quantity import EXACT, HUNDRED
from kpitrack.model.figure import Figure
from kpitrack.model.period import Period


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for period, figure in scene.known(one.actual).items():
            key = figure_key("actual", period, one.actual, figure)
            for place, share in _written(key, figure):
                if share.count is not None and share.of is not None:
                    yield _compared((one.id, period, place), share, share.count, share.of)


def _written(key: Key, figure: Figure) -> Iterator[tuple[Key, Figure]]:
    """A figure and the parts of its breakdowns, each with its key."""
    yield key, figure
    for dimension, parts in figure.by.items():
        for name, part in parts.items():
            yield (*key, "by", dimension, name), part


def _compared(
    where: tuple[str, Period, Key], figure: Figure, count: Decimal, of: Decimal
) -> Compared:
    indicator, period, key = where
    whole = is_whole(count) and is_whole(of) and figure.qualifier is None
    least = (exactly(count) if whole else printed(count, figure.qualifier)).low
    most = (exactly(of) if whole else printed(of)).high
    if least <= most:
        return None
    percent = EXACT.divide(EXACT.multiply(count, HUNDRED), of)
    told = f"{count:f} of {of:f} is {shown(percent)} %: the count exceeds its whole"
    return Fault(indicator, told, (*key, "count"), period, count)


CHECK = Check("share", "warning", "the count of a share does not exceed its whole", _find)
