"""What each figure of a paragraph is there for, by the cues before and after it."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from kpitrack.checks.audit.reading import Figure, Paragraph

Role = Literal[
    "main", "delta", "to", "from", "before", "plan", "whole", "total", "rest", "level"
]
"""`before` is the figure of an earlier period, `level` an amount said to be reached."""

_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("delta", re.compile(r"[UD][-=@q]*$")),
    ("delta", re.compile(r"[UD][-YywqX=@]*V[-q]*$")),
    ("to", re.compile(r"t[-q]*$")),
    ("plan", re.compile(r"Ttw?[-q]*$")),
    ("plan", re.compile(r"T[-qywoOVE=@:(Yg]*$")),
    ("before", re.compile(r"[BY][-qYywoOVE=@:(ft]*$")),
    ("before", re.compile(r"\(w?y[-:=@E,]*[Ew]?$")),
    ("from", re.compile(r"f[-qyYwOV=@]{0,4}$")),
    ("total", re.compile(r"Z[-q=@:OV]*$")),
    ("rest", re.compile(r"R[-qw=@OVE]*$")),
    ("whole", re.compile(r"O[-qLw]*$|V[-qL]*$")),
    ("level", re.compile(r"[EXK][-q=@]*$")),
)


@lru_cache(maxsize=4096)
def role_after(gap: str) -> Role:
    """The role of a figure behind these cues, counted from the figure before it."""
    for role, shape in _ROLES:
        if shape.search(gap):
            return role
    return "main"


_LONGEST_GAP = 60
"""More cues than this between two figures and nothing ties them; "~" stands for the rest."""


_BRACKETED = 16


class Number(NamedTuple):
    """A figure in its place: `at` in the items, `gap` the cues since the figure before."""

    at: int
    figure: Figure
    gap: str
    role: Role
    sentence: int
    year: int


class Scene(NamedTuple):
    """A paragraph with the roles of its figures, in order."""

    paragraph: Paragraph
    numbers: list[Number]

    def between(self, first: int, second: int) -> str:
        """The cues between two figures, given by their places in `numbers`."""
        return self.paragraph.cues[self.numbers[first].at + 1 : self.numbers[second].at]

    def after(self, place: int, length: int = 8) -> str:
        """The cues that follow a figure."""
        return self.behind(self.numbers[place], length)

    def behind(self, number: Number, length: int = 5) -> str:
        """The cues that follow a figure."""
        return self.paragraph.cues[number.at + 1 : number.at + 1 + length]

    def text_before(self, figure: Figure, length: int) -> str:
        """The last characters before a figure, in small letters."""
        start = max(0, figure.start - length)
        return self.paragraph.text[start : figure.start].lower()

    def text_behind(self, figure: Figure, length: int) -> str:
        """The first characters behind a figure, in small letters."""
        return self.paragraph.text[figure.end : figure.end + length].lower()

    def near(self, place: int, reach: int = 24) -> list[Number]:
        """The figures before a place, no more than `reach` of them."""
        return self.numbers[max(0, place - reach) : place]

    def outer(self, place: int) -> int | None:
        """The figure before a place, passing over a bracket that closes in between."""
        gap = self.numbers[place].gap
        closes, opens = gap.find(")"), gap.find("(")
        if closes < 0 or 0 <= opens < closes:
            return place - 1 if place else None
        return self.before_bracket(place - 1)

    def before_bracket(self, place: int) -> int | None:
        """The figure before the bracket that the figure at `place` stands in."""
        depth = 0
        for earlier in range(place, max(-1, place - _BRACKETED), -1):
            gap = self.numbers[earlier].gap
            depth += gap.count("(") - gap.count(")")
            if depth > 0:
                return earlier - 1 if earlier else None
        return None

    def words(self, first: int, last: int) -> str:
        """The text from item `first` up to item `last`, lower case."""
        items = self.paragraph.items
        if last <= first:
            return ""
        return self.paragraph.text[items[first].start : items[last - 1].end].lower()


def read_roles(paragraph: Paragraph) -> Scene:
    """The figures of a paragraph with their roles, sentences and years."""
    numbers: list[Number] = []
    cues = paragraph.cues
    last = sentence = 0
    for at, item in enumerate(paragraph.items):
        if item.cue == ".":
            sentence += 1
        if item.figure is None:
            continue
        gap = cues[last:at] if at - last <= _LONGEST_GAP else "~" + cues[at - _LONGEST_GAP : at]
        inside = gap[gap.rfind(".") + 1 :]
        role = role_after(inside)
        if role == "whole" and not _is_whole(inside, "." in gap or not numbers):
            role = "main"
        if role == "main" and _is_given(paragraph, gap, at):
            role = "plan"
        numbers.append(
            Number(at, item.figure, gap, role, sentence, _year_of(paragraph, last, at))
        )
        last = at + 1
    return Scene(paragraph, numbers)


def _is_given(paragraph: Paragraph, gap: str, at: int) -> bool:
    """`được giao 357,8 tỷ đồng kế hoạch vốn`: the plan is named behind its figure."""
    if not paragraph.cues.startswith("T", at + 1) or not gap:
        return False
    before = paragraph.text[paragraph.items[at - 1].start : paragraph.items[at].start]
    return "giao" in before.lower()


def _is_whole(gap: str, opens: bool) -> bool:
    """Whether "of" makes a whole: behind a figure, or where a sentence or clause opens."""
    if "O" in gap:
        return True
    shape = r"[-,]*V[-qL]*" if opens else r"w?[-=@]*V[-qL]*|.*[,;:(&-][-]*V[-qL]*"
    return bool(re.fullmatch(shape, gap))


_YEAR_BEFORE = re.compile(r"y[-=@EwYB:]*[UDt]?[-q=@]*$")
_YEAR_AFTER = re.compile(r"w?[-(@Y]{0,4}y")


def _year_of(paragraph: Paragraph, last: int, at: int) -> int:
    """The year that a figure is said to be of, 0 where none is named beside it."""
    before = paragraph.cues[last:at]
    found = _YEAR_BEFORE.search(before)
    if found:
        return paragraph.items[last + found.start()].year
    after = _YEAR_AFTER.match(paragraph.cues[at + 1 : at + 7])
    if after:
        return paragraph.items[at + after.end()].year
    return 0


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures can be of one quantity: no unit or noun sets them apart."""
    if bool(one.share) != bool(other.share):
        return False
    if one.unit and other.unit:
        return one.unit.partition("/")[0] == other.unit.partition("/")[0]
    first, second = _named(one), _named(other)
    if first and second and not one.unit and not other.unit:
        return bool(first & second)
    return True


def _named(figure: Figure) -> set[str]:
    """The nouns of a figure, without participles such as "received"."""
    if figure.nouns[:2] == ("trường", "hợp"):
        return set()
    return {stem(noun) for noun in figure.nouns if not noun.endswith("ed")}


def surely_alike(one: Figure, other: Figure) -> bool:
    """Whether two figures name the same unit, or begin with the same noun."""
    if one.unit or other.unit:
        return one.unit == other.unit
    if not one.nouns or not other.nouns:
        return False
    return stem(one.nouns[0]) == stem(other.nouns[0])


def stem(word: str) -> str:
    """A noun without the ending of its plural."""
    for ending, stem in (("ies", "y"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + stem
    return word


def shared_scale(one: Figure, other: Figure) -> tuple[int, int]:
    """The scales of two figures, the one that is silent taking the other's: `404/420 tỷ`."""
    if one.scale == other.scale:
        return one.scale, other.scale
    if not one.scale and not one.unit and not one.nouns:
        return other.scale, other.scale
    if not other.scale and not other.unit and not other.nouns:
        return one.scale, one.scale
    return one.scale, other.scale
