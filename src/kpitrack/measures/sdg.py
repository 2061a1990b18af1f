"""The progress measure of Open SDG, which Statistics Canada made for the 2030 Agenda.

Source: Statistics Canada, "Progress Measurement Methodology for the Sustainable Development
Goals", as Open SDG 2.4 documents and computes it, after Eurostat (2021). The growth seen is
held against the growth needed; without a target, against fixed rates, which shrink near a
natural limit. The thresholds, the scores and the scaling factor here are the published ones.
What is done differently, and why, is told in docs/growth.md: nothing stands in for zero, no
direction is assumed, and a limit counts only on the side that is wanted.
"""

from collections.abc import Sequence, Set
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.measures.growth import Course, growth_ratio
from kpitrack.measures.quantity import EXACT, ZERO, Quantity, Undefined, scale
from kpitrack.measures.verdict import Outcome, reached
from kpitrack.model.indicator import Direction

Category = Literal[
    "target_achieved",
    "substantial_progress",
    "moderate_progress",
    "limited_progress",
    "deterioration",
]

CATEGORIES: tuple[Category, ...] = (
    "target_achieved",
    "substantial_progress",
    "moderate_progress",
    "limited_progress",
    "deterioration",
)
"""Every category, the best news first."""

BEST_SCORE = Decimal(5)
"""The score of a target that is achieved, and the highest there is; the lowest is -5."""


class Steps(NamedTuple):
    """From where on progress is substantial and moderate; below 0 it is deterioration.

    In percent of the growth needed, or, without a target, in percent a year.
    """

    substantial: Decimal
    moderate: Decimal


WITH_TARGET = Steps(Decimal(95), Decimal(60))
WITHOUT_TARGET = Steps(Decimal("1.5"), Decimal("0.5"))

_FASTEST = Decimal(2)
"""Percent a year, without a target, from which on the score is the highest."""

_SCORED_RATIOS = (
    (Decimal(-60), Decimal(-5)),
    (Decimal(60), ZERO),
    (Decimal(130), Decimal(5)),
)
"""With a target, the score of a ratio in percent; straight between, flat outside."""

_NEARNESS = Decimal("4.44")
"""The exponent of the scaling factor, as published."""


class Measured(NamedTuple):
    """Ratio in percent, score from -5 to 5 and category; each Undefined with its reason.

    `steps` are the thresholds that decided, `scaling` is the factor by which a natural limit
    shrank them (1 without one); both are None where nothing was decided by thresholds.
    """

    ratio: Quantity | Undefined
    score: Decimal | Undefined
    category: Category | Undefined
    steps: Steps | None = None
    scaling: Decimal | None = None


def undecided(why: Undefined) -> Measured:
    """Neither ratio nor score nor category, for one reason."""
    return Measured(why, why, why)


def against_target(
    direction: Direction, course: Course | Undefined, possible: Set[Outcome]
) -> Measured:
    """The growth seen against the growth needed.

    `possible` is how the latest figure can stand to the target: achieved is achieved,
    whatever the growth was.
    """
    wanted = _sign(direction)
    if isinstance(wanted, Undefined):
        return undecided(wanted)
    ratio = _ratio(course, wanted)
    if reached(possible) is not None:
        return Measured(ratio, BEST_SCORE, "target_achieved")
    if len(possible) > 1:
        why = Undefined("a qualifier leaves open whether the target is achieved")
        return Measured(ratio, why, why)
    if isinstance(ratio, Undefined):
        return undecided(ratio)
    found = _score(ratio, _SCORED_RATIOS)
    return Measured(ratio, found, categorized(ratio, WITH_TARGET), WITH_TARGET)


def _ratio(course: Course | Undefined, wanted: Decimal) -> Quantity | Undefined:
    if isinstance(course, Undefined):
        return course
    assert course.needed is not None
    return growth_ratio(scale(course.seen, wanted), course.needed)


def without_target(
    direction: Direction, course: Course | Undefined, limit: Decimal | None
) -> Measured:
    """The growth seen against fixed rates, which shrink where the base is near the limit."""
    no_ratio = Undefined("no target to hold the growth against")
    wanted = _sign(direction)
    for one in (wanted, course):
        if isinstance(one, Undefined):
            return Measured(no_ratio, one, one)
    assert isinstance(course, Course)
    assert isinstance(wanted, Decimal)
    if course.model == "linear":
        why = Undefined(f"without a target the measure needs a rate: {course.why_linear}")
        return Measured(no_ratio, why, why)
    factor = scaling_factor(direction, course.base.value, limit)
    if isinstance(factor, Undefined):
        return Measured(no_ratio, factor, factor)
    steps = Steps(*(EXACT.multiply(one, factor) for one in WITHOUT_TARGET))
    progress = scale(course.seen, wanted)
    points = (
        (-_FASTEST, -BEST_SCORE),
        (ZERO, Decimal("-2.5")),
        (steps.moderate, ZERO),
        (steps.substantial, Decimal("2.5")),
        (EXACT.multiply(_FASTEST, factor), BEST_SCORE),
    )
    found = _score(progress, points)
    return Measured(no_ratio, found, categorized(progress, steps), steps, factor)


def _sign(direction: Direction) -> Decimal | Undefined:
    """1 where more is better, -1 where less is; another direction has no progress so."""
    if direction == "increase":
        return Decimal(1)
    if direction == "decrease":
        return Decimal(-1)
    if direction == "neutral":
        return Undefined("direction neutral: no judgement")
    if direction == "maintain":
        return Undefined("a band is kept: no direction of growth is better")
    return Undefined("a milestone has no growth, it is reached or not")


def scaling_factor(
    direction: Direction, base: Decimal, limit: Decimal | None
) -> Decimal | Undefined:
    """C, from 0 at the natural limit to 1 far from it or without one, for a base above 0.

    Towards a highest value: 1 - (base / limit)^4.44. Towards a lowest one:
    1 - ((2 × limit - base) / limit)^4.44 for a base under twice the limit, else 1.
    Undefined where the base lies beyond the limit: then it is none.
    """
    if limit is None:
        return Decimal(1)
    if base > limit if direction == "increase" else base < limit:
        return Undefined(f"the base {base:f} lies beyond the limit {limit:f}")
    if direction == "increase":
        return _shrunk(EXACT.divide(base, limit))
    twice = EXACT.add(limit, limit)
    if base >= twice:
        return Decimal(1)
    return _shrunk(EXACT.divide(EXACT.subtract(twice, base), limit))


def _shrunk(nearness: Decimal) -> Decimal:
    return EXACT.subtract(Decimal(1), EXACT.power(nearness, _NEARNESS)).normalize(EXACT)


def categorized(progress: Quantity, steps: Steps) -> Category | Undefined:
    """The category of a ratio or a rate; undefined where a qualifier leaves it open."""
    if not progress.can_undercut(steps.substantial):
        return "substantial_progress"
    if not progress.can_exceed(ZERO) and not progress.can_equal(ZERO):
        return "deterioration"
    if progress.qualifier is not None:
        return Undefined(f"'{progress.qualifier}' leaves it open")
    return "moderate_progress" if progress.value >= steps.moderate else "limited_progress"


def _score(
    progress: Quantity, points: Sequence[tuple[Decimal, Decimal]]
) -> Decimal | Undefined:
    """The height, over `progress`, of the line that joins the points; flat outside them."""
    if progress.qualifier is not None:
        return Undefined(f"'{progress.qualifier}' leaves it open")
    value = progress.value
    passed = [place for place, (at, _) in enumerate(points) if at <= value]
    if not passed:
        return points[0][1]
    last = passed[-1]
    if last == len(points) - 1:
        return points[last][1]
    (left, low), (right, high) = points[last], points[last + 1]
    part = EXACT.divide(EXACT.subtract(value, left), EXACT.subtract(right, left))
    return EXACT.add(low, EXACT.multiply(part, EXACT.subtract(high, low)))
