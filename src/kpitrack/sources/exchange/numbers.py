"""Figures as text in the cells of one column, read by one convention for all of them.

A single 1.154 may be a thousand and more or little above one. Beside a 12,5 it is the
first, beside a 12.5 the second: who fills a column writes one way.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.model.figure import Qualifier
from kpitrack.sources.exchange.folding import folded, tidy, without_footnote
from kpitrack.sources.exchange.grid import Cell
from kpitrack.sources.typed import (
    AmbiguousNumberError,
    TypedNumberError,
    signs_of,
    typed_number,
)

DecimalSign = Literal[".", ","]

_LOCALES: dict[DecimalSign, str] = {".": "en", ",": "vi"}
_SPACED = re.compile(r"([+-]?[0-9]{1,3})((?: [0-9]{3})+)((?:[.,][0-9]+)?)")
_IN_PARENTHESES = re.compile(r"\((.*)\)")
QUALIFIERS: dict[str, Qualifier] = {
    ">=": "at least", "≥": "at least", "at least": "at least", "it nhat": "at least",
    "<=": "at most", "≤": "at most", "at most": "at most", "toi da": "at most",
    ">": "over", "over": "over", "tren": "over", "hon": "over", "more than": "over",
    "<": "under", "under": "under", "duoi": "under", "less than": "under",
    "~": "about", "≈": "about", "about": "about", "khoang": "about",
    "gan": "nearly", "nearly": "nearly",
}  # fmt: skip


class CellError(ValueError):
    """A cell whose text is no figure without doubt; the message says why."""


class Read(NamedTuple):
    """A number as it stands in a cell: in percent where `is_percent`, else in the unit."""

    value: Decimal
    is_percent: bool = False
    qualifier: Qualifier | None = None


class Convention(NamedTuple):
    """How the text of a column is read.

    `decimal` is None where neither the column, nor the others, nor an option settles it:
    then the signs of `locale` are taken, and a figure that has two readings is refused;
    without `locale` any figure with two readings is. `conflict` are two cells that no one
    convention reads.
    """

    decimal: DecimalSign | None = None
    locale: str | None = "en"
    negative_parentheses: bool = False
    conflict: tuple[str, str] | None = None


def conventions_of(
    columns: Iterable[Iterable[Cell]],
    locale: str,
    decimal: str | None = None,
    negative_parentheses: bool = False,
) -> tuple[Convention, ...]:
    """The convention of each column of one table.

    One that leaves it open is read as the others are: they are from the same hand.
    """
    if decimal is not None:
        said: DecimalSign = "," if decimal == "," else "."
        return tuple(Convention(said, locale, negative_parentheses) for _ in columns)
    found = [_told_by(cells, locale, negative_parentheses) for cells in columns]
    signs = {one.decimal for one in found if one.decimal is not None}
    signs |= {".", ","} if any(one.conflict for one in found) else set()
    if not signs:
        return tuple(found)
    settled = next(iter(signs)) if len(signs) == 1 else None
    return tuple(
        one._replace(decimal=settled, locale=None)
        if one.decimal is None and one.conflict is None
        else one
        for one in found
    )


def _told_by(cells: Iterable[Cell], locale: str, negative: bool) -> Convention:
    settled: dict[DecimalSign, str] = {}
    left_open: dict[str, str] = {}
    for cell in cells:
        if not isinstance(cell, str):
            continue
        bare = _bare(cell).text
        readings = _readings(bare)
        if len(readings) == 1:
            settled.setdefault(next(iter(readings)), tidy(cell))
        elif len(set(readings.values())) == 2:
            left_open.setdefault("." if "." in bare else ",", tidy(cell))
    for apart in (settled, left_open):
        if len(apart) == 2 and not (apart is left_open and settled):
            one, other = apart.values()
            return Convention(None, locale, negative, (one, other))
    return Convention(next(iter(settled), None), locale, negative)


def read_number(text: str, convention: Convention) -> Read:
    """The number of a cell; raises CellError with the reason and what would settle it."""
    if convention.conflict is not None:
        one, other = convention.conflict
        raise CellError(f"the column has both {one} and {other}; settle it with --decimal")
    bare, is_percent, qualifier = _bare(text)
    inside = _IN_PARENTHESES.fullmatch(bare)
    if inside is not None:
        if not convention.negative_parentheses:
            raise CellError("a figure in parentheses; --parentheses negative reads it below 0")
        bare = f"-{inside.group(1)}"
    return Read(_number(bare, convention), is_percent, qualifier)


def _number(bare: str, convention: Convention) -> Decimal:
    readings = _readings(bare)
    if not readings:
        raise CellError("no figure")
    values = tuple(dict.fromkeys(readings.values()))
    sign = convention.decimal
    if sign is not None:
        if sign not in readings:
            raise CellError(f'no figure with "{sign}" for its decimals')
        return readings[sign]
    if len(values) == 1:
        return values[0]
    grouping = "." if "." in bare else ","
    if convention.locale is not None and grouping in signs_of(convention.locale).groups:
        return readings["," if grouping == "." else "."]
    either = " or ".join(f"{one:f}" for one in values)
    raise CellError(f"it may be {either}; settle it with --decimal")


def _readings(bare: str) -> dict[DecimalSign, Decimal]:
    """What a number is by a decimal point and by a decimal comma, where it is one."""
    spaced = _SPACED.fullmatch(bare)
    if spaced is not None:
        bare = spaced.group(1) + spaced.group(2).replace(" ", "") + spaced.group(3)
    found: dict[DecimalSign, Decimal] = {}
    for sign, locale in _LOCALES.items():
        if spaced is not None and re.search(r"[.,]", bare.replace(sign, "")):
            continue
        try:
            found[sign] = typed_number(bare, locale)
        except AmbiguousNumberError as error:
            found[sign] = error.readings[0]
        except TypedNumberError:
            continue
    return found


class _Bare(NamedTuple):
    text: str
    is_percent: bool
    qualifier: Qualifier | None


def _bare(text: str) -> _Bare:
    """A cell's number without footnote mark, percent sign and qualifier; plain minus."""
    bare = tidy(text)
    if _IN_PARENTHESES.fullmatch(bare) is None:
        bare = without_footnote(bare)
    qualifier = None
    words = folded(bare)
    for said, meant in QUALIFIERS.items():
        rest = words.removeprefix(said).strip()
        if words.startswith(said) and re.match(r"[+-]?[0-9]", rest):
            qualifier, bare = meant, rest
            break
    bare = re.sub(r"^[−–] ?(?=[0-9])", "-", bare)
    if bare.endswith("%"):
        return _Bare(bare[:-1].strip(), True, qualifier)
    return _Bare(bare, False, qualifier)
