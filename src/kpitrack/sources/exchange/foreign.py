"""SDMX-CSV as statistical offices write it, as a sheet of cells that a mapping can read.

Versions 1.0 (DATAFLOW) and 2.0 (STRUCTURE) of the format, with or without labels. Periods,
statuses and multiples are put into kpitrack's terms; everything else stands as it did.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.errors import Mistake
from kpitrack.model.period import PeriodError
from kpitrack.sources.exchange.cells import CellError, cell_number
from kpitrack.sources.exchange.grid import Cell, Grid
from kpitrack.sources.exchange.long import parsed_rows
from kpitrack.sources.exchange.periods import period_of
from kpitrack.sources.exchange.sdmx import AGENCY, STATUSES, sdmx_delimiter

_ABOUT_THE_FILE = ("DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION")
_WORDS = {code: word for word, code in STATUSES.items()}
_NO_VALUE = ("", "NaN", "-", ":", "..")
_WITH_VALUE = "ABDEFGIJNPSUV"
"""Codes of CL_OBS_STATUS that a value may have; the others say why there is none."""


class Foreign(NamedTuple):
    """The sheet, a row each observation, and the rows that could not be taken over."""

    grid: Grid
    refused: tuple[Mistake, ...]


def read_foreign(file: str, text: str) -> Foreign | None:
    """The observations of SDMX-CSV; None for another text, and for kpitrack's own.

    The first row names the columns by their ids. OBS_VALUE is a number in UNIT_MEASURE:
    UNIT_MULT is multiplied in. TIME_PERIOD is spelt as kpitrack spells it, OBS_STATUS is
    final, provisional, estimated or forecast. Refused are rows with a period or a value
    that is none, and rows that delete.
    """
    delimiter = sdmx_delimiter(text)
    if delimiter is None:
        return None
    rows = parsed_rows(text, delimiter, file)
    if any(one.startswith(f"{AGENCY}(") for row in rows[1:2] for one in row[:2]):
        return None
    names = [_id(name) for name in rows[0]]
    reader = _Rows(file, names)
    kept = [reader.row(number, row) for number, row in enumerate(rows[1:], start=2)]
    head: tuple[Cell, ...] = tuple(names[place] for place in reader.places)
    cells = (head, *(one if one is not None else (None,) * len(head) for one in kept))
    return Foreign(Grid(file, cells), tuple(reader.refused))


def _id(name: str) -> str:
    """The id of a column: `FREQ` of `FREQ: Frequency`, `TITLE` of `TITLE[en;fr]`."""
    return re.split(r": |\[", name.strip(), maxsplit=1)[0]


class _Rows:
    """Takes over row by row and keeps what it had to refuse."""

    def __init__(self, file: str, names: Sequence[str]) -> None:
        self._file = file
        self._names = names
        self.places = [
            place
            for place, name in enumerate(names)
            if name and name not in (*_ABOUT_THE_FILE, "UNIT_MULT")
        ]
        self.refused: list[Mistake] = []

    def row(self, number: int, row: Sequence[str]) -> tuple[Cell, ...] | None:
        """The cells of an observation; None for a row that has none, or is refused."""
        cells = {name: one for name, one in zip(self._names, row, strict=False) if one}
        if not cells.get("TIME_PERIOD") and not cells.get("OBS_VALUE"):
            return None
        try:
            return tuple(self._cell(place, row, cells) for place in self.places)
        except _RefusedError as error:
            mistake = error.mistake
            self.refused.append(mistake._replace(file=self._file, line=number))
            return None

    def _cell(self, place: int, row: Sequence[str], cells: dict[str, str]) -> Cell:
        text = row[place] if place < len(row) else ""
        match self._names[place]:
            case "TIME_PERIOD":
                return _period(_code(text))
            case "OBS_VALUE":
                return _value(text, cells)
            case "OBS_STATUS":
                return _status(_code(text))
            case "INDICATOR" | "SERIES" | "UNIT_MEASURE":
                return _code(text) or None
        return text or None


class _RefusedError(Exception):
    """A row that cannot be taken over."""

    def __init__(self, expected: str, found: str, column: str) -> None:
        super().__init__(expected)
        self.mistake = Mistake(expected, f'"{found}"', key=column)


def _code(text: str) -> str:
    """The code before its label, as in `A: Normal value`."""
    return text.split(": ", 1)[0].strip()


def _period(text: str) -> str:
    try:
        return period_of(text).text
    except PeriodError as error:
        raise _RefusedError(f"a period: {error}", text, "TIME_PERIOD") from None


def _value(text: str, cells: dict[str, str]) -> Decimal | None:
    if cells.get("ACTION", "I")[:1] == "D":
        raise _RefusedError("a row that says what is, not what was", "D", "ACTION")
    if text in _NO_VALUE:
        return None
    multiple = _code(cells.get("UNIT_MULT", "0"))
    if not re.fullmatch(r"-?[0-9]{1,2}", multiple):
        raise _RefusedError("a power of ten", multiple, "UNIT_MULT")
    try:
        number = Decimal(_plain(text))
    except (CellError, ArithmeticError):
        raise _RefusedError("a number with a decimal point", text, "OBS_VALUE") from None
    return number if int(multiple) == 0 else Decimal(f"{number.scaleb(int(multiple)):f}")


def _plain(text: str) -> str:
    """A number as SDMX has it, a point before its fraction and perhaps an exponent."""
    mantissa, _, exponent = text.upper().partition("E")
    cell_number(mantissa if not mantissa.startswith(".") else f"0{mantissa}")
    if exponent:
        cell_number(exponent)
    return text


def _status(code: str) -> str | None:
    """The status in words; codes that a value may have beside it count as final."""
    if code in _WORDS:
        return _WORDS[code]
    return "final" if code and code in _WITH_VALUE else None
