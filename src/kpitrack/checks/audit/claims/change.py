"""Change against before: now, the difference, the percentage, and the figure before.

"63 households (down 19, 23.2 % from 82)": every two of the four that stand there are held
against a third. A verb of rise or fall opens a cluster; what stands around it fills the
rest, and only what is glued to it accuses.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.audit.claim import Claim, Kind
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike, shared_scale, surely_alike
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

_PLAIN_VERB = re.compile(r"([UD])[-=@q]*$|([UD])[-YywqX=@]*V[-q]*$")
_EXCEEDS = re.compile(r"X[-=@qBTyYw]*$")
_FALLS_SHORT = re.compile(r"K[-=@qBTyYw]*$")
_COMPARATIVE = re.compile(r"w?(?:,?[=(]+[-]*p\)?,?)?([ud])|w?,?[=(]+[-]*p\)?,?([XK])")
_BESIDE_EARLIER = re.compile(r"w?([XK])-?[YTB]")
_BESIDE_PLAN = re.compile(r",?([XK])")
_NOUN_VERB = re.compile(r"([UD])")
_JOINT = re.compile(r"w?(?:[ud][-BYyw]*)?\)?[,(:;–&]?[-=E&V(]*([UDud]?)[-=EqV]*$")
_BARE_JOINT = re.compile(r"w?[,;][-]*$")
_ENDS_WELL = re.compile(r"[).;,&BfYytT-]|$")
_CLEAN_LINK = re.compile(
    r"[-wyo@EV]{0,8}\)?[,(:–]?[-=@&E]*(?:[BfY](?:[-YyowBTfV]*[-YyoT])?[,)]?)?[-=@&Eq]*$"
    r"|[^np.;,()~]{0,14}[(][-=@]*$"
)
_NEXT_SENTENCE = re.compile(
    r"[-wyo@E]{0,6}\)?[.;][-=@&,]*(?:[-yY,]*)?(?:[BfY](?:[-YyowBTfV]*[-YyoT])?,?)?[-=@&E]*$"
)
_TO_NOW = re.compile(r"w?\)?[-=@&,;]*[-BYywZ]{0,5}[tR][-q=@]*$")
_AT_NOW = re.compile(r"w?[ud]?\)?[-BYyw]*(?:,[-]*[E@]|@)[-@q]*$")
_FROM_BEFORE = re.compile(
    r"w?\)?[-,(=@]*(?:[udXKUD][-=@]*)?(?:[BfYXKV][-YyVwofO=@EqT:]*(?:\([-yY=@E:]*)?(?:,[-]*Y[-Yy@E]*)?|\(w?[yY][-Yyw:=@,E]*|[Yy][-Yyw]*[(:][-=@Ey:]*)$"
    r"|w?\)?[-,]*[ud][-V]*$"
)
_ARROW_FROM = re.compile(r"w?[(]-?$")
_LATER_PERCENT = re.compile(
    r"w?\)?[-yYwVo]{0,5}(?:[,(;]+[-=@&E]*|[-=@&]*=[-=@]*)([UDud]?)[-=@q]*$"
)
_WAY = re.compile(r"w?[-yY]{0,3}[UD]?t[-q]*")
_SPLIT = re.compile(r"[UDXK]")


_REACH = 24
_NO_WHOLE = "no whole number before gives this percentage"
_LITTLE_LESS = Decimal("0.85")
_LITTLE_MORE = Decimal("1.2")


class Cluster(NamedTuple):
    """A rise (+1) or fall (-1) with the figures that say how much of what."""

    sign: int
    first: int
    last: int
    delta: Number | None = None
    percent: Number | None = None
    now: Number | None = None
    before: Number | None = None
    sure: bool = True
    plan: bool = False


def change_claims(scene: Scene) -> Iterator[Claim]:
    """Every claim about a change."""
    place = 0
    while place < len(scene.numbers):
        cluster = _cluster_at(scene, place)
        if cluster is None:
            place += 1
            continue
        place = cluster.last + 1
        if not _is_poisoned(scene, cluster):
            yield from _best(scene, cluster)


def _best(scene: Scene, cluster: Cluster) -> list[Claim]:
    """The claims of the cluster as its right side fills it, else as its left side does."""
    whole = list(_claims(scene, _look_left(scene, _look_right(scene, cluster))))
    if not any(one.verdict == "does_not_hold" for one in whole):
        return whole
    left = list(_claims(scene, _look_left(scene, cluster)))
    if left and not any(one.verdict == "does_not_hold" for one in left):
        return left
    return whole


def _sign_at(scene: Scene, place: int) -> int:
    """+1 or -1 where a verb says that this figure is a difference, else 0."""
    number = scene.numbers[place]
    gap = number.gap[number.gap.rfind(".") + 1 :]
    is_percent = bool(number.figure.share)
    found = _PLAIN_VERB.search(gap)
    if found:
        return 1 if "U" in found[0] else -1
    if is_percent and _EXCEEDS.search(gap) and not _is_base(scene, place):
        return 1
    if _FALLS_SHORT.search(gap):
        return -1
    after = scene.after(place, 6)
    behind = _COMPARATIVE.match(after) or _BESIDE_EARLIER.match(after)
    if behind is None and is_percent:
        behind = _BESIDE_PLAN.match(after) or (
            _NOUN_VERB.match(after) if re.search(r"[-]$", gap) else None
        )
    if behind:
        return 1 if behind[behind.lastindex or 1] in "uXU" else -1
    if number.figure.sign and re.search(r"[(,;:]$", gap) and place:
        earlier = scene.numbers[place - 1].figure
        if is_percent or not earlier.sign or earlier.share:
            return 1 if number.figure.sign == "+" else -1
    if is_percent and re.match(r"t[-q]*nw?\(w?[yY]", after):
        return _sign_of_pair(scene, place)
    if number.figure.share == "times":
        return 1
    if place > 1:
        return _sign_of_way(scene, place)
    return 0


def _sign_of_pair(scene: Scene, place: int) -> int:
    """`… and profit by 9.1 % to 131.0 (2022: 124.8)`: the verb stands further off."""
    now, before = scene.numbers[place + 1].figure, scene.numbers[place + 2].figure
    return 1 if now.amount >= before.amount else -1


def _is_base(scene: Scene, place: int) -> bool:
    """`9.4 points above the 16.96 per cent`: what stands behind "above" is the base."""
    if not place or not scene.numbers[place].gap.startswith("X"):
        return False
    return bool(scene.numbers[place - 1].figure.share)


def _sign_of_way(scene: Scene, place: int) -> int:
    """`fell from 82 to 63, or by 23.2 %`: the verb stands before both."""
    start, end = scene.numbers[place - 2], scene.numbers[place - 1]
    if {start.role, end.role} != {"from", "to"}:
        return 0
    number = scene.numbers[place]
    found = _LATER_PERCENT.match(number.gap)
    if not number.figure.share and not re.search(r",[=]*-$", number.gap):
        return 0
    verb = re.search(r"([UD])[-Yyw]*[ft][^np]*$", start.gap)
    if found is None or verb is None:
        return 0
    sign = 1 if verb[1] == "U" else -1
    return sign if _same_way(found[1], sign) else 0


def _cluster_at(scene: Scene, place: int) -> Cluster | None:
    sign = _sign_at(scene, place)
    if not sign:
        return None
    cluster = _with(Cluster(sign, place, place), scene.numbers[place])
    following = place + 1
    if following < len(scene.numbers) and _joins(scene, following, sign):
        cluster = _with(cluster._replace(last=following), scene.numbers[following])
    return cluster


def _joins(scene: Scene, place: int, sign: int) -> bool:
    """Whether a figure says the same difference once more, in percent or in the unit."""
    number, earlier = scene.numbers[place], scene.numbers[place - 1]
    if _is_percent(number) == _is_percent(earlier):
        return False
    found = _JOINT.match(number.gap)
    if found is None or not _same_way(found[1], sign):
        return False
    after = scene.after(place, 4)
    if not _is_percent(number) and (
        re.search(r"[BYy]", number.gap) or _has_before_behind(scene, place)
    ):
        return False
    if ";" in number.gap and not (number.figure.sign and earlier.figure.sign):
        return False
    if not _is_percent(number) and re.match(r"w?[-y]*t", after):
        return False
    if number.figure.sign and (number.figure.sign == "+") != (sign > 0) and not found[1]:
        return False
    if found[1]:
        return True
    if not re.search(r"[,(:;=–V]", number.gap):
        return False
    if _BARE_JOINT.match(number.gap) and not number.figure.sign:
        return _is_percent(number) and bool(_ENDS_WELL.match(after))
    if not _is_percent(number) and _sign_at(scene, place) == 0 and not number.gap.endswith("("):
        return bool(re.search(r"[=E]", number.gap))
    return not re.match(r"[-w]{0,2}[OV]", after) and not (
        "E" in number.gap and re.match(r"[-w]?[BY-]*T|w?B?Y", after)
    )


def _has_before_behind(scene: Scene, place: int) -> bool:
    """`fell by 15.7 % (893 this year, compared with 1,059)`: no difference, but a pair."""
    following = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
    return (
        following is not None
        and following.role in ("before", "from", "to")
        and not re.search(r"[.;)]", following.gap)
    )


def _same_way(letter: str, sign: int) -> bool:
    return not letter or (letter in "Uu") == (sign > 0)


def _is_percent(number: Number) -> bool:
    return bool(number.figure.share)


def _with(cluster: Cluster, number: Number) -> Cluster:
    if number.figure.share:
        return cluster if cluster.percent else cluster._replace(percent=number)
    return cluster if cluster.delta else cluster._replace(delta=number)


def _is_poisoned(scene: Scene, cluster: Cluster) -> bool:
    """Whether it is a yearly average, a rate of several years, or a list in step."""
    first, last = scene.numbers[cluster.first], scene.numbers[cluster.last]
    verb = re.search(r"[UDXK][^UDXK]*$", first.gap)
    stretch = (verb[0] if verb else "") + scene.paragraph.cues[first.at : last.at]
    return (
        "A" in stretch
        or bool(re.match(r"w?[-(]*A|/", scene.after(cluster.last, 4)))
        or "P" in _sentence(scene, first)
    )


def _sentence(scene: Scene, number: Number) -> str:
    cues = scene.paragraph.cues
    start = cues.rfind(".", 0, number.at) + 1
    end = cues.find(".", number.at)
    return cues[start : end if end >= 0 else len(cues)]


def _look_right(scene: Scene, cluster: Cluster) -> Cluster:
    """`fell by 19 (23.2 %) from 82 to 63`, `down 19 from 82`, `giảm 19 hộ, còn 63 hộ`."""
    for place in range(cluster.last + 1, min(cluster.last + 4, len(scene.numbers))):
        number = scene.numbers[place]
        if "." in number.gap:
            break
        grown = _grown(scene, cluster, place)
        if grown is None:
            break
        cluster = grown._replace(last=place)
    return cluster


def _grown(scene: Scene, cluster: Cluster, place: int) -> Cluster | None:
    """The cluster with the figure at `place` in its slot; None where it has none."""
    number, gap = scene.numbers[place], scene.numbers[place].gap
    if cluster.percent is None and number.figure.share == "%":
        found = _LATER_PERCENT.match(gap)
        if found and _same_way(found[1], cluster.sign) and (cluster.now or cluster.before):
            return cluster._replace(percent=number)
    if _sign_at(scene, place) or not _fits(number, cluster):
        return None
    if cluster.now is None and _TO_NOW.match(gap):
        return cluster._replace(now=number)
    if cluster.before is None and ";" not in gap and _FROM_BEFORE.match(gap):
        return cluster._replace(before=number, plan="T" in gap)
    if cluster.now is None and cluster.before is None and _ARROW_FROM.match(gap):
        following = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
        if following is not None and re.match(r"w?t$", following.gap):
            return cluster._replace(before=number)
    if cluster.now is None and not number.figure.share and _AT_NOW.match(gap):
        return cluster._replace(now=number)
    if cluster.now is None and gap.endswith("(") and _has_before_behind(scene, place):
        return cluster._replace(now=number)
    if _is_times(cluster) and cluster.before is None and re.fullmatch(r"[-VBYyw]{0,4}", gap):
        return cluster._replace(before=number)
    return None


def _is_times(cluster: Cluster) -> bool:
    return cluster.percent is not None and cluster.percent.figure.share == "times"


def _fits(number: Number, cluster: Cluster) -> bool:
    """Whether a figure can be a now or a before of the cluster's quantity."""
    if cluster.delta is not None:
        return alike(number.figure, cluster.delta.figure)
    percent = cluster.percent
    if percent is not None and percent.figure.share == "points":
        return number.figure.share == "%"
    other = cluster.now or cluster.before
    if other is not None and bool(other.figure.share) != bool(number.figure.share):
        return False
    return number.figure.share in ("", "%")


def _look_left(scene: Scene, cluster: Cluster) -> Cluster:
    """`82 households in 2023, 63 in 2024, down 19`, `63 against 82, down 23.2 %`."""
    first = scene.numbers[cluster.first]
    stem = _before_verb(first.gap)
    place = cluster.first - 1
    if place < 0:
        return cluster
    if place and "A" in scene.numbers[place].gap[-4:]:
        place -= 1
    near = scene.numbers[place]
    clean = _CLEAN_LINK.match(stem) or _NEXT_SENTENCE.match(stem)
    if not clean or not _fits(near, cluster) or _is_change(scene, place):
        return _by_noun(scene, cluster)
    if near.sentence < first.sentence - 1:
        return cluster
    if place and re.match(r"w?/", near.gap):
        return _over_before(scene, cluster, place)
    if ")" in stem and near.role not in ("before", "plan"):
        opened = scene.before_bracket(place)
        if opened is None or not _fits(scene.numbers[opened], cluster):
            return cluster
        return cluster._replace(now=cluster.now or scene.numbers[opened])
    return _placed(scene, cluster, place)


def _over_before(scene: Scene, cluster: Cluster, place: int) -> Cluster:
    """`126/141 vụ, giảm 15 vụ`: now over before, where the difference says so."""
    now, before = scene.numbers[place - 1], scene.numbers[place]
    delta = cluster.delta
    if "T" in before.gap and delta is None:
        return cluster._replace(now=now, before=before, plan=True)
    if delta is None or difference(now.figure.value, before.figure.value) != delta.figure.value:
        return cluster
    return cluster._replace(now=now, before=before)


def _is_change(scene: Scene, place: int) -> bool:
    number = scene.numbers[place]
    return bool(_sign_at(scene, place)) or (
        bool(number.figure.share) and number.role == "delta"
    )


def _placed(scene: Scene, cluster: Cluster, place: int) -> Cluster:
    """The figure right before the verb, and the one before that, as now and before."""
    near = scene.numbers[place]
    earlier = scene.numbers[place - 1] if place else None
    if earlier is not None and _is_change(scene, place - 1):
        earlier = None
    if near.role in ("before", "plan", "from"):
        if cluster.before is None:
            cluster = cluster._replace(before=near, plan=near.role == "plan")
        if (
            earlier is not None
            and cluster.now is None
            and _pairs(scene, place - 1, place, across_verbs=True)
        ):
            cluster = cluster._replace(now=earlier)
        return cluster
    if cluster.now is None:
        cluster = cluster._replace(now=near)
    if (
        earlier is not None
        and cluster.before is None
        and _pairs(scene, place - 1, place)
        and (
            earlier.role in ("before", "from", "plan")
            or (near.role == "to" and _WAY.fullmatch(near.gap))
            or 0 < earlier.year < near.year
        )
    ):
        cluster = cluster._replace(before=earlier, plan=earlier.role == "plan")
    elif (
        earlier is not None
        and cluster.now is near
        and cluster.before is None
        and _is_later(scene, near)
        and alike(earlier.figure, near.figure)
    ):
        cluster = cluster._replace(before=earlier)
    elif (
        earlier is not None
        and cluster.now is near
        and cluster.before is None
        and 0 < near.year < earlier.year
        and _pairs(scene, place - 1, place)
    ):
        cluster = cluster._replace(now=earlier, before=near)
    return cluster


def _is_later(scene: Scene, number: Number) -> bool:
    after = scene.paragraph.text[number.figure.end : number.figure.end + 40].lower()
    return bool(
        re.match(r"[\w ]{0,20}\b(?:later|the year after|the next year|năm sau)\b", after)
    )


def _pairs(scene: Scene, one: int, other: int, *, across_verbs: bool = False) -> bool:
    """Whether two neighbours are of one quantity, with nothing foreign between them."""
    first, second = scene.numbers[one], scene.numbers[other]
    gap = scene.between(one, other)
    foreign = r"[;IG]" if across_verbs or second.role == "to" else r"[;UDXKIG&]"
    return (
        alike(first.figure, second.figure)
        and first.sentence == second.sentence
        and not re.search(foreign, gap)
        and not re.search(r"\)(?!,?[-]*y)", gap)
        and first.role not in ("delta", "whole")
    )


def _before_verb(gap: str) -> str:
    """The cues before the verb of a gap, back to the figure before."""
    found = [one.start() for one in _SPLIT.finditer(gap)]
    return gap[: found[-1]] if found else gap


def _by_noun(scene: Scene, cluster: Cluster) -> Cluster:
    """The now of a difference in an interleaved series, by its noun.

    "41 vụ, 18 người chết, 35 người bị thương; giảm 6 vụ, giảm 3 người chết": of several
    figures with the noun, the one whose neighbouring words the difference repeats.
    """
    delta = cluster.delta
    if delta is None or cluster.now is not None:
        return cluster
    nouns = delta.figure.nouns or _subject(scene, cluster)
    if not nouns:
        return cluster
    start = max(0, cluster.first - _REACH)
    found = [
        one
        for place, one in enumerate(scene.near(cluster.first, _REACH), start)
        if delta.sentence - one.sentence <= 1
        and surely_alike(one.figure, delta.figure._replace(nouns=nouns))
        and not _is_change(scene, place)
        and one.role not in ("before", "plan", "whole", "from")
    ]
    own = [one for one in found if _in_clause(scene, one, delta)]
    if len(own) == 1:
        glued = "(" in scene.numbers[cluster.first].gap
        return cluster._replace(now=own[0], sure=glued or _series_opens(scene, cluster, own[0]))
    if len(found) > 1:
        told = set(nouns[1:])
        repeated = [one for one in found if told & _neighbours(scene, one)]
        found = repeated if len(repeated) == 1 else []
    if not found:
        return cluster
    series = _series_opens(scene, cluster, found[0])
    return cluster._replace(now=found[0], sure=series)


def _in_clause(scene: Scene, one: Number, delta: Number) -> bool:
    return not re.search(r"[.;]", scene.paragraph.cues[one.at : delta.at])


def _subject(scene: Scene, cluster: Cluster) -> tuple[str, ...]:
    """The noun before the verb, where the difference has none: `số vụ giảm 1.454`."""
    at = scene.numbers[cluster.first].at
    for item in reversed(scene.paragraph.items[max(0, at - 4) : at]):
        if item.cue == "w":
            words = scene.paragraph.text[item.start : item.end].lower().split()
            return tuple(words[:3])
        if item.cue not in "UD-q":
            break
    return ()


def _neighbours(scene: Scene, number: Number) -> set[str]:
    items = scene.paragraph.items
    start = items[number.at - 1].start if number.at else 0
    end = items[number.at + 1].end if number.at + 1 < len(items) else number.figure.end
    return set(re.findall(r"\w+", scene.paragraph.text[start:end].lower()))


def _series_opens(scene: Scene, cluster: Cluster, now: Number) -> bool:
    """Whether a series of differences begins at a comparison: "; so với năm 2023 giảm …"."""
    cues = scene.paragraph.cues[now.at : scene.numbers[cluster.first].at]
    return bool(re.search(r"[;.,(][-=@&,]*[BY][-YyowB]*,?[-=@]*[UD]", cues))


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
        found = _claim(cluster, delta, now, before, "difference")
        if found is not None:
            wrong = found.verdict == "does_not_hold"
            yield found
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
    scales = shared_scale(one, other)
    judged = judge(
        formula,
        span_of(one, scales[0]),
        span_of(other, scales[1]),
        _scaled(stated.figure, one, other),
    )
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
    """A stated difference that leaves its scale to the figures around it: `up 0.3 to 1.5 million`."""
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
    judged = judge(difference, one, other, percent.figure)
    if judged is None:
        return
    if percent.figure.share == "%" and judged.verdict == "does_not_hold":
        relative = judge(change_percent, one, other, percent.figure)
        if relative is not None and relative.verdict != "does_not_hold":
            judged = relative
    judged = _signed(cluster, judged)
    figures = (now.figure, before.figure)
    yield made("points", judged, figures, percent.figure, "|{0} - {1}|", sure=cluster.sure)


def _times(cluster: Cluster) -> Iterator[Claim]:
    """`gấp 3,5 lần`, `rose 2.5 times`, `doubled`: the ratio, or what was added as a ratio."""
    now, before, times = cluster.now, cluster.before, cluster.percent
    if now is None or before is None or times is None:
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
    if re.search(r"L[-]*$", now.gap):
        return
    if now.role not in ("main", "level", "to", "total") or percent.figure.value >= HUNDRED:
        return
    count, sign = now.figure.value, cluster.sign

    def bounds(edge: Decimal) -> tuple[Decimal, Decimal]:
        base = count / (1 + sign * edge / HUNDRED)
        return base, base

    if not whole_number_fits(percent.figure, bounds):
        yield impossible(now.figure, percent.figure, _NO_WHOLE)


def impossible(count: Figure, percent: Figure, reason: str) -> Claim:
    """A count and a percentage that no other whole number can bring together."""
    return Claim(
        kind="impossible",
        verdict="does_not_hold",
        figures=((count.start, count.end), (percent.start, percent.end)),
        stated=percent.value,
        expected=None,
        low=None,
        high=None,
        formula="",
        reason=reason,
    )


def made(
    kind: Kind,
    judged: Judged,
    inputs: tuple[Figure, ...],
    stated: Figure,
    formula: str,
    *,
    sure: bool = True,
) -> Claim:
    """A claim from its figures and what was judged of them."""
    return Claim(
        kind=kind,
        verdict=judged.verdict,
        figures=(*((one.start, one.end) for one in inputs), (stated.start, stated.end)),
        stated=stated.amount,
        expected=judged.expected,
        low=judged.low,
        high=judged.high,
        formula=formula,
        reason=judged.reason,
        sure=sure,
    )
