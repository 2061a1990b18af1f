"""Standing: the status of an assessment, and why."""

import datetime as dt

from kpitrack.measures.assessment import Assessment, judged_through, last_day
from kpitrack.measures.drift import drift
from kpitrack.measures.quantity import Quantity, Undefined, qualifier_of
from kpitrack.measures.rollup import holds
from kpitrack.measures.statuses import Status
from kpitrack.measures.variance import Favour
from kpitrack.measures.verdict import FINAL, RUNNING, grade, outcomes, reached
from kpitrack.measures.wanted import Wanted


def with_status(basis: Assessment, as_of: dt.date) -> Assessment:
    """The measured assessment with its status on a day, and why."""
    status, reason = _status(basis, as_of)
    side = _settled_favour(basis, status, as_of)
    return basis._replace(status=status, status_reason=reason, favour=side)


def _settled_favour(
    basis: Assessment, status: Status | None, as_of: dt.date
) -> Favour | Undefined:
    """On which side the actual lies, where nothing that is still missing may change it."""
    lacking = _what_lacks(basis, as_of)
    if isinstance(basis.favour, str) and lacking is not None:
        return Undefined(lacking)
    settled = status in ("met", "exceeded", "missed")
    if not settled and judged_through(basis) is not None:
        return Undefined("the target's period is not over")
    return basis.favour


def _what_lacks(basis: Assessment, as_of: dt.date) -> str | None:
    """What is missing that may yet change the verdict, and is not still to come."""
    observed = basis.observation
    if not observed.is_partial or not (observed.has_gap or _is_left_open(basis, as_of)):
        return None
    return f"incomplete: {observed.coverage or 'its period is over'}"


def _status(basis: Assessment, as_of: dt.date) -> tuple[Status | None, str | None]:
    if not basis.observation.known and not basis.outcomes:
        return _status_without_actual(basis, as_of)
    if basis.indicator.direction == "milestone":
        return _milestone_status(basis, as_of)
    if isinstance(basis.target, Undefined):
        return "no_target", str(basis.target)
    if basis.indicator.direction == "neutral":
        return None, "direction neutral: no judgement"
    if not basis.outcomes:
        return "undetermined", str(basis.completion)
    lacking = _what_lacks(basis, as_of)
    if lacking is not None:
        return "undetermined", lacking
    if (
        basis.observation.is_partial
        and basis.period == basis.target.period
        and as_of > basis.period.last
    ):
        return _final_status(basis)
    if basis.observation.through or not _ends_with(basis, basis.target):
        return _status_so_far(basis, basis.target)
    if as_of <= basis.period.last:
        return _status_of_estimate(basis)
    return _final_status(basis)


def _ends_with(basis: Assessment, wanted: Wanted) -> bool:
    """Whether the actual answers for the target's end: its own, or the last of its term.

    A month's mean is not the year's; without a roll-up, only a span is a plan's term.
    """
    if last_day(basis, wanted) != basis.period.last:
        return False
    if wanted.period == basis.period or basis.indicator.adds_up:
        return True
    rollup = basis.indicator.rollup
    return rollup == "last" or (rollup is None and wanted.period.kind == "span")


def _is_left_open(basis: Assessment, as_of: dt.date) -> bool:
    """Whether the period is over, and a part that is missing may change the verdict."""
    if as_of <= basis.period.last:
        return False
    if _is_lost(basis):
        return grade(basis.completion, basis.indicator.thresholds) != "low"
    better = {"increase": "up", "decrease": "down"}.get(basis.indicator.direction)
    return reached(basis.outcomes) is None or drift(basis.indicator) != better


def _is_lost(basis: Assessment) -> bool:
    """Whether the target is past, and what is missing can only lead further from it."""
    wanted, number = basis.target, basis.observation.number
    if basis.outcomes != {"unmet"} or not isinstance(number, Quantity):
        return False
    if not isinstance(wanted, Wanted) or not holds(wanted.period, basis.observation.period):
        return False
    worse = {"increase": "down", "decrease": "up"}.get(basis.indicator.direction)
    if wanted.high is not None:
        worse = "up" if number.value > wanted.high else "down"
    return drift(basis.indicator) == worse


def _status_without_actual(
    basis: Assessment, as_of: dt.date
) -> tuple[Status | None, str | None]:
    why = str(basis.observation.number)
    if basis.period.first > as_of:
        return "not_started", f"{basis.period} lies ahead"
    if basis.indicator.direction == "milestone":
        return _milestone_status(basis, as_of)
    if basis.asked.figure is not None and isinstance(basis.target, Undefined):
        return "no_target", str(basis.target)
    return "no_data", why


def _milestone_status(basis: Assessment, as_of: dt.date) -> tuple[Status, str | None]:
    if basis.observation.reached:
        return "met", next(iter(basis.observation.remarks), None)
    if isinstance(basis.target, Undefined):
        reached = basis.observation.reached
        return (
            ("no_data", str(basis.observation.number))
            if reached is None
            else (
                "not_due",
                "no date is set for it",
            )
        )
    if as_of <= basis.target.period.last:
        return "not_due", f"due by the end of {basis.target.period}"
    if basis.period.last < basis.target.period.last:
        return "not_due", f"due by the end of {basis.target.period}"
    return "missed", f"was due by the end of {basis.target.period}"


def _final_status(basis: Assessment) -> tuple[Status, str | None]:
    done = reached(basis.outcomes)
    if done is not None:
        return done, None
    if len(basis.outcomes) > 1:
        return "undetermined", _open_verdict(basis)
    graded = grade(basis.completion, basis.indicator.thresholds)
    if isinstance(graded, Undefined):
        return "undetermined", str(graded)
    return FINAL[graded], None


def _open_verdict(basis: Assessment) -> str:
    number = basis.observation.number
    qualifier = qualifier_of(number)
    if qualifier is None and isinstance(basis.target, Wanted):
        qualifier = basis.target.strictness
    return f"'{qualifier}' leaves open whether the target is met"


def _never_met_early(basis: Assessment) -> bool:
    """What can only be lost until the period is over, or can leave its band again.

    A sum that is to stay low only grows, and so does a highest value; a lowest value only
    falls, and a sum of figures of which some are below 0 may. A mean and a share of all
    so far turn with what comes.
    """
    indicator = basis.indicator
    if indicator.rollup == "mean" or (indicator.rollup == "sum" and indicator.is_percent):
        return True
    if indicator.direction == "decrease":
        return indicator.adds_up or indicator.rollup == "max"
    if indicator.direction == "increase":
        return indicator.rollup == "min" or (indicator.adds_up and drift(indicator) == "either")
    return indicator.direction == "maintain"


def _status_of_estimate(basis: Assessment) -> tuple[Status, str | None]:
    """A figure for the whole period while the period runs meets the full target."""
    done = reached(basis.outcomes)
    if done is not None:
        return ("on_track" if _never_met_early(basis) else done), "the period is not over"
    if len(basis.outcomes) > 1:
        return "undetermined", _open_verdict(basis)
    graded = grade(basis.completion, basis.indicator.thresholds)
    if isinstance(graded, Undefined):
        return "undetermined", str(graded)
    return RUNNING[graded], "the period is not over"


def _status_so_far(basis: Assessment, wanted: Wanted) -> tuple[Status, str | None]:
    """A figure that does not reach the target's end meets what was expected by its day."""
    done = reached(basis.outcomes)
    if done is not None and not _never_met_early(basis):
        return done, _so_far_reason(basis)
    if basis.indicator.direction == "maintain":
        return _band_so_far(basis)
    if isinstance(basis.expected, Undefined) and _is_lost(basis):
        return _graded_so_far(basis)
    if isinstance(basis.expected, Undefined):
        return "in_progress", f"{basis.expected} ({wanted.remark or _so_far_reason(basis)})"
    number = basis.observation.number
    assert isinstance(number, Quantity)
    by_now = outcomes(basis.indicator.direction, number, basis.expected)
    if reached(by_now) is not None:
        return "on_track", _so_far_reason(basis)
    if len(by_now) > 1:
        return "undetermined", _open_verdict(basis)
    graded = grade(basis.expected_completion, basis.indicator.thresholds)
    if isinstance(graded, Undefined):
        return "undetermined", str(graded)
    return RUNNING[graded], _so_far_reason(basis)


def _band_so_far(basis: Assessment) -> tuple[Status, str | None]:
    """A sum is on its way through a band, until it is past it; a level is held against it."""
    if basis.indicator.adds_up and not _is_lost(basis):
        return "in_progress", "nothing is expected of a band that a sum is to reach"
    if reached(basis.outcomes) is not None:
        return "on_track", _so_far_reason(basis)
    return _graded_so_far(basis)


def _graded_so_far(basis: Assessment) -> tuple[Status, str | None]:
    if len(basis.outcomes) > 1:
        return "undetermined", _open_verdict(basis)
    graded = grade(basis.completion, basis.indicator.thresholds)
    if isinstance(graded, Undefined):
        return "undetermined", str(graded)
    return RUNNING[graded], _so_far_reason(basis)


def _so_far_reason(basis: Assessment) -> str:
    day = basis.observation.through or basis.observation.period.last
    return f"judged through {day.isoformat()}"
