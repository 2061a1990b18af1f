"""What changed: values in two or more periods, the change, and whether it is for the better."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from kpitrack.errors import InputError
from kpitrack.measures.assess import assess
from kpitrack.measures.assessment import Assessment
from kpitrack.measures.change import (
    Judgement,
    break_between,
    change,
    change_percent,
    judge_band_change,
    judge_change,
)
from kpitrack.measures.quantity import Quantity, Undefined, qualifier_of, reason_of, value_of
from kpitrack.measures.wanted import Wanted
from kpitrack.model.figure import ObservationStatus, Qualifier
from kpitrack.model.indicator import Direction
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import Question, check_dimension, selected
from kpitrack.views.status import group_name

Difference = tuple[Quantity | Undefined, Quantity | Undefined, Judgement | Undefined]
"""Change, change in percent, and the judgement on it."""


class PeriodValue(NamedTuple):
    """An indicator in one of the periods: its actual, and its completion in percent.

    `target_set` names the set that the completion is against, None for an unnamed one.
    `through` and `coverage` say how much of the period is known, where that is not all.
    """

    period: str
    value: Decimal | bool | None
    reason: str | None
    text: str | None
    qualifier: Qualifier | None
    observation_status: ObservationStatus | None
    through: dt.date | None
    coverage: str | None
    target_set: str | None
    completion: Decimal | None
    completion_qualifier: Qualifier | None
    completion_stated: bool
    completion_reason: str | None


class Step(NamedTuple):
    """The change between two neighbouring periods of the question."""

    from_period: str
    to_period: str
    change: Decimal | None
    change_qualifier: Qualifier | None
    change_reason: str | None
    change_percent: Decimal | None
    change_percent_reason: str | None
    judgement: Judgement | None
    judgement_reason: str | None


class ComparisonRow(NamedTuple):
    """One indicator over the periods. `change` is the last period less the first, in `unit`
    (percentage points where that is %), `change_percent` in percent of the first.

    `missing` names the periods without a counterpart; `stated_change_percent` is what the
    last period's source itself printed. Broken down by a `dimension`, an indicator has a row
    for each `category` below its own.
    """

    id: str
    name: str
    group: str | None
    unit: str | None
    direction: Direction
    points: tuple[PeriodValue, ...]
    change: Decimal | None
    change_qualifier: Qualifier | None
    change_reason: str | None
    change_percent: Decimal | None
    change_percent_reason: str | None
    judgement: Judgement | None
    judgement_reason: str | None
    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    stated_change: Decimal | None
    stated_change_percent: Decimal | None
    decimals: int | None
    near: Decimal
    part: Decimal
    dimension: str | None = None
    category: str | None = None

    @property
    def is_alone(self) -> bool:
        """Whether the first or the last period has nothing to compare."""
        return not {self.points[0].period, self.points[-1].period}.isdisjoint(self.missing)


class ComparisonTally(NamedTuple):
    """How many rows went which way; `without_counterpart` lack a value in some period."""

    rows: int
    better: int
    worse: int
    unchanged: int
    not_comparable: int
    not_judged: int
    without_counterpart: int


class ComparisonView(NamedTuple):
    """The answer of `compare`."""

    title: str
    periods: tuple[str, ...]
    target_set: str | None
    as_of: dt.date
    rows: tuple[ComparisonRow, ...]
    group_names: dict[str, str]
    summary: ComparisonTally
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["compare"]:
        """The command that this answers."""
        return "compare"


def comparison_view(
    tracker: Tracker,
    periods: Sequence[Period],
    question: Question,
    *,
    by: str | None = None,
    language: str = "en",
) -> ComparisonView:
    """How the selected indicators changed from the first of the periods to the last.

    `by` names a dimension whose categories follow their indicator; nothing counts them.
    """
    if len(periods) < 2:
        raise InputError(
            message="compare needs two periods or more: kpitrack compare 2023 2024"
        )
    if by is not None:
        check_dimension(tracker, by)
    chosen = selected(tracker, question)
    rows: list[ComparisonRow] = []
    for one in chosen:
        judged = [
            assess(tracker, one, at, question.as_of, question.target_set) for at in periods
        ]
        if any(each.asked.known or each.asked.figure for each in judged):
            rows.append(_row(judged, language))
            rows += _categories(tracker, judged, by, question, language)
    groups = {one.group for one in chosen if one.group}
    shown = [one for one in rows if one.category is None]
    left_out = len(chosen) - len(shown)
    notes = (f"{left_out} without a figure in any of these periods",) if left_out else ()
    return ComparisonView(
        title=tracker.titles.get(language, tracker.title),
        periods=tuple(one.text for one in periods),
        target_set=question.target_set or tracker.target_set,
        as_of=question.as_of,
        rows=tuple(rows),
        group_names={name: group_name(tracker, name, language) for name in sorted(groups)},
        summary=_tally(shown),
        notes=notes,
    )


def _categories(
    tracker: Tracker,
    judged: Sequence[Assessment],
    by: str | None,
    question: Question,
    language: str,
) -> Iterator[ComparisonRow]:
    """The rows of an indicator's categories, each compared with itself."""
    if by is None:
        return
    from kpitrack.measures.breakdown import broken_down

    found = [broken_down(tracker, one, by, question.as_of) for one in judged]
    every = [one.parts for one in found if one is not None]
    for parts in zip(*every, strict=True):
        row = _row([part for _, part in parts], language)
        name = judged[-1].indicator.names.get(language, judged[-1].indicator.name)
        yield row._replace(name=name, dimension=by, category=parts[0][0])


def _row(judged: Sequence[Assessment], language: str) -> ComparisonRow:
    first, last = judged[0], judged[-1]
    indicator = last.indicator
    absolute, relative, judgement = difference(first, last)
    stated = last.asked.figure.stated if last.asked.figure else None
    return ComparisonRow(
        id=indicator.id,
        name=indicator.names.get(language, indicator.name),
        group=indicator.group,
        unit=indicator.units.get(language, indicator.unit),
        direction=indicator.direction,
        points=tuple(_point(one) for one in judged),
        change=value_of(absolute),
        change_qualifier=qualifier_of(absolute),
        change_reason=reason_of(absolute),
        change_percent=value_of(relative),
        change_percent_reason=reason_of(relative),
        judgement=None if isinstance(judgement, Undefined) else judgement,
        judgement_reason=_judgement_reason(first, last, judgement),
        steps=tuple(_step(a, b) for a, b in pairwise(judged)),
        missing=tuple(one.period.text for one in judged if not one.asked.known),
        stated_change=stated.change if stated else None,
        stated_change_percent=stated.change_percent if stated else None,
        decimals=indicator.decimals,
        near=indicator.thresholds.near,
        part=indicator.thresholds.part,
    )


def difference(before: Assessment, after: Assessment) -> Difference:
    """Change, relative change and judgement between two periods of one indicator."""
    a, b = before.asked, after.asked
    if a.reached is None or b.reached is None:
        for one in (a, b):
            if isinstance(one.number, Undefined):
                why = Undefined(f"nothing to compare: {one.number.reason} ({one.period})")
                return why, why, why
    open_reason = _why_not_comparable(before, after)
    if open_reason is not None:
        return open_reason, open_reason, "not_comparable"
    if a.reached is not None and b.reached is not None:
        return _milestone_change(a.reached, b.reached)
    assert isinstance(a.number, Quantity)
    assert isinstance(b.number, Quantity)
    absolute = change(a.number, b.number)
    relative = change_percent(a.number, b.number)
    return absolute, relative, _judged(before, after, a.number, b.number, absolute)


def _judged(
    before: Assessment, after: Assessment, a: Quantity, b: Quantity, absolute: Quantity
) -> Judgement | Undefined:
    direction = after.indicator.direction
    if direction != "maintain":
        return judge_change(direction, absolute)
    bands = [one.target for one in (after, before) if isinstance(one.target, Wanted)]
    edges = [
        (one.low, one.high) for one in bands if one.low is not None and one.high is not None
    ]
    if not edges:
        return Undefined("no band to be nearer to")
    if len(set(edges)) > 1:
        return Undefined("the band itself changed")
    low, high = edges[0]
    return judge_band_change(a, b, low, high)


def _milestone_change(before: bool, after: bool) -> Difference:
    nothing = Undefined("a milestone has no distance, it is reached or not")
    if before == after:
        return nothing, nothing, "unchanged"
    return nothing, nothing, "better" if after else "worse"


def _why_not_comparable(before: Assessment, after: Assessment) -> Undefined | None:
    found = break_between(after.indicator, before.period, after.period)
    if found is not None:
        return Undefined(f"break in {found[0]}: {found[1]}")
    if before.indicator.rollup == "last" and not (before.asked.has_gap or after.asked.has_gap):
        return None
    parts = [one for one in (before, after) if one.asked.known and one.asked.is_partial]
    if parts:
        told = parts[0].asked.coverage or f"known only through {parts[0].asked.through}"
        return Undefined(f"{parts[0].period} is incomplete: {told}")
    return None


def _point(one: Assessment) -> PeriodValue:
    number = one.asked.number
    completion = one.completion
    if one.observation is not one.asked:
        completion = Undefined(f"measured over {one.observation.period}")
    value = value_of(number) if one.asked.reached is None else one.asked.reached
    return PeriodValue(
        period=one.period.text,
        value=value,
        reason=reason_of(number) if value is None else None,
        text=one.asked.figure.text if one.asked.figure else None,
        qualifier=qualifier_of(number),
        observation_status=one.asked.status if one.asked.known else None,
        through=one.asked.through,
        coverage=one.asked.coverage,
        target_set=one.target_set or None,
        completion=value_of(completion),
        completion_qualifier=qualifier_of(completion),
        completion_stated=one.stated_completion,
        completion_reason=reason_of(completion),
    )


def _step(before: Assessment, after: Assessment) -> Step:
    absolute, relative, judgement = difference(before, after)
    return Step(
        from_period=before.period.text,
        to_period=after.period.text,
        change=value_of(absolute),
        change_qualifier=qualifier_of(absolute),
        change_reason=reason_of(absolute),
        change_percent=value_of(relative),
        change_percent_reason=reason_of(relative),
        judgement=None if isinstance(judgement, Undefined) else judgement,
        judgement_reason=_judgement_reason(before, after, judgement),
    )


def _judgement_reason(
    before: Assessment, after: Assessment, judgement: Judgement | Undefined
) -> str | None:
    if isinstance(judgement, Undefined):
        return str(judgement)
    if judgement == "not_comparable":
        return str(_why_not_comparable(before, after))
    return None


def _tally(rows: Sequence[ComparisonRow]) -> ComparisonTally:
    def count(judgement: Judgement) -> int:
        return sum(1 for one in rows if one.judgement == judgement)

    open_rows = [one for one in rows if one.judgement is None]
    return ComparisonTally(
        rows=len(rows),
        better=count("better"),
        worse=count("worse"),
        unchanged=count("unchanged"),
        not_comparable=count("not_comparable"),
        not_judged=sum(1 for one in open_rows if not one.is_alone),
        without_counterpart=sum(1 for one in open_rows if one.is_alone),
    )
