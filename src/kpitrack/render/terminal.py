"""Sheets drawn by Rich: for a person at a terminal."""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from kpitrack.render.ascii import in_ascii
from kpitrack.render.bands import bands
from kpitrack.render.bullet import (
    ASCII,
    BLOCKS,
    LARGEST,
    SMALLEST,
    STEP,
    Alphabet,
    bar,
    room_for,
)
from kpitrack.render.packing import packed
from kpitrack.render.plot import plotted
from kpitrack.render.printable import width
from kpitrack.render.sheet import Bullet, Cell, Chart, Column, Mood, Sheet

_STYLES: dict[Mood, str] = {
    "good": "green",
    "near": "yellow",
    "bad": "red",
    "open": "cyan",
    "quiet": "dim",
    "none": "",
}
_GAP = 2
_READABLE_NAME = 24
_LEAST_NAME = 10
_LEAST_PROSE = 60
_INDENT = 2
_LARGEST_BELOW = 20

Piece = tuple[str, str]
"""Some text and its style."""


class Place(NamedTuple):
    """A column as it is drawn: where its cells stand in a row, and how wide it is.

    `unit` is the place of the units that were moved into this column's cells.
    """

    column: Column
    cell: int
    width: int
    unit: int | None = None


class Layout(NamedTuple):
    """How a sheet fits: its columns, none where each cell gets a line of its own.

    `size` is how many characters make up the target of a bar, 0 where no bar has room.
    Without a column of their own, bars stand below the figures of their row.
    """

    places: list[Place]
    size: int

    @property
    def below(self) -> bool:
        """Whether bars stand below the figures."""
        return self.size > 0 and all(one.column.role != "bar" for one in self.places)


class Pen(NamedTuple):
    """What a sheet is drawn with."""

    room: int
    ascii_only: bool

    @property
    def alphabet(self) -> Alphabet:
        """The characters of bars."""
        return ASCII if self.ascii_only else BLOCKS


def draw(sheets: Sequence[Sheet], *, columns: int, color: bool, ascii_only: bool) -> str:
    """The sheets for a terminal of that many columns.

    Where they do not fit, units join the names, then the bars move below the figures, names
    wrap, then grouped columns go on in a table below, and at last the figures stand below the
    names: none is ever cut.
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
        return bool(_layout(sheet, columns).places)

    every = [band for sheet in sheets for band in bands(sheet, fits)]
    for number, sheet in enumerate(every):
        if number:
            console.print()
        _draw(console, in_ascii(sheet) if ascii_only else sheet, Pen(columns, ascii_only))
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])


def _draw(console: Console, sheet: Sheet, pen: Pen) -> None:
    console.print(Text(sheet.title, "bold"))
    frame = [sheet.frame] if width(sheet.frame) <= pen.room else [sheet.subtitle, sheet.trace]
    for line in filter(None, frame):
        console.print(Text(line, "dim"))
    console.print()
    drawing = Text()
    layout = _layout(sheet, pen.room)
    if layout.places:
        _header(drawing, layout.places, pen)
    for section in sheet.sections:
        if section.heading:
            total = f"  {section.total}" if section.total else ""
            pieces = [(section.heading, "bold"), (total, "dim")]
            _print_lines(drawing, _lines(pieces, pen.room))
        for row in section.rows:
            if layout.places:
                _row(drawing, row, layout, pen)
            else:
                _stack(drawing, sheet, row, layout, pen)
    if sheet.chart:
        _chart(drawing, sheet.chart, pen)
    console.print(drawing, soft_wrap=True, end="")
    if sheet.footer:
        console.print()
        console.print(Text(sheet.footer, "bold"))
    for note in (*sheet.notes, *_signs(sheet, layout, pen)):
        console.print(Text(note, "dim"))


def _chart(drawing: Text, chart: Chart, pen: Pen) -> None:
    """The chart below the table: of a long table, a terminal shows the end."""
    lines = plotted(chart, pen.room, ascii_only=pen.ascii_only)
    drawing.append("\n" * bool(lines))
    _print_lines(drawing, [[(text, _STYLES[mood]) for text, mood in one] for one in lines])


def _print_lines(drawing: Text, lines: Sequence[Sequence[Piece]]) -> None:
    for line in lines:
        for text, style in line:
            drawing.append(text, style)
        drawing.append("\n")


def _layout(sheet: Sheet, room: int) -> Layout:
    """The richest layout that fits; without places where even the barest does not."""
    layouts = (
        (("bar", "unit"), _READABLE_NAME),
        (("bar",), _READABLE_NAME),
        (("unit",), _READABLE_NAME),
        ((), _LEAST_NAME),
    )
    bars = _has_bullets(sheet)
    for optional, least_name in layouts:
        places = _places(sheet, optional)
        fitted = _shrunk(sheet, places, room, least_name)
        if fitted and not bars:
            return Layout(fitted, 0)
        if fitted and "bar" in optional:
            return _widened(fitted, room)
        if fitted:
            return Layout(fitted, _largest(_span(fitted), _LARGEST_BELOW))
    return Layout([], _largest(room - _INDENT, _LARGEST_BELOW) if bars else 0)


def _has_bullets(sheet: Sheet) -> bool:
    return any(cell.bullet for cell in _cells(sheet))


def _cells(sheet: Sheet) -> Iterator[Cell]:
    return (cell for section in sheet.sections for row in section.rows for cell in row)


def _largest(room: int, most: int) -> int:
    """The largest bar for that room, 0 where none fits."""
    sizes = range(most, SMALLEST - 1, -STEP)
    return next((size for size in sizes if room_for(size) <= room), 0)


def _widened(places: list[Place], room: int) -> Layout:
    """The bars as wide as what is left over lets them be."""
    spare = room - sum(place.width + _GAP for place in places) + _GAP
    size = _largest(room_for(SMALLEST) + spare, LARGEST)
    return Layout(
        [
            one._replace(width=room_for(size)) if one.column.role == "bar" else one
            for one in places
        ],
        size,
    )


def _span(places: Sequence[Place]) -> int:
    """The room below a row's figures: from the second column to the last figure's end."""
    ends = [end for end, place in enumerate(places, 1) if place.column.role == "figure"]
    return sum(place.width + _GAP for place in places[1 : max(ends, default=1)]) - _GAP


def _signs(sheet: Sheet, layout: Layout, pen: Pen) -> Iterator[str]:
    """What the marks of the bars mean, for those that are drawn."""
    if not layout.size:
        return
    drawn = {
        char
        for cell in _cells(sheet)
        if cell.bullet
        for char in bar(cell.bullet, layout.size, pen.alphabet)
    }
    entries = [
        [(f"{char} {name}", "dim")]
        for sign, name in sheet.signs.items()
        if (char := getattr(pen.alphabet, sign)) in drawn
    ]
    for line in packed(entries, pen.room):
        yield "".join(text for text, _ in line)


def _places(sheet: Sheet, optional: Sequence[str]) -> list[Place]:
    """Places of all columns but bars and units that are not named; such units join names."""
    units = [n for n, column in enumerate(sheet.columns) if column.role == "unit"]
    unit = units[0] if units and "unit" not in optional else None
    places = []
    for index, column in enumerate(sheet.columns):
        if column.role not in ("bar", "unit") or column.role in optional:
            place = Place(column, index, 0, unit if column.role == "name" else None)
            places.append(place._replace(width=_natural(sheet, place)))
    return places


def _natural(sheet: Sheet, place: Place) -> int:
    """The width at which no cell wraps; a heading may, between its words."""
    if place.column.role == "bar" and _has_bullets(sheet):
        return room_for(SMALLEST)
    heading = max((width(word) for word in place.column.heading.split()), default=0)
    cells = (_text(row, place) for section in sheet.sections for row in section.rows)
    return max([heading, *map(width, cells)])


def _shrunk(sheet: Sheet, places: list[Place], room: int, least_name: int) -> list[Place]:
    """All but figures narrowed until it fits; none where that would be too narrow.

    Verdicts stay whole beside a bar: torn ones would cost more than a bar below brings.
    """
    narrowing = {"name", "text", "word", "prose"}
    if any(place.column.role == "bar" for place in places):
        narrowing -= {"word"}
    over = sum(place.width + _GAP for place in places) - _GAP - room
    while over > 0:
        wrapping = [
            place
            for place in places
            if place.column.role in narrowing and place.width > _least(sheet, place, least_name)
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


def _header(drawing: Text, places: Sequence[Place], pen: Pen) -> None:
    cells = [_lines([(one.column.heading, "bold")], one.width) for one in places]
    _print_lines(drawing, _joined(cells, places))
    total = sum(place.width + _GAP for place in places) - _GAP
    drawing.append(("-" if pen.ascii_only else "─") * total + "\n")


def _row(drawing: Text, row: Sequence[Cell], layout: Layout, pen: Pen) -> None:
    places = layout.places
    cells = [_lines(_pieces(row, one, layout, pen), one.width) for one in places]
    lines = _joined(cells, places)
    for cell in row:
        if cell.bullet and layout.below:
            free = max(map(len, cells[1:]))
            name = cells[0][free] if free < len(cells[0]) else []
            drawn = _bar(cell.bullet, cell.mood, layout.size, pen.alphabet)
            indent = places[0].width + _GAP + _span(places) - room_for(layout.size)
            space = " " * (indent - sum(width(text) for text, _ in name))
            lines[free : free + 1] = [[*name, (space, ""), *drawn]]
    _print_lines(drawing, lines)


def _pieces(row: Sequence[Cell], place: Place, layout: Layout, pen: Pen) -> list[Piece]:
    cell = row[place.cell]
    if cell.bullet:
        return _bar(cell.bullet, cell.mood, layout.size, pen.alphabet)
    return [(cell.text, _STYLES[cell.mood]), (_text(row, place)[len(cell.text) :], "dim")]


def _joined(
    cells: Sequence[Sequence[Sequence[Piece]]], places: Sequence[Place]
) -> list[list[Piece]]:
    """Cells side by side, as many lines as the highest one has, each line wholly padded.

    Rich's own Table measures every cell again and costs several times as much.
    """
    lines: list[list[Piece]] = []
    for number in range(max(map(len, cells))):
        line: list[Piece] = []
        for cell, place in zip(cells, places, strict=True):
            pieces = cell[number] if number < len(cell) else []
            space = " " * (place.width - sum(width(text) for text, _ in pieces))
            gap = " " * _GAP
            line += (
                [(space, ""), *pieces, (gap, "")]
                if place.column.right
                else [*pieces, (space + gap, "")]
            )
        lines.append(line)
    return lines


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


def _stack(drawing: Text, sheet: Sheet, row: Sequence[Cell], layout: Layout, pen: Pen) -> None:
    """A row as a name with its figures below it; bars and sentences begin new lines."""
    room = max(pen.room - _INDENT, 1)
    entries: list[list[Piece]] = []
    for column, cell in zip(sheet.columns, row, strict=True):
        if column.role == "name":
            _print_lines(drawing, _lines([(cell.text, _STYLES[cell.mood])], pen.room))
            continue
        if cell.bullet or column.role == "prose":
            _indented(drawing, packed(entries, room), room)
            entries = []
        entry = _entry(column, cell, layout, pen)
        entries += [entry] * bool(entry)
    _indented(drawing, packed(entries, room), room)


def _entry(column: Column, cell: Cell, layout: Layout, pen: Pen) -> list[Piece]:
    """A cell with its heading; nothing for an empty one."""
    if cell.bullet and layout.size:
        return _bar(cell.bullet, cell.mood, layout.size, pen.alphabet)
    if not cell.text:
        return []
    heading = [(f"{column.heading}:", "dim")] if column.heading else []
    return [*heading, (" " * bool(heading) + cell.text, _STYLES[cell.mood])]


def _indented(drawing: Text, lines: Iterable[Sequence[Piece]], room: int) -> None:
    for line in lines:
        broken = _lines(line, room)
        _print_lines(drawing, [[(" " * _INDENT, ""), *one] for one in broken])


def _bar(bullet: Bullet, mood: Mood, size: int, alphabet: Alphabet) -> list[Piece]:
    """A bar in the colour of its verdict; its marks stand out, its ground steps back."""
    grounds = (alphabet.poor, alphabet.partly, alphabet.clear)
    styles = {
        alphabet.target: "bold",
        alphabet.expected: "bold",
        **dict.fromkeys(grounds, "dim"),
    }
    drawn = bar(bullet, size, alphabet)
    by_style = groupby(drawn, key=lambda char: styles.get(char, _STYLES[mood]))
    return [("".join(chars), style) for style, chars in by_style]
