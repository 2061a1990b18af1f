"""Periods as SDMX writes them in TIME_PERIOD, and the frequency they have."""

import calendar
import datetime as dt
import re

from kpitrack.model.period import Period, PeriodError, PeriodKind, parse_period

FREQUENCIES: dict[PeriodKind, str] = {
    "year": "A",
    "half": "S",
    "quarter": "Q",
    "month": "M",
    "week": "W",
    "day": "D",
    "span": "_O",
}
"""Codes of the SDMX list CL_FREQ; a span is `other`."""

_RANGE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T00:00:00)?/P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
)
_REPORTED = re.compile(r"([0-9]{4})-(?:A1|([SQ][1-9])|M([0-9]{2})|(W[0-9]{2})|D([0-9]{3}))")
_THIRD = re.compile(r"([0-9]{4})-T([1-3])")


def sdmx_period(period: Period) -> str:
    """A period as SDMX writes it: 2024, 2024-S1, 2024-Q3, 2024-09, 2024-W37, a day, or for a
    span its first day and how long it lasts, as in 2021-01-01/P5Y.
    """
    if period.kind == "half":
        return period.text.replace("H", "S")
    if period.kind != "span":
        return period.text
    start = period.first.isoformat()
    months = _whole_months(period)
    if months is None:
        return f"{start}/P{period.days}D"
    return f"{start}/P{months // 12}Y" if _is_of_years(period) else f"{start}/P{months}M"


def _is_of_years(period: Period) -> bool:
    return all(len(one) == 4 for one in period.text.split(".."))


def _whole_months(period: Period) -> int | None:
    last = period.last
    full = last.day == calendar.monthrange(last.year, last.month)[1]
    if period.first.day != 1 or not full:
        return None
    return (last.year - period.first.year) * 12 + last.month - period.first.month + 1


def period_of(text: str) -> Period:
    """The period of a TIME_PERIOD; raises PeriodError for what names none of whole days.

    Reporting periods are those of the calendar year.
    """
    stretch = _RANGE.fullmatch(text)
    if stretch:
        return parse_period(_span(*stretch.groups()))
    third = _THIRD.fullmatch(text)
    if third:
        year, first = third[1], int(third[2]) * 4 - 3
        return parse_period(f"{year}-{first:02}..{year}-{first + 3:02}")
    reported = _REPORTED.fullmatch(text)
    return parse_period(_calendar(*reported.groups()) if reported else text)


def _calendar(
    year: str, part: str | None, month: str | None, week: str | None, day: str | None
) -> str:
    if day is not None:
        return _day_of(int(year), int(day))
    rest = part or month or week
    return f"{year}-{rest}" if rest else year


def _day_of(year: int, number: int) -> str:
    if not 1 <= number <= 365 + calendar.isleap(year):
        raise PeriodError(f"{year} has no day {number}")
    return (dt.date(year, 1, 1) + dt.timedelta(days=number - 1)).isoformat()


def _span(start: str, years: str | None, months: str | None, days: str | None) -> str:
    try:
        first = dt.date.fromisoformat(start)
        if months is None and days is None and first.strftime("%m-%d") == "01-01" and years:
            return f"{first.year:04}..{first.year + int(years) - 1:04}"
        length = int(years or 0) * 12 + int(months or 0)
        if days is None and first.day == 1 and length:
            end = first.year * 12 + first.month - 1 + length - 1
            return f"{start[:7]}..{end // 12:04}-{end % 12 + 1:02}"
        end = first.year * 12 + first.month - 1 + length
        moved = dt.date(end // 12, end % 12 + 1, first.day)
        last = moved + dt.timedelta(days=int(days or 0) - 1)
    except (ValueError, OverflowError):
        raise PeriodError(f"{start} with that length is no stretch of days") from None
    return f"{first}..{last}"
