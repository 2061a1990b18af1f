"""The formulas of pace: what was expected, how far ahead, what is left, where it would end."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kpitrack.measures.assessment import Assessment
from kpitrack.measures.earlier import fraction
from kpitrack.measures.observation import Observation
from kpitrack.measures.pace import Course
from kpitrack.measures.projection import Projection
from kpitrack.measures.quantity import EXACT, Quantity, Undefined
from kpitrack.measures.rollup import plural
from kpitrack.views.formula import Formula, formula


def pace_formulas(
    one: Assessment, target_set: str | None, known: Mapping[str, Decimal]
) -> Iterator[Formula]:
    """Each measure of pace with its figures; none where the target's period is over."""
    if one.remaining_periods is None or one.remaining_kind is None:
        return
    inputs = {**known, **_days(one)}
    expected = one.expected if isinstance(one.expected, Undefined) else Quantity(one.expected)
    yield formula("expected", target_set, _expected(one.course), inputs, expected)
    if one.course is not None:
        yield formula("ahead", target_set, "{actual} - {expected}", inputs, one.ahead)
        days = one.ahead_days
        yield formula("ahead days", target_set, _ahead_days(days), inputs, days)
    inputs["periods"] = Decimal(one.remaining_periods)
    kind = one.remaining_kind if one.remaining_periods == 1 else plural(one.remaining_kind)
    each = f"{{remaining}} / {{periods}} {kind}"
    yield formula("remaining each", target_set, each, inputs, one.remaining_each)
    if one.course is None:
        return
    end = one.projection
    number = end.number if isinstance(end, Projection) else end
    yield formula("projected", target_set, _projected(one.course), inputs, number)
    if isinstance(end, Projection):
        yield from _interval(end, target_set)


def _days(one: Assessment) -> dict[str, Decimal]:
    """The inputs that only a course has: its days, and the sums of earlier years."""
    found: dict[str, Decimal] = {}
    if isinstance(one.remaining, Quantity):
        found["remaining"] = one.remaining.value
    course = one.course
    if course is None or isinstance(one.expected, Undefined):
        return found
    gone = course.gone(_through(one.observation))
    part, of = fraction(course.knots, gone)
    found["expected"] = one.expected
    found["days_gone"], found["days"] = Decimal(gone), Decimal(course.days)
    found["by_then"], found["in_all"] = EXACT.divide(part, of), course.knots[-1][1]
    if isinstance(one.ahead_days, Quantity):
        found["days_for_it"] = EXACT.add(one.ahead_days.value, Decimal(gone))
    return found


def _through(observed: Observation) -> dt.date:
    return observed.through or observed.period.last


def _expected(course: Course | None) -> str:
    if course is None or course.pace == "linear":
        return "{target} × {days_gone} / {days}"
    if course.pace == "path":
        return "{baseline} + ({target} - {baseline}) × {days_gone} / {days}"
    years = ", ".join(str(one.period) for one in course.years)
    return f"{{target}} × {{by_then}} / {{in_all}}, by then and in all of {years}"


def _ahead_days(days: Quantity | Undefined) -> str:
    if isinstance(days, Quantity) and days.qualifier == "at least":
        return "the whole target is there, at least {days} - {days_gone}"
    return "{actual} is expected after {days_for_it} days - {days_gone}"


def _projected(course: Course | None) -> str:
    if course is None or course.pace == "linear":
        return "{actual} × {days} / {days_gone}, linear by days"
    if course.pace == "path":
        return "{baseline} + ({actual} - {baseline}) × {days} / {days_gone}, straight on"
    return "{actual} × {in_all} / {by_then}, by the shape of earlier years"


def _interval(end: Projection, target_set: str | None) -> Iterator[Formula]:
    if end.low is None or end.high is None or not end.number.value:
        return
    years = ", ".join(str(one) for one in end.years)
    for term, edge, which in (
        ("projected low", end.low, "least"),
        ("projected high", end.high, "most"),
    ):
        inputs = {
            "projected": end.number.value,
            "factor": EXACT.divide(edge, end.number.value),
        }
        expression = f"{{projected}} × {{factor}}, the {which} in {years}"
        yield formula(term, target_set, expression, inputs, Quantity(edge))
