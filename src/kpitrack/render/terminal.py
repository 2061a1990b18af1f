"""Sheets drawn by Rich: for a person at a terminal."""

from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kpitrack.render.printable import to_ascii, width
from kpitrack.render.sheet import Cell, Column, Mood, Section, Sheet

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
    and at last every figure gets a line of its own: none is ever cut.
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
    for number, sheet in enumerate(sheets):
        if number:
            console.print()
        _draw(console, sheet, ascii_only)
    text = "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])
    return "\n".join(map(to_ascii, text.split("\n"))) if ascii_only else text


def _draw(console: Console, sheet: Sheet, ascii_only: bool) -> None:
    console.print(Text(sheet.title, "bold"), soft_wrap=True)
    if sheet.subtitle:
        console.print(Text(sheet.subtitle, "dim"), soft_wrap=True)
    console.print()
    places = _layout(sheet, console.width)
    if places:
        _header(console, places, ascii_only)
    for section in sheet.sections:
        if section.heading:
            console.print(_heading(section))
        if places:
            grid = _grid(places)
            for row in section.rows:
                grid.add_row(*_cells(row, places, ascii_only))
            console.print(grid)
        else:
            _stack(console, sheet, section)
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
            if place.column.role in ("name", "text", "word")
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
    cells = (_text(row, place) for section in sheet.sections for row in section.rows)
    return min(20, max((width(word) for text in cells for word in text.split()), default=0))


def _text(row: Sequence[Cell], place: Place) -> str:
    text = row[place.cell].text
    if place.unit is None or not row[place.unit].text:
        return text
    return f"{text} ({row[place.unit].text})"


def _header(console: Console, places: Sequence[Place], ascii_only: bool) -> None:
    grid = _grid(places)
    grid.add_row(*(Text(place.column.heading, "bold") for place in places))
    console.print(grid)
    total = sum(place.width + _GAP for place in places) - _GAP
    console.print(Text(("-" if ascii_only else "─") * total))


def _grid(places: Sequence[Place]) -> Table:
    """A borderless table of fixed widths, so that every section lines up with the header."""
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for place in places:
        grid.add_column(
            justify="right" if place.column.right else "left",
            width=place.width,
            overflow="fold",
        )
    return grid


def _cells(row: Sequence[Cell], places: Sequence[Place], ascii_only: bool) -> Iterator[Text]:
    for place in places:
        cell = row[place.cell]
        if place.column.role == "bar":
            yield _bar(cell, ascii_only)
            continue
        text = Text(cell.text, _STYLES[cell.mood])
        text.append(_text(row, place)[len(cell.text) :], "dim")
        yield text


def _stack(console: Console, sheet: Sheet, section: Section) -> None:
    """Each row as a name with its figures below it, a line each."""
    for row in section.rows:
        for column, cell in zip(sheet.columns, row, strict=True):
            if not cell.text or column.role == "bar":
                continue
            if column.role == "name":
                console.print(Text(cell.text), soft_wrap=True)
            else:
                line = Text("  ")
                line.append(f"{column.heading}: " if column.heading else "", "dim")
                line.append(cell.text, _STYLES[cell.mood])
                console.print(line, soft_wrap=True)


def _heading(section: Section) -> Text:
    heading = Text(section.heading or "", "bold")
    if section.total:
        heading.append(f"  {section.total}", "dim")
    return heading


def _bar(cell: Cell, ascii_only: bool) -> Text:
    """A bar that is full only when all is reached."""
    if cell.share is None:
        return Text("")
    full, part = divmod(int(cell.share * _BAR * 8), 8)
    if ascii_only:
        return Text(("#" * full).ljust(_BAR, "."), _STYLES[cell.mood])
    bar = Text("█" * full + (_EIGHTHS[part] if part else ""), _STYLES[cell.mood])
    bar.append("░" * (_BAR - len(bar)), "dim")
    return bar
