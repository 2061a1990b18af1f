"""Growth: how fast a figure moves in a year, and how fast it must to reach a target in time.

The compound annual growth rate is the one rate that, year after year, leads from the first
figure to the last: (last / first)^(1 / years) - 1. Eurostat judges sustainable development
by it (Sustainable development in the European Union, monitoring report of 2021, annex on the
assessment method), and so does Statistics Canada for Open SDG; see `measures/sdg.py`.
"""

from decimal import Context, Decimal
from typing import Literal, NamedTuple

from kpitrack.measures.quantity import (
    EXACT,
    HUNDRED,
    Quantity,
    Undefined,
    percent_of,
    quotient,
    scale,
    subtract,
)

GrowthModel = Literal["compound", "linear"]
"""Percent a year, each on top of the one before; or the same step of the unit each year."""

_ROOTS = Context(prec=EXACT.prec + 30)
"""Wider than what is kept, so that a root that comes out even is even when it is kept."""

_TURNED = Decimal(-1)


class Course(NamedTuple):
    """What a figure did since its base, and what it must do to be at the target in time.

    Both by one `model`: in percent a year where it is compound, in the indicator's unit a
    year where it is linear, for the reason `why_linear`. `needed` is None without a target.
    """

    base: Quantity
    model: GrowthModel
    seen: Quantity
    needed: Quantity | None
    why_linear: str | None = None


def compound_growth(start: Quantity, end: Quantity, years: int) -> Quantity | Undefined:
    """((end / start)^(1 / years) - 1) × 100: percent a year, for a start above 0.

    From a figure above 0 to 0 it is -100. Right to 60 digits, and exact where the rate has
    no more: from 100 to 103.0225 in two years is 1.5, not 1.4999.
    """
    if start.value <= 0:
        return Undefined("no compound rate starts at 0 or below")
    if end.value < 0:
        return Undefined("no compound rate leads below 0")
    ratio = _ROOTS.divide(end.value, start.value)
    factor = _ROOTS.power(ratio, _ROOTS.divide(Decimal(1), Decimal(years)))
    kept = EXACT.plus(factor).normalize(EXACT)
    rate = EXACT.multiply(EXACT.subtract(kept, Decimal(1)), HUNDRED)
    return Quantity(rate, quotient(end, start).qualifier)


def linear_growth(start: Quantity, end: Quantity, years: int) -> Quantity:
    """(end - start) / years: the indicator's unit a year, from any start to any end."""
    return quotient(subtract(end, start), Quantity(Decimal(years)))


def course(
    base: Quantity,
    current: Quantity,
    years_seen: int,
    target: Quantity | None = None,
    years_needed: int = 0,
) -> Course:
    """The growth seen from base to current, and the growth needed from base to target.

    Compound, or linear where one of the figures has no compound rate: then both, so that
    like is held against like. A target of 0 has none: a figure that loses a part of itself
    each year never gets there.
    """
    why = _why_linear(base, current, target)
    grow = _compound if why is None else linear_growth
    return Course(
        base=base,
        model="compound" if why is None else "linear",
        seen=grow(base, current, years_seen),
        needed=None if target is None else grow(base, target, years_needed),
        why_linear=why,
    )


def _why_linear(base: Quantity, current: Quantity, target: Quantity | None) -> str | None:
    if base.value <= 0:
        return f"no compound rate starts at {base.value:f}"
    if current.value < 0:
        return f"no compound rate leads to {current.value:f}"
    if target is not None and target.value <= 0:
        return f"no compound rate leads to {target.value:f}"
    return None


def _compound(start: Quantity, end: Quantity, years: int) -> Quantity:
    rate = compound_growth(start, end, years)
    assert isinstance(rate, Quantity)
    return rate


def growth_ratio(seen: Quantity, needed: Quantity) -> Quantity | Undefined:
    """seen / |needed| × 100: the growth seen in percent of the growth needed.

    It keeps the sign of the growth seen. Undefined where no growth is needed.
    """
    if needed.value == 0:
        return Undefined("the target equals the base, so no growth is needed")
    size = scale(needed, _TURNED) if needed.value < 0 else needed
    return percent_of(seen, size)
