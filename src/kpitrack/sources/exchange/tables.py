"""The table in a sheet: where its headings stand, and which rows below them hold figures."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.sources.exchange.folding import folded, tidy, without_footnote
from kpitrack.sources.exchange.grid import Cell, Grid

_DEEPEST_HEADING = 40
"""Headings stand within so many rows from the top."""

_NO_DATA = frozenset(
    ("-", "--", "–", "—", "…", "...", "..", ".", ":", "/", "n/a", "na", "n.a.", "#n/a", "x",
     "null", "none", "nil", "no data", "khong co", "chua co", "khong co so lieu",
     "chua co so lieu")
)  # fmt: skip
_ORDINAL = re.compile(r"\(?(?:([a-d])|([0-9]{1,2}))\)?(?:\s*[=/].*)?")


class Row(NamedTuple):
    """A row of the table: its number as its own program shows it, its place, its cells."""

    number: int
    place: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """A cell; None behind the end of a short row."""
        return self.cells[column] if column < len(self.cells) else None


class Table(NamedTuple):
    """Headings, each once, and the rows below them; `grid` is where they stand."""

    grid: Grid
    headings: tuple[str, ...]
    heading_number: int
    rows: tuple[Row, ...]


Score = Callable[[Sequence[str]], int]
"""How well headings would do: 0 when they are none."""


def find_table(grid: Grid, score: Score) -> Table | None:
    """The table under the best headings of the sheet, in one row or in two; None without.

    Of equally good ones the first is taken, and one row before two.
    """
    best: tuple[int, int, int] | None = None
    for place in range(min(len(grid.rows), _DEEPEST_HEADING)):
        for height in (1, 2):
            headings = _headings(grid, place, height)
            found = score(headings) if headings else 0
            if found > 0 and (best is None or found > best[0]):
                best = found, place, height
    if best is None:
        return None
    _, place, height = best
    return table_at(grid, place, height)


def table_at(grid: Grid, place: int, height: int = 1) -> Table:
    """The table whose headings begin at a place of the sheet."""
    headings = _headings(grid, place, height)
    below = place + height
    rows = (
        Row(grid.first_row + index, index, grid.rows[index])
        for index in range(below, len(grid.rows))
    )
    repeated = grid.rows[place + height - 1]
    kept = tuple(row for row in rows if row.cells != repeated)
    return Table(grid, tuple(_each_once(headings)), grid.first_row + place, kept)


def text_of(cell: Cell) -> str:
    """A cell as its text: numbers as the tracker writes them, days in ISO."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            whole = cell == cell.to_integral_value()
            return f"{cell.quantize(Decimal(1)) if whole and abs(cell) < 10**15 else cell:f}"
        case dt.date():
            return cell.isoformat()
    return tidy(cell)


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing in a cell, or only spaces."""
    return cell is None or (isinstance(cell, str) and not tidy(cell))


def says_no_data(cell: Cell) -> bool:
    """Whether a cell is one of the signs that people write where there is no figure."""
    return isinstance(cell, str) and folded(without_footnote(cell)) in _NO_DATA


def letter_of(column: int) -> str:
    """A column's letter as spreadsheets name it: A for 0, AA for 26."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _headings(grid: Grid, place: int, height: int) -> list[str]:
    if place + height > len(grid.rows):
        return []
    top = [text_of(cell) for cell in grid.rows[place]]
    if height == 1:
        return top if sum(map(bool, top)) > 1 else []
    bottom = [text_of(cell) for cell in grid.rows[place + 1]]
    if sum(map(bool, top)) < 2 or not any(bottom) or _holds_figures(grid.rows[place + 1]):
        return []
    return list(_joined(top, bottom))


def _joined(top: Sequence[str], bottom: Sequence[str]) -> Iterator[str]:
    """Two rows as one: an upper heading reaches over the blanks to its right."""
    over = ""
    for column in range(max(len(top), len(bottom))):
        upper = top[column] if column < len(top) else ""
        lower = bottom[column] if column < len(bottom) else ""
        over = upper or over
        if not lower:
            yield upper
            continue
        reaching = upper or over
        yield lower if lower == reaching else f"{reaching} {lower}".strip()


def _holds_figures(row: Iterable[Cell]) -> bool:
    """Whether a row holds a number that is not a year."""
    for cell in row:
        text = text_of(cell)
        if re.fullmatch(r"[+-]?[0-9][0-9.,  %]*", text) and not re.fullmatch(
            r"(?:19|20|21)[0-9]{2}", text
        ):
            return True
    return False


def _each_once(headings: Sequence[str]) -> Iterator[str]:
    """Headings without a double: a nameless column by its letter, a second one counted."""
    seen: dict[str, int] = {}
    for column, heading in enumerate(headings):
        name = heading or f"column {letter_of(column)}"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} #{seen[name]}"


def counts_columns(cells: tuple[Cell, ...]) -> bool:
    """Whether a row only counts the columns, as printed tables do: A, B, 1, 2, 3."""
    found = [_ORDINAL.fullmatch(folded(text_of(cell))) for cell in cells if not is_blank(cell)]
    if len(found) < 3 or None in found:
        return False
    numbers = [int(one.group(2)) for one in found if one is not None and one.group(2)]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
