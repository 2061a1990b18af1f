"""`parts` add up to their indicator."""

from collections.abc import Iterator
from decimal import Decimal

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene
from kpitrack.checks.consistency.sums import compare_sum, observed_addend, told
from kpitrack.measures.observation import number_of
from kpitrack.measures.quantity import Quantity
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        if one.parts:
            for period, total in _totals(scene, one):
                yield from _one_period(scene, one, period, total)


def _totals(scene: Scene, indicator: Indicator) -> Iterator[tuple[Period, Quantity]]:
    """The periods to compare: those with a written total, and the one asked about."""
    written = {
        period: number
        for period, figure in scene.known(indicator.actual).items()
        if (number := number_of(figure)) is not None
    }
    asked = scene.observed(indicator, scene.period).number
    if scene.period not in written and isinstance(asked, Quantity):
        written[scene.period] = asked
    yield from written.items()


def _one_period(
    scene: Scene, indicator: Indicator, period: Period, total: Quantity
) -> Iterator[Compared]:
    addends = {
        name: observed_addend(part, scene.observed(part, period))
        for name in indicator.parts
        for part in (scene.tracker.indicators[name],)
    }
    known = [one for one in addends.values() if one is not None]
    missing = [name for name, one in addends.items() if one is None]
    if missing:
        if known or period == scene.period:
            yield _missing(indicator, period, missing, total.value)
        return
    found = compare_sum(total, known)
    if found.agreement == "agrees":
        yield None
        return
    yield Fault(
        indicator.id,
        told(total, found, f"its parts {' + '.join(indicator.parts)} make"),
        ("actual", period),
        period,
        total.value,
        "warning" if found.agreement == "by rounding" else None,
    )


def _missing(indicator: Indicator, period: Period, missing: list[str], total: Decimal) -> Fault:
    names = ", ".join(missing)
    return Fault(
        indicator.id,
        f"{total:f}, but there is no figure for its part {names}",
        ("parts",),
        period,
        total,
    )


CHECK = Check("parts", "error", "parts add up to their total", _find)
