"""The sheets of a detail view: history, formulas, figures as written."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpitrack.render.cells import (
    DASH,
    actual_cell,
    completion_cell,
    is_partial,
    legend,
    letters,
    status_cell,
    target_cell,
)
from kpitrack.render.deviation import variance_cell
from kpitrack.render.dimension import breakdown_sheet
from kpitrack.render.numbers import digits_for, written_digits
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Manner, Section, Sheet
from kpitrack.render.sparkline import named_sparkline
from kpitrack.views.detail import DetailView, Record
from kpitrack.views.formula import Formula
from kpitrack.views.status import StatusRow


def detail_sheets(view: DetailView, manner: Manner) -> tuple[Sheet, ...]:
    """History with its sparkline, settings, breakdowns, formulas, the figures as written."""
    sheets = [history_sheet(view, manner)]
    if view.facts:
        sheets.append(settings_sheet(view, manner))
    sheets += [breakdown_sheet(one, manner) for one in view.breakdowns]
    sheets.append(_formulas(view, manner))
    sheets.append(records_sheet(view, manner))
    return tuple(sheets)


def history_sheet(view: DetailView, manner: Manner) -> Sheet:
    """Every period and target set, the remarks on them, and what their letters mean."""
    with_sets = any(row.target_set for row in view.rows)
    with_progress = any(row.progress is not None for row in view.rows)
    keys = ["period", *["set"] * with_sets, "target", "actual", "completion"]
    keys += [*["progress"] * with_progress, "variance", "status"]
    parts = [view.id, view.group, view.unit, view.direction]
    subtitle = ", ".join(printable(one) for one in parts if one)
    marks = {row.observation_status for row in view.rows}
    so_far = any(is_partial(row) for row in view.rows)
    implied = any(row.target_implied for row in view.rows)
    return Sheet(
        title=printable(view.name),
        subtitle=subtitle,
        trace=named_sparkline(view.trend),
        columns=manner.columns(
            *((key, "text" if key in ("period", "set", "status") else "figure") for key in keys)
        ),
        sections=(Section(tuple(_history_row(row, keys, manner) for row in view.rows)),),
        notes=(
            *map(printable, view.notes),
            *_reasons(view.rows),
            *legend(marks, so_far, implied, manner),
        ),
    )


def _history_row(row: StatusRow, keys: Sequence[str], manner: Manner) -> tuple[Cell, ...]:
    cells = {
        "period": Cell(row.period),
        "set": Cell(printable(row.target_set)) if row.target_set else DASH,
        "target": target_cell(row, manner),
        "actual": actual_cell(row, manner),
        "completion": completion_cell(row, manner),
        "progress": _percent(row.progress, manner),
        "variance": variance_cell(row, manner) if row.variance is not None else DASH,
        "status": status_cell(row, manner),
    }
    return tuple(cells[key] for key in keys)


def _percent(value: Decimal | None, manner: Manner) -> Cell:
    return DASH if value is None else Cell(manner.numbers.percent(value))


def _reasons(rows: Sequence[StatusRow]) -> Iterator[str]:
    for row in rows:
        told = [*row.remarks, row.status_reason]
        if row.completion is None and row.target is not None and row.actual is not None:
            told.append(row.completion_reason)
        found = [one for one in dict.fromkeys(told) if one and one != "no target"]
        if found:
            place = f"{row.period} {row.target_set}" if row.target_set else row.period
            yield printable(f"{place}: {'; '.join(found)}")


def settings_sheet(view: DetailView, manner: Manner) -> Sheet:
    """What the file says of the indicator itself."""
    return Sheet(
        title=manner.words["settings"],
        columns=manner.columns(("fact", "text"), ("value", "text")),
        sections=(
            Section(
                tuple(
                    (Cell(manner.words[key]), Cell(printable(value)))
                    for key, value in view.facts.items()
                )
            ),
        ),
    )


def _formulas(view: DetailView, manner: Manner) -> Sheet:
    with_sets = any(one.target_set for one in view.formulas)
    columns = [("term", "text"), *[("set", "text")] * with_sets]
    columns += [("formula", "text"), ("result", "figure")]
    rows = []
    for one in view.formulas:
        found = [Cell(_term(one, manner))]
        if with_sets:
            found.append(Cell(printable(one.target_set or "")))
        found += [Cell(filled_in(one, manner)), _result(one, manner)]
        rows.append(tuple(found))
    return Sheet(
        title=manner.words["formulas_for"].format(period=view.period),
        columns=manner.columns(*columns),  # type: ignore[arg-type]
        sections=(Section(tuple(rows)),),
    )


def _term(formula: Formula, manner: Manner) -> str:
    first, _, rest = formula.term.partition(" ")
    if first == "change":
        return f"{manner.words['change']} {rest}"
    return manner.words[formula.term.replace(" ", "_")]


def filled_in(formula: Formula, manner: Manner) -> str:
    """A formula with its figures in place of their names, or why it has no result."""
    if formula.result is None:
        return printable(f"n/a: {formula.reason}")
    shown = {key: _plain(value, manner) for key, value in formula.inputs.items()}
    return formula.expression.format(**shown)


def _plain(value: Decimal, manner: Manner) -> str:
    digits = min(written_digits(value), 12)
    return manner.numbers.number(value, digits)


def _result(formula: Formula, manner: Manner) -> Cell:
    if formula.result is None:
        return Cell(manner.words["n/a"], "quiet")
    text = _plain(formula.result, manner)
    return Cell(manner.numbers.with_sign(text) if formula.in_percent else text)


def records_sheet(view: DetailView, manner: Manner) -> Sheet:
    """Every figure as it was written, with what its source said beside it."""
    rows = tuple(
        (
            Cell(one.period),
            Cell(_kind(one, manner)),
            _figure(one, manner),
            Cell(printable("; ".join(_told(one, manner)))),
        )
        for one in view.records
    )
    return Sheet(
        title=manner.words["records"],
        columns=manner.columns(
            ("period", "text"), ("kind", "text"), ("figure", "figure"), ("told", "text")
        ),
        sections=(Section(rows),),
    )


def _kind(record: Record, manner: Manner) -> str:
    kind, _, target_set = record.kind.partition(" ")
    return f"{manner.words[kind]} {printable(target_set)}".strip()


def _figure(record: Record, manner: Manner) -> Cell:
    words, numbers = manner.words, manner.numbers
    if isinstance(record.value, bool):
        text = words["reached"] if record.value else words["not_reached"]
    elif record.value is not None:
        text = numbers.number(record.value, digits_for(record.value, None))
    elif record.count is not None and record.of is not None:
        count = numbers.number(record.count, written_digits(record.count))
        text = f"{count} {words['of']} {numbers.number(record.of, written_digits(record.of))}"
    elif record.min is not None and record.max is not None:
        low = numbers.number(record.min, written_digits(record.min))
        text = f"{low}–{numbers.number(record.max, written_digits(record.max))}"
    else:
        return Cell(printable(record.text)) if record.text else DASH
    qualifier = f"{words[record.qualifier]} " if record.qualifier else ""
    return Cell(qualifier + text + letters(record.observation_status, False))


def _told(record: Record, manner: Manner) -> Iterator[str]:
    words, numbers = manner.words, manner.numbers
    if not record.counts:
        yield words["superseded"]
    for day, key in (
        (record.date, "known"),
        (record.through, "through"),
        (record.achieved, "achieved"),
    ):
        if day is not None:
            yield words[key].format(day=day.isoformat())
    for name, value in record.stated.items():
        yield f"{words['stated']}: {name} {numbers.number(value, written_digits(value))}"
    for text in (record.note, record.source):
        if text:
            yield text
