"""Each indicator whole: its history as a picture and a table, its signals, its sources."""

from collections.abc import Iterator
from html import escape

from kpitrack.render.cells import completion_cell, status_cell
from kpitrack.render.detail import history_sheet, records_sheet, settings_sheet
from kpitrack.render.numbers import digits_for
from kpitrack.render.page.markup import mooded, paragraphs, sheet_table, text
from kpitrack.render.page.stub import history
from kpitrack.render.page.summary import group_title
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Manner, Section
from kpitrack.views.detail import DetailView
from kpitrack.views.page import PageView
from kpitrack.views.status import StatusRow


def entries(view: PageView, manner: Manner) -> str:
    """Every indicator under its group, closed until it is asked for."""
    if not view.details:
        return ""
    words = manner.words
    groups = "".join(_groups(view, manner))
    return (
        f'<section class="entries" aria-labelledby="entries">\n<h2 id="entries">'
        f"{escape(words['page_entries'])}</h2>\n"
        f'<button type="button" id="open" hidden aria-pressed="false">'
        f"{escape(words['page_open'])}</button>\n{groups}</section>\n"
    )


def _groups(view: PageView, manner: Manner) -> Iterator[str]:
    several = len(view.status.groups) > 1
    rows: dict[str, list[StatusRow]] = {}
    for row in view.status.rows:
        rows.setdefault(row.id, []).append(row)
    for group in view.status.groups:
        members = [one for one in view.details if rows[one.id][0].group == group.id]
        heading = f'<h3 class="own">{group_title(group, manner)}</h3>\n' if several else ""
        level = 4 if several else 3
        shown = "".join(_entry(one, rows[one.id], level, manner) for one in members)
        yield f'<div class="of-group">\n{heading}{shown}</div>\n'


def _entry(detail: DetailView, rows: list[StatusRow], level: int, manner: Manner) -> str:
    """The anchor stands inside, so that a link to it opens what is closed."""
    return (
        f'<details id="d-{detail.id}">\n<summary><h{level} class="own">{text(detail.name)}'
        f"</h{level}>{''.join(_standing(row, manner) for row in rows)}</summary>\n"
        f'<div class="entry" id="i-{detail.id}">\n{_facts(detail, rows, manner)}'
        f"{_history(detail, manner)}{_records(detail, manner)}"
        f'<p class="back"><a href="#r-{detail.id}">{escape(manner.words["page_back"])}</a></p>'
        "\n</div>\n</details>\n"
    )


def _standing(row: StatusRow, manner: Manner) -> str:
    """How it stands, in the line that is always there."""
    completion = completion_cell(row, manner)
    figure = f"{escape(completion.text)} " if row.completion is not None else ""
    return f'<span class="standing">{figure}{mooded(status_cell(row, manner))}</span>'


def _facts(detail: DetailView, rows: list[StatusRow], manner: Manner) -> str:
    """What it is, what is still missing in the period, and what the file says of it."""
    told = [*_identity(detail, manner), *_outlook(rows, manner)]
    settings = settings_sheet(detail, manner).sections[0].rows
    told += [(name.text, value.text) for name, value in settings]
    items = "".join(
        f'<div><dt>{escape(term)}</dt><dd class="own">{escape(value)}</dd></div>\n'
        for term, value in told
    )
    return f'<dl class="facts">\n{items}</dl>\n'


def _identity(detail: DetailView, manner: Manner) -> Iterator[tuple[str, str]]:
    words = manner.words
    if detail.group:
        yield words["group"], printable(detail.group)
    if detail.unit:
        yield words["unit"], printable(detail.unit)
    yield words["page_direction"], words[f"page_{detail.direction}"]


def _outlook(rows: list[StatusRow], manner: Manner) -> Iterator[tuple[str, str]]:
    """What is missing, and what was expected by now, in the period that the page is about."""
    words = manner.words
    for row in rows:
        named = f" ({printable(row.target_set)})" if row.target_set else ""
        for key, value in (("remaining", row.remaining), ("expected", row.expected)):
            if value is not None:
                shown = manner.numbers.number(value, digits_for(value, row.decimals))
                yield f"{words[key]} {row.period}{named}", shown


def _history(detail: DetailView, manner: Manner) -> str:
    sheet = history_sheet(detail, manner)
    if not detail.rows:
        return paragraphs(sheet.notes, "soft")
    picture = history(detail, manner)
    drawn = f'<div class="picture">{picture}</div>\n' if picture else ""
    table = sheet_table(sheet, manner.words["history"])
    return f"{drawn}{table}{paragraphs(sheet.notes, 'soft')}"


def _records(detail: DetailView, manner: Manner) -> str:
    """The figures whose source said more than the figure, which the history has already."""
    sheet = records_sheet(detail, manner)
    rows = tuple(row for row in sheet.sections[0].rows if row[-1].text)
    if not rows:
        return ""
    return sheet_table(sheet._replace(sections=(Section(rows),)), sheet.title)
