"""Parts that add up: "75 projects, of which 23 carried over and 52 new".

A list is only held to its total where a word makes it whole ("gồm", "còn lại", "comprising",
"the remaining"), where its two parts are opposites ("women", "men"), or where it misses the
total by so little that a slip is likelier than a part left out.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.claims.judging import is_done_of
from kpitrack.checks.audit.lexicon import OPPOSITES, WORDED
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike, surely_alike
from kpitrack.checks.audit.verdict import WIDE, Span, Verdict, judge, share, span_of

_OPENS = re.compile(
    r"(?:w?(?:\([^()]*\))?\)?[-=@wyoEfVtq,]{0,8}[,(:;–]|w?(?:\([^()]*\))?\)?[-wyo]{0,3})[-&,]*[IG]"
    r"[-:,=@EqwLV]*$"
)
_NEXT_OPENS = re.compile(r"[-wyo=@E]{0,6}\.[-]*[IG][-:,=@EqwL]*$")
_TOTAL_OPENS = re.compile(r"w?[-=@wyE]{0,4},[-]*w?[-@]*$")
_CHANGE = re.compile(r"[,(]?[-=@BYyw]*[UDE][^n]*?p\)?[-BYyw]*(?=[,(:;GI])")
_COLON = re.compile(r"w?[-=@wyEZVftoR&]{0,9}[:(][-wtEY@]*$")
_WHOLE_OPENS = re.compile(r"[-=@wyoEV]{0,8},?[-@]*$")
_NEXT_LIST = re.compile(r"[,;.][-&]*[IG]")
_BRACKETS = re.compile(r"\([^()]*\)")
_ASIDE_REACH = 40
_ASIDE_FIGURES = 4
_CLEAN = re.compile(r"\([^()]*\)?|^[^()]*\)")
_SURE_REST = re.compile(
    r"lại|tồn|phải|thiếu|remain|rest|leaving|balance|outstanding|pending|yet"
)
_GOES_ON = re.compile(
    r"[^.;:,()\d&%]*(?:,| (?:và|and|plus))(?: (?:và|and))? (?:\w+ )?(?:một số|khác|some"
    r"|others?\b|còn lại là|the rest|trẻ em|children)"
)
_CLOSE = Decimal("0.03")
_NEAR = Decimal("0.12")
_FAR = Decimal("0.25")
_FEW = 20
_NEARLY_ALL = Decimal("99.7")
_MOST_PARTS = 64
_SHORT_LIST = 5


class _List(NamedTuple):
    """A total and its parts; `slack` is the miss, as a share of the total, that is a slip."""

    total: Number
    parts: list[Number]
    slack: Decimal


def part_claims(scene: Scene) -> Iterator[Claim]:
    """Every claim about a total and its parts."""
    if len(scene.numbers) < 3:
        return
    for place in range(len(scene.numbers) - 2):
        found = _list_at(scene, place)
        if found is not None:
            claim = _claim(found)
            if claim is not None and not (
                claim.verdict == "does_not_hold" and _shares_hold(scene, found)
            ):
                yield claim
    for place in range(2, len(scene.numbers)):
        yield from _remainder(scene, place)
        yield from _total_behind(scene, place)
        yield from _raised(scene, place)


def _list_at(scene: Scene, place: int) -> _List | None:
    """The list that a total opens, if it opens one."""
    total = scene.numbers[place]
    following = place + 1
    last = min(len(scene.numbers) - 1, place + _ASIDE_FIGURES)
    while following < last and scene.numbers[following].figure.share:
        following += 1
    following = _behind_aside(scene, place, following)
    first = scene.numbers[following]
    if place and re.match(r"w?/", total.gap):
        total = scene.numbers[place - 1]
    if total.figure.share or first.figure.share or total.role in ("delta", "before"):
        return None
    if (
        total.gap.endswith("(")
        and place
        and scene.numbers[place - 1].sentence == total.sentence
    ):
        return None
    gap = _CHANGE.sub("", scene.between(place, following))
    opened = _NEXT_LIST.search(gap) if re.search(r"[np]", gap) else None
    gap = gap[opened.start() :] if opened else gap
    parts = _bracketed(scene, following) or _parts(scene, following, bracket="(" in gap)
    opens = (
        _opens(total, gap)
        or _opens_opposites(scene, gap, parts)
        or _opens_with(total, gap, parts)
    )
    if len(parts) < 2 or not opens:
        return None
    return _List(total, parts, _slack(scene, total, gap, parts))


def _behind_aside(scene: Scene, place: int, following: int) -> int:
    """`12.221 tỷ đồng, đạt 51,8% nghị quyết (23.600 tỷ đồng); trong đó …`: past what is aside.

    What stands aside is a percentage, or in brackets.
    """
    cues = scene.paragraph.cues
    start = scene.numbers[place].at + 1
    opened = _NEXT_LIST.search(cues, start, start + _ASIDE_REACH)
    if opened is None or "." in cues[start : opened.start()]:
        return following
    aside = cues[start : opened.start()]
    if "n" in _BRACKETS.sub("", aside) or aside.count("(") != aside.count(")"):
        return following
    for later in range(place + 1, min(place + 12, len(scene.numbers))):
        if scene.numbers[later].at >= opened.end():
            return later
    return following


def _opens_opposites(scene: Scene, gap: str, parts: Sequence[Number]) -> bool:
    """`11,417 ballots with 6,282 "no" and 5,135 "yes" votes`."""
    two = len(parts) == 2 and "&" in parts[1].gap
    return two and bool(re.fullmatch(r"w?[-w@]{1,4}", gap)) and _are_opposites(scene, parts)


def _opens_with(total: Number, gap: str, parts: Sequence[Number]) -> bool:
    """`5.591 đơn với 651 đơn khiếu nại, 281 đơn tố cáo và 4.569 đơn kiến nghị`."""
    alike_all = all(surely_alike(one.figure, total.figure) for one in parts)
    closed = len(parts) > 2 and "&" in parts[-1].gap
    return closed and alike_all and bool(re.fullmatch(r"[-wyo@E]{0,6}&", gap))


def _opens(total: Number, gap: str) -> bool:
    if (
        re.fullmatch(r"w?,=", gap)
        or _OPENS.match(gap)
        or _NEXT_OPENS.match(gap)
        or _COLON.match(gap)
    ):
        return True
    if total.role == "whole" and not re.search(r"[np]", gap):
        return bool(_WHOLE_OPENS.match(gap))
    return total.role == "total" and bool(_TOTAL_OPENS.match(gap))


def _slack(scene: Scene, total: Number, opening: str, parts: Sequence[Number]) -> Decimal:
    """The miss, as a share of the total, that is a slip and not a part left out."""
    if all(one.gap.endswith("(") for one in parts):
        return _CLOSE
    if _goes_on(scene, parts[-1]):
        return Decimal(0)
    if "G" in opening or any(_is_rest(scene, one) for one in parts[1:]):
        return _FAR
    some = _only_some(scene, parts[0])
    if len(parts) == 2 and not some and _are_opposites(scene, parts):
        return _FAR
    if some or _may_overlap(opening, parts):
        return Decimal(0)
    if ":" in opening and len(parts) > 2:
        return _NEAR
    if "(" in opening and all(surely_alike(one.figure, total.figure) for one in parts):
        return _NEAR
    if total.role == "whole" and "I" not in opening and "G" not in opening:
        return _CLOSE if "&" in parts[-1].gap and len(parts) <= _SHORT_LIST else Decimal(0)
    if "I" not in opening and ("&" in parts[-1].gap or "Z" in opening):
        return _NEAR
    return _CLOSE


def _may_overlap(opening: str, parts: Sequence[Number]) -> bool:
    """`trong đó 40 dự án giao thông, 37 dự án đã hoàn thành`: two that a comma alone joins."""
    return "I" in opening and len(parts) == 2 and not re.search(r"[&;]", parts[1].gap)


def _goes_on(scene: Scene, last: Number) -> bool:
    """`30 khách mời và một số phóng viên`: a list whose last part has no figure."""
    return bool(_GOES_ON.match(scene.text_behind(last.figure, 80)))


def _only_some(scene: Scene, first: Number) -> bool:
    """Whether "including" opens the list: it promises no more than some of the parts."""
    words = scene.words(max(0, first.at - 4), first.at)
    return bool(re.search(r"\binclud|bao gồm cả|kể cả|gồm có cả|among", words))


def _is_rest(scene: Scene, number: Number) -> bool:
    found = re.search(r"R[-qw=@OVE]*$", number.gap)
    if found is None:
        behind = re.match(r"[w@]{0,2}R+", scene.behind(number, 3))
        return behind is not None and bool(
            _SURE_REST.search(scene.words(number.at + 1, number.at + 1 + behind.end()))
        )
    start = number.at - len(found[0])
    return bool(_SURE_REST.search(scene.words(start, number.at)))


def _are_opposites(scene: Scene, parts: Sequence[Number]) -> bool:
    items = scene.paragraph.items
    start = items[max(0, parts[0].at - 3)].start
    end = items[min(len(items) - 1, parts[-1].at + 1)].end
    words = set(re.findall(r"\w+", scene.paragraph.text[start:end].lower()))
    return any(one <= words and other <= words for one, other in OPPOSITES)


def _bracketed(scene: Scene, start: int) -> list[Number]:
    """`on staff ($140,000), travel ($45,000) and equipment ($65,000)`: each in brackets."""
    parts: list[Number] = []
    for place in range(start, min(start + _MOST_PARTS, len(scene.numbers))):
        number = scene.numbers[place]
        shape = r"[^np.;()]*\($" if not parts else r"w?\)[-w]{0,2}[,&]+[-w]*\($"
        if not re.fullmatch(shape, number.gap) or not re.match(r"w?\)", scene.after(place, 2)):
            break
        parts.append(number)
    closed = len(parts) > 1 and "&" in parts[-1].gap
    return parts if closed else []


def _parts(scene: Scene, start: int, *, bracket: bool) -> list[Number]:
    parts = [scene.numbers[start]]
    depth = 0
    for number in scene.numbers[start + 1 : start + _MOST_PARTS]:
        gap = number.gap
        closed = False
        for cue in gap:
            depth += (cue == "(") - (cue == ")")
            closed = closed or depth < 0
        if (bracket and closed) or "." in gap or "~" in gap:
            break
        if depth > 0 or number.figure.share:
            continue
        cleaned = _CLEAN.sub("", gap)
        if re.search(r"[DXTBYAZL]|[Uf][-=@q]*$", cleaned) or number.role == "delta":
            break
        if re.search(r"[IG]", cleaned) or number.gap == "/":
            continue
        parts.append(number)
    return parts


def _claim(found: _List) -> Claim | None:
    total, parts = found.total, _own_noun(found.total, _own_unit(found.total, found.parts))
    if len(parts) < 2:
        return None
    count = _longest_fit(total.figure, parts)
    if count:
        return _made(total, parts[:count], "holds")
    if _is_clean(found, parts) and _misses(total.figure, parts, found.slack):
        return _made(total, parts, "does_not_hold")
    return None


def _shares_hold(scene: Scene, found: _List) -> bool:
    """Whether the parts' own percentages hold: then the list leaves something out."""
    if found.slack > _CLOSE:
        return False
    held, shares = 0, Decimal(0)
    for one in found.parts:
        stated = next((n for n in scene.numbers if n.at > one.at), None)
        if stated is None or stated.figure.share != "%" or re.search(r"[;.]", stated.gap):
            return False
        judged = judge(share, span_of(one.figure), span_of(found.total.figure), stated.figure)
        held += judged is not None and judged.verdict != "does_not_hold"
        shares += stated.figure.value
    return held == len(found.parts) and shares < _NEARLY_ALL


def _longest_fit(total: Figure, parts: Sequence[Number]) -> int:
    """How many of the parts, from the first on, make the total; 0 where none do."""
    whole = span_of(total)
    low = high = Decimal(0)
    count = 0
    for place, one in enumerate(parts, 1):
        span = span_of(one.figure, _scale(one.figure, total))
        low, high = low + span.low, high + span.high
        if low > whole.high:
            break
        if place > 1 and high >= whole.low:
            count = place
    return count


def _is_clean(found: _List, parts: Sequence[Number]) -> bool:
    """Whether nothing was left out but amounts of money or measure among counts."""
    if len(parts) == len(found.parts):
        return True
    return not found.total.figure.unit and all(
        one.figure.unit for one in found.parts if one not in parts
    )


def _own_unit(total: Number, parts: Sequence[Number]) -> list[Number]:
    unit = total.figure.unit
    if unit:
        return [
            one
            for one in parts
            if one.figure.unit == unit or not (one.figure.unit or one.figure.scale)
        ]
    return [one for one in parts if not one.figure.unit]


def _own_noun(total: Number, parts: Sequence[Number]) -> Sequence[Number]:
    """`37 vụ, 68 đối tượng, gồm 20 vụ, 39 đối tượng … và 17 vụ, 29 đối tượng`: its own kind."""
    own = [one for one in parts if surely_alike(one.figure, total.figure)]
    return own if 1 < len(own) < len(parts) else parts


def _scale(one: Figure, total: Figure) -> int:
    if not one.scale and not one.unit and not one.nouns:
        return total.scale
    return one.scale


def _sum(total: Figure, parts: Sequence[Number]) -> Span:
    spans = [span_of(one.figure, _scale(one.figure, total)) for one in parts]
    return Span(*(sum(one, Decimal(0)) for one in zip(*spans, strict=True)))


def _fits(total: Figure, parts: Sequence[Number]) -> bool:
    whole, added = span_of(total), _sum(total, parts)
    return added.low <= whole.high and whole.low <= added.high


def _misses(total: Figure, parts: Sequence[Number], slack: Decimal) -> bool:
    """Whether the list must add up and does not: it misses by no more than a slip would."""
    added, whole = _sum(total, parts), span_of(total)
    if added.least <= whole.most and whole.least <= added.most:
        return False
    if any(one.figure.unit and one.figure.unit != total.unit for one in parts):
        return False
    miss = abs(added.point - whole.point)
    if miss <= _round_half(total, parts):
        return False
    if not slack:
        over = added.point - whole.point
        return bool(total.unit) and 0 < over <= whole.point * _NEAR and len(parts) == 2
    if slack > _CLOSE:
        return miss <= whole.point * slack
    like = all(surely_alike(one.figure, total) or _is_bare(one.figure) for one in parts)
    if like and (added.point > whole.point or _is_swap(added.point, whole.point)):
        return miss <= whole.point * (_NEAR if len(parts) > 2 else _CLOSE)
    if not like and (total.value < _FEW or total.unit):
        return False
    return miss <= whole.point * _CLOSE


def _round_half(total: Figure, parts: Sequence[Number]) -> Decimal:
    """Half of what a round total was rounded to, where its parts are told more finely."""
    zeros = total.amount.normalize(WIDE).as_tuple().exponent
    finest = min(one.figure.amount.normalize(WIDE).as_tuple().exponent for one in parts)
    if not isinstance(zeros, int) or not isinstance(finest, int) or zeros <= max(finest, 0):
        return Decimal(0)
    return min(Decimal(5).scaleb(zeros - 1), total.amount / 100)


def _is_bare(figure: Figure) -> bool:
    return not (figure.nouns or figure.unit or figure.scale)


def _is_swap(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers have the same digits in another order, as when typed wrongly."""
    return sorted(f"{one:f}") == sorted(f"{other:f}")


def _made(total: Number, parts: Sequence[Number], verdict: Verdict) -> Claim:
    added, whole = _sum(total.figure, parts), span_of(total.figure)
    if verdict == "holds" and added.point != whole.point:
        verdict = "holds_by_rounding"
    return Claim(
        kind="sum",
        verdict=verdict,
        figures=(
            *((one.figure.start, one.figure.end) for one in parts),
            (total.figure.start, total.figure.end),
        ),
        stated=total.figure.amount,
        expected=added.point,
        low=added.low,
        high=added.high,
        formula=" + ".join(f"{{{place}}}" for place in range(len(parts))),
    )


def _remainder(scene: Scene, place: int) -> Iterator[Claim]:
    """`8/14 xã …, 6 xã còn lại`; `of the 96 staff, 58 … and the remaining 38`."""
    rest = scene.numbers[place]
    if rest.figure.share or not _is_rest(scene, rest) or _has_another(scene, place):
        return
    before = [
        one
        for one in scene.near(place)
        if one.sentence == rest.sentence and not one.figure.share
    ]
    if len(before) < 2 or any(one.role in ("delta", "from", "to") for one in before):
        return
    whole, parts = _whole_and_parts(before)
    if whole is None:
        whole, parts = _given_and_done(scene, before, rest)
    if whole is None or not parts or len(parts) > 3:
        return
    if not all(_may_add(one.figure, whole.figure) for one in (*parts, rest)):
        return
    every = [*parts, rest]
    if _fits(whole.figure, every):
        yield _made(whole, every, "holds")
    elif _misses(whole.figure, every, _FAR):
        yield _made(whole, every, "does_not_hold")


def _has_another(scene: Scene, place: int) -> bool:
    """`còn lại 132 cuộc theo nhóm và 93 cuộc theo chuyên đề`: the rest is more than one."""
    following = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
    return following is not None and bool(re.match(r"[-w]{0,4},?&", following.gap))


def _given_and_done(
    scene: Scene, before: Sequence[Number], rest: Number
) -> tuple[Number | None, list[Number]]:
    """`thụ lý 7.990 vụ; giải quyết 6.260 vụ (đạt 78,35%); còn lại 1.730 vụ`."""
    own = [one for one in before if surely_alike(one.figure, rest.figure)]
    if len(own) != 2 or own[0].figure.amount <= own[1].figure.amount:
        return None, []
    if not is_done_of(scene, *own):
        return None, []
    return own[0], [own[1]]


def _may_add(part: Figure, whole: Figure) -> bool:
    return part.unit == whole.unit or (not part.unit and not part.nouns)


def _whole_and_parts(before: Sequence[Number]) -> tuple[Number | None, list[Number]]:
    """The whole is behind a slash, or it is said to be one; what follows it are parts."""
    last = before[-1]
    if re.match(r"w?(?:\([^()]*\))?/", last.gap) or re.match(r"w?V[-L]*$", last.gap):
        return last, [before[-2]]
    for index, one in enumerate(before[:-1]):
        if one.role in ("whole", "plan", "total"):
            return one, list(before[index + 1 :])
    return None, []


def _total_behind(scene: Scene, place: int) -> Iterator[Claim]:
    """`50 women and 40 men, 90 in total`; `…, tổng cộng 75 dự án`."""
    total = scene.numbers[place]
    if total.figure.share or not re.search(r"[,;:–(E@]", total.gap):
        return
    behind = re.match(r"w?Z", scene.after(place, 2))
    if total.role != "total" and not behind and not _is_named_total(scene, total):
        return
    parts = _parts_before(scene, place)
    for start in range(len(parts) - 1):
        if _fits(total.figure, parts[start:]):
            yield _made(total, parts[start:], "holds")
            return
    if len(parts) > 1 and _misses(total.figure, parts, _CLOSE) and not _worded(scene, parts):
        yield _made(total, parts, "does_not_hold")


def _is_named_total(scene: Scene, total: Number) -> bool:
    """`…; tổng vốn cấp mới và tăng thêm là 552,3 triệu USD`."""
    found = re.search(r"[;,][-wO&@=AULV]*:?$", total.gap)
    words = scene.words(total.at - len(found[0]) + 1, total.at) if found else ""
    opens = ("tổng ", "total ") if total.figure.unit or total.figure.scale else ("toàn ", "cả ")
    return words.startswith((*opens, "lũy kế", "luỹ kế"))


def _worded(scene: Scene, parts: Sequence[Number]) -> bool:
    """Whether a part may be written in words before the list: "Seven …, 95 … and 214 …"."""
    start = scene.paragraph.items[0].start
    before = scene.paragraph.text[start : parts[0].figure.start].lower()
    clause = re.split(r"[.;:]", before[-120:])[-1]
    words = re.findall(r"[a-z]+|,", clause)
    first = next((place for place, word in enumerate(words) if word in WORDED), len(words))
    return bool({",", "and", "with"} & set(words[first:]))


def _raised(scene: Scene, place: int) -> Iterator[Claim]:
    """`kết nạp 38 đảng viên, nâng tổng số từ 6.142 lên 6.180`: what came in, and before."""
    after = scene.numbers[place]
    before, added = scene.numbers[place - 1], scene.numbers[place - 2]
    if after.role != "to" or before.role != "from" or "Z" not in before.gap:
        return
    if added.figure.share or added.sentence != after.sentence or added.role == "delta":
        return
    if added.figure.unit != after.figure.unit or re.search(r"[;.(]", before.gap):
        return
    others = [one for one in scene.near(place - 2, 3) if one.sentence == after.sentence]
    if any(alike(one.figure, after.figure) for one in others):
        return
    if _fits(after.figure, [before, added]):
        yield _made(after, [before, added], "holds")
    miss = abs(after.figure.amount - before.figure.amount - added.figure.amount)
    if added.figure.is_exact and 0 < miss <= added.figure.amount / 2:
        yield _made(after, [before, added], "does_not_hold")


def _parts_before(scene: Scene, place: int) -> list[Number]:
    total = scene.numbers[place]
    stops = r"[.:UDBYTfIG]" if _is_named_total(scene, total) else r"[.;:UDBYTfIG]"
    parts: list[Number] = []
    for number in reversed(scene.near(place)):
        if number.figure.share or number.role == "delta" or number.sentence != total.sentence:
            break
        if total.figure.unit and not number.figure.unit and number.figure.nouns:
            continue
        if not alike(number.figure, total.figure):
            break
        parts.insert(0, number)
        if re.search(stops, number.gap):
            break
    return parts
