"""Observations: figures by many places and periods that live outside the tracker's file."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from kpitrack.model.figure import NOTHING
from kpitrack.model.period import PeriodKind


class Columns(NamedTuple):
    """Which column of a source says what.

    `dimensions` gives the column of each dimension by its name. A row's figure stands under
    `value`, or under `count` and `of`, and a source may have both; what is wanted of it,
    where the source says, under `target`.
    """

    indicator: str = "indicator"
    period: str = "period"
    value: str | None = "value"
    count: str | None = None  # type: ignore[assignment]  # not tuple.count
    of: str | None = None
    target: str | None = None
    dimensions: Mapping[str, str] = NOTHING

    @property
    def figures(self) -> tuple[str, ...]:
        """The columns in one of which each figure has its number: values and counts."""
        return tuple(one for one in (self.value, self.count) if one is not None)


class ObservationSource(NamedTuple):
    """Where observations live: files (globs), a database file, or a database's address.

    `place` is as written; a relative path starts at the folder of `file`, the tracker file
    that names it as its `position`th source, from 0. `decimals` is how many digits after
    the point the figures have at most: sums are exact to that digit. `decimal` is the sign
    between a figure's whole and its fraction, where it is written as text. With `every`, the
    period column holds days, each of which stands for the period of that kind it lies in.
    """

    place: str
    table: str | None = None
    columns: Columns = Columns()
    decimals: int = 6
    file: str = ""
    position: int = 0
    every: PeriodKind | None = None
    decimal: Literal[".", ","] = "."
