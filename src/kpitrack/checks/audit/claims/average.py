"""Averages: a total, a count and what comes on each; an area, a yield and a harvest."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.claims.judging import judged_of, made
from kpitrack.checks.audit.roles import Number, Scene, stem
from kpitrack.checks.audit.verdict import judge, ratio, span_of

_SAID = re.compile(r"A[-qw=@EVO]{0,4}$")
_PER = re.compile(r"\s*(?:/|per |for each |mỗi |một )\s*(\w+)")
_EACH = re.compile(r"(?:\s\w+)?\s+each\b")
_EACH_BEFORE = re.compile(r"\b(?:mỗi|một)\s+(\w+)[\w\s]{0,14}$")
_NOT_COUNTED = frozenset("năm tháng ngày year month day week quarter 100 người".split())
_TEN = Decimal(10)
_PER_HECTARE = {"tạ/ha": _TEN, "tấn/ha": Decimal(1), "tonnes/ha": Decimal(1)}


def average_claims(scene: Scene) -> Iterator[Claim]:
    """Every average and yield whose total and count stand in its sentence."""
    for place, number in enumerate(scene.numbers):
        if number.figure.share or _is_of_several(scene, place):
            continue
        if number.figure.unit in _PER_HECTARE:
            yield from _yield(scene, place)
        elif place:
            yield from _average(scene, place)


def _is_of_several(scene: Scene, place: int) -> bool:
    """`250 dollars each for books and 50 dollars each for chairs`: neither is the average."""
    number = scene.numbers[place]
    following = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
    if place and re.search(r"&[-]*$", number.gap):
        return (
            scene.numbers[place - 1].figure.unit != ""
            and number.figure.unit not in _PER_HECTARE
        )
    return (
        following is not None
        and "&" in following.gap
        and following.sentence == number.sentence
        and number.figure.unit != ""
        and following.figure.unit == number.figure.unit
    )


def _average(scene: Scene, place: int) -> Iterator[Claim]:
    number = scene.numbers[place]
    unit, counted = _per(scene, number)
    if (not counted or counted in _NOT_COUNTED) and _count_behind(scene, place) is None:
        return
    earlier = [
        one
        for one in scene.near(place)
        if number.sentence - one.sentence <= 1 and not one.figure.share and one.role != "delta"
    ]
    behind = _count_behind(scene, place)
    if behind is not None:
        totals = [one for one in earlier if one.figure.unit == unit and unit]
        pair = (totals[0], behind) if len(totals) == 1 else None
    elif counted == "each":
        pair = _total_and_count(earlier, number)
    else:
        totals = [one for one in earlier if _is_total(one, number, unit)]
        counts = [one for one in earlier if _counts(one, counted)]
        pair = (totals[0], counts[0]) if len(totals) == len(counts) == 1 else None
    if pair is None or pair[0] is pair[1]:
        return
    total, count = pair[0].figure, pair[1].figure
    judged = judged_of(ratio, total, count, number.figure)
    if judged is not None:
        yield made("average", judged, (total, count), number.figure, "{0} / {1}")


def _count_behind(scene: Scene, place: int) -> Number | None:
    """`an average of £9,375 for each of the 160 shops`."""
    following = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
    if following is None or following.figure.share or "A" not in scene.numbers[place].gap[-4:]:
        return None
    number = scene.numbers[place]
    words = scene.paragraph.text[number.figure.end : following.figure.start].lower()
    return following if re.fullmatch(r"\s*(?:for )?each of the\s*", words) else None


def _per(scene: Scene, number: Number) -> tuple[str, str]:
    """The unit of an average and what it is counted by, "" where it is no average."""
    unit, _, word = number.figure.unit.partition("/")
    after = scene.text_behind(number.figure, 24)
    before = scene.text_before(number.figure, 40)
    said = bool(_SAID.search(number.gap))
    if _EACH.match(after):
        return unit, "each"
    if not word:
        found = _PER.match(after) or (_EACH_BEFORE.search(before) if said else None)
        word = found[1] if found else ""
    if not said and not (unit and re.search(r"[=E,(][-q=@]*$", number.gap)):
        return unit, ""
    return unit, stem(word)


def _is_total(one: Number, average: Number, unit: str) -> bool:
    if unit:
        return one.figure.unit == unit
    nouns = average.figure.nouns[:1]
    return bool(nouns) and one.figure.nouns[:1] == nouns and not one.figure.unit


def _counts(one: Number, counted: str) -> bool:
    named = (*one.figure.nouns[:2], one.figure.unit)
    return any(stem(noun) == counted for noun in named if noun)


def _total_and_count(earlier: list[Number], average: Number) -> tuple[Number, Number] | None:
    """Of two figures before "84 hours each", the total has the unit and the other counts."""
    if len(earlier) != 2:
        return None
    first = average.figure.unit or (average.figure.nouns[0] if average.figure.nouns else "")
    totals = [one for one in earlier if first and first in (one.figure.unit, *one.figure.nouns)]
    if len(totals) != 1:
        return None
    return totals[0], next(one for one in earlier if one is not totals[0])


def _yield(scene: Scene, place: int) -> Iterator[Claim]:
    """`12.640 ha …, năng suất 62,4 tạ/ha, sản lượng 78.874 tấn`."""
    number = scene.numbers[place]
    start, end = max(0, place - 3), min(len(scene.numbers), place + 3)
    near = [one for one in scene.numbers[start:end] if one.sentence == number.sentence]
    near = [one for one in near if not _parted(scene, one, number) and one.role != "delta"]
    areas = [one for one in near if one.figure.unit in ("ha", "hectares")]
    harvests = [one for one in near if one.figure.unit in ("tấn", "tonnes")]
    if len(areas) != 1 or len(harvests) != 1:
        return
    factor = _PER_HECTARE[number.figure.unit]
    area, harvest = areas[0].figure, harvests[0].figure
    judged = judge(
        lambda one, other: one / other * factor, span_of(harvest), span_of(area), number.figure
    )
    if judged is not None:
        shown = "{0} / {1}" if factor == 1 else "{0} / {1} × 10"
        yield made("average", judged, (harvest, area), number.figure, shown)


def _parted(scene: Scene, one: Number, other: Number) -> bool:
    first, last = sorted((one.at, other.at))
    return ";" in scene.paragraph.cues[first:last]
