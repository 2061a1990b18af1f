"""Assess: observe, find the target, measure, pace, and judge, once for every question."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from kpitrack.measures.against_target import against_target
from kpitrack.measures.assessment import Assessment, judged_through, without_course
from kpitrack.measures.observation import Observation, observe
from kpitrack.measures.quantity import HUNDRED, Quantity, Undefined, percent_of
from kpitrack.measures.rollup import has_iso_year, is_of_weeks, iso_year
from kpitrack.measures.standing import with_status
from kpitrack.measures.wanted import Wanted, find_target, set_for, sets_at
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, parse_period, period_holding
from kpitrack.model.tracker import Tracker


def assess(
    tracker: Tracker,
    indicator: Indicator,
    period: Period,
    as_of: dt.date,
    target_set: str | None = None,
) -> Assessment:
    """Measure one indicator for a period, as it was known on a day.

    `target_set` None means the tracker's own choice; a set that the indicator lacks gives
    its unnamed target, else its only set.
    """

    asked = observed(tracker, indicator, period, as_of, target_set)
    chosen = set_for(indicator, period, target_set or tracker.target_set)
    name = "" if isinstance(chosen, Undefined) else chosen
    wanted = (
        chosen
        if isinstance(chosen, Undefined)
        else target_of(indicator, period, chosen, as_of, asked)
    )
    compared = asked
    if (
        asked.known  # without, the running total would answer for another period
        and isinstance(wanted, Wanted)
        and wanted.period != period
        and indicator.adds_up
    ):
        stretch = _stretch(wanted.period, period)
        if stretch != period:
            compared = observed(tracker, indicator, stretch, as_of, target_set)
    basis = Assessment(indicator, period, asked, compared, name, wanted)
    return with_status(_paced(tracker, against_target(basis, as_of), as_of), as_of)


def _paced(tracker: Tracker, basis: Assessment, as_of: dt.date) -> Assessment:
    """With its pace, where the actual is one so far: only then are its formulas loaded."""
    wanted = basis.target if judged_through(basis) is not None else None
    if isinstance(wanted, Wanted) and wanted.is_band:
        return without_course(basis, Undefined("nothing is expected of a band"))
    if not isinstance(wanted, Wanted) or wanted.number is None:
        return _without_pace(basis)
    from kpitrack.measures.pacing import with_pace

    return with_pace(tracker, basis, as_of)


def _without_pace(basis: Assessment) -> Assessment:
    """Why there is no pace where there is a number and a target: the gap before it."""
    observed = basis.observation
    if isinstance(basis.remaining, Undefined):
        basis = basis._replace(remaining_each=basis.remaining)
    if not observed.has_gap or not isinstance(basis.target, Wanted):
        return basis
    why = Undefined(f"incomplete: {observed.coverage}")
    remaining = basis.remaining
    falling = basis.indicator.direction == "decrease"
    if basis.indicator.adds_up and (falling or "unmet" in basis.outcomes):
        remaining = why
    return without_course(basis._replace(remaining=remaining, remaining_each=why), why)


def assess_sets(
    tracker: Tracker, indicator: Indicator, period: Period, as_of: dt.date
) -> tuple[Assessment, ...]:
    """One assessment for each of the indicator's target sets, at least one in all."""
    sets = sets_at(indicator, period) or ("",)
    return tuple(assess(tracker, indicator, period, as_of, name or None) for name in sets)


def observed(
    tracker: Tracker,
    indicator: Indicator,
    period: Period,
    as_of: dt.date,
    target_set: str | None = None,
) -> Observation:
    """The actual of a period, as `observe`; a `met_of` counts verdicts by `target_set`."""

    def count_met(of: Indicator, at: Period) -> Observation:
        return _met_count(tracker, of, at, as_of, target_set)

    return observe(tracker, indicator, period, as_of, count_met)


def _met_count(
    tracker: Tracker,
    indicator: Indicator,
    period: Period,
    as_of: dt.date,
    target_set: str | None,
) -> Observation:
    """How many of the named indicators meet their target, of those that have one.

    While the period runs it is a count so far. Never counts itself or another `met_of`. One
    whose verdict is undetermined is not met, and is named.
    """
    judged = [
        assess(tracker, one, period, as_of, target_set)
        for one in members_of(tracker, indicator)
    ]
    targeted = [one for one in judged if one.has_target]
    if not targeted:
        return Observation(period, Undefined("none of them has a target"))
    met = [one for one in targeted if one.is_met]
    open_ids = [one.indicator.id for one in targeted if one.status == "undetermined"]
    remarks = (
        (f"undetermined, so not counted as met: {', '.join(open_ids)}",) if open_ids else ()
    )
    count, of = Decimal(len(met)), Decimal(len(targeted))
    number = (
        percent_of(Quantity(count), Quantity(of)) if indicator.is_percent else Quantity(count)
    )
    running = as_of if period.first <= as_of < period.last else None
    return Observation(period, number, count=count, of=of, through=running, remarks=remarks)


def written_behind(tracker: Tracker, indicator: Indicator) -> Iterator[Indicator]:
    """The indicators with figures of their own that it comes from: itself, if not derived."""
    derivation = indicator.derivation
    if derivation is None:
        yield indicator
        return
    if derivation.kind == "met_of":
        members = members_of(tracker, indicator)
    else:
        members = tuple(tracker.indicators[name] for name in derivation.of)
    for one in members:
        yield from written_behind(tracker, one)


def members_of(tracker: Tracker, indicator: Indicator) -> tuple[Indicator, ...]:
    """The indicators that a `met_of` counts: all, a group's, or those listed."""
    named = indicator.derivation.of if indicator.derivation else ()
    everyone = tracker.indicators.values()
    if named == ("*",):
        chosen = list(everyone)
    else:
        chosen = [one for one in everyone if one.id in named or one.group in named]
    return tuple(
        one
        for one in chosen
        if one.id != indicator.id and not (one.derivation and one.derivation.kind == "met_of")
    )


def _stretch(target_period: Period, period: Period) -> Period:
    """From the start of the target's period to the end of the one asked.

    For weeks inside a year it is the ISO year's start: only whole weeks add up.
    """
    if is_of_weeks(period) and has_iso_year(target_period):
        target_period = iso_year(target_period)
    start = target_period.text.partition("..")[0]
    end = period.text.rpartition("..")[2]
    kind = parse_period(end).kind
    like = period_holding(target_period.first, kind)
    start = like.text if like.first == target_period.first else start
    return Period(f"{start}..{end}", "span", target_period.first, period.last)


def target_of(
    indicator: Indicator, period: Period, name: str, as_of: dt.date, asked: Observation
) -> Wanted | Undefined:
    """As `find_target`; a `met_of` without a target of its own wants all of them met."""
    found = find_target(indicator, period, name, as_of)
    if isinstance(found, Wanted):
        return found
    if indicator.derivation and indicator.derivation.kind == "met_of" and asked.of is not None:
        whole = HUNDRED if indicator.is_percent else asked.of
        return Wanted(period, number=Quantity(whole), remark="all of them")
    return found
