"""A part of a whole with its percentage: "51 of 68 (75 %)", "404/420 tỷ đồng bằng 96,2%".

Also counts that are complete ("18/18"), and an actual of a plan. Fractions are found
first; a percentage belongs to the fraction beside it unless its own words say that it is
about something else.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.audit.claim import Claim, Kind
from kpitrack.checks.audit.claims.change import made
from kpitrack.checks.audit.lexicon import DATE_BEFORE
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike, shared_scale
from kpitrack.checks.audit.verdict import (
    HUNDRED,
    Judged,
    change_percent,
    difference,
    judge,
    share,
    span_of,
)

_SLASH = re.compile(r"w?(?:\([^)]{0,12}\))?/[-]*$")
_OF = re.compile(r"w?[-=]*O[-q]*$")
_SHARE_RIGHT = re.compile(r"w?\)?[T]?[,(:–]?[-=&ESq]*(?:[ES]w?[ESq=-]*)?$")
_PARENTHESISED = re.compile(r"[wE=T&-]{0,6}\([-=Eq]*$")
_SAID_LATER = re.compile(r"[wE=-]{0,6}[,;:–][-=&]*[ES][-=Eq]*$")
_SHARE_LEFT = re.compile(r"[-wBTO]{0,4}[(,:–][-=&Eq]*$")
_ABOUT_ELSE = re.compile(r"[-w]{0,2}(?:B?Y|B[-w]?y|[BO][^Tnp]{0,2}$)")
_ABOUT_PLAN = re.compile(r"[-w]{0,2}B?[-w]?T")


class Fraction(NamedTuple):
    """A part and a whole, by their places among the figures."""

    part: int
    whole: int
    slash: bool


def ratio_claims(scene: Scene) -> Iterator[Claim]:
    """Every claim about a part and a whole."""
    fractions = list(_fractions(scene))
    for one in fractions:
        yield from _fraction_claims(scene, one)
    taken = {place for one in fractions for place in (one.part, one.whole)}
    yield from _of_whole(scene, taken)
    yield from _of_plan(scene, taken)
    yield from _of_before(scene, taken)


def _fractions(scene: Scene) -> Iterator[Fraction]:
    place = 0
    while place < len(scene.numbers) - 1:
        one, other = scene.numbers[place], scene.numbers[place + 1]
        if not one.figure.share and not other.figure.share:
            gap = other.gap
            slash = bool(_SLASH.match(gap))
            if (slash or _is_of(scene, place)) and not _is_date(scene, place, slash):
                yield Fraction(place, place + 1, slash)
                place += 2
                continue
        elif not one.figure.share and place < len(scene.numbers) - 2:
            yield from ()
        place += 1


def _is_of(scene: Scene, place: int) -> bool:
    """`51 of 68`, `51 out of the 68`, `51 trong tổng số 68`, `51 trên 68`."""
    one, other = scene.numbers[place], scene.numbers[place + 1]
    if _OF.match(other.gap) and one.role not in ("whole",):
        return True
    if other.gap in ("q", "wq") and other.figure.qualifier == "over":
        word = scene.words(other.at - 1, other.at)
        return word in ("trên",)
    return False


def _is_date(scene: Scene, place: int, slash: bool) -> bool:
    """17/8 behind "ngày", 8/3, 30/4, 20/11: days, unless an amount's words are around."""
    one, other = scene.numbers[place], scene.numbers[place + 1]
    if not slash or other.gap != "/":
        return False
    day, month = one.figure, other.figure
    if not _is_day(day, month):
        return False
    before = scene.paragraph.text[max(0, day.start - 24) : day.start].lower().split()
    if before and before[-1].strip("(,") in DATE_BEFORE:
        return True
    after = scene.paragraph.text[month.end : month.end + 1]
    return after == "/" or (day.value > month.value and not before[-1:] == ["("] and not _in_brackets(scene, place))


def _in_brackets(scene: Scene, place: int) -> bool:
    return scene.numbers[place].gap.endswith("(")


def _is_day(day: Figure, month: Figure) -> bool:
    plain = not (day.decimals or month.decimals or month.scale or month.unit)
    return plain and 1 <= day.value <= 31 and 1 <= month.value <= 12


def _fraction_claims(scene: Scene, fraction: Fraction) -> Iterator[Claim]:
    part, whole = scene.numbers[fraction.part], scene.numbers[fraction.whole]
    if not _comparable(part.figure, whole.figure, fraction):
        return
    change = _as_change(scene, fraction)
    if change is not None:
        yield from change
        return
    found = [
        place
        for place in (fraction.whole + 1, fraction.part - 1)
        if 0 <= place < len(scene.numbers) and _belongs(scene, fraction, place)
    ]
    for place in found[:1]:
        claim = _share_claim(scene, part, whole, scene.numbers[place])
        if claim is not None:
            yield claim
            return
    yield from _complete(scene, fraction)


def _comparable(part: Figure, whole: Figure, fraction: Fraction) -> bool:
    if part.unit and whole.unit and part.unit != whole.unit:
        return False
    if whole.value == 0:
        return False
    return fraction.slash or alike(part, whole) or not part.unit


def _belongs(scene: Scene, fraction: Fraction, place: int) -> bool:
    """Whether the percentage at `place` is this fraction's own."""
    number = scene.numbers[place]
    if number.figure.share != "%" or number.role == "delta":
        return False
    after = scene.after(place, 5)
    if place > fraction.whole:
        gap = number.gap
        if re.search(r"[UDXKAr;.]", gap):
            return False
        if _ABOUT_ELSE.match(after) and not _ABOUT_PLAN.match(after):
            return False
        if re.match(r"[-w]?A|/", after) or re.match(r"w?[ud]", after):
            return False
        return bool(
            _SHARE_RIGHT.match(gap) or _PARENTHESISED.match(gap) or _SAID_LATER.match(gap)
        )
    first = scene.numbers[fraction.part]
    gap = first.gap
    if re.search(r"[UDXKA;.]", gap) or re.search(r"[UDXK][^np]{0,3}$", number.gap):
        return False
    opened = gap.find("(")
    if opened >= 0 and ")" in gap[opened:]:
        return False
    return bool(_SHARE_LEFT.match(gap))


def _as_change(scene: Scene, fraction: Fraction) -> Iterator[Claim] | None:
    """`tăng 93 vụ (206/113 vụ)`: now over before, behind a rise or a fall."""
    part, whole = scene.numbers[fraction.part], scene.numbers[fraction.whole]
    if not fraction.slash or not _in_brackets(scene, fraction.part) or not fraction.part:
        return None
    before = scene.numbers[fraction.part - 1]
    if before.role != "delta" and not re.search(r"[UD]", before.gap):
        return None
    if not re.match(r"w?[-BYyw]{0,4}\($", part.gap):
        return None
    return _changes(scene, fraction, part, whole)


def _changes(scene: Scene, fraction: Fraction, part: Number, whole: Number) -> Iterator[Claim]:
    for place in (fraction.part - 1, fraction.part - 2):
        if place < 0:
            return
        stated = scene.numbers[place]
        found = re.findall(r"[UD]", stated.gap)
        if place == fraction.part - 2 and scene.numbers[place].role != "delta":
            return
        if not found and stated.role != "delta":
            return
        formula = change_percent if stated.figure.share else difference
        scales = shared_scale(part.figure, whole.figure)
        now, earlier = span_of(part.figure, scales[0]), span_of(whole.figure, scales[1])
        judged = judge(formula, now, earlier, stated.figure)
        if judged is None:
            return
        rises = not found or found[-1] == "U"
        if found and (now.high < earlier.low if rises else now.low > earlier.high):
            judged = judged._replace(verdict="does_not_hold", reason="the other way round")
        shown = "|{0} - {1}| / {1}" if stated.figure.share else "|{0} - {1}|"
        yield made("change", judged, (part.figure, whole.figure), stated.figure, shown)


def _share_claim(scene: Scene, part: Number, whole: Number, stated: Number) -> Claim | None:
    scales = shared_scale(part.figure, whole.figure)
    judged = judge(
        share, span_of(part.figure, scales[0]), span_of(whole.figure, scales[1]), stated.figure
    )
    if judged is None:
        return None
    if judged.verdict == "does_not_hold" and part.figure.scale != whole.figure.scale:
        judged = _other_scale(part, whole, stated) or judged
    judged = _otherwise_read(judged, part, whole, stated)
    after = scene.after(scene.numbers.index(stated), 5)
    kind: Kind = "plan" if _ABOUT_PLAN.match(after) else "ratio"
    return made(kind, judged, (part.figure, whole.figure), stated.figure, "{0} / {1}")


def _other_scale(part: Number, whole: Number, stated: Number) -> Judged | None:
    judged = judge(share, span_of(part.figure, 0), span_of(whole.figure, 0), stated.figure)
    return judged if judged is not None and judged.verdict != "does_not_hold" else None


def _otherwise_read(judged: Judged, part: Number, whole: Number, stated: Number) -> Judged:
    """The same with a figure read in the other number style, where that clears it."""
    if judged.verdict != "does_not_hold":
        return judged
    for one, other in ((part.figure.other, None), (None, whole.figure.other)):
        if one is None and other is None:
            continue
        first = part.figure if one is None else part.figure._replace(value=one, decimals=3)
        second = whole.figure if other is None else whole.figure._replace(value=other, decimals=3)
        again = judge(share, span_of(first), span_of(second), stated.figure)
        if again is not None and again.verdict != "does_not_hold":
            return again
    return judged


def _complete(scene: Scene, fraction: Fraction) -> Iterator[Claim]:
    """`18/18`, `all 12 of 12`: complete, or said to be."""
    part, whole = scene.numbers[fraction.part], scene.numbers[fraction.whole]
    one, other = part.figure, whole.figure
    if not (one.is_exact and other.is_exact):
        return
    said_all = bool(re.search(r"L[-]*$", part.gap))
    if one.value == other.value:
        verdict = "holds"
    elif said_all and one.value < other.value:
        verdict = "does_not_hold"
    else:
        return
    judged = Judged("holds" if verdict == "holds" else "does_not_hold", other.value, other.value, other.value)
    yield made("complete", judged, (other,), one, "{0} of {0}")


_PART_SHARE = re.compile(r"w?[(,–][-=&]*[ES]?[-=ES&q]*$|w?[-]*S[-=q]*$")
_ENDS = re.compile(r"\)|[-w]{0,2}[.,;&]|[-w]{0,3}$|[-=w]{0,3}\)")


def _of_whole(scene: Scene, taken: set[int]) -> Iterator[Claim]:
    """`51 (75%) of the 68`, `75% of the 68 (51)`, `of the 68, 51 (75%)`, `68, of which 51 (75%)`."""
    for place, number in enumerate(scene.numbers):
        if number.figure.share != "%" or number.role == "delta":
            continue
        yield from _percent_of(scene, place, taken)


def _percent_of(scene: Scene, place: int, taken: set[int]) -> Iterator[Claim]:
    number = scene.numbers[place]
    left = scene.numbers[place - 1] if place else None
    right = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
    if re.search(r"[UDXKAr]", number.gap[-4:]):
        return
    if right is not None and _whole_after(right) and not right.figure.share:
        # A part before the percentage: "51 petitions, or 75 % of the 68".
        if left is not None and _is_part(scene, place, left) and place - 1 not in taken:
            if alike(left.figure, right.figure) or not left.figure.unit:
                claim = _share_claim(scene, left, right, number)
                if claim is not None:
                    yield claim
                    return
        third = scene.numbers[place + 2] if place + 2 < len(scene.numbers) else None
        if third is not None and not third.figure.share and re.match(r"w?[-=]{0,2}[(][-=q]*$|w?,[-]*=[-q]*$", third.gap):
            if re.match(r"[-wq]{0,2}\)|[-w]{0,3}[.,;&]|[-w]{0,2}$", scene.after(place + 2, 4)) and alike(third.figure, right.figure):
                claim = _share_claim(scene, third, right, number)
                if claim is not None:
                    yield claim
        return
    if left is None or left.figure.share or place - 1 in taken:
        return
    if not _PART_SHARE.match(number.gap) or not _ENDS.match(scene.after(place, 4)):
        return
    whole = _whole_before(scene, place - 1)
    if whole is None or not alike(left.figure, scene.numbers[whole].figure):
        return
    yield from _listed_share(scene, whole, place - 1, place)


def _whole_after(number: Number) -> bool:
    return bool(re.match(r"\)?[-w]?(?:\)?)O[-q=L]*$", number.gap))


def _is_part(scene: Scene, place: int, left: Number) -> bool:
    gap = scene.numbers[place].gap
    return not left.figure.share and bool(
        re.match(r"w?[-=]*[(,–]?[-=&ESq]*$", gap)
    ) and left.role not in ("whole", "plan", "before")


def _whole_before(scene: Scene, part: int) -> int | None:
    """The whole that a list of parts stands under: behind "of the", or before "of which"."""
    number = scene.numbers[part]
    for place in range(part - 1, -1, -1):
        one = scene.numbers[place]
        if one.sentence != number.sentence or part - place > 12:
            return None
        between = scene.between(place, part)
        if one.figure.share:
            continue
        if one.role == "whole" and (not place or not _is_of(scene, place - 1)):
            if re.search(r";", between):
                return None
            return place
        if re.match(r"w?[-=wE]{0,3}[,(:–]?[-]*[IG]", between):
            return place
    return None


def _listed_share(scene: Scene, whole: int, part: int, percent: int) -> Iterator[Claim]:
    claim = _share_claim(scene, scene.numbers[part], scene.numbers[whole], scene.numbers[percent])
    if claim is None:
        return
    if claim.verdict == "does_not_hold" and _hidden_base(scene, whole, part, percent):
        return
    yield claim


def _hidden_base(scene: Scene, whole: int, part: int, percent: int) -> bool:
    """Whether another share of the same sentence agrees with this one on another whole."""
    stated = scene.numbers[percent].figure
    one = scene.numbers[part].figure
    low = one.amount * HUNDRED / (stated.value + stated.half)
    high = one.amount * HUNDRED / max(stated.value - stated.half, Decimal("0.001"))
    for place in range(1, len(scene.numbers)):
        other, base = scene.numbers[place], scene.numbers[place - 1]
        if place == percent or other.figure.share != "%" or base.figure.share:
            continue
        if other.sentence != scene.numbers[percent].sentence or not _PART_SHARE.match(other.gap):
            continue
        least = base.figure.amount * HUNDRED / (other.figure.value + other.figure.half)
        most = base.figure.amount * HUNDRED / max(other.figure.value - other.figure.half, Decimal("0.001"))
        total = scene.numbers[whole].figure.amount
        if least <= high and low <= most and not least <= total <= most:
            return True
    return False


def _of_plan(scene: Scene, taken: set[int]) -> Iterator[Claim]:
    """An actual, a plan and the completion, in any order."""
    for place, number in enumerate(scene.numbers):
        if number.figure.share != "%" or number.role == "delta":
            continue
        if re.search(r"[UDXKAr][^np.,;]{0,3}$", number.gap) or re.match(r"[-w]?[udA/]", scene.after(place, 2)):
            continue
        after = scene.after(place, 6)
        if _ABOUT_ELSE.match(after) and not _ABOUT_PLAN.match(after):
            continue
        yield from _plan_claim(scene, place, taken)


def _plan_claim(scene: Scene, place: int, taken: set[int]) -> Iterator[Claim]:
    numbers = scene.numbers
    number = numbers[place]
    left = numbers[place - 1] if place else None
    right = numbers[place + 1] if place + 1 < len(numbers) else None
    plan_right = right is not None and not right.figure.share and _plan_after(right.gap)
    if plan_right and right is not None:
        actual = _actual_before(scene, place, taken)
        if actual is None and place + 2 < len(numbers):
            third = numbers[place + 2]
            if re.match(r"w?\)?[(,][-=Ew]{0,3}$", third.gap) and not third.figure.share:
                actual = third if alike(third.figure, right.figure) else None
        if actual is not None and alike(actual.figure, right.figure):
            claim = _share_claim(scene, actual, right, number)
            if claim is not None:
                yield claim._replace(kind="plan")
        return
    if left is None or left.figure.share or place - 1 in taken:
        return
    if not re.match(r"w?\)?[,(:;–]?[-=&E]*[ES]?[-=Ewq]*$", number.gap):
        return
    after = scene.after(place, 5)
    told = bool(_ABOUT_PLAN.match(after)) or bool(re.match(r"[-w]{0,2}(?:[).,;&]|$)", after))
    if not told:
        return
    found = _pair_with_plan(scene, place - 1)
    if found is None:
        return
    actual, plan = found
    claim = _share_claim(scene, actual, plan, number)
    if claim is not None:
        yield claim._replace(kind="plan")


def _plan_after(gap: str) -> bool:
    return bool(re.match(r"[-w]{0,2}[B]?[-wO]{0,2}T[-yw=:(EO]*$", gap)) and "," not in gap


def _actual_before(scene: Scene, place: int, taken: set[int]) -> Number | None:
    if not place or place - 1 in taken:
        return None
    left = scene.numbers[place - 1]
    gap = scene.numbers[place].gap
    if left.figure.share or left.role in ("plan", "before", "whole", "delta"):
        return None
    return left if re.match(r"w?\)?[,(:–]?[-=&E]*[ES]?[-=Eq]*$", gap) else None


def _pair_with_plan(scene: Scene, last: int) -> tuple[Number, Number] | None:
    """Of the two amounts before a percentage, which is the plan: (actual, plan)."""
    if last < 1:
        return None
    two, one = scene.numbers[last], scene.numbers[last - 1]
    if one.figure.share or not alike(one.figure, two.figure) or "." in two.gap:
        return None
    if re.search(r"[UDIG]", two.gap):
        return None
    if two.role == "plan" and one.role in ("main", "level", "to", "total", "whole"):
        return one, two
    if one.role == "plan" and two.role in ("main", "level", "to", "total"):
        return two, one
    return None


def _of_before(scene: Scene, taken: set[int]) -> Iterator[Claim]:
    """`bằng 105,9% so với cùng kỳ (1.090 tỷ đồng)`: a level of the figure before."""
    for place, number in enumerate(scene.numbers[:-1]):
        right = scene.numbers[place + 1]
        if number.figure.share != "%" or number.role != "level" or right.figure.share:
            continue
        if not re.match(r"[-]*(?:B[-]?Y?|B?Y)[-yw]*[(=:-]*[-=E]*$", right.gap):
            continue
        actual = _actual_before(scene, place, taken)
        if actual is None or not alike(actual.figure, right.figure):
            continue
        claim = _share_claim(scene, actual, right, number)
        if claim is not None:
            yield claim._replace(kind="change")
