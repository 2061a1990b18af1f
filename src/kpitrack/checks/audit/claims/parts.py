"""Parts that add up: "75 projects, of which 23 carried over and 52 new".

A list is only held to its total where a word makes it whole ("gồm", "còn lại", "comprising",
"the remaining"), or where it misses the total by so little that a slip is likelier than a
part left out.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike, surely_alike
from kpitrack.checks.audit.verdict import Span, span_of

_OPENS = re.compile(r"w?(?:\([^()]*\))?[-=@wyE]{0,3}([,(:;–.]?)[-&,]*([IG])[-:,=@EqwLw]*$")
_COLON = re.compile(r"w?[-=@wyE]{0,2}([:(])[-]*w?$")
_NEXT = re.compile(r"w?(?:\([^()]*\))?[-=@wE]{0,2}[,;&–]+[-&,]*[RIZ]?[-&=@wERqLO]*$")
_PER = re.compile(r"A")
_CLOSE = Decimal("0.05")


class _List(NamedTuple):
    total: Number
    parts: list[Number]
    whole: bool


def part_claims(scene: Scene) -> Iterator[Claim]:
    """Every claim about a total and its parts."""
    for place in range(len(scene.numbers) - 2):
        found = _list_at(scene, place)
        if found is not None:
            claim = _claim(found)
            if claim is not None:
                yield claim
    yield from _total_behind(scene)


def _list_at(scene: Scene, place: int) -> _List | None:
    """The list that a total opens, if it opens one."""
    total, first = scene.numbers[place], scene.numbers[place + 1]
    if total.figure.share or first.figure.share or total.role in ("delta",):
        return None
    opened = _OPENS.match(first.gap)
    colon = None if opened else _COLON.match(first.gap)
    if opened is None and colon is None:
        return None
    bracket = (opened[1] if opened else colon[1] if colon else "") == "("
    parts = _parts(scene, place + 1, bracket)
    whole = bool(opened and opened[2] == "G")
    whole = whole or any("R" in one.gap for one in parts[1:])
    if len(parts) < 2:
        return None
    return _List(total, parts, whole)


def _parts(scene: Scene, start: int, bracket: bool) -> list[Number]:
    parts = [scene.numbers[start]]
    depth = 0
    for place in range(start + 1, len(scene.numbers)):
        number = scene.numbers[place]
        gap = number.gap
        for cue in gap:
            depth += (cue == "(") - (cue == ")")
        if bracket and depth < 0:
            break
        if "." in gap:
            break
        if depth > 0 or number.figure.share:
            continue
        cleaned = re.sub(r"\([^()]*\)?|^[^()]*\)", "", gap)
        if re.search(r"[UDXKTBYAfZ]", cleaned) or number.role == "delta":
            break
        if re.search(r"[IG]", cleaned):
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
    if len(parts) == len(found.parts) and _whole_list(found, parts):
        return _made(total, parts, "does_not_hold")
    return None


def _own_unit(total: Number, parts: Sequence[Number]) -> list[Number]:
    figure = total.figure
    if figure.unit:
        return [one for one in parts if one.figure.unit == figure.unit or (
            not one.figure.unit and not one.figure.nouns)]  # fmt: skip
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


def _whole_list(found: _List, parts: Sequence[Number]) -> bool:
    """Whether the list must add up: a word says so, or it misses by a little."""
    total = found.total.figure
    added = _sum(total, parts)
    whole = span_of(total)
    if added.least <= whole.most and whole.least <= added.most:
        return False
    miss = abs(added.point - whole.point)
    like = all(surely_alike(one.figure, total) or not one.figure.nouns for one in parts)
    if not all(alike(one.figure, total) for one in parts) and not found.whole:
        return False
    if found.whole:
        return miss <= whole.point / 4
    return like and miss <= max(whole.point * _CLOSE, Decimal(1).scaleb(total.scale))


def _made(total: Number, parts: Sequence[Number], verdict: str) -> Claim:
    added = _sum(total.figure, parts)
    whole = span_of(total.figure)
    exact = added.point == whole.point
    if verdict == "holds" and not exact:
        verdict = "holds_by_rounding"
    return Claim(
        kind="sum",
        verdict=verdict,  # type: ignore[arg-type]
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


def _total_behind(scene: Scene) -> Iterator[Claim]:
    """`50 women and 40 men, 90 in total`; `…, tổng cộng 75 dự án`."""
    for place, number in enumerate(scene.numbers):
        if place < 2 or number.figure.share:
            continue
        behind = re.match(r"w?Z", scene.after(place, 2))
        if number.role != "total" and not behind:
            continue
        if not re.search(r"[,;:–(]", number.gap):
            continue
        parts: list[Number] = []
        for earlier in range(place - 1, -1, -1):
            one = scene.numbers[earlier]
            if one.figure.share or one.role == "delta" or one.sentence != number.sentence:
                break
            parts.insert(0, one)
            if re.search(r"[.;:UDBYTfIG]", one.gap):
                break
        for start in range(len(parts) - 1):
            own = [one for one in parts[start:] if alike(one.figure, number.figure)]
            if len(own) == len(parts) - start and _fits(number.figure, own):
                yield _made(number, own, "holds")
                break
