"""Breakdown: an indicator's categories measured like the whole, and what none of them holds."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.assess import assess
from kpitrack.measures.assessment import Assessment
from kpitrack.measures.observation import Observation
from kpitrack.measures.parts import categories_of, category_of
from kpitrack.measures.quantity import EXACT, ZERO, Quantity, Undefined
from kpitrack.measures.wanted import Wanted
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker

_HALF = Decimal("0.5")
_NO_SUM = Undefined("percentages do not add up; count and of in each part do")
_OPEN = Undefined("a qualifier leaves open what the parts make")
_SAYS_IT = 'rollup = "sum" says that parts add up, "mean" or "last" that they need not'


class Rest(NamedTuple):
    """What of a total no category holds, below 0 where the categories hold more than all.

    In the indicator's unit; of a share it is the rest of the count, and `of` the rest of
    the whole.
    """

    number: Decimal
    of: Decimal | None = None

    @property
    def exceeds(self) -> bool:
        """Whether the categories hold more than their total."""
        return self.number < 0 or (self.of is not None and self.of < 0)


class Breakdown(NamedTuple):
    """The categories of a dimension, each with its own target, and the rests of the whole."""

    dimension: str
    whole: Assessment
    parts: tuple[tuple[str, Assessment], ...]
    rest: Rest | Undefined
    target_rest: Rest | Undefined


def broken_down(
    tracker: Tracker, whole: Assessment, dimension: str, as_of: dt.date
) -> Breakdown | None:
    """An assessed indicator by a dimension; None where it has no such dimension.

    Each category is held against its own target in the whole's target set. One without has
    none: a share of the whole's target would be a guess.
    """
    names = categories_of(tracker, whole.indicator).get(dimension)
    if names is None:
        return None
    parts = [(name, _part(tracker, whole, dimension, name, as_of)) for name in names]
    return breakdown(dimension, whole, parts)


def _part(
    tracker: Tracker, whole: Assessment, dimension: str, name: str, as_of: dt.date
) -> Assessment:
    """A category against its own target; without one, over the same days as its whole."""
    among, part = category_of(tracker, whole.indicator, dimension, name, as_of)
    own = {key: one for key, one in part.targets.items() if key == whole.target_set}
    part = part._replace(targets=own)
    target_set = whole.target_set or None
    found = assess(among, part, whole.period, as_of, target_set)
    stretch = whole.observation.period
    if isinstance(found.target, Wanted) or stretch == whole.period:
        return found
    there = assess(among, part, stretch, as_of, target_set)
    return found._replace(
        observation=there.asked, status=there.status, status_reason=there.status_reason
    )


def breakdown(
    dimension: str, whole: Assessment, parts: Sequence[tuple[str, Assessment]]
) -> Breakdown:
    """A whole beside its categories, all assessed in the same way, and what they leave over."""
    judged = [one for _, one in parts]
    return Breakdown(
        dimension,
        whole,
        tuple(parts),
        _rest(whole.indicator, whole.observation, [one.observation for one in judged]),
        _target_rest(whole, judged),
    )


def _rest(
    indicator: Indicator, whole: Observation, every: Sequence[Observation]
) -> Rest | Undefined:
    """The total less its parts, where they are of the same days and add up."""
    if isinstance(whole.number, Undefined):
        return whole.number
    parts = [one for one in every if isinstance(one.number, Quantity)]
    if not parts:
        return Undefined("no part has a figure")
    numbers = [one.number for one in parts if isinstance(one.number, Quantity)]
    if any(one.qualifier for one in (whole.number, *numbers)):
        return _OPEN
    if not all(_of_the_same_days(indicator, whole, one) for one in parts):
        return Undefined("the parts are known for other days than the total")
    if whole.count is not None and whole.of is not None:
        return _rest_of_share(whole.count, whole.of, parts)
    if indicator.is_percent:
        return _NO_SUM
    pieces = [(whole.number.value, _pieces(whole))]
    pieces += [(one.value, _pieces(part)) for one, part in zip(numbers, parts, strict=True)]
    return _difference(indicator, pieces)


def _of_the_same_days(indicator: Indicator, whole: Observation, part: Observation) -> bool:
    """Whether a part holds no day that its total lacks; but for sums, just the same days.

    Shares add their counts, so that they are sums here, and also as a mean. Of a mean of
    plain numbers, part and total must come from the same periods.
    """
    if part.period != whole.period:
        return False
    ends = (whole.through or whole.period.last, part.through or part.period.last)
    if indicator.rollup != "sum" and (whole.of is None or indicator.rollup != "mean"):
        same = ends[0] == ends[1] and (whole.coverage is None) == (part.coverage is None)
        return same and (indicator.rollup != "mean" or _found(whole) == _found(part))
    if whole.rolled_up is None or whole.coverage is None:
        return ends[1] <= ends[0]
    return part.rolled_up is not None and set(part.rolled_up.found) <= set(
        whole.rolled_up.found
    )


def _found(observed: Observation) -> tuple[Period, ...]:
    return observed.rolled_up.found if observed.rolled_up else ()


def _pieces(observed: Observation) -> int:
    return len(_found(observed)) or 1


def _rest_of_share(
    count: Decimal, of: Decimal, parts: Sequence[Observation]
) -> Rest | Undefined:
    for one in parts:
        if one.count is None or one.of is None:
            return _NO_SUM
        count, of = EXACT.subtract(count, one.count), EXACT.subtract(of, one.of)
    return Rest(count, of)


def _difference(
    indicator: Indicator, numbers: Sequence[tuple[Decimal, int]]
) -> Rest | Undefined:
    """The first number less the others; nothing where the rounding of all explains it.

    Each number comes with how many written figures it was made of. A ratio's parts do not
    add up, nor do highest and lowest values; those of another level may lie around it.
    """
    if indicator.derivation is not None and indicator.derivation.kind == "ratio":
        return Undefined("the parts of a ratio do not add up")
    (whole, made_of), *parts = numbers
    values = [value for value, _ in parts]
    if indicator.rollup not in (None, "sum") and min(values) <= whole <= max(values):
        return Undefined("the total lies among its parts, which need not add up to it")
    if indicator.rollup in ("max", "min") and made_of > 1:
        return Undefined("highest and lowest values do not add up")
    rest, slack = whole, ZERO
    for value in values:
        rest = EXACT.subtract(rest, value)
    for value, figures in () if indicator.is_summed else numbers:
        slack = EXACT.fma(_half_a_digit(value), Decimal(figures), slack)
    if abs(rest) <= slack:
        return Rest(ZERO)
    if indicator.rollup is None and rest < 0 and min(values) <= whole <= max(values):
        return Undefined("the total lies among its parts, as an average does", _SAYS_IT)
    return Rest(rest)


def _half_a_digit(value: Decimal) -> Decimal:
    """Half a unit of the last digit after the point; whole numbers are taken as counted."""
    exponent = value.as_tuple().exponent
    return _HALF.scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else ZERO


def _target_rest(whole: Assessment, parts: Sequence[Assessment]) -> Rest | Undefined:
    """The total's target less those of its categories, where they add up."""
    if whole.indicator.is_percent:
        return _NO_SUM
    wanted = _published(whole)
    if isinstance(wanted, Undefined):
        return wanted
    found = [one for one in map(_published, parts) if isinstance(one, Wanted)]
    if not found:
        return Undefined("no category has a target")
    if any(one.period != wanted.period for one in found):
        return Undefined("the targets are of other periods than the total's")
    numbers = [one.number for one in (wanted, *found) if one.number is not None]
    if any(one.qualifier for one in numbers):
        return _OPEN
    return _difference(whole.indicator, [(one.value, 1) for one in numbers])


def _published(one: Assessment) -> Wanted | Undefined:
    """A target that is one published number; bands and implied targets do not add up."""
    target = one.target
    if isinstance(target, Undefined):
        return target
    if target.number is None or target.implied is not None:
        return Undefined("the target is no single published number")
    return target
