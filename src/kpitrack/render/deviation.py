"""The sheet of a variance view."""

from collections.abc import Sequence

from kpitrack.render.cells import (
    actual_cell,
    difference_cell,
    implied_digits,
    percent_cell,
)
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Manner, Section, Sheet, name_cell
from kpitrack.render.status import frame_text, named_target_cell, row_notes
from kpitrack.views.deviation import VarianceTally, VarianceView, is_on_target
from kpitrack.views.status import StatusRow


def variance_sheets(view: VarianceView, manner: Manner) -> tuple[Sheet, ...]:
    """The largest variance first, within its group where groups were asked for."""
    sections: tuple[Section, ...] = (Section(_rows(view.rows, view.target_set, manner)),)
    if view.by_group:
        sections = tuple(
            Section(
                _rows(
                    [row for row in view.rows if row.group == group.id], view.target_set, manner
                ),
                heading=printable(group.name or manner.words["no_group"]),
                total=_counts(group.tally, manner),
            )
            for group in view.groups
        )
    title = manner.words["title_variance"].format(period=view.period)
    sheet = Sheet(
        title=f"{printable(view.title)}, {title}",
        subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
        columns=manner.columns(
            ("indicator", "name"),
            ("unit", "unit"),
            ("target", "figure"),
            ("actual", "figure"),
            ("variance", "figure"),
            ("variance_percent", "figure"),
            ("favour", "word"),
        ),
        sections=sections if view.rows else (),
        footer=_footer(view, manner),
        notes=(*map(printable, view.notes), *row_notes(view.rows, manner)),
    )
    return (sheet,)


def _rows(
    rows: Sequence[StatusRow], asked: str | None, manner: Manner
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            name_cell(row.name),
            name_cell(row.unit or ""),
            named_target_cell(row, asked, manner),
            actual_cell(row, manner),
            variance_cell(row, manner),
            percent_cell(row.variance_percent, manner),
            _favour(row, manner),
        )
        for row in rows
    )


def variance_cell(row: StatusRow, manner: Manner) -> Cell:
    """The variance in the unit; against an implied target it is as approximate as that."""
    decimals = implied_digits(row) if row.target_implied else row.decimals
    return difference_cell(
        row.variance,
        row.variance_qualifier,
        decimals,
        row.unit == "%",
        manner,
        row.target_implied,
    )


def _favour(row: StatusRow, manner: Manner) -> Cell:
    words = manner.words
    if row.favourable is None:
        return Cell(words["on_target" if is_on_target(row) else "not_judged"], "quiet")
    if row.favourable:
        return Cell(words["favourable"], "good")
    return Cell(words["unfavourable"], "bad")


def _counts(tally: VarianceTally, manner: Manner) -> str:
    counts = {
        "favourable": tally.favourable,
        "unfavourable": tally.unfavourable,
        "on_target": tally.on_target,
        "not_judged": tally.not_judged,
    }
    return ", ".join(f"{count} {manner.words[key]}" for key, count in counts.items() if count)


def _footer(view: VarianceView, manner: Manner) -> str:
    if not view.rows:
        return manner.words["nothing"]
    shown = manner.words["rows"].format(rows=view.summary.rows)
    return f"{_counts(view.summary, manner)}, {shown}"
