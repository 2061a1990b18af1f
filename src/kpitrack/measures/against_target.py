"""Measures of an actual against its target: completion, variance, what remains."""

import datetime as dt
from decimal import Decimal

from kpitrack.measures.assessment import Assessment
from kpitrack.measures.completion import band_completion, completion, milestone_completion
from kpitrack.measures.observation import figures_known, number_of
from kpitrack.measures.progress import progress
from kpitrack.measures.quantity import HUNDRED, ZERO, Quantity, Undefined, subtract
from kpitrack.measures.variance import (
    Favour,
    band_variance,
    favour,
    relative,
    variance,
    variance_percent,
)
from kpitrack.measures.verdict import Outcome, band_outcomes, outcomes
from kpitrack.measures.wanted import Wanted
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period


def against_target(basis: Assessment, as_of: dt.date) -> Assessment:
    """The assessment with what its actual comes to against its target."""
    if basis.indicator.direction == "milestone":
        return _milestone(basis)
    if isinstance(basis.target, Undefined):
        return _without_measures(basis, basis.target)
    wanted = basis.target
    baseline = _baseline(basis.indicator, wanted.period, as_of)
    if baseline is not None:
        basis = basis._replace(baseline=baseline)
    if isinstance(basis.observation.number, Undefined):
        return _unmeasured(basis, wanted, basis.observation.number)
    if wanted.is_band:
        return _band(basis, wanted, basis.observation.number)
    return _against_number(basis, wanted, basis.observation.number)


def _milestone(basis: Assessment) -> Assessment:
    nothing = Undefined("a milestone has no distance, it is reached or not")
    answer = basis.observation.reached
    done = basis.observation.number if answer is None else milestone_completion(answer)
    return _without_measures(basis, nothing)._replace(
        completion=done,
        outcomes=frozenset() if answer is None else frozenset({"met" if answer else "unmet"}),
    )


def _without_measures(basis: Assessment, why: Undefined) -> Assessment:
    return basis._replace(
        completion=why,
        progress=why,
        variance=why,
        variance_percent=why,
        favour=why,
        remaining=why,
    )


def _baseline(
    indicator: Indicator, target_period: Period, as_of: dt.date
) -> tuple[Period, Quantity] | None:
    """The latest baseline before the target's end; of a sum, none of a longer period.

    The 400 people of a year are no start on the way to the 110 of a quarter.
    """
    if not indicator.baseline:
        return None
    longest = target_period.days + target_period.days // 10  # months differ by some days
    usable = [
        (one, number_of(figure))
        for one, figure in figures_known(indicator.baseline, as_of).items()
        if one.last < target_period.last and (one.days <= longest or not indicator.adds_up)
    ]
    known = [(one, number) for one, number in usable if number is not None]
    return max(known, key=lambda pair: pair[0]) if known else None


def _unmeasured(basis: Assessment, wanted: Wanted, why: Undefined) -> Assessment:
    """Without a number, only a completion that the source stated is left to judge by."""
    stated = _stated_completion(basis, basis.observation.figure)
    if stated is None or wanted.number is not None or wanted.is_band:
        return _without_measures(basis, why)
    number = _qualified(stated, basis.observation.figure)
    percent: Quantity | Undefined = why
    if basis.indicator.direction != "decrease":
        percent = subtract(number, Quantity(HUNDRED))
    side = favour(
        "neutral" if basis.indicator.direction == "neutral" else "increase",
        subtract(number, Quantity(HUNDRED)),
    )
    return _without_measures(basis, why)._replace(
        completion=number,
        stated_completion=True,
        variance_percent=percent,
        favour=side,
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
