"""Whether a figure fulfils a comparison: by the exact figures, never by rounded ones."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.rules.grammar import Operator
from kpitrack.checks.rules.measuring import Between, Known, SoFar, Word
from kpitrack.measures.drift import Drift
from kpitrack.measures.quantity import Quantity, Undefined

_FULFILLED: dict[Operator, frozenset[str]] = {
    ">=": frozenset("=>"),
    ">": frozenset(">"),
    "<=": frozenset("<="),
    "<": frozenset("<"),
    "=": frozenset("="),
    "!=": frozenset("<>"),
}

_REACHES: dict[Drift, dict[str, str]] = {
    "up": {"<": "<=>", "=": "=>", ">": ">"},
    "down": {"<": "<", "=": "<=", ">": "<=>"},
    "either": {"<": "<=>", "=": "<=>", ">": "<=>"},
}
"""Where a number that may still move can end up, by the side on which it lies now."""

_OPEN_WORDS = ("undetermined", "no_data")
"""Statuses that leave open what the status is: they are not surely another one."""


class Verdict(NamedTuple):
    """Whether a rule surely holds, and why not where a reader could not see it."""

    held: bool
    reason: str | None = None


def judge(known: Known, operator: Operator, values: Sequence[Decimal | str]) -> Verdict:
    """Hold a figure against the values. What is open or undefined does not hold."""
    if isinstance(known, Undefined):
        return Verdict(False, f"n/a: {known}")
    if isinstance(known, Word):
        return _word(known, operator, values)
    value = values[0]
    if isinstance(value, str):
        return Verdict(False, f"a number is neither {value} nor the opposite")
    possible = _sides(known, value)
    fulfilled = _FULFILLED[operator]
    if possible <= fulfilled:
        return Verdict(True)
    if possible & fulfilled:
        return Verdict(False, _why_open(known))
    return Verdict(False)


def _word(known: Word, operator: Operator, values: Sequence[Decimal | str]) -> Verdict:
    if any(isinstance(one, Decimal) for one in values):
        return Verdict(False, "a milestone is true or false, it has no number")
    if operator == "=":
        held = known.text in values
    else:
        held = known.text not in values and known.text not in _OPEN_WORDS
    return Verdict(held, None if held else known.reason)


def _sides(known: Quantity | Between | SoFar, value: Decimal) -> frozenset[str]:
    """On which sides of a value the figure may lie, once its period is whole."""
    if isinstance(known, SoFar):
        reaches = _REACHES[known.drift]
        now = _sides(known.number, value)
        return frozenset(side for sign in now for side in reaches[sign])
    if isinstance(known, Quantity):
        above, below = known.can_exceed(value), known.can_undercut(value)
        equal = known.can_equal(value)
    else:
        above = known.high is None or known.high > value
        below = known.low is None or known.low < value
        equal = (above and below) or value in (known.low, known.high)
    return frozenset(
        sign for sign, possible in ((">", above), ("=", equal), ("<", below)) if possible
    )


def _why_open(known: Quantity | Between | SoFar) -> str:
    if isinstance(known, SoFar):
        return known.why
    if isinstance(known, Quantity):
        return f"undetermined: '{known.qualifier}' leaves it open"
    low = "" if known.low is None else f"from {known.low:.6g} "
    high = "" if known.high is None else f"to {known.high:.6g} "
    told = f"undetermined: it is implied and lies {low}{high}within rounding"
    return told.replace("  ", " ")
