"""A total that is written out agrees with the roll-up of its shorter periods."""

from collections.abc import Iterator

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene, figure_key
from kpitrack.checks.consistency.rolled import Rolled, longer, rolled_up
from kpitrack.measures.observation import number_of
from kpitrack.measures.quantity import Quantity
from kpitrack.measures.rollup import Piece
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        if one.rollup is None:
            continue
        figures = scene.known(one.actual)
        pieces = {
            period: Piece(period, number, figure.count, figure.of)
            for period, figure in figures.items()
            if (number := number_of(figure)) is not None and figure.through is None
        }
        for period, total in longer(pieces):
            found = rolled_up(one.rollup, period, pieces)
            if found is not None:
                yield _compared(one, period, figures[period], total.quantity, found)


def _compared(
    indicator: Indicator, period: Period, figure: Figure, total: Quantity, found: Rolled
) -> Compared:
    told = found.disagreement(total, of_share=figure.of is not None)
    if told is None:
        return None
    key = figure_key("actual", period, indicator.actual, figure)
    message, severity = told
    return Fault(indicator.id, message, key, period, total.value, severity)


CHECK = Check(
    "written-total", "error", "a written total agrees with the roll-up of its periods", _find
)
