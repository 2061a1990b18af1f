"""Text in columns: comma, semicolon, tab or bar between them, told by what lines up."""

import csv
import io
import re
from collections import Counter
from typing import NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.exchange.grid import Grid

_DELIMITERS = ("\t", ";", "|", ",")
_NAMES = {"\t": "tab", ";": "semicolon", "|": "bar", ",": "comma"}
_BY_NAME = {name: sign for sign, name in _NAMES.items()}
_LONGEST_CELL = 2**20
_SAMPLE = 400
"""So many lines are tried with each delimiter."""


class Delimited(NamedTuple):
    """The cells, the name of what parts them, and whether that is sure."""

    grid: Grid
    delimiter: str
    is_sure: bool = True


def read_delimited(text: str, file: str, delimiter: str | None = None) -> Delimited:
    """The rows of a delimited text, all cells as text.

    The delimiter is the one named (a sign, or tab, semicolon, comma, bar), else the one of
    the file's own line `sep=;`, else the one by which most rows have equally many cells.
    Raises InputError where no delimiter parts anything, or a quoted cell never ends.
    """
    lines = text
    said = re.match(r"sep=(.)\r?\n", text)
    if said is not None:
        lines = text[said.end() :]
    if delimiter is not None:
        sign, is_sure = _named(delimiter), True
    elif said is not None:
        sign, is_sure = said.group(1), True
    else:
        sign, is_sure = _detected(lines, file)
    rows = tuple(tuple(row) for row in _rows(lines, sign, file))
    return Delimited(Grid(file, rows), _NAMES.get(sign, sign), is_sure)


def _named(delimiter: str) -> str:
    sign = {**_BY_NAME, "\\t": "\t"}.get(delimiter, delimiter)
    if len(sign) != 1 or sign in '"\r\n':
        expected = "one sign, or tab, semicolon, comma or bar"
        raise InputError([Mistake(expected, f'"{delimiter}"', key="delimiter")])
    return sign


def _detected(text: str, file: str) -> tuple[str, bool]:
    sample = "".join(text.splitlines(keepends=True)[:_SAMPLE])
    scores = sorted(((_lined_up(sample, sign), sign) for sign in _DELIMITERS), reverse=True)
    (best, sign), (second, _) = scores[:2]
    if best == (0, 0):
        expected = "columns parted by commas, semicolons, tabs or bars"
        fix = "name the sign with --delimiter"
        raise InputError([Mistake(expected, "no sign that parts columns", fix, file)])
    return sign, best[0] >= 2 * second[0]


def _lined_up(sample: str, sign: str) -> tuple[int, int]:
    """How many rows have the commonest number of cells above one, and that number."""
    try:
        counts = Counter(
            len(row)
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
            if len(row) > 1
        )
    except csv.Error:
        return 0, 0
    if not counts:
        return 0, 0
    cells, rows = max(counts.items(), key=lambda item: (item[1], item[0]))
    return rows, cells


def _rows(text: str, sign: str, file: str) -> list[list[str]]:
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
        return list(reader)
    except csv.Error as error:
        line = reader.line_num
        fix = "look at the quotation marks of that line"
        raise InputError([Mistake("cells in columns", str(error), fix, file, line)]) from None
    finally:
        csv.field_size_limit(limit)
