"""Assessment: every measure of one indicator against one target, and what they share."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kpitrack.measures.observation import Observation
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.remaining import NOTHING_LEFT
from kpitrack.measures.rollup import has_iso_year, is_of_weeks, iso_year
from kpitrack.measures.statuses import Status
from kpitrack.measures.variance import Favour
from kpitrack.measures.verdict import Outcome
from kpitrack.measures.wanted import Wanted
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, PeriodKind

if TYPE_CHECKING:
    from kpitrack.measures.pace import Course
    from kpitrack.measures.projection import Projection

_NO_NUMBER = Undefined("no figure to measure")
_NO_TARGET = Undefined("no target")
_NO_EXPECTATION = Undefined("only a figure so far meets an expectation")


class Assessment(NamedTuple):
    """Every measure of an indicator for a period against one of its target sets.

    `completion`, `progress` and `variance_percent` are in percent; `variance`, `remaining`,
    `expected`, `ahead` and the projection in the indicator's unit. Each is Undefined, with
    its reason, where it does not exist. `expected_completion` is in percent of what was
    expected by now, `completion_expected` the completion that was expected by now, in percent
    of the target. `observation` is the actual compared; where a longer
    target stands in for a sum it is the running total, and `asked` the period's own actual.
    `remaining_each` is what each of the `remaining_periods`, which are of `remaining_kind`,
    must bring. `ahead` is the actual less what was expected, and `ahead_days` how many days
    later the plan, along its `course`, expects it. `status` is None for direction neutral,
    which judges nothing; `status_reason` says what a reader could not guess.
    """

    indicator: Indicator
    period: Period
    asked: Observation
    observation: Observation
    target_set: str
    target: Wanted | Undefined
    completion: Quantity | Undefined = _NO_NUMBER
    stated_completion: bool = False
    progress: Quantity | Undefined = _NO_TARGET
    baseline: tuple[Period, Quantity] | None = None
    variance: Quantity | Undefined = _NO_NUMBER
    variance_percent: Quantity | Undefined = _NO_NUMBER
    favour: Favour | Undefined = _NO_NUMBER
    remaining: Quantity | Undefined = _NO_NUMBER
    remaining_periods: int | None = None
    remaining_kind: PeriodKind | None = None
    remaining_each: Quantity | Undefined = NOTHING_LEFT
    course: "Course | None" = None
    expected: Decimal | Undefined = _NO_EXPECTATION
    ahead: Quantity | Undefined = _NO_EXPECTATION
    ahead_favour: Favour | Undefined = _NO_EXPECTATION
    ahead_days: Quantity | Undefined = _NO_EXPECTATION
    projection: "Projection | Undefined" = _NO_EXPECTATION
    expected_completion: Quantity | Undefined = _NO_NUMBER
    completion_expected: Quantity | Undefined = _NO_EXPECTATION
    outcomes: frozenset[Outcome] = frozenset()
    status: Status | None = None
    status_reason: str | None = None

    @property
    def is_met(self) -> bool:
        """Whether the target is surely met or exceeded."""
        return self.status in ("met", "exceeded")

    @property
    def has_target(self) -> bool:
        """Whether there is something to meet: a target, or a completion stated to one."""
        return isinstance(self.target, Wanted) or self.is_met


def judged_through(basis: Assessment) -> dt.date | None:
    """The day up to which the actual counts, where that lies before the target's end."""
    wanted = basis.target
    if not isinstance(wanted, Wanted) or not isinstance(basis.observation.number, Quantity):
        return None
    if basis.observation.has_gap:
        return None
    day = basis.observation.through or basis.observation.period.last
    return day if day < last_day(basis, wanted) else None


def last_day(basis: Assessment, wanted: Wanted) -> dt.date:
    """The day by which a target is to be met; for weeks, the end of the year's last."""
    return min(wanted.period.last, ground(basis, wanted).last)


def ground(basis: Assessment, wanted: Wanted) -> Period:
    """The days that the target's period has; those of its ISO year where weeks fill it."""
    if is_of_weeks(basis.period) and has_iso_year(wanted.period):
        return iso_year(wanted.period)
    tiling = basis.observation.rolled_up
    return tiling.whole if tiling and basis.period == wanted.period else wanted.period


def without_course(basis: Assessment, why: Undefined) -> Assessment:
    """The assessment of what has no expectation to be held against, and why."""
    return basis._replace(
        expected=why,
        ahead=why,
        ahead_favour=why,
        ahead_days=why,
        projection=why,
    )
