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
from kpitrack.checks.audit.claims.change import impossible, made
from kpitrack.checks.audit.lexicon import DATE_BEFORE, PEOPLE
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike, shared_scale, surely_alike
from kpitrack.checks.audit.verdict import (
    HUNDRED,
    Judged,
    change_percent,
    difference,
    judge,
    share,
    span_of,
    whole_number_fits,
)

_SLASH = re.compile(r"w?/(?:[-]*|[-w]{0,2}T[-wE]{0,2})$")
_SLASH_BEYOND_BRACKETS = re.compile(r"w?\([^()]*\)/[-]*$")
_OF = re.compile(r"w?[-=@]*V[-qLT]*$|[wE=@oy-]{0,6}O[-qL]*w?$")
_SHARE_RIGHT = re.compile(r"[wT]{0,3}\)?[,(:–]?[-=&ESq]*$")
_PARENTHESISED = re.compile(r"[^np.;()~]{0,12}\([-=@Eq]*$")
_SAID_LATER = re.compile(r"[wE=@Tt-]{0,6}[,;:–][-=&]*[ES=][-=@Eq]*$")
_SHARE_LEFT = re.compile(r"[-wBTOV]{0,4}[(,:–][-=@&Eq]*$")
_ABOUT_ELSE = re.compile(r"[-w]{0,2}(?:B?Y|B[-w]?y|[BOV])")
_ABOUT_PLAN = re.compile(r"[-w]{0,2}[BOV]?[-w]?T")
_ATTRIBUTE = re.compile(r"w|-w")


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
        found = _fraction_at(scene, place)
        if found is not None:
            yield found
        place = found.whole + 1 if found is not None else place + 1


def _fraction_at(scene: Scene, place: int) -> Fraction | None:
    one, other = scene.numbers[place], scene.numbers[place + 1]
    if one.figure.share:
        return None
    beyond = _SLASH_BEYOND_BRACKETS.match(scene.paragraph.cues, one.at + 1)
    if _SLASH.match(other.gap) and not other.figure.share:
        return None if _is_date(scene, place) else Fraction(place, place + 1, True)
    for later in range(place + 1, min(place + 5, len(scene.numbers))):
        between = scene.between(place, later)
        if _SLASH_BEYOND_BRACKETS.match(between) and not scene.numbers[later].figure.share:
            return Fraction(place, later, True)
    if beyond is None and not other.figure.share and _is_of(scene, place):
        return Fraction(place, place + 1, False)
    return None


def _is_of(scene: Scene, place: int) -> bool:
    """`51 of 68`, `51 out of the 68`, `51 trong tổng số 68`, `51 trên 68`."""
    one, other = scene.numbers[place], scene.numbers[place + 1]
    if _OF.match(other.gap) and one.role not in ("whole",):
        return True
    if other.gap in ("q", "wq") and other.figure.qualifier == "over":
        word = scene.words(other.at - 1, other.at)
        return word in ("trên",)
    return False


def _is_date(scene: Scene, place: int) -> bool:
    """17/8 behind "ngày", 8/3, 30/4, 20/11: days, unless an amount's words are around."""
    one, other = scene.numbers[place], scene.numbers[place + 1]
    day, month = one.figure, other.figure
    if other.gap != "/" or not _is_day(day, month):
        return False
    before = scene.paragraph.text[max(0, day.start - 24) : day.start].lower().split()
    if before and before[-1].strip("(,") in DATE_BEFORE:
        return True
    after = scene.paragraph.text[month.end : month.end + 1]
    return after == "/" or (day.value > month.value and not _in_brackets(scene, place))


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
    if place > fraction.whole:
        return _belongs_behind(scene, number.gap, scene.after(place, 5))
    gap = scene.numbers[fraction.part].gap
    if re.search(r"[UDXKA;.]", gap) or re.search(r"[UDXK][^np]{0,3}$", number.gap):
        return False
    opened = gap.find("(")
    if opened >= 0 and ")" in gap[opened:]:
        return False
    return bool(_SHARE_LEFT.match(gap))


def _belongs_behind(scene: Scene, gap: str, after: str) -> bool:
    if re.search(r"[UDXKAP;.]", gap) or re.match(r"[-w]?A|/|w?[ud]", after):
        return False
    if gap.endswith("("):
        return bool(_PARENTHESISED.match(gap))
    if _ABOUT_ELSE.match(after) and not _ABOUT_PLAN.match(after):
        return False
    if re.search(r"E-$", gap):
        return False
    if _ATTRIBUTE.match(after) and not re.search(r"[ES=][-q]*$", gap):
        return False
    return bool(_SHARE_RIGHT.match(gap) or _PARENTHESISED.match(gap) or _SAID_LATER.match(gap))


def _as_change(scene: Scene, fraction: Fraction) -> Iterator[Claim] | None:
    """`tăng 93 vụ (206/113 vụ)`: now over before, behind a rise or a fall."""
    part, whole = scene.numbers[fraction.part], scene.numbers[fraction.whole]
    if not fraction.slash or not _in_brackets(scene, fraction.part) or not fraction.part:
        return None
    if not re.search(r"[UD]", scene.numbers[fraction.part - 1].gap):
        return None
    if not re.match(r"w?[-BYyw]{0,4}\($", part.gap):
        return None
    return _changes(scene, fraction, part, whole)


_SAME_CHANGE = re.compile(r"w?[,(][-=@E]*[UD]?[-=@Eq]*$")
_CHANGE_BEHIND = re.compile(r"w?\)[,]?[-=@E]*[UD][-=@q]*$")


def _changes(scene: Scene, fraction: Fraction, part: Number, whole: Number) -> Iterator[Claim]:
    """Each difference beside the fraction: before it, one more before that, and behind."""
    first = fraction.part - 1
    places = [first]
    if (
        first
        and _SAME_CHANGE.match(scene.numbers[first].gap)
        and re.search(r"[UD]", scene.numbers[first - 1].gap)
    ):
        places.append(first - 1)
    behind = fraction.whole + 1
    if behind < len(scene.numbers) and _CHANGE_BEHIND.match(scene.numbers[behind].gap):
        places.append(behind)
    sign = re.findall(r"[UD]", scene.numbers[places[-1]].gap + scene.numbers[first].gap)
    for place in places:
        claim = _change(part, whole, scene.numbers[place], rises=sign[-1] == "U")
        if claim is not None:
            yield claim


def _change(part: Number, whole: Number, stated: Number, *, rises: bool) -> Claim | None:
    formula = change_percent if stated.figure.share else difference
    scales = shared_scale(part.figure, whole.figure)
    now, earlier = span_of(part.figure, scales[0]), span_of(whole.figure, scales[1])
    judged = judge(formula, now, earlier, stated.figure)
    if judged is None:
        return None
    if now.most < earlier.least if rises else now.least > earlier.most:
        judged = judged._replace(verdict="does_not_hold", reason="the other way round")
    shown = "|{0} - {1}| / {1}" if stated.figure.share else "|{0} - {1}|"
    return made("change", judged, (part.figure, whole.figure), stated.figure, shown)


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
    after = scene.behind(stated)
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
        second = (
            whole.figure if other is None else whole.figure._replace(value=other, decimals=3)
        )
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
    judged = Judged(
        "holds" if verdict == "holds" else "does_not_hold",
        other.value,
        other.value,
        other.value,
    )
    yield made("complete", judged, (other,), one, "{0} of {0}")


_PART_SHARE = re.compile(r"w?[(,–][-=&]*[ES]?[-=@ES&q]*$|w?[-]*S[-=@q]*$")
_WHOLE_SHARE = re.compile(r"[w=@Eoy-]{0,6}[(,–][-=&]*[ES]?[-=@ES&q]*$")
_ENDS = re.compile(r"\)|[-]?[.,;&]|$|[-=@]{0,3}\)|[-w=@]{1,4}[.,;&]|[-w=@]{1,4}$")
_WHOLE_BEHIND = re.compile(r"w?[)(]?[-w]{0,2}[,(]?[-]?(?:V[-q=@L]*|O[-q=@L]*w?)$")
_BASE_BEHIND = re.compile(r"(?:[VO]|-)[-w]{1,3}V[-q]*$")
_TOTAL_BEHIND = re.compile(r"-?w[-w]*\(?$")
_RESTATED = re.compile(r"w?[-=@]{0,2}[(][-=@q]*$|w?,[-]*=[-q]*$")
_RESTATED_ENDS = re.compile(r"[-wq]{0,2}\)|[-w]{0,3}[.,;&]|[-w]{0,2}$")


def _of_whole(scene: Scene, taken: set[int]) -> Iterator[Claim]:
    """`51 (75%) of the 68`, `75% of the 68 (51)`, `of the 68, 51 (75%)`, `68, of which 51 (75%)`."""
    for place, number in enumerate(scene.numbers):
        if number.figure.share != "%" or number.role == "delta" or _is_else(scene, place):
            continue
        yield from (
            _whole_behind(scene, place, taken)
            or _base_behind(scene, place)
            or _whole_ahead(scene, place, taken)
            or _restated(scene, place, taken)
            or _done(scene, place)
        )
    yield from _agreeing(scene)


def _is_else(scene: Scene, place: int) -> bool:
    number = scene.numbers[place]
    return bool(
        re.search(r"[UDXKA]", number.gap[-4:])
        or re.match(r"w?[ud]|/|[-w]?A", scene.after(place))
    )


def _whole_behind(scene: Scene, place: int, taken: set[int]) -> list[Claim]:
    """The whole stands behind the percentage, the part before it or behind the whole."""
    numbers = scene.numbers
    right = numbers[place + 1] if place + 1 < len(numbers) else None
    if right is None or right.figure.share or not _names_whole(scene, place):
        return []
    before = scene.outer(place)
    if before is None and place == 1:
        before = 0
    left = None if before is None or before in taken else numbers[before]
    if left is not None and _is_part(scene, place, left):
        if _one_kind(left.figure, right.figure) or left.figure.unit == right.figure.unit:
            return _made_share(scene, left, right, numbers[place])
    third = numbers[place + 2] if place + 2 < len(numbers) else None
    if third is None or third.figure.share or not _RESTATED.match(third.gap):
        return []
    if _RESTATED_ENDS.match(scene.after(place + 2, 4)) and alike(third.figure, right.figure):
        return _made_share(scene, third, right, numbers[place])
    return []


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
        if one.sentence == right.sentence
        and one.figure.unit == right.figure.unit
        and one.role not in ("plan", "delta")
    ]
    claims = [
        claim for one in parts for claim in _made_share(scene, one, right, scene.numbers[place])
    ]
    fitting = [one for one in claims if one.verdict != "does_not_hold"]
    if fitting:
        return fitting[:1]
    own = [one for one, part in zip(claims, parts, strict=True) if part.role != "before"]
    return own[-1:]


_TO_DO = re.compile(
    r"\b(?:phải|kiến nghị|tiếp nhận|thụ lý|giao|đăng ký|phân bổ|bố trí|cam kết|cần|được giao"
    r"|received|registered|lodged|allocated|planned|submitted)\b"
)
_IS_DONE = re.compile(
    r"\b(?:đã|giải quyết|hoàn thành|xử lý|thu hồi|giải ngân|trả lời|xong"
    r"|resolved|settled|closed|completed|spent|disbursed|answered)\b"
)


def _done(scene: Scene, place: int) -> list[Claim]:
    """`thụ lý 3.682 vụ, đã giải quyết 2.321 vụ (đạt 63%)`: taken in, and of it done."""
    numbers = scene.numbers
    if place < 2 or not re.match(r"\)|[-]?[.;]|$", scene.after(place, 2)):
        return []
    done, given = numbers[place - 1], numbers[place - 2]
    if done.figure.share or given.figure.share or done.sentence != given.sentence:
        return []
    if not surely_alike(done.figure, given.figure) or done.figure.amount > given.figure.amount:
        return []
    if not re.match(r"[w,]{0,3}[(,][-]*E[-=@q]*$", numbers[place].gap):
        return []
    before = scene.words(given.at - len(given.gap), given.at)
    between = scene.words(given.at + 1, done.at)
    if not _TO_DO.search(before) or not _IS_DONE.search(between) or "T" in given.gap + done.gap:
        return []
    return _made_share(scene, done, given, numbers[place])


def _agreeing(scene: Scene) -> Iterator[Claim]:
    """Shares of one list: where all but one agree on a whole in the text, the one is wrong.

    "1.420 đồng chí …; đại học 318 (22,4%), THPT 964 (67,9%), đảng viên 46 (2,3%)".
    """
    for pairs in _lists_of_shares(scene):
        first = pairs[0][0]
        sentence = scene.numbers[first].sentence
        last = pairs[-1][1]
        reach = range(max(0, first - 6), min(len(scene.numbers), last + 2))
        for whole in reach:
            total = scene.numbers[whole]
            if total.figure.share or total.sentence != sentence or first <= whole <= last:
                continue
            claims = [
                claim
                for part, percent in pairs
                for claim in _made_share(
                    scene, scene.numbers[part], total, scene.numbers[percent]
                )
            ]
            wrong = [one for one in claims if one.verdict == "does_not_hold"]
            if len(claims) == len(pairs) and len(wrong) <= 1:
                yield from claims
                break


def _lists_of_shares(scene: Scene) -> Iterator[list[tuple[int, int]]]:
    """Runs of at least three amounts, each with its percentage, alike in unit."""
    run: list[tuple[int, int]] = []
    for place in range(1, len(scene.numbers)):
        number, part = scene.numbers[place], scene.numbers[place - 1]
        if number.figure.share != "%" or part.figure.share or not _PART_SHARE.match(number.gap):
            continue
        if number.role == "delta" or part.role == "delta" or not re.search(r"[(S]", number.gap):
            continue
        if run and (
            run[-1][1] != place - 2
            or not _one_kind(part.figure, scene.numbers[run[-1][0]].figure)
            or "." in part.gap
        ):
            if len(run) > 2:
                yield run
            run = []
        run = [*run, (place - 1, place)]
    if len(run) > 2:
        yield run


def _names_whole(scene: Scene, place: int) -> bool:
    """`75 % of the 68`, `chiếm 14,6% tổng dư nợ 24.610 tỷ đồng`."""
    right = scene.numbers[place + 1]
    if _WHOLE_BEHIND.match(right.gap):
        return True
    words = scene.words(scene.numbers[place].at + 1, right.at)
    return bool(_TOTAL_BEHIND.match(right.gap)) and words.startswith(("tổng ", "the total "))


def _whole_ahead(scene: Scene, place: int, taken: set[int]) -> list[Claim]:
    """The part stands right before its percentage, the whole somewhere before the part."""
    left = scene.numbers[place - 1] if place else None
    if left is None or left.figure.share or place - 1 in taken:
        return []
    number = scene.numbers[place]
    whole = _whole_before(scene, place - 1)
    shape = (
        _PART_SHARE if whole is None or scene.numbers[whole].role != "whole" else _WHOLE_SHARE
    )
    if not shape.match(number.gap) or not _ENDS.match(scene.after(place, 5)):
        return []
    if _names_another(scene, place, whole):
        return []
    if whole is None:
        whole = _whole_of_list(scene, place)
    if whole is None or not _one_kind(left.figure, scene.numbers[whole].figure):
        return []
    claims = _made_share(scene, left, scene.numbers[whole], number)
    if claims and claims[0].verdict == "does_not_hold":
        if left.figure.amount > scene.numbers[whole].figure.amount:
            return []
        if _hidden_base(scene, whole, place - 1, place) or _are_rates(scene, whole, place):
            return []
    return claims


def _are_rates(scene: Scene, whole: int, percent: int) -> bool:
    """Whether another percentage under the same whole is no share of it either."""
    total = scene.numbers[whole]
    for place in range(whole + 2, min(percent + 24, len(scene.numbers))):
        number, part = scene.numbers[place], scene.numbers[place - 1]
        if place == percent or number.figure.share != "%" or part.figure.share:
            continue
        if number.sentence != total.sentence or not _PART_SHARE.match(number.gap):
            continue
        claim = _share_claim(scene, part, total, number)
        if claim is not None and claim.verdict == "does_not_hold":
            return True
    return False


def _names_another(scene: Scene, place: int, whole: int | None) -> bool:
    """Whether the words behind a percentage name what it is of, and not this whole."""
    at = scene.numbers[place].at
    cues = scene.paragraph.cues[at + 1 : at + 5]
    found = re.match(r"-?w", cues)
    if found is None or whole is None:
        return False
    words = scene.words(at + 1, at + 1 + found.end()).split()
    return not set(words) & set(scene.numbers[whole].figure.nouns)


def _restated(scene: Scene, place: int, taken: set[int]) -> list[Claim]:
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
    return _made_share(scene, third, left, numbers[place])


def _is_part(scene: Scene, place: int, left: Number) -> bool:
    gap = scene.numbers[place].gap
    return (
        not left.figure.share
        and bool(re.match(r"w?\)?[-=@]*[(,–]?[-=&ESq]*$", gap))
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
        if one.sentence != number.sentence:
            return None
        if one.figure.share or not _one_kind(number.figure, one.figure):
            continue
        between = re.sub(r"\([^()]*\)", "", scene.between(place, part))
        is_of = place and _is_of(scene, place - 1) and not scene.numbers[place - 1].figure.share
        if one.role == "whole" and not is_of:
            return None if ";" in between and "R" not in between else place
        if re.match(r"[-w=@E,np]{0,8}?[,(:–;.]?[-]*[IG]|w?:", between) and not re.search(
            r"[.]", between
        ):
            return place
        if one.role == "total" and re.match(r"w?[-w=@E]*[;,]$", between):
            return place
    return None


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


def _made_share(scene: Scene, part: Number, whole: Number, stated: Number) -> list[Claim]:
    claim = _share_claim(scene, part, whole, stated)
    return [] if claim is None else [claim]


def _hidden_base(scene: Scene, whole: int, part: int, percent: int) -> bool:
    """Whether another share of the same sentence agrees with this one on another whole."""
    stated = scene.numbers[percent].figure
    one = scene.numbers[part].figure
    low = one.amount * HUNDRED / (stated.value + stated.half)
    high = one.amount * HUNDRED / max(stated.value - stated.half, Decimal("0.001"))
    for place in range(max(1, percent - 24), min(percent + 24, len(scene.numbers))):
        other, base = scene.numbers[place], scene.numbers[place - 1]
        if place == percent or other.figure.share != "%" or base.figure.share:
            continue
        if other.sentence != scene.numbers[percent].sentence or not _PART_SHARE.match(
            other.gap
        ):
            continue
        least = base.figure.amount * HUNDRED / (other.figure.value + other.figure.half)
        most = (
            base.figure.amount
            * HUNDRED
            / max(other.figure.value - other.figure.half, Decimal("0.001"))
        )
        total = scene.numbers[whole].figure.amount
        if least <= high and low <= most and not least <= total <= most:
            return True
    return False


_LEVEL = re.compile(r"w?\)?[,(:;–]*[-=&@E]*[ES]?[-=@Ewq:]*$")
_TOLD = re.compile(r"[-w]{0,2}(?:[).,;&]|$)")


def _of_plan(scene: Scene, taken: set[int]) -> Iterator[Claim]:
    """An actual, a plan and the completion, in any order."""
    for place, number in enumerate(scene.numbers):
        if number.figure.share != "%":
            continue
        if place and scene.numbers[place - 1].role == "whole":
            yield from _impossible_share(scene, place)
        if place and _is_over_plan(scene, place):
            claim = _over_plan(scene, place)
            if claim is not None:
                yield claim
            continue
        if number.role == "delta" or _is_else(scene, place):
            continue
        after = scene.after(place, 6)
        if _ABOUT_ELSE.match(after) and not _ABOUT_PLAN.match(after):
            continue
        yield from _plan_claim(scene, place, taken)


def _impossible_share(scene: Scene, place: int) -> Iterator[Claim]:
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
    claim = _change(
        actual, plan, scene.numbers[place], rises=not re.search(r"K[^X]*$", plan.gap)
    )
    return None if claim is None else claim._replace(kind="plan")


def _plan_claim(scene: Scene, place: int, taken: set[int]) -> list[Claim]:
    numbers = scene.numbers
    number = numbers[place]
    right = numbers[place + 1] if place + 1 < len(numbers) else None
    if right is not None and not right.figure.share and _plan_after(right.gap):
        actual = _actual_before(scene, place, taken) or _actual_behind(scene, place + 2, right)
        if actual is None or not alike(actual.figure, right.figure):
            return []
        return [one._replace(kind="plan") for one in _made_share(scene, actual, right, number)]
    if not place or numbers[place - 1].figure.share or place - 1 in taken:
        return []
    after = scene.after(place, 5)
    if not _LEVEL.match(number.gap) or not (_ABOUT_PLAN.match(after) or _TOLD.match(after)):
        return []
    found = _pair_with_plan(scene, place - 1)
    if found is None:
        return []
    return [one._replace(kind="plan") for one in _made_share(scene, *found, number)]


def _plan_after(gap: str) -> bool:
    return "," not in gap and bool(
        re.match(r"[-w]{0,2}[B]?[-wOV]{0,2}T[-yw=@:(EOV]*$|[-]*[BOV][-]*$", gap) and "T" in gap
    )


def _actual_before(scene: Scene, place: int, taken: set[int]) -> Number | None:
    before = scene.outer(place)
    if before is None or before in taken:
        return None
    left = scene.numbers[before]
    gap = scene.numbers[place].gap
    if left.role == "plan" and re.match(r"w?\)?[,;]?[-&,]*[ES]?[-=@Eq]*$", gap):
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
    if "." in two.gap and not (one.role == "plan" and surely_alike(one.figure, two.figure)):
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


def _of_before(scene: Scene, taken: set[int]) -> Iterator[Claim]:
    """`bằng 105,9% so với cùng kỳ (1.090 tỷ đồng)`: a level of the figure before."""
    for place, number in enumerate(scene.numbers[:-1]):
        right = scene.numbers[place + 1]
        if number.figure.share != "%" or number.role != "level" or right.figure.share:
            continue
        if _is_else(scene, place):
            continue
        if not re.match(r"[-]*(?:B[-]?Y?|B?Y)[-yw]*[(=@:-]*[-=@E]*$", right.gap):
            continue
        actual = _actual_before(scene, place, taken)
        if actual is None or not alike(actual.figure, right.figure):
            continue
        claim = _share_claim(scene, actual, right, number)
        if claim is not None:
            yield claim._replace(kind="change")
