"""Pieces of HTML that every part of the page is made of; all text from files is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Column, Sheet


def text(words: str) -> str:
    """Words as text of the page, whatever they contain: one line, nothing in them is markup."""
    return escape(printable(words))


def mooded(cell: Cell) -> str:
    """A cell's text, with the sign and the colour of its mood where it has one."""
    shown = escape(cell.text)
    return shown if cell.mood == "none" else f'<span class="{cell.mood}">{shown}</span>'


def sheet_table(sheet: Sheet, caption: str) -> str:
    """A sheet of one section as a table that can be scrolled by itself."""
    headings = "".join(_heading(column) for column in sheet.columns)
    rows = "".join(
        _row(row, sheet.columns) for section in sheet.sections for row in section.rows
    )
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{headings}</tr></thead>\n<tbody>{rows}</tbody></table></div>\n"
    )


def paragraphs(notes: Iterable[str], kind: str) -> str:
    """Each note as a paragraph of that class."""
    return "".join(f'<p class="{kind}">{text(note)}</p>\n' for note in notes)


def _heading(column: Column) -> str:
    kind = ' class="f"' if column.right else ""
    return f'<th scope="col"{kind}>{escape(column.heading)}</th>'


def _row(row: Sequence[Cell], columns: Sequence[Column]) -> str:
    first = f'<th scope="row">{escape(row[0].text)}</th>'
    rest = (_cell(*pair) for pair in zip(row[1:], columns[1:], strict=True))
    return f"<tr>{first}{''.join(rest)}</tr>\n"


def _cell(cell: Cell, column: Column) -> str:
    kind = ' class="f"' if column.right else ""
    return f"<td{kind}>{mooded(cell)}</td>"
