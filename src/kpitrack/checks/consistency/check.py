"""What a consistency check is, what it sees, and what it finds."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.finding import Severity
from kpitrack.measures.assess import observed
from kpitrack.measures.observation import Observation, figures_known
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import FigureHistory, Indicator
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker

Key = tuple[str | int | Period, ...]
"""The way to a key within an indicator's table."""


class Scene(NamedTuple):
    """What a check sees: the tracker, the indicators asked for, the period and the day."""

    tracker: Tracker
    indicators: tuple[Indicator, ...]
    period: Period
    as_of: dt.date

    def known(self, history: FigureHistory) -> dict[Period, Figure]:
        """The figures of a history as known on the day, in the order of their periods."""
        found = figures_known(history, self.as_of)
        return {period: found[period] for period in sorted(found)}

    def observed(self, indicator: Indicator, period: Period) -> Observation:
        """An indicator's actual in a period: written, derived or rolled up."""
        return observed(self.tracker, indicator, period, self.as_of)


class Fault(NamedTuple):
    """What a check found: where, the figure at fault, and what is wrong with it.

    `severity` is given only where it is not the check's own.
    """

    indicator: str
    message: str
    key: Key = ()
    period: Period | None = None
    figure: Decimal | bool | str | None = None
    severity: Severity | None = None


Compared = Fault | None
"""One comparison: None where the figures agree."""


class Check(NamedTuple):
    """A built-in check: its name, how grave its findings are, and what it holds."""

    name: str
    severity: Severity
    says: str
    find: Callable[[Scene], Iterator[Compared]]


def figure_key(
    kind: str, period: Period, history: Mapping[Period, Sequence[object]], figure: object
) -> Key:
    """The key of a figure, with its place where the period has several revisions."""
    revisions = history[period]
    if len(revisions) < 2:
        return (kind, period)
    place = next(index for index, one in enumerate(revisions) if one is figure)
    return (kind, period, place)


def target_key(target_set: str, period: Period) -> Key:
    """The key of a target, of an unnamed or a named set."""
    return ("target", target_set, period) if target_set else ("target", period)


def is_whole(number: Decimal) -> bool:
    """Whether a figure was written without decimals, as counts are."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= 0
