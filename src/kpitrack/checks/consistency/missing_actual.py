"""Every indicator has an actual for the tracker's period."""

from collections.abc import Iterator

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene
from kpitrack.measures.assessment import assess
from kpitrack.measures.observation import Observation
from kpitrack.measures.quantity import Undefined
from kpitrack.model.period import Period


def _find(scene: Scene) -> Iterator[Compared]:
    if scene.period.first > scene.as_of:
        return
    for one in scene.indicators:
        observed = scene.observed(one, scene.period)
        if observed.known or observed.figure is not None:
            yield None
            continue
        if assess(scene.tracker, one, scene.period, scene.as_of).status == "not_due":
            continue
        key = ("actual",) if one.actual else ()
        yield Fault(one.id, _told(observed, scene.period), key, scene.period)


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
