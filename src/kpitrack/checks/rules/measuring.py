"""The figure that a rule asks for: one measure of one indicator, as exactly as it is known."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.rules.drifting import (
    completion_drift,
    missing_before_target,
    progress_drift,
    remaining_drift,
    variance_drift,
)
from kpitrack.checks.rules.terms import NOT_JUDGED
from kpitrack.measures.assess import assess
from kpitrack.measures.assessment import Assessment
from kpitrack.measures.drift import Drift, drift, missing_from
from kpitrack.measures.implied import ImpliedTarget
from kpitrack.measures.quantity import EXACT, ZERO, Quantity, Undefined
from kpitrack.measures.wanted import Wanted
from kpitrack.model.period import Period, period_holding
from kpitrack.model.tracker import Tracker
from kpitrack.views.comparison import difference


class Between(NamedTuple):
    """A number known only from `low` to `high`, None where that side is open.

    `point` is what it would be without the rounding of what it was worked out from.
    """

    point: Decimal
    low: Decimal | None
    high: Decimal | None


class Word(NamedTuple):
    """A word, or true or false as a word."""

    text: str
    reason: str | None = None


class SoFar(NamedTuple):
    """A number of a period that is not whole: it may still move as `drift` says, and why."""

    number: Quantity | Between
    drift: Drift
    why: str


Known = Quantity | Between | SoFar | Word | Undefined


class Asked(NamedTuple):
    """What measures are taken from: the tracker, an assessment, and the day that counts."""

    tracker: Tracker
    judged: Assessment
    as_of: dt.date


def measured(term: str, asked: Asked) -> Known:
    """The measure of that name."""
    known = _MEASURES[term](asked)
    if term not in _DRIFTS or not isinstance(known, Quantity | Between):
        return known
    judged = asked.judged
    missing = missing_from(judged.asked) if term == "actual" else missing_before_target(judged)
    return known if missing is None else SoFar(known, _DRIFTS[term](judged), missing)


def _actual(asked: Asked) -> Known:
    observed = asked.judged.asked
    if observed.reached is not None:
        return _flag(observed.reached)
    return observed.number


def _target(asked: Asked) -> Known:
    wanted = asked.judged.target
    if isinstance(wanted, Undefined):
        return wanted
    if wanted.flag is not None:
        return _flag(wanted.flag)
    if wanted.low is not None and wanted.high is not None:
        if wanted.low == wanted.high:
            return Quantity(wanted.low)
        return Undefined(f"a band has two edges, {wanted.low} and {wanted.high}")
    if wanted.implied is not None:
        return Between(wanted.implied.point.value, wanted.implied.low, wanted.implied.high)
    return wanted.number or Undefined(wanted.remark or "no target")


def _flag(flag: bool) -> Word:
    return Word("true" if flag else "false")


def _variance(asked: Asked) -> Known:
    found, implied = asked.judged.variance, _implied(asked.judged)
    if implied is None or isinstance(found, Undefined):
        return found
    actual = EXACT.add(found.value, implied.point.value)
    return _less(actual, implied)


def _less(actual: Decimal, implied: ImpliedTarget) -> Between:
    """An actual less a target that is known only within its rounding."""
    return Between(
        EXACT.subtract(actual, implied.point.value),
        None if implied.high is None else EXACT.subtract(actual, implied.high),
        None if implied.low is None else EXACT.subtract(actual, implied.low),
    )


def _remaining(asked: Asked) -> Known:
    found = asked.judged.remaining
    off = _variance(asked)
    if not isinstance(off, Between) or isinstance(found, Undefined) or found.value == ZERO:
        return found
    if asked.judged.indicator.direction == "decrease":
        return off
    return Between(
        -off.point,
        None if off.high is None else -off.high,
        None if off.low is None else -off.low,
    )


def _implied(judged: Assessment) -> ImpliedTarget | None:
    return judged.target.implied if isinstance(judged.target, Wanted) else None


def _expected(asked: Asked) -> Known:
    found = asked.judged.expected
    return found if isinstance(found, Undefined) else Quantity(found)


def _status(asked: Asked) -> Known:
    judged = asked.judged
    if judged.status is None:
        return Word(NOT_JUDGED, judged.status_reason)
    return Word(judged.status, judged.status_reason)


def _observation_status(asked: Asked) -> Known:
    observed = asked.judged.asked
    if not observed.known and observed.figure is None:
        assert isinstance(observed.number, Undefined)
        return observed.number
    return Word(observed.status)


def _change(asked: Asked) -> Known:
    before = _before(asked)
    return before if isinstance(before, Undefined) else difference(before, asked.judged)[0]


def _change_percent(asked: Asked) -> Known:
    before = _before(asked)
    return before if isinstance(before, Undefined) else difference(before, asked.judged)[1]


def _judgement(asked: Asked) -> Known:
    before = _before(asked)
    if isinstance(before, Undefined):
        return before
    absolute, _, judgement = difference(before, asked.judged)
    if not isinstance(judgement, Undefined):
        return Word(judgement)
    neutral = asked.judged.indicator.direction == "neutral"
    if neutral and isinstance(absolute, Quantity):
        return Word(NOT_JUDGED, judgement.reason)
    return judgement


def _before(asked: Asked) -> Assessment | Undefined:
    """The latest earlier period of the same length with a figure."""
    judged = asked.judged
    for period in _earlier(judged):
        found = assess(
            asked.tracker, judged.indicator, period, asked.as_of, judged.target_set or None
        )
        if found.asked.known:
            return found
    return Undefined(f"no figure before {judged.period} to compare it with")


def _earlier(judged: Assessment) -> list[Period]:
    """Earlier periods that may have a figure, the latest first."""
    asked = judged.period
    if asked.kind == "span":
        year_before = [
            one
            for one in judged.indicator.actual
            if one.last < asked.last and _same_days(one, asked)
        ]
        return sorted(year_before, reverse=True)
    written = [one for one in judged.indicator.actual if one.kind == asked.kind and one < asked]
    if asked.first > dt.date.min:
        written.append(period_holding(asked.first - dt.timedelta(days=1), asked.kind))
    return sorted(set(written), reverse=True)


def _same_days(one: Period, other: Period) -> bool:
    """Whether two spans run over the same days of their years: nine months and nine months."""
    firsts = {(period.first.month, period.first.day) for period in (one, other)}
    lasts = {(period.last.month, period.last.day) for period in (one, other)}
    return len(firsts) == len(lasts) == 1


_MEASURES: dict[str, Callable[[Asked], Known]] = {
    "completion": lambda asked: asked.judged.completion,
    "progress": lambda asked: asked.judged.progress,
    "variance": _variance,
    "variance_percent": lambda asked: asked.judged.variance_percent,
    "remaining": _remaining,
    "expected": _expected,
    "actual": _actual,
    "target": _target,
    "change": _change,
    "change_percent": _change_percent,
    "status": _status,
    "judgement": _judgement,
    "observation_status": _observation_status,
}

_DRIFTS: dict[str, Callable[[Assessment], Drift]] = {
    "completion": completion_drift,
    "progress": progress_drift,
    "variance": variance_drift,
    "variance_percent": variance_drift,
    "remaining": remaining_drift,
    "actual": lambda judged: drift(judged.indicator),
}
"""The measures that move with the actual; a change needs two that are comparable."""
