"""What an engine is asked, and what leaves it: sums, never single observations."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, Protocol

from kpitrack.measures.quantity import EXACT
from kpitrack.model.observations import ObservationSource
from kpitrack.model.period import Period


class Request(NamedTuple):
    """Sums that are wanted of a source.

    `indicators` are the ids to look for, all when None. `within` are the periods asked:
    only sums of periods that share a day with one of them are needed, all when None. An
    engine may bring more, but never fewer; `years_near` says which to leave out. With a
    `dimension` there are sums for each of its categories beside those of the whole; rows
    without a category count in the whole alone. `spans` are ids of indicators whose
    categories may come as `Span`, added up over the one period asked.
    """

    indicators: tuple[str, ...] | None = None
    within: tuple[Period, ...] | None = None
    dimension: str | None = None
    spans: tuple[str, ...] = ()


PLAIN_PERIOD = "[0-9]{4}(-([HSQ][1-4]|[0-9]{2}|[0-9]{2}-[0-9]{2}))?"
"""Texts of periods that lie within the year they begin with, as a regular expression."""

_WEEK = dt.timedelta(days=6)
"""How far a week may reach beyond a day in it."""


def years_near(source: ObservationSource, request: Request) -> tuple[str, ...] | None:
    """The years, in four digits, in which texts of needed periods begin; None for all.

    A text that begins with another year and has the shape `PLAIN_PERIOD` is far from every
    period asked. Any other text must come: a span or a week may reach over from another
    year, and what is no period at all must be told, not lost.
    """
    if request.within is None:
        return None
    years: set[int] = set()
    for one in request.within:
        first, last = one.first, one.last
        if source.every == "week":
            first, last = max(first, dt.date.min + _WEEK), min(last, dt.date.max - _WEEK)
            first, last = first - _WEEK, last + _WEEK
        years.update(range(first.year, last.year + 1))
    return tuple(f"{year:04}" for year in sorted(years))


class Sums(NamedTuple):
    """The exact sums of the observations of an indicator in a period.

    `category` is None for the whole. A sum is None where no row had that number. `rows` is
    how many observations were added: rows that have a value, or count and of. `period` is
    as the source writes it, a date as 2024-12-31; the same period may come more than once.
    """

    indicator: str
    period: str
    category: str | None
    value: Decimal | None
    count: Decimal | None  # type: ignore[assignment]  # not tuple.count
    of: Decimal | None
    target: Decimal | None
    rows: int


class Span(NamedTuple):
    """The exact sums of a category's values and targets over all periods of its indicator.

    Only where these fill the one period asked just so, and the whole comes by period.
    `figures` and `targets` are in how many of them the category has a value and a target. A
    sum has as many digits after the point as the longest of its periods' own sums.
    """

    indicator: str
    category: str
    value: Decimal | None
    target: Decimal | None
    figures: int
    targets: int


def together(one: Sums, other: Sums) -> Sums:
    """The sums of both: of two days of a month, or of two categories of a whole."""
    return one._replace(
        value=_sum(one.value, other.value),
        count=_sum(one.count, other.count),
        of=_sum(one.of, other.of),
        target=_sum(one.target, other.target),
        rows=one.rows + other.rows,
    )


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return EXACT.add(one, other)


class Engine(Protocol):
    """An engine that adds up the observations of one source.

    What it cannot add exactly it refuses: a figure with more digits than the source
    declares, what is no number, and a count without its of.
    """

    def periods(self, source: ObservationSource) -> tuple[str, ...]:
        """Every period of which the source has a figure, targets aside; texts as in `Sums`."""
        ...

    def sums(self, source: ObservationSource, request: Request) -> Iterator[Sums | Span]:
        """The sums asked for, in no particular order; raises InputError where it cannot.

        No engine need bring `Span`; for a category it comes instead of all its `Sums`.
        """
        ...
