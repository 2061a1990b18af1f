"""Sheets as plain text: for pipes and files. Never cut, wrapped or coloured."""

from collections.abc import Iterator, Sequence

from kpitrack.render.printable import width
from kpitrack.render.sheet import Column, Section, Sheet


def plain(sheets: Sequence[Sheet]) -> str:
    """Every sheet as aligned columns, two spaces apart, as wide as they need."""
    return "\n".join("\n".join(_lines(one)) + "\n" for one in sheets)


def _lines(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    if sheet.frame:
        yield sheet.frame
    yield ""
    places = [place for place, column in enumerate(sheet.columns) if column.role != "bar"]
    columns = [sheet.columns[place] for place in places]
    texts = [
        [[row[place].text for place in places] for row in section.rows]
        for section in sheet.sections
    ]
    widths = _widths(columns, [row for section in texts for row in section])
    yield _line([column.heading for column in columns], columns, widths)
    yield "  ".join("-" * one for one in widths)
    for section, rows in zip(sheet.sections, texts, strict=True):
        if section.heading:
            yield _heading(section)
        for row in rows:
            yield _line(row, columns, widths)
    if sheet.footer:
        yield ""
        yield sheet.footer
    yield from sheet.notes


def _heading(section: Section) -> str:
    return f"{section.heading}: {section.total}" if section.total else f"{section.heading}:"


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    return [
        max([width(column.heading), *(width(row[place]) for row in rows)])
        for place, column in enumerate(columns)
    ]


def _line(row: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = []
    for text, column, wide in zip(row, columns, widths, strict=True):
        chars = len(text) + wide - width(text)
        cells.append(text.rjust(chars) if column.right else text.ljust(chars))
    return "  ".join(cells).rstrip()
