"""Are we on the way to a target years away: the growth seen against the growth needed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.growth import Course, GrowthModel
from kpitrack.measures.long_target import GrowthMethod, LongTarget, YearFigure, long_target
from kpitrack.measures.quantity import Quantity, Undefined, qualifier_of, reason_of, value_of
from kpitrack.measures.sdg import CATEGORIES, Category
from kpitrack.measures.wanted import Wanted
from kpitrack.model.figure import ObservationStatus, Qualifier
from kpitrack.model.indicator import Direction, Indicator
from kpitrack.model.period import Period, period_holding
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import ALL_SETS, Question, asked_period, selected
from kpitrack.views.status import group_name


class GrowthRow(NamedTuple):
    """One indicator between its base, its latest yearly figure and its target.

    `growth_seen` and `growth_needed` are a year's: in percent where `growth_model` is
    compound, in `unit` where it is linear. `ratio` is the growth seen in percent of the
    growth needed, above 0 where it goes the way that is wanted. `score` runs from -5 to 5.
    `substantial_from` and `moderate_from` are the thresholds that decided the category: of
    the ratio with a target, of the growth without one, there times `scaling`.
    """

    id: str
    name: str
    group: str | None
    unit: str | None
    direction: Direction
    base_period: str | None
    base_value: Decimal | None
    base_qualifier: Qualifier | None
    base_value_reason: str | None
    current_period: str
    current_value: Decimal
    current_qualifier: Qualifier | None
    observation_status: ObservationStatus
    target_set: str | None
    target_period: str | None
    target: Decimal | None
    target_qualifier: Qualifier | None
    target_reason: str | None
    method: GrowthMethod
    growth_model: GrowthModel | None
    growth_seen: Decimal | None
    growth_seen_qualifier: Qualifier | None
    growth_seen_reason: str | None
    growth_needed: Decimal | None
    growth_needed_reason: str | None
    ratio: Decimal | None
    ratio_qualifier: Qualifier | None
    ratio_reason: str | None
    score: Decimal | None
    score_reason: str | None
    category: Category | None
    category_reason: str | None
    substantial_from: Decimal | None
    moderate_from: Decimal | None
    limit: Decimal | None
    scaling: Decimal | None
    remarks: tuple[str, ...]
    decimals: int | None


class GrowthTally(NamedTuple):
    """How many rows are of which category, those that occur, the best first."""

    rows: int
    counts: dict[Category, int]
    without_category: int


class GrowthView(NamedTuple):
    """The answer of `trend --measure sdg`: a row for each yearly series and target set.

    `base` is the year that was asked for; None leaves each indicator its own.
    """

    title: str
    base: str | None
    target_set: str | None
    as_of: dt.date
    rows: tuple[GrowthRow, ...]
    group_names: dict[str, str]
    summary: GrowthTally
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["sdg"]:
        """The measure that this answers with."""
        return "sdg"


def asked_base(text: str | None) -> Period | None:
    """The year a person typed to start from; raises InputError for another period."""
    if text is None:
        return None
    period = asked_period(text, "base")
    if period != period_holding(period.first, "year"):
        raise InputError([Mistake("a year such as 2015", f'"{text}"', key="base")])
    return period


def growth_view(
    tracker: Tracker, question: Question, *, base: Period | None = None, language: str = "en"
) -> GrowthView:
    """The selected indicators with two yearly figures, or one and a target.

    They stand group by group, in the file's order. How many are left out is told, and for
    indicators that were asked for by id, why.
    """
    chosen = selected(tracker, question)
    found = [one for each in chosen for one in _long_targets(tracker, each, question, base)]
    shown = [one for one in found if _is_shown(one)]
    left_out = [one for one in found if not _is_shown(one)]
    rows = [_row(one, language) for one in shown]
    groups = {row.group for row in rows if row.group}
    return GrowthView(
        title=tracker.titles.get(language, tracker.title),
        base=base.text if base else None,
        target_set=question.target_set or tracker.target_set,
        as_of=question.as_of,
        rows=tuple(rows),
        group_names={name: group_name(tracker, name, language) for name in sorted(groups)},
        summary=_tally(rows),
        notes=tuple(_notes(left_out, question, language)),
    )


def _is_shown(one: LongTarget) -> bool:
    """Whether there is a figure, and something to hold it against."""
    if isinstance(one.current, Undefined):
        return False
    return isinstance(one.base, YearFigure) or one.method == "with_target"


def _notes(left_out: Sequence[LongTarget], question: Question, language: str) -> Iterator[str]:
    if left_out and not question.selection.indicators:
        count = len(left_out)
        yield f"{count} without two yearly figures, or one and a target, not shown"
        return
    for one in left_out:
        why = one.current if isinstance(one.current, Undefined) else one.base
        yield f"{one.indicator.names.get(language, one.indicator.name)}: {why}"


def _long_targets(
    tracker: Tracker, indicator: Indicator, question: Question, base: Period | None
) -> Iterator[LongTarget]:
    """One for the target set that is meant, or for each of them where all are asked for."""
    sets: tuple[str | None, ...] = (question.target_set,)
    if question.target_set == ALL_SETS:
        sets = tuple(name or None for name in indicator.targets) or (None,)
    for name in sets:
        yield long_target(tracker, indicator, question.as_of, target_set=name, base=base)


def _row(one: LongTarget, language: str) -> GrowthRow:
    assert isinstance(one.current, YearFigure)
    base = one.base if isinstance(one.base, YearFigure) else None
    target = one.target if isinstance(one.target, Wanted) else None
    seen, needed = _growth(one)
    measured = one.measured
    indicator = one.indicator
    steps = measured.steps
    return GrowthRow(
        id=indicator.id,
        name=indicator.names.get(language, indicator.name),
        group=indicator.group,
        unit=indicator.units.get(language, indicator.unit),
        direction=indicator.direction,
        base_period=base.period.text if base else None,
        base_value=base.number.value if base else None,
        base_qualifier=base.number.qualifier if base else None,
        base_value_reason=reason_of(one.base),
        current_period=one.current.period.text,
        current_value=one.current.number.value,
        current_qualifier=one.current.number.qualifier,
        observation_status=one.current.status,
        target_set=one.target_set or None,
        target_period=target.period.text if target else None,
        target=target.number.value if target and target.number else None,
        target_qualifier=target.strictness if target else None,
        target_reason=reason_of(one.target),
        method=one.method,
        growth_model=one.course.model if isinstance(one.course, Course) else None,
        growth_seen=value_of(seen),
        growth_seen_qualifier=qualifier_of(seen),
        growth_seen_reason=reason_of(seen),
        growth_needed=value_of(needed),
        growth_needed_reason=reason_of(needed),
        ratio=value_of(measured.ratio),
        ratio_qualifier=qualifier_of(measured.ratio),
        ratio_reason=reason_of(measured.ratio),
        score=None if isinstance(measured.score, Undefined) else measured.score,
        score_reason=reason_of(measured.score),
        category=None if isinstance(measured.category, Undefined) else measured.category,
        category_reason=reason_of(measured.category),
        substantial_from=steps.substantial if steps else None,
        moderate_from=steps.moderate if steps else None,
        limit=indicator.limit,
        scaling=measured.scaling,
        remarks=one.remarks,
        decimals=indicator.decimals,
    )


def _growth(one: LongTarget) -> tuple[Quantity | Undefined, Quantity | Undefined]:
    """The growth seen and the growth needed, each with its reason where there is none."""
    if isinstance(one.course, Undefined):
        return one.course, one.course
    if one.course.needed is not None:
        return one.course.seen, one.course.needed
    assert isinstance(one.target, Undefined)
    return one.course.seen, one.target


def _tally(rows: Sequence[GrowthRow]) -> GrowthTally:
    counts = {
        category: sum(1 for one in rows if one.category == category) for category in CATEGORIES
    }
    return GrowthTally(
        rows=len(rows),
        counts={category: count for category, count in counts.items() if count},
        without_category=sum(1 for one in rows if one.category is None),
    )
