"""The sheet of a comparison view."""

from collections.abc import Iterator

from kpitrack.render.breakdown import full_name, row_name
from kpitrack.render.cells import (
    DASH,
    completion_text,
    difference_cell,
    legend,
    percent_cell,
    value_cell,
)
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Column, Manner, Mood, Section, Sheet, name_cell
from kpitrack.render.status import frame_text
from kpitrack.views.comparison import ComparisonRow, ComparisonView, PeriodValue

MOODS: dict[str, Mood] = {
    "better": "good",
    "worse": "bad",
    "unchanged": "quiet",
    "not_comparable": "open",
}


def comparison_sheets(view: ComparisonView, manner: Manner) -> tuple[Sheet, ...]:
    """A column for each period and its completion, then the change from first to last."""
    words = manner.words
    columns = list(manner.columns(("indicator", "name"), ("unit", "unit")))
    with_completion = [
        place
        for place, _ in enumerate(view.periods)
        if any(row.points[place].completion is not None for row in view.rows)
    ]
    for place, period in enumerate(view.periods):
        columns.append(Column(period, period, "figure"))
        if place in with_completion:
            heading = f"{words['completion']} {period}"
            columns.append(Column(f"completion {period}", heading, "figure"))
    columns += manner.columns(
        ("change", "figure"), ("change_percent", "figure"), ("judgement", "word")
    )
    sheet = Sheet(
        title=f"{printable(view.title)}, "
        + words["title_compare"].format(periods=" → ".join(view.periods)),
        subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
        columns=tuple(columns),
        sections=tuple(_sections(view, with_completion, manner)),
        footer=footer_text(view, manner),
        notes=(*view.notes, *comparison_notes(view, manner)),
    )
    return (sheet,)


def _sections(
    view: ComparisonView, with_completion: list[int], manner: Manner
) -> Iterator[Section]:
    """Group by group what can be compared, then what has no counterpart.

    Categories stand below their indicator, wherever that stands.
    """
    alone = {row.id for row in view.rows if row.is_alone and row.category is None}
    whole = [row for row in view.rows if row.id not in alone]
    for group in dict.fromkeys(row.group for row in whole):
        rows = [row for row in whole if row.group == group]
        name = view.group_names.get(group, group) if group else None
        heading = printable(name) if name else None
        yield Section(
            tuple(_cells(row, with_completion, view.target_set, manner) for row in rows),
            heading,
        )
    rows = [row for row in view.rows if row.id in alone]
    if rows:
        heading = manner.words["without_counterpart"].capitalize()
        yield Section(
            tuple(_cells(row, with_completion, view.target_set, manner) for row in rows),
            heading,
        )


def _cells(
    row: ComparisonRow, with_completion: list[int], asked: str | None, manner: Manner
) -> tuple[Cell, ...]:
    cells = [row_name(row), name_cell("" if row.category is not None else row.unit or "")]
    for place, point in enumerate(row.points):
        cells.append(value_cell(point, row.decimals, manner))
        if place in with_completion:
            cells.append(_completion(point, row, asked, manner))
    if row.is_alone:
        return (*cells, DASH, DASH, Cell(manner.words["no_counterpart"], "quiet"))
    is_milestone = row.direction == "milestone"
    in_points = row.unit == "%"
    change = difference_cell(row.change, row.change_qualifier, row.decimals, in_points, manner)
    return (
        *cells,
        DASH if is_milestone else change,
        DASH if is_milestone else percent_cell(row.change_percent, manner),
        _judgement(row, manner),
    )


def _completion(
    point: PeriodValue, row: ComparisonRow, asked: str | None, manner: Manner
) -> Cell:
    if point.completion is None:
        return DASH
    text = completion_text(
        point.completion,
        point.completion_qualifier,
        point.completion_stated,
        (row.near, row.part),
        manner,
    )
    if asked is None or point.target_set in (None, asked):
        return Cell(text)
    return Cell(f"{text} ({printable(point.target_set)})")


def _judgement(row: ComparisonRow, manner: Manner) -> Cell:
    if row.judgement is None:
        return DASH
    return Cell(manner.words[row.judgement], MOODS[row.judgement])


def footer_text(view: ComparisonView, manner: Manner) -> str:
    """How many rows went which way."""
    words, summary = manner.words, view.summary
    counts = {
        "better": summary.better,
        "worse": summary.worse,
        "unchanged": summary.unchanged,
        "not_comparable": summary.not_comparable,
        "not_judged": summary.not_judged,
        "without_counterpart": summary.without_counterpart,
    }
    parts = [f"{count} {words[key]}" for key, count in counts.items() if count]
    if not view.rows:
        return words["nothing"]
    return ", ".join([*parts, words["rows"].format(rows=summary.rows)])


def comparison_notes(view: ComparisonView, manner: Manner) -> Iterator[str]:
    """What a reader must know of single rows, then what the letters mean."""
    for row in view.rows:
        if row.judgement == "not_comparable" and row.judgement_reason:
            yield printable(f"{full_name(row)}: {row.judgement_reason}")
        if row.is_alone and row.stated_change_percent is not None:
            stated = manner.numbers.stated_percent(row.stated_change_percent)
            last = row.points[-1].period
            yield printable(f"{row.name}: {manner.words['stated']} {stated} ({last})")
    points = [point for row in view.rows for point in row.points]
    marks = {point.observation_status for point in points}
    yield from legend(marks, any(point.through for point in points), False, manner)
