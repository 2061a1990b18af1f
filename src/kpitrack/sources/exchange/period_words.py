"""Periods as people write them in tables: "Quý I/2024", "9 tháng 2024", "Kế hoạch 2024".

Everything of a text must be understood, or nothing is: "Thực hiện 2024/2023 (%)" is no
figure of 2024.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

from kpitrack.model.figure import ObservationStatus
from kpitrack.model.period import PeriodError, parse_period
from kpitrack.sources.exchange.folding import folded, without_footnote

FigureKind = Literal["actual", "target", "baseline"]


class Heading(NamedTuple):
    """What a column heading says about its figures; a period as the tracker writes it."""

    kind: FigureKind | None = None
    status: ObservationStatus | None = None
    period: str | None = None


_KINDS: tuple[tuple[str, FigureKind, ObservationStatus | None], ...] = (
    ("uoc thuc hien", "actual", "estimated"),
    ("uoc th", "actual", "estimated"),
    ("uoc tinh", "actual", "estimated"),
    ("uoc dat", "actual", "estimated"),
    ("uoc", "actual", "estimated"),
    ("estimated", "actual", "estimated"),
    ("estimate", "actual", "estimated"),
    ("so bo", "actual", "provisional"),
    ("provisional", "actual", "provisional"),
    ("preliminary", "actual", "provisional"),
    ("du bao", "actual", "forecast"),
    ("forecast", "actual", "forecast"),
    ("chinh thuc", "actual", "final"),
    ("ket qua thuc hien", "actual", None),
    ("thuc hien", "actual", None),
    ("ket qua", "actual", None),
    ("th", "actual", None),
    ("actuals", "actual", None),
    ("actual", "actual", None),
    ("results", "actual", None),
    ("result", "actual", None),
    ("achieved", "actual", None),
    ("ke hoach giao", "target", None),
    ("ke hoach", "target", None),
    ("kh", "target", None),
    ("muc tieu", "target", None),
    ("du toan", "target", None),
    ("targets", "target", None),
    ("target", "target", None),
    ("planned", "target", None),
    ("plan", "target", None),
    ("baseline", "baseline", None),
    ("nam goc", "baseline", None),
)
"""Folded words for what a figure is; a longer one stands before its own beginning."""

_PARTING = " /.,:;-–_"
_YEAR = r"(?:nam |year )?(?P<year>(?:19|20|21)[0-9]{2})"
_GAP = r"[ /.,-]*"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = {
    name: place + 1
    for place, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"),
            ("may",), ("jun", "june"), ("jul", "july"), ("aug", "august"),
            ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
            ("dec", "december"),
        )
    )
    for name in names
}  # fmt: skip
_NAMED = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"


def _month(text: str) -> int:
    bare = text.rstrip(".")
    return int(bare) if bare.isdigit() else _MONTHS[bare]


def _months_from(first: int, last: int, year: str) -> str:
    return f"{year}-{first:02}..{year}-{last:02}"


def _so_many_months(part: dict[str, str]) -> str:
    count = int(part["count"])
    if count in (6, 12):
        return f"{part['year']}-H1" if count == 6 else part["year"]
    return _months_from(1, count, part["year"])


def _quarter(part: dict[str, str]) -> str:
    ordinal = part["ordinal"]
    return f"{part['year']}-Q{_ROMAN.get(ordinal) or ordinal}"


def _span(part: dict[str, str]) -> str:
    """Two years that follow each other may be a school or a financial year."""
    if not part["term"] and int(part["end"]) == int(part["year"]) + 1:
        raise PeriodError(f"write {part['year']}..{part['end']} if both whole years are meant")
    return f"{part['year']}..{part['end']}"


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], str]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?:ca )?{_YEAR}(?:\.0)?", lambda part: part["year"]),
        (rf"(?:quy|quarter|q) ?(?P<ordinal>[1-4]|i{{1,3}}|iv){_GAP}{_YEAR}", _quarter),
        (rf"{_YEAR}{_GAP}(?:quy |quarter |q)(?P<ordinal>[1-4])", _quarter),
        (rf"(?:6 thang|nua) dau{_GAP}{_YEAR}", lambda part: f"{part['year']}-H1"),
        (rf"(?:6 thang|nua) cuoi{_GAP}{_YEAR}", lambda part: f"{part['year']}-H2"),
        (
            rf"h(?:alf )?(?P<half>[12]){_GAP}{_YEAR}",
            lambda part: f"{part['year']}-H{part['half']}",
        ),
        (
            rf"(?:first )?(?P<count>[2-9]|1[0-2]) (?:thang(?: dau)?|months(?: of)?)"
            rf"{_GAP}{_YEAR}",
            _so_many_months,
        ),
        (
            rf"(?:thang|thg|th|t|month|m)? ?(?P<month>0?[1-9]|1[0-2])"
            rf"(?:[/-]| ?nam |, ?){_YEAR}",
            lambda part: f"{part['year']}-{int(part['month']):02}",
        ),
        (
            rf"(?:thang|thg|th|t|month|m) ?(?P<month>0?[1-9]|1[0-2])[ .]{_YEAR}",
            lambda part: f"{part['year']}-{int(part['month']):02}",
        ),
        (
            rf"(?P<month>{_NAMED}){_GAP}{_YEAR}",
            lambda part: f"{part['year']}-{_month(part['month']):02}",
        ),
        (
            rf"{_YEAR}{_GAP}(?P<month>{_NAMED})",
            lambda part: f"{part['year']}-{_month(part['month']):02}",
        ),
        (
            rf"(?:thang|t) ?(?P<first>[1-9]|1[0-2]) ?[-–] ?(?:thang |t)?(?P<last>[1-9]|1[0-2])"
            rf"{_GAP}{_YEAR}",
            lambda part: _months_from(int(part["first"]), int(part["last"]), part["year"]),
        ),
        (
            rf"(?P<first>{_NAMED}) ?[-–] ?(?P<last>{_NAMED}){_GAP}{_YEAR}",
            lambda part: _months_from(
                _month(part["first"]), _month(part["last"]), part["year"]
            ),
        ),
        (
            rf"(?:tuan|week|w) ?(?P<week>[0-9]{{1,2}}){_GAP}{_YEAR}",
            lambda part: f"{part['year']}-W{int(part['week']):02}",
        ),
        (
            r"(?P<term>giai doan |period )?(?P<year>(?:19|20|21)[0-9]{2}) ?[-–] ?"
            r"(?P<end>(?:19|20|21)[0-9]{2})",
            _span,
        ),
    )
)
_DAY = re.compile(r"(?:ngay )?([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]00:00(?::00(?:\.0+)?)?z?")


@lru_cache(maxsize=16384)
def period_in(text: str, locale: str = "en") -> str:
    """The period that a text names, as the tracker writes it.

    Raises PeriodError for what names none, or might name two: 5/6/2024 is the fifth of June
    in a Vietnamese tracker, where no day comes behind its month, and asked about in others.
    """
    words = folded(without_footnote(text)).strip(_PARTING)
    try:
        return parse_period(words.upper()).text
    except PeriodError as error:
        told = error
    midnight = _MIDNIGHT.fullmatch(words)
    if midnight is not None:
        return parse_period(midnight.group(1)).text
    day = _DAY.fullmatch(words)
    if day is not None:
        first, _, second, year = day.groups()
        return parse_period(_day(int(first), int(second), year, locale)).text
    for pattern, read in _PATTERNS:
        found = pattern.fullmatch(words)
        if found is not None:
            part = {key: one or "" for key, one in found.groupdict().items()}
            return parse_period(read(part)).text
    raise told


def day_in(text: str, locale: str = "en") -> dt.date:
    """The day that a text names; raises PeriodError for any other period."""
    period = parse_period(period_in(text, locale))
    if period.kind != "day":
        raise PeriodError("a day is written 2024-12-31")
    return period.first


def heading_in(text: str, locale: str = "en") -> Heading | None:
    """What a heading says of its column's figures: kind, status, period; else None."""
    words = folded(without_footnote(text)).strip(_PARTING)
    kind, status, rest = _kind_of(words)
    if not rest:
        return Heading(kind, status) if kind else None
    try:
        return Heading(kind, status, period_in(rest, locale))
    except PeriodError:
        return None


def _kind_of(words: str) -> tuple[FigureKind | None, ObservationStatus | None, str]:
    for said, kind, status in _KINDS:
        if words == said or re.match(rf"{said}[{re.escape(_PARTING)}]", words):
            return kind, status, words[len(said) :].strip(_PARTING)
        if re.search(rf"[{re.escape(_PARTING)}]{said}$", words):
            return kind, status, words[: -len(said)].strip(_PARTING)
    return None, None, words


def _day(first: int, second: int, year: str, locale: str) -> str:
    if first != second and first <= 12 and second <= 12 and locale != "vi":
        readings = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
        raise PeriodError(f"it may be {readings}; write the one that is meant")
    if second > 12 and locale == "vi":
        # Its column is written month first, and then its other days are as well.
        raise PeriodError("a day comes before its month; write 2024-12-31")
    day, month = (second, first) if second > 12 else (first, second)
    return f"{year}-{month:02}-{day:02}"
