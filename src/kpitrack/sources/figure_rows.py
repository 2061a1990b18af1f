"""Figures typed into a table: a CSV file with a row for each."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.documents import decoded, read_document, shown_name
from kpitrack.sources.typed_figure import TypedFigure

REQUIRED = ("id", "period", "value")
OPTIONAL = ("of", "status", "qualifier", "note", "source", "date", "through", "target")


def typed_figures(file: str) -> list[TypedFigure]:
    """The rows of a CSV file, each with the line on which it begins.

    The header names the columns, in any order: `id`, `period`, `value`, and perhaps others.
    Cells are parted by commas, semicolons or tabs, as the header's are. Rows without any
    text are passed over. Raises InputError with everything wrong in the file's layout.
    """
    name = shown_name(file)
    text = decoded(read_document(file), name).text
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [one.strip().lower() for one in next(lines, [])]
        _check_header(header, name)
        return list(_rows(lines, header, name))
    except csv.Error as error:
        mistake = Mistake("a row of a CSV file", str(error), file=name, line=lines.line_num)
        raise InputError([mistake]) from None


def _check_header(header: list[str], file: str) -> None:
    known = (*REQUIRED, *OPTIONAL)
    expected = f"a header with {', '.join(REQUIRED)} and perhaps {', '.join(OPTIONAL)}"
    missing = [f"no {one}" for one in REQUIRED if one not in header]
    unknown = [f'"{one}"' for one in header if one not in known]
    twice = sorted({f"{one} twice" for one in header if header.count(one) > 1})
    found = [*missing, *unknown, *twice]
    if found:
        raise InputError([Mistake(expected, ", ".join(found), file=file, line=1)])


def _rows(lines: Any, header: list[str], file: str) -> Iterator[TypedFigure]:
    """Each row by the names of its columns."""
    line = 2
    for cells in lines:
        begins, line = line, lines.line_num + 1
        if not any(one.strip() for one in cells):
            continue
        if len(cells) != len(header):
            expected = f"{len(header)} cells, as in the header"
            raise InputError([Mistake(expected, str(len(cells)), file=file, line=begins)])
        row = {name: one.strip() for name, one in zip(header, cells, strict=True)}
        required = [row.pop(name) for name in REQUIRED]
        optional = {name: one or None for name, one in row.items()}
        yield TypedFigure(*required, **optional, line=begins)  # type: ignore[arg-type, misc]
