"""Periods: the stretches of days that figures and targets belong to."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

PeriodKind = Literal["year", "half", "quarter", "month", "week", "day", "span"]

KINDS_BY_LENGTH: tuple[PeriodKind, ...] = ("year", "half", "quarter", "month", "week", "day")

SPELLINGS = (
    "2024, 2024-H1, 2024-Q3, 2024-09, 2024-W37, 2024-09-30 or a span such as 2024-01..2024-09"
)

_LAST_SUNDAY = dt.date(9999, 12, 26)
"""The week behind it has no end that a date can name."""

_SHAPE = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?:[HS](?P<half>[0-9])|Q(?P<quarter>[0-9])|W(?P<week>[0-9]{2})"
    r"|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?"
)


class PeriodError(ValueError):
    """A text that names no period; the message says why and what would."""


class Period(tuple[int, int]):
    """A stretch of whole days, `first` to `last`, both included.

    Two periods are equal when they cover the same days, however they are spelt:
    `2024-S1` is `2024-H1`, and `2024-01..2024-12` is `2024`. They are ordered by their ends,
    the shorter first: quarters, then their year. `text` and `kind` say how it is spelt.
    """

    # As a pair of numbers it is hashed and compared in C: most of a large tracker's time.

    text: str
    kind: PeriodKind
    first: dt.date
    last: dt.date

    def __new__(cls, text: str, kind: PeriodKind, first: dt.date, last: dt.date) -> "Period":
        """The period so spelt, from its first day to its last."""
        period = super().__new__(cls, (last.toordinal(), -first.toordinal()))
        period.__dict__.update(text=text, kind=kind, first=first, last=last)
        return period

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a period is what it is: {name} cannot be set")

    def __getnewargs__(self) -> tuple[str, PeriodKind, dt.date, dt.date]:
        return self.spelt

    def __repr__(self) -> str:
        return f"Period{self.spelt!r}"

    def __str__(self) -> str:
        return self.text

    @property
    def spelt(self) -> tuple[str, PeriodKind, dt.date, dt.date]:
        """All of it, in which equal periods differ where they are spelt in two ways."""
        return self.text, self.kind, self.first, self.last

    @property
    def days(self) -> int:
        """How many days the period has, at least 1."""
        return (self.last - self.first).days + 1

    def covers(self, other: "Period") -> bool:
        """Whether every day of `other` lies in this period."""
        return self.first <= other.first and other.last <= self.last

    def split(self, kind: PeriodKind) -> Iterator["Period"]:
        """The periods of `kind` that begin and end inside this one, in order."""
        day = self.first
        while day <= self.last:
            if kind == "week" and day > _LAST_SUNDAY:
                return
            piece = period_holding(day, kind)
            if self.covers(piece):
                yield piece
            if piece.last == dt.date.max:
                return
            day = piece.last + dt.timedelta(days=1)


def touching(periods: Iterable[Period], around: Period) -> list[Period]:
    """Those that have a day in common with a period, in their order."""
    end, minus_start = around
    return [one for one in periods if one[0] >= -minus_start and -one[1] <= end]


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """The period that `text` names; raises PeriodError when there is none such."""
    start, dots, end = text.partition("..")
    if not dots:
        return _plain_period(text)
    first, last = _plain_period(start.strip()), _plain_period(end.strip())
    if last.last < first.first or last.first < first.first:
        raise PeriodError(f"the span ends before it begins; write {last}..{first}")
    return Period(f"{first}..{last}", "span", first.first, last.last)


@lru_cache(maxsize=8192)
def period_holding(day: dt.date, kind: PeriodKind) -> Period:
    """The period of `kind` in which `day` lies."""
    if kind == "week":
        year, week, _ = day.isocalendar()
        return parse_period(f"{year:04}-W{week:02}")
    spelling = {
        "year": f"{day.year:04}",
        "half": f"{day.year:04}-H{(day.month + 5) // 6}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "month": f"{day.year:04}-{day.month:02}",
        "day": day.isoformat(),
    }
    return parse_period(spelling[kind])


def _plain_period(text: str) -> Period:
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise PeriodError(f"a period is written {SPELLINGS}")
    part = {name: int(digits) for name, digits in shape.groupdict().items() if digits}
    year = part["year"]
    if year == 0:
        raise PeriodError("years run from 0001 to 9999")
    if "week" in part:
        return _week(year, part["week"])
    if "half" in part:
        return _months(f"{year:04}-H{part['half']}", "half", year, part["half"], 6)
    if "quarter" in part:
        return _months(f"{year:04}-Q{part['quarter']}", "quarter", year, part["quarter"], 3)
    if "day" in part:
        return _day(year, part["month"], part["day"])
    if "month" in part:
        return _months(f"{year:04}-{part['month']:02}", "month", year, part["month"], 1)
    return _months(f"{year:04}", "year", year, 1, 12)


def _months(text: str, kind: PeriodKind, year: int, ordinal: int, length: int) -> Period:
    count = 12 // length
    if not 1 <= ordinal <= count:
        plural = {"half": "halves"}.get(kind, f"{kind}s")
        raise PeriodError(f"a year has {count} {plural}, numbered 1 to {count}")
    month = (ordinal - 1) * length + 1
    end = month + length - 1
    last = dt.date(year, end, calendar.monthrange(year, end)[1])
    return Period(text, kind, dt.date(year, month, 1), last)


def _week(year: int, week: int) -> Period:
    try:
        monday = dt.date.fromisocalendar(year, week, 1)
        sunday = dt.date.fromisocalendar(year, week, 7)
    except ValueError:
        weeks = dt.date(year, 12, 28).isocalendar().week
        raise PeriodError(f"{year:04} has {weeks} ISO weeks, numbered 01 to {weeks}") from None
    return Period(f"{year:04}-W{week:02}", "week", monday, sunday)


def _day(year: int, month: int, day: int) -> Period:
    if not 1 <= month <= 12:
        raise PeriodError("a year has 12 months, numbered 1 to 12")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise PeriodError(f"{year:04}-{month:02} has {length} days")
    date = dt.date(year, month, day)
    return Period(date.isoformat(), "day", date, date)
