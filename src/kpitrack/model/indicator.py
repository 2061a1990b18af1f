"""Indicators and the groups they stand in."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.model.figure import NOTHING, Figure, Target
from kpitrack.model.period import Period

Direction = Literal["increase", "decrease", "maintain", "milestone", "neutral"]
Method = Literal["ratio", "distance"]
Rollup = Literal["sum", "last", "mean", "max", "min"]
Pace = Literal["linear", "path", "seasonal", "none"]
ProjectionMethod = Literal["linear", "seasonal", "path"]

FigureHistory = Mapping[Period, tuple[Figure, ...]]
"""Figures by period; each period's revisions oldest first."""

TargetHistory = Mapping[Period, tuple[Target, ...]]
"""Targets by period; each period's revisions oldest first."""

UNNAMED = ""
"""The name of the target set of an indicator that names none."""


class Thresholds(NamedTuple):
    """Completion in percent from which an unmet target is nearly or partly met."""

    near: Decimal = Decimal(95)
    part: Decimal = Decimal(80)


class Derivation(NamedTuple):
    """How an indicator without actuals of its own comes from others.

    `members` are the indicators that a `sum` adds, those of `of`; empty for other kinds.
    """

    kind: Literal["sum", "ratio", "met_of"]
    of: tuple[str, ...]
    members: tuple["Indicator", ...] = ()


class SummedPart(NamedTuple):
    """The figures of a category that came as one sum each: its actual and its target."""

    actual: FigureHistory
    target: TargetHistory


class Indicator(NamedTuple):
    """One indicator: its identity, how it is judged, its figures and its targets.

    `limit` is the best figure that can be, in its unit: 100 for a share that is to rise.
    `is_summed` tells that figures are sums of observations, exact to their last digit;
    `summed` has, by dimension and category, the parts that stand in no figure's `by`.
    """

    id: str
    name: str
    names: Mapping[str, str] = NOTHING
    group: str | None = None
    unit: str | None = None
    units: Mapping[str, str] = NOTHING
    direction: Direction = "neutral"
    decimals: int | None = None
    method: Method = "ratio"
    rollup: Rollup | None = None
    pace: Pace | None = None
    weight: Decimal = Decimal(1)
    thresholds: Thresholds = Thresholds()
    actual: FigureHistory = NOTHING
    targets: Mapping[str, TargetHistory] = NOTHING
    baseline: FigureHistory = NOTHING
    limit: Decimal | None = None
    breaks: Mapping[Period, str] = NOTHING
    derivation: Derivation | None = None
    parts: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    owner: str | None = None
    source: str | None = None
    note: str | None = None
    is_summed: bool = False
    summed: Mapping[str, Mapping[str, SummedPart]] = NOTHING

    @property
    def is_percent(self) -> bool:
        """Whether figures are in percent, so that differences are percentage points."""
        return self.unit == "%"

    @property
    def adds_up(self) -> bool:
        """Whether shorter periods add up to a longer one.

        Percentages never do: for shares, `rollup = "sum"` adds numerators and denominators.
        """
        return self.rollup == "sum" and not self.is_percent


class Group(NamedTuple):
    """A heading under which indicators are shown, in the file's order."""

    id: str
    name: str
    names: Mapping[str, str] = NOTHING
