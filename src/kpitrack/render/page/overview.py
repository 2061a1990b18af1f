"""The table of all indicators, with what a script needs to filter and to sort it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from html import escape

from kpitrack.measures.statuses import STATUSES
from kpitrack.render.cells import (
    MOODS,
    actual_cell,
    completion_cell,
    is_partial,
    legend,
    status_cell,
)
from kpitrack.render.page.markup import mooded, paragraphs, text
from kpitrack.render.page.summary import group_title
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Manner
from kpitrack.render.status import named_target_cell, tally_text
from kpitrack.render.svg.bullet import bullet
from kpitrack.render.svg.spark import spark
from kpitrack.views.detail import DetailView
from kpitrack.views.page import PageView
from kpitrack.views.status import GroupTally, StatusRow

_COLUMNS = (
    ("indicator", "n", True),
    ("unit", "u", False),
    ("target", "f t", True),
    ("actual", "f", True),
    ("completion", "f", True),
    ("bar", "b", False),
    ("page_course", "k", False),
    ("status", "s", True),
)
"""Each column's heading, its classes, and whether it can be sorted by."""

_LONGEST_WORD = 20
"""Letters that a figure may have in one piece, before it is broken over lines."""


def overview(view: PageView, manner: Manner) -> str:
    """Filter, table and the meaning of its signs."""
    words, status = manner.words, view.status
    heading = f"<h2>{escape(words['page_indicators'])}</h2>\n"
    if not status.rows:
        told = paragraphs((words["nothing"], *status.notes), "soft")
        return f'<section id="indicators" tabindex="-1">\n{heading}{told}</section>\n'
    caption = words["title_status"].format(period=status.period)
    kind = "" if any(spark(_values(one)) for one in view.details) else ' class="short"'
    return (
        f'<section id="indicators" tabindex="-1">\n{heading}{_tools(view, manner)}'
        f'<table id="all"{kind} role="table"><caption>{escape(caption)}</caption>\n'
        f"{_head(manner)}{_Body(view, manner).html()}</table>\n"
        f"{paragraphs((*status.notes, *_signs(status.rows, manner)), 'soft')}</section>\n"
    )


def _signs(rows: Iterable[StatusRow], manner: Manner) -> tuple[str, ...]:
    """What the letters and signs of the table mean; remarks stand with their indicators."""
    every = tuple(rows)
    marks = {row.observation_status for row in every if row.actual is not None}
    so_far = any(is_partial(row) for row in every)
    implied = any(row.target_implied for row in every)
    differ = any(row.verdicts_differ for row in every)
    star = (f"* {manner.words['differ']}",) if differ else ()
    return (*legend(marks, so_far, implied, manner), *star)


def _tools(view: PageView, manner: Manner) -> str:
    """Filter and chips; hidden until the script is there that makes them work."""
    words = {key: escape(word) for key, word in manner.words.items()}
    chips = "".join(
        f'<button type="button" data-s="{status}" aria-pressed="false">'
        f'<span class="{MOODS[status]}">{words[status]}</span></button>\n'
        for status in view.status.summary.counts
    )
    return (
        f'<div class="tools" role="search" hidden data-shown="{words["page_shown"]}" '
        f'data-up="{words["page_up"]}" data-down="{words["page_down"]}">\n'
        f'<div class="line"><label for="find">{words["page_filter"]}</label>\n'
        '<input id="find" type="search" autocomplete="off" spellcheck="false" '
        f'placeholder="{words["page_hint"]}" aria-keyshortcuts="/">\n'
        f"{_choice_of_group(view, manner)}"
        f'<button type="button" id="clear">{words["page_clear"]}</button></div>\n'
        f'<div class="chips" role="group" aria-label="{words["status"]}">\n{chips}</div>\n'
        '<p id="count" role="status"></p>\n</div>\n'
    )


def _choice_of_group(view: PageView, manner: Manner) -> str:
    groups = view.status.groups
    if len(groups) < 2:
        return ""
    options = "".join(
        f'<option value="{place}">{group_title(group, manner)}</option>\n'
        for place, group in enumerate(groups)
    )
    words = manner.words
    return (
        f'<select id="group" aria-label="{escape(words["group"])}">\n'
        f'<option value="">{escape(words["page_all_groups"])}</option>\n{options}</select>\n'
    )


def _head(manner: Manner) -> str:
    cells = "".join(
        f'<th scope="col" role="columnheader" class="{kind}"{" data-sort" * sortable}>'
        f"{escape(manner.words[key])}</th>"
        for key, kind, sortable in _COLUMNS
    )
    return f'<thead role="rowgroup"><tr role="row">{cells}</tr></thead>\n'


class _Body:
    """The rows, group by group.

    A browser has no exact decimals: where a figure stands in its column is settled here,
    from 0, and only followed there. What is undefined has no place.
    """

    def __init__(self, view: PageView, manner: Manner) -> None:
        rows = view.status.rows
        self._view = view
        self._manner = manner
        self._details = {one.id: one for one in view.details}
        self._targets = _places(row.target for row in rows)
        self._actuals = _places(row.actual for row in rows)
        self._completions = _places(row.completion for row in rows)
        self._anchored: set[str] = set()

    def html(self) -> str:
        """A table body for each group."""
        groups = self._view.status.groups
        by_group: dict[str | None, list[StatusRow]] = {group.id: [] for group in groups}
        for row in self._view.status.rows:
            by_group[row.group].append(row)
        return "".join(
            f'<tbody role="rowgroup" data-g="{place}">\n'
            f"{self._heading(place, group) if len(groups) > 1 else ''}"
            f"{''.join(self._row(row, group) for row in by_group[group.id])}</tbody>\n"
            for place, group in enumerate(groups)
        )

    def _heading(self, place: int, group: GroupTally) -> str:
        total = tally_text(group.tally, self._manner)
        told = f" <small>{escape(total)}</small>" if total else ""
        return (
            '<tr class="group" role="row"><th scope="rowgroup" role="rowheader" '
            f'colspan="{len(_COLUMNS)}" id="g-{place}">'
            f'<span class="own">{group_title(group, self._manner)}</span>{told}</th></tr>\n'
        )

    def _row(self, row: StatusRow, group: GroupTally) -> str:
        """One row; the first of an indicator carries the anchor that leads back to it."""
        detail = self._details[row.id]
        anchor = "" if row.id in self._anchored else f' id="r-{row.id}"'
        self._anchored.add(row.id)
        return (
            f'<tr role="row"{anchor} data-s="{row.status or ""}" '
            f'data-k="{escape(_also_found_by(detail))}">{self._name(row, group)}'
            f'<td role="cell" class="u own">{text(row.unit or "")}</td>'
            f"{''.join(self._figures(row))}"
            f'<td role="cell" class="b">{bullet(row, self._manner)}</td>'
            f'<td role="cell" class="k">{spark(_values(detail))}</td>'
            f"{self._status(row)}</tr>\n"
        )

    def _name(self, row: StatusRow, group: GroupTally) -> str:
        """The name, and the group's, which is shown where rows are sorted across groups."""
        return (
            f'<th scope="row" role="rowheader" class="n"><a class="own" href="#i-{row.id}">'
            f'{text(row.name)}</a><small class="own">{group_title(group, self._manner)}'
            "</small></th>"
        )

    def _figures(self, row: StatusRow) -> Iterator[str]:
        manner, asked = self._manner, self._view.status.target_set
        target = named_target_cell(row, asked, manner)
        actual, completion = actual_cell(row, manner), completion_cell(row, manner)
        yield self._figure("target", "f t", target, self._targets, row.target)
        yield self._figure("actual", "f", actual, self._actuals, row.actual)
        yield self._figure("completion", "f", completion, self._completions, row.completion)

    def _figure(
        self,
        key: str,
        kind: str,
        cell: Cell,
        places: Mapping[Decimal, int],
        value: Decimal | bool | None,
    ) -> str:
        """A figure with its heading at hand for narrow screens, where there is no column."""
        if max(map(len, cell.text.split()), default=0) > _LONGEST_WORD:
            kind += " long"
        return (
            f'<td role="cell" class="{kind}" data-l="{escape(self._manner.words[key])}"'
            f"{_place(places, value)}>"
            f"{mooded(cell)}</td>"
        )

    def _status(self, row: StatusRow) -> str:
        place = f' data-r="{STATUSES.index(row.status)}"' if row.status else ""
        return f'<td role="cell" class="s"{place}>{mooded(status_cell(row, self._manner))}</td>'


def _places(values: Iterable[Decimal | bool | None]) -> dict[Decimal, int]:
    """Where each figure stands among all of them; equal figures stand together."""
    known = {one for one in values if one is not None and not isinstance(one, bool)}
    return {value: place for place, value in enumerate(sorted(known))}


def _values(detail: DetailView) -> list[Decimal | None]:
    return [value for _, value in detail.trend]


def _place(places: Mapping[Decimal, int], value: Decimal | bool | None) -> str:
    """A figure's place as an attribute; a milestone is no figure."""
    if value is None or isinstance(value, bool):
        return ""
    return f' data-r="{places[value]}"'


def _also_found_by(detail: DetailView) -> str:
    """What a reader may type beside the name: id, owner, tags."""
    facts = (detail.facts.get(key) for key in ("owner", "tags"))
    return printable(" ".join([detail.id, *(one for one in facts if one)]))
