"""The sheet of a status view by its pace: on course or not, what is left, where it leads."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpitrack.render.breakdown import full_name, row_name
from kpitrack.render.cells import DASH, actual_cell, implied_digits, qualified, status_cell
from kpitrack.render.numbers import digits_for, rounded
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Column, Manner, Mood, Section, Sheet, name_cell
from kpitrack.render.status import (
    footer_text,
    frame_text,
    group_heading,
    named_target_cell,
    row_notes,
    tally_text,
)
from kpitrack.views.status import StatusRow, StatusView

_FINEST = 12
"""Digits after which a difference that is not nothing may read as 0."""


def pace_sheets(view: StatusView, manner: Manner) -> tuple[Sheet, ...]:
    """Rows group by group; every target set has rows of its own."""
    sections = tuple(
        Section(
            tuple(_row(row, view.target_set, manner) for row in rows),
            heading=group_heading(view, group.name, manner),
            total=tally_text(group.tally, manner),
        )
        for group in view.groups
        if (rows := [row for row in view.rows if row.group == group.id])
    )
    title = manner.words["title_pace"].format(period=view.period)
    return (
        Sheet(
            title=f"{printable(view.title)}, {title}",
            subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
            columns=_columns(manner),
            sections=sections,
            footer=footer_text(view.summary, manner),
            notes=(
                *view.notes,
                *dict.fromkeys(pace_notes(view.rows, manner)),
                *row_notes(view.rows, manner, with_expected=False),
            ),
        ),
    )


def _columns(manner: Manner) -> tuple[Column, ...]:
    figures = ("target", "actual", "expected", "ahead", "ahead_days", "remaining")
    return manner.columns(
        ("indicator", "name"),
        ("unit", "unit"),
        *((key, "figure") for key in figures),
        ("remaining_each", "figure"),
        ("projected", "figure"),
        ("status", "word"),
    )


def _row(row: StatusRow, asked: str | None, manner: Manner) -> tuple[Cell, ...]:
    return (
        row_name(row),
        name_cell(row.unit or ""),
        named_target_cell(row, asked, manner),
        actual_cell(row, manner),
        *pace_cells(row, manner).values(),
        status_cell(row, manner),
    )


def pace_cells(row: StatusRow, manner: Manner) -> dict[str, Cell]:
    """On course or not, by the names of the columns; a dash for what there is not."""
    return {
        "expected": _figure(row.expected, row, manner),
        "ahead": _ahead(row, manner),
        "ahead_days": _days(row, manner),
        "remaining": _remaining(row, manner),
        "remaining_each": _each(row, manner),
        "projected": _projected(row, manner),
    }


def _figure(value: Decimal | None, row: StatusRow, manner: Manner) -> Cell:
    return DASH if value is None else Cell(_number(value, row, manner))


def _number(value: Decimal, row: StatusRow, manner: Manner) -> str:
    return manner.numbers.number(value, _digits(value, row))


def _digits(value: Decimal, row: StatusRow) -> int:
    """As the indicator prints, and where that would read as nothing, a digit more."""
    digits = digits_for(value, row.decimals)
    while value and not rounded(value, digits) and digits < _FINEST:
        digits += 1
    return digits


def _mood(row: StatusRow) -> Mood:
    if row.ahead_favourable is None:
        return "none"
    return "good" if row.ahead_favourable else "bad"


def _ahead(row: StatusRow, manner: Manner) -> Cell:
    if row.ahead is None:
        return DASH
    text = manner.numbers.signed(row.ahead, _digits(row.ahead, row))
    return Cell(qualified(text, row.ahead_qualifier, manner), _mood(row))


def _days(row: StatusRow, manner: Manner) -> Cell:
    """Whole days; less than half a day ahead or behind is still told as what it is."""
    if row.ahead_days is None:
        return DASH
    digits = 0
    while row.ahead_days and not rounded(row.ahead_days, digits) and digits < _FINEST:
        digits += 1
    text = manner.numbers.signed(row.ahead_days, digits)
    return Cell(qualified(text, row.ahead_days_qualifier, manner), _mood(row))


def _remaining(row: StatusRow, manner: Manner) -> Cell:
    """What is missing; to an implied target it is as approximate as that."""
    if row.remaining is None:
        return DASH
    if row.target_implied:
        return Cell(f"≈ {manner.numbers.number(row.remaining, implied_digits(row))}")
    digits = digits_for(row.remaining, row.decimals)
    return Cell(manner.numbers.number(row.remaining, digits))


def _each(row: StatusRow, manner: Manner) -> Cell:
    if row.remaining_each is None:
        return DASH
    each = manner.numbers.number(row.remaining_each, _digits(row.remaining_each, row))
    per = manner.words[f"per_{row.remaining_kind}"]
    text = manner.words["to_come"].format(each=each, per=per, count=row.remaining_periods)
    return Cell(text)


def _projected(row: StatusRow, manner: Manner) -> Cell:
    """The end with its method; with its interval where earlier years gave one."""
    if row.projected is None:
        return DASH
    text = qualified(_number(row.projected, row, manner), row.projected_qualifier, manner)
    told = manner.words[f"method_{row.projection_method}"]
    if row.projected_low is not None and row.projected_high is not None:
        span = manner.words["tried_in"].format(
            low=_number(row.projected_low, row, manner),
            high=_number(row.projected_high, row, manner),
            years=len(row.projection_years),
        )
        told = f"{told}; {span}"
    return Cell(f"{text} ({told})")


def pace_notes(rows: Sequence[StatusRow], manner: Manner) -> Iterator[str]:
    """What the projections are, and why some rows have none."""
    words = manner.words
    used = dict.fromkeys(row.projection_method for row in rows if row.projection_method)
    if used:
        methods = [words[f"by_{one}"] for one in used]
        if any(row.projected_low is not None for row in rows):
            methods.append(words["interval_note"])
        yield words["projection_note"].format(methods="; ".join(methods))
    for row in rows:
        name = printable(full_name(row))
        if row.projection_years:
            years = ", ".join(row.projection_years)
            yield words[_how_it_did(row)].format(name=name, years=years)
        if row.remaining_periods is None:
            continue
        if row.expected is None:
            yield words["no_pace"].format(name=name, reason=printable(str(row.expected_reason)))
        elif row.projected is None:
            reason = printable(str(row.projected_reason))
            yield words["not_projected"].format(name=name, reason=reason)


def _how_it_did(row: StatusRow) -> str:
    """Whether the arithmetic fell on both sides of what came, or always on one."""
    end, low, high = row.projected, row.projected_low, row.projected_high
    if end is not None and low is not None and low > end:
        return "always_short"
    return (
        "always_long" if end is not None and high is not None and high < end else "years_tried"
    )
