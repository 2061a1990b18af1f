"""Each indicator whole: its history as a picture and a table, its signals, its sources."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from kpitrack.render.cells import DASH, completion_cell, status_cell
from kpitrack.render.detail import history_sheet, records_sheet, settings_sheet
from kpitrack.render.dimension import breakdown_sheet
from kpitrack.render.pace import pace_cells, pace_notes
from kpitrack.render.page.markup import mooded, paragraphs, sheet_table, text
from kpitrack.render.page.summary import group_title
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Manner, Section
from kpitrack.render.svg.behaviour import behaviour
from kpitrack.render.svg.history import history
from kpitrack.views.detail import DetailView
from kpitrack.views.page import PageView
from kpitrack.views.status import StatusRow
from kpitrack.views.trend import TrendRow


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


class _Entry(NamedTuple):
    """One indicator: whole, in the rows of the period, and its course where it is read."""

    detail: DetailView
    rows: list[StatusRow]
    trend: TrendRow | None


def _by_group(view: PageView) -> dict[str | None, list[_Entry]]:
    """The indicators of each group, in the order of their rows."""
    rows: dict[str, list[StatusRow]] = {}
    for row in view.status.rows:
        rows.setdefault(row.id, []).append(row)
    trends = {one.id: one for one in view.trends}
    found: dict[str | None, list[_Entry]] = {}
    for one in view.details:
        own = rows[one.id]
        found.setdefault(own[0].group, []).append(_Entry(one, own, trends.get(one.id)))
    return found


def _groups(view: PageView, manner: Manner) -> Iterator[str]:
    several = len(view.status.groups) > 1
    members = _by_group(view)
    for group in view.status.groups:
        heading = f'<h3 class="own">{group_title(group, manner)}</h3>\n' if several else ""
        level = "h4" if several else "h3"
        shown = "".join(_entry(one, level, manner) for one in members[group.id])
        yield f'<div class="of-group">\n{heading}{shown}</div>\n'


def _entry(entry: _Entry, level: str, manner: Manner) -> str:
    """The anchor stands inside, so that a link to it opens what is closed."""
    detail, rows = entry.detail, entry.rows
    return (
        f'<details id="d-{detail.id}">\n<summary><{level} class="own">{text(detail.name)}'
        f'</{level}><span class="standing">{_standings(rows, manner)}'
        f'</span></summary>\n<div class="entry" id="i-{detail.id}">\n'
        f"{_facts(detail, rows, manner)}{_pace_notes(rows, manner)}{_story(entry, manner)}"
        f'<p class="back"><a href="#r-{detail.id}">{escape(manner.words["page_back"])}</a></p>'
        "\n</div>\n</details>\n"
    )


def _standings(rows: list[StatusRow], manner: Manner) -> str:
    """How it stands, in the line that is always there; of several targets, whose each is."""
    if len(rows) == 1:
        return _standing(rows[0], manner)
    return "".join(
        f'<span class="own">{text(row.target_set or "")}</span>{_standing(row, manner)}'
        for row in rows
    )


def _standing(row: StatusRow, manner: Manner) -> str:
    completion = completion_cell(row, manner)
    figure = f"{escape(completion.text)} " if row.completion is not None else ""
    return f"<span>{figure}{mooded(status_cell(row, manner))}</span>"


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
    if detail.unit:
        yield words["unit"], printable(detail.unit)
    yield words["page_direction"], words[f"page_{detail.direction}"]


def _outlook(rows: list[StatusRow], manner: Manner) -> Iterator[tuple[str, str]]:
    """What is missing in the page's period, and while that runs whether it is on course."""
    for row in rows:
        named = f" ({printable(row.target_set)})" if row.target_set else ""
        for key, cell in pace_cells(row, manner).items():
            if cell != DASH and (key != "remaining" or row.remaining):
                yield f"{manner.words[key]} {row.period}{named}", cell.text


def _pace_notes(rows: list[StatusRow], manner: Manner) -> str:
    """How its end was projected, and how such projections did in earlier years."""
    return paragraphs(pace_notes([row for row in rows if row.projected], manner), "soft")


def _story(entry: _Entry, manner: Manner) -> str:
    """Pictures, and below them what they show as tables, side by side where there is room."""
    detail = entry.detail
    pictures = "".join(
        f'<div class="picture">{picture}</div>\n' for picture in _pictures(entry, manner)
    )
    sheet = history_sheet(detail, manner)
    table = sheet_table(sheet, manner.words["history"]) if detail.rows else ""
    # A chart's remarks are drawn in it, where a screen reader does not find them.
    remarks = paragraphs(entry.trend.remarks if entry.trend else (), "unseen")
    drawn = f'<div class="drawn">{pictures}{remarks}</div>\n' if pictures else ""
    notes = paragraphs(sheet.notes, "soft")
    told = f'<div class="notes">\n{notes}</div>\n' if notes else ""
    rest = f"{_breakdowns(detail, manner)}{_records(detail, manner)}"
    return f'{drawn}<div class="tables">\n{table}{told}{rest}</div>\n'


def _pictures(entry: _Entry, manner: Manner) -> Iterator[str]:
    """The history, and as a process behaviour chart with its reading in words.

    One period alone has no course that a picture could show better than its row, and a
    milestone has no figures.
    """
    periods = {row.period for row in entry.detail.rows}
    if len(periods) > 1 and entry.detail.direction != "milestone":
        yield history(entry.detail, manner)
    if entry.trend is not None:
        yield behaviour(entry.trend, manner)


def _breakdowns(detail: DetailView, manner: Manner) -> str:
    """The figures by each dimension: by sex, by district."""
    sheets = [breakdown_sheet(one, manner) for one in detail.breakdowns]
    return "".join(
        f"<div>{sheet_table(one, one.title)}{paragraphs(one.notes, 'soft')}</div>\n"
        for one in sheets
    )


def _records(detail: DetailView, manner: Manner) -> str:
    """The figures whose source said more than the figure, which the history has already."""
    sheet = records_sheet(detail, manner)
    rows = tuple(row for row in sheet.sections[0].rows if row[-1].text)
    if not rows:
        return ""
    return sheet_table(sheet._replace(sections=(Section(rows),)), sheet.title)
