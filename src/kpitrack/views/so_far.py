"""The year so far: from its start to where the figures reach, and the same of other years."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.earlier import moved_day
from kpitrack.measures.observation import figures_known, known_days
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, parse_period, period_holding
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import Question, selected

_YEAR = 366


class Reach(NamedTuple):
    """How far the figures of a year go: to the end of a week, or to a day of the calendar."""

    year: int
    day: dt.date
    by_weeks: bool


def year_so_far(tracker: Tracker, question: Question, year: Period | None = None) -> Period:
    """The latest year with figures, or the one named, up to the day its figures reach.

    That is the latest end of a month that some of the selected indicators reach; only where
    none reaches one, the latest day. Indicators that lag behind are incomplete.
    """
    if year is not None and year.kind != "year":
        raise InputError(
            [Mistake("a year, or no period, with --to-date", f'"{year}"', key="period")]
        )
    return _stretch(_reach(tracker, question, year), None)


def years_so_far(tracker: Tracker, question: Question, years: Sequence[Period]) -> list[Period]:
    """The same part of several years: as much as the last of them has figures for.

    Without years, the latest with figures and the one before it.
    """
    strange = [str(one) for one in years if one.kind != "year"]
    if strange or len(years) == 1:
        found = f'"{strange[0]}"' if strange else f'only "{years[0]}"'
        expected = "two years or more, or none, with --to-date"
        raise InputError([Mistake(expected, found, key="periods")])
    last = max(years) if years else None
    reach = _reach(tracker, question, last)
    wanted = [one.first.year for one in years] or [max(reach.year - 1, 1), reach.year]
    return [_stretch(reach, year) for year in wanted]


def _stretch(reach: Reach, year: int | None) -> Period:
    """From the start of a year to the day that is reached, or the same of another year."""
    year = reach.year if year is None else year
    if reach.by_weeks:
        return _weeks(reach, year)
    day = moved_day(reach.day, year - reach.year)
    if period_holding(day, "year").last == day:
        return period_holding(day, "year")
    month = period_holding(day, "month")
    if month.last != day:
        return parse_period(f"{year:04}-01-01..{day}")
    return month if day.month == 1 else parse_period(f"{year:04}-01..{month}")


def _weeks(reach: Reach, year: int) -> Period:
    """The same weeks of a year; a week 53 that it lacks is left off."""
    last = dt.date(year, 12, 28).isocalendar().week
    week = min(reach.day.isocalendar().week, last)
    first = f"{year:04}-W01"
    return parse_period(first if week == 1 else f"{first}..{year:04}-W{week:02}")


def _reach(tracker: Tracker, question: Question, year: Period | None) -> Reach:
    ends = [
        one
        for indicator in selected(tracker, question)
        for one in _ends(tracker, indicator, question.as_of)
    ]
    if year is not None:
        ends = [one for one in ends if one.year == year.first.year]
    if not ends:
        named = f"in {year} " if year else ""
        raise InputError(
            [
                Mistake(
                    f"figures {named}of parts of a year, known on {question.as_of}",
                    "none",
                    "leave out --to-date, or name a later day with --as-of",
                    key="to-date",
                )
            ]
        )
    latest = max(one.year for one in ends)
    ends = [one for one in ends if one.year == latest]
    months = [one for one in ends if _ends_a_month(one.day)]
    return max(months or ends, key=lambda one: one.day)


def _ends_a_month(day: dt.date) -> bool:
    return period_holding(day, "month").last == day


def _ends(tracker: Tracker, indicator: Indicator, as_of: dt.date) -> Iterator[Reach]:
    """Where the figures of parts of a year end, up to a day; forecasts reach nowhere."""
    derivation = indicator.derivation
    for name in derivation.of if derivation else ():
        if name in tracker.indicators:
            yield from _ends(tracker, tracker.indicators[name], as_of)
    for period, figure in figures_known(indicator.actual, as_of).items():
        known = known_days(period, figure)
        if known.days >= _YEAR - 1 or known.last > as_of or figure.status == "forecast":
            continue
        if period.kind == "week":
            yield Reach(known.last.isocalendar().year, known.last, True)
        else:
            yield Reach(known.last.year, known.last, False)
