"""A total, a count and the average: "22,5 tỷ đồng cho 2.053 người, bình quân 11 triệu đồng/người"."""

import re
from collections.abc import Iterator

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.claims.change import made
from kpitrack.checks.audit.roles import Number, Scene
from kpitrack.checks.audit.verdict import judge, ratio, span_of

_AVERAGE = re.compile(r"A[-qw=@EVO]{0,3}$")
_PER = re.compile(r"\s*(?:/|per |a |for each |mỗi |một )\s*(\w+)")
_TIMES_OF = frozenset("năm tháng ngày year month day week person người".split())


def average_claims(scene: Scene) -> Iterator[Claim]:
    """Every average whose total and count stand before it in its sentence."""
    for place, number in enumerate(scene.numbers):
        if place < 2 or number.figure.share or not _AVERAGE.search(number.gap):
            continue
        unit, counted = _per(scene, number)
        if not unit or not counted:
            continue
        earlier = [one for one in scene.near(place) if one.sentence == number.sentence]
        totals = [one for one in earlier if one.figure.unit == unit]
        counts = [one for one in earlier if counted in one.figure.nouns[:2]]
        if len(totals) != 1 or len(counts) != 1:
            continue
        total, count = totals[0].figure, counts[0].figure
        judged = judge(ratio, span_of(total), span_of(count), number.figure)
        if judged is not None:
            yield made("average", judged, (total, count), number.figure, "{0} / {1}")


def _per(scene: Scene, number: Number) -> tuple[str, str]:
    """The unit of an average and what it is counted by, both "" where it is none."""
    unit, _, word = number.figure.unit.partition("/")
    if not word:
        after = scene.paragraph.text[number.figure.end : number.figure.end + 24].lower()
        found = _PER.match(after)
        word = found[1] if found else ""
    return unit, "" if word in _TIMES_OF and word not in ("person", "người") else word
