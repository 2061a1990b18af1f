"""Claims made from figures and a formula."""

import re

from kpitrack.checks.audit.claim import Claim, Kind
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, shared_scale, stem
from kpitrack.checks.audit.verdict import (
    Formula,
    Judged,
    change_percent,
    difference,
    judge,
    share,
    span_of,
)

_OF_WHAT = re.compile(r"[-]{0,2}(?:[VO][-wLV]*|w[-wV]*)(?=[).,;&(]|$)")
_LINKS = frozenset("of the all by in a an số các toàn bộ cả trong và".split())
_OF_THEM = frozenset("them these those total overall tổng which whole".split())

ABOUT_ELSE = re.compile(r"[-w]{0,2}(?:B?Y|B[-w]?y|[BOV])")
"""Cues behind a percentage that make it one of an earlier figure, or of another whole."""

ABOUT_PLAN = re.compile(r"[-w]{0,2}[BOV]?[-w]?T")
"""Cues behind a percentage that make it one of a plan."""


def judged_of(formula: Formula, first: Figure, second: Figure, stated: Figure) -> Judged | None:
    """A stated figure against a formula of two others; None where that has no value.

    A figure that means something else in the other number style clears what it can: a
    document may mix the two.
    """
    one, other = shared_scale(first, second)
    judged = judge(formula, span_of(first, one), span_of(second, other), stated)
    if judged is None or judged.verdict != "does_not_hold":
        return judged
    readings = [
        (_otherwise(first), second) if first.other is not None else None,
        (first, _otherwise(second)) if second.other is not None else None,
    ]
    for pair in filter(None, readings):
        again = judge(formula, span_of(pair[0], one), span_of(pair[1], other), stated)
        if again is not None and again.verdict != "does_not_hold":
            return again
    return judged


def _otherwise(figure: Figure) -> Figure:
    """The figure in the other number style, where three digits group or are decimals."""
    other = figure.value if figure.other is None else figure.other
    exponent = other.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return figure._replace(value=other, decimals=decimals)


def change_claim(part: Number, whole: Number, stated: Number, *, rises: bool) -> Claim | None:
    """That `part` came from `whole` by a rise or fall as stated, in the unit or in percent."""
    formula = change_percent if stated.figure.share else difference
    judged = judged_of(formula, part.figure, whole.figure, stated.figure)
    if judged is None:
        return None
    scales = shared_scale(part.figure, whole.figure)
    now, earlier = span_of(part.figure, scales[0]), span_of(whole.figure, scales[1])
    if now.most < earlier.least if rises else now.least > earlier.most:
        judged = judged._replace(verdict="does_not_hold", reason="the other way round")
    shown = "|{0} - {1}| / {1}" if stated.figure.share else "|{0} - {1}|"
    return made("change", judged, (part.figure, whole.figure), stated.figure, shown)


def share_claim(scene: Scene, part: Number, whole: Number, stated: Number) -> Claim | None:
    """That `part` is the stated percentage of `whole`; None where that has no value."""
    judged = judged_of(share, part.figure, whole.figure, stated.figure)
    if judged is None:
        return None
    if judged.verdict == "does_not_hold" and part.figure.scale != whole.figure.scale:
        judged = _without_scale(part, whole, stated) or judged
    after = scene.behind(stated)
    kind: Kind = "plan" if ABOUT_PLAN.match(after) else "ratio"
    return made(kind, judged, (part.figure, whole.figure), stated.figure, "{0} / {1}")


def _without_scale(part: Number, whole: Number, stated: Number) -> Judged | None:
    """The same where a scale that stands once may be meant for both."""
    judged = judge(share, span_of(part.figure, 0), span_of(whole.figure, 0), stated.figure)
    return judged if judged is not None and judged.verdict != "does_not_hold" else None


def names_another(scene: Scene, stated: Number, whole: Number) -> bool:
    """Whether words behind a percentage say what it is of, and not this whole.

    "12 of the 40 schools (25 % of all pupils)": of the pupils, not of the schools.
    """
    found = _OF_WHAT.match(scene.behind(stated, 8))
    if found is None or found[0] == "":
        return False
    words = scene.words(stated.at + 1, stated.at + 1 + found.end()).split()
    known = {*map(stem, whole.figure.nouns)}
    if not whole.figure.nouns or whole.figure.unit:
        known |= {*map(stem, scene.text_before(whole.figure, 60).split())}
    told = [stem(word.strip("()")) for word in words if word not in _LINKS | _OF_THEM]
    if not whole.figure.nouns and found[0].strip("-").startswith("w"):
        return False
    return bool(told) and not any(word in known for word in told)


def is_about_change(scene: Scene, place: int) -> bool:
    """Whether a percentage says a change, an excess or an average, and no share."""
    number = scene.numbers[place]
    return bool(
        re.search(r"[UDXKA]", number.gap[-4:])
        or re.match(r"w?[ud]|/|[-w]?A", scene.after(place))
    )


_TO_DO = re.compile(
    r"\b(?:phải|kiến nghị|tiếp nhận|thụ lý|giao|đăng ký|phân bổ|bố trí|cam kết|cần|được giao"
    r"|đủ điều kiện|đến hạn|thuộc thẩm quyền|xảy ra"
    r"|received|registered|lodged|allocated|planned|submitted)\b"
)


_IS_DONE = re.compile(
    r"\b(?:đã|giải quyết|hoàn thành|xử lý|thu hồi|giải ngân|trả lời|xong|làm rõ|khám phá"
    r"|resolved|settled|closed|completed|spent|disbursed|answered)\b"
)


def is_done_of(scene: Scene, given: Number, done: Number) -> bool:
    """Whether words say that one was taken in and the other is what of it is done."""
    before = scene.words(given.at - len(given.gap), done.at)
    between = scene.words(given.at + 1, done.at)
    told = bool(_TO_DO.search(before)) and bool(_IS_DONE.search(between))
    return told and "T" not in given.gap + done.gap


def made_share(scene: Scene, part: Number, whole: Number, stated: Number) -> list[Claim]:
    """`share_claim` as a list of one or none."""
    claim = share_claim(scene, part, whole, stated)
    return [] if claim is None else [claim]


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
