"""Measures of a figure so far: what was expected of it, and what would follow from it."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from kpitrack.measures.assessment import Assessment, ground, judged_through, without_course
from kpitrack.measures.completion import completion
from kpitrack.measures.earlier import earlier_years, pieces_known, running_totals
from kpitrack.measures.observation import figures_known
from kpitrack.measures.pace import Course, course_of
from kpitrack.measures.progress import progress
from kpitrack.measures.projection import project
from kpitrack.measures.quantity import Quantity, Undefined, subtract
from kpitrack.measures.remaining import periods_left, remaining_each
from kpitrack.measures.variance import favour
from kpitrack.measures.wanted import Wanted
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker


def with_pace(tracker: Tracker, basis: Assessment, as_of: dt.date) -> Assessment:
    """What a figure so far is held against, and what would follow from it.

    It needs a target that is a number, and a day before that target's end to judge through.
    """
    wanted, through, number = basis.target, judged_through(basis), basis.observation.number
    assert isinstance(wanted, Wanted)
    assert wanted.number is not None
    assert through is not None
    assert isinstance(number, Quantity)
    left = periods_left(basis.observation, basis.period, ground(basis, wanted), through)
    basis = basis._replace(
        remaining_periods=left.count,
        remaining_kind=left.kind,
        remaining_each=remaining_each(basis.indicator, basis.remaining, left),
    )
    pieces = pieces_known(tracker, basis.indicator, as_of) if basis.indicator.adds_up else {}
    years = earlier_years(basis.indicator, pieces, wanted.period)
    course = course_of(
        basis.indicator, wanted.number.value, ground(basis, wanted), basis.baseline, years
    )
    if isinstance(course, Undefined):
        return without_course(basis, course)
    expected = course.expected(through)
    by_now = Quantity(expected)
    ahead = subtract(number, by_now)
    behind_it = _figures_behind(basis, pieces, course, through, as_of)
    return basis._replace(
        course=course,
        expected=expected,
        expected_completion=_part_of(basis, number, by_now),
        completion_expected=_part_of(basis, by_now, wanted.number),
        ahead=ahead,
        ahead_favour=favour(basis.indicator.direction, ahead),
        ahead_days=course.days_ahead(number, through),
        projection=project(course, number, through, years, behind_it),
    )


def _part_of(basis: Assessment, number: Quantity, wanted: Quantity) -> Quantity | Undefined:
    """How much of what is wanted a number is, by the indicator's method."""
    if basis.indicator.method == "distance" and basis.baseline:
        return progress(number, wanted, basis.baseline[1])
    return completion(basis.indicator.direction, number, wanted)


def _figures_behind(
    basis: Assessment,
    pieces: Mapping[Period, Decimal],
    course: Course,
    through: dt.date,
    as_of: dt.date,
) -> int:
    """How many figures since the course's start are known; a written total is one."""
    first = course.first
    if basis.indicator.adds_up:
        return len(running_totals(pieces, Period("", "span", first, through)) or ())
    known = figures_known(basis.indicator.actual, as_of)
    return len({one.last for one in known if first <= one.last <= through})
