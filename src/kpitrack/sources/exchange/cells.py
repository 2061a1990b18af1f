"""Values as cells of a text table, and back, exactly.

A text that a spreadsheet would run gets an apostrophe before it, and so does one that
begins with an apostrophe or is empty: reading takes exactly one away, and a blank cell is
no value at all. Numbers never get one.
"""

import datetime as dt
import re
from decimal import Decimal
from typing import Literal

from kpitrack.sources.exchange.records import Number, Value

DecimalSign = Literal[".", ","]

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, or skips on the way to one."""

_FLAGS = {"true": True, "false": False}


class CellError(ValueError):
    """A cell that holds something else; `expected` says what belongs there."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def cell(value: Value, decimal: DecimalSign = ".") -> str:
    """A value as a cell; blank for None."""
    match value:
        case None:
            return ""
        case str():
            return text_cell(value)
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return number_cell(value, decimal)
        case _:
            return value.isoformat()


def text_cell(text: str) -> str:
    """A text that no spreadsheet runs, as `cell_text` reads it back."""
    bare = text.lstrip(" \u00a0\ufeff")
    return f"'{text}" if not text or bare.startswith((*STARTS_A_FORMULA, "'")) else text


def cell_text(cell: str) -> str:
    """The text that `text_cell` wrote."""
    return cell.removeprefix("'")


def number_cell(number: Number, decimal: DecimalSign = ".") -> str:
    """A number digit for digit, without an exponent and without thousands separators."""
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    return text if decimal == "." else text.replace(".", decimal)


def cell_number(cell: str, decimal: DecimalSign = ".") -> Number:
    """The number that `number_cell` wrote.

    Raises CellError for any other sign in it: where the point and the comma are mixed up,
    1.154 could be a thousand times too small.
    """
    shape = r"[+-]?[0-9]+" + f"([{decimal}][0-9]+)?"
    if not re.fullmatch(shape, cell):
        raise CellError(f"a number such as 1154{decimal}5, without thousands separators")
    if decimal in cell:
        return Decimal(cell.replace(decimal, "."))
    return int(cell)


def cell_value(cell: str, decimal: DecimalSign = ".") -> Number | bool:
    """The number or the flag of a cell."""
    flag = _FLAGS.get(cell.lower())
    return cell_number(cell, decimal) if flag is None else flag


def cell_place(cell: str, decimal: DecimalSign = ".") -> int:
    """The number of a revision, from 1."""
    if not re.fullmatch(r"[0-9]{1,9}", cell) or not int(cell):
        raise CellError("a whole number from 1 on")
    return int(cell)


def cell_date(cell: str, decimal: DecimalSign = ".") -> dt.date:
    """The day of a cell."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
            return dt.date.fromisoformat(cell)
    except ValueError:
        pass
    raise CellError("a day such as 2024-12-31")
