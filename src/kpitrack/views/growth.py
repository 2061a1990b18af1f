"""Are we on the way to a target years away: the growth seen against the growth needed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.measures.growth import Course, GrowthModel
from kpitrack.measures.long_target import GrowthMethod, LongTarget, YearFigure, long_target
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.sdg import CATEGORIES, Category
from kpitrack.measures.wanted import Wanted
from kpitrack.model.figure import ObservationStatus, Qualifier
from kpitrack.model.indicator import Direction, Indicator
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import ALL_SETS, Question, selected
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


def growth_view(
    tracker: Tracker, question: Question, *, base: Period | None = None, language: str = "en"
) -> GrowthView:
    """The selected indicators with two yearly figures, or one and a target.

    They stand group by group, in the file's order; how many are left out is told.
    """
    chosen = selected(tracker, question)
    found = [
        [
            row
            for each in _long_targets(tracker, one, question, base)
            for row in _rows(each, language)
        ]
        for one in chosen
    ]
    rows = [row for every in found for row in every]
    left_out = sum(1 for every in found if not every)
    groups = {row.group for row in rows if row.group}
    return GrowthView(
        title=tracker.titles.get(language, tracker.title),
        base=base.text if base else None,
        target_set=question.target_set or tracker.target_set,
        as_of=question.as_of,
        rows=tuple(rows),
        group_names={name: group_name(tracker, name, language) for name in sorted(groups)},
        summary=_tally(rows),
        notes=_notes(left_out),
    )


def _notes(left_out: int) -> tuple[str, ...]:
    if not left_out:
        return ()
    return (f"{left_out} without two yearly figures, or one and a target, not shown",)


def _long_targets(
    tracker: Tracker, indicator: Indicator, question: Question, base: Period | None
) -> Iterator[LongTarget]:
    """One for the target set that is meant, or for each of them where all are asked for."""
    sets: tuple[str | None, ...] = (question.target_set,)
    if question.target_set == ALL_SETS:
        sets = tuple(name or None for name in indicator.targets) or (None,)
    for name in sets:
        yield long_target(tracker, indicator, question.as_of, target_set=name, base=base)


def _rows(one: LongTarget, language: str) -> Iterator[GrowthRow]:
    if isinstance(one.current, Undefined):
        return
    if isinstance(one.base, Undefined) and one.method == "without_target":
        return
    base = one.base if isinstance(one.base, YearFigure) else None
    target = one.target if isinstance(one.target, Wanted) else None
    seen, needed = _growth(one)
    measured = one.measured
    indicator = one.indicator
    steps = measured.steps
    yield GrowthRow(
        id=indicator.id,
        name=indicator.names.get(language, indicator.name),
        group=indicator.group,
        unit=indicator.units.get(language, indicator.unit),
        direction=indicator.direction,
        base_period=base.period.text if base else None,
        base_value=base.number.value if base else None,
        base_qualifier=base.number.qualifier if base else None,
        base_value_reason=_reason(one.base),
        current_period=one.current.period.text,
        current_value=one.current.number.value,
        current_qualifier=one.current.number.qualifier,
        observation_status=one.current.status,
        target_set=one.target_set or None,
        target_period=target.period.text if target else None,
        target=target.number.value if target and target.number else None,
        target_qualifier=target.strictness if target else None,
        target_reason=_reason(one.target),
        method=one.method,
        growth_model=one.course.model if isinstance(one.course, Course) else None,
        growth_seen=_value(seen),
        growth_seen_qualifier=_qualifier(seen),
        growth_seen_reason=_reason(seen),
        growth_needed=_value(needed),
        growth_needed_reason=_reason(needed),
        ratio=_value(measured.ratio),
        ratio_qualifier=_qualifier(measured.ratio),
        ratio_reason=_reason(measured.ratio),
        score=None if isinstance(measured.score, Undefined) else measured.score,
        score_reason=_reason(measured.score),
        category=None if isinstance(measured.category, Undefined) else measured.category,
        category_reason=_reason(measured.category),
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


def _value(number: Quantity | Undefined) -> Decimal | None:
    return number.value if isinstance(number, Quantity) else None


def _qualifier(number: Quantity | Undefined) -> Qualifier | None:
    return number.qualifier if isinstance(number, Quantity) else None


def _reason(result: object) -> str | None:
    return str(result) if isinstance(result, Undefined) else None


def _tally(rows: Sequence[GrowthRow]) -> GrowthTally:
    counts = {
        category: sum(1 for one in rows if one.category == category) for category in CATEGORIES
    }
    return GrowthTally(
        rows=len(rows),
        counts={category: count for category, count in counts.items() if count},
        without_category=sum(1 for one in rows if one.category is None),
    )
