"""XmR: the process behaviour chart, which tells a signal in a series from its noise.

The rules are those of NHS England's Making Data Count as its R package NHSRplotthedots
(0.2.2) applies them. The constants are the scaling factors for ranges of two values:
2.66 = 3 / 1.128 and 3.267 = 1 + 3 × 0.853 / 1.128 (Wheeler, Understanding Variation,
appendix; Nelson, Control Charts for Individual Measurements, Journal of Quality
Technology 14(3), 1982, for the screening).

A series is one stretch without a break, `None` where a period has no figure. A gap is
never bridged: no moving range leads over it, and no run of points goes through it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from kpitrack.measures.quantity import EXACT, ZERO, Undefined
from kpitrack.model.figure import Qualifier
from kpitrack.model.indicator import Direction

SpecialCause = Literal["common_cause", "improvement", "concern", "neutral"]
"""What a point says: nothing but noise, or a signal for better, for worse, or unjudged."""

SignalRule = Literal["outside", "shift", "run", "two_of_three"]
"""Why a point is a signal: outside a limit; seven on one side of the mean; six steps in one
direction; two of three near a limit."""

Side = Literal["high", "low"]
Assurance = Literal["consistently_met", "consistently_missed", "inconsistent"]
Limits = Literal["full", "trial", "none"]
"""Whether limits are firm (12 points or more), trial limits, or not given at all (under 8)."""

Series = Sequence[Decimal | None]

LIMIT_FACTOR = Decimal("2.66")
SCREEN_FACTOR = Decimal("3.267")
FULL_POINTS = 12
FEWEST_POINTS = 8
_RUN_POINTS = 7
_NEAR_WINDOW = 3

_ON_MEAN, _NEAR, _OUTSIDE = 0, 2, 3


class Process(NamedTuple):
    """What a process brings as long as nothing changes, in the indicator's unit."""

    mean: Decimal
    lower_limit: Decimal
    upper_limit: Decimal
    mean_moving_range: Decimal


class Reading(NamedTuple):
    """A point's signals, the deciding one first, and the side that this one points to."""

    signals: tuple[SignalRule, ...] = ()
    side: Side | None = None


class _Ruler(NamedTuple):
    """Mean and limits multiplied by `scale`, so that no division rounds a comparison.

    `near` is the distance from the mean at which the outer third begins, `far` that of the
    limits.
    """

    scale: Decimal
    mean: Decimal
    near: Decimal
    far: Decimal

    def unscaled(self, value: Decimal) -> Decimal:
        """A multiplied figure in the indicator's unit again."""
        return EXACT.divide(value, self.scale).normalize(EXACT)

    def zone(self, value: Decimal) -> int:
        """0 on the mean; 1 up to two thirds of the way to a limit, 2 in the outer third, 3
        beyond the limit; negative below the mean.
        """
        off = EXACT.subtract(EXACT.multiply(value, self.scale), self.mean)
        distance = abs(off)
        if distance == ZERO:
            return _ON_MEAN
        zone = 1 + (distance > self.near) + (distance > self.far)
        return zone if off > ZERO else -zone


def moving_ranges(series: Series) -> tuple[Decimal | None, ...]:
    """How far each point lies from the one before; None for the first and beside a gap."""
    steps = (
        None if before is None or value is None else abs(EXACT.subtract(value, before))
        for before, value in pairwise(series)
    )
    return (None, *steps) if series else ()


def limits_kind(points: int) -> Limits:
    """How firm the limits on so many points are."""
    if points < FEWEST_POINTS:
        return "none"
    return "trial" if points < FULL_POINTS else "full"


def process_of(series: Series) -> Process | Undefined:
    """Mean and limits: mean ± 2.66 × the mean moving range.

    The mean is that of every point. Moving ranges of 3.267 × their mean or more are left
    out once, and their mean is taken again from the rest. A constant series has limits
    equal to its mean.
    """
    ruler = _ruler(series)
    if isinstance(ruler, Undefined):
        return ruler
    return Process(
        mean=ruler.unscaled(ruler.mean),
        lower_limit=ruler.unscaled(EXACT.subtract(ruler.mean, ruler.far)),
        upper_limit=ruler.unscaled(EXACT.add(ruler.mean, ruler.far)),
        mean_moving_range=ruler.unscaled(EXACT.divide(ruler.far, LIMIT_FACTOR)),
    )


def read(series: Series) -> tuple[Reading, ...] | Undefined:
    """Each point's signals; a gap has none.

    Where several rules hold, the deciding one is, in this order: outside a limit, six steps
    in one direction, two of three near a limit, seven on one side of the mean. A point that
    ends one run of steps and begins another goes with the one it begins.
    """
    ruler = _ruler(series)
    if isinstance(ruler, Undefined):
        return ruler
    zones = tuple(None if value is None else ruler.zone(value) for value in series)
    found: list[dict[SignalRule, int]] = [{} for _ in series]
    for place, zone in enumerate(zones):
        if zone is not None and abs(zone) == _OUTSIDE:
            found[place]["outside"] = zone
    for places, direction in six_steps(series):
        for place in places:
            found[place]["run"] = direction
    for place, zone in two_of_three(zones):
        found[place]["two_of_three"] = zone
    for places, zone in seven_on_one_side(zones):
        for place in places:
            found[place]["shift"] = zone
    return tuple(_reading(rules) for rules in found)


def special_cause(reading: Reading, direction: Direction) -> SpecialCause:
    """What a point's signal means: higher is better for `increase`, worse for `decrease`.

    Every other direction has no better side, so that its signals are neutral.
    """
    if reading.side is None:
        return "common_cause"
    if direction not in ("increase", "decrease"):
        return "neutral"
    better = (reading.side == "high") == (direction == "increase")
    return "improvement" if better else "concern"


def assurance(
    process: Process, direction: Direction, target: Decimal, strictness: Qualifier | None = None
) -> Assurance:
    """Whether the process, left as it is, meets a target: always or never with the target
    beyond its limits, now and then with the target at a limit or between them.

    A process without any variation meets its target each time, or never; `strictness` says
    whether being at it is enough.
    """
    rising = direction == "increase"
    if process.lower_limit == process.upper_limit == target:
        enough = strictness not in ("over", "under")
        return "consistently_met" if enough else "consistently_missed"
    if target > process.upper_limit:
        return "consistently_missed" if rising else "consistently_met"
    if target < process.lower_limit:
        return "consistently_met" if rising else "consistently_missed"
    return "inconsistent"


def band_assurance(process: Process, low: Decimal, high: Decimal) -> Assurance:
    """As `assurance`, for a process that is wanted to stay from `low` to `high`."""
    if process.lower_limit == process.upper_limit:
        inside = low <= process.mean <= high
        return "consistently_met" if inside else "consistently_missed"
    if low < process.lower_limit and process.upper_limit < high:
        return "consistently_met"
    if process.upper_limit < low or high < process.lower_limit:
        return "consistently_missed"
    return "inconsistent"


def _ruler(series: Series) -> _Ruler | Undefined:
    values = [value for value in series if value is not None]
    ranges = [one for one in moving_ranges(series) if one is not None]
    if not ranges:
        return Undefined("no two neighbouring periods have figures, so nothing varies yet")
    kept = _screened(ranges)
    points, steps = Decimal(len(values)), Decimal(len(kept))
    scale = EXACT.multiply(EXACT.multiply(points, steps), Decimal(3))
    mean = EXACT.multiply(EXACT.multiply(_total(values), steps), Decimal(3))
    third = EXACT.multiply(EXACT.multiply(_total(kept), points), LIMIT_FACTOR)
    near = EXACT.multiply(third, Decimal(2))
    return _Ruler(scale, mean, near, EXACT.add(near, third))


def _screened(ranges: Sequence[Decimal]) -> Sequence[Decimal]:
    """The ranges below 3.267 × their mean; all of a constant series, which are 0."""
    limit = EXACT.multiply(SCREEN_FACTOR, _total(ranges))
    count = Decimal(len(ranges))
    return [one for one in ranges if EXACT.multiply(one, count) < limit] or ranges


def _total(values: Sequence[Decimal]) -> Decimal:
    total = ZERO
    for value in values:
        total = EXACT.add(total, value)
    return total


def six_steps(series: Series) -> Iterator[tuple[range, int]]:
    """Every seven points in a row of which each is above the last, or each below it."""
    steps = [
        0 if before is None or value is None else (value > before) - (value < before)
        for before, value in pairwise(series)
    ]
    wanted = _RUN_POINTS - 1
    for start in range(len(steps) - wanted + 1):
        window = steps[start : start + wanted]
        if window[0] and len(set(window)) == 1:
            yield range(start, start + _RUN_POINTS), window[0]


def seven_on_one_side(zones: Sequence[int | None]) -> Iterator[tuple[range, int]]:
    """Every seven points in a row above the mean, or below it; the mean itself is neither."""
    for start in range(len(zones) - _RUN_POINTS + 1):
        side = _common_side(zones[start : start + _RUN_POINTS])
        if side:
            yield range(start, start + _RUN_POINTS), side


def two_of_three(zones: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """Points in the outer third, of three on one side of the mean with at least two such.

    A point beyond the limit is not counted among the two.
    """
    for start in range(len(zones) - _NEAR_WINDOW + 1):
        window = zones[start : start + _NEAR_WINDOW]
        side = _common_side(window)
        near = [place for place, zone in enumerate(window, start) if zone == side * _NEAR]
        if side and len(near) >= 2:
            yield from ((place, side) for place in near)


def _common_side(zones: Sequence[int | None]) -> int:
    """1 where all lie above the mean, -1 where all lie below it, else 0."""
    sides = {0 if zone is None else (zone > 0) - (zone < 0) for zone in zones}
    return sides.pop() if len(sides) == 1 else 0


_DECIDING: tuple[SignalRule, ...] = ("outside", "run", "two_of_three", "shift")


def _reading(rules: dict[SignalRule, int]) -> Reading:
    signals = tuple(rule for rule in _DECIDING if rule in rules)
    if not signals:
        return Reading()
    return Reading(signals, "high" if rules[signals[0]] > 0 else "low")
