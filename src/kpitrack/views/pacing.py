"""The formulas of pace: what was expected, how far ahead, what is left, where it would end."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kpitrack.measures.assessment import Assessment
from kpitrack.measures.earlier import fraction
from kpitrack.measures.pace import Course
from kpitrack.measures.projection import Projection
from kpitrack.measures.quantity import EXACT, Quantity, Undefined
from kpitrack.measures.rollup import plural
from kpitrack.views.formula import Formula, formula


def pace_formulas(
    one: Assessment, target_set: str | None, known: Mapping[str, Decimal]
) -> Iterator[Formula]:
    """Each measure of pace with its figures; none where the target's period is over."""
    if one.remaining_periods is None:
        return
    inputs = dict(known)
    if isinstance(one.remaining, Quantity):
        inputs["remaining"] = one.remaining.value
    course, expected = one.course, one.expected
    if course is None:
        assert isinstance(expected, Undefined)  # a course expects something every day
        yield formula("expected", target_set, "", inputs, expected)
        yield _remaining_each(one, target_set, inputs)
        return
    assert not isinstance(expected, Undefined)
    inputs |= _of_the_course(one, course, expected)
    number = Quantity(expected)
    yield formula("expected", target_set, _expected(course), inputs, number)
    yield formula("ahead", target_set, "{actual} - {expected}", inputs, one.ahead)
    days = one.ahead_days
    yield formula("ahead days", target_set, _ahead_days(days), inputs, days)
    yield _remaining_each(one, target_set, inputs)
    end = one.projection
    projected = end.number if isinstance(end, Projection) else end
    yield formula("projected", target_set, _projected(course), inputs, projected)
    if isinstance(end, Projection):
        yield from _interval(end, target_set)


def _remaining_each(
    one: Assessment, target_set: str | None, inputs: Mapping[str, Decimal]
) -> Formula:
    count, kind = one.remaining_periods, one.remaining_kind
    assert count is not None
    assert kind is not None
    each = f"{{remaining}} / {count} {kind if count == 1 else plural(kind)}"
    return formula("remaining each", target_set, each, inputs, one.remaining_each)


def _of_the_course(one: Assessment, course: Course, expected: Decimal) -> dict[str, Decimal]:
    """The inputs that a course has: its days, and the sums of earlier years."""
    gone = course.gone(one.observation.through or one.observation.period.last)
    part, of = fraction(course.knots, gone)
    found = {
        "expected": expected,
        "days_gone": Decimal(gone),
        "days": Decimal(course.days),
        "by_then": EXACT.divide(part, of),
        "in_all": course.knots[-1][1],
    }
    if isinstance(one.ahead_days, Quantity):
        found["days_for_it"] = EXACT.add(one.ahead_days.value, Decimal(gone))
    return found


def _expected(course: Course) -> str:
    if course.pace == "linear":
        return "{target} × {days_gone} / {days}"
    if course.pace == "path":
        return "{baseline} + ({target} - {baseline}) × {days_gone} / {days}"
    years = ", ".join(str(one.period) for one in course.years)
    return f"{{target}} × {{by_then}} / {{in_all}}, by then and in all of {years}"


def _ahead_days(days: Quantity | Undefined) -> str:
    if isinstance(days, Quantity) and days.qualifier == "at least":
        return "the whole target is there, at least {days} - {days_gone}"
    return "{actual} is expected after {days_for_it} days - {days_gone}"


def _projected(course: Course) -> str:
    if course.pace == "linear":
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
