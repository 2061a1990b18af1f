"""Signal or noise: each indicator's figures in time, read as a process behaviour chart."""

import datetime as dt
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.model.figure import ObservationStatus, Qualifier
from kpitrack.model.indicator import Direction

SpecialCause = Literal["common_cause", "improvement", "concern", "neutral"]
"""What a point says: nothing but noise, or a signal for better, for worse, or unjudged."""

SignalRule = Literal["outside", "shift", "run", "two_of_three"]
"""Why a point is a signal: outside a limit; seven on one side of the mean; six steps in one
direction; two of three near a limit."""

Assurance = Literal["consistently_met", "consistently_missed", "inconsistent"]
Limits = Literal["full", "trial", "none"]
"""Whether limits are firm (12 points or more), trial limits, or not given at all (under 8)."""


class TrendPoint(NamedTuple):
    """A period of the series. Figures are in the indicator's unit.

    `value` is None for a gap. `mean`, `lower_limit` and `upper_limit` are those of the
    point's own segment, None where there are too few points for limits. `segment` counts
    from 0 and rises at each break. `target` is what was wanted in that period.
    `special_cause` is None for a gap and where there are no limits.
    """

    period: str
    value: Decimal | None
    qualifier: Qualifier | None
    observation_status: ObservationStatus | None
    moving_range: Decimal | None
    mean: Decimal | None
    lower_limit: Decimal | None
    upper_limit: Decimal | None
    special_cause: SpecialCause | None
    signals: tuple[SignalRule, ...]
    side: Literal["high", "low"] | None
    target: Decimal | None
    segment: int


class TrendBreak(NamedTuple):
    """Where the series starts anew, and the reason that the file gives."""

    period: str
    reason: str


class TrendRow(NamedTuple):
    """One indicator's series, its gaps included, and how it is read.

    `variation` is the last point's special cause and `assurance` says whether the process
    as it is will meet the target; each is None beside its reason. `points_known` counts the
    points of the last segment, on which `limits` rest.
    """

    id: str
    name: str
    group: str | None
    unit: str | None
    direction: Direction
    points: tuple[TrendPoint, ...]
    points_known: int
    limits: Limits
    limits_reason: str | None
    variation: SpecialCause | None
    variation_reason: str | None
    assurance: Assurance | None
    assurance_reason: str | None
    target: Decimal | None
    target_set: str | None
    breaks: tuple[TrendBreak, ...]
    remarks: tuple[str, ...]
    decimals: int | None


class TrendTally(NamedTuple):
    """How many indicators are shown, and how many vary in which way."""

    rows: int
    improvement: int
    concern: int
    neutral: int
    common_cause: int
    without_verdict: int


class TrendView(NamedTuple):
    """The answer of `trend`."""

    title: str
    target_set: str | None
    as_of: dt.date
    rows: tuple[TrendRow, ...]
    group_names: dict[str, str]
    summary: TrendTally
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["trend"]:
        """The command that this answers."""
        return "trend"
