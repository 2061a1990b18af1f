"""Categories below their indicator: their names, what they leave over, where they exceed it."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kpitrack.render.cells import DASH
from kpitrack.render.numbers import digits_for
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Manner

if TYPE_CHECKING:
    from kpitrack.views.comparison import ComparisonRow
    from kpitrack.views.status import StatusRow

_INDENT = "  "
_MARK = " !"


def row_name(row: "StatusRow | ComparisonRow") -> Cell:
    """The indicator's name, or below it a category's."""
    if row.category is None:
        return Cell(printable(row.name))
    return Cell(_INDENT + printable(row.category))


def full_name(row: "StatusRow | ComparisonRow") -> str:
    """A row's name where it stands alone: with its category."""
    return row.name if row.category is None else f"{row.name}, {row.category}"


def with_rests(
    rows: "Sequence[StatusRow]",
    laid: "Callable[[StatusRow], tuple[Cell, ...]]",
    rest: "Callable[[StatusRow], tuple[Cell, ...] | None]",
) -> tuple[tuple[Cell, ...], ...]:
    """Rows laid out; after an indicator's categories the line of its rest, where it has one."""
    found: list[tuple[Cell, ...]] = []
    open_rest: list[tuple[Cell, ...]] = []
    for row in rows:
        if row.category is None:
            line = rest(row)
            found += open_rest
            open_rest = [line] if line is not None else []
        found.append(laid(row))
    return (*found, *open_rest)


def has_rest(row: "StatusRow") -> bool:
    """Whether some of an indicator's actual or target stands in no category."""
    if row.dimension is None:
        return False
    actual = [one for one in (row.rest, row.rest_of) if one is not None]
    return (any(actual) and min(actual) >= 0) or (row.target_rest or 0) > 0


def rest_name(manner: Manner) -> Cell:
    """The name of what is not broken down."""
    return Cell(_INDENT + manner.words["not_broken_down"], "quiet")


def rest_cell(row: "StatusRow", manner: Manner) -> Cell:
    """What of the actual stands in no category; of a share, its count and its whole."""
    actual = [one for one in (row.rest, row.rest_of) if one is not None]
    if not any(actual) or min(actual) < 0:
        return DASH
    return Cell(_amount(row, manner), "quiet")


def target_rest_cell(row: "StatusRow", manner: Manner) -> Cell:
    """What of the target stands in no category."""
    if row.target_rest is None or row.target_rest <= 0:
        return DASH
    return Cell(_number(row.target_rest, row.decimals, manner), "quiet")


def marked_actual(cell: Cell, row: "StatusRow") -> Cell:
    """An actual that its categories exceed, marked."""
    exceeds = (row.rest or 0) < 0 or (row.rest_of or 0) < 0
    return cell._replace(text=cell.text + _MARK) if exceeds else cell


def marked_target(cell: Cell, row: "StatusRow") -> Cell:
    """A target that its categories exceed, marked."""
    return cell._replace(text=cell.text + _MARK) if (row.target_rest or 0) < 0 else cell


def excess_notes(row: "StatusRow", manner: Manner) -> Iterator[str]:
    """What the marks mean: by how much the categories exceed their total."""
    words, dimension = manner.words, row.dimension or ""
    if (row.rest or 0) < 0:
        excess = _number(abs(row.rest or Decimal(0)), _share_decimals(row), manner)
        key = "parts_exceed" if row.rest_of is None else "counts_exceed"
        yield "! " + words[key].format(dimension=dimension, excess=excess)
    if (row.rest_of or 0) < 0:
        excess = _number(abs(row.rest_of or Decimal(0)), None, manner)
        yield "! " + words["wholes_exceed"].format(dimension=dimension, excess=excess)
    if (row.target_rest or 0) < 0:
        excess = _number(abs(row.target_rest or Decimal(0)), row.decimals, manner)
        yield "! " + words["targets_exceed"].format(dimension=dimension, excess=excess)


def _amount(row: "StatusRow", manner: Manner) -> str:
    text = _number(row.rest or Decimal(0), _share_decimals(row), manner)
    if row.rest_of is None:
        return text
    return f"{text} {manner.words['of']} {_number(row.rest_of, None, manner)}"


def _share_decimals(row: "StatusRow") -> int | None:
    """Counts are printed as they were written, not with the decimals of their percentage."""
    return row.decimals if row.rest_of is None else None


def _number(value: Decimal, decimals: int | None, manner: Manner) -> str:
    return manner.numbers.number(value, digits_for(value, decimals))
