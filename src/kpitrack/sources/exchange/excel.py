"""Spreadsheets of Excel and LibreOffice, read cell by cell.

python-calamine reads the cells: .xlsx, .xls, .xlsb and .ods, some hundred thousand a tenth
of a second. How numbers are shown, and errors such as #DIV/0!, it keeps to itself; those
are read from the file's own XML beside it.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.exchange import ooxml, opendocument
from kpitrack.sources.exchange.grid import Cell, Grid
from kpitrack.sources.exchange.marks import Marks, Place
from kpitrack.sources.exchange.packed import BrokenFileError, LockedFileError, Packed

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

EXTRA = "pip install 'kpitrack[excel]'"

_SIGNIFICANT = 15
"""As many digits as Excel shows of a number; what lies behind them is binary dust."""

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What an .xlsx file with a password has inside (MS-OFFCRYPTO, 2.3.4.4)."""

_PANIC = "PanicException"
"""What the compiled reader raises where it is at fault itself; no class of it is public."""

_ANEW = "open it in its own program and save it anew"
_BINARY_WORKBOOK = "xl/workbook.bin"
_SOMETHING_ELSE = "something else, or a damaged one"
_KINDS = ".xlsx, .xlsm, .xlsb, .xls or .ods"


def read_grids(content: bytes, file: str = "") -> tuple[Grid, ...]:
    """Every sheet of a spreadsheet file, hidden ones too, in its own order.

    Hidden rows and columns are read like others. Numbers come as a person sees them when
    all 15 digits are shown: 1154.1 for the nearest binary number, 0.3 for the sum of 0.1
    and 0.2. A date with a time of day is its date; a duration is text. An error is the text
    that the cell shows. Raises InputError, naming `file`, where it cannot be read.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        mistake = Mistake("a file that needs no extra", "a spreadsheet", EXTRA, file)
        raise InputError([mistake]) from None
    try:
        marks = _marks_of(content)
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _some(tuple(_grids(book, marks)))
    except LockedFileError:
        raise _unread("a file behind a password", "save it without one", file) from None
    except (BrokenFileError, calamine.CalamineError) as broken:
        raise _unread(_found(broken), _ANEW, file) from None
    except BaseException as fault:
        if type(fault).__name__ != _PANIC:
            raise
        raise _unread("a damaged file", _ANEW, file) from None


def _unread(found: str, fix: str, file: str) -> InputError:
    return InputError([Mistake(f"a spreadsheet ({_KINDS})", found, fix, file)])


def _some(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The sheets; a damaged binary workbook passes for one that has none."""
    if not grids:
        raise BrokenFileError("a file without a sheet of cells")
    return grids


def _found(broken: Exception) -> str:
    return str(broken) if isinstance(broken, BrokenFileError) else _SOMETHING_ELSE


def _marks_of(content: bytes) -> Callable[[str], Marks] | None:
    """Finds the marks of each sheet; None for the kinds of file that keep them in binary."""
    if content.startswith(_COMPOUND) and _ENCRYPTED in content:
        raise LockedFileError
    if not content.startswith(_ZIP):
        return None
    packed = Packed(content)
    if ooxml.WORKBOOK in packed:
        return ooxml.sheet_marks(packed)
    if opendocument.CONTENT in packed:
        return opendocument.sheet_marks(packed)
    if _BINARY_WORKBOOK in packed:
        return None
    raise BrokenFileError(_SOMETHING_ELSE)


def _grids(book: "CalamineWorkbook", marks_of: Callable[[str], Marks] | None) -> Iterator[Grid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        marks = marks_of(about.name) if marks_of else Marks()
        sheet = book.get_sheet_by_name(about.name)
        cells = [list(map(_cell, row)) for row in sheet.to_python(skip_empty_area=False)]
        _mark(cells, marks)
        _repeat_merged(cells, marks.merged or sheet.merged_cell_ranges or ())
        yield Grid(
            about.name,
            tuple(map(tuple, cells)),
            percentages=marks.percentages,
            percentages_known=marks_of is not None,
            hidden=about.visible is not SheetVisibleEnum.Visible,
        )


def _cell(value: Any) -> Cell:
    kind = type(value)
    if kind is str:
        return value or None
    if kind is float:
        return _number(value)
    if kind is bool or kind is dt.date:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return Decimal(value)
    return value.date() if kind is dt.datetime else str(value)


def _number(value: float) -> Cell:
    """The number as its program shows it, without an exponent above the point."""
    if not isfinite(value):
        return str(value)
    text = f"{value + 0:.{_SIGNIFICANT}g}"
    return Decimal(f"{Decimal(text):f}" if "e+" in text else text)


def _mark(cells: list[list[Cell]], marks: Marks) -> None:
    """Puts in what the reader of cells left empty, or took for something else."""
    for (row, column), text in marks.errors.items():
        cells[row][column] = text
    for row, column in marks.booleans:
        cells[row][column] = cells[row][column] == 1


def _repeat_merged(cells: list[list[Cell]], merged: Sequence[tuple[Place, Place]]) -> None:
    """Repeats a merged cell where it reaches: a heading belongs to each of its columns."""
    height, width = len(cells), len(cells[0]) if cells else 0
    left = height * width
    for (top, start), (bottom, end) in merged:
        rows = range(top, min(bottom + 1, height))
        columns = range(start, min(end + 1, width))
        left -= len(rows) * len(columns)
        if left < 0:
            raise BrokenFileError("a sheet whose merged cells lie over one another")
        for row in rows:
            for column in columns:
                cells[row][column] = cells[top][start]
