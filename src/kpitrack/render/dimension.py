"""The sheets of an indicator's breakdowns, one for each dimension."""

from decimal import Decimal

from kpitrack.render.cells import DASH, qualified
from kpitrack.render.numbers import digits_for, percent_digits, written_digits
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Column, Manner, Section, Sheet
from kpitrack.views.breakdown import BrokenDown, DimensionTable, Part


def breakdown_sheet(table: DimensionTable, manner: Manner) -> Sheet:
    """One indicator's figures by a dimension: a column for each category, then the total."""
    shown = [row for row in table.rows if row.rest]
    columns = (
        *manner.columns(("period", "text"), ("kind", "text")),
        *(Column(f"category {one}", printable(one), "figure") for one in table.categories),
        *manner.columns(("total", "figure"), ("left_over", "figure"))[: 1 + bool(shown)],
    )
    rows = tuple(
        (
            Cell(row.period),
            Cell(_kind(row, manner)),
            *(_part_cell(part, table.decimals, manner) for part in (*row.parts, row.total)),
            *[_left_over(row, table.decimals, manner)] * bool(shown),
        )
        for row in table.rows
    )
    partial = any(part.coverage for row in table.rows for part in (*row.parts, row.total))
    return Sheet(
        title=manner.words["by_dimension"].format(dimension=printable(table.dimension)),
        columns=columns,
        sections=(Section(rows),),
        notes=(manner.words["legend_s"],) * partial,
    )


def _kind(row: BrokenDown, manner: Manner) -> str:
    kind, _, target_set = row.kind.partition(" ")
    return f"{manner.words[kind]} {printable(target_set)}".strip()


def _part_cell(part: Part, decimals: int | None, manner: Manner) -> Cell:
    if part.value is None:
        return DASH
    digits = digits_for(part.value, decimals)
    if part.of is not None and decimals is None:
        digits = percent_digits(part.value)
    text = qualified(manner.numbers.number(part.value, digits), part.qualifier, manner)
    if part.count is not None and part.of is not None:
        text = f"{text} ({_share(part.count, part.of, manner)})"
    return Cell(text + " s" * (part.coverage is not None))


def _left_over(row: BrokenDown, decimals: int | None, manner: Manner) -> Cell:
    """What no category holds; marked where the categories hold more than there is."""
    if row.rest is None:
        return DASH
    if row.rest_of is None:
        text = manner.numbers.number(row.rest, digits_for(row.rest, decimals))
    else:
        text = _share(row.rest, row.rest_of, manner)
    exceeds = row.rest < 0 or (row.rest_of or 0) < 0
    return Cell(f"{text} !", "bad") if exceeds else Cell(text)


def _share(count: Decimal, of: Decimal, manner: Manner) -> str:
    numbers = manner.numbers
    above = numbers.number(count, written_digits(count))
    return f"{above} {manner.words['of']} {numbers.number(of, written_digits(of))}"
