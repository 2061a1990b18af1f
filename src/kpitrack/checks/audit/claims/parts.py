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
from kpitrack.checks.audit.lexicon import OPPOSITES
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike, surely_alike
from kpitrack.checks.audit.verdict import Span, Verdict, span_of

_OPENS = re.compile(r"w?(?:\([^()]*\))?[-=@wyE]{0,6}([,(:;–]?)[-&,]*([IG])[-:,=@EqwLw]*$")
_NEXT_OPENS = re.compile(r"[-wyo=@E]{0,6}\.[-]*([IG])[-:,=@EqwL]*$")
_COLON = re.compile(r"w?[-=@wyEZ]{0,4}([:(])[-]*w?[-@]*$")
_CLEAN = re.compile(r"\([^()]*\)?|^[^()]*\)")
_SURE_REST = re.compile(
    r"lại|tồn|phải|thiếu|remain|rest|leaving|balance|outstanding|pending|yet"
)
_CLOSE = Decimal("0.05")
_NEAR = Decimal("0.1")
_FAR = Decimal("0.25")
_FEW = 20


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
            if claim is not None:
                yield claim
    for place in range(2, len(scene.numbers)):
        yield from _remainder(scene, place)
        yield from _total_behind(scene, place)


def _list_at(scene: Scene, place: int) -> _List | None:
    """The list that a total opens, if it opens one."""
    total, first = scene.numbers[place], scene.numbers[place + 1]
    if total.figure.share or first.figure.share or total.role == "delta":
        return None
    opened = _OPENS.match(first.gap) or _NEXT_OPENS.match(first.gap)
    colon = None if opened else _COLON.match(first.gap)
    if opened is None and colon is None:
        return None
    bracket = "(" in first.gap
    parts = _parts(scene, place + 1, bracket)
    if len(parts) < 2:
        return None
    return _List(total, parts, _slack(scene, first.gap, parts))


def _slack(scene: Scene, opening: str, parts: Sequence[Number]) -> Decimal:
    if "G" in opening or any(_is_rest(scene, one) for one in parts[1:]):
        return _FAR
    if len(parts) == 2 and _are_opposites(scene, parts):
        return _FAR
    if "I" not in opening and ("&" in parts[-1].gap or "Z" in opening):
        return _NEAR
    return _CLOSE


def _is_rest(scene: Scene, number: Number) -> bool:
    found = re.search(r"R[-qw=@OV]*$", number.gap)
    if found is None:
        behind = re.match(r"[w@]{0,2}R", scene.after(number_place(scene, number), 3))
        return behind is not None and bool(
            _SURE_REST.search(scene.words(number.at + 1, number.at + 1 + behind.end()))
        )
    start = number.at - len(found[0])
    return bool(_SURE_REST.search(scene.words(start, number.at)))


def number_place(scene: Scene, number: Number) -> int:
    """The place of a number among the scene's."""
    return scene.numbers.index(number)


def _are_opposites(scene: Scene, parts: Sequence[Number]) -> bool:
    items = scene.paragraph.items
    start = items[max(0, parts[0].at - 1)].start
    end = items[min(len(items) - 1, parts[-1].at + 1)].end
    words = set(re.findall(r"\w+", scene.paragraph.text[start:end].lower()))
    return any(one <= words and other <= words for one, other in OPPOSITES)


def _parts(scene: Scene, start: int, bracket: bool) -> list[Number]:
    parts = [scene.numbers[start]]
    depth = 0
    for place in range(start + 1, len(scene.numbers)):
        number = scene.numbers[place]
        gap = number.gap
        for cue in gap:
            depth += (cue == "(") - (cue == ")")
        if (bracket and depth < 0) or "." in gap:
            break
        if depth > 0 or number.figure.share:
            continue
        cleaned = _CLEAN.sub("", gap)
        if re.search(r"[DXKTBYAfZ]|U[-=@q]*$", cleaned) or number.role == "delta":
            break
        if re.search(r"[IG]", cleaned) or number.gap == "/":
            continue
        parts.append(number)
    return parts


def _claim(found: _List) -> Claim | None:
    total, parts = found.total, _own_unit(found.total, found.parts)
    if len(parts) < 2:
        return None
    for count in range(len(parts), 1, -1):
        if _fits(total.figure, parts[:count]):
            return _made(total, parts[:count], "holds")
    if len(parts) == len(found.parts) and _misses(total.figure, parts, found.slack):
        return _made(total, parts, "does_not_hold")
    return None


def _own_unit(total: Number, parts: Sequence[Number]) -> list[Number]:
    unit = total.figure.unit
    if unit:
        return [
            one
            for one in parts
            if one.figure.unit == unit or not (one.figure.unit or one.figure.scale)
        ]
    return [one for one in parts if not one.figure.unit]


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
    if slack > _CLOSE:
        return miss <= whole.point * slack
    like = all(surely_alike(one.figure, total) for one in parts)
    if like and total.unit and added.point > whole.point:
        return miss <= whole.point * _NEAR
    if not like and (total.value < _FEW or total.unit):
        return False
    return miss <= whole.point * _CLOSE


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
    if rest.figure.share or not _is_rest(scene, rest):
        return
    before = [
        one
        for one in scene.numbers[:place]
        if one.sentence == rest.sentence and not one.figure.share
    ]
    if len(before) < 2 or any(one.role in ("delta", "from", "to") for one in before):
        return
    whole, parts = _whole_and_parts(before)
    if whole is None or not parts or len(parts) > 3:
        return
    if not all(_may_add(one.figure, whole.figure) for one in (*parts, rest)):
        return
    every = [*parts, rest]
    if _fits(whole.figure, every):
        yield _made(whole, every, "holds")
    elif _misses(whole.figure, every, _FAR):
        yield _made(whole, every, "does_not_hold")


def _may_add(part: Figure, whole: Figure) -> bool:
    return part.unit == whole.unit or not part.unit and not part.nouns


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
    if total.figure.share or not re.search(r"[,;:–(]", total.gap):
        return
    if total.role != "total" and not re.match(r"w?Z", scene.after(place, 2)):
        return
    parts = _parts_before(scene, place)
    for start in range(len(parts) - 1):
        if _fits(total.figure, parts[start:]):
            yield _made(total, parts[start:], "holds")
            return
    if len(parts) > 1 and _misses(total.figure, parts, _CLOSE):
        yield _made(total, parts, "does_not_hold")


def _parts_before(scene: Scene, place: int) -> list[Number]:
    total = scene.numbers[place]
    parts: list[Number] = []
    for number in reversed(scene.numbers[:place]):
        if number.figure.share or number.role == "delta" or number.sentence != total.sentence:
            break
        if not alike(number.figure, total.figure):
            break
        parts.insert(0, number)
        if re.search(r"[.;:UDBYTfIG]", number.gap):
            break
    return parts
