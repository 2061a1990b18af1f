"""Sheets drawn by Rich: for a person at a terminal."""

from collections.abc import Callable, Iterator, Sequence
from io import StringIO

from rich.box import ASCII, SIMPLE_HEAD
from rich.console import Console
from rich.measure import Measurement
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
_LEAST_NAME = 12

Keep = Callable[[Column], bool]


def draw(sheets: Sequence[Sheet], *, columns: int, color: bool, ascii_only: bool) -> str:
    """The sheets for a terminal of that many columns.

    Where they do not fit, the bars go first, then units join the names, then names wrap;
    a figure is never cut.
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
    text = "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
    return _escaped(text) if ascii_only else text


def _escaped(text: str) -> str:
    return "\n".join(to_ascii(line) for line in text.split("\n"))


def _draw(console: Console, sheet: Sheet, ascii_only: bool) -> None:
    console.print(Text(sheet.title, "bold"), soft_wrap=True)
    if sheet.subtitle:
        console.print(Text(sheet.subtitle, "dim"), soft_wrap=True)
    table = _fitting(console, sheet, ascii_only)
    wide = Measurement.get(console, console.options.update(max_width=10**4), table)
    console.print(table, width=max(console.width, wide.minimum), crop=False, no_wrap=False)
    if sheet.footer:
        console.print(Text(sheet.footer, "bold"))
    for note in sheet.notes:
        console.print(Text(note, "dim"))


def _fitting(console: Console, sheet: Sheet, ascii_only: bool) -> Table:
    """The richest layout that fits the console, else the barest."""
    layouts = (
        (lambda column: True, False),
        (lambda column: column.role != "bar", False),
        (lambda column: column.role not in ("bar", "unit"), True),
    )
    for keep, join_units in layouts:
        if _needed(sheet, keep, join_units) <= console.width:
            break
    return _table(sheet, keep, join_units, ascii_only)


def _needed(sheet: Sheet, keep: Keep, join_units: bool) -> int:
    total = 1
    for place, column in enumerate(sheet.columns):
        if not keep(column):
            continue
        total += _least_width(sheet, place, column) + 2
    return total


def _least_width(sheet: Sheet, place: int, column: Column) -> int:
    cells = [row[place] for section in sheet.sections for row in section.rows]
    if column.role == "bar":
        return _BAR
    if column.role == "name":
        longest = max((width(cell.text) for cell in cells), default=0)
        return min(longest, 24)
    if column.role == "text":
        words = (word for cell in cells for word in cell.text.split())
        return max((width(word) for word in words), default=0)
    heading = max((width(word) for word in column.heading.split()), default=0)
    return max([heading, *(width(cell.text) for cell in cells)])


def _table(sheet: Sheet, keep: Keep, join_units: bool, ascii_only: bool) -> Table:
    table = Table(
        box=ASCII if ascii_only else SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
        show_edge=False,
        header_style="bold",
    )
    places = [place for place, column in enumerate(sheet.columns) if keep(column)]
    for place in places:
        _add_column(table, sheet.columns[place])
    unit = next((n for n, column in enumerate(sheet.columns) if column.role == "unit"), None)
    for section in sheet.sections:
        if section.heading:
            table.add_row(_heading(section))
        for row in section.rows:
            table.add_row(*_cells(sheet, row, places, unit if join_units else None, ascii_only))
    return table


def _add_column(table: Table, column: Column) -> None:
    wraps = column.role in ("name", "text")
    table.add_column(
        Text(column.heading),
        justify="right" if column.right else "left",
        no_wrap=not wraps,
        overflow="fold",
        min_width=_LEAST_NAME if column.role == "name" else None,
    )


def _heading(section: Section) -> Text:
    heading = Text(section.heading or "", "bold")
    if section.total:
        heading.append(f"  {section.total}", "dim")
    return heading


def _cells(
    sheet: Sheet, row: Sequence[Cell], places: Sequence[int], unit: int | None, ascii_only: bool
) -> Iterator[Text]:
    for place in places:
        cell, column = row[place], sheet.columns[place]
        if column.role == "bar":
            yield _bar(cell, ascii_only)
        elif column.role == "name" and unit is not None and row[unit].text:
            text = Text(cell.text)
            text.append(f" ({row[unit].text})", "dim")
            yield text
        else:
            yield Text(cell.text, _STYLES[cell.mood])


def _bar(cell: Cell, ascii_only: bool) -> Text:
    """A bar that is full only when all is reached."""
    if cell.share is None:
        return Text("")
    eighths = int(cell.share * _BAR * 8)
    full, part = divmod(eighths, 8)
    if ascii_only:
        return Text(("#" * full).ljust(_BAR, "."), _STYLES[cell.mood])
    bar = Text("█" * full + (_EIGHTHS[part] if part else ""), _STYLES[cell.mood])
    bar.append("░" * (_BAR - len(bar)), "dim")
    return bar
