"""A baseline lies before a target: one after every target measures nothing."""

from collections.abc import Iterator

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        ends = [period.last for history in one.targets.values() for period in history]
        for period in one.baseline if ends else ():
            if period.last < max(ends):
                yield None
                continue
            told = (
                f"the baseline of {period} lies before no target, the last is for {max(ends)}"
            )
            yield Fault(one.id, told, ("baseline", period), period)


CHECK = Check("baseline", "error", "a baseline lies before a target", _find)
