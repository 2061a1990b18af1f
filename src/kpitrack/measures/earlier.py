"""Earlier years: how a sum grew in the same stretch of each year before, as far as known."""

import calendar
import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kpitrack.measures.change import break_between
from kpitrack.measures.observation import figures_known, known_days, number_of
from kpitrack.measures.quantity import EXACT, ZERO
from kpitrack.measures.rollup import has_iso_year
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, period_holding
from kpitrack.model.tracker import Tracker

Knot = tuple[int, Decimal]
"""Days gone in the stretch, and the total by then."""

_LONGEST = 366


class EarlierYear(NamedTuple):
    """The same stretch of an earlier year, known to its end.

    `knots` are its running totals where figures end, by days gone in the later stretch:
    month ends meet month ends, whatever the year. The first is (0, 0), the last the total.
    """

    period: Period
    knots: tuple[Knot, ...]

    @property
    def total(self) -> Decimal:
        """What the whole stretch added up to, in the indicator's unit."""
        return self.knots[-1][1]

    @property
    def grows(self) -> bool:
        """Whether the running total never falls, and ends above 0."""
        totals = [total for _, total in self.knots]
        return self.total > 0 and totals == sorted(totals)

    def total_by(self, gone: int) -> Decimal:
        """The total after that many days; inside a figure's days pro rata."""
        above, below = fraction(self.knots, gone)
        return EXACT.divide(above, below)


def fraction(knots: tuple[Knot, ...], gone: int) -> tuple[Decimal, Decimal]:
    """What a line through the knots says after some days, from 0 to the last knot's.

    As numerator and denominator, so that what is exact in the end stays exact.
    """
    place = bisect_left(knots, gone, key=lambda knot: knot[0])
    right, high = knots[place]
    if right == gone:
        return high, Decimal(1)
    left, low = knots[place - 1]
    length = Decimal(right - left)
    rise = EXACT.multiply(EXACT.subtract(high, low), Decimal(gone - left))
    return EXACT.add(EXACT.multiply(low, length), rise), length


def pieces_known(
    tracker: Tracker, indicator: Indicator, as_of: dt.date
) -> dict[Period, Decimal]:
    """Exact figures of an indicator, or of the sum of others, by the days they cover.

    A forecast is left out, and so is what a qualifier leaves open.
    """
    derivation = indicator.derivation
    if derivation is None:
        return _written(indicator, as_of)
    if derivation.kind != "sum":
        return {}
    parts = [pieces_known(tracker, tracker.indicators[one], as_of) for one in derivation.of]
    shared = set(parts[0]).intersection(*parts[1:])
    return {one: sum((part[one] for part in parts), ZERO) for one in shared}


def _written(indicator: Indicator, as_of: dt.date) -> dict[Period, Decimal]:
    found: dict[Period, Decimal] = {}
    for period, figure in figures_known(indicator.actual, as_of).items():
        number = number_of(figure)
        if number is None or number.qualifier or figure.status == "forecast":
            continue
        found[known_days(period, figure)] = number.value
    return found


def running_totals(
    pieces: Mapping[Period, Decimal], stretch: Period
) -> dict[dt.date, Decimal] | None:
    """The total of the stretch up to each day on which a figure ends; None where no way leads.

    Where two ways lead to a day, the one of fewer figures counts, as in every roll-up.
    """
    before = stretch.first.toordinal() - 1
    ways: dict[int, tuple[int, Decimal]] = {before: (0, ZERO)}
    for one in sorted(piece for piece in pieces if stretch.covers(piece)):
        way = ways.get(one.first.toordinal() - 1)
        end = one.last.toordinal()
        if way is not None and (end not in ways or way[0] + 1 < ways[end][0]):
            ways[end] = (way[0] + 1, EXACT.add(way[1], pieces[one]))
    del ways[before]
    return {dt.date.fromordinal(day): ways[day][1] for day in sorted(ways)} or None


def earlier_years(
    indicator: Indicator, pieces: Mapping[Period, Decimal], stretch: Period
) -> tuple[EarlierYear, ...]:
    """The same stretch in each earlier year that is known whole, the oldest first.

    A stretch is at most a year; years before a break do not compare, and a year of which
    only the total is known has no course.
    """
    if not pieces or stretch.days > _LONGEST:
        return ()
    by_weeks = has_iso_year(stretch) and all(
        one.kind == "week" for one in pieces if one.days < stretch.days
    )
    first = min(pieces).first.year
    found = (
        _earlier_year(indicator, pieces, stretch, back, by_weeks)
        for back in range(stretch.first.year - first, 0, -1)
    )
    return tuple(one for one in found if one is not None)


def _earlier_year(
    indicator: Indicator,
    pieces: Mapping[Period, Decimal],
    stretch: Period,
    back: int,
    by_weeks: bool,
) -> EarlierYear | None:
    year = _moved(stretch, -back)
    if break_between(indicator, year, stretch) is not None:
        return None
    weeks = _iso_year(year.first.year) if by_weeks else None
    totals = running_totals(pieces, weeks or year)
    end = (weeks or year).last
    if totals is None or len(totals) < 2 or end not in totals:
        return None
    knots: dict[int, Decimal] = {0: ZERO}
    for day, total in totals.items():
        later = _week_later(day, back) if weeks else moved_day(day, back)
        gone = (min(later, stretch.last) - stretch.first).days + 1
        knots[stretch.days if day == end else gone] = total
    return EarlierYear(year, tuple(sorted(knots.items())))


def _iso_year(year: int) -> Period:
    first, last = dt.date.fromisocalendar(year, 1, 1), dt.date(year, 12, 28)
    return Period(str(year), "span", first, period_holding(last, "week").last)


def _moved(period: Period, years: int) -> Period:
    first, last = moved_day(period.first, years), moved_day(period.last, years)
    text = str(first.year) if period.kind == "year" else f"{first}..{last}"
    if period.kind in ("half", "quarter", "month"):
        text = period_holding(first, period.kind).text
    return Period(text, period.kind, first, last)


@lru_cache(maxsize=4096)
def moved_day(day: dt.date, years: int) -> dt.date:
    """The same day of another year; the end of a month stays its end."""
    year = day.year + years
    length = calendar.monthrange(day.year, day.month)[1]
    wanted = calendar.monthrange(year, day.month)[1]
    return dt.date(year, day.month, wanted if day.day == length else min(day.day, wanted))


def _week_later(day: dt.date, years: int) -> dt.date:
    """The same day of the same ISO week; a week 53 where there is none is the last."""
    year, week, weekday = day.isocalendar()
    weeks = dt.date(year + years, 12, 28).isocalendar().week
    return dt.date.fromisocalendar(year + years, min(week, weeks), weekday)
