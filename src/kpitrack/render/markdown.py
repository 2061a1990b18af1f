"""Sheets as Markdown tables (the GitHub and pandoc pipe form)."""

import re
from collections.abc import Iterator, Sequence

from kpitrack.render.sheet import Sheet

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~$^&!])")


def markdown(sheets: Sequence[Sheet]) -> str:
    """Every sheet under its heading; group headings are rows of their own."""
    return "\n".join("\n".join(_lines(one, level)) + "\n" for level, one in enumerate(sheets))


def markdown_block(sheets: Sequence[Sheet]) -> str:
    """The tables with their totals and notes and without headings, to stand in a document."""
    return "\n" + "\n".join("\n".join(_table(one)) + "\n" for one in sheets)


def escaped(text: str) -> str:
    """Text in which no character means anything to Markdown."""
    return _ACTIVE.sub(r"\\\1", text)


def _lines(sheet: Sheet, level: int) -> Iterator[str]:
    yield f"{'##' if level == 0 else '###'} {escaped(sheet.title)}"
    yield ""
    if sheet.frame:
        yield escaped(sheet.frame)
        yield ""
    yield from _table(sheet)


def _table(sheet: Sheet) -> Iterator[str]:
    places = [place for place, column in enumerate(sheet.columns) if column.role != "bar"]
    columns = [sheet.columns[place] for place in places]
    yield _row(escaped(column.heading) for column in columns)
    yield _row("---:" if column.right else "---" for column in columns)
    for section in sheet.sections:
        if section.heading:
            total = f" ({escaped(section.total)})" if section.total else ""
            first = f"**{escaped(section.heading)}**{total}"
            yield _row([first, *[""] * (len(columns) - 1)])
        for row in section.rows:
            yield _row(_cell(row[place].text) for place in places)
    yield ""
    told = [*[sheet.footer] * bool(sheet.footer), *sheet.notes]
    for one in told:
        yield escaped(one)
        yield ""


def _cell(text: str) -> str:
    """A cell's text; spaces that indent it would be dropped, so they are spelt out."""
    words = text.lstrip(" ")
    return "&nbsp;" * (len(text) - len(words)) + escaped(words)


def _row(cells: Iterator[str] | Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
