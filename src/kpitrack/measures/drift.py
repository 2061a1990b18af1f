"""Drift: which way a figure that is not whole yet may still move."""

from typing import Literal

from kpitrack.measures.observation import Observation
from kpitrack.model.indicator import Indicator

Drift = Literal["up", "down", "either"]

OPPOSITE: dict[Drift, Drift] = {"up": "down", "down": "up", "either": "either"}


def drift(indicator: Indicator) -> Drift:
    """Which way what is missing may move an indicator's figure.

    A sum of figures that are never negative only grows, and so does a highest value; a
    lowest value only falls. Everything else may turn either way.
    """
    if indicator.rollup == "max" or (indicator.adds_up and not _has_negatives(indicator)):
        return "up"
    return "down" if indicator.rollup == "min" else "either"


def _has_negatives(indicator: Indicator) -> bool:
    if indicator.derivation is not None:
        return any(_has_negatives(one) for one in indicator.derivation.members)
    figures = [one for history in indicator.actual.values() for one in history]
    return any(one.value is not None and one.value < 0 for one in figures)


def missing_from(observed: Observation) -> str | None:
    """What an actual lacks of its period: "incomplete: 2 of 4 quarters"; None if nothing."""
    if observed.coverage is not None:
        return f"incomplete: {observed.coverage}"
    return None if observed.through is None else f"known only through {observed.through}"
