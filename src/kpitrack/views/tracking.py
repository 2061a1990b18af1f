"""The indicator performance tracking table that projects hand to their donors.

For each indicator its baseline, the target for the life of the project, target and actual of
every reporting period with the percentage met and what lies over or under, and at the end
the actual to date against the life-of-project target.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.assess import assess
from kpitrack.measures.assessment import Assessment
from kpitrack.measures.breakdown import breakdown
from kpitrack.measures.observation import figures_known, known_figure, number_of
from kpitrack.measures.parts import categories_of, category_of
from kpitrack.measures.quantity import Quantity
from kpitrack.measures.wanted import Wanted, find_target, set_for
from kpitrack.model.figure import Figure, Qualifier, Target
from kpitrack.model.indicator import Direction, Indicator
from kpitrack.model.period import Period, parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import (
    ALL_SETS,
    Question,
    check_dimension,
    default_period,
    selected,
)
from kpitrack.views.status import (
    GroupTally,
    StatusRow,
    Tally,
    broken_down_rows,
    group_tallies,
    status_row,
    tally,
)

Every = Literal["year", "half", "quarter", "month"]

_MONTHS: dict[Every, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_LONGEST_YEAR = 366


class TrackingRow(NamedTuple):
    """One indicator, or one category of it, through the life of its project.

    `periods` has a row of `status` for each reporting period, held against that period's
    own target alone; `to_date` is the actual to date against the target for the life of the
    project, whose period is its `target_period`. `baseline` is in the indicator's unit.
    `notes` are those of the figures: why an actual is over or under.
    """

    id: str
    name: str
    group: str | None
    unit: str | None
    direction: Direction
    dimension: str | None
    category: str | None
    baseline: Decimal | None
    baseline_period: str | None
    baseline_qualifier: Qualifier | None
    periods: tuple[StatusRow, ...]
    to_date: StatusRow
    notes: tuple[str, ...]


class TrackingView(NamedTuple):
    """The answer of `status --layout iptt`.

    `life` is the life of the project, `periods` are its reporting periods, and `period` is
    the one up to which figures count for the actual to date. The tallies count indicators,
    by where they stand to date.
    """

    title: str
    period: str
    life: str
    periods: tuple[str, ...]
    target_set: str | None
    as_of: dt.date
    rows: tuple[TrackingRow, ...]
    groups: tuple[GroupTally, ...]
    summary: Tally
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["tracking"]:
        """What this answers: `status` in the layout of the tracking table."""
        return "tracking"


class _Frame(NamedTuple):
    """What every row shares: the project's life, its reporting periods, the question."""

    life: Period
    periods: tuple[Period, ...]
    to_date: Period
    question: Question
    language: str


def tracking_view(
    tracker: Tracker,
    question: Question,
    *,
    period: Period | None = None,
    every: Every | None = None,
    by: str | None = None,
    only: Sequence[str] | None = None,
    language: str = "en",
) -> TrackingView:
    """The tracking table of the selected indicators, or of `only` those ids, in their order.

    `period` is the one asked for: actuals count up to its end, and where `every` names a
    shorter kind, its pieces are the reporting periods. By default these are the years of the
    project's life. Raises InputError for a period outside of it, for a dimension that no
    figure has, and for all target sets at once: the table has room for one.
    """
    if by is not None:
        check_dimension(tracker, by)
    if question.target_set == ALL_SETS:
        mistake = Mistake("one target set: the table has room for one", '"all"', key="target")
        raise InputError([mistake])
    indicators = selected(tracker, question)
    if only is not None:
        place = {name: index for index, name in enumerate(only)}
        indicators = sorted(
            (one for one in indicators if one.id in place), key=lambda one: place[one.id]
        )
    frame = _frame(tracker, indicators, question, period, every, language)
    found = [(one, _assessed(tracker, one, frame)) for one in indicators]
    ends = [every_one[-1] for _, every_one in found]
    return TrackingView(
        title=tracker.titles.get(language, tracker.title),
        period=frame.to_date.text,
        life=frame.life.text,
        periods=tuple(one.text for one in frame.periods),
        target_set=question.target_set or tracker.target_set,
        as_of=question.as_of,
        rows=tuple(
            row for one, judged in found for row in _rows(tracker, one, judged, by, frame)
        ),
        groups=group_tallies(tracker, ends, language),
        summary=tally(ends),
        notes=(),
    )


def _frame(
    tracker: Tracker,
    indicators: Sequence[Indicator],
    question: Question,
    asked: Period | None,
    every: Every | None,
    language: str,
) -> _Frame:
    life = project_life(indicators, asked)
    if asked is not None and (asked.last < life.first or asked.first > life.last):
        raise InputError([Mistake(f"a period within {life}", f'"{asked}"', key="period")])
    to_date = asked or _default(tracker, question, life)
    scope = life
    if asked is not None and every is not None and next(asked.split(every), asked) != asked:
        scope = asked
    periods = reporting_periods(scope, every or "year")
    return _Frame(life, periods, to_date, question, language)


def _default(tracker: Tracker, question: Question, life: Period) -> Period:
    period = default_period(tracker, question.as_of)
    return period if life.covers(period) else life


def project_life(indicators: Iterable[Indicator], asked: Period | None = None) -> Period:
    """The longest period of more than a year that a target spans, covering the one asked.

    Without such a target, the years from the first figure or target to the last.
    """
    if asked is not None and asked.days > _LONGEST_YEAR:
        return asked
    every = [period for one in indicators for period in _named_periods(one)]
    spans = [one for one in every if one.days > _LONGEST_YEAR]
    covering = [one for one in spans if asked is not None and one.covers(asked)]
    if spans:
        return max(covering or spans, key=lambda one: one.days)
    every += [] if asked is None else [asked]
    if not every:
        raise InputError(message="no indicator has a figure or a target yet to track")
    first, last = min(one.first.year for one in every), max(one.last.year for one in every)
    return parse_period(f"{first:04}" if first == last else f"{first:04}..{last:04}")


def _named_periods(indicator: Indicator) -> Iterator[Period]:
    """Those of targets first; an actual's span is no plan's term, but its year counts."""
    for history in indicator.targets.values():
        yield from history
    for period in indicator.actual:
        if period.days <= _LONGEST_YEAR:
            yield period


def reporting_periods(scope: Period, every: Every) -> tuple[Period, ...]:
    """The pieces of a period, from its first day on: twelve months each, or fewer.

    Those of a life that begins in October are years from October to September. A piece that
    the life's end cuts short is that much shorter.
    """
    if scope.first.day != 1:
        return tuple(scope.split(every)) or (scope,)
    pieces: list[Period] = []
    start = scope.first
    while start <= scope.last:
        following = _months_later(start, _MONTHS[every])
        last = dt.date.max if following is None else following - dt.timedelta(days=1)
        pieces.append(_piece(start, min(last, scope.last)))
        if following is None:
            break
        start = following
    return tuple(pieces)


def _months_later(day: dt.date, months: int) -> dt.date | None:
    """The first of a month so many months later; None past the calendar's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1) if year <= dt.MAXYEAR else None


def _piece(first: dt.date, last: dt.date) -> Period:
    """The period of those days, by its shortest name."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    start, end = f"{first:%Y-%m}", f"{last:%Y-%m}"
    named = {
        12: f"{first.year:04}",
        6: f"{first.year:04}-H{(first.month + 5) // 6}",
        3: f"{first.year:04}-Q{(first.month + 2) // 3}",
        1: start,
    }.get(months)
    whole = parse_period(f"{start}..{end}")
    if (whole.first, whole.last) != (first, last):
        return parse_period(f"{first.isoformat()}..{last.isoformat()}")
    if named is not None and parse_period(named) == whole:
        return parse_period(named)
    return whole


def _assessed(tracker: Tracker, indicator: Indicator, frame: _Frame) -> list[Assessment]:
    """An indicator in each reporting period, and at last to date."""
    question = frame.question
    every = [
        assess(tracker, _within(indicator, one), one, question.as_of, question.target_set)
        for one in frame.periods
    ]
    return [*every, _to_date(tracker, indicator, frame)]


def _within(indicator: Indicator, period: Period) -> Indicator:
    """The indicator with the targets of a period alone: none of a longer one stands in."""
    return indicator._replace(
        targets={
            name: {
                holder: revisions
                for holder, revisions in history.items()
                if period.covers(holder) or any(one.each for one in revisions)
            }
            for name, history in indicator.targets.items()
        }
    )


def _to_date(tracker: Tracker, indicator: Indicator, frame: _Frame) -> Assessment:
    """From the start of the project to the period asked for, against its life's target.

    The roll-up says how the periods make the actual to date. Without one, and where no
    figure spans them, the period's own figure stands for it. Milestones and counts of
    targets met have no life's target to add up to: theirs is that of the period.
    """
    question, to_date = frame.question, frame.to_date
    derivation = indicator.derivation
    counts_met = derivation is not None and derivation.kind == "met_of"
    if indicator.direction == "milestone" or counts_met:
        return assess(tracker, indicator, to_date, question.as_of, question.target_set)
    life, targeted = _with_life_target(tracker, indicator, frame)
    stretch = to_date
    if life.first <= to_date.last:
        end = min(to_date, life, key=lambda one: one.last)
        last = end.text.rpartition("..")[2]
        first = life.text.partition("..")[0]
        stretch = life if end.last == life.last else parse_period(f"{first}..{last}")
    whole = assess(tracker, targeted, stretch, question.as_of, question.target_set)
    if whole.asked.known or indicator.rollup is not None:
        return whole
    own = assess(tracker, targeted, to_date, question.as_of, question.target_set)
    return own if own.asked.known else whole


def _with_life_target(
    tracker: Tracker, indicator: Indicator, frame: _Frame
) -> tuple[Period, Indicator]:
    """The indicator with the one target for its project's life, and that life.

    The target is its longest that spans more than a year, else what its shorter targets make
    where they fill the life of the project.
    """
    question = frame.question
    name = set_for(indicator, frame.to_date, question.target_set or tracker.target_set)
    emptied: dict[str, dict[Period, tuple[Target, ...]]] = {
        one: {} for one in indicator.targets
    }
    life = frame.life
    if isinstance(name, str) and name in indicator.targets:
        history = indicator.targets[name]
        spans = [one for one in history if one.days > _LONGEST_YEAR and _overlap(one, life)]
        spans = [one for one in spans if all(target.each is None for target in history[one])]
        if spans:
            life = max(spans, key=lambda one: one.days)
            emptied[name] = {life: history[life]}
        else:
            found = find_target(_within(indicator, life), life, name, question.as_of)
            if isinstance(found, Wanted) and found.period == life and found.implied is None:
                emptied[name] = {life: (_as_target(found),)}
    return life, _unstated(indicator)._replace(targets=emptied)


def _unstated(indicator: Indicator) -> Indicator:
    """The indicator without what its sources stated: of a period, not of a project's life."""
    return indicator._replace(
        actual={
            period: tuple(one._replace(stated=None) for one in revisions)
            for period, revisions in indicator.actual.items()
        }
    )


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _as_target(found: Wanted) -> Target:
    figure = found.figure or Figure()
    if found.low != found.high:
        return Target(figure, found.low, found.high)
    return Target(figure)


def _rows(
    tracker: Tracker,
    indicator: Indicator,
    judged: Sequence[Assessment],
    by: str | None,
    frame: _Frame,
) -> Iterator[TrackingRow]:
    """An indicator's row, and those of its categories where it is broken down so."""
    language = frame.language
    names = categories_of(tracker, indicator).get(by) if by is not None else None
    if by is None or names is None:
        cells = [status_row(one, False, language=language) for one in judged]
        yield _row(indicator, cells, _notes(indicator, judged, frame), frame)
        return
    parts = [
        (part, _assessed(among, part, frame))
        for name in names
        for among, part in [category_of(tracker, indicator, by, name, frame.question.as_of)]
    ]
    columns = [
        list(
            broken_down_rows(
                status_row(one, False, language=language),
                breakdown(by, one, [(part.name, each[place]) for part, each in parts]),
                language,
            )
        )
        for place, one in enumerate(judged)
    ]
    yield _row(indicator, [one[0] for one in columns], _notes(indicator, judged, frame), frame)
    for place, (part, _) in enumerate(parts, start=1):
        yield _row(part, [one[place] for one in columns], (), frame)


def _row(
    indicator: Indicator, cells: Sequence[StatusRow], notes: tuple[str, ...], frame: _Frame
) -> TrackingRow:
    to_date = cells[-1]
    when, number = _baseline(indicator, frame) or (None, None)
    return TrackingRow(
        id=to_date.id,
        name=to_date.name,
        group=to_date.group,
        unit=to_date.unit,
        direction=to_date.direction,
        dimension=to_date.dimension,
        category=to_date.category,
        baseline=number.value if number else None,
        baseline_period=when.text if when else None,
        baseline_qualifier=number.qualifier if number else None,
        periods=tuple(cells[:-1]),
        to_date=to_date,
        notes=notes,
    )


def _baseline(indicator: Indicator, frame: _Frame) -> tuple[Period, Quantity] | None:
    """The latest baseline before the end of the project's life."""
    known = [
        (period, number)
        for period, figure in figures_known(indicator.baseline, frame.question.as_of).items()
        if period.last < frame.life.last and (number := number_of(figure)) is not None
    ]
    return max(known, key=lambda pair: pair[0]) if known else None


def _notes(
    indicator: Indicator, judged: Sequence[Assessment], frame: _Frame
) -> tuple[str, ...]:
    """What was noted beside the figures of the reporting periods, in their order."""
    noted: dict[Period, str] = {}
    for one in judged[:-1]:
        observed = one.asked
        if observed.figure is not None and observed.figure.note:
            noted[one.period] = observed.figure.note
        for piece in observed.rolled_up.found if observed.rolled_up else ():
            figure = known_figure(indicator.actual.get(piece, ()), frame.question.as_of)
            if figure is not None and figure.note:
                noted[piece] = figure.note
    return tuple(f"{period}: {note}" for period, note in sorted(noted.items()))
