"""Where are we off, and by how much: variances, the largest first."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import Question
from kpitrack.views.status import StatusRow, group_name, status_view


class VarianceTally(NamedTuple):
    """How many variances are favourable, unfavourable, nought, or of an open side."""

    rows: int
    favourable: int
    unfavourable: int
    on_target: int
    not_judged: int


class VarianceGroup(NamedTuple):
    """The counts of one group. Counts only: unlike units are never added."""

    id: str | None
    name: str | None
    tally: VarianceTally


class VarianceView(NamedTuple):
    """The answer of `variance`: the rows with a variance, the same rows as in `status`."""

    title: str
    period: str
    target_set: str | None
    as_of: dt.date
    by_group: bool
    rows: tuple[StatusRow, ...]
    groups: tuple[VarianceGroup, ...]
    summary: VarianceTally
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["variance"]:
        """The command that this answers."""
        return "variance"


def variance_view(
    tracker: Tracker,
    period: Period,
    question: Question,
    *,
    by_group: bool = False,
    language: str = "en",
) -> VarianceView:
    """The selected indicators that have a variance, the largest in percent first.

    Those whose variance is no percentage of the target follow; with `by_group` the order
    holds within each group.
    """
    whole = status_view(tracker, period, question, sort="file", language=language)
    rows = [one for one in whole.rows if _has_variance(one)]
    order = {group.id: place for place, group in enumerate(whole.groups)}
    rows.sort(key=_size)
    if by_group:
        rows.sort(key=lambda one: order[one.group])
    left_out = len(whole.rows) - len(rows)
    missing = [one.name for one in whole.rows if one.target is not None and one.actual is None]
    notes = list(whole.notes)
    if left_out:
        notes.append(f"{left_out} without a variance are not shown")
    if missing:
        notes.append(f"a target but no figure: {', '.join(missing)}")
    names = dict.fromkeys(one.group for one in rows)
    return VarianceView(
        title=whole.title,
        period=whole.period,
        target_set=whole.target_set,
        as_of=whole.as_of,
        by_group=by_group,
        rows=tuple(rows),
        groups=tuple(
            VarianceGroup(
                name,
                group_name(tracker, name, language) if name else None,
                _tally([one for one in rows if one.group == name]),
            )
            for name in sorted(names, key=lambda one: order[one])
        ),
        summary=_tally(rows),
        notes=tuple(notes),
    )


def _has_variance(row: StatusRow) -> bool:
    return row.variance is not None or row.variance_percent is not None


def is_on_target(row: StatusRow) -> bool:
    """Whether the variance is nought, so that it is neither favourable nor unfavourable."""
    nought = row.variance == 0 or (row.variance is None and row.variance_percent == 0)
    return nought and row.favourable is None and row.variance_qualifier is None


def _size(row: StatusRow) -> tuple[bool, Decimal]:
    if row.variance_percent is None:
        return True, -abs(row.variance or Decimal(0))
    return False, -abs(row.variance_percent)


def _tally(rows: Sequence[StatusRow]) -> VarianceTally:
    zero = [one for one in rows if is_on_target(one)]
    return VarianceTally(
        rows=len(rows),
        favourable=sum(1 for one in rows if one.favourable is True),
        unfavourable=sum(1 for one in rows if one.favourable is False),
        on_target=len(zero),
        not_judged=sum(1 for one in rows if one.favourable is None) - len(zero),
    )
