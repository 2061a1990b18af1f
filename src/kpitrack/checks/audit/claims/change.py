"""Change against before: now, the difference, the percentage, and the figure before.

"63 households (down 19, 23.2 % from 82)": every two of the four that stand there are held
against a third. A verb of rise or fall opens a cluster; what stands around it fills the
rest, and only what is glued to it accuses.

"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.claims.cluster import (
    Cluster,
    cluster_at,
    is_poisoned,
    look_left,
    look_right,
)
from kpitrack.checks.audit.claims.judging import impossible, judged_of, made
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike, shared_scale
from kpitrack.checks.audit.verdict import (
    HUNDRED,
    Judged,
    change_percent,
    difference,
    fall_percent,
    judge,
    ratio,
    rise_percent,
    share,
    span_of,
    whole_number_fits,
)

_RATE_WORDS = re.compile(
    r"\b(?:per|each|every|average|mean|metres?|meters?|micrograms?|degrees?|points?|a day"
    r"|mỗi|bình quân|trung bình|cứ|điểm|độ)\b"
)
_ELSE_BEHIND = re.compile(
    r"\s*(?:at constant|in (?:local|real)|in \w+ terms|after adjusting|organically|per \w+"
    r"|among |in the last|of (?:income|output|revenue)|more (?!than\b)\w+"
    r"|\w* ?in the (?:north|south|east|west)|riêng "
    r"|(?:\w+ )?ở (?:thành thị|nông thôn))"
)
_REFERENCE = re.compile(
    r"\s*(?:\w+ )?(?:since|on|from|over|than in|compared (?:with|to)|so với|năm)"
    r"(?: (?:cùng kỳ )?năm)? ((?:19|20)\d\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLAUSE = 200
_BEFORE, _BEHIND = 6, 4
"""How many figures before and behind a stated one may be what it is told of."""

_NO_WHOLE = "no whole number before gives this percentage"


_LITTLE_LESS = Decimal("0.85")


_LITTLE_MORE = Decimal("1.2")


def change_claims(scene: Scene) -> Iterator[Claim]:
    """Every claim about a change."""
    place = 0
    while place < len(scene.numbers):
        cluster = cluster_at(scene, place)
        if cluster is None:
            place += 1
            continue
        place = cluster.last + 1
        if not is_poisoned(scene, cluster):
            yield from _best(scene, cluster)


def _best(scene: Scene, cluster: Cluster) -> list[Claim]:
    """The claims of the cluster; a plan on its right may be no base, where its left has one."""
    filled = look_left(scene, look_right(scene, cluster))
    whole = list(_claims(scene, filled))
    if any(one.verdict == "does_not_hold" for one in whole) and _is_of_others(scene, filled):
        return []
    if not filled.plan or not any(one.verdict == "does_not_hold" for one in whole):
        return whole
    left = list(_claims(scene, look_left(scene, cluster)))
    if left and not any(one.verdict == "does_not_hold" for one in left):
        return left
    return whole


def _is_of_others(scene: Scene, cluster: Cluster) -> bool:
    """Whether a change is told of another place, year or quantity than its two figures."""
    now, before = cluster.now, cluster.before
    stated = cluster.percent or cluster.delta
    if stated is None or now is None or before is None:
        return False
    text = scene.paragraph.text
    after = scene.text_behind(stated.figure, 48)
    if _ELSE_BEHIND.match(after) or _is_score(scene, now):
        return True
    told = _REFERENCE.match(after)
    years = _YEAR.findall(text[max(0, before.figure.start - 24) : before.figure.end + 16])
    if told is not None and years and told[1] not in years:
        return True
    return _holds_for_others(scene, stated, (now, before))


def _is_score(scene: Scene, now: Number) -> bool:
    """`7.2 out of 10, up 6 %`: the ten is what the scale goes to."""
    return bool(re.search(r"\d(?: out)? of\s$", scene.text_before(now.figure, 9)))


def _holds_for_others(scene: Scene, stated: Number, own: tuple[Number, Number]) -> bool:
    """`từ 500 lên 520 tỷ, từ 50 xuống 46, tương ứng tăng 4% và giảm 8%`: of other figures."""
    if stated.figure.share != "%" or stated.figure.value == 0:
        return False
    apart = {one.at for one in own}
    place = bisect_left(scene.numbers, stated.at, key=lambda one: one.at)
    near = [
        one
        for one in scene.numbers[max(0, place - _BEFORE) : place + _BEHIND]
        if one.role != "delta"
        and one.sentence == stated.sentence
        and not one.figure.share
        and one.figure.value
    ]
    return any(
        judged is not None and judged.verdict in ("holds", "holds_by_rounding")
        for one in near
        for other in near
        if one is not other
        and not {one.at, other.at} <= apart
        and alike(one.figure, other.figure)
        for judged in [judged_of(change_percent, one.figure, other.figure, stated.figure)]
    )


def _claims(scene: Scene, cluster: Cluster) -> Iterator[Claim]:
    now, before, delta, percent = cluster.now, cluster.before, cluster.delta, cluster.percent
    if percent is not None and percent.figure.share == "times":
        yield from _times(cluster)
        return
    if percent is not None and (percent.figure.share == "points" or _of_shares(cluster)):
        yield from _points(cluster)
        return
    if now is not None and before is not None and not alike(now.figure, before.figure):
        return
    wrong = False
    if delta is not None and now is not None and before is not None:
        found = list(filter(None, [_claim(cluster, delta, now, before, "difference")]))
        wrong = any(one.verdict == "does_not_hold" for one in found)
        yield from found
    if percent is None:
        return
    judged = [one for one in _percent_claims(cluster, percent) if one is not None]
    if judged:
        rank = _RANKS.index
        choose = min if wrong else max
        yield choose(judged, key=lambda one: rank(one.verdict))
    elif delta is not None:
        yield from _impossible_pair(delta, percent)
    elif now is not None:
        yield from _impossible_now(scene, cluster, now, percent)


def _of_shares(cluster: Cluster) -> bool:
    """Whether it is a percentage that changed, not an amount."""
    return cluster.delta is None and any(
        one is not None and bool(one.figure.share) for one in (cluster.now, cluster.before)
    )


_RANKS = ("holds", "holds_by_rounding", "cut", "undecided", "does_not_hold")


def _percent_claims(cluster: Cluster, percent: Number) -> Iterator[Claim | None]:
    """The percentage by every two of now, before and difference."""
    now, before, delta = cluster.now, cluster.before, cluster.delta
    if now is not None and before is not None:
        yield _claim(cluster, percent, now, before, "change_percent")
    if now is not None and delta is not None:
        rise = "rise_percent" if cluster.sign > 0 else "fall_percent"
        yield _claim(cluster, percent, now, delta, rise)
    if delta is not None and before is not None:
        yield _claim(cluster, percent, delta, before, "share")


_FORMULAS = {
    "difference": (difference, "|{0} - {1}|"),
    "change_percent": (change_percent, "|{0} - {1}| / {1}"),
    "rise_percent": (rise_percent, "{1} / ({0} - {1})"),
    "fall_percent": (fall_percent, "{1} / ({0} + {1})"),
    "share": (share, "{0} / {1}"),
}


def _claim(
    cluster: Cluster, stated: Number, first: Number, second: Number, name: str
) -> Claim | None:
    formula, shown = _FORMULAS[name]
    one, other = first.figure, second.figure
    judged = judged_of(formula, one, other, _scaled(stated.figure, one, other))
    if judged is None:
        return None
    judged = _signed(cluster, judged)
    return made(
        "plan" if cluster.plan else "change",
        judged,
        (one, other),
        stated.figure,
        shown,
        sure=cluster.sure,
    )


def _scaled(stated: Figure, one: Figure, other: Figure) -> Figure:
    """A difference that leaves its scale to the figures around it: `up 0.3 to 1.5 million`."""
    if stated.share or stated.scale or stated.unit or stated.nouns:
        return stated
    return stated._replace(scale=one.scale or other.scale)


def _signed(cluster: Cluster, judged: Judged) -> Judged:
    """A rise that is a fall does not hold, whatever its size."""
    now, before = cluster.now, cluster.before
    if now is None or before is None or judged.verdict == "does_not_hold":
        return judged
    scales = shared_scale(now.figure, before.figure)
    one, other = span_of(now.figure, scales[0]), span_of(before.figure, scales[1])
    wrong = one.most < other.least if cluster.sign > 0 else one.least > other.most
    if not wrong:
        return judged
    word = "fell" if cluster.sign > 0 else "rose"
    return judged._replace(verdict="does_not_hold", reason=f"it {word}")


def _points(cluster: Cluster) -> Iterator[Claim]:
    """A change between two percentages, in points or relative; writers print `%` for both."""
    now, before, percent = cluster.now, cluster.before, cluster.percent
    if now is None or before is None or percent is None:
        return
    if not (now.figure.share and before.figure.share):
        return
    one, other = span_of(now.figure), span_of(before.figure)
    readings = [judge(difference, one, other, percent.figure)]
    if percent.figure.share == "%":
        readings.append(judge(change_percent, one, other, percent.figure))
    judged = min(filter(None, readings), key=lambda one: one.verdict == "does_not_hold")
    judged = _signed(cluster, judged)
    figures = (now.figure, before.figure)
    yield made("points", judged, figures, percent.figure, "|{0} - {1}|", sure=cluster.sure)


def _times(cluster: Cluster) -> Iterator[Claim]:
    """`gấp 3,5 lần`, `rose 2.5 times`, `doubled`: the ratio, or what was added as a ratio."""
    now, before, times = cluster.now, cluster.before, cluster.percent
    if now is None or before is None or times is None:
        return
    if now.figure.share or before.figure.share:
        return
    if cluster.sign < 0 and times.figure.value > 1:
        now, before = before, now
    scales = shared_scale(now.figure, before.figure)
    spans = span_of(now.figure, scales[0]), span_of(before.figure, scales[1])
    judged = judge(ratio, *spans, times.figure)
    if judged is not None and times.figure.qualifier == "about":
        judged = _roughly(judged, times.figure.value)
    if judged is not None and judged.verdict == "does_not_hold" and cluster.sign > 0:
        added = judge(lambda one, other: ratio(one, other) - 1, *spans, times.figure)
        grew = "U" in times.gap and times.figure.decimals
        if added is not None and added.verdict != "does_not_hold" and grew:
            judged = added
    if judged is not None:
        figures = (now.figure, before.figure)
        yield made("times", judged, figures, times.figure, "{0} / {1}", sure=cluster.sure)


def _roughly(judged: Judged, value: Decimal) -> Judged:
    """ "Doubled" is said of 1.8 and of 2.3 times, not of 1.5."""
    near = value * _LITTLE_LESS <= judged.expected <= value * _LITTLE_MORE
    return judged._replace(verdict="holds" if near else "does_not_hold", reason="")


def _impossible_pair(delta: Number, percent: Number) -> Iterator[Claim]:
    """19 of what is 23.2 %? A count before must be a whole number."""
    if not delta.figure.is_exact or percent.figure.qualifier or not percent.figure.value:
        return
    count = delta.figure.value

    def bounds(edge: Decimal) -> tuple[Decimal, Decimal]:
        base = count * HUNDRED / edge if edge > 0 else Decimal(10) ** 30
        return base, base

    if not whole_number_fits(percent.figure, bounds):
        yield impossible(delta.figure, percent.figure, _NO_WHOLE)


def _is_rate(scene: Scene, now: Number) -> bool:
    """Whether a number is an average or so many per thousand, and no count of things."""
    items = scene.paragraph.items
    start = max(items[0].start, now.figure.start - _CLAUSE)
    end = min(items[-1].end, now.figure.end + _CLAUSE)
    first = max(start, scene.paragraph.text.rfind(". ", start, now.figure.start))
    last = scene.paragraph.text.find(". ", now.figure.end, end)
    sentence = scene.paragraph.text[first : last if last >= 0 else end].lower()
    return bool(_RATE_WORDS.search(sentence))


def _impossible_now(
    scene: Scene, cluster: Cluster, now: Number, percent: Number
) -> Iterator[Claim]:
    """29 fires, up 11.15 %: from what whole number?"""
    gap = percent.gap
    glued = re.fullmatch(r"w?[,(][-=@]*[UD][-=@q]*", gap)
    if not glued or not now.figure.is_exact or percent.figure.qualifier:
        return
    if not (now.figure.nouns or "number" in scene.words(max(0, now.at - 2), now.at)):
        return
    if re.search(r"L[-]*$", now.gap) or _is_rate(scene, now):
        return
    if now.role not in ("main", "level", "to", "total") or percent.figure.value >= HUNDRED:
        return
    count, sign = now.figure.value, cluster.sign

    def bounds(edge: Decimal) -> tuple[Decimal, Decimal]:
        base = count / (1 + sign * edge / HUNDRED)
        return base, base

    if not whole_number_fits(percent.figure, bounds):
        yield impossible(now.figure, percent.figure, _NO_WHOLE)
