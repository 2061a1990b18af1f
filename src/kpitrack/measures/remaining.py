"""Remaining: how many periods are left to a target, and what each must bring."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.observation import Observation
from kpitrack.measures.quantity import EXACT, Quantity, Undefined
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, PeriodKind

NOTHING_LEFT = Undefined("no later period has anything left to bring")


class Left(NamedTuple):
    """The periods of one kind that are still to come before a target's end, at least one."""

    kind: PeriodKind
    count: int  # type: ignore[assignment]  # not tuple.count


def periods_left(
    observed: Observation, asked: Period, ground: Period, through: dt.date
) -> Left:
    """The periods from the day after a figure's last to the end of the target's, `ground`.

    They are of the kind asked for, where the question is about a part of the target's period
    that is known to its end, else of the kind in which the figures come; and days where
    such periods do not fill the time that is left.
    """
    kind = _kind_of_figures(observed)
    if asked != ground and asked.kind != "span" and asked.last == through:
        kind = asked.kind
    left = Period("", "span", through + dt.timedelta(days=1), ground.last)
    for one in dict.fromkeys((kind, "month")):
        pieces = list(left.split(one))
        if sum(piece.days for piece in pieces) == left.days:
            return Left(one, len(pieces))
    return Left("day", left.days)


def _kind_of_figures(observed: Observation) -> PeriodKind:
    tiling = observed.rolled_up
    kind = tiling.found[-1].kind if tiling else "month"
    return "month" if kind == "span" else kind


def remaining_each(
    indicator: Indicator, remaining: Quantity | Undefined, left: Left
) -> Quantity | Undefined:
    """What is missing shared out evenly: for sums what to add, for levels the step to take."""
    if isinstance(remaining, Undefined):
        return remaining
    if indicator.derivation is not None and indicator.derivation.kind == "met_of":
        return Undefined("targets are not met bit by bit")
    if indicator.rollup in ("mean", "max", "min"):
        return Undefined(f"a {indicator.rollup} is not brought bit by bit")
    if indicator.rollup == "sum" and not indicator.adds_up:
        return Undefined("a share of a whole is not brought bit by bit")
    if not remaining.value:
        return NOTHING_LEFT
    if indicator.adds_up and indicator.direction == "decrease":
        return Undefined("it is past its target, and what adds up does not come back")
    share = EXACT.divide(remaining.value, Decimal(left.count))
    return Quantity(share, remaining.qualifier)
