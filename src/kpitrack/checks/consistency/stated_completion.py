"""A stated completion agrees with its figure and the published target."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kpitrack.checks.consistency.check import Check, Compared, Fault, Key, Scene, figure_key
from kpitrack.checks.consistency.interval import Interval, computed, exactly, printed, shown
from kpitrack.measures.assess import assess
from kpitrack.measures.completion import band_completion
from kpitrack.measures.implied import ImpliedTarget, implied_target
from kpitrack.measures.observation import number_of
from kpitrack.measures.quantity import EXACT, HUNDRED, Quantity
from kpitrack.measures.wanted import Wanted, find_target
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import UNNAMED, Indicator
from kpitrack.model.period import Period


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for period, history in one.actual.items():
            stated = [
                figure
                for figure in history
                if figure.stated is not None
                and figure.stated.completion
                and (figure.date is None or figure.date <= scene.as_of)
            ]
            for figure in stated:
                yield from _against_targets(scene, one, period, figure)
            for earlier, later in pairwise(stated):
                yield from _against_earlier(one, period, earlier, later)


def _against_targets(
    scene: Scene, indicator: Indicator, period: Period, figure: Figure
) -> Iterator[Compared]:
    """Each stated completion against its own target, as that was when it was stated."""
    for name, stated in _stated(figure).items():
        day = figure.date or scene.as_of
        target = _published(indicator, period, name, day)
        found = _completion(scene, indicator, figure, target, day) if target else None
        if target is None or found is None:
            continue
        if found.meets(printed(stated)):
            yield None
            continue
        told = f"stated is {shown(stated)} %, but {_given(figure, target)} is {found} %"
        yield Fault(indicator.id, told, _key(indicator, period, figure, name), period, stated)


def _stated(figure: Figure) -> dict[str, Decimal]:
    return dict(figure.stated.completion) if figure.stated else {}


def _key(indicator: Indicator, period: Period, figure: Figure, name: str) -> Key:
    place = figure_key("actual", period, indicator.actual, figure)
    return (*place, "stated", "completion", *([name] * bool(name)))


def _published(indicator: Indicator, period: Period, name: str, day: dt.date) -> Wanted | None:
    """The target that a completion was stated to, where it was published for the period."""
    sets = tuple(indicator.targets)
    named = sets[0] if not name and len(sets) == 1 else name
    if named not in sets:
        return None
    wanted = find_target(indicator, period, named, day)
    if not isinstance(wanted, Wanted) or wanted.implied or wanted.period != period:
        return None
    return wanted


def _given(figure: Figure, target: Wanted) -> str:
    number = number_of(figure)
    actual = shown(number.value) if number else "the figure"
    if target.number is not None:
        return f"{actual} to {shown(target.number.value)}"
    return f"{actual} to the band from {target.low} to {target.high}"


def _completion(
    scene: Scene, indicator: Indicator, figure: Figure, target: Wanted, day: dt.date
) -> Interval | None:
    """What the completion may be within the rounding of both; None where that is open."""
    number = number_of(figure)
    if number is None or number.qualifier is not None:
        return None
    actual = exactly(number.value) if figure.of is not None else printed(number.value)
    if target.low is not None and target.high is not None:
        return _in_band(actual, target.low, target.high)
    if target.number is None or target.number.qualifier is not None:
        return None
    wanted = printed(target.number.value)
    if indicator.method == "distance":
        return _distance(scene, indicator, target.period, actual, wanted, day)
    if indicator.direction == "decrease":
        return computed(_ratio, wanted, actual) if actual.low > 0 else None
    return computed(_ratio, actual, wanted) if wanted.low > 0 else None


def _ratio(above: Decimal, below: Decimal) -> Decimal:
    return EXACT.divide(EXACT.multiply(above, HUNDRED), below)


def _distance(
    scene: Scene,
    indicator: Indicator,
    period: Period,
    actual: Interval,
    wanted: Interval,
    day: dt.date,
) -> Interval | None:
    start = assess(scene.tracker, indicator, period, day).baseline
    if start is None or start[1].qualifier is not None:
        return None
    begun = printed(start[1].value)
    return None if begun.meets(wanted) else computed(_way, actual, wanted, begun)


def _way(actual: Decimal, wanted: Decimal, begun: Decimal) -> Decimal:
    return _ratio(EXACT.subtract(actual, begun), EXACT.subtract(wanted, begun))


def _in_band(actual: Interval, low: Decimal, high: Decimal) -> Interval | None:
    edges = [band_completion(Quantity(one), low, high) for one in actual]
    numbers = [one.value for one in edges if isinstance(one, Quantity)]
    if len(numbers) < len(edges):
        return None
    if actual.meets(Interval(low, high)):
        numbers.append(HUNDRED)
    return Interval(min(numbers), max(numbers))


def _against_earlier(
    indicator: Indicator, period: Period, earlier: Figure, later: Figure
) -> Iterator[Compared]:
    """Two revisions stated to a target that nobody published must imply the same one."""
    for name, stated in _stated(later).items():
        before = _stated(earlier).get(name)
        if before is None or (name or UNNAMED) in indicator.targets:
            continue
        a = _implied(indicator, earlier, before)
        b = _implied(indicator, later, stated)
        if a is None or b is None:
            continue
        if a.meets(b):
            yield None
            continue
        told = f"stated is {shown(stated)} %, which implies a target of {b}; before it was {a}"
        key = _key(indicator, period, later, name)
        yield Fault(indicator.id, told, key, period, stated, "warning")


def _implied(indicator: Indicator, figure: Figure, stated: Decimal) -> Interval | None:
    found = implied_target(indicator.direction, figure, stated)
    if not isinstance(found, ImpliedTarget) or found.low is None or found.high is None:
        return None
    return Interval(found.low, found.high)


CHECK = Check(
    "stated-completion",
    "error",
    "a stated completion agrees with its figure and the published target",
    _find,
)
