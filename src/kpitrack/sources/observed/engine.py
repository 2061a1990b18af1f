"""What an engine is asked, and what leaves it: sums, never single observations."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, Protocol

from kpitrack.model.observations import ObservationSource


class Request(NamedTuple):
    """Sums that are wanted of a source.

    `indicators` are the ids to look for, all when None. `periods` are the texts of periods
    as the source writes them, all when None. With a `dimension` there are sums for each of
    its categories beside those of the whole.
    """

    indicators: tuple[str, ...] | None = None
    periods: tuple[str, ...] | None = None
    dimension: str | None = None


class Sums(NamedTuple):
    """The exact sums of the observations of an indicator in a period.

    `category` is None for the whole. A sum is None where no row had that number. `rows` is
    how many observations were added.
    """

    indicator: str
    period: str
    category: str | None
    value: Decimal | None
    count: Decimal | None  # type: ignore[assignment]  # not tuple.count
    of: Decimal | None
    target: Decimal | None
    rows: int


class Engine(Protocol):
    """An engine that adds up the observations of one source."""

    def periods(self, source: ObservationSource) -> tuple[str, ...]:
        """Every period that the source has an observation of, as written there."""
        ...

    def sums(self, source: ObservationSource, request: Request) -> Iterator[Sums]:
        """The sums asked for, in no particular order; raises InputError where it cannot."""
        ...
