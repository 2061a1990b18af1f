"""Targets move the way that is better: up for an increase, down for a decrease."""

from collections.abc import Iterator
from itertools import pairwise

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene, target_key
from kpitrack.measures.change import break_between
from kpitrack.measures.observation import number_of
from kpitrack.model.figure import Target
from kpitrack.model.indicator import Indicator, TargetHistory
from kpitrack.model.period import Period, PeriodKind


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        if one.direction in ("increase", "decrease"):
            for name, history in one.targets.items():
                yield from _one_set(scene, one, name, history)


def _one_set(
    scene: Scene, indicator: Indicator, name: str, history: TargetHistory
) -> Iterator[Compared]:
    by_kind: dict[PeriodKind, list[tuple[Period, Target]]] = {}
    for period in sorted(history):
        known = [one for one in history[period] if _is_known(scene, one)]
        if known and _has_a_course(indicator, period, known[-1]):
            by_kind.setdefault(period.kind, []).append((period, known[-1]))
    for found in by_kind.values():
        for (before, earlier), (after, later) in pairwise(found):
            if not break_between(indicator, before, after):
                yield _compared(indicator, name, before, earlier, after, later)


def _is_known(scene: Scene, target: Target) -> bool:
    return target.figure.date is None or target.figure.date <= scene.as_of


def _has_a_course(indicator: Indicator, period: Period, target: Target) -> bool:
    """Quarters of what adds up have their seasons, and spans their own lengths.

    Parts alone that lack a category are no number.
    """
    if number_of(target.figure) is None:
        return False
    seasonal = indicator.adds_up and period.kind != "year"
    return not seasonal and period.kind != "span" and target.each is None


def _compared(
    indicator: Indicator,
    name: str,
    before: Period,
    earlier: Target,
    after: Period,
    later: Target,
) -> Compared:
    a, b = number_of(earlier.figure), number_of(later.figure)
    assert a is not None  # else it has no course
    assert b is not None
    worse = b.value < a.value if indicator.direction == "increase" else b.value > a.value
    if not worse:
        return None
    way = "falls" if indicator.direction == "increase" else "rises"
    told = f"direction {indicator.direction}, but the target {way} from {a.value:f} in {before}"
    told += f" to {b.value:f} in {after}"
    return Fault(indicator.id, told, target_key(name, after), after, b.value)


CHECK = Check("target-course", "warning", "targets move the way that is better", _find)
