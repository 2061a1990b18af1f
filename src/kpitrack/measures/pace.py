"""Pace: what was to be expected by a day inside the target's period."""

import datetime as dt
from decimal import Decimal

from kpitrack.measures.quantity import EXACT, Undefined
from kpitrack.model.indicator import Indicator, Pace
from kpitrack.model.period import Period


def pace_of(indicator: Indicator, has_baseline: bool) -> Pace:
    """How the indicator is expected to move: as it says, else by its kind.

    Sums grow day by day (linear); a level walks from its baseline (path); a level without
    a baseline has no expectation.
    """
    if indicator.pace is not None:
        return indicator.pace
    if indicator.adds_up:
        return "linear"
    return "path" if has_baseline else "none"


def expected_linear(target: Decimal, period: Period, through: dt.date) -> Decimal:
    """The target pro rata by days: target × days gone / days of the period."""
    gone = (min(through, period.last) - period.first).days + 1
    return EXACT.divide(EXACT.multiply(target, Decimal(max(gone, 0))), Decimal(period.days))


def expected_on_path(
    target: Decimal,
    period: Period,
    baseline: Decimal,
    baseline_period: Period,
    through: dt.date,
) -> Decimal | Undefined:
    """The straight path from the baseline, which sits at its period's end, to the target."""
    whole = (period.last - baseline_period.last).days
    if whole <= 0:
        return Undefined("the baseline does not lie before the target's end")
    gone = min(max((through - baseline_period.last).days, 0), whole)
    step = EXACT.divide(EXACT.multiply(target - baseline, Decimal(gone)), Decimal(whole))
    return EXACT.add(baseline, step)
