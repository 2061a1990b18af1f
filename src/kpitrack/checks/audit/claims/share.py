"""A part of a whole with its percentage, the two apart: "of the 68, 51 (75 %)", "75 dự án,
trong đó 23 (30,7%)", "a margin of 14.2 % on revenue of 714.6 million".
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.claims.fraction import is_of, taken_by_fractions
from kpitrack.checks.audit.claims.judging import (
    impossible,
    is_about_change,
    is_done_of,
    judged_of,
    made_share,
    share_claim,
)
from kpitrack.checks.audit.lexicon import PEOPLE
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike, surely_alike
from kpitrack.checks.audit.verdict import HUNDRED, share, whole_number_fits

_CLAUSE = 40
"""Cues to either side of a percentage in which "respectively" may be said of it."""

_PART_SHARE = re.compile(r"[wR]{0,3}[(,–][-=&]*[ES]?[-=@ES&q]*$|w?[-]*S[-=@q]*$")


_LISTED = re.compile(
    r"[w=@E]{0,4}\([-=@ESq]*$|[wR@E]{0,3}[,–]?[-]*S[-=@q]*$|[-w=@E]{0,6},[-]*=[-q]*$"
    r"|[wR@]{0,3},[-]*E+[-=@q]*$"
)
_WHOLE_SHARE = re.compile(r"[^np.;,()~]{0,10}[(,–](?:[-=&]*[ES]?[-=@ES&q]*|[-]w?[VE][-q]*)$")


_ENDS = re.compile(r"\)|[-]?[.,;&]|$|[-=@]{0,3}\)|O?[-w=@]{1,4}[.,;&)]|O?[-w=@]{1,4}$")


_LIST_BEHIND = re.compile(r"[^.;:()IG]{0,14}[,(:–;.]?[-&]*[IG][^.]*$|w?:[^.]*$")
_WHOLE_BEHIND = re.compile(r"w?[)(]?[-w]{0,2}[,(]?[-]?(?:V[-q=@L]*|O[-q=@L]*w?)$")


_BASE_BEHIND = re.compile(r"(?:[VO]|-)[-w]{1,3}V[-q]*$|V[-w]{0,3}(?:V[-w]{0,3})?\($")


_TOTAL_BEHIND = re.compile(r"-?w[-w]*(?:\([-wE@]*)?$")


_TOTALS = ("tổng ", "the total ", "dân số", "số hộ", "số xã", "diện tích")
_RESTATED = re.compile(r"w?[-=@]{0,2}[(][-=@q]*$|w?,[-]*=[-q]*$")


_RESTATED_ENDS = re.compile(r"[-wq]{0,2}\)|[-w]{0,3}[.,;&]|[-w]{0,2}$")


def share_claims(scene: Scene) -> Iterator[Claim]:
    """Every claim about a part, its percentage and a whole that stands elsewhere."""
    taken = taken_by_fractions(scene)
    for place, number in enumerate(scene.numbers):
        if (
            number.figure.share != "%"
            or number.role == "delta"
            or is_about_change(scene, place)
        ):
            continue
        yield from (
            _whole_behind(scene, place, taken)
            or _base_behind(scene, place)
            or _whole_ahead(scene, place, taken)
            or _restated(scene, place, taken)
            or _named_rate(scene, place)
            or _counted_behind(scene, place)
            or _done(scene, place)
        )
    yield from _agreeing(scene)


def _whole_behind(scene: Scene, place: int, taken: frozenset[int]) -> list[Claim]:
    """The whole stands behind the percentage, the part before it or behind the whole."""
    numbers = scene.numbers
    right = numbers[place + 1] if place + 1 < len(numbers) else None
    if right is None or right.figure.share or not _names_whole(scene, place):
        return []
    before = scene.outer(place)
    if before is None and place == 1:
        before = 0
    left = None if before is None or before in taken else numbers[before]
    fits = left is not None and (
        "(" not in right.gap or left.figure.amount <= right.figure.amount
    )
    if left is not None and fits and _is_part(scene, place, left) and _may_share(left, right):
        return made_share(scene, left, right, numbers[place])
    third = numbers[place + 2] if place + 2 < len(numbers) else None
    if third is None or third.figure.share or not _RESTATED.match(third.gap):
        return []
    if _RESTATED_ENDS.match(scene.after(place + 2, 4)) and alike(third.figure, right.figure):
        return made_share(scene, third, right, numbers[place])
    return []


def _may_share(part: Number, whole: Number) -> bool:
    return _one_kind(part.figure, whole.figure) or part.figure.unit == whole.figure.unit


def _base_behind(scene: Scene, place: int) -> list[Claim]:
    """`a net margin of 14.2 % on revenue of 714.6 million`: the part is said before.

    Any amount of the unit before it in the sentence may be the part; where none gives the
    percentage, the one that is not an earlier period's stands accused.
    """
    right = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
    if right is None or not right.figure.unit or not _BASE_BEHIND.match(right.gap):
        return []
    if scene.numbers[place].figure.value > HUNDRED:
        return []
    parts = [
        one
        for one in scene.near(place, 6)
        if right.sentence - one.sentence <= _points_back(scene, place)
        and one.figure.unit == right.figure.unit
        and one.role not in ("plan", "delta")
    ]
    claims = [
        claim for one in parts for claim in made_share(scene, one, right, scene.numbers[place])
    ]
    fitting = [one for one in claims if one.verdict != "does_not_hold"]
    if fitting:
        return fitting[:1]
    own = [one for one, part in zip(claims, parts, strict=True) if part.role != "before"]
    return own[-1:]


def _done(scene: Scene, place: int) -> list[Claim]:
    """`thụ lý 3.682 vụ, đã giải quyết 2.321 vụ (đạt 63%)`: taken in, and of it done."""
    numbers = scene.numbers
    if place < 2 or not re.match(r"\)|[-]?[.;(]|$", scene.after(place, 2)):
        return []
    done, given = numbers[place - 1], numbers[place - 2]
    if done.figure.share or given.figure.share or done.sentence - given.sentence > 1:
        return []
    if not surely_alike(done.figure, given.figure) or done.figure.amount > given.figure.amount:
        return []
    if not re.match(r"[w,]{0,4}[(,;][-]*E[-=@q]*$", numbers[place].gap):
        return []
    if not is_done_of(scene, given, done):
        return []
    return made_share(scene, done, given, numbers[place])


def _points_back(scene: Scene, place: int) -> int:
    """1 where the sentence of a percentage opens with "This" or "These", else 0."""
    number = scene.numbers[place]
    words = scene.words(number.at - len(number.gap) + number.gap.rfind(".") + 1, number.at)
    return int("." in number.gap and words.startswith(("this ", "these ", "that ")))


def _agreeing(scene: Scene) -> Iterator[Claim]:
    """Shares of one list: where the rest agrees on a whole in the text, the one is wrong.

    "1.420 đồng chí …; đại học 318 (22,4%), THPT 964 (67,9%), đảng viên 46 (2,3%)". The
    rest agrees when all shares but one hold, of three at least, or when the parts make the
    whole.
    """
    for pairs in _lists_of_shares(scene):
        for whole in _wholes_near(scene, pairs):
            claims = [
                claim
                for part, percent in pairs
                for claim in made_share(
                    scene, scene.numbers[part], scene.numbers[whole], scene.numbers[percent]
                )
            ]
            wrong = sum(one.verdict == "does_not_hold" for one in claims)
            agreed = len(pairs) > _MOST_OF and wrong <= 1
            whole_list = wrong < len(claims) and _make(scene, pairs, whole)
            if len(claims) == len(pairs) and (agreed or whole_list):
                yield from claims
                break


_MOST_OF = 2


def _wholes_near(scene: Scene, pairs: list[tuple[int, int]]) -> Iterator[int]:
    """Amounts just before or behind a list, in its sentence or the one before."""
    first, last = pairs[0][0], pairs[-1][1]
    for place in range(max(0, first - 6), min(len(scene.numbers), last + 2)):
        number = scene.numbers[place]
        apart = scene.numbers[first].sentence - number.sentence
        if not number.figure.share and not first <= place <= last and apart in (0, 1):
            yield place


def _make(scene: Scene, pairs: list[tuple[int, int]], whole: int) -> bool:
    """Whether the parts of a list are exactly the whole."""
    total = scene.numbers[whole].figure
    parts = [scene.numbers[part].figure for part, _ in pairs]
    return sum(one.amount for one in parts) == total.amount


def _lists_of_shares(scene: Scene) -> Iterator[list[tuple[int, int]]]:
    """Runs of amounts, each with its percentage, alike in unit."""
    run: list[tuple[int, int]] = []
    for place in range(1, len(scene.numbers)):
        number, part = scene.numbers[place], scene.numbers[place - 1]
        if number.figure.share != "%" or part.figure.share or not _LISTED.match(number.gap):
            continue
        if number.role == "delta" or part.role == "delta":
            continue
        if run and (
            run[-1][1] != place - 2
            or not _one_kind(part.figure, scene.numbers[run[-1][0]].figure)
            or "." in part.gap
        ):
            yield from [run] if len(run) > 1 else []
            run = []
        run = [*run, (place - 1, place)]
    yield from [run] if len(run) > 1 else []


def _names_whole(scene: Scene, place: int) -> bool:
    """`75 % of the 68`, `chiếm 14,6% tổng dư nợ 24.610 tỷ đồng`."""
    right = scene.numbers[place + 1]
    if _WHOLE_BEHIND.match(right.gap):
        return True
    words = scene.words(scene.numbers[place].at + 1, right.at)
    return bool(_TOTAL_BEHIND.match(right.gap)) and words.startswith(_TOTALS)


def _whole_ahead(scene: Scene, place: int, taken: frozenset[int]) -> list[Claim]:
    """The part stands right before its percentage, the whole somewhere before the part."""
    left = scene.numbers[place - 1] if place else None
    if left is None or left.figure.share or place - 1 in taken or left.role == "whole":
        return []
    number = scene.numbers[place]
    whole = _whole_before(scene, place - 1)
    if not _is_told_share(scene, place, whole) or _names_another(scene, place, whole):
        return []
    if whole is None:
        whole = _whole_of_list(scene, place)
    if whole is None or not _one_kind(left.figure, scene.numbers[whole].figure):
        return []
    claims = made_share(scene, left, scene.numbers[whole], number)
    wrong = bool(claims) and claims[0].verdict == "does_not_hold"
    return [] if wrong and _is_cleared(scene, whole, place) else claims


def _is_told_share(scene: Scene, place: int, whole: int | None) -> bool:
    """Whether a percentage is glued to the part before it, and says no other thing."""
    number = scene.numbers[place]
    total = whole is not None and scene.numbers[whole].role == "whole"
    if scene.after(place, 1) == "@" and not re.search(r"[(ES=]", number.gap):
        return False
    if not total and whole is not None and re.search(r"[,–][-=&]*E", number.gap):
        return False
    glued = _PART_SHARE.match(number.gap) or (total and _WHOLE_SHARE.match(number.gap))
    return bool(glued and _ENDS.match(scene.after(place, 5)))


def _is_cleared(scene: Scene, whole: int, place: int) -> bool:
    """Whether a percentage that does not hold is of another whole, or a rate."""
    if scene.numbers[place - 1].figure.amount > scene.numbers[whole].figure.amount:
        return True
    at = scene.numbers[place].at
    if "P" in scene.paragraph.cues[max(0, at - _CLAUSE) : at + _CLAUSE] or _has_other_whole(
        scene, place
    ):
        return True
    return _hidden_base(scene, whole, place - 1, place) or _are_rates(scene, whole, place)


def _has_other_whole(scene: Scene, place: int) -> bool:
    """`hoà giải 45/50 vụ (90%), trong đó thành 36 vụ (80%)`: of the 45, not of the 50."""
    part, stated = scene.numbers[place - 1], scene.numbers[place]
    for one in scene.near(place - 1, 8):
        if one.figure.share or stated.sentence - one.sentence > 1 or one.figure.value == 0:
            continue
        judged = judged_of(share, part.figure, one.figure, stated.figure)
        if judged is not None and judged.verdict != "does_not_hold":
            return True
    return False


def _are_rates(scene: Scene, whole: int, percent: int) -> bool:
    """Whether another percentage under the same whole is no share of it either."""
    total = scene.numbers[whole]
    for place in range(whole + 2, min(percent + 24, len(scene.numbers))):
        number, part = scene.numbers[place], scene.numbers[place - 1]
        if place == percent or number.figure.share != "%" or part.figure.share:
            continue
        if number.sentence != total.sentence or not _PART_SHARE.match(number.gap):
            continue
        claim = share_claim(scene, part, total, number)
        if claim is not None and claim.verdict == "does_not_hold":
            return True
    return False


def _names_another(scene: Scene, place: int, whole: int | None) -> bool:
    """Whether the words behind a percentage name what it is of, and not this whole."""
    at = scene.numbers[place].at
    cues = scene.paragraph.cues[at + 1 : at + 5]
    found = re.match(r"[-O]?w", cues)
    if found is None or whole is None:
        return False
    words = scene.words(at + 1, at + 1 + found.end()).split()
    total = scene.numbers[whole]
    before = scene.text_before(total.figure, 60).split()
    return not set(words) - {"tổng"} & {*total.figure.nouns, *before}


_RATES = ((re.compile(r"case fatality rate|\bcfr\b"), ("deaths",), ("cases",)),)
_RATE_OF = re.compile(r"t[ỷỉ] lệ ((?:\w+ ){1,4})(?:đạt|là)\s*$")


def _named_rate(scene: Scene, place: int) -> list[Claim]:
    """`5,796 cases and 74 deaths (case fatality rate: 1.3 %)`, `tỷ lệ khám phá đạt 86%`."""
    number = scene.numbers[place]
    start = scene.numbers[place - 1].figure.end if place else 0
    words = scene.paragraph.text[
        max(start, number.figure.start - 60) : number.figure.start
    ].lower()
    for name, parts, wholes in _RATES:
        if name.search(words):
            part, whole = _last_of(scene, place, parts), _last_of(scene, place, wholes)
            return made_share(scene, part, whole, number) if part and whole else []
    rate = _RATE_OF.search(words)
    return [] if rate is None else _rate_of(scene, place, rate[1].strip())


def _last_of(scene: Scene, place: int, nouns: tuple[str, ...]) -> Number | None:
    sentence = scene.numbers[place].sentence
    for one in reversed(scene.near(place, 6)):
        if one.sentence == sentence and set(nouns) & set(one.figure.nouns):
            return one
    return None


def _rate_of(scene: Scene, place: int, done: str) -> list[Claim]:
    """The rate of what is done: of 2.829 cases 2.437 that the same word says were solved."""
    near = [
        one for one in scene.near(place, 8) if one.sentence == scene.numbers[place].sentence
    ]
    for whole, part in pairwise(near):
        before = scene.text_before(part.figure, 40)
        if before.rstrip().endswith(done) and surely_alike(part.figure, whole.figure):
            return made_share(scene, part, whole, scene.numbers[place])
    return []


def _counted_behind(scene: Scene, place: int) -> list[Claim]:
    """`of the 8,258 cases, the country accounts for 68.5 % (5,656)`."""
    part = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
    if part is None or part.gap != "(" or scene.after(place + 1, 1) != ")":
        return []
    if part.figure.share or part.figure.nouns or part.figure.unit:
        return []
    for one in reversed(scene.near(place, 4)):
        if one.sentence == part.sentence and one.role == "whole" and one.figure.is_exact:
            return made_share(scene, part, one, scene.numbers[place])
    return []


def _restated(scene: Scene, place: int, taken: frozenset[int]) -> list[Claim]:
    """`1,050 households …, for 84 % of households (828 households)`."""
    numbers = scene.numbers
    third = numbers[place + 1] if place + 1 < len(numbers) else None
    left = numbers[place - 1] if place else None
    if third is None or left is None or third.figure.share or left.figure.share:
        return []
    if not re.match(r"[-w]{0,2}\($", third.gap) or not scene.after(place + 1, 2).endswith(")"):
        return []
    if place - 1 in taken or place + 1 in taken or left.sentence != third.sentence:
        return []
    nouns = set(scene.words(numbers[place].at + 1, third.at).split())
    if not left.figure.nouns or left.figure.nouns[0] not in nouns:
        return []
    if not surely_alike(left.figure, third.figure):
        return []
    return made_share(scene, third, left, numbers[place])


def _is_part(scene: Scene, place: int, left: Number) -> bool:
    gap = scene.numbers[place].gap
    return (
        not left.figure.share
        and bool(
            re.match(
                r"w?\)?[-=@]*(?:[(,–][-=&@ESq]*|[-=@ESq]*)$|[^np.;()~]{0,10},[-=@q]*$|w?,E[-wE]{0,2}$",
                gap,
            )
        )
        and left.role not in ("whole", "plan")
    )


def _one_kind(part: Figure, whole: Figure) -> bool:
    """Whether one can be a part of the other: alike, or both of them people."""
    if alike(part, whole):
        return True
    if part.unit or whole.unit:
        return False
    return _is_people(part) and _is_people(whole)


def _is_people(figure: Figure) -> bool:
    return any(noun in PEOPLE for noun in figure.nouns) or not figure.nouns


def _whole_before(scene: Scene, part: int) -> int | None:
    """The whole that a list of parts stands under: behind "of the", or before "of which"."""
    number = scene.numbers[part]
    for place in range(part - 1, max(-1, part - 13), -1):
        one = scene.numbers[place]
        if one.sentence != number.sentence and not _opens_sentence(scene, part):
            return None
        if one.figure.share or not _one_kind(number.figure, one.figure):
            continue
        between = re.sub(r"\([^()]*\)", "", scene.between(place, part))
        earlier = scene.numbers[place - 1].figure if place else None
        of_another = earlier is not None and not earlier.share and is_of(scene, place - 1)
        if one.role == "whole" and not of_another:
            return None if ";" in between and "R" not in between else place
        if one.role != "plan" and _LIST_BEHIND.match(between):
            return place
        if one.role == "total" and re.match(r"w?[-w=@E]*[;,]$", between):
            return place
    return None


def _opens_sentence(scene: Scene, part: int) -> bool:
    """`1.932 đảng viên. Trong số này có 1.214 …`: the whole stands in the sentence before."""
    return bool(re.search(r"\.[-]*I", scene.numbers[part].gap))


def _whole_of_list(scene: Scene, place: int) -> int | None:
    """`12 (20%), 39 (56%), 9 (15%) trên tổng số 60`: the whole behind the list."""
    for later in range(place + 1, min(place + 13, len(scene.numbers))):
        number = scene.numbers[later]
        if number.sentence != scene.numbers[place].sentence or ";" in number.gap:
            return None
        if number.figure.share:
            continue
        if scene.numbers[later - 1].figure.share and re.match(
            r"\)?[-w]{0,2}O[-q]*w?$", number.gap
        ):
            return later
    return None


def _hidden_base(scene: Scene, whole: int, part: int, percent: int) -> bool:
    """Whether another share of the same sentence agrees with this one on another whole."""
    stated = scene.numbers[percent].figure
    one = scene.numbers[part].figure
    low, high = _wholes(one, stated)
    for place in range(max(1, percent - 24), min(percent + 24, len(scene.numbers))):
        other, base = scene.numbers[place], scene.numbers[place - 1]
        if place == percent or other.figure.share != "%" or base.figure.share:
            continue
        if other.sentence != scene.numbers[percent].sentence or not _PART_SHARE.match(
            other.gap
        ):
            continue
        least, most = _wholes(base.figure, other.figure)
        total = scene.numbers[whole].figure.amount
        if least <= high and low <= most and not least <= total <= most:
            return True
    return False


def _wholes(part: Figure, stated: Figure) -> tuple[Decimal, Decimal]:
    """The least and the greatest whole of which a part is the stated percentage."""
    hundredfold = part.amount * HUNDRED
    least_percent = max(stated.value - stated.half, Decimal("0.001"))
    return hundredfold / (stated.value + stated.half), hundredfold / least_percent


def impossible_share(scene: Scene, place: int) -> Iterator[Claim]:
    """`among the 12 laureates, 35% were women`: of 12 people that is no whole number."""
    whole, number = scene.numbers[place - 1].figure, scene.numbers[place].figure
    glued = re.fullmatch(r"w?,[-]*", scene.numbers[place].gap)
    if not glued or not whole.is_exact or not whole.nouns or number.qualifier:
        return
    if not re.match(r"@", scene.after(place, 1)):
        return

    def part(edge: Decimal) -> tuple[Decimal, Decimal]:
        count = whole.value * edge / HUNDRED
        return count, count

    if not whole_number_fits(number, part):
        yield impossible(whole, number, "no whole number gives this percentage")
