"""No actual comes from the future, unless it is a forecast."""

from collections.abc import Iterator

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene, figure_key


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for period, history in one.actual.items():
            for figure in history:
                key = figure_key("actual", period, one.actual, figure)
                if figure.date is not None and figure.date > scene.as_of:
                    told = f"known on {figure.date}, which is after {scene.as_of}"
                    yield Fault(one.id, told, (*key, "date"), period, str(figure.date))
                elif period.first > scene.as_of and figure.status != "forecast":
                    told = f'{period} begins after {scene.as_of}; status = "forecast"?'
                    yield Fault(one.id, told, key, period, figure.status)
                elif figure.through is not None and figure.through > scene.as_of:
                    told = f"through {figure.through}, which is after {scene.as_of}"
                    yield Fault(one.id, told, (*key, "through"), period, str(figure.through))
                else:
                    yield None


CHECK = Check("future", "error", "no actual comes from the future, but a forecast", _find)
