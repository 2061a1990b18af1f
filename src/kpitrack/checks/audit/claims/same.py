"""One quantity given twice with different values."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Scene, surely_alike
from kpitrack.checks.audit.verdict import span_of

_NEAR = Decimal("0.15")


def same_claims(scene: Scene) -> Iterator[Claim]:
    """`1,204 teachers … Of these 1,240 teachers`; `US$4.6 billion (US$460 million)`."""
    for place in range(1, len(scene.numbers)):
        yield from _again(scene, place)
        yield from _in_other_words(scene, place)


def _again(scene: Scene, place: int) -> Iterator[Claim]:
    """A figure that points back: "of these", "số … này"."""
    number = scene.numbers[place]
    if number.figure.share or not number.figure.nouns:
        return
    start = scene.paragraph.items[max(0, number.at - 2)].start
    before = scene.paragraph.text[start : number.figure.start].lower()
    after = scene.paragraph.text[number.figure.end : number.figure.end + 24].lower()
    points = re.search(r"\b(?:of )?(?:these|those|the same)\s*$", before) or (
        re.match(r"\s+\w+(?: \w+)? (?:này|nói trên|kể trên)\b", after)
    )
    if not points:
        return
    earlier = [
        one
        for one in scene.numbers[:place]
        if surely_alike(one.figure, number.figure) and number.sentence - one.sentence <= 2
    ]
    if not earlier:
        return
    if any(one.figure.amount == number.figure.amount for one in scene.numbers[:place]):
        return
    known = earlier[-1]
    if abs(known.figure.amount - number.figure.amount) <= known.figure.amount * _NEAR:
        yield _claim(known.figure, number.figure, holds=False)


def _in_other_words(scene: Scene, place: int) -> Iterator[Claim]:
    """The same amount in brackets, in another scale of the same money."""
    one, other = scene.numbers[place - 1].figure, scene.numbers[place].figure
    gap = scene.numbers[place].gap
    if not re.fullmatch(r"w?\([-=@]*", gap) or not scene.after(place, 1) == ")":
        return
    if not one.unit or one.unit != other.unit or one.scale == other.scale:
        return
    first, second = span_of(one), span_of(other)
    holds = first.low <= second.high and second.low <= first.high
    yield _claim(one, other, holds=holds)


def _claim(one: Figure, other: Figure, *, holds: bool) -> Claim:
    return Claim(
        kind="same",
        verdict="holds" if holds else "does_not_hold",
        figures=((one.start, one.end), (other.start, other.end)),
        stated=other.amount,
        expected=one.amount,
        low=one.amount - one.half,
        high=one.amount + one.half,
        formula="{0}",
    )
