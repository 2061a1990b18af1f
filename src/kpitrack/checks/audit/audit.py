"""A document's claims, found and judged."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.claims.average import average_claims
from kpitrack.checks.audit.claims.change import change_claims
from kpitrack.checks.audit.claims.fraction import fraction_claims
from kpitrack.checks.audit.claims.parts import part_claims
from kpitrack.checks.audit.claims.plan import plan_claims
from kpitrack.checks.audit.claims.same import same_across, same_claims
from kpitrack.checks.audit.claims.share import share_claims
from kpitrack.checks.audit.prose import paragraphs, without_markup
from kpitrack.checks.audit.reading import read_paragraph
from kpitrack.checks.audit.roles import Scene, read_roles
from kpitrack.checks.written import COMMA, POINT, NumberStyle, mixes_styles, style_of

_A_DIGIT = re.compile(r"\d")
_VIETNAMESE = re.compile(
    r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE
)
_TOLD_BY = 200_000
_ONE_IN = 50
_FEWEST = 2
_TWO_WAYS = "a figure can be read in two ways here"
_READERS: tuple[Callable[[Scene], Iterator[Claim]], ...] = (
    fraction_claims,
    share_claims,
    plan_claims,
    change_claims,
    part_claims,
    average_claims,
    same_claims,
)
_VERDICTS = ("holds", "holds_by_rounding", "cut", "undecided", "does_not_hold")


class Found(NamedTuple):
    """The claims of a text in its order; how many figures it has, and how many in no claim."""

    claims: tuple[Claim, ...]
    numbers: int
    unclaimed: int


def language_style(text: str) -> NumberStyle:
    """The number style of a text: as most of its figures tell, else as its language does."""
    start = text[:_TOLD_BY]
    is_vietnamese = len(_VIETNAMESE.findall(start)) * _ONE_IN > len(start)
    return style_of(text, default=COMMA if is_vietnamese else POINT)


def audit_text(text: str, style: NumberStyle | None = None) -> Found:
    """Every claim in a text with its accents composed."""
    plain = without_markup(text)
    chosen = style or language_style(plain)
    scenes = [
        read_roles(read_paragraph(plain, start, end, chosen))
        for start, end in paragraphs(plain)
        if _A_DIGIT.search(plain, start, end)
    ]
    claims = [claim for scene in scenes for claim in _one_verdict_each(_claims(scene))]
    claims += same_across(scenes)
    if style is None and mixes_styles(plain):
        claims = _doubted(claims, scenes)
    numbers = sum(len(one.numbers) for one in scenes)
    claimed = {place for one in claims for place in one.figures}
    claims.sort(key=lambda one: (one.start, one.end))
    return Found(tuple(claims), numbers, numbers - len(claimed))


def _doubted(claims: Sequence[Claim], scenes: Sequence[Scene]) -> list[Claim]:
    """In a document of two number styles, no claim fails on a figure that has two readings."""
    unclear = {
        (one.figure.start, one.figure.end)
        for scene in scenes
        for one in scene.numbers
        if one.figure.other is not None
    }
    return [
        one._replace(verdict="undecided", reason=_TWO_WAYS)
        if one.verdict == "does_not_hold" and unclear & set(one.figures)
        else one
        for one in claims
    ]


def _claims(scene: Scene) -> list[Claim]:
    if len(scene.numbers) < _FEWEST:
        return []
    return [claim for read in _READERS for claim in read(scene)]


def _one_verdict_each(found: Sequence[Claim]) -> list[Claim]:
    """Of several readings of one stated figure the one that holds, else the fullest.

    A figure can be the total of a list and have a percentage as well: those are two claims.
    """
    best: dict[tuple[tuple[int, int], bool], Claim] = {}
    for claim in found:
        key = (claim.figures[-1], claim.kind in ("sum", "complete", "same"))
        known = best.get(key)
        if known is None or _rank(claim) < _rank(known):
            best[key] = claim
    return list(best.values())


def _rank(claim: Claim) -> tuple[int, int]:
    return _VERDICTS.index(claim.verdict), -len(claim.figures)
