"""Assessment: one indicator against one target, every measure worked out once."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.completion import band_completion, completion, milestone_completion
from kpitrack.measures.drift import drift
from kpitrack.measures.earlier import earlier_years, pieces_known, running_totals
from kpitrack.measures.observation import (
    Observation,
    figures_known,
    number_of,
    observe,
)
from kpitrack.measures.pace import Course, course_of
from kpitrack.measures.progress import progress
from kpitrack.measures.projection import Projection, project
from kpitrack.measures.quantity import (
    HUNDRED,
    ZERO,
    Quantity,
    Undefined,
    percent_of,
    subtract,
)
from kpitrack.measures.remaining import NOTHING_LEFT, periods_left, remaining_each
from kpitrack.measures.rollup import has_iso_year, iso_year
from kpitrack.measures.statuses import Status
from kpitrack.measures.variance import (
    Favour,
    band_variance,
    favour,
    relative,
    variance,
    variance_percent,
)
from kpitrack.measures.verdict import (
    FINAL,
    RUNNING,
    Outcome,
    band_outcomes,
    grade,
    outcomes,
    reached,
)
from kpitrack.measures.wanted import Wanted, find_target, set_for, sets_at
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, PeriodKind, period_holding
from kpitrack.model.tracker import Tracker

_NO_NUMBER = Undefined("no figure to measure")
_NO_TARGET = Undefined("no target")
_NO_EXPECTATION = Undefined("only a figure so far meets an expectation")


class Assessment(NamedTuple):
    """Every measure of an indicator for a period against one of its target sets.

    `completion`, `progress` and `variance_percent` are in percent; `variance`, `remaining`,
    `expected`, `ahead` and the projection in the indicator's unit. Each is Undefined, with
    its reason, where it does not exist. `expected_completion` is in percent of what was
    expected by now, `completion_expected` the completion that was expected by now, in percent
    of the target. `observation` is the actual compared; where a longer
    target stands in for a sum it is the running total, and `asked` the period's own actual.
    `remaining_each` is what each of the `remaining_periods`, which are of `remaining_kind`,
    must bring. `ahead` is the actual less what was expected, and `ahead_days` how many days
    later the plan, along its `course`, expects it. `status` is None for direction neutral,
    which judges nothing; `status_reason` says what a reader could not guess.
    """

    indicator: Indicator
    period: Period
    asked: Observation
    observation: Observation
    target_set: str
    target: Wanted | Undefined
    completion: Quantity | Undefined = _NO_NUMBER
    stated_completion: bool = False
    progress: Quantity | Undefined = _NO_TARGET
    baseline: tuple[Period, Quantity] | None = None
    variance: Quantity | Undefined = _NO_NUMBER
    variance_percent: Quantity | Undefined = _NO_NUMBER
    favour: Favour | Undefined = _NO_NUMBER
    remaining: Quantity | Undefined = _NO_NUMBER
    remaining_periods: int | None = None
    remaining_kind: PeriodKind | None = None
    remaining_each: Quantity | Undefined = NOTHING_LEFT
    course: Course | None = None
    expected: Decimal | Undefined = _NO_EXPECTATION
    ahead: Quantity | Undefined = _NO_EXPECTATION
    ahead_favour: Favour | Undefined = _NO_EXPECTATION
    ahead_days: Quantity | Undefined = _NO_EXPECTATION
    projection: Projection | Undefined = _NO_EXPECTATION
    expected_completion: Quantity | Undefined = _NO_NUMBER
    completion_expected: Quantity | Undefined = _NO_EXPECTATION
    outcomes: frozenset[Outcome] = frozenset()
    status: Status | None = None
    status_reason: str | None = None

    @property
    def is_met(self) -> bool:
        """Whether the target is surely met or exceeded."""
        return self.status in ("met", "exceeded")

    @property
    def has_target(self) -> bool:
        """Whether there is something to meet: a target, or a completion stated to one."""
        return isinstance(self.target, Wanted) or self.is_met


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

    def count_met(of: Indicator, at: Period) -> Observation:
        return met_count(tracker, of, at, as_of, target_set)

    asked = observe(tracker, indicator, period, as_of, count_met)
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
            compared = observe(tracker, indicator, stretch, as_of, count_met)
    basis = Assessment(indicator, period, asked, compared, name, wanted)
    return _with_status(_with_pace(tracker, _measured(basis, as_of), as_of), as_of)


def assess_sets(
    tracker: Tracker, indicator: Indicator, period: Period, as_of: dt.date
) -> tuple[Assessment, ...]:
    """One assessment for each of the indicator's target sets, at least one in all."""
    sets = sets_at(indicator, period) or ("",)
    return tuple(assess(tracker, indicator, period, as_of, name or None) for name in sets)


def met_count(
    tracker: Tracker,
    indicator: Indicator,
    period: Period,
    as_of: dt.date,
    target_set: str | None,
) -> Observation:
    """How many of the named indicators meet their target, of those that have one.

    Never counts itself or another `met_of`. One whose verdict is undetermined is not met,
    and is named.
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
    return Observation(period, number, count=count, of=of, remarks=remarks)


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

    For a week inside a year it is the ISO year's start: only whole weeks add up.
    """
    if period.kind == "week" and has_iso_year(target_period):
        target_period = iso_year(target_period)
    start = target_period.text.partition("..")[0]
    if period.kind != "span":
        like = period_holding(target_period.first, period.kind)
        start = like.text if like.first == target_period.first else start
    end = period.text.rpartition("..")[2]
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


def _measured(basis: Assessment, as_of: dt.date) -> Assessment:
    if basis.indicator.direction == "milestone":
        return _milestone(basis)
    if isinstance(basis.target, Undefined):
        nothing = basis.target
        return basis._replace(
            completion=nothing,
            progress=nothing,
            variance=nothing,
            variance_percent=nothing,
            favour=nothing,
            remaining=nothing,
        )
    wanted = basis.target
    basis = basis._replace(baseline=_baseline(basis.indicator, wanted.period, as_of))
    if isinstance(basis.observation.number, Undefined):
        return _unmeasured(basis, wanted, basis.observation.number)
    if wanted.is_band:
        return _band(basis, wanted, basis.observation.number)
    return _against_number(basis, wanted, basis.observation.number)


def _milestone(basis: Assessment) -> Assessment:
    nothing = Undefined("a milestone has no distance, it is reached or not")
    answer = basis.observation.reached
    done = basis.observation.number if answer is None else milestone_completion(answer)
    return basis._replace(
        completion=done,
        progress=nothing,
        variance=nothing,
        variance_percent=nothing,
        favour=nothing,
        remaining=nothing,
        outcomes=frozenset() if answer is None else frozenset({"met" if answer else "unmet"}),
    )


def _baseline(
    indicator: Indicator, target_period: Period, as_of: dt.date
) -> tuple[Period, Quantity] | None:
    """The latest baseline before the target's end."""
    usable = [
        (one, number_of(figure))
        for one, figure in figures_known(indicator.baseline, as_of).items()
        if one.last < target_period.last
    ]
    known = [(one, number) for one, number in usable if number is not None]
    return max(known, key=lambda pair: pair[0]) if known else None


def _unmeasured(basis: Assessment, wanted: Wanted, why: Undefined) -> Assessment:
    """Without a number, only a completion that the source stated is left to judge by."""
    stated = _stated_completion(basis, basis.observation.figure)
    if stated is None or wanted.number is not None or wanted.is_band:
        return basis._replace(
            completion=why,
            progress=why,
            variance=why,
            variance_percent=why,
            favour=why,
            remaining=why,
        )
    number = _qualified(stated, basis.observation.figure)
    percent: Quantity | Undefined = why
    if basis.indicator.direction != "decrease":
        percent = subtract(number, Quantity(HUNDRED))
    side = favour(
        "neutral" if basis.indicator.direction == "neutral" else "increase",
        subtract(number, Quantity(HUNDRED)),
    )
    return basis._replace(
        completion=number,
        stated_completion=True,
        progress=why,
        variance=why,
        variance_percent=percent,
        favour=side,
        remaining=why,
        outcomes=outcomes("increase", number, HUNDRED),
    )


def _stated_completion(basis: Assessment, figure: Figure | None) -> Decimal | None:
    if figure is None or figure.stated is None:
        return None
    stated = figure.stated.completion
    return stated.get(basis.target_set, stated.get(""))


def _qualified(stated: Decimal, figure: Figure | None) -> Quantity:
    """A stated percentage; without a value, the figure's qualifier is the percentage's."""
    has_value = figure is not None and figure.value is not None
    return Quantity(stated, None if has_value or figure is None else figure.qualifier)


def _band(basis: Assessment, wanted: Wanted, actual: Quantity) -> Assessment:
    assert wanted.low is not None
    assert wanted.high is not None
    low, high = wanted.low, wanted.high
    off = band_variance(actual, low, high)
    edge = low if actual.value < low else high
    side: Favour | Undefined = favour("maintain", off)
    return basis._replace(
        completion=band_completion(actual, low, high),
        progress=Undefined("a band has two edges, so there is no one way to it"),
        variance=off,
        variance_percent=relative(off, Quantity(edge)),
        favour=side,
        remaining=Quantity(abs(off.value), off.qualifier),
        outcomes=band_outcomes(actual, low, high),
    )


def _against_number(basis: Assessment, wanted: Wanted, actual: Quantity) -> Assessment:
    target = wanted.number
    if target is None:
        missing = Undefined(wanted.remark or "no target")
        return basis._replace(completion=missing, progress=missing)
    direction = basis.indicator.direction
    difference = variance(actual, target)
    stated = wanted.implied is not None and wanted.figure is basis.observation.figure
    walked = progress(actual, target, basis.baseline[1]) if basis.baseline else _no_baseline()
    if stated and wanted.implied is not None:
        exact = Quantity(wanted.implied.stated)
        done: Quantity | Undefined = exact
        possible = outcomes("increase", exact, HUNDRED)
        relative_off: Quantity | Undefined = _implied_percent(basis, exact)
        side = favour(
            "neutral" if direction == "neutral" else "increase",
            subtract(exact, Quantity(HUNDRED)),
        )
        difference = Quantity(difference.value)
    else:
        done = (
            walked
            if basis.indicator.method == "distance"
            else completion(direction, actual, target)
        )
        possible = outcomes(direction, actual, target.value, wanted.strictness)
        relative_off = variance_percent(actual, target)
        side = favour(direction, difference)
    return basis._replace(
        completion=done,
        stated_completion=stated,
        progress=walked,
        variance=difference,
        variance_percent=relative_off,
        favour=side,
        remaining=_remaining(direction, difference, possible),
        outcomes=possible,
    )


def _no_baseline() -> Undefined:
    return Undefined("no baseline before the target")


def _implied_percent(basis: Assessment, stated: Quantity) -> Quantity | Undefined:
    """The relative variance that a stated completion means."""
    if basis.indicator.direction == "decrease":
        return Undefined("the stated completion is the target over the actual")
    return subtract(stated, Quantity(HUNDRED))


def _remaining(
    direction: str, difference: Quantity, possible: frozenset[Outcome]
) -> Quantity | Undefined:
    """What is still missing to the target, in the unit; 0 when met."""
    if "unmet" not in possible:
        return Quantity(ZERO)
    missing = difference if direction == "decrease" else subtract(Quantity(ZERO), difference)
    if len(possible) > 1:
        return Undefined("the verdict is open, and so is what is missing")
    return missing if missing.value > 0 else Quantity(ZERO, missing.qualifier)


def _with_status(basis: Assessment, as_of: dt.date) -> Assessment:
    status, reason = _status(basis, as_of)
    judged = basis._replace(status=status, status_reason=reason)
    if not judged.is_met and _judged_through(basis) is not None:
        return judged._replace(favour=Undefined("the target's period is not over"))
    return judged


def _with_pace(tracker: Tracker, basis: Assessment, as_of: dt.date) -> Assessment:
    """What a figure so far is held against, and what would follow from it."""
    wanted, through = basis.target, _judged_through(basis)
    if not isinstance(wanted, Wanted) or wanted.number is None or through is None:
        return _without_pace(basis)
    number = basis.observation.number
    assert isinstance(number, Quantity)
    left = periods_left(basis.observation, basis.period, _ground(basis, wanted), through)
    basis = basis._replace(
        remaining_periods=left.count,
        remaining_kind=left.kind,
        remaining_each=remaining_each(basis.indicator, basis.remaining, left),
    )
    pieces = pieces_known(tracker, basis.indicator, as_of) if basis.indicator.adds_up else {}
    years = earlier_years(basis.indicator, pieces, wanted.period)
    course = course_of(
        basis.indicator, wanted.number.value, _ground(basis, wanted), basis.baseline, years
    )
    if isinstance(course, Undefined):
        return basis._replace(
            expected=course,
            ahead=course,
            ahead_favour=course,
            ahead_days=course,
            projection=course,
        )
    expected = course.expected(through)
    by_now = Quantity(expected)
    ahead = subtract(number, by_now)
    behind_it = _figures_behind(basis, pieces, course, through, as_of)
    return basis._replace(
        course=course,
        expected=expected,
        expected_completion=_part_of(basis, number, by_now),
        completion_expected=_part_of(basis, by_now, wanted.number),
        ahead=ahead,
        ahead_favour=favour(basis.indicator.direction, ahead),
        ahead_days=course.days_ahead(number, through),
        projection=project(course, number, through, years, behind_it),
    )


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
    return basis._replace(
        remaining=remaining,
        remaining_each=why,
        expected=why,
        ahead=why,
        ahead_favour=why,
        ahead_days=why,
        projection=why,
    )


def _ground(basis: Assessment, wanted: Wanted) -> Period:
    """The days that the target's period has; those of its ISO year where weeks fill it."""
    if basis.period.kind == "week" and has_iso_year(wanted.period):
        return iso_year(wanted.period)
    tiling = basis.observation.rolled_up
    return tiling.whole if tiling and basis.period == wanted.period else wanted.period


def _part_of(basis: Assessment, number: Quantity, wanted: Quantity) -> Quantity | Undefined:
    """How much of what is wanted a number is, by the indicator's method."""
    if basis.indicator.method == "distance" and basis.baseline:
        return progress(number, wanted, basis.baseline[1])
    return completion(basis.indicator.direction, number, wanted)


def _figures_behind(
    basis: Assessment,
    pieces: Mapping[Period, Decimal],
    course: Course,
    through: dt.date,
    as_of: dt.date,
) -> int:
    """How many figures since the course's start are known; a written total is one."""
    first = course.first
    if basis.indicator.adds_up:
        return len(running_totals(pieces, Period("", "span", first, through)) or ())
    known = figures_known(basis.indicator.actual, as_of)
    return len({one.last for one in known if first <= one.last <= through})


def _judged_through(basis: Assessment) -> dt.date | None:
    """The day up to which the actual counts, where that lies before the target's end."""
    wanted = basis.target
    if not isinstance(wanted, Wanted) or not isinstance(basis.observation.number, Quantity):
        return None
    if basis.observation.has_gap:
        return None
    day = basis.observation.through or basis.observation.period.last
    return day if day < _last_day(basis, wanted) else None


def _last_day(basis: Assessment, wanted: Wanted) -> dt.date:
    """The day by which a target is to be met; for weeks, the end of the year's last."""
    return min(wanted.period.last, _ground(basis, wanted).last)


def _status(basis: Assessment, as_of: dt.date) -> tuple[Status | None, str | None]:
    if not basis.observation.known and not basis.outcomes:
        return _status_without_actual(basis, as_of)
    if basis.indicator.direction == "milestone":
        return _milestone_status(basis, as_of)
    if isinstance(basis.target, Undefined):
        return "no_target", str(basis.target)
    if basis.indicator.direction == "neutral":
        return None, "direction neutral: no judgement"
    if not basis.outcomes:
        return "undetermined", str(basis.completion)
    if basis.observation.coverage and (
        basis.observation.has_gap or _is_left_open(basis, as_of)
    ):
        return "undetermined", f"incomplete: {basis.observation.coverage}"
    if basis.observation.through or not _ends_with(basis, basis.target):
        return _status_so_far(basis, basis.target)
    if as_of <= basis.period.last:
        return _status_of_estimate(basis)
    return _final_status(basis)


def _ends_with(basis: Assessment, wanted: Wanted) -> bool:
    """Whether the actual answers for the target's end: its own, or the last of its term.

    A month's mean is not the year's; without a roll-up, only a span is a plan's term.
    """
    if _last_day(basis, wanted) != basis.period.last:
        return False
    if wanted.period == basis.period or basis.indicator.adds_up:
        return True
    rollup = basis.indicator.rollup
    return rollup == "last" or (rollup is None and wanted.period.kind == "span")


def _is_left_open(basis: Assessment, as_of: dt.date) -> bool:
    """Whether the period is over, and a part that is missing may change the verdict."""
    if as_of <= basis.period.last:
        return False
    better = {"increase": "up", "decrease": "down"}.get(basis.indicator.direction)
    return reached(basis.outcomes) is None or drift(basis.indicator) != better


def _status_without_actual(
    basis: Assessment, as_of: dt.date
) -> tuple[Status | None, str | None]:
    why = str(basis.observation.number)
    if basis.period.first > as_of:
        return "not_started", f"{basis.period} lies ahead"
    if basis.indicator.direction == "milestone":
        return _milestone_status(basis, as_of)
    if basis.asked.figure is not None and isinstance(basis.target, Undefined):
        return "no_target", str(basis.target)
    return "no_data", why


def _milestone_status(basis: Assessment, as_of: dt.date) -> tuple[Status, str | None]:
    if basis.observation.reached:
        return "met", next(iter(basis.observation.remarks), None)
    if isinstance(basis.target, Undefined):
        reached = basis.observation.reached
        return (
            ("no_data", str(basis.observation.number))
            if reached is None
            else (
                "not_due",
                "no date is set for it",
            )
        )
    if as_of <= basis.target.period.last:
        return "not_due", f"due by the end of {basis.target.period}"
    if basis.period.last < basis.target.period.last:
        return "not_due", f"due by the end of {basis.target.period}"
    return "missed", f"was due by the end of {basis.target.period}"


def _final_status(basis: Assessment) -> tuple[Status, str | None]:
    done = reached(basis.outcomes)
    if done is not None:
        return done, None
    if len(basis.outcomes) > 1:
        return "undetermined", _open_verdict(basis)
    graded = grade(basis.completion, basis.indicator.thresholds)
    if isinstance(graded, Undefined):
        return "undetermined", str(graded)
    return FINAL[graded], None


def _open_verdict(basis: Assessment) -> str:
    number = basis.observation.number
    qualifier = number.qualifier if isinstance(number, Quantity) else None
    if qualifier is None and isinstance(basis.target, Wanted):
        qualifier = basis.target.strictness
    return f"'{qualifier}' leaves open whether the target is met"


def _never_met_early(basis: Assessment) -> bool:
    """What can only be lost until the period is over, or can leave its band again.

    A sum that is to stay low only grows, and so does a highest value; a lowest value only
    falls, and a sum of figures of which some are below 0 may.
    """
    indicator = basis.indicator
    if indicator.direction == "decrease":
        return indicator.adds_up or indicator.rollup == "max"
    if indicator.direction == "increase":
        return indicator.rollup == "min" or (indicator.adds_up and drift(indicator) == "either")
    return indicator.direction == "maintain"


def _status_of_estimate(basis: Assessment) -> tuple[Status, str | None]:
    """A figure for the whole period while the period runs meets the full target."""
    done = reached(basis.outcomes)
    if done is not None:
        return ("on_track" if _never_met_early(basis) else done), "the period is not over"
    if len(basis.outcomes) > 1:
        return "undetermined", _open_verdict(basis)
    graded = grade(basis.completion, basis.indicator.thresholds)
    if isinstance(graded, Undefined):
        return "undetermined", str(graded)
    return RUNNING[graded], "the period is not over"


def _status_so_far(basis: Assessment, wanted: Wanted) -> tuple[Status, str | None]:
    """A figure that does not reach the target's end meets what was expected by its day."""
    done = reached(basis.outcomes)
    if done is not None and not _never_met_early(basis):
        return done, _so_far_reason(basis)
    if basis.indicator.direction == "maintain":
        return _band_so_far(basis)
    if isinstance(basis.expected, Undefined):
        return "in_progress", f"{basis.expected} ({wanted.remark or _so_far_reason(basis)})"
    number = basis.observation.number
    assert isinstance(number, Quantity)
    by_now = outcomes(basis.indicator.direction, number, basis.expected)
    if reached(by_now) is not None:
        return "on_track", _so_far_reason(basis)
    if len(by_now) > 1:
        return "undetermined", _open_verdict(basis)
    graded = grade(basis.expected_completion, basis.indicator.thresholds)
    if isinstance(graded, Undefined):
        return "undetermined", str(graded)
    return RUNNING[graded], _so_far_reason(basis)


def _band_so_far(basis: Assessment) -> tuple[Status, str | None]:
    if reached(basis.outcomes) is not None:
        return "on_track", _so_far_reason(basis)
    if len(basis.outcomes) > 1:
        return "undetermined", _open_verdict(basis)
    graded = grade(basis.completion, basis.indicator.thresholds)
    if isinstance(graded, Undefined):
        return "undetermined", str(graded)
    return RUNNING[graded], _so_far_reason(basis)


def _so_far_reason(basis: Assessment) -> str:
    day = basis.observation.through or basis.observation.period.last
    return f"judged through {day.isoformat()}"
