"""The measures that a mark may name, each one number.

A status or a name is a word, and words have no place behind which a mark could stand.
Where prose holds the direction in a word ("down 19", "giảm 19"), the number has no sign:
`rise` and `fall`, `above` and `below` are such sizes. They are undefined where it went the
other way, because then the sentence is wrong and not only its figure.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kpitrack.checks.marks.style import NO_LIMITS, Limits
from kpitrack.measures.assess import assess
from kpitrack.measures.assessment import Assessment
from kpitrack.measures.observation import Observation
from kpitrack.measures.quantity import HUNDRED, ZERO, Quantity, Undefined
from kpitrack.measures.wanted import Wanted
from kpitrack.model.tracker import Tracker
from kpitrack.views.comparison import difference

if TYPE_CHECKING:
    from kpitrack.checks.marks.address import Address

Number = Quantity | Undefined


class Known(NamedTuple):
    """The number that a mark means. Percentages are in percent, the rest in the unit.

    `limits` are what it may not seem to reach when it is printed, `remark` is what a writer
    should know of it.
    """

    value: Decimal
    limits: Limits = NO_LIMITS
    remark: str | None = None


def _actual(one: Assessment) -> Number:
    return one.asked.number


def _count(one: Assessment) -> Number:
    return _part_of_share(one.asked, one.asked.count)


def _of(one: Assessment) -> Number:
    return _part_of_share(one.asked, one.asked.of)


def _part_of_share(observed: Observation, part: Decimal | None) -> Number:
    if isinstance(observed.number, Undefined):
        return observed.number
    return Undefined("the figure is no share") if part is None else Quantity(part)


def _target(one: Assessment) -> Number:
    wanted = _own_target(one)
    if isinstance(wanted, Undefined):
        return wanted
    if wanted.implied is not None:
        return Undefined(
            "no target is published, a stated completion implies one",
            "mark it as implied_target, and write ≈ or a word for it",
        )
    if wanted.low is not None and wanted.low == wanted.high:
        return Quantity(wanted.low)
    if wanted.is_band:
        return Undefined("the target is a band", "mark its edges: target_min and target_max")
    return wanted.number or Undefined(wanted.remark or "a milestone's target is no number")


def _own_target(one: Assessment) -> Wanted | Undefined:
    """The target of just this period: a later one must not be printed under its name."""
    wanted = one.target
    if isinstance(wanted, Wanted) and wanted.period != one.period:
        return Undefined(
            f"no target for {one.period}, that of {wanted.period} stands in",
            f"mark it @{wanted.period}",
        )
    return wanted


def _implied_target(one: Assessment) -> Number:
    wanted = one.target
    if isinstance(wanted, Undefined):
        return wanted
    if wanted.implied is None:
        return Undefined("the target is published, not implied", "mark it as target")
    return wanted.implied.point


def _edge(which: str) -> Callable[[Assessment], Number]:
    def edge(one: Assessment) -> Number:
        wanted = _own_target(one)
        if isinstance(wanted, Undefined):
            return wanted
        found: Decimal | None = getattr(wanted, which)
        return Undefined("the target is no band") if found is None else Quantity(found)

    return edge


def _baseline(one: Assessment) -> Number:
    return one.baseline[1] if one.baseline else Undefined("no baseline before the target")


def _expected(one: Assessment) -> Number:
    expected = one.expected
    return expected if isinstance(expected, Undefined) else Quantity(expected)


def _size(
    number: Callable[[Assessment], Number], sign: int, otherwise: str
) -> Callable[[Assessment], Number]:
    return lambda one: _sized(number(one), sign, otherwise)


def _sized(number: Number, sign: int, otherwise: str) -> Number:
    if isinstance(number, Undefined) or number.value * sign >= 0:
        return number if isinstance(number, Undefined) else Quantity(abs(number.value))
    return Undefined(otherwise, "the sentence must change, not only its figure")


def _off(one: Assessment) -> Number:
    return one.variance


def _off_percent(one: Assessment) -> Number:
    return one.variance_percent


MEASURES: Mapping[str, Callable[[Assessment], Number]] = {
    "actual": _actual,
    "target": _target,
    "target_min": _edge("low"),
    "target_max": _edge("high"),
    "implied_target": _implied_target,
    "completion": lambda one: one.completion,
    "progress": lambda one: one.progress,
    "variance": _off,
    "variance_percent": _off_percent,
    "above": _size(_off, 1, "it lies below the target"),
    "above_percent": _size(_off_percent, 1, "it lies below the target"),
    "below": _size(_off, -1, "it lies above the target"),
    "below_percent": _size(_off_percent, -1, "it lies above the target"),
    "remaining": lambda one: one.remaining,
    "remaining_each": lambda one: one.remaining_each,
    "expected": _expected,
    "baseline": _baseline,
    "count": _count,
    "of": _of,
}
"""Measures of one period, in the order of the docs."""

CHANGES: Mapping[str, Callable[[Number, Number], Number]] = {
    "change": lambda absolute, relative: absolute,
    "change_percent": lambda absolute, relative: relative,
    "rise": lambda absolute, relative: _sized(absolute, 1, "it fell"),
    "rise_percent": lambda absolute, relative: _sized(relative, 1, "it fell"),
    "fall": lambda absolute, relative: _sized(absolute, -1, "it rose"),
    "fall_percent": lambda absolute, relative: _sized(relative, -1, "it rose"),
}
"""Measures of two periods, the earlier first."""

SIZES = {
    "change": ("rise", "fall"),
    "change_percent": ("rise_percent", "fall_percent"),
    "variance": ("above", "below"),
    "variance_percent": ("above_percent", "below_percent"),
}
"""For each measure with a sign, the two that have none: upwards and downwards."""


_OF_THE_TARGET = ("target", "target_min", "target_max", "implied_target", "baseline")
_OF_THE_ACTUAL = ("actual", "count", "of")
_DISTANCES = (
    *("variance", "above", "below", "variance_percent", "above_percent", "below_percent"),
    *("remaining", "remaining_each"),
)
_NOT_NOTHING = Limits((ZERO,), (ZERO,))
"""A distance that is not nothing may not be printed as 0."""

_SO_FAR = ("expected", "remaining", "remaining_each")
"""What says by its name that it stands in the midst of its period."""


def known_number(
    address: "Address", tracker: Tracker, as_of: dt.date, target_set: str | None
) -> Known | Undefined:
    """The number at an address as known on a day; `target_set` is meant where it names none."""
    wanted = address.target_set or target_set
    after = assess(tracker, address.indicator, address.period, as_of, wanted)
    if address.since is not None:
        before = assess(tracker, address.indicator, address.since, as_of, wanted)
        absolute, relative, _ = difference(before, after)
        number = CHANGES[address.measure](absolute, relative)
        return number if isinstance(number, Undefined) else Known(number.value, _NOT_NOTHING)
    incomplete = _incomplete(address.measure, after)
    if incomplete is not None:
        return incomplete
    number = MEASURES[address.measure](after)
    if isinstance(number, Undefined):
        return number
    return Known(number.value, _limits(address.measure, after), _remark(address, after))


def _incomplete(measure: str, one: Assessment) -> Undefined | None:
    """Why a measure of a whole period has no figure yet: a part must not read as the whole."""
    if measure in _OF_THE_TARGET:
        return None
    observed = one.asked if measure in _OF_THE_ACTUAL else one.observation
    if observed.has_gap:
        return Undefined(f"incomplete: {observed.coverage}")
    if observed.through is None or measure in _SO_FAR:
        return None
    known = f"known only through {observed.through.isoformat()}"
    how_far = f"{observed.coverage}, {known}" if observed.coverage else known
    span = _known_span(observed, one)
    hint = f"mark it @{span}" if span else "give the tracker a figure for just that span"
    return Undefined(f"incomplete: {how_far}", hint)


def _known_span(observed: Observation, one: Assessment) -> str | None:
    """The period that is known whole, as a mark writes it; None where nothing names it."""
    if observed.rolled_up is not None and observed.coverage is not None:
        found = observed.rolled_up.found
        start = found[0].text.partition("..")[0]
        end = found[-1].text.rpartition("..")[2]
        return end if start == end else f"{start}..{end}"
    known = (period for period in one.indicator.actual if period.last == observed.through)
    same = (period for period in known if period.first == observed.period.first)
    return next((str(period) for period in same), None)


def _limits(measure: str, one: Assessment) -> Limits:
    if measure == "completion":
        thresholds = one.indicator.thresholds
        return Limits((HUNDRED, thresholds.near, thresholds.part), (HUNDRED,))
    if measure == "progress":
        return Limits((HUNDRED,), (HUNDRED,))
    if measure in _DISTANCES:
        return _NOT_NOTHING
    return _limits_of_actual(one) if measure == "actual" else NO_LIMITS


def _limits_of_actual(one: Assessment) -> Limits:
    """An actual may not seem to have met the target that it misses; a share is whole at 100."""
    whole = (HUNDRED,) if one.asked.of is not None and one.indicator.is_percent else ()
    wanted = one.target
    if isinstance(wanted, Undefined) or one.observation is not one.asked:
        return Limits(whole)
    number = (wanted.number.value,) if wanted.number is not None else ()
    low = number if wanted.low is None else (wanted.low,)
    high = number if wanted.high is None else (wanted.high,)
    match one.indicator.direction:
        case "increase":
            return Limits((*whole, *low))
        case "decrease":
            return Limits(whole, high)
        case "maintain":
            return Limits((*whole, *low), high)
        case _:
            return Limits(whole)


def _remark(address: "Address", one: Assessment) -> str | None:
    if address.measure in _OF_THE_TARGET:
        return None
    if one.observation.through is not None:
        return f"{one.period} is known only through {one.observation.through.isoformat()}"
    is_implied = isinstance(one.target, Wanted) and one.target.implied is not None
    if is_implied and address.measure in ("variance", "above", "below", "remaining"):
        return "it comes from an implied target, so it is only approximate"
    return None
