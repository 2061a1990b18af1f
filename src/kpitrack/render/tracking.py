"""The sheet of the indicator performance tracking table."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpitrack.render.breakdown import (
    excess_notes,
    full_name,
    has_rest,
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

_MOST_PERIODS = 6
_PERIODS_EACH = 4
"""Sixteen quarters are four tables of a year each."""


class _Leaf(NamedTuple):
    """One of the tables that many periods are spread over, and what stands in it."""

    view: TrackingView
    places: range
    manner: Manner

    @property
    def is_first(self) -> bool:
        """Whether it has the baseline and the life's target."""
        return self.places.start == 0

    @property
    def is_last(self) -> bool:
        """Whether it has the actual to date, and the notes."""
        return self.places.stop == len(self.view.periods)

    @property
    def has_notes(self) -> bool:
        """Whether it has a column of notes."""
        return self.is_last and any(row.notes for row in self.view.rows)


def tracking_sheets(view: TrackingView, manner: Manner) -> tuple[Sheet, ...]:
    """One row for an indicator: baseline, life's target, every period, the actual to date.

    More periods than a sheet of paper is wide for are spread over several tables.
    """
    count = len(view.periods)
    step = count if count <= _MOST_PERIODS else _PERIODS_EACH
    starts = range(0, count, step)
    leaves = [_Leaf(view, range(one, min(one + step, count)), manner) for one in starts]
    return tuple(_sheet(leaf) for leaf in leaves)


def _sheet(leaf: _Leaf) -> Sheet:
    view, manner = leaf.view, leaf.manner
    several = len(view.groups) > 1
    unnamed = manner.words["no_group"] if several else None
    sections = tuple(
        Section(
            _laid(rows, leaf),
            heading=printable(group.name) if group.name else unnamed,
            total=tally_text(group.tally, manner) if leaf.is_last else None,
        )
        for group in view.groups
        if (rows := [row for row in view.rows if row.group == group.id])
    )
    title = manner.words["title_tracking"].format(life=view.life)
    first, last = view.periods[leaf.places.start], view.periods[leaf.places.stop - 1]
    frame = frame_text(view.target_set, view.as_of.isoformat(), manner)
    return Sheet(
        title=f"{printable(view.title)}, {title}" if leaf.is_first else f"{first} – {last}",
        subtitle=frame if leaf.is_first else "",
        columns=_columns(leaf),
        sections=sections,
        footer=footer_text(view.summary, manner) if leaf.is_last else "",
        notes=tuple(_notes(view, manner)) if leaf.is_last else (),
    )


def _columns(leaf: _Leaf) -> tuple[Column, ...]:
    view, manner, words = leaf.view, leaf.manner, leaf.manner.words
    columns = [*manner.columns(("indicator", "name"), ("unit", "unit"))]
    if leaf.is_first:
        heading = words["life_target"].format(life=view.life)
        baseline = Column("baseline", words["baseline"], "figure", heading)
        columns += [baseline, Column("life_target", heading, "figure", heading)]
    columns += [
        Column(
            f"{key} {period}", words[f"period_{key}"].format(period=period), "figure", period
        )
        for period in (view.periods[place] for place in leaf.places)
        for key in ("target", "actual", "met", "off")
    ]
    if leaf.is_last:
        end = view.period.rpartition("..")[2]
        to_date = words["to_date_actual"].format(period=end)
        columns += [
            Column(key, words[key].format(period=end), "figure", to_date)
            for key in ("to_date_actual", "to_date_met", "to_date_off")
        ]
        columns.append(Column("status", words["status"], "word", to_date))
    if leaf.has_notes:
        columns.append(Column("noted", words["noted"], "prose", words["noted"]))
    return tuple(columns)


def _laid(rows: Sequence[TrackingRow], leaf: _Leaf) -> tuple[tuple[Cell, ...], ...]:
    by_row = {(one.id, one.category): one for one in rows}
    manner = leaf.manner

    def laid(to_date: StatusRow) -> tuple[Cell, ...]:
        row = by_row[to_date.id, to_date.category]
        cells = [
            row_name(to_date),
            name_cell("" if row.category is not None else row.unit or ""),
        ]
        if leaf.is_first:
            target = _life_target(to_date, leaf.view.life, manner)
            cells += [_baseline(row, manner), marked_target(target, to_date)]
        for one in (row.periods[place] for place in leaf.places):
            cells.append(marked_target(target_cell(one, manner), one))
            cells += _held(one, manner)
        if leaf.is_last:
            cells += [*_held(to_date, manner), status_cell(to_date, manner)]
        noted = [Cell(printable("; ".join(row.notes)))]
        return (*cells, *noted * leaf.has_notes)

    def rest(to_date: StatusRow) -> tuple[Cell, ...] | None:
        row = by_row[to_date.id, None]
        if not any(map(has_rest, (*row.periods, to_date))):
            return None
        cells = [rest_name(manner), Cell()]
        if leaf.is_first:
            cells += [DASH, target_rest_cell(to_date, manner)]
        for one in (row.periods[place] for place in leaf.places):
            cells += [target_rest_cell(one, manner), rest_cell(one, manner), DASH, DASH]
        if leaf.is_last:
            cells += [rest_cell(to_date, manner), DASH, DASH, DASH]
        return (*cells, *[Cell()] * leaf.has_notes)

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
    return target_cell(to_date._replace(period=life), manner)


def _held(row: StatusRow, manner: Manner) -> list[Cell]:
    """An actual, the percentage met, and what lies over or under the target."""
    return [
        marked_actual(actual_cell(row, manner), row),
        _met(row, manner),
        _off(row, manner),
    ]


def _met(row: StatusRow, manner: Manner) -> Cell:
    """The percentage met; a milestone that was reached before meets no target of a period."""
    if row.target is None and row.target_min is None and not row.completion_stated:
        return DASH
    return completion_cell(row, manner)


def _off(row: StatusRow, manner: Manner) -> Cell:
    if row.variance is None:
        return completion_cell(row, manner) if row.completion is None else DASH
    cell = variance_cell(row, manner)
    if row.favourable is False:
        mark = manner.words["unfavourable_mark"]
        return cell._replace(text=f"{cell.text} {mark}", mood="bad")
    return cell._replace(mood="good") if row.favourable else cell


def _cell_notes(every: Sequence[StatusRow], manner: Manner) -> Iterator[str]:
    """What single figures need told; the project's may be that of its last year."""
    for one in every:
        partial = is_partial(one) and one.actual is not None
        told = [text for text in one.remarks if partial and not text.startswith("target")]
        told += excess_notes(one, manner)
        if told:
            yield printable(f"{full_name(one)}, {one.period}: {'; '.join(told)}")


def _notes(view: TrackingView, manner: Manner) -> Iterator[str]:
    yield from map(printable, view.notes)
    every = [one for row in view.rows for one in (*row.periods, row.to_date)]
    for row in view.rows:
        known = any(one.actual is not None for one in row.periods)
        if known and row.to_date.actual is None and row.to_date.actual_reason:
            where = f"{full_name(row.to_date)}, {row.to_date.period}"
            yield printable(f"{where}: {row.to_date.actual_reason}")
    yield from dict.fromkeys(_cell_notes(every, manner))
    marks = {one.observation_status for one in every if one.actual is not None}
    so_far = any(is_partial(one) for one in every)
    implied = any(one.target_implied for one in every)
    unfavourable = any(one.favourable is False and one.variance is not None for one in every)
    letters = legend(marks, so_far, implied, manner)
    letters += (manner.words["legend_unfavourable"],) * unfavourable
    if letters:
        yield "; ".join(letters)
