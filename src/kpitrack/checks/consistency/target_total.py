"""A target agrees with the roll-up of the targets of its shorter periods."""

from collections.abc import Iterator

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene, target_key
from kpitrack.checks.consistency.rolled import longer, rolled_up
from kpitrack.measures.observation import number_of
from kpitrack.measures.rollup import Piece
from kpitrack.measures.wanted import wants_shares
from kpitrack.model.indicator import Indicator, Rollup, TargetHistory
from kpitrack.model.period import Period


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for name, history in one.targets.items():
            if one.rollup is not None:
                yield from _one_set(scene, one, one.rollup, name, history)


def _one_set(
    scene: Scene, indicator: Indicator, rollup: Rollup, name: str, history: TargetHistory
) -> Iterator[Compared]:
    pieces = dict(_pieces(scene, history))
    for period, target in longer(pieces):
        found = rolled_up(rollup, period, pieces)
        if found is None or (found.result.of is None and wants_shares(indicator)):
            continue
        told = found.disagreement(target.quantity, of_share=target.of is not None)
        if told is None:
            yield None
            continue
        message, severity = told
        key = target_key(name, period)
        yield Fault(indicator.id, message, key, period, target.quantity.value, severity)


def _pieces(scene: Scene, history: TargetHistory) -> Iterator[tuple[Period, Piece]]:
    """Targets that are one number of their period; a qualifier is strictness, no doubt."""
    for period, revisions in history.items():
        known = [
            one
            for one in revisions
            if one.figure.date is None or one.figure.date <= scene.as_of
        ]
        target = known[-1] if known else None
        number = number_of(target.figure) if target is not None else None
        if target is not None and number is not None and target.each is None:
            figure = target.figure
            yield (
                period,
                Piece(period, number._replace(qualifier=None), figure.count, figure.of),
            )


CHECK = Check(
    "target-total", "error", "a target agrees with the targets of its shorter periods", _find
)
