"""Sheets as one self-contained HTML page, for paper and for both colour schemes."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from html import escape
from pathlib import Path

from kpitrack.render.sheet import Cell, Column, Section, Sheet

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_MOST_UPRIGHT = 12
"""Columns of a sheet of paper held upright; a table with more is printed across."""


def html_page(sheets: Sequence[Sheet], language: str) -> str:
    """A whole page that asks the network for nothing."""
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(sheets[0].title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<main>\n{html_tables(sheets)}</main>\n</body>\n</html>\n"
    )


def html_tables(sheets: Sequence[Sheet]) -> str:
    """The sheets as tables, without a page around them."""
    return "".join(
        _sheet(one, "h1" if place == 0 else "h2") for place, one in enumerate(sheets)
    )


def html_block(sheets: Sequence[Sheet]) -> str:
    """The tables with their totals and notes and without headings, to stand in a page."""
    return "".join(_table(one) for one in sheets)


def _sheet(sheet: Sheet, level: str) -> str:
    subtitle = f'<p class="frame">{escape(sheet.frame)}</p>\n' if sheet.frame else ""
    return (
        f"<section>\n<{level}>{escape(sheet.title)}</{level}>\n{subtitle}"
        f"{_table(sheet)}</section>\n"
    )


def _table(sheet: Sheet) -> str:
    headings = "".join(_heading(column) for column in sheet.columns)
    bodies = "".join(_section(section, sheet.columns) for section in sheet.sections)
    told = [f'<p class="total">{escape(sheet.footer)}</p>\n'] * bool(sheet.footer)
    told += [f'<p class="note">{escape(note)}</p>\n' for note in sheet.notes]
    wide = ' class="wide"' if len(sheet.columns) > _MOST_UPRIGHT else ""
    return (
        f"<table{wide}>\n<thead><tr>{headings}</tr></thead>\n{bodies}</table>\n{''.join(told)}"
    )


def _heading(column: Column) -> str:
    return f'<th scope="col" class="{column.role}">{escape(column.heading)}</th>'


def _section(section: Section, columns: Sequence[Column]) -> str:
    heading = ""
    if section.heading:
        total = f" <small>{escape(section.total)}</small>" if section.total else ""
        heading = (
            f'<tr class="group"><th scope="rowgroup" colspan="{len(columns)}">'
            f"{escape(section.heading)}{total}</th></tr>\n"
        )
    return f"<tbody>\n{heading}{''.join(_rows(section, columns))}</tbody>\n"


def _rows(section: Section, columns: Sequence[Column]) -> Iterator[str]:
    for row in section.rows:
        cells = "".join(_cell(cell, column) for cell, column in zip(row, columns, strict=True))
        yield f"<tr>{cells}</tr>\n"


def _cell(cell: Cell, column: Column) -> str:
    kind = f"{column.role} {cell.mood}" if cell.mood != "none" else column.role
    if column.role == "bar":
        return f'<td class="bar">{_bar(cell)}</td>'
    if column.role == "name":
        return f'<th scope="row" class="{kind}">{_indented(cell.text)}</th>'
    return f'<td class="{kind}">{escape(cell.text)}</td>'


def _indented(text: str) -> str:
    """A text whose indent is kept: plain spaces would collapse."""
    words = text.lstrip(" ")
    return "&#160;" * (len(text) - len(words)) + escape(words)


def _bar(cell: Cell) -> str:
    if cell.bullet is None:
        return f'<span aria-hidden="true">{escape(cell.text)}</span>' if cell.text else ""
    percent = Decimal("100.0")
    if not cell.bullet.reached:
        share = min(max(cell.bullet.share * 100, Decimal(0)), Decimal("99.9"))
        percent = share.quantize(Decimal("0.1"), ROUND_DOWN)
    return (
        f'<svg class="{cell.mood}" viewBox="0 0 100 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="all" width="100" height="10"/>'
        f'<rect class="part" width="{percent}" height="10"/></svg>'
    )
