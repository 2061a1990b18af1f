"""One indicator whole: its history, its sources, and every formula with its figures in it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.measures.assess import assess, assess_sets
from kpitrack.measures.assessment import Assessment
from kpitrack.measures.long_target import YearFigure, long_target
from kpitrack.measures.observation import figure_known, known_figure, number_of
from kpitrack.measures.quantity import Quantity, Undefined, value_of
from kpitrack.measures.wanted import Wanted
from kpitrack.model.figure import ObservationStatus, Qualifier, Target
from kpitrack.model.indicator import Direction, Indicator
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.views.breakdown import DimensionTable, dimension_tables
from kpitrack.views.comparison import difference
from kpitrack.views.formula import Formula, formula
from kpitrack.views.pacing import pace_formulas
from kpitrack.views.question import Question, default_period, one_indicator
from kpitrack.views.status import StatusRow, group_name, status_row


class Record(NamedTuple):
    """A figure as it was written down, with all that its source said."""

    period: str
    kind: str
    value: Decimal | bool | None
    count: Decimal | None  # type: ignore[assignment]  # not tuple.count
    of: Decimal | None
    text: str | None
    qualifier: Qualifier | None
    observation_status: ObservationStatus
    min: Decimal | None
    max: Decimal | None
    date: dt.date | None
    through: dt.date | None
    achieved: dt.date | None
    counts: bool
    stated: dict[str, Decimal]
    by: dict[str, dict[str, Decimal]]
    source: str | None
    note: str | None


class DetailView(NamedTuple):
    """The answer of `show`.

    `rows` has one row for each period with an actual or a target and each target set;
    `trend` the values that a sparkline draws, None where one is missing or is a sum of only a
    part of its period, which would read as a fall; `breakdowns` a table for
    each dimension that figures are broken down by. `breaks` holds the reason for each period
    from which figures are counted in another way.
    """

    title: str
    id: str
    name: str
    group: str | None
    unit: str | None
    direction: Direction
    period: str
    as_of: dt.date
    facts: dict[str, str]
    rows: tuple[StatusRow, ...]
    trend: tuple[tuple[str, Decimal | None], ...]
    records: tuple[Record, ...]
    breakdowns: tuple[DimensionTable, ...]
    formulas: tuple[Formula, ...]
    notes: tuple[str, ...]
    breaks: dict[str, str]

    @property
    def view(self) -> Literal["show"]:
        """The command that this answers."""
        return "show"


def detail_view(
    tracker: Tracker,
    name: str,
    question: Question,
    *,
    period: Period | None = None,
    language: str = "en",
) -> DetailView:
    """Everything about one indicator; formulas are filled in for one period.

    The period is the one named, else the tracker's, else the indicator's latest.
    """
    indicator = one_indicator(tracker, name)
    periods = _periods(tracker, indicator, question)
    asked = period or _formula_period(tracker, periods, question)
    judged = [
        one for at in periods for one in assess_sets(tracker, indicator, at, question.as_of)
    ]
    here = assess_sets(tracker, indicator, asked, question.as_of)
    return DetailView(
        title=tracker.titles.get(language, tracker.title),
        id=indicator.id,
        name=indicator.names.get(language, indicator.name),
        group=group_name(tracker, indicator.group, language) if indicator.group else None,
        unit=indicator.units.get(language, indicator.unit),
        direction=indicator.direction,
        period=asked.text,
        as_of=question.as_of,
        facts=_facts(indicator),
        rows=tuple(_rows(judged, language)),
        trend=_trend(tracker, indicator, periods, question),
        records=tuple(_records(indicator, question.as_of)),
        breakdowns=dimension_tables(tracker, indicator, judged, question.as_of),
        formulas=(
            *(each for one in here for each in formulas(one)),
            *(each for one in here for each in _growth(tracker, one, question)),
            *_changes(judged),
        ),
        notes=_notes(indicator),
        breaks={at.text: reason for at, reason in sorted(indicator.breaks.items())},
    )


def _formula_period(tracker: Tracker, periods: list[Period], question: Question) -> Period:
    default = default_period(tracker, question.as_of)
    if default in periods or not periods:
        return default
    return periods[-1]


def _rows(judged: list[Assessment], language: str) -> Iterator[StatusRow]:
    met: dict[Period, set[bool]] = {}
    for one in judged:
        met.setdefault(one.period, set()).add(one.is_met)
    for one in judged:
        yield status_row(one, len(met[one.period]) > 1, language=language)


def _periods(tracker: Tracker, indicator: Indicator, question: Question) -> list[Period]:
    """Every period in which the indicator has an actual or a target."""
    found = {
        at for at in indicator.actual if figure_known(indicator.actual, at, question.as_of)
    }
    for history in indicator.targets.values():
        found.update(
            period
            for period, every in history.items()
            if all(one.each is None for one in every)
        )
    if indicator.derivation is not None:
        members = [
            tracker.indicators[name]
            for name in indicator.derivation.of
            if name in tracker.indicators
        ]
        for one in members:
            found.update(one.actual)
        if not members and tracker.period is not None:
            found.add(tracker.period)
    return sorted(found)


def _trend(
    tracker: Tracker, indicator: Indicator, periods: list[Period], question: Question
) -> tuple[tuple[str, Decimal | None], ...]:
    """Values of the commonest length of period, in order, gaps included."""
    kinds = [one.kind for one in periods if one.kind != "span"]
    if not kinds:
        return ()
    kind = max(dict.fromkeys(kinds), key=kinds.count)
    like = [one for one in periods if one.kind == kind]
    stretch = Period("", "span", like[0].first, like[-1].last)
    points: list[tuple[str, Decimal | None]] = []
    for at in stretch.split(kind):
        found = assess(tracker, indicator, at, question.as_of, question.target_set).asked
        is_small_for_that = found.is_partial and indicator.rollup == "sum"
        points.append((at.text, None if is_small_for_that else value_of(found.number)))
    while points and points[-1][1] is None:
        points.pop()
    return tuple(points)


def _facts(indicator: Indicator) -> dict[str, str]:
    """What the file says about the indicator, where it says something."""
    derivation = indicator.derivation
    facts = {
        "method": indicator.method if indicator.method != "ratio" else None,
        "rollup": indicator.rollup,
        "pace": indicator.pace,
        "limit": str(indicator.limit) if indicator.limit is not None else None,
        "weight": str(indicator.weight) if indicator.weight != 1 else None,
        "owner": indicator.owner,
        "tags": ", ".join(indicator.tags) or None,
        "parts": ", ".join(indicator.parts) or None,
        "includes": ", ".join(indicator.includes) or None,
        "derived": f"{derivation.kind} of {', '.join(derivation.of)}" if derivation else None,
        "source": indicator.source,
    }
    return {key: value for key, value in facts.items() if value}


def _notes(indicator: Indicator) -> tuple[str, ...]:
    notes = [indicator.note] if indicator.note else []
    for period, reason in sorted(indicator.breaks.items()):
        notes.append(f"break in {period}: {reason}")
    return tuple(notes)


def _records(indicator: Indicator, as_of: dt.date) -> Iterator[Record]:
    for kind, written in (("baseline", indicator.baseline), ("actual", indicator.actual)):
        for period in sorted(written):
            current = known_figure(written[period], as_of)
            for figure in written[period]:
                yield _record(period, kind, Target(figure), figure is current)
    for name, history in indicator.targets.items():
        for period in sorted(history):
            current = known_figure([one.figure for one in history[period]], as_of)
            for target in history[period]:
                kind = f"target {name}".strip()
                yield _record(period, kind, target, target.figure is current)


def _record(period: Period, kind: str, target: Target, counts: bool) -> Record:
    figure, stated = target.figure, target.figure.stated
    printed: dict[str, Decimal | None] = {}
    if stated is not None:
        printed = {f"completion {name}".strip(): one for name, one in stated.completion.items()}
        printed["percent"] = stated.percent
        printed["change"] = stated.change
        printed["change percent"] = stated.change_percent
    return Record(
        period=period.text,
        kind=kind,
        value=figure.value,
        count=figure.count,
        of=figure.of,
        text=figure.text,
        qualifier=figure.qualifier,
        observation_status=figure.status,
        min=target.low,
        max=target.high,
        date=figure.date,
        through=figure.through,
        achieved=figure.achieved,
        counts=counts,
        stated={name: one for name, one in printed.items() if one is not None},
        by={
            dimension: {
                part: number.value
                for part, one in parts.items()
                if (number := number_of(one)) is not None
            }
            for dimension, parts in figure.by.items()
        },
        source=figure.source,
        note=figure.note,
    )


def formulas(one: Assessment) -> Iterator[Formula]:
    """Each measure of an assessment with its own figures, so that it can be redone by hand."""
    name = one.target_set or None
    inputs = _inputs(one)
    if one.asked.count is not None and one.asked.of is not None:
        share = {"count": one.asked.count, "of": one.asked.of}
        expression = "{count} / {of} × 100" if one.indicator.is_percent else "{count} of {of}"
        yield formula("actual", name, expression, share, one.asked.number, False)
    if isinstance(one.target, Undefined) and one.indicator.direction != "milestone":
        yield formula("completion", name, "", inputs, one.completion, True)
        return
    wanted = one.target
    if isinstance(wanted, Wanted) and wanted.implied is not None:
        stated = {"actual": inputs["actual"], "stated": wanted.implied.stated}
        expression = "{actual} / {stated} × 100"
        if one.indicator.direction == "decrease":
            expression = "{actual} × {stated} / 100"
        yield formula("implied target", name, expression, stated, wanted.number, False)
    expression = _completion_expression(one)
    yield formula("completion", name, expression, inputs, one.completion, True)
    walk = "({actual} - {baseline}) / ({target} - {baseline}) × 100"
    yield formula("progress", name, walk, inputs, one.progress, True)
    off = "{actual} - {edge}" if "edge" in inputs else "{actual} - {target}"
    if "edge" in inputs and isinstance(one.variance, Quantity) and one.variance.value == 0:
        off = "inside the band"
    yield formula("variance", name, off, inputs, one.variance, False)
    relative = (
        "{variance} / {edge} × 100" if "edge" in inputs else "{variance} / {target} × 100"
    )
    if one.stated_completion:
        relative = "{completion} - 100"
    yield formula("variance percent", name, relative, inputs, one.variance_percent, True)
    yield formula("remaining", name, _remaining_expression(one), inputs, one.remaining, False)
    yield from pace_formulas(one, name, inputs)


def _remaining_expression(one: Assessment) -> str:
    if isinstance(one.remaining, Quantity) and one.remaining.value == 0:
        return "nothing is missing"
    if isinstance(one.target, Wanted) and one.target.is_band:
        return "the distance to the nearest edge, {edge}"
    return (
        "{actual} - {target}"
        if one.indicator.direction == "decrease"
        else "{target} - {actual}"
    )


_LONG = 2
"""Years from baseline to target from which on growth a year tells something of its own."""


def _growth(tracker: Tracker, one: Assessment, question: Question) -> Iterator[Formula]:
    """The growth seen since the baseline, and needed from it to a target years away."""
    if not one.indicator.baseline:
        return
    found = long_target(
        tracker,
        one.indicator,
        question.as_of,
        target_set=one.target_set or None,
        until=one.period,
    )
    way, target = found.course, found.target
    if isinstance(way, Undefined) or isinstance(target, Undefined) or way.needed is None:
        return
    if found.years_needed < _LONG or not found.from_baseline:
        return
    assert isinstance(found.current, YearFigure)
    assert target.number is not None
    for term, end, number, rate, years in (
        ("growth seen", "actual", found.current.number, way.seen, found.years_seen),
        ("growth needed", "target", target.number, way.needed, found.years_needed),
    ):
        inputs = {
            "baseline": way.base.value,
            end: number.value,
            "years": Decimal(years),
        }
        expression = f"(({{{end}}} / {{baseline}})^(1 / {{years}}) - 1) × 100"
        if way.model == "linear":
            term, expression = f"{term} linear", f"({{{end}}} - {{baseline}}) / {{years}}"
        yield formula(
            term, one.target_set or None, expression, inputs, rate, way.model == "compound"
        )


def _changes(judged: list[Assessment]) -> Iterator[Formula]:
    """The change from each period with a figure to the next of the same kind."""
    latest: dict[str, Assessment] = {}
    for one in judged:
        before = latest.get(one.period.kind)
        if one.asked.known:
            latest[one.period.kind] = one
        if before is None or before.period == one.period or not one.asked.known:
            continue
        absolute, relative, _ = difference(before, one)
        inputs = {
            name: found.asked.number.value
            for name, found in (("before", before), ("after", one))
            if isinstance(found.asked.number, Quantity)
        }
        term = f"change {before.period} → {one.period}"
        yield formula(term, None, "{after} - {before}", inputs, absolute, False)
        share = "({after} - {before}) / {before} × 100"
        yield formula(f"{term}, percent", None, share, inputs, relative, True)


def _completion_expression(one: Assessment) -> str:
    if one.stated_completion:
        return "as stated by the source"
    if one.indicator.direction == "milestone":
        return "reached" if one.observation.reached else "not reached"
    if isinstance(one.target, Wanted) and one.target.is_band:
        return _band_expression(one)
    if one.indicator.method == "distance":
        return "({actual} - {baseline}) / ({target} - {baseline}) × 100"
    if one.indicator.direction == "decrease":
        return "{target} / {actual} × 100"
    return "{actual} / {target} × 100"


def _band_expression(one: Assessment) -> str:
    number, target = one.observation.number, one.target
    if not isinstance(number, Quantity) or not isinstance(target, Wanted):
        return "{actual} in the band"
    if target.low is not None and number.value < target.low:
        return "{actual} / {low} × 100"
    if target.high is not None and number.value > target.high:
        return "{high} / {actual} × 100"
    return "{actual} lies from {low} to {high}"


def _inputs(one: Assessment) -> dict[str, Decimal]:
    inputs: dict[str, Decimal] = {}
    number, target = one.observation.number, one.target
    if isinstance(number, Quantity):
        inputs["actual"] = number.value
    if isinstance(target, Wanted):
        if target.number is not None:
            inputs["target"] = target.number.value
        if target.low is not None and target.high is not None:
            inputs["low"], inputs["high"] = target.low, target.high
            below = isinstance(number, Quantity) and number.value < target.low
            inputs["edge"] = target.low if below else target.high
    if one.baseline is not None:
        inputs["baseline"] = one.baseline[1].value
    for term, result in (
        ("variance", one.variance),
        ("completion", one.completion),
    ):
        if isinstance(result, Quantity):
            inputs[term] = result.value
    return inputs
