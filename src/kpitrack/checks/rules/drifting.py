"""Which way a measure may still move, while the actual lacks a part of its period."""

from kpitrack.measures.assessment import Assessment
from kpitrack.measures.drift import OPPOSITE, Drift, drift, missing_from
from kpitrack.measures.wanted import Wanted


def missing_before_target(judged: Assessment) -> str | None:
    """What an actual lacks of its period, or a running total of its target's, if anything."""
    observed, wanted = judged.observation, judged.target
    lacking = missing_from(observed)
    if lacking is not None or not judged.indicator.adds_up or not isinstance(wanted, Wanted):
        return lacking
    if observed.period.last >= wanted.period.last:
        return None
    return f"known only through {observed.period.last}"


def completion_drift(judged: Assessment) -> Drift:
    """Which way what is missing may move the completion."""
    indicator = judged.indicator
    if indicator.method == "distance":
        return progress_drift(judged)
    if indicator.direction == "maintain":
        return "either"
    found = drift(indicator)
    return OPPOSITE[found] if indicator.direction == "decrease" else found


def progress_drift(judged: Assessment) -> Drift:
    """Which way what is missing may move the progress: towards the target or from it."""
    wanted, start = judged.target, judged.baseline
    if not isinstance(wanted, Wanted) or wanted.number is None or start is None:
        return "either"
    found = drift(judged.indicator)
    return found if wanted.number.value > start[1].value else OPPOSITE[found]


def variance_drift(judged: Assessment) -> Drift:
    """Which way what is missing may move the variance, to the nearest edge for a band."""
    return "either" if judged.indicator.direction == "maintain" else drift(judged.indicator)


def remaining_drift(judged: Assessment) -> Drift:
    """Which way what is missing may move what is still missing to the target."""
    found = variance_drift(judged)
    return found if judged.indicator.direction == "decrease" else OPPOSITE[found]
