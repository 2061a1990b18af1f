"""One quantity given twice with different values."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.roles import Number, Scene, alike
from kpitrack.checks.audit.verdict import Span, span_of

_NEAR = Decimal("0.15")
_LEAST = 20
_PERIODS = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:quý|tháng|tuần|quarter|month|week|kỳ|đợt) \w+"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_SHARED_WORDS = 4
_MOST_LIKE = 12
_NEAR_PAGES = 60
_OTHERS = ("delta", "before", "from", "plan")
_PLAIN = frozenset(
    "của là có và the of in was were a an to for đã được năm trong with at on".split()
)


def same_claims(scene: Scene) -> Iterator[Claim]:
    """`1,204 teachers … Of these 1,240 teachers`; `US$4.6 billion (US$460 million)`."""
    for place in range(1, len(scene.numbers)):
        yield from _again(scene, place)
        yield from _in_other_words(scene, place)


def _again(scene: Scene, place: int) -> Iterator[Claim]:
    """A figure that points back: "of these", "số … này"."""
    number = scene.numbers[place]
    if number.figure.share:
        return
    start = scene.paragraph.items[max(0, number.at - 2)].start
    before = scene.paragraph.text[start : number.figure.start].lower()
    after = scene.text_behind(number.figure, 24)
    points = re.search(r"\b(?:of )?(?:these|those|the same)\s*$", before) or (
        re.match(r"\s+\w+(?: \w+)? (?:này|nói trên|kể trên)\b", after)
    )
    if not points and not _opens_with(scene, number):
        return
    earlier = [
        one
        for one in scene.near(place)
        if _could_be(one, number) and number.sentence - one.sentence <= 2
    ]
    if not earlier:
        return
    if _is_narrowed(scene, number):
        return
    if any(one.figure.amount == number.figure.amount for one in scene.near(place)):
        return
    known = earlier[-1]
    if not points and not _swapped(known.figure.value, number.figure.value):
        return
    if abs(known.figure.amount - number.figure.amount) <= known.figure.amount * _NEAR:
        yield _claim(known.figure, number.figure, holds=False)


def _is_narrowed(scene: Scene, number: Number) -> bool:
    """`of those 62 petitions that were complete`: not the same, but some of them."""
    after = scene.text_behind(number.figure, 40)
    return bool(re.match(r"(?: [\w-]+){1,3} (?:that|which|with|in|trained|who had)\b", after))


def _could_be(one: Number, number: Number) -> bool:
    if number.figure.nouns:
        return alike(one.figure, number.figure) or not surely_named(number)
    return not one.figure.share and one.figure.unit == number.figure.unit


def surely_named(number: Number) -> bool:
    """Whether it has a noun of its own, not a word such as "who"."""
    return bool(number.figure.nouns) and number.figure.nouns[0] not in ("who", "that", "which")


def _opens_with(scene: Scene, number: Number) -> bool:
    """`A record 41,320 runners registered. Of the 41,230 who …`."""
    if re.search(r"\.[-]*[VO][-]*$", number.gap):
        return True
    return number.gap.endswith(".-") and bool(number.figure.nouns)


def _in_other_words(scene: Scene, place: int) -> Iterator[Claim]:
    """The same amount in brackets, in another scale of the same money."""
    one, other = scene.numbers[place - 1].figure, scene.numbers[place].figure
    gap = scene.numbers[place].gap
    bracketed = re.fullmatch(r"w?\([-=@E]*", gap) and scene.after(place, 1) == ")"
    if not bracketed and not _is_restated(scene, place):
        return
    if not one.unit or one.unit != other.unit or one.scale == other.scale:
        return
    first, second = span_of(one), span_of(other)
    holds = first.low <= second.high and second.low <= first.high
    mistyped = sorted(_digits(one)) == sorted(_digits(other)) or _is_shifted(first, second)
    if holds or mistyped:
        yield _claim(one, other, holds=holds)


def _is_shifted(one: Span, other: Span) -> bool:
    """Whether the two differ by noughts alone: 868.926 billion and 86,9 thousand billion."""
    shifts = (one.point.scaleb(power) for power in (-3, -2, -1, 1, 2, 3))
    return any(other.low <= point <= other.high for point in shifts)


def _digits(figure: Figure) -> str:
    """The digits without point and noughts around: alike for amounts that were mistyped."""
    return f"{figure.value:f}".replace(".", "").strip("0")


def same_across(scenes: Sequence[Scene]) -> Iterator[Claim]:
    """One quantity in two places of a document, with two of its digits swapped.

    `kết nạp 197 đảng viên mới … kết nạp 179 đảng viên mới`: the words around both are the
    same. Other differences may be another year or another place, and are let pass.
    """
    seen: dict[tuple[object, ...], list[tuple[int, Scene, Number]]] = {}
    for page, scene in enumerate(scenes):
        for number in scene.numbers:
            figure = number.figure
            if figure.share or figure.value < _LEAST or number.role in _OTHERS:
                continue
            digits = "".join(sorted(f"{figure.value:f}"))
            key = (digits, figure.unit, figure.scale)
            known = seen.setdefault(key, [])
            for other_page, other_scene, other in known[-_MOST_LIKE:]:
                if page - other_page > _NEAR_PAGES or not _swapped(
                    other.figure.value, figure.value
                ):
                    continue
                if _same_words(other_scene, other, scene, number):
                    yield _claim(other.figure, figure, holds=False)
                    break
            known.append((page, scene, number))


def _same_words(one_scene: Scene, one: Number, other_scene: Scene, other: Number) -> bool:
    if _period(one_scene, one) != _period(other_scene, other):
        return False
    names = _names(one_scene, one), _names(other_scene, other)
    if names[0] - names[1] and names[1] - names[0]:
        return False
    first, second = _around(one_scene, one), _around(other_scene, other)
    if one_scene is other_scene and one.sentence == other.sentence:
        return False
    shared = first & second
    return len(shared) >= _SHARED_WORDS and len(shared) * 3 >= 2 * max(len(first), len(second))


def _swapped(one: Decimal, other: Decimal) -> bool:
    """Whether two neighbouring digits changed places."""
    if len(f"{one:f}") != len(f"{other:f}"):
        return False
    pairs = zip(f"{one:f}", f"{other:f}", strict=True)
    places = [place for place, (first, second) in enumerate(pairs) if first != second]
    return len(places) == 2 and places[1] == places[0] + 1


def _period(scene: Scene, number: Number) -> frozenset[str]:
    """The years, quarters and months that the sentence of a figure names."""
    text = scene.paragraph.text
    items = scene.paragraph.items
    start = max(text.rfind(".", items[0].start, number.figure.start), items[0].start)
    end = text.find(".", number.figure.end, items[-1].end)
    sentence = text[start : end if end >= 0 else items[-1].end].lower()
    return frozenset(_PERIODS.findall(sentence))


def _names(scene: Scene, number: Number) -> frozenset[str]:
    """Capitals near a figure that tell one place from another: "Xã A", "the Berat clinic"."""
    start = max(0, number.figure.start - 60)
    near = scene.paragraph.text[start : number.figure.end + 30]
    return frozenset(re.findall(r"(?<=[^\W\d] )[A-ZĐ]\w*", near))


def _around(scene: Scene, number: Number) -> frozenset[str]:
    """The words beside a figure in its clause, without figures and very short ones."""
    text = scene.paragraph.text
    start = max(0, number.figure.start - 60)
    clause = _YEARS.sub(" ", text[start : number.figure.start].lower())
    before = re.split(r"[.,;:()\n\d]", clause)[-1]
    after = re.split(r"[.,;:()\n\d]", text[number.figure.end : number.figure.end + 40].lower())[
        0
    ]
    words = [*re.findall(r"[^\W\d_]+", before)[-10:], *re.findall(r"[^\W\d_]+", after)[:7]]
    return frozenset(one for one in words if one not in _PLAIN)


def _is_restated(scene: Scene, place: int) -> bool:
    """`36.480 triệu đồng, tương đương 36,48 tỷ đồng`."""
    gap = scene.numbers[place].gap
    if not re.fullmatch(r",?[-]*[E=]", gap):
        return False
    at = scene.numbers[place].at
    return bool(re.search(r"tương đương|equivalent|tức|or|i\.e", scene.words(at - 1, at)))


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
