"""The group score: one percentage for a group, never shown without its count of met targets."""

from collections.abc import Iterable
from decimal import Decimal

from kpitrack.measures.quantity import EXACT, HUNDRED, ZERO


def group_score(completions: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The weighted mean of completions, each held between 0 and 100 %.

    Takes pairs of completion in percent and weight; None when there is none, or when all
    weigh nothing.
    """
    total = weights = ZERO
    for percent, weight in completions:
        held = min(max(percent, ZERO), HUNDRED)
        total = EXACT.fma(held, weight, total)
        weights = EXACT.add(weights, weight)
    return EXACT.divide(total, weights) if weights else None
