"""What the reader of cells does not tell about a sheet, told by the file's own XML."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from kpitrack.model.figure import NOTHING
from kpitrack.sources.exchange.packed import BrokenFileError

_MOST_CELLS = 16_000_000
"""A sheet is laid out as a rectangle: one stray cell in the last corner makes it vast."""

Place = tuple[int, int]
"""Row and column, from 0."""

Shown = Literal["percent", "month", "year"]
"""What a number format makes of a number: percent, or of a date no more than its month or
its year."""


class Marks(NamedTuple):
    """Where a sheet shows percent, where it shows an error, what is merged, how far it goes.

    `merged` are the first and last places of areas. `booleans` are what the reader of cells
    takes for the numbers 1 and 0. `months` and `years` are where a date would show no more
    than its month or its year.
    """

    percentages: frozenset[Place] = frozenset()
    errors: Mapping[Place, str] = NOTHING
    merged: tuple[tuple[Place, Place], ...] = ()
    booleans: frozenset[Place] = frozenset()
    months: frozenset[Place] = frozenset()
    years: frozenset[Place] = frozenset()


def shown_by(code: str) -> Shown | None:
    """What a number format of .xlsx shows that the number itself does not tell.

    A percent sign multiplies by 100 wherever it stands. Of a date the first section counts,
    which is that of numbers above 0: letters for a year without one for a day or an hour
    show the month, or the year alone.
    """
    signs = _signs(code)
    if "%" in signs:
        return "percent"
    letters = set(signs.partition(";")[0].lower())
    if "y" not in letters or letters & set("dhs"):
        return None
    return "month" if "m" in letters else "year"


def _signs(code: str) -> str:
    """The signs of a number format that mean something.

    Text stands in quotes or behind a backslash; `_` and `*` make room as wide as what
    follows them, or fill with it; brackets hold colours, conditions and currencies.
    """
    meant: list[str] = []
    place, ends = 0, {'"': '"', "[": "]"}
    while place < len(code):
        sign = code[place]
        if sign in ends:
            end = code.find(ends[sign], place + 1)
            place = len(code) if end < 0 else end + 1
        elif sign in "\\_*":
            place += 2
        else:
            meant.append(sign)
            place += 1
    return "".join(meant)


def refuse_vast(rows: int, columns: int) -> None:
    """Raises BrokenFileError for a rectangle that no memory holds."""
    if rows * columns > _MOST_CELLS:
        raise BrokenFileError(
            f"a sheet of {rows:,} rows and {columns:,} columns, one stray cell far outside"
            " the table makes it so"
        )
