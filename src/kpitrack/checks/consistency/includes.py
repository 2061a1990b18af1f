"""What an indicator `includes` does not exceed it."""

from collections.abc import Iterator

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene
from kpitrack.checks.consistency.interval import printed_quantity
from kpitrack.measures.observation import number_of
from kpitrack.measures.quantity import Quantity
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for period, figure in scene.known(one.actual).items() if one.includes else ():
            whole = number_of(figure)
            if whole is not None:
                yield from _subsets(scene, one, period, whole)


def _subsets(
    scene: Scene, indicator: Indicator, period: Period, whole: Quantity
) -> Iterator[Compared]:
    most = printed_quantity(whole).high
    for name in indicator.includes:
        part = scene.observed(scene.tracker.indicators[name], period).number
        if not isinstance(part, Quantity):
            continue
        if printed_quantity(part).low <= most:
            yield None
            continue
        told = f"{part.value:f}, but {indicator.id}, which includes it, is {whole.value:f}"
        yield Fault(name, told, ("actual", period), period, part.value)


CHECK = Check("includes", "error", "a subset does not exceed what includes it", _find)
