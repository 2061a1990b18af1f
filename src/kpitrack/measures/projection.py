"""Projection: where a figure would end by arithmetic alone, and how that did before."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from kpitrack.measures.earlier import EarlierYear, fraction
from kpitrack.measures.pace import FEWEST_YEARS, Course, together
from kpitrack.measures.quantity import EXACT, Quantity, Undefined
from kpitrack.model.indicator import ProjectionMethod
from kpitrack.model.period import Period

FEWEST_FIGURES = 6
"""How many figures a projection needs where no earlier years say how far it may be off."""


class Projection(NamedTuple):
    """The end of the target's period if it goes on as it went: arithmetic, no forecast.

    In the indicator's unit. `low` and `high` are what it would be had it been off as in the
    best and the worst of the `years` in which the same arithmetic was tried at the same
    point; both are None without such years.
    """

    number: Quantity
    method: ProjectionMethod
    low: Decimal | None = None
    high: Decimal | None = None
    years: tuple[Period, ...] = ()


def project(
    course: Course,
    actual: Quantity,
    through: dt.date,
    years: Sequence[EarlierYear],
    figures: int,
) -> Projection | Undefined:
    """Where the course's arithmetic leads from a figure that reaches up to a day.

    `figures` is how many figures of the period are behind it. A projection stands on two
    earlier years or more, or on six figures or more; fewer make none.
    """
    gone = course.gone(through)
    end = _at_the_end(course, actual, gone)
    if isinstance(end, Undefined):
        return end
    tried = [] if course.pace == "path" else _tried(course, actual.value, years, gone)
    if len(tried) < FEWEST_YEARS:
        if figures < FEWEST_FIGURES:
            return Undefined(_too_few(figures))
        return Projection(end, _method(course))
    ends = sorted(one for _, one in tried)
    used = tuple(year.period for year, _ in tried)
    return Projection(end, _method(course), ends[0], ends[-1], used)


def _method(course: Course) -> ProjectionMethod:
    return course.pace if course.pace in ("seasonal", "path") else "linear"


def _too_few(figures: int) -> str:
    words = {0: "no figure makes", 1: "one figure makes"}
    told = words.get(figures, f"{figures} figures make")
    return (
        f"{told} no projection; it needs two whole earlier years, or {FEWEST_FIGURES} figures"
    )


def _at_the_end(course: Course, actual: Quantity, gone: int) -> Quantity | Undefined:
    """start + (actual - start) × whole / part gone."""
    part, of = fraction(course.knots, gone)
    if not part:
        return Undefined("nothing was expected by then, so nothing follows from it")
    if course.pace == "seasonal" and actual.value < 0:
        return Undefined("a figure below 0 does not fit the shape of earlier years")
    whole = EXACT.multiply(course.knots[-1][1], of)
    way = EXACT.multiply(EXACT.subtract(actual.value, course.start), whole)
    end = EXACT.add(course.start, EXACT.divide(way, part))
    if course.pace == "path":
        impossible = _impossible(course, actual, end)
        if impossible is not None:
            return impossible
    return Quantity(end, actual.qualifier)


def _impossible(course: Course, actual: Quantity, end: Decimal) -> Undefined | None:
    """Why a straight line cannot go on to the end."""
    if end < 0 <= min(actual.value, course.start):
        return Undefined("the straight line would fall below 0")
    if actual.cap is not None and end > actual.cap:
        return Undefined(f"the straight line would rise above {actual.cap}")
    return None


def _tried(
    course: Course, actual: Decimal, years: Sequence[EarlierYear], gone: int
) -> list[tuple[EarlierYear, Decimal]]:
    """Each earlier year with the end, had the arithmetic been off now as it was then.

    That is the projection times what the year came to over what was projected for it. For
    the shape of earlier years, each is tried with that of the others.
    """
    part, of = fraction(course.knots, gone)
    now = (EXACT.multiply(course.knots[-1][1], of), part)
    found = []
    for one in years:
        others = [other for other in years if other is not one]
        knots = together(others) if course.pace == "seasonal" else course.knots
        if not knots or one.total <= 0 or one.total_by(gone) <= 0:
            continue
        then, then_of = fraction(knots, gone)
        if then <= 0:
            continue
        had, had_of = fraction(one.knots, gone)
        above = (actual, now[0], one.total, had_of, then)
        below = (now[1], had, EXACT.multiply(knots[-1][1], then_of))
        found.append(
            (one, EXACT.divide(reduce(EXACT.multiply, above), reduce(EXACT.multiply, below)))
        )
    return found
