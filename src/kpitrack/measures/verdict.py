"""Verdict: met or not, by comparing the figures; and the status that follows from it."""

from collections.abc import Set
from decimal import Decimal
from typing import Literal

from kpitrack.measures.completion import can_lie_inside
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.statuses import Status
from kpitrack.model.figure import Qualifier
from kpitrack.model.indicator import Direction, Thresholds

Outcome = Literal["exceeded", "met", "unmet"]
"""How an actual can stand to its target."""

Grade = Literal["near", "part", "low"]

FINAL: dict[Grade, Status] = {"near": "nearly_met", "part": "partly_met", "low": "missed"}
RUNNING: dict[Grade, Status] = {"near": "on_track", "part": "at_risk", "low": "off_track"}


def outcomes(
    direction: Direction,
    actual: Quantity,
    target: Decimal,
    strictness: Qualifier | None = None,
) -> frozenset[Outcome]:
    """Every way in which the actual can stand to the target; one only, without a qualifier.

    Better than the target is exceeded, equal is met, unless the target is strict ("over
    90" is not met by 90). An uncertain target ("about", "nearly") leaves everything open.
    """
    if strictness in ("about", "nearly"):
        return frozenset({"exceeded", "met", "unmet"})
    above, below = actual.can_exceed(target), actual.can_undercut(target)
    better, worse = (below, above) if direction == "decrease" else (above, below)
    possible: set[Outcome] = set()
    if better:
        possible.add("exceeded")
    if actual.can_equal(target):
        possible.add("unmet" if strictness in ("over", "under") else "met")
    if worse:
        possible.add("unmet")
    return frozenset(possible)


def band_outcomes(actual: Quantity, low: Decimal, high: Decimal) -> frozenset[Outcome]:
    """As `outcomes`, for a band: met inside, both edges included, and never exceeded."""
    possible: set[Outcome] = set()
    if can_lie_inside(actual, low, high):
        possible.add("met")
    if actual.can_undercut(low) or actual.can_exceed(high):
        possible.add("unmet")
    return frozenset(possible)


def reached(possible: Set[Outcome]) -> Status | None:
    """`exceeded` or `met` where sure; `met` where only the excess is open; else None."""
    if possible == {"exceeded"}:
        return "exceeded"
    if possible and "unmet" not in possible:
        return "met"
    return None


def grade(completion: Quantity | Undefined, thresholds: Thresholds) -> Grade | Undefined:
    """How near an unmet target is, by its completion.

    Where the completion is undefined the comparison alone decides: not met is `low`.
    Undefined where a qualifier leaves open on which side of a threshold it lies.
    """
    if isinstance(completion, Undefined):
        return "low"
    if completion.qualifier == "about":
        return Undefined("'about' leaves open how near the target is")
    exact = Quantity(completion.value)
    bucket = _bucket(exact, thresholds)
    limits = (thresholds.near, thresholds.part)
    if completion.qualifier and any(_straddles(completion, limit) for limit in limits):
        return Undefined(f"'{completion.qualifier}' leaves open how near the target is")
    if completion.qualifier in ("under", "nearly") and completion.value in limits:
        return "part" if completion.value == thresholds.near else "low"
    return bucket


def _bucket(completion: Quantity, thresholds: Thresholds) -> Grade:
    if completion.value >= thresholds.near:
        return "near"
    return "part" if completion.value >= thresholds.part else "low"


def _straddles(completion: Quantity, limit: Decimal) -> bool:
    reaches = completion.can_exceed(limit) or completion.can_equal(limit)
    return reaches and completion.can_undercut(limit)
