"""Signal or noise: each indicator's figures in time, read as a process behaviour chart."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.assess import target_of
from kpitrack.measures.change import break_between
from kpitrack.measures.quantity import Undefined, reason_of
from kpitrack.measures.wanted import Wanted, set_for
from kpitrack.measures.xmr import (
    FEWEST_POINTS,
    FULL_POINTS,
    Process,
    Reading,
    assurance,
    band_assurance,
    limits_kind,
    moving_ranges,
    process_of,
    read,
    special_cause,
)
from kpitrack.measures.xmr import Assurance as Assurance
from kpitrack.measures.xmr import Limits as Limits
from kpitrack.measures.xmr import SignalRule as SignalRule
from kpitrack.measures.xmr import SpecialCause as SpecialCause
from kpitrack.model.figure import ObservationStatus, Qualifier
from kpitrack.model.indicator import Direction, Indicator
from kpitrack.model.period import PeriodKind
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import ALL_SETS, Question, Selection, selected
from kpitrack.views.series import ALWAYS, Place, Series, Span, series_of
from kpitrack.views.status import group_name


class TrendPoint(NamedTuple):
    """A period of the series. Figures are in the indicator's unit.

    `value` is None for a gap. `mean`, `lower_limit` and `upper_limit` are those of the
    point's own segment, None where there are too few points for limits. `segment` counts
    from 0 and rises at each break. `target` is what was wanted in that period, for a band
    `target_min` and `target_max`. `special_cause` is None for a gap and where there are no
    limits; `signals` name every rule that holds, the one that decided first, and `side` is
    the one that this rule points to.
    """

    period: str
    value: Decimal | None
    qualifier: Qualifier | None
    observation_status: ObservationStatus | None
    moving_range: Decimal | None
    mean: Decimal | None
    lower_limit: Decimal | None
    upper_limit: Decimal | None
    special_cause: SpecialCause | None
    signals: tuple[SignalRule, ...]
    side: Literal["high", "low"] | None
    target: Decimal | None
    target_min: Decimal | None
    target_max: Decimal | None
    segment: int


class TrendBreak(NamedTuple):
    """Where the series starts anew, and the reason that the file gives."""

    period: str
    reason: str


class TrendRow(NamedTuple):
    """One indicator's series, its gaps included, and how it is read.

    `every` is the length of its periods, None where it has no series. `variation` is the
    last point's special cause and `assurance` says whether the process as it is will meet
    the target; each is None beside its reason. `points_known` counts the points of the last
    segment, on which `limits` rest. `target` (for a band `target_min` and `target_max`) is
    the last point's, by the end of `target_period`.
    """

    id: str
    name: str
    group: str | None
    unit: str | None
    direction: Direction
    every: PeriodKind | None
    points: tuple[TrendPoint, ...]
    points_known: int
    limits: Limits
    limits_reason: str | None
    variation: SpecialCause | None
    variation_reason: str | None
    assurance: Assurance | None
    assurance_reason: str | None
    target: Decimal | None
    target_min: Decimal | None
    target_max: Decimal | None
    target_period: str | None
    target_set: str | None
    breaks: tuple[TrendBreak, ...]
    remarks: tuple[str, ...]
    decimals: int | None


class TrendTally(NamedTuple):
    """How many indicators are shown, and how many vary in which way."""

    rows: int
    improvement: int
    concern: int
    neutral: int
    common_cause: int
    without_verdict: int


class TrendView(NamedTuple):
    """The answer of `trend`. `names` are the ids asked for, none for every indicator."""

    title: str
    names: tuple[str, ...]
    target_set: str | None
    as_of: dt.date
    rows: tuple[TrendRow, ...]
    group_names: dict[str, str]
    summary: TrendTally
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["trend"]:
        """The command that this answers."""
        return "trend"


def trend_view(
    tracker: Tracker,
    question: Question,
    *,
    names: Sequence[str] = (),
    kind: PeriodKind | None = None,
    span: Span = ALWAYS,
    language: str = "en",
) -> TrendView:
    """How the indicators vary in time, and what in it is signal.

    `names` are ids, or patterns of them. Without any, and with more than one to choose
    from, an indicator is left out that has fewer than 8 points, the fewest that give a
    verdict; a note counts those.
    """
    if question.target_set == ALL_SETS:
        raise InputError([Mistake("one target set", '"all"', "name one of them", key="target")])
    if names:
        question = question._replace(
            selection=Selection(question.selection.groups, tuple(names))
        )
    chosen = selected(tracker, question)
    rows = tuple(_row(tracker, one, question, kind, span, language) for one in chosen)
    fewest = 0 if names or len(rows) == 1 else FEWEST_POINTS
    shown = [one for one in rows if _known(one) >= fewest]
    left_out = [one for one in rows if _known(one) < fewest]
    groups = {one.group for one in shown if one.group}
    return TrendView(
        title=tracker.titles.get(language, tracker.title),
        names=tuple(names),
        target_set=question.target_set or tracker.target_set,
        as_of=question.as_of,
        rows=tuple(shown),
        group_names={name: group_name(tracker, name, language) for name in sorted(groups)},
        summary=_tally(shown),
        notes=tuple(_notes(left_out)),
    )


class _Segment(NamedTuple):
    """The places between two breaks, their process, and how each of them reads."""

    places: tuple[Place, ...]
    process: Process | Undefined
    readings: tuple[Reading, ...] = ()

    @property
    def known(self) -> int:
        """How many of the places have a figure."""
        return sum(1 for one in self.places if one.quantity is not None)

    @property
    def limits(self) -> Limits:
        """How firm the limits are."""
        return "none" if isinstance(self.process, Undefined) else limits_kind(self.known)


def _row(
    tracker: Tracker,
    indicator: Indicator,
    question: Question,
    kind: PeriodKind | None,
    span: Span,
    language: str,
) -> TrendRow:
    asked_set = question.target_set or tracker.target_set
    series = series_of(
        tracker, indicator, question.as_of, target_set=asked_set, kind=kind, span=span
    )
    segments = [_segment(one) for one in _between_breaks(indicator, series.places)]
    level = not _adds_up(tracker, indicator)
    targets = [
        _target(indicator, one, asked_set, question.as_of, level=level) for one in series.places
    ]
    last = segments[-1] if segments else _Segment((), _no_series(indicator, series, question))
    wanted = targets[-1] if targets else Undefined("no point to hold against a target")
    held = _assurance(last.process, indicator.direction, wanted)
    points = tuple(_points(segments, targets, indicator.direction))
    low, target, high = _edges(wanted)
    return TrendRow(
        id=indicator.id,
        name=indicator.names.get(language, indicator.name),
        group=indicator.group,
        unit=indicator.units.get(language, indicator.unit),
        direction=indicator.direction,
        every=series.kind,
        points=points,
        points_known=last.known,
        limits=last.limits,
        limits_reason=reason_of(last.process),
        variation=points[-1].special_cause if points else None,
        variation_reason=reason_of(last.process),
        assurance=None if isinstance(held, Undefined) else held,
        assurance_reason=reason_of(held),
        target=target,
        target_min=low,
        target_max=high,
        target_period=wanted.period.text if isinstance(wanted, Wanted) else None,
        target_set=_set_shown(indicator, series, asked_set),
        breaks=tuple(_breaks(indicator, series.places)),
        remarks=(*series.remarks, *_remarks(segments, wanted)),
        decimals=indicator.decimals,
    )


def _values(places: Sequence[Place]) -> tuple[Decimal | None, ...]:
    return tuple(one.quantity.value if one.quantity else None for one in places)


def _between_breaks(indicator: Indicator, places: Sequence[Place]) -> Iterator[list[Place]]:
    stretch: list[Place] = []
    for one in places:
        if stretch and break_between(indicator, stretch[-1].period, one.period):
            yield stretch
            stretch = []
        stretch.append(one)
    if stretch:
        yield stretch


def _breaks(indicator: Indicator, places: Sequence[Place]) -> Iterator[TrendBreak]:
    for before, one in pairwise(places):
        found = break_between(indicator, before.period, one.period)
        if found is not None:
            yield TrendBreak(one.period.text, found[1])


def _segment(places: Sequence[Place]) -> _Segment:
    values = _values(places)
    bare = _Segment(tuple(places), process_of(values))
    if limits_kind(bare.known) == "none":
        points = "1 point" if bare.known == 1 else f"{bare.known} points"
        first = places[0].period
        reason = f"{points} from {first} on, and a verdict needs {FEWEST_POINTS}"
        return bare._replace(process=Undefined(reason))
    readings = read(values)
    return bare if isinstance(readings, Undefined) else bare._replace(readings=readings)


def _no_series(indicator: Indicator, series: Series, question: Question) -> Undefined:
    if indicator.direction == "milestone":
        return Undefined("a milestone is reached or not, it has no series")
    if series.kind is None:
        return Undefined(f"no figure of a period was known on {question.as_of.isoformat()}")
    hint = None if indicator.rollup else "rollup says how shorter periods make a longer one"
    return Undefined(f"no figure of a whole {series.kind} here", hint)


def _points(
    segments: Sequence[_Segment], targets: Sequence[Wanted | Undefined], direction: Direction
) -> Iterator[TrendPoint]:
    wanted = iter(targets)
    for number, segment in enumerate(segments):
        process = None if isinstance(segment.process, Undefined) else segment.process
        ranges = moving_ranges(_values(segment.places))
        readings = segment.readings or (Reading(),) * len(ranges)
        for place, moved, reading in zip(segment.places, ranges, readings, strict=True):
            is_read = process is not None and place.quantity is not None
            low, target, high = _edges(next(wanted))
            yield TrendPoint(
                period=place.period.text,
                value=place.quantity.value if place.quantity else None,
                qualifier=place.quantity.qualifier if place.quantity else None,
                observation_status=place.observation.status if place.quantity else None,
                moving_range=moved,
                mean=process.mean if process else None,
                lower_limit=process.lower_limit if process else None,
                upper_limit=process.upper_limit if process else None,
                special_cause=special_cause(reading, direction) if is_read else None,
                signals=reading.signals,
                side=reading.side,
                target=target,
                target_min=low,
                target_max=high,
                segment=number,
            )


def _adds_up(tracker: Tracker, indicator: Indicator) -> bool:
    """Whether its shorter periods add up to a longer one, also where it is a sum of such."""
    if indicator.derivation is None or indicator.derivation.kind != "sum":
        return indicator.adds_up
    return any(_adds_up(tracker, tracker.indicators[one]) for one in indicator.derivation.of)


def _target(
    indicator: Indicator, place: Place, asked_set: str | None, as_of: dt.date, *, level: bool
) -> Wanted | Undefined:
    """What was wanted in a place's period itself.

    A target by the end of a longer or later period is held against each period only where
    the figure is a level: twelve months of a sum are not each to bring the year's target.
    """
    chosen = set_for(indicator, place.period, asked_set)
    if isinstance(chosen, Undefined):
        return chosen
    found = target_of(indicator, place.period, chosen, as_of, place.observation)
    if isinstance(found, Undefined) or found.period == place.period:
        return found
    if level:
        return found
    return Undefined(
        f"the target is for {found.period} as a whole",
        f"a target that repeats says what each {place.period.kind} is to bring",
    )


def _edges(wanted: Wanted | Undefined) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """A target's lower edge, number and upper edge: a number, or both edges, or neither."""
    if isinstance(wanted, Undefined):
        return None, None, None
    return wanted.low, wanted.number.value if wanted.number else None, wanted.high


def _assurance(
    process: Process | Undefined, direction: Direction, wanted: Wanted | Undefined
) -> Assurance | Undefined:
    for missing in (process, wanted):
        if isinstance(missing, Undefined):
            return missing
    assert isinstance(process, Process)
    assert isinstance(wanted, Wanted)
    if direction == "neutral":
        return Undefined("direction neutral judges nothing")
    if wanted.low is not None and wanted.high is not None:
        return band_assurance(process, wanted.low, wanted.high)
    if wanted.number is None:
        return Undefined("the target has no number")
    if wanted.number.qualifier is not None:
        return Undefined(f"'{wanted.number.qualifier}' leaves the target open")
    return assurance(process, direction, wanted.number.value, wanted.strictness)


def _set_shown(indicator: Indicator, series: Series, asked_set: str | None) -> str | None:
    if not series.places:
        return None
    chosen = set_for(indicator, series.places[-1].period, asked_set)
    return None if isinstance(chosen, Undefined) else chosen or None


def _remarks(segments: Sequence[_Segment], wanted: Wanted | Undefined) -> Iterator[str]:
    for one in segments:
        if isinstance(one.process, Undefined) and one is not segments[-1]:
            yield f"no limits: {one.process}"
        if isinstance(one.process, Process) and _has_collapsed(one.process, one.places):
            yield (
                f"limits without width from {one.places[0].period} on: nearly every period "
                "repeats the one before, and this chart is not for such rare changes"
            )
        if one.limits == "trial":
            since = f"{one.known} points from {one.places[0].period} on"
            yield f"trial limits, on {since}: with {FULL_POINTS} they are firm"
    if not isinstance(wanted, Wanted):
        return
    if wanted.period != segments[-1].places[-1].period:
        yield f"held against the target by {wanted.period}"
    if wanted.strictness is not None and wanted.number is not None:
        yield f"the target is {wanted.strictness} {wanted.number.value:f}"
    if wanted.implied is not None:
        yield "the target is implied by the completion that the source states"


def _has_collapsed(process: Process, places: Sequence[Place]) -> bool:
    """Whether every moving range but those screened out is 0, though the figures differ."""
    known = {one for one in _values(places) if one is not None}
    return process.mean_moving_range == 0 and len(known) > 1


def _known(row: TrendRow) -> int:
    return sum(1 for one in row.points if one.value is not None)


def _notes(left_out: Sequence[TrendRow]) -> Iterator[str]:
    few = sum(1 for one in left_out if one.points)
    without = len(left_out) - few
    if few:
        yield f"{few} with fewer than {FEWEST_POINTS} points, which give no verdict: name them"
    if without:
        yield f"{without} without a series"


def _tally(rows: Sequence[TrendRow]) -> TrendTally:
    def count(variation: SpecialCause | None) -> int:
        return sum(1 for one in rows if one.variation == variation)

    return TrendTally(
        rows=len(rows),
        improvement=count("improvement"),
        concern=count("concern"),
        neutral=count("neutral"),
        common_cause=count("common_cause"),
        without_verdict=count(None),
    )
