"""A tracker as CSV, one line a figure: nothing of it is left out, and it reads back."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any, NamedTuple, cast

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.exchange.cells import DecimalSign, cell
from kpitrack.sources.exchange.lines import FIELDS, Line, LineReader, lines_of
from kpitrack.sources.exchange.records import Records

FORMAT = 1
"""The version of the columns; it grows when an older kpitrack could misread them."""

DELIMITERS = (",", ";", "\t", "|")

_EXPORT = "export"
"""The record of the lines that say how the file itself is written."""

_LONGEST_CELL = 64 * 2**20


class Manner(NamedTuple):
    """How a CSV file is written: what stands between cells, and before a number's fraction."""

    delimiter: str = ","
    decimal: DecimalSign = "."


def long_csv(records: Records, manner: Manner = Manner()) -> Iterator[str]:
    """The lines of the file, each with its end, as RFC 4180 has it."""
    yield from rows_as_csv(_rows(records, manner.decimal), manner.delimiter)


def rows_as_csv(rows: Iterable[Sequence[str]], delimiter: str) -> Iterator[str]:
    """Rows of cells as the lines of a CSV file."""
    out = StringIO()
    write = csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow
    for row in rows:
        write(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _rows(records: Records, decimal: DecimalSign) -> Iterator[Sequence[str]]:
    yield FIELDS
    about: tuple[Line, ...] = (
        {"record": _EXPORT, "key": "format", "value": FORMAT},
        {"record": _EXPORT, "key": "decimal", "text": decimal},
    )
    for line in (*about, *lines_of(records)):
        yield [cell(line.get(field), decimal) for field in FIELDS]


def parsed_rows(text: str, delimiter: str, file: str) -> list[list[str]]:
    """The rows of cells of a CSV text; raises InputError for what is none."""
    before = csv.field_size_limit(_LONGEST_CELL)
    rows: list[list[str]] = []
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows.extend(reader)
    except csv.Error as error:
        found = f"{error}, behind row {len(rows)}"
        raise InputError([Mistake("CSV", found, file=file, line=len(rows) + 1)]) from None
    finally:
        csv.field_size_limit(before)
    return rows


def first_row(text: str, delimiter: str) -> list[str]:
    """The first row of cells, which tells what a file is; empty where there is none."""
    head = text[: text.find("\n") + 1] or text
    try:
        return next(csv.reader([head], delimiter=delimiter), [])
    except csv.Error:  # of another program, whose cells are longer or whose lines end otherwise
        return []


def long_delimiter(text: str) -> str | None:
    """What stands between the cells, if the text is an export of kpitrack; else None."""
    for delimiter in DELIMITERS:
        if {"record", "id", "key", "period"} <= {*first_row(text, delimiter)}:
            return delimiter
    return None


def read_long(text: str, delimiter: str, file: str) -> dict[str, Any]:
    """The raw document that a CSV export holds; raises InputError with every bad row."""
    rows = parsed_rows(text, delimiter, file)
    header = [name.strip() for name in rows[0]]
    _check_header(header, file)
    told = _told(header, rows)
    reader = LineReader(file, _decimal(told, file))
    for number, row in enumerate(rows[1:], start=2):
        take_row(reader, number, header, row)
    return reader.document()


def take_row(reader: LineReader, number: int, header: Sequence[str], row: list[str]) -> None:
    """Gives one row to the reader; blank rows and those about the file itself are passed by."""
    cells = {name: text for name, text in zip(header, row, strict=False) if text}
    beyond = [text for text in row[len(header) :] if text]
    if cells.get("record") == _EXPORT or not (cells or beyond):
        return
    if beyond or "" in cells:
        reader.refuse(number, "a cell beyond the named columns")
        return
    reader.take(number, cells)


def _check_header(header: Sequence[str], file: str) -> None:
    unknown = [name for name in header if name and name not in FIELDS]
    twice = [name for name in FIELDS if header.count(name) > 1]
    mistakes = [
        Mistake("a column of a kpitrack export", f'the column "{name}"', file=file, line=1)
        for name in unknown
    ]
    mistakes += [
        Mistake("each column once", f'the column "{name}" again', file=file, line=1)
        for name in twice
    ]
    if mistakes:
        raise InputError(mistakes)


def _told(header: Sequence[str], rows: Iterable[list[str]]) -> dict[str, str]:
    """What the file says about itself."""
    found: dict[str, str] = {}
    for row in rows:
        cells = {name: text for name, text in zip(header, row, strict=False) if text}
        if cells.get("record") == _EXPORT:
            found[cells.get("key", "")] = cells.get("value") or cells.get("text", "")
    return found


def _decimal(told: dict[str, str], file: str) -> DecimalSign:
    """The sign before fractions; a file that does not say it could be misread."""
    if told.get("format") != str(FORMAT) or told.get("decimal") not in (".", ","):
        found = "none" if not told else f"format {told.get('format')}, {told.get('decimal')}"
        expected = f"the rows {_EXPORT} format {FORMAT} and {_EXPORT} decimal . or ,"
        raise InputError([Mistake(expected, found, "export it anew", file)])
    return cast(DecimalSign, told["decimal"])
