"""A sheet of cells, as a file of another program holds it: before anything is meant by it."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kpitrack.errors import Mistake
from kpitrack.model.figure import NOTHING

Cell = str | Decimal | bool | dt.date | None
"""What a cell holds: text as it stands there, a number that was typed, or nothing."""


class Grid(NamedTuple):
    """The rows of a sheet, or of a file that has but one.

    `first_row` is the number of the first row in its own program, so that a rejected row
    is named as the person sees it. Merged cells are repeated where they reach.
    `percentages` are the places (row and column from 0) that the program shows in percent:
    0.75 there reads 75 %. Where the kind of file keeps from us how numbers are shown,
    `percentages_known` is False, and 0.75 may be either. `hidden` says that the program
    does not show the sheet. `refused` are rows that stand empty here, because they could not
    be put into kpitrack's terms, each with its line. `repeated` are the places of
    merged numbers, each with the first and the last place of its area.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int = 1
    percentages: frozenset[tuple[int, int]] = frozenset()
    percentages_known: bool = True
    hidden: bool = False
    refused: tuple[Mistake, ...] = ()
    repeated: Mapping[tuple[int, int], tuple[tuple[int, int], tuple[int, int]]] = NOTHING
