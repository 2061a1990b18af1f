"""Where do we stand: every indicator against its target, and what that adds up to."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from kpitrack.measures.assess import assess, assess_sets
from kpitrack.measures.assessment import Assessment
from kpitrack.measures.drift import drift
from kpitrack.measures.observation import Observation
from kpitrack.measures.quantity import (
    Quantity,
    Undefined,
    flat,
    qualifier_of,
    reason_of,
    value_of,
)
from kpitrack.measures.score import group_score
from kpitrack.measures.statuses import STATUSES, Status
from kpitrack.measures.variance import Favour
from kpitrack.measures.wanted import Wanted
from kpitrack.model.figure import ObservationStatus, Qualifier
from kpitrack.model.indicator import Direction, Indicator, ProjectionMethod
from kpitrack.model.period import Period, PeriodKind, parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import (
    ALL_SETS,
    Question,
    check_dimension,
    first_period,
    group_ids,
    listed,
    periods_with_actuals,
    selected,
)

if TYPE_CHECKING:
    from kpitrack.measures.breakdown import Breakdown

Sort = Literal["file", "name", "completion", "status", "variance"]


class StatusRow(NamedTuple):
    """One indicator against one target set. Percentages are in percent, the rest in `unit`.

    A number that does not exist is None, and the field of the same name with `_reason`
    says why. `actual` and `target` are booleans for a milestone; a band has `target_min`
    and `target_max` instead of `target`. `actual_period` is the period, except where a sum
    is held against a longer target: there it runs from that target's start, and
    `actual_alone` is that of the period alone. `coverage` says how far an incomplete roll-up
    is filled. `target_low` and `target_high` bound an implied target.

    `remaining_each` is what each of `remaining_periods`, of `remaining_kind`, must bring.
    `ahead` is the actual less what was expected by its day, `ahead_favourable` whether that
    is on the better side, and `ahead_days` how many days later the plan expects the actual.
    `projected` is arithmetic, by `projection_method`; `projected_low` and `projected_high`
    come from how that did in `projection_years`. `completion_expected` is the completion that
    was to be expected by now; where there is none, `expected_reason` says why. `near` and
    `part` are the thresholds that apply.

    Broken down by a `dimension`, an indicator has a row for each `category` below its own,
    whose category is None. That row's `rest` is what of the actual no category holds, below
    0 where the categories hold more than all of it; of a share it is the rest of the count,
    and `rest_of` that of the whole. `target_rest` says the same of the target.
    """

    id: str
    name: str
    group: str | None
    unit: str | None
    direction: Direction
    period: str
    target_set: str | None
    target_period: str | None
    target: Decimal | bool | None
    target_min: Decimal | None
    target_max: Decimal | None
    target_qualifier: Qualifier | None
    target_implied: bool
    target_low: Decimal | None
    target_high: Decimal | None
    target_reason: str | None
    actual: Decimal | bool | None
    actual_period: str
    actual_text: str | None
    actual_reason: str | None
    count: Decimal | None  # type: ignore[assignment]  # not tuple.count
    of: Decimal | None
    qualifier: Qualifier | None
    observation_status: ObservationStatus | None
    through: dt.date | None
    coverage: str | None
    completion: Decimal | None
    completion_qualifier: Qualifier | None
    completion_stated: bool
    completion_reason: str | None
    completion_expected: Decimal | None
    progress: Decimal | None
    progress_reason: str | None
    variance: Decimal | None
    variance_qualifier: Qualifier | None
    variance_reason: str | None
    variance_percent: Decimal | None
    variance_percent_reason: str | None
    favourable: bool | None
    favourable_reason: str | None
    remaining: Decimal | None
    remaining_reason: str | None
    remaining_periods: int | None
    remaining_kind: PeriodKind | None
    remaining_each: Decimal | None
    remaining_each_reason: str | None
    expected: Decimal | None
    expected_reason: str | None
    ahead: Decimal | None
    ahead_qualifier: Qualifier | None
    ahead_reason: str | None
    ahead_favourable: bool | None
    ahead_days: Decimal | None
    ahead_days_qualifier: Qualifier | None
    ahead_days_reason: str | None
    projected: Decimal | None
    projected_qualifier: Qualifier | None
    projected_low: Decimal | None
    projected_high: Decimal | None
    projected_reason: str | None
    projection_method: ProjectionMethod | None
    projection_years: tuple[str, ...]
    actual_alone: Decimal | None
    status: Status | None
    status_reason: str | None
    verdicts_differ: bool
    remarks: tuple[str, ...]
    source: str | None
    decimals: int | None
    near: Decimal
    part: Decimal
    dimension: str | None = None
    category: str | None = None
    rest: Decimal | None = None
    rest_of: Decimal | None = None
    rest_reason: str | None = None
    target_rest: Decimal | None = None
    target_rest_reason: str | None = None


class Tally(NamedTuple):
    """What some rows add up to. Counts only: unlike units are never added.

    `met` counts met and exceeded, of the `targeted` that have a target and a verdict to
    give; `counts` holds how many rows have each status; `score` is the weighted mean of
    completions held between 0 and 100 percent, None where no completion is defined.
    """

    rows: int
    targeted: int
    met: int
    counts: dict[Status, int]
    score: Decimal | None


class GroupTally(NamedTuple):
    """One group, in the file's order, with its name."""

    id: str | None
    name: str | None
    tally: Tally


class StatusView(NamedTuple):
    """The answer of `status`: rows group by group, with the tallies of groups and all."""

    title: str
    period: str
    target_set: str | None
    as_of: dt.date
    rows: tuple[StatusRow, ...]
    groups: tuple[GroupTally, ...]
    summary: Tally
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["status"]:
        """The command that this answers."""
        return "status"

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the indicators shown, in their order, each once."""
        return tuple(dict.fromkeys(row.id for row in self.rows))


def status_view(
    tracker: Tracker,
    period: Period,
    question: Question,
    *,
    statuses: Sequence[Status] = (),
    sort: Sort = "file",
    by: str | None = None,
    language: str = "en",
) -> StatusView:
    """Where the selected indicators stand in a period.

    `statuses` keeps only rows that have one of them; with the target set `all`, an
    indicator has a row for each of its sets. `by` names a dimension whose categories follow
    their indicator; nothing counts them. Raises InputError for one that no figure has.
    """
    if by is not None:
        check_dimension(tracker, by)
    judged = [
        pair
        for one in selected(tracker, question)
        for pair in _judged(tracker, one, period, question)
    ]
    kept = [pair for pair in judged if not statuses or pair[0].status in statuses]
    kept = _sorted(kept, sort)
    rows = tuple(
        row
        for one, differ in kept
        for row in _with_categories(tracker, one, differ, by, question, language)
    )
    return StatusView(
        title=tracker.titles.get(language, tracker.title),
        period=period.text,
        target_set=question.target_set or tracker.target_set,
        as_of=question.as_of,
        rows=rows,
        groups=group_tallies(tracker, [one for one, _ in kept], language),
        summary=tally([one for one, _ in kept]),
        notes=(
            *_notes(tracker, period, question, [one for one, _ in judged]),
            *_not_broken_down(rows, by),
        ),
    )


def _with_categories(
    tracker: Tracker,
    one: Assessment,
    differ: bool,
    by: str | None,
    question: Question,
    language: str,
) -> Iterator[StatusRow]:
    """An indicator's row, and those of its categories where it is broken down so."""
    row = status_row(one, differ, language=language)
    found = None
    if by is not None:
        from kpitrack.measures.breakdown import broken_down

        found = broken_down(tracker, one, by, question.as_of)
    yield from [row] if found is None else broken_down_rows(row, found, language)


def broken_down_rows(row: StatusRow, found: "Breakdown", language: str) -> Iterator[StatusRow]:
    """The row of a whole with what its categories do not hold, then those of its categories."""
    from kpitrack.measures.breakdown import Rest

    rest, target_rest = found.rest, found.target_rest
    yield row._replace(
        dimension=found.dimension,
        rest=rest.number if isinstance(rest, Rest) else None,
        rest_of=rest.of if isinstance(rest, Rest) else None,
        rest_reason=reason_of(rest),
        target_rest=target_rest.number if isinstance(target_rest, Rest) else None,
        target_rest_reason=reason_of(target_rest),
    )
    for category, part in found.parts:
        below = status_row(part, False, language=language)
        yield below._replace(name=row.name, dimension=found.dimension, category=category)


def _not_broken_down(rows: Sequence[StatusRow], by: str | None) -> tuple[str, ...]:
    whole = {row.id for row in rows}
    missing = len(whole) - len({row.id for row in rows if row.dimension is not None})
    return (f"{missing} of {len(whole)} have no figures by {by}",) if by and missing else ()


def _judged(
    tracker: Tracker, indicator: Indicator, period: Period, question: Question
) -> list[tuple[Assessment, bool]]:
    """Assessments to show, each with whether the indicator's sets disagree."""
    every: tuple[Assessment, ...] = ()
    shown: tuple[Assessment, ...]
    if question.target_set == ALL_SETS:
        shown = every = assess_sets(tracker, indicator, period, question.as_of)
    else:
        shown = (assess(tracker, indicator, period, question.as_of, question.target_set),)
        if _has_other_sets(indicator, period):
            every = assess_sets(tracker, indicator, period, question.as_of)
    differ = len({one.is_met for one in every}) > 1
    return [(one, differ) for one in shown]


def _has_other_sets(indicator: Indicator, period: Period) -> bool:
    if len(indicator.targets) > 1:
        return True
    stated = (figure.stated for figure in indicator.actual.get(period, ()))
    return any(one is not None and len(one.completion) > 1 for one in stated)


def _sorted(judged: list[tuple[Assessment, bool]], sort: Sort) -> list[tuple[Assessment, bool]]:
    keys: dict[Sort, Callable[[Assessment], tuple[bool, object]]] = {
        "name": lambda one: (False, one.indicator.name.casefold()),
        "completion": lambda one: _largest(one.completion),
        "variance": lambda one: _largest(one.variance_percent),
        "status": lambda one: (
            one.status is None,
            STATUSES.index(one.status) if one.status else 0,
        ),
    }
    if sort == "file":
        return judged
    key = keys[sort]
    return sorted(judged, key=lambda pair: key(pair[0]))


def _largest(number: Quantity | Undefined) -> tuple[bool, Decimal]:
    """Largest first, undefined last."""
    if isinstance(number, Undefined):
        return True, Decimal(0)
    return False, -number.value


def tally(judged: Sequence[Assessment]) -> Tally:
    """Counts of statuses, of targets met, and the score of those that have a completion."""
    counts: dict[Status, int] = {}
    for one in judged:
        if one.status is not None:
            counts[one.status] = counts.get(one.status, 0) + 1
    targeted = [one for one in judged if one.status is not None and one.has_target]
    scored = [
        (one.completion.value, one.indicator.weight)
        for one in targeted
        if isinstance(one.completion, Quantity)
    ]
    return Tally(
        rows=len(judged),
        targeted=len(targeted),
        met=counts.get("met", 0) + counts.get("exceeded", 0),
        counts={status: counts[status] for status in STATUSES if status in counts},
        score=group_score(scored),
    )


def group_tallies(
    tracker: Tracker, judged: Sequence[Assessment], language: str
) -> tuple[GroupTally, ...]:
    """The tally of each group that the judged indicators belong to, in the file's order."""
    members: dict[str | None, list[Assessment]] = {}
    for one in judged:
        members.setdefault(one.indicator.group, []).append(one)
    order = [name for name in group_ids(tracker) if name in members]
    tallies = [
        GroupTally(name, group_name(tracker, name, language), tally(members[name]))
        for name in order
    ]
    if None in members:
        tallies.append(GroupTally(None, None, tally(members[None])))
    return tuple(tallies)


def group_name(tracker: Tracker, name: str, language: str) -> str:
    """A group's name in a language, else its own, else its id."""
    group = tracker.groups.get(name)
    return name if group is None else group.names.get(language, group.name)


def _notes(
    tracker: Tracker, period: Period, question: Question, judged: Sequence[Assessment]
) -> tuple[str, ...]:
    if not judged or any(one.observation.known or one.asked.figure for one in judged):
        return ()
    periods = periods_with_actuals(tracker, question.as_of)
    if periods:
        return (f"no figures for {period}: there are figures for {listed(periods)}",)
    first = first_period(tracker)
    if first is None:
        return (f"no figures for {period}: there are no figures at all",)
    return (f"nothing was known on {question.as_of}: the first figure is that of {first}",)


def status_row(one: Assessment, verdicts_differ: bool, *, language: str) -> StatusRow:
    """An assessment laid flat: numbers, reasons and names, ready for every format."""
    indicator, target = one.indicator, one.target
    wanted = target if isinstance(target, Wanted) else None
    implied = wanted.implied if wanted else None
    observed = one.observation
    projected = None if isinstance(one.projection, Undefined) else one.projection
    completion, completion_qualifier, completion_reason = flat(one.completion)
    progress, _, progress_reason = flat(one.progress)
    variance, variance_qualifier, variance_reason = flat(one.variance)
    variance_percent, _, variance_percent_reason = flat(one.variance_percent)
    remaining, _, remaining_reason = flat(one.remaining)
    remaining_each, _, remaining_each_reason = flat(one.remaining_each)
    ahead, ahead_qualifier, ahead_reason = flat(one.ahead)
    ahead_days, ahead_days_qualifier, ahead_days_reason = flat(one.ahead_days)
    return StatusRow(
        id=indicator.id,
        name=indicator.names.get(language, indicator.name),
        group=indicator.group,
        unit=indicator.units.get(language, indicator.unit),
        direction=indicator.direction,
        period=one.period.text,
        target_set=one.target_set or None,
        target_period=wanted.period.text if wanted else None,
        target=_target_value(wanted),
        target_min=wanted.low if wanted and wanted.low != wanted.high else None,
        target_max=wanted.high if wanted and wanted.low != wanted.high else None,
        target_qualifier=_target_qualifier(wanted),
        target_implied=implied is not None,
        target_low=implied.low if implied else None,
        target_high=implied.high if implied else None,
        target_reason=_target_reason(one.target),
        actual=_actual_value(observed),
        actual_period=observed.period.text,
        actual_text=observed.figure.text if observed.figure else None,
        actual_reason=reason_of(observed.number) if observed.reached is None else None,
        count=observed.count,
        of=observed.of,
        qualifier=qualifier_of(observed.number),
        observation_status=observed.status if observed.known or observed.figure else None,
        through=observed.through,
        coverage=observed.coverage,
        completion=completion,
        completion_qualifier=completion_qualifier,
        completion_stated=one.stated_completion,
        completion_reason=completion_reason,
        completion_expected=value_of(one.completion_expected),
        progress=progress,
        progress_reason=progress_reason,
        variance=variance,
        variance_qualifier=variance_qualifier,
        variance_reason=variance_reason,
        variance_percent=variance_percent,
        variance_percent_reason=variance_percent_reason,
        favourable=_is_favourable(one.favour),
        favourable_reason=reason_of(one.favour),
        remaining=remaining,
        remaining_reason=remaining_reason,
        remaining_periods=one.remaining_periods,
        remaining_kind=one.remaining_kind,
        remaining_each=remaining_each,
        remaining_each_reason=remaining_each_reason,
        expected=None if isinstance(one.expected, Undefined) else one.expected,
        expected_reason=reason_of(one.expected),
        ahead=ahead,
        ahead_qualifier=ahead_qualifier,
        ahead_reason=ahead_reason,
        ahead_favourable=_is_favourable(one.ahead_favour),
        ahead_days=ahead_days,
        ahead_days_qualifier=ahead_days_qualifier,
        ahead_days_reason=ahead_days_reason,
        projected=projected.number.value if projected else None,
        projected_qualifier=projected.number.qualifier if projected else None,
        projected_low=projected.low if projected else None,
        projected_high=projected.high if projected else None,
        projected_reason=reason_of(one.projection),
        projection_method=projected.method if projected else None,
        projection_years=tuple(str(year) for year in projected.years) if projected else (),
        actual_alone=_alone(one),
        status=one.status,
        status_reason=one.status_reason,
        verdicts_differ=verdicts_differ,
        remarks=_remarks(one),
        source=(observed.figure.source if observed.figure else None) or indicator.source,
        decimals=indicator.decimals,
        near=indicator.thresholds.near,
        part=indicator.thresholds.part,
    )


def _is_favourable(side: Favour | Undefined) -> bool | None:
    return None if isinstance(side, Undefined) else side == "favourable"


def _alone(one: Assessment) -> Decimal | None:
    """The exact figure of the period alone, where a running total answers in its place."""
    number = one.asked.number
    if one.observation is one.asked or not isinstance(number, Quantity) or number.qualifier:
        return None
    return number.value


def _target_value(wanted: Wanted | None) -> Decimal | bool | None:
    if wanted is None:
        return None
    if wanted.flag is not None:
        return wanted.flag
    if wanted.is_band:
        return wanted.low if wanted.low == wanted.high else None
    return wanted.number.value if wanted.number else None


def _target_qualifier(wanted: Wanted | None) -> Qualifier | None:
    if wanted is None:
        return None
    if wanted.implied is not None:
        return wanted.implied.point.qualifier
    return wanted.strictness


def _target_reason(target: Wanted | Undefined) -> str | None:
    if isinstance(target, Undefined):
        return str(target)
    empty = target.number is None and target.flag is None and not target.is_band
    return target.remark if empty else None


def _actual_value(observed: Observation) -> Decimal | bool | None:
    return value_of(observed.number) if observed.reached is None else observed.reached


def _remarks(one: Assessment) -> tuple[str, ...]:
    observed, target = one.observation, one.target
    remarks = list(observed.remarks)
    if observed.through is not None and not observed.remarks:
        remarks.append(f"so far, through {observed.through.isoformat()}")
    if observed.figure is not None and observed.figure.total_of:
        remarks.append(f"the total of its parts by {observed.figure.total_of}")
    if observed.coverage:
        remarks.append(f"incomplete: {observed.coverage}")
    if isinstance(target, Wanted) and target.remark and target.number is not None:
        remarks.append(f"target {target.remark}")
    return tuple(remarks)


def falls_under(view: StatusView, tracker: Tracker, percent: float) -> bool:
    """Whether an indicator shown has no data, or may have a completion under `percent`.

    Where the completion is undefined, being met counts as enough. What has no target, has
    not begun or is not due yet cannot fall under it.
    """
    floor = Decimal(str(percent))
    whole = [row for row in view.rows if row.category is None]
    return any(_falls_under(row, tracker.indicators[row.id], floor) for row in whole)


def _falls_under(row: StatusRow, indicator: Indicator, floor: Decimal) -> bool:
    if row.completion is None:
        return row.status not in ("met", "exceeded", "no_target", "not_started", "not_due")
    completion = Quantity(row.completion, row.completion_qualifier)
    return completion.can_undercut(floor) or _can_still_be_lost(row, indicator)


def _can_still_be_lost(row: StatusRow, indicator: Indicator) -> bool:
    """Whether what is to stay low and only grows is not counted to its target's end yet."""
    if indicator.direction != "decrease" or drift(indicator) != "up":
        return False
    if row.coverage is not None or row.through is not None:
        return True
    if row.target_period is None or not indicator.adds_up:
        return False
    return parse_period(row.actual_period).last < parse_period(row.target_period).last
