"""A stated share agrees with its count and of, or with the percentage given as value."""

from collections.abc import Iterator

from kpitrack.checks.consistency.check import (
    Check,
    Compared,
    Fault,
    Scene,
    figure_key,
    is_whole,
)
from kpitrack.checks.consistency.interval import Interval, computed, exactly, printed, shown
from kpitrack.measures.quantity import EXACT, HUNDRED
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for period, figure in scene.known(one.actual).items():
            if figure.stated is None or figure.stated.percent is None:
                continue
            share = _share(one, figure)
            if share is None:
                continue
            stated = figure.stated.percent
            if share.meets(printed(stated)):
                yield None
                continue
            key = (*figure_key("actual", period, one.actual, figure), "stated", "percent")
            told = f"{_of(figure)} is {share} %, stated is {shown(stated)} %"
            yield Fault(one.id, told, key, period, stated)


def _share(indicator: Indicator, figure: Figure) -> Interval | None:
    if figure.count is not None and figure.of is not None:
        if figure.qualifier is not None:
            return None
        ends = [exactly(n) if is_whole(n) else printed(n) for n in (figure.count, figure.of)]
        return computed(lambda a, b: EXACT.divide(EXACT.multiply(a, HUNDRED), b), *ends)
    if figure.value is None or isinstance(figure.value, bool) or not indicator.is_percent:
        return None
    return printed(figure.value, figure.qualifier)


def _of(figure: Figure) -> str:
    if figure.count is not None and figure.of is not None:
        return f"{figure.count:f} of {figure.of:f}"
    return "the figure"


CHECK = Check("stated-percent", "error", "a stated share agrees with its count and of", _find)
