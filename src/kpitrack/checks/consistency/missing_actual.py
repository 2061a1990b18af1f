"""Every indicator has an actual for the tracker's period, whole once it is over."""

from collections.abc import Iterator

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene
from kpitrack.measures.assess import assess
from kpitrack.measures.drift import missing_from
from kpitrack.measures.observation import Observation
from kpitrack.measures.quantity import Undefined
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period


def _find(scene: Scene) -> Iterator[Compared]:
    if scene.period.first > scene.as_of:
        return
    for one in scene.indicators:
        observed = scene.observed(one, scene.period)
        if observed.known or observed.figure is not None:
            yield _lacking(one, observed, scene)
            continue
        if assess(scene.tracker, one, scene.period, scene.as_of).status == "not_due":
            continue
        key = ("actual",) if one.actual else ()
        yield Fault(one.id, _told(observed, scene.period), key, scene.period)


def _lacking(indicator: Indicator, observed: Observation, scene: Scene) -> Compared:
    """A figure of a period that is over lacks nothing of it."""
    missing = missing_from(observed)
    if missing is None or scene.as_of <= scene.period.last:
        return None
    absent = _absent(observed)
    names = f"; no actual for {', '.join(absent)}" if 0 < len(absent) <= 4 else ""
    key = ("actual",) if indicator.actual else ()
    return Fault(indicator.id, f"{missing}{names}", key, scene.period)


def _absent(observed: Observation) -> list[str]:
    """The shorter periods that a roll-up lacks."""
    tiling = observed.rolled_up
    if tiling is None:
        return []
    pieces = tiling.whole.split(tiling.kind)
    return [one.text for one in pieces if one not in tiling.found]


def _told(observed: Observation, period: Period) -> str:
    """That there is none, and what the observation knows beyond that."""
    assert isinstance(observed.number, Undefined)
    more = observed.number.hint or observed.number.reason
    return (
        f"no actual for {period}" if more == "no figure" else f"no actual for {period}; {more}"
    )


CHECK = Check(
    "missing-actual", "warning", "every indicator has an actual for the period", _find
)
