"""A rise or a fall, with the figures around it that say how much of what.

A verb opens a cluster; what stands around it fills its slots: now, the difference, the
percentage, and the figure before. Only what is glued to it makes it sure.
"""

import re
from typing import NamedTuple

from kpitrack.checks.audit.claims.signs import LATER_PERCENT, same_way, sign_at
from kpitrack.checks.audit.roles import Number, Scene, alike, surely_alike
from kpitrack.checks.audit.verdict import difference

_JOINT = re.compile(
    r"[-w]{0,3}(?:[ud][-BYyw]*|[BfY][-YyowB]*(?=[,(]))?\)?[,(:;–&]?[-=E&V(]*([UDud]?)[-=EqV]*$"
)
_BARE_JOINT = re.compile(r"w?[,;][-]*$")
_ENDS_WELL = re.compile(r"[).;,&BfYytT-]|$")
_CLEAN_LINK = re.compile(
    r"[-wyo@EVTft]{0,9}(?:&[-w]{1,3})?\)?(?:[,(:]?[-=@&E]*|–[-=@E]*)(?:[BfY](?:[-YyowBTfV]*[-YyoT])?[,)]?)?[-=@Eq]*$"
    r"|[^np.;,()~]{0,14}[(][-=@]*$"
)
_NEXT_SENTENCE = re.compile(
    r"[^np.;()~]{0,16}\)?[.;][-=@&,]*(?:[-yY,]*)?(?:[BfY](?:[-YyowBTfV]*[-YyoT])?,?)?[-=@&E]*$"
)
_TO_NOW = re.compile(r"w?\)?[UD]?[-=@&,;]*[-BYywoZ]{0,5}[tR][-q=@]*$")
_AT_NOW = re.compile(r"w?[udXK]?\)?[-BYyw]*(?:,[-]*[E@]|@)[-@qZ]*$")
_FROM_BEFORE = re.compile(
    r"w?\)?[-,(=@y]*(?:[Yyw-]{0,4},(?=f))?(?:[udXKUD][-=@]*w?,?w?)?"
    r"(?:[BfYXKV][-YyVwofO=@EqT:]*(?:\((?:w(?=y))?[-yY=@E:]*)?(?:,[-]*Y[-Yy@E]*)?"
    r"|\([-wo]{0,3}[yY][-Yyw:=@,E]*|[ud][-w@EBYyo]{0,8}\("
    r"|[Yy][-Yyw]*[(:][-=@Ey:]*)$"
    r"|w?\)?[-,]*[ud](?:[-V]*|[-BYyw]*,[-w@]*)$"
)
_FROM_PLAN = re.compile(r"w?[XK]?[-]*(?:[BVf]?[-]*T)[-YyVwoB=@E:(Tg]*$")
_ARROW_FROM = re.compile(r"w?[(]-?$")
_WAY = re.compile(r"w?[-yY]{0,3}[UD]?t[-q]*")
_OWN_SUBJECT = re.compile(r"[UD][^UD]*w[^UD]*V[-q]*$")
_SPLIT = re.compile(r"[UDXK]")
_PLACED_WORDS = re.compile(r"\b(?:của|ở|tại|in|at|for)\b")
_TIME_WORDS = re.compile(
    r"\b(?:năm|kỳ|kì|tháng|quý|tuần|trước|ngoái|1[5-9]\d\d|20\d\d|years?|months?|quarters?|weeks?"
    r"|last|previous|prior|earlier|ago|before|same|period|time|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|fiscal|fy\d*|q[1-4]|spring|fall)\b"
)
_REACH = 24
_ON = ("on", "over")


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


def cluster_at(scene: Scene, place: int) -> Cluster | None:
    """The rise or fall that the figure at a place says, None where it says none."""
    sign = sign_at(scene, place)
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
    found = _JOINT.match(number.gap)
    if _is_percent(number) == _is_percent(earlier) or found is None:
        return False
    if not same_way(found[1], sign) or _is_another(scene, place):
        return False
    if not _is_percent(number) and number.gap.startswith(")"):
        return False
    if ";" in number.gap and not (number.figure.sign and earlier.figure.sign):
        return False
    if found[1]:
        return not re.match(r"[BfY]", number.gap) or not re.match(
            r"[-w]?[BTY]", scene.after(place, 3)
        )
    if number.figure.sign and (number.figure.sign == "+") != (sign > 0):
        return False
    return _is_glued(scene, place)


def _is_another(scene: Scene, place: int) -> bool:
    """Whether an amount is an earlier figure, or one of a pair, and so no difference."""
    number = scene.numbers[place]
    return not _is_percent(number) and (
        bool(re.search(r"[BYy]", number.gap))
        or _has_before_behind(scene, place)
        or bool(re.match(r"w?[-y]*t", scene.after(place, 4)))
    )


def _is_glued(scene: Scene, place: int) -> bool:
    """Whether a figure without a verb of its own belongs to the difference before it."""
    number, after = scene.numbers[place], scene.after(place, 4)
    if not re.search(r"[,(:;=–V]", number.gap):
        return False
    if _BARE_JOINT.match(number.gap) and not number.figure.sign:
        return _is_percent(number) and bool(_ENDS_WELL.match(after))
    if not _is_percent(number) and not sign_at(scene, place) and not number.gap.endswith("("):
        return bool(re.search(r"[=E]", number.gap))
    return not re.match(r"[-w]{0,2}[OV]", after) and not (
        "E" in number.gap and re.match(r"[-w]?[BY-]*T|w?B?Y|w", after)
    )


def _has_before_behind(scene: Scene, place: int) -> bool:
    """`fell by 15.7 % (893 this year, compared with 1,059)`: no difference, but a pair."""
    following = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
    return (
        following is not None
        and following.role in ("before", "from", "to")
        and not re.search(r"[.;)]", following.gap)
    )


def _is_percent(number: Number) -> bool:
    return bool(number.figure.share)


def _with(cluster: Cluster, number: Number) -> Cluster:
    if number.figure.share:
        return cluster if cluster.percent else cluster._replace(percent=number)
    return cluster if cluster.delta else cluster._replace(delta=number)


def is_poisoned(scene: Scene, cluster: Cluster) -> bool:
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


def look_right(scene: Scene, cluster: Cluster) -> Cluster:
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
        found = LATER_PERCENT.match(gap)
        if found and same_way(found[1], cluster.sign) and (cluster.now or cluster.before):
            return cluster._replace(percent=number)
    if sign_at(scene, place) or not _fits(number, cluster):
        return None
    if cluster.now is None and _TO_NOW.match(gap):
        return cluster._replace(now=number)
    if cluster.before is None and _is_before(scene, cluster, place):
        return cluster._replace(before=number, plan="T" in gap)
    if cluster.now is None and _is_now(scene, place):
        return cluster._replace(now=number)
    return None


def _is_before(scene: Scene, cluster: Cluster, place: int) -> bool:
    """`… from 82`, `… so với năm 2023 (82)`, `(82 → 63)`, `2.5 times the 40`."""
    gap = scene.numbers[place].gap
    if re.search(r"B[-]*wV", gap) or ("B" in gap and _is_elsewhere(scene, place)):
        return False
    if ";" not in gap and (_FROM_BEFORE.match(gap) or _FROM_PLAN.match(gap)):
        return True
    at = scene.numbers[place].at
    if gap == "-" and scene.words(at - 1, at) in _ON:
        return True
    if (
        gap.endswith(",q")
        and "Y" in scene.after(place, 4)
        and scene.words(at - 1, at) == "over"
    ):
        return True
    if _is_times(cluster) and re.fullmatch(r"[-VBYyw]{0,4}", gap):
        return True
    following = scene.numbers[place + 1] if place + 1 < len(scene.numbers) else None
    arrow = following is not None and re.match(r"w?t$", following.gap)
    return bool(cluster.now is None and arrow and _ARROW_FROM.match(gap))


def _is_elsewhere(scene: Scene, place: int) -> bool:
    """`so với 120 vụ của huyện bên`: compared with another place, not an earlier time."""
    end = scene.numbers[place].figure.end
    behind = re.match(r"[^.,;()]{0,60}", scene.paragraph.text[end : end + 60].lower())
    words = behind[0] if behind else ""
    return bool(_PLACED_WORDS.search(words)) and not _TIME_WORDS.search(words)


def _is_now(scene: Scene, place: int) -> bool:
    """`…, reaching 63`, `… (893 this year, compared with 1,059)`."""
    number = scene.numbers[place]
    if not number.figure.share and _AT_NOW.match(number.gap):
        return True
    if not _has_before_behind(scene, place):
        return False
    return number.gap.endswith("(") or bool(
        re.match(r"[-BYywV]*,?[-w]{0,3}[E@][-q]*$", number.gap)
    )


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


def look_left(scene: Scene, cluster: Cluster) -> Cluster:
    """`82 households in 2023, 63 in 2024, down 19`, `63 against 82, down 23.2 %`."""
    first = scene.numbers[cluster.first]
    place = cluster.first - 1
    if place < 0 or _OWN_SUBJECT.search(first.gap):
        return cluster
    if place and "A" in scene.numbers[place].gap[-4:]:
        place -= 1
    near = scene.numbers[place]
    if _is_aside(scene, cluster, place):
        return _behind_bracket(scene, cluster, place)
    if cluster.before is not None and _is_second(scene, cluster, place):
        return _of_chain(scene, cluster, place)
    if not _is_linked(near, first) or not _fits(near, cluster) or _is_change(scene, place):
        return _by_noun(scene, cluster)
    if near.sentence < first.sentence - 1:
        return cluster
    if place and re.match(r"w?/", near.gap):
        return _over_before(scene, cluster, place)
    if ")" in _before_verb(first.gap):
        return _behind_bracket(scene, cluster, place)
    return _placed(scene, cluster, place)


def _is_second(scene: Scene, cluster: Cluster, place: int) -> bool:
    """`18.984 tỷ, tăng 42% so với cùng kỳ và vượt 8% so với chỉ tiêu (17.500 tỷ)`."""
    near, first = scene.numbers[place], scene.numbers[cluster.first]
    same = near.sentence == first.sentence and _is_change(scene, place)
    return same and bool(re.fullmatch(r"[-wBYyT]{0,6}[,&][-]*", _before_verb(first.gap)))


def _is_aside(scene: Scene, cluster: Cluster, place: int) -> bool:
    """Whether what stands in a bracket before the verb cannot be of its quantity."""
    gap = _before_verb(scene.numbers[cluster.first].gap)
    near = scene.numbers[place]
    bracketed = bool(re.fullmatch(r"w?\),[-=@&E]*", gap)) and not near.figure.share
    return (
        bracketed
        and near.sentence == scene.numbers[cluster.first].sentence
        and not _fits(near, cluster)
    )


def _is_linked(near: Number, first: Number) -> bool:
    """Whether nothing foreign stands between a figure and the verb of a difference."""
    stem = _before_verb(first.gap)
    if _CLEAN_LINK.match(stem) or _NEXT_SENTENCE.match(stem):
        return True
    return near.role == "before" and bool(re.match(r"w?\)?[-]*w?[-=@E]*$", stem))


def _behind_bracket(scene: Scene, cluster: Cluster, place: int) -> Cluster:
    """A bracket closes before the verb: what is in it may be the figure before, or aside."""
    near = scene.numbers[place]
    if near.role == "plan" and cluster.before is not None:
        return _of_chain(scene, cluster, place)
    if near.role in ("before", "plan"):
        return _placed(scene, cluster, place)
    opened = scene.before_bracket(place)
    if opened is None or not _fits(scene.numbers[opened], cluster):
        return cluster
    return cluster._replace(now=cluster.now or scene.numbers[opened])


def _of_chain(scene: Scene, cluster: Cluster, place: int) -> Cluster:
    """`1.154 tỷ, đạt 119% dự toán (968 tỷ), tăng 13% so với cùng kỳ (1.020 tỷ)`: the first."""
    near = scene.numbers[place]
    for number in reversed(scene.near(place, 6)):
        if number.sentence != near.sentence:
            break
        if not number.figure.share and number.role != "plan":
            fits = number.role in ("main", "level", "to", "total") and _fits(number, cluster)
            return cluster._replace(now=number) if fits else cluster
    return cluster


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
    return bool(sign_at(scene, place)) or (bool(number.figure.share) and number.role == "delta")


def _placed(scene: Scene, cluster: Cluster, place: int) -> Cluster:
    """The figure right before the verb, and the one before that, as now and before."""
    near = scene.numbers[place]
    earlier = scene.numbers[place - 1] if place and not _is_change(scene, place - 1) else None
    if near.role in ("before", "plan", "from"):
        return _placed_before(scene, cluster, place, earlier)
    if cluster.before is not None:
        if cluster.now is None and 0 < near.year < cluster.before.year:
            return cluster._replace(now=cluster.before, before=near)
        return cluster._replace(now=cluster.now or near)
    if earlier is None:
        return cluster._replace(now=cluster.now or near)
    if _pairs(scene, place - 1, place) and _is_earlier(earlier, near):
        cluster = cluster._replace(before=earlier, plan=earlier.role == "plan")
    elif cluster.now is None and _is_later(scene, near) and alike(earlier.figure, near.figure):
        cluster = cluster._replace(before=earlier)
    elif cluster.now is None and _is_turned(scene, place):
        return cluster._replace(now=earlier, before=near)
    return cluster._replace(now=cluster.now or near)


def _is_turned(scene: Scene, place: int) -> bool:
    """Whether the later figure of two neighbours is the earlier year's."""
    near, earlier = scene.numbers[place], scene.numbers[place - 1]
    if 0 < near.year < earlier.year:
        return _pairs(scene, place - 1, place)
    return (
        bool(near.year) and alike(earlier.figure, near.figure) and _is_this_year(scene, earlier)
    )


def _is_this_year(scene: Scene, number: Number) -> bool:
    """`71,97% năm nay, năm 2018 là 97,29%`, `37,334 this year. In 2018 it was 34,313`."""
    start = max(0, number.figure.start - 20)
    near = scene.paragraph.text[start : number.figure.end + 24].lower()
    return bool(re.search(r"\b(?:năm nay|this year|hiện nay)\b", near))


def _placed_before(
    scene: Scene, cluster: Cluster, place: int, earlier: Number | None
) -> Cluster:
    """The same where the figure right before the verb is said to be an earlier one.

    Years tell better than words: "1,378 in 2015 compared to 2016 when there were 1,529".
    """
    near = scene.numbers[place]
    if earlier is not None and 0 < earlier.year < near.year and near.role == "before":
        return cluster._replace(now=near, before=earlier)
    if cluster.before is None:
        cluster = cluster._replace(before=near, plan=near.role == "plan")
    pairs = earlier is not None and _pairs(scene, place - 1, place, across_verbs=True)
    return cluster._replace(now=earlier) if pairs and cluster.now is None else cluster


def _is_earlier(one: Number, near: Number) -> bool:
    """Whether the first of two neighbours is the figure of an earlier time."""
    return (
        one.role in ("before", "from", "plan")
        or bool(near.role == "to" and _WAY.fullmatch(near.gap))
        or 0 < one.year < near.year
    )


def _is_later(scene: Scene, number: Number) -> bool:
    after = scene.text_behind(number.figure, 40)
    return bool(
        re.match(r"[\w ]{0,20}\b(?:later|the year after|the next year|năm sau)\b", after)
    )


def _pairs(scene: Scene, one: int, other: int, *, across_verbs: bool = False) -> bool:
    """Whether two neighbours are of one quantity, with nothing foreign between them."""
    first, second = scene.numbers[one], scene.numbers[other]
    gap = scene.between(one, other)
    gap = re.sub(r"[oy]&[oy]", "o", gap)
    foreign = r"[;UDXKIG&]"
    if across_verbs or second.role == "to":
        foreign = r"[;IG&]" if second.role != "to" else r"[;IG]"
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
        gap = scene.numbers[cluster.first].gap
        glued = "(" in gap or bool(_CLEAN_LINK.match(_before_verb(gap)))
        return cluster._replace(now=own[0], sure=glued or _series_opens(scene, cluster, own[0]))
    if len(found) > 1:
        told = set(nouns[1:])
        repeated = [one for one in found if told & _neighbours(scene, one)]
        found = repeated if len(repeated) == 1 else []
    if not found:
        return cluster
    series = _series_opens(scene, cluster, found[0])
    named = set(_subject(scene, cluster)) & set(found[0].figure.nouns)
    return cluster._replace(now=found[0], sure=series or len(named) > 1)


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
    return bool(re.search(r"[;.,(][-=@&,]*[BY][-YyowB]*,?[-=@w]{0,3}[UD]", cues))
