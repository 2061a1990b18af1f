"""What the reader of cells does not tell about a sheet, told by the file's own XML."""

from collections.abc import Mapping
from typing import NamedTuple

from kpitrack.model.figure import NOTHING
from kpitrack.sources.exchange.packed import BrokenFileError

_MOST_CELLS = 16_000_000
"""A sheet is laid out as a rectangle: one stray cell in the last corner makes it vast."""

Place = tuple[int, int]
"""Row and column, from 0."""


class Marks(NamedTuple):
    """Where a sheet shows percent, where it shows an error, what is merged, how far it goes.

    `merged` are the first and last places of areas. `booleans` are what the reader of cells
    takes for the numbers 1 and 0.
    """

    percentages: frozenset[Place] = frozenset()
    errors: Mapping[Place, str] = NOTHING
    merged: tuple[tuple[Place, Place], ...] = ()
    booleans: frozenset[Place] = frozenset()


def shows_percent(code: str) -> bool:
    """Whether a number format multiplies by 100: a percent sign that is not mere text.

    Text stands in quotes or behind a backslash; `_` and `*` make room as wide as what
    follows them, or fill with it; brackets hold colours, conditions and currencies.
    """
    place, ends = 0, {'"': '"', "[": "]"}
    while place < len(code):
        sign = code[place]
        if sign == "%":
            return True
        if sign in ends:
            end = code.find(ends[sign], place + 1)
            place = len(code) if end < 0 else end + 1
        else:
            place += 2 if sign in "\\_*" else 1
    return False


def refuse_vast(rows: int, columns: int) -> None:
    """Raises BrokenFileError for a rectangle that no memory holds."""
    if rows * columns > _MOST_CELLS:
        raise BrokenFileError(
            f"a sheet of {rows:,} rows and {columns:,} columns, one stray cell far outside"
            " the table makes it so"
        )
