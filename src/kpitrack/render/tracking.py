"""The sheet of the indicator performance tracking table."""

from collections.abc import Iterator, Sequence

from kpitrack.render.breakdown import (
    excess_notes,
    full_name,
    marked_actual,
    marked_target,
    rest_cell,
    rest_name,
    row_name,
    target_rest_cell,
    with_rests,
)
from kpitrack.render.cells import (
    DASH,
    actual_cell,
    completion_cell,
    is_partial,
    legend,
    qualified,
    status_cell,
    target_cell,
)
from kpitrack.render.deviation import variance_cell
from kpitrack.render.numbers import digits_for
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Column, Manner, Section, Sheet, name_cell
from kpitrack.render.status import footer_text, frame_text, tally_text
from kpitrack.views.status import StatusRow
from kpitrack.views.tracking import TrackingRow, TrackingView


def tracking_sheets(view: TrackingView, manner: Manner) -> tuple[Sheet, ...]:
    """One row for an indicator: baseline, life's target, every period, the actual to date."""
    with_notes = any(row.notes for row in view.rows)
    several = len(view.groups) > 1
    sections = tuple(
        Section(
            _laid(rows, view, with_notes, manner),
            heading=printable(group.name)
            if group.name
            else manner.words["no_group"]
            if several
            else None,
            total=tally_text(group.tally, manner),
        )
        for group in view.groups
        if (rows := [row for row in view.rows if row.group == group.id])
    )
    title = manner.words["title_tracking"].format(life=view.life)
    sheet = Sheet(
        title=f"{printable(view.title)}, {title}",
        subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
        columns=_columns(view, with_notes, manner),
        sections=sections,
        footer=footer_text(view.summary, manner),
        notes=tuple(_notes(view, manner)),
    )
    return (sheet,)


def _columns(view: TrackingView, with_notes: bool, manner: Manner) -> tuple[Column, ...]:
    words = manner.words
    first = manner.columns(("indicator", "name"), ("unit", "unit"), ("baseline", "figure"))
    life = Column("life_target", words["life_target"].format(life=view.life), "figure")
    periods = [
        Column(f"{key}_{period}", words[f"period_{key}"].format(period=period), "figure")
        for period in view.periods
        for key in ("target", "actual", "met", "off")
    ]
    to_date = [
        Column(key, words[key].format(period=view.period.rpartition("..")[2]), "figure")
        for key in ("to_date_actual", "to_date_met", "to_date_off")
    ]
    status = manner.columns(("status", "word"))
    notes = manner.columns(("noted", "prose")) if with_notes else ()
    return (*first, life, *periods, *to_date, *status, *notes)


def _laid(
    rows: Sequence[TrackingRow], view: TrackingView, with_notes: bool, manner: Manner
) -> tuple[tuple[Cell, ...], ...]:
    by_row = {(one.id, one.category): one for one in rows}

    def laid(to_date: StatusRow) -> tuple[Cell, ...]:
        row = by_row[to_date.id, to_date.category]
        cells = [
            row_name(to_date),
            name_cell("" if row.category is not None else row.unit or ""),
            _baseline(row, manner),
            marked_target(_life_target(to_date, view.life, manner), to_date),
        ]
        for one in row.periods:
            cells.append(marked_target(target_cell(one, manner), one))
            cells += _held(one, manner)
        cells += [*_held(to_date, manner), status_cell(to_date, manner)]
        return (*cells, *[Cell(printable("; ".join(row.notes)))] * with_notes)

    def rest(to_date: StatusRow) -> tuple[Cell, ...]:
        row = by_row[to_date.id, None]
        cells = [rest_name(manner), Cell(), DASH, target_rest_cell(to_date, manner)]
        for one in row.periods:
            cells += [target_rest_cell(one, manner), rest_cell(one, manner), DASH, DASH]
        cells += [rest_cell(to_date, manner), DASH, DASH, DASH]
        return (*cells, *[Cell()] * with_notes)

    return with_rests([row.to_date for row in rows], laid, rest)


def _baseline(row: TrackingRow, manner: Manner) -> Cell:
    if row.baseline is None:
        return DASH
    digits = digits_for(row.baseline, row.to_date.decimals)
    value = qualified(
        manner.numbers.number(row.baseline, digits), row.baseline_qualifier, manner
    )
    period = row.baseline_period or ""
    return Cell(manner.words["baseline_of"].format(value=value, period=period))


def _life_target(to_date: StatusRow, life: str, manner: Manner) -> Cell:
    """The target for the project's life; of another span than the project's, with its end."""
    if to_date.target_period == life:
        return target_cell(to_date._replace(target_period=None), manner)
    return target_cell(to_date, manner)


def _held(row: StatusRow, manner: Manner) -> list[Cell]:
    """An actual, the percentage met, and what lies over or under the target."""
    return [
        marked_actual(actual_cell(row, manner), row),
        completion_cell(row, manner),
        _off(row, manner),
    ]


def _off(row: StatusRow, manner: Manner) -> Cell:
    if row.variance is None:
        return completion_cell(row, manner) if row.completion is None else DASH
    cell = variance_cell(row, manner)
    if row.favourable is False:
        mark = manner.words["unfavourable_mark"]
        return cell._replace(text=f"{cell.text} {mark}", mood="bad")
    return cell._replace(mood="good") if row.favourable else cell


def _notes(view: TrackingView, manner: Manner) -> Iterator[str]:
    yield from map(printable, view.notes)
    every = [one for row in view.rows for one in (*row.periods, row.to_date)]
    for one in every:
        told = [*one.remarks] if is_partial(one) and one.actual is not None else []
        told += excess_notes(one, manner)
        if told:
            yield printable(f"{full_name(one)}, {one.period}: {'; '.join(told)}")
    marks = {one.observation_status for one in every if one.actual is not None}
    so_far = any(is_partial(one) for one in every)
    implied = any(one.target_implied for one in every)
    unfavourable = any(one.favourable is False and one.variance is not None for one in every)
    letters = legend(marks, so_far, implied, manner)
    letters += (manner.words["legend_unfavourable"],) * unfavourable
    if letters:
        yield "; ".join(letters)
