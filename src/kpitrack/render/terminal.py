"""Sheets drawn by Rich: for a person at a terminal."""

import re
from collections.abc import Callable, Sequence
from io import StringIO
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from kpitrack.render.bands import bands
from kpitrack.render.printable import to_ascii, width
from kpitrack.render.sheet import Cell, Column, Mood, Sheet

_STYLES: dict[Mood, str] = {
    "good": "green",
    "near": "yellow",
    "bad": "red",
    "open": "cyan",
    "quiet": "dim",
    "none": "",
}
_BAR = 10
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_GAP = 2
_READABLE_NAME = 24
_LEAST_NAME = 10
_LEAST_PROSE = 60


class Place(NamedTuple):
    """A column as it is drawn: where its cells stand in a row, and how wide it is.

    `unit` is the place of the units that were moved into this column's cells.
    """

    column: Column
    cell: int
    width: int
    unit: int | None = None


def draw(sheets: Sequence[Sheet], *, columns: int, color: bool, ascii_only: bool) -> str:
    """The sheets for a terminal of that many columns.

    Where they do not fit, the bars go first, then units join the names, then names wrap,
    then grouped columns go on in a table below, and at last every figure gets a line of its
    own: none is ever cut.
    """
    out = StringIO()
    console = Console(
        file=out,
        width=columns,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
        legacy_windows=False,
    )

    def fits(sheet: Sheet) -> bool:
        return bool(_layout(sheet, columns))

    every = [band for sheet in sheets for band in bands(sheet, fits)]
    for number, sheet in enumerate(every):
        if number:
            console.print()
        _draw(console, sheet, ascii_only)
    text = "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])
    return "\n".join(map(to_ascii, text.split("\n"))) if ascii_only else text


def _draw(console: Console, sheet: Sheet, ascii_only: bool) -> None:
    drawing = Text(sheet.title + "\n", "bold")
    drawing = Text.assemble(
        drawing, (sheet.subtitle + "\n" * bool(sheet.subtitle), "dim"), "\n"
    )
    places = _layout(sheet, console.width)
    if places:
        _header(drawing, places, ascii_only)
    for section in sheet.sections:
        if section.heading:
            total = f"  {section.total}" if section.total else ""
            drawing.append(section.heading, "bold").append(total + "\n", "dim")
        for row in section.rows:
            if places:
                _row(drawing, _cells(row, places, ascii_only), places)
            else:
                _stack(drawing, sheet, row, console.width)
    console.print(drawing, soft_wrap=True, end="")
    if sheet.footer:
        console.print()
        console.print(Text(sheet.footer, "bold"))
    for note in sheet.notes:
        console.print(Text(note, "dim"))


Keep = Callable[[Column], bool]


def _layout(sheet: Sheet, room: int) -> list[Place]:
    """The richest layout that fits; none where even the barest does not."""
    layouts: tuple[tuple[Keep, bool, int], ...] = (
        (lambda column: True, False, _READABLE_NAME),
        (lambda column: column.role != "bar", False, _READABLE_NAME),
        (lambda column: column.role not in ("bar", "unit"), True, _LEAST_NAME),
    )
    for keep, joined, least_name in layouts:
        places = _places(sheet, keep, joined)
        fitted = _shrunk(sheet, places, room, least_name)
        if fitted:
            return fitted
    return []


def _places(sheet: Sheet, keep: Keep, joined: bool) -> list[Place]:
    units = [n for n, column in enumerate(sheet.columns) if column.role == "unit"]
    unit = units[0] if joined and units else None
    places = []
    for index, column in enumerate(sheet.columns):
        if keep(column):
            place = Place(column, index, 0, unit if column.role == "name" else None)
            places.append(place._replace(width=_natural(sheet, place)))
    return places


def _natural(sheet: Sheet, place: Place) -> int:
    """The width at which no cell wraps; a heading may, between its words."""
    if place.column.role == "bar":
        return _BAR
    heading = max((width(word) for word in place.column.heading.split()), default=0)
    cells = (_text(row, place) for section in sheet.sections for row in section.rows)
    return max([heading, *map(width, cells)])


def _shrunk(sheet: Sheet, places: list[Place], room: int, least_name: int) -> list[Place]:
    """All but figures narrowed until it fits; none where that would be too narrow."""
    over = sum(place.width + _GAP for place in places) - _GAP - room
    while over > 0:
        wrapping = [
            place
            for place in places
            if place.column.role in ("name", "text", "word", "prose")
            and place.width > _least(sheet, place, least_name)
        ]
        if not wrapping:
            return []
        widest = max(wrapping, key=lambda place: place.width)
        places[places.index(widest)] = widest._replace(width=widest.width - 1)
        over -= 1
    return places


def _least(sheet: Sheet, place: Place, least_name: int) -> int:
    if place.column.role == "name":
        return least_name
    if place.column.role == "prose":
        return min(_LEAST_PROSE, _natural(sheet, place))
    cells = (_text(row, place) for section in sheet.sections for row in section.rows)
    return min(20, max((width(word) for text in cells for word in text.split()), default=0))


def _text(row: Sequence[Cell], place: Place) -> str:
    text = row[place.cell].text
    if place.unit is None or not row[place.unit].text:
        return text
    return f"{text} ({row[place.unit].text})"


Piece = tuple[str, str]
"""Some text and its style."""


def _header(drawing: Text, places: Sequence[Place], ascii_only: bool) -> None:
    _row(drawing, [[(place.column.heading, "bold")] for place in places], places)
    total = sum(place.width + _GAP for place in places) - _GAP
    drawing.append(("-" if ascii_only else "─") * total + "\n")


def _cells(row: Sequence[Cell], places: Sequence[Place], ascii_only: bool) -> list[list[Piece]]:
    return [
        _bar(row[place.cell], ascii_only)
        if place.column.role == "bar"
        else [
            (row[place.cell].text, _STYLES[row[place.cell].mood]),
            (_text(row, place)[len(row[place.cell].text) :], "dim"),
        ]
        for place in places
    ]


def _row(drawing: Text, cells: Sequence[Sequence[Piece]], places: Sequence[Place]) -> None:
    """A row of cells, as many lines high as its highest cell, each line wholly padded.

    Rich's own Table measures every cell again and costs several times as much.
    """
    lines = [_lines(cell, place.width) for cell, place in zip(cells, places, strict=True)]
    for number in range(max(map(len, lines))):
        for cell, place in zip(lines, places, strict=True):
            pieces = cell[number] if number < len(cell) else []
            space = " " * (place.width - sum(width(text) for text, _ in pieces))
            drawing.append(space if place.column.right else "")
            for text, style in pieces:
                drawing.append(text, style)
            drawing.append(" " * _GAP if place.column.right else space + " " * _GAP)
        drawing.append("\n")


def _lines(cell: Sequence[Piece], room: int) -> list[list[Piece]]:
    """A cell's text broken between words, and within a word that is wider than the room."""
    if sum(width(text) for text, _ in cell) <= room:
        return [[piece for piece in cell if piece[0]]]
    lines: list[list[Piece]] = [[]]
    left = room
    for text, style in cell:
        for word in re.findall(r"\s*\S+", text):
            rest = word
            if width(rest) > left and lines[-1]:
                lines.append([])
                left, rest = room, word.lstrip()
            while width(rest) > left:
                cut = _fitting(rest, left)
                lines[-1].append((rest[:cut], style))
                lines.append([])
                left, rest = room, rest[cut:]
            lines[-1].append((rest, style))
            left -= width(rest)
    return lines


def _fitting(word: str, room: int) -> int:
    """How many characters of a word fit, at least one."""
    cut = len(word)
    while cut > 1 and width(word[:cut]) > room:
        cut -= 1
    return cut


def _stack(drawing: Text, sheet: Sheet, row: Sequence[Cell], room: int) -> None:
    """A row as a name with its figures below it, a line each; sentences break at words."""
    for column, cell in zip(sheet.columns, row, strict=True):
        if not cell.text or column.role == "bar":
            continue
        if column.role == "name":
            drawing.append(f"{cell.text}\n", _STYLES[cell.mood])
            continue
        heading = f"{column.heading}:" if column.heading else ""
        space = " " * bool(heading)
        pieces = [(heading, "dim"), (f"{space}{cell.text}", _STYLES[cell.mood])]
        lines = _lines(pieces, max(room - 2, 1)) if column.role == "prose" else [pieces]
        for line in lines:
            drawing.append("  ")
            for text, style in line:
                drawing.append(text, style)
            drawing.append("\n")


def _bar(cell: Cell, ascii_only: bool) -> list[Piece]:
    """A bar that is full only when all is reached."""
    if cell.share is None:
        return []
    full, part = divmod(int(cell.share * _BAR * 8), 8)
    style = _STYLES[cell.mood]
    if ascii_only:
        return [("#" * full + "." * (_BAR - full), style)]
    drawn = "█" * full + (_EIGHTHS[part] if part else "")
    return [(drawn, style), ("░" * (_BAR - len(drawn)), "dim")]
