"""Figures: what was measured or is wanted, with everything the source said about it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from kpitrack.model.period import Period, PeriodKind

Qualifier = Literal["over", "at least", "under", "at most", "about", "nearly"]
ObservationStatus = Literal["final", "provisional", "estimated", "forecast"]

OBSERVATION_STATUSES: tuple[ObservationStatus, ...] = (
    "final",
    "provisional",
    "estimated",
    "forecast",
)
"""SDMX observation statuses in words, the firmest first."""


class _Nothing(Mapping[Any, Any]):
    """An empty mapping that nobody can fill, and that may be a frozen field's default."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __getitem__(self, key: object) -> Any:
        raise KeyError(key)

    def get(self, key: object, default: Any = None) -> Any:
        """The default: a mapping's own would raise and catch an error each time."""
        return default

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


NOTHING = _Nothing()


class Stated(NamedTuple):
    """What the source itself printed beside a figure; percentages in percent.

    `completion` holds one number for each target set, the unnamed set under "".
    """

    completion: Mapping[str, Decimal] = NOTHING
    percent: Decimal | None = None
    change: Decimal | None = None
    change_percent: Decimal | None = None


class Figure(NamedTuple):
    """One figure as it was written down.

    Exactly one of these is there: `value` (a number in the indicator's unit, or whether a
    milestone is reached), `count` with `of` (a share), only `text`, only `stated`, or only
    `by`. Parts alone make the value, or count and of: then `total_of` names the dimension
    that was added, or `no_total` says why they make none. `made_of` are the periods that a
    sum was added up from where that was not done here, and their own figures are not kept.
    """

    value: Decimal | bool | None = None
    count: Decimal | None = None  # type: ignore[assignment]  # not tuple.count
    of: Decimal | None = None
    text: str | None = None
    qualifier: Qualifier | None = None
    status: ObservationStatus = "final"
    date: dt.date | None = None
    through: dt.date | None = None
    achieved: dt.date | None = None
    by: Mapping[str, Mapping[str, "Figure"]] = NOTHING
    stated: Stated | None = None
    source: str | None = None
    note: str | None = None
    total_of: str | None = None
    no_total: str | None = None
    made_of: tuple[Period, ...] = ()


NOT_ADDED = "it has several observations in percent, which are not added; count and of are"
"""Why a percentage of several observations has no figure."""


class Target(NamedTuple):
    """What is wanted: a figure, or a band from `low` to `high` (both included).

    With `each`, it is wanted anew in every such period within its own. The figure's
    qualifier is the target's strictness: over 90 means that 90 is not enough.
    """

    figure: Figure = Figure()
    low: Decimal | None = None
    high: Decimal | None = None
    each: PeriodKind | None = None
