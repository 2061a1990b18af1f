"""A document's claims, found and judged."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.claims.change import change_claims
from kpitrack.checks.audit.claims.parts import part_claims
from kpitrack.checks.audit.claims.ratio import ratio_claims
from kpitrack.checks.audit.claims.same import same_claims
from kpitrack.checks.audit.prose import paragraphs, without_markup
from kpitrack.checks.audit.reading import read_paragraph
from kpitrack.checks.audit.roles import read_roles
from kpitrack.checks.written import COMMA, POINT, NumberStyle, style_of

_A_DIGIT = re.compile(r"\d")
_VIETNAMESE = re.compile(
    r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE
)


class Found(NamedTuple):
    """The claims of a text in its order, and how many figures are in none."""

    claims: tuple[Claim, ...]
    numbers: int
    unclaimed: int


def language_style(text: str) -> NumberStyle:
    """The number style of a text: as most of its figures tell, else as its language does."""
    default = (
        COMMA if len(_VIETNAMESE.findall(text[:200_000])) * 50 > len(text[:200_000]) else POINT
    )
    return style_of(text, default=default)


def audit_text(text: str, style: NumberStyle | None = None) -> Found:
    """Every claim in a text with its accents composed."""
    plain = without_markup(text)
    chosen = style or language_style(plain)
    claims: list[Claim] = []
    numbers = unclaimed = 0
    for start, end in paragraphs(plain):
        found, count = _paragraph(plain, start, end, chosen)
        claims += found
        places = {place for one in found for place in one.figures}
        numbers += count
        unclaimed += count - len(places)
    return Found(tuple(claims), numbers, unclaimed)


def _paragraph(text: str, start: int, end: int, style: NumberStyle) -> tuple[list[Claim], int]:
    if not _A_DIGIT.search(text, start, end):
        return [], 0
    scene = read_roles(read_paragraph(text, start, end, style))
    if len(scene.numbers) < 2:
        return [], len(scene.numbers)
    found = [*ratio_claims(scene), *change_claims(scene), *part_claims(scene)]
    found += same_claims(scene)
    return _one_verdict_each(found), len(scene.numbers)


def _one_verdict_each(found: Sequence[Claim]) -> list[Claim]:
    """In the text's order; of two readings of one stated figure the one that holds."""
    best: dict[tuple[tuple[int, int], bool], Claim] = {}
    for claim in found:
        key = (claim.figures[-1], claim.kind in ("sum", "complete", "same"))
        known = best.get(key)
        if known is None or _rank(claim) < _rank(known):
            best[key] = claim
    return sorted(best.values(), key=lambda one: (one.start, one.end))


_ORDER = ("holds", "holds_by_rounding", "cut", "undecided", "does_not_hold")


def _rank(claim: Claim) -> tuple[int, int]:
    return _ORDER.index(claim.verdict), -len(claim.figures)
