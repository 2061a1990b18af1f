"""Pace: the course a plan takes to its target, and how far ahead or behind it a figure is."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.earlier import EarlierYear, Knot, fraction
from kpitrack.measures.quantity import EXACT, ZERO, Quantity, Undefined, scale
from kpitrack.model.indicator import Indicator, Pace
from kpitrack.model.period import Period


def pace_of(indicator: Indicator, has_baseline: bool) -> Pace:
    """How the indicator is expected to move: as it says, else by its kind.

    Sums grow day by day (linear); a level walks from its baseline (path); a level without
    a baseline has no expectation.
    """
    if indicator.pace is not None:
        return indicator.pace
    if indicator.adds_up:
        return "linear"
    return "path" if has_baseline else "none"


class Course(NamedTuple):
    """What a plan expects by each day: from `start` to `target`, in the indicator's unit.

    It begins with the day `first`. `knots` say how much of the way is gone after
    how many days, in parts of which the last knot has all; between two it is pro rata by
    days. On its last day a course expects just the target. `years` gave it its shape.
    """

    pace: Pace
    first: dt.date
    start: Decimal
    target: Decimal
    knots: tuple[Knot, ...]
    years: tuple[EarlierYear, ...] = ()

    @property
    def days(self) -> int:
        """How many days the course has, at least 1."""
        return self.knots[-1][0]

    def gone(self, day: dt.date) -> int:
        """How many of its days are gone at the end of a day, from 0 to all."""
        return min(max((day - self.first).days + 1, 0), self.days)

    def expected(self, day: dt.date) -> Decimal:
        """What is expected by the end of a day: start + (target - start) × share gone."""
        part, of = fraction(self.knots, self.gone(day))
        whole = EXACT.multiply(self.knots[-1][1], of)
        way = EXACT.multiply(EXACT.subtract(self.target, self.start), part)
        return EXACT.add(self.start, EXACT.divide(way, whole))

    def days_ahead(self, actual: Quantity, day: dt.date) -> Quantity | Undefined:
        """The day by which the course expects what is there already, less the day judged.

        In days and parts of them, above 0 where the course comes there later. What lies past
        the course's end is `at least` as far as that, what it never went through `at most`.
        Where the course stands still, the nearest of its days counts.
        """
        way = EXACT.subtract(self.target, self.start)
        if not way:
            return Undefined("the plan expects the same on every day")
        gone, whole = self.gone(day), self.knots[-1][1]
        if actual.value == self.expected(day):
            return Quantity(ZERO, scale(actual, way).qualifier)
        part = EXACT.divide(
            EXACT.multiply(EXACT.subtract(actual.value, self.start), whole), way
        )
        if 0 <= part <= whole:
            ahead = EXACT.subtract(self._reached(part, gone), Decimal(gone))
            return Quantity(ahead, scale(actual, way).qualifier)
        if actual.qualifier:
            return Undefined(f"'{actual.qualifier}' leaves the day open")
        if part > whole:
            return Quantity(Decimal(self.days - gone), "at least")
        return Quantity(Decimal(-gone), "at most")

    def _reached(self, part: Decimal, gone: int) -> Decimal:
        """After how many days a part of the way is gone, as near as can be to some days."""
        above, of = fraction(self.knots, gone)
        if EXACT.multiply(part, of) > above:
            place = bisect_left(self.knots, part, key=_part)
        else:
            place = min(bisect_right(self.knots, part, key=_part), len(self.knots) - 1)
        left, low = self.knots[place - 1]
        right, high = self.knots[place]
        share = EXACT.multiply(EXACT.subtract(part, low), Decimal(right - left))
        return EXACT.add(Decimal(left), EXACT.divide(share, EXACT.subtract(high, low)))


def _part(knot: Knot) -> Decimal:
    return knot[1]


def linear_course(target: Decimal, period: Period) -> Course:
    """The target pro rata by days: target × days gone / days of the period."""
    return Course("linear", period.first, ZERO, target, _straight(period.days))


def path_course(
    target: Decimal, period: Period, baseline: Decimal, baseline_period: Period
) -> Course | Undefined:
    """The straight path from the baseline, which sits at its period's end, to the target."""
    days = (period.last - baseline_period.last).days
    if days <= 0:
        return Undefined("the baseline does not lie before the target's end")
    first = baseline_period.last + dt.timedelta(days=1)
    return Course("path", first, baseline, target, _straight(days))


def _straight(days: int) -> tuple[Knot, ...]:
    return ((0, ZERO), (days, Decimal(days)))


def seasonal_course(
    target: Decimal, period: Period, years: Sequence[EarlierYear]
) -> Course | Undefined:
    """The target by the shape of earlier years: what they had by then over what they came to.

    Their sums are divided, not their percentages averaged: a large year counts for more.
    """
    shape = shape_of(years, period)
    if isinstance(shape, Undefined):
        return shape
    return Course("seasonal", period.first, ZERO, target, shape, tuple(years))


def shape_of(years: Sequence[EarlierYear], period: Period) -> tuple[Knot, ...] | Undefined:
    """The running total of all the years together, by days gone in the period."""
    if len(years) < FEWEST_YEARS:
        return Undefined(
            f"seasonal needs two earlier years known by shorter figures, {_those(years)}"
        )
    for one in years:
        if not one.grows:
            return Undefined(f"the running total of {one.period} falls or is not above 0")
    return together(years)


def together(years: Sequence[EarlierYear]) -> tuple[Knot, ...]:
    """The running totals of some years added up."""
    days = sorted({gone for one in years for gone, _ in one.knots})
    return tuple((gone, sum((one.total_by(gone) for one in years), ZERO)) for gone in days)


FEWEST_YEARS = 2
"""How many earlier years make a shape, or an interval."""


def _those(years: Sequence[EarlierYear]) -> str:
    return f"there is one: {years[0].period}" if years else "there is none"


def course_of(
    indicator: Indicator,
    target: Decimal,
    period: Period,
    baseline: tuple[Period, Quantity] | None,
    years: Sequence[EarlierYear],
) -> Course | Undefined:
    """The course that an indicator's plan takes; `years` are those before, known whole."""
    pace = pace_of(indicator, baseline is not None)
    if pace == "linear":
        return linear_course(target, period)
    if pace == "seasonal" and not indicator.adds_up:
        return Undefined('seasonal needs figures that add up: rollup = "sum"')
    if pace == "seasonal":
        return seasonal_course(target, period, years)
    if pace == "path" and baseline is not None:
        return path_course(target, period, baseline[1].value, baseline[0])
    if pace == "path":
        return Undefined("no baseline to draw a path from")
    if indicator.pace == "none":
        return Undefined("pace none: nothing is expected before the end")
    return Undefined("no path to judge by: it neither adds up nor has a baseline")
