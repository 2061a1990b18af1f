"""A detail view as series to draw: one for each length of period, with its gaps."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.model.period import Period, PeriodKind, parse_period
from kpitrack.render.cells import (
    actual_cell,
    completion_cell,
    is_partial,
    letters,
    qualified,
    status_cell,
    target_cell,
)
from kpitrack.render.numbers import digits_for
from kpitrack.render.sheet import Manner
from kpitrack.views.detail import DetailView
from kpitrack.views.status import StatusRow


class Goal(NamedTuple):
    """What was wanted in a period: one figure, or a band where `low` and `high` differ.

    `ahead` says that it is the target of a longer or a later period.
    """

    name: str | None
    low: Decimal
    high: Decimal
    ahead: bool


class Moment(NamedTuple):
    """A period's figure, None for a gap, and what tells of it below the axis.

    `targets` has those of milestones too, which no goal can show. `firm`
    says that the figure is final and of the whole period.
    """

    period: Period
    value: Decimal | None
    text: str
    firm: bool
    goals: tuple[Goal, ...]
    targets: dict[str | None, str]
    completions: dict[str | None, str]
    statuses: dict[str | None, str]


class Series(NamedTuple):
    """Moments of one length in order, those without a figure included."""

    kind: PeriodKind
    moments: tuple[Moment, ...]

    @property
    def sets(self) -> tuple[str | None, ...]:
        """The target sets that have a goal here."""
        found = (goal.name for moment in self.moments for goal in moment.goals)
        return tuple(dict.fromkeys(found))


def series_of(view: DetailView, manner: Manner) -> tuple[Series, ...]:
    """The view's periods by their length, the commonest first."""
    rows: dict[Period, list[StatusRow]] = {}
    for row in view.rows:
        rows.setdefault(parse_period(row.period), []).append(row)
    kinds = [period.kind for period in rows]
    ordered = sorted(dict.fromkeys(kinds), key=lambda kind: -kinds.count(kind))
    return tuple(Series(kind, tuple(_moments(kind, rows, view, manner))) for kind in ordered)


def _moments(
    kind: PeriodKind, rows: dict[Period, list[StatusRow]], view: DetailView, manner: Manner
) -> Iterator[Moment]:
    periods = sorted(period for period in rows if period.kind == kind)
    if kind != "span":
        stretch = Period("", "span", periods[0].first, periods[-1].last)
        periods = list(stretch.split(kind))
    for period in periods:
        found = rows.get(period, [])
        if not found:
            yield Moment(period, None, "–", True, (), {}, {}, {})
            continue
        row = found[0]
        value, text, firm = (
            _figure(row, manner)
            if row.actual_period == row.period
            else _own_figure(row, view, manner)
        )
        targets = {
            one.target_set: target
            for one in found
            if (target := target_cell(one, manner).text) != "–"
        }
        completions = {one.target_set: completion_cell(one, manner).text for one in found}
        statuses = {
            one.target_set: status_cell(one, manner).text
            for one in found
            if one.status != "no_target"
        }
        goals = tuple(_goals(found))
        yield Moment(period, value, text, firm, goals, targets, completions, statuses)


def _figure(row: StatusRow, manner: Manner) -> tuple[Decimal | None, str, bool]:
    value = row.actual if isinstance(row.actual, Decimal) else None
    firm = row.observation_status in (None, "final") and not is_partial(row)
    return value, actual_cell(row, manner).text, firm


def _own_figure(
    row: StatusRow, view: DetailView, manner: Manner
) -> tuple[Decimal | None, str, bool]:
    """The period's own figure where the row tells of a sum towards a longer target."""
    written = [
        one
        for one in view.records
        if one.kind == "actual" and one.period == row.period and one.counts
    ]
    value = row.actual_alone
    if value is None and written and isinstance(written[0].value, Decimal):
        value = written[0].value
    if value is None:
        return None, (written[0].text if written else None) or "–", True
    status = written[0].observation_status if written else row.observation_status
    so_far = bool(written and written[0].through)
    number = manner.numbers.number(value, digits_for(value, row.decimals))
    text = qualified(number, written[0].qualifier if written else None, manner)
    return value, text + letters(status, so_far), status == "final" and not so_far


def _goals(rows: Sequence[StatusRow]) -> Iterator[Goal]:
    for row in rows:
        low, high = row.target_min, row.target_max
        if low is None or high is None:
            if isinstance(row.target, bool) or row.target is None:
                continue
            low = high = row.target
        ahead = row.target_period not in (None, row.period)
        yield Goal(row.target_set, low, high, ahead)
