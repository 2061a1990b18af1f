"""A part over a whole: "51 of 68 (75 %)", "404/420 tỷ đồng bằng 96,2%", "18/18".

Fractions are found first; a percentage belongs to the fraction beside it unless its own
words say that it is about something else.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.claims.judging import (
    ABOUT_ELSE,
    ABOUT_PLAN,
    change_claim,
    made,
    made_share,
    names_another,
)
from kpitrack.checks.audit.lexicon import DATE_BEFORE
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike
from kpitrack.checks.audit.verdict import Judged, Verdict

_SLASH = re.compile(r"w?/(?:[-]*|[-w]{0,2}T[-wE]{0,2})$")


_SLASH_BEYOND_BRACKETS = re.compile(r"w?\([^()]*\)/[-]*$")


_OF = re.compile(r"w?[-=@]*V[-qLT]*$|[wE=@oy,-]{0,8}O[-qL]*w?V?$")


_SHARE_RIGHT = re.compile(r"[wT]{0,3}\)?[,(:;–]?[-=&ESq]*$")
_FOR = re.compile(r"w?@$")


_PARENTHESISED = re.compile(r"[^np.;()~S]{0,12}\([-=@ESq]*$")


_SAID_LATER = re.compile(r"[^np.;()~]{0,12}[,;:–](?:[-=&]*[ES=][-=@Eq]*|[-]w?V[-q]*)$")


_SHARE_LEFT = re.compile(
    r"[-wBTOV]{0,4}(?:[,:–][-=@&Eq]*|=[-]*)$|[^np.;,()~]{0,10}\([-=@&Eq]*$"
)


_REACHED = re.compile(
    r"[^,(:;–]*\b(?:đạt (?:trên|dưới|mức)|(?:met|reached|hit) (?:the|a)|over"
    r"|under|above|below|by|(?:less|more) than) ?"
)
_AT_LEAST = re.compile(r"[\w ]{0,20}\btrở lên\b|\s*(?:or more|and above)\b")
_VULGAR = re.compile(r"\s*(?:of the\b|of all\b|số\b|tổng số\b|dân số\b)")
_SMALL = 10
_RANGE_BEFORE = re.compile(r"\b(?:between|from|từ) \S+ (?:and|to|đến)\s*$")
_ATTRIBUTE = re.compile(r"w|-w")


class Fraction(NamedTuple):
    """A part and a whole, by their places among the figures."""

    part: int
    whole: int
    slash: bool


def fraction_claims(scene: Scene) -> Iterator[Claim]:
    """Every claim about a part over its whole."""
    for one in _fractions(scene):
        yield from _fraction_claims(scene, one)


def taken_by_fractions(scene: Scene) -> frozenset[int]:
    """The places of figures that are a part over a whole, and so no part of another."""
    return frozenset(place for one in _fractions(scene) for place in (one.part, one.whole))


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
    if _RANGE_BEFORE.search(scene.text_before(one.figure, 24)):
        return None
    if beyond is None and not other.figure.share and is_of(scene, place):
        return Fraction(place, place + 1, False)
    return None


def is_of(scene: Scene, place: int) -> bool:
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
    before = scene.text_before(day, 24).split()
    if before and before[-1].strip("(,") in DATE_BEFORE:
        return True
    after = scene.text_behind(month, 1)
    return after == "/" or (day.value > month.value and not _in_brackets(scene, place))


def _is_vulgar(scene: Scene, part: Number, whole: Number) -> bool:
    """`2/3 số hộ (65%)`: two thirds, roughly, and no count of three."""
    after = scene.text_behind(whole.figure, 12)
    return part.figure.value < whole.figure.value <= _SMALL and bool(_VULGAR.match(after))


def _in_brackets(scene: Scene, place: int) -> bool:
    return scene.numbers[place].gap.endswith("(")


def _is_day(day: Figure, month: Figure) -> bool:
    plain = not (day.decimals or month.decimals or month.scale or month.unit)
    return plain and 1 <= day.value <= 31 and 1 <= month.value <= 12


def _fraction_claims(scene: Scene, fraction: Fraction) -> Iterator[Claim]:
    part, whole = scene.numbers[fraction.part], scene.numbers[fraction.whole]
    if not _comparable(part.figure, whole.figure, fraction):
        return
    if fraction.slash and _is_vulgar(scene, part, whole):
        return
    change = _as_change(scene, fraction)
    if change is not None:
        yield from change
        return
    found = [
        place
        for place in _beside(scene, fraction)
        if 0 <= place < len(scene.numbers) and _belongs(scene, fraction, place)
    ] or _beyond(scene, fraction)
    if found:
        yield from made_share(scene, part, whole, scene.numbers[found[0]])
    else:
        yield from _complete(scene, fraction)


def _beside(scene: Scene, fraction: Fraction) -> tuple[int, int]:
    """Where its percentage may stand: behind, or before its bracket: `45% (9 of 20)`."""
    before, behind = fraction.part - 1, fraction.whole + 1
    if (
        before >= 0
        and scene.numbers[before].figure.share
        and _in_brackets(scene, fraction.part)
    ):
        return before, behind
    return behind, before


def _comparable(part: Figure, whole: Figure, fraction: Fraction) -> bool:
    if part.unit and whole.unit and part.unit != whole.unit:
        return False
    if whole.value == 0:
        return False
    if fraction.slash and part.nouns and whole.nouns:
        return alike(part, whole)
    return fraction.slash or alike(part, whole) or not part.unit


def _belongs(scene: Scene, fraction: Fraction, place: int) -> bool:
    """Whether the percentage at `place` is this fraction's own."""
    number = scene.numbers[place]
    if number.figure.share != "%" or number.role == "delta":
        return False
    if names_another(scene, number, scene.numbers[fraction.whole]):
        return False
    if place > fraction.whole:
        behind = _belongs_behind(scene, number.gap, scene.after(place, 5))
        return behind and not _is_reached(scene, fraction, number)
    gap = scene.numbers[fraction.part].gap
    if re.search(r"[UDXKA;.]", gap) or re.search(r"[UDXK][-=q]*$", number.gap):
        return False
    opened = gap.find("(")
    if opened >= 0 and ")" in gap[opened:]:
        return False
    return bool(_SHARE_LEFT.match(gap))


def _is_reached(scene: Scene, fraction: Fraction, stated: Number) -> bool:
    """`3/12 xã đạt trên 80% kế hoạch`: the percentage is what each of the three reached."""
    whole = scene.numbers[fraction.whole].figure
    between = scene.paragraph.text[whole.end : stated.figure.start].lower()
    after = scene.text_behind(stated.figure, 32)
    return bool(_REACHED.fullmatch(between) or _AT_LEAST.match(after))


def _beyond(scene: Scene, fraction: Fraction) -> list[int]:
    """`35/37 vụ, làm rõ 67 đối tượng, đạt tỷ lệ 94,6%`: one other amount in between."""
    place = fraction.whole + 2
    if not fraction.slash or place >= len(scene.numbers):
        return []
    between, stated = scene.numbers[place - 1], scene.numbers[place]
    if between.figure.share or stated.figure.share != "%":
        return []
    if not re.match(r"w?,[-]*w?$", between.gap) or not re.match(r"w?,E[-q]*$", stated.gap):
        return []
    return [place] if re.match(r"[.,;]|$", scene.after(place, 1)) else []


def _belongs_behind(scene: Scene, gap: str, after: str) -> bool:
    if ";" in gap and not after.startswith(")"):
        return False
    if re.search(r"[UDXKAP.]", gap) or re.match(r"[-w]?A|/|w?[ud]", after):
        return False
    if re.search(r"\([-=@ESq]*$", gap):
        return bool(_PARENTHESISED.match(gap))
    if ABOUT_ELSE.match(after) and not ABOUT_PLAN.match(after):
        return False
    if _ATTRIBUTE.match(after) and not re.search(r"[ES=][-q]*$", gap):
        return False
    if _FOR.match(gap) and not re.match(r"w", after):
        return True
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
    rises = sign[-1] == "U"
    found = [change_claim(part, whole, scene.numbers[place], rises=rises) for place in places]
    yield from filter(None, found)


def _complete(scene: Scene, fraction: Fraction) -> Iterator[Claim]:
    """`18/18`, `all 12 of 12`: complete, or said to be."""
    part, whole = scene.numbers[fraction.part], scene.numbers[fraction.whole]
    one, other = part.figure, whole.figure
    if not (one.is_exact and other.is_exact):
        return
    before = scene.text_before(one, 24)
    said_all = bool(re.search(r"L[-]*$", part.gap)) and not re.search(
        r"\b(?:not|but|except|of the|không|trừ)\b", before
    )
    verdict: Verdict
    if one.value == other.value:
        verdict = "holds"
    elif said_all and one.value < other.value:
        verdict = "does_not_hold"
    else:
        return
    judged = Judged(verdict, other.value, other.value, other.value)
    yield made("complete", judged, (other,), one, "{0} of {0}")
