"""An actual, a plan and the completion, in any order: "135,1 ha, bằng 270% kế hoạch (50 ha)".

Likewise a level of an earlier figure: "bằng 105,9% so với cùng kỳ (1.090 tỷ đồng)".
"""

import re
from collections.abc import Iterator

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.claims.fraction import taken_by_fractions
from kpitrack.checks.audit.claims.judging import (
    ABOUT_ELSE,
    ABOUT_PLAN,
    change_claim,
    is_about_change,
    made_share,
    share_claim,
)
from kpitrack.checks.audit.claims.share import impossible_share
from kpitrack.checks.audit.roles import Number, Scene, alike, surely_alike

_LEVEL = re.compile(r"w?\)?[,(:;–]*[-=&@E]*[ES]?[-=@Ewq:]*$")


_TOLD = re.compile(r"[-w]{0,2}(?:[).,;&]|$)")


def plan_claims(scene: Scene) -> Iterator[Claim]:
    """Every claim about an actual against a plan, or at a level of an earlier figure."""
    taken = taken_by_fractions(scene)
    yield from _of_before(scene, taken)
    for place, number in enumerate(scene.numbers):
        if number.figure.share != "%":
            continue
        if place and scene.numbers[place - 1].role == "whole":
            yield from impossible_share(scene, place)
        if place and _is_over_plan(scene, place):
            claim = _over_plan(scene, place)
            if claim is not None:
                yield claim
            continue
        if number.role == "delta" or is_about_change(scene, place):
            continue
        after = scene.after(place, 6)
        if ABOUT_ELSE.match(after) and not ABOUT_PLAN.match(after):
            continue
        yield from _plan_claim(scene, place, taken)


def _is_over_plan(scene: Scene, place: int) -> bool:
    """`exceeding the target of 400 by 12%`."""
    plan = scene.numbers[place - 1]
    return (
        plan.role == "plan"
        and bool(re.search(r"[XK][^np,.;]*$", plan.gap))
        and bool(re.match(r"w?-$", scene.numbers[place].gap))
    )


def _over_plan(scene: Scene, place: int) -> Claim | None:
    plan = scene.numbers[place - 1]
    actual = scene.numbers[place - 2] if place > 1 else None
    if actual is None or not alike(actual.figure, plan.figure) or actual.figure.share:
        return None
    claim = change_claim(
        actual, plan, scene.numbers[place], rises=not re.search(r"K[^X]*$", plan.gap)
    )
    return None if claim is None else claim._replace(kind="plan")


def _plan_claim(scene: Scene, place: int, taken: frozenset[int]) -> list[Claim]:
    numbers = scene.numbers
    number = numbers[place]
    right = numbers[place + 1] if place + 1 < len(numbers) else None
    if right is not None and not right.figure.share and _plan_after(right.gap):
        actual = _actual_before(scene, place, taken) or _actual_behind(scene, place + 2, right)
        if actual is None or not alike(actual.figure, right.figure):
            return []
        return [one._replace(kind="plan") for one in made_share(scene, actual, right, number)]
    if not place or numbers[place - 1].figure.share or place - 1 in taken:
        return []
    after = scene.after(place, 5)
    if not _LEVEL.match(number.gap) or not (ABOUT_PLAN.match(after) or _TOLD.match(after)):
        return []
    found = _pair_with_plan(scene, place - 1)
    if found is None:
        return []
    return [one._replace(kind="plan") for one in made_share(scene, *found, number)]


def _plan_after(gap: str) -> bool:
    return "," not in gap and bool(
        re.match(r"[-w]{0,2}[B]?[-wOV]{0,2}T[-yw=@:(EOVTg]*$|[-]*[BOV][-]*$", gap)
        and "T" in gap
    )


def _actual_before(scene: Scene, place: int, taken: frozenset[int]) -> Number | None:
    before = scene.outer(place)
    if before is None or before in taken:
        return None
    left = scene.numbers[before]
    gap = scene.numbers[place].gap
    if left.role == "plan" and re.match(r"w?\)?[,;]?[-&,]*[ES]?[-=@Eq]*$", gap):
        return _chained(scene, before)
    if left.figure.share and ")" in gap:
        return _chained(scene, before)
    if left.figure.share or left.role in ("plan", "before", "whole", "delta"):
        return None
    return left if re.match(r"w?[-yw]{0,2}\)?[,(:–]?[-=&E]*[ES]?[-=@Eq]*$", gap) else None


def _chained(scene: Scene, plan: int) -> Number | None:
    """The actual that a row of plans is held against: `x, 119 % of a, 116 % of b`."""
    for number in reversed(scene.numbers[:plan]):
        if number.sentence != scene.numbers[plan].sentence:
            return None
        if not number.figure.share and number.role != "plan":
            return number if number.role in ("main", "level", "to", "total") else None
    return None


def _actual_behind(scene: Scene, place: int, plan: Number) -> Number | None:
    if place >= len(scene.numbers):
        return None
    third = scene.numbers[place]
    glued = re.match(r"w?\)?[(,][-=@Ew]{0,3}$", third.gap)
    return third if glued and not third.figure.share else None


def _pair_with_plan(scene: Scene, last: int) -> tuple[Number, Number] | None:
    """Of the two amounts before a percentage, which is the plan: (actual, plan)."""
    if last < 1:
        return None
    before = scene.outer(last)
    if before is None:
        return None
    two, one = scene.numbers[last], scene.numbers[before]
    if one.figure.share or not alike(one.figure, two.figure):
        return None
    bare = not (two.figure.nouns or two.figure.unit)
    if "." in two.gap and not (
        one.role == "plan" and (bare or surely_alike(one.figure, two.figure))
    ):
        return None
    if one.year and two.year and one.year != two.year:
        return None
    if re.search(r"[UDIG]", two.gap):
        return None
    if two.role == "plan" and one.role in ("main", "level", "to", "total", "whole"):
        return one, two
    if one.role == "plan" and (two.role in ("level", "to") or re.search(r"[E@:]", two.gap)):
        return two, one
    if one.role == "plan" and two.role == "main" and not re.search(r"[,;]w?$", two.gap):
        return two, one
    return None


def _of_before(scene: Scene, taken: frozenset[int]) -> Iterator[Claim]:
    """`bằng 105,9% so với cùng kỳ (1.090 tỷ đồng)`: a level of the figure before."""
    for place, number in enumerate(scene.numbers[:-1]):
        right = scene.numbers[place + 1]
        if number.figure.share != "%" or number.role != "level" or right.figure.share:
            continue
        if is_about_change(scene, place):
            continue
        if not re.match(r"[-]*(?:B[-]?Y?|B?Y)[-yw]*[(=@:-]*[-=@E]*$", right.gap):
            continue
        actual = _actual_before(scene, place, taken)
        if actual is None or not alike(actual.figure, right.figure):
            continue
        claim = share_claim(scene, actual, right, number)
        if claim is not None:
            yield claim._replace(kind="change")
