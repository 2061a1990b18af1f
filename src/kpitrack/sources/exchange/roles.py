"""What a column of a foreign table is: its role, as `--map` and `[imports.*]` write it."""

from typing import NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.model.figure import OBSERVATION_STATUSES
from kpitrack.model.period import PeriodError, parse_period

KEYS = (
    "indicator", "name", "group", "unit", "kind", "status", "qualifier", "note", "source",
    "date", "period", "year", "half", "quarter", "month", "week", "day",
)  # fmt: skip
"""Roles of columns that say what a row's figures are."""

PERIOD_PARTS = ("period", "year", "half", "quarter", "month", "week", "day")
FIGURES = ("value", "actual", "target", "baseline", "count", "of")
"""Roles of columns that hold figures; `value` is an actual unless something else is said."""

_WITH_PERIOD = ("value", "actual", "target", "baseline")
_SPELLINGS = (
    f"{', '.join((*KEYS, *FIGURES))}, by.DIMENSION, target.SET, ignore, or a figure with its "
    "period such as actual.2024, target.2024, target.SET.2024"
)


class Role(NamedTuple):
    """What a column says: `what` is one of KEYS or FIGURES, `by` or `ignore`.

    `name` is a target set, or the dimension of `by`; `period` and `status` hold for every
    figure of the column.
    """

    what: str
    name: str = ""
    period: str | None = None
    status: str | None = None

    def __str__(self) -> str:
        written = ".".join(part for part in (self.what, self.name, self.period) if part)
        return f"{written} {self.status}" if self.status else written

    @property
    def is_figure(self) -> bool:
        """Whether the column's cells are figures."""
        return self.what in FIGURES


IGNORED = Role("ignore")


def parse_role(text: str) -> Role:
    """The role that a text names; raises ValueError with what would be one."""
    written, _, status = text.strip().partition(" ")
    status = status.strip()
    if status and status not in OBSERVATION_STATUSES:
        raise ValueError(f"an observation status: {', '.join(OBSERVATION_STATUSES)}")
    what, _, rest = written.partition(".")
    if what in ("by", "target") and rest and not rest[0].isdigit():
        name, _, period = (rest, "", "") if what == "by" else rest.partition(".")
    else:
        name, period = "", rest
    known = what in KEYS or what in FIGURES or (what == "ignore") or (what == "by" and name)
    if not known or (period and what not in _WITH_PERIOD) or (status and what not in FIGURES):
        raise ValueError(f"what a column holds: {_SPELLINGS}")
    return Role(what, name, _period(period), status or None)


def _period(text: str) -> str | None:
    try:
        return parse_period(text).text if text else None
    except PeriodError as error:
        raise ValueError(f"a period: {error}") from None


def role_of(text: str, heading: str) -> Role:
    """As `parse_role`; raises InputError that names the heading."""
    try:
        return parse_role(text)
    except ValueError as error:
        raise InputError([Mistake(str(error), f'"{text}"', key=f'map "{heading}"')]) from None
