"""A milestone with the day on which it was achieved is reached."""

from collections.abc import Iterator

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene, figure_key


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for period, figure in scene.known(one.actual).items():
            if figure.achieved is None:
                continue
            if figure.value is not False:
                yield None
                continue
            key = (*figure_key("actual", period, one.actual, figure), "achieved")
            told = f"value = false, but achieved on {figure.achieved}"
            yield Fault(one.id, told, key, period, str(figure.achieved))


CHECK = Check("achieved", "error", "a milestone that was achieved is reached", _find)
