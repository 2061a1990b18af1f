"""Where a text names a known indicator and puts its figure right behind the name.

Only what can be read in one way is read: the name opens its clause, nothing but linking
words stands between it and the figure, and the figure's unit is the indicator's own, at
most in another scale. Whatever else a sentence may mean, it is left alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.audit.excerpt import sentence_start
from kpitrack.checks.audit.lexicon import MEASURED, MONEY, QUALIFIERS, SCALES
from kpitrack.checks.written import (
    FIGURE_SHAPE,
    SPACES,
    STYLES,
    NumberStyle,
    Written,
    read_written,
)
from kpitrack.model.indicator import Indicator

_LINKS = (
    "reached", "reaches", "reaching", "was", "were", "is", "are", "has been", "have been",
    "came to", "amounted to", "totalled", "totaled", "stood at", "stands at", "of", "at", "in",
    "for", "the year", "now", "đạt", "ước", "là", "được", "còn", "có", "thực hiện", "năm",
    "cả năm", "trong năm", "hiện", "hiện nay", "hiện có", "đã",
)  # fmt: skip
"""Words that may stand between a name and its figure and change nothing."""

_LEAD_IN = re.compile(
    r"(?:[\s,*_#>•+–-]|\d{1,2}[.)]\s|(?:the|our|and|in|for|by|of|year|end|fy|total|và|còn|với"
    r"|trong|năm|cả|hết|đến|chỉ|tiêu|số|19\d\d|20\d\d)(?!\w))*",
    re.IGNORECASE,
)
"""What may open a clause before a name and say no more than when."""

_ENDS_WELL = re.compile(
    r"\s?(?:[.;!?\n]|$|,(?!\s(?:of which|trong|tính|riêng))"
    r"|\((?=\s?[+-]?\d[^()]*\)\s?(?:[.;,\n]|$))"
    r"|(?:bằng|đạt|tăng|giảm|vượt|up|down)(?!\w)|(?:and|or|và)\s(?!\D{0,12}\d)"
    r"|(?:in|for|trong|năm|\s)+(?:19|20)\d\d(?=\s?(?:[.,;!?\n]|$)))",
    re.IGNORECASE,
)
"""What may follow a figure and leave it the indicator's own: not "in the north", "per head"."""

_IN_WORDS = frozenset(("phần trăm", "percent", "per cent"))


def _any_of(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=lambda one: -len(one))
    return "|".join(r"\s+".join(map(re.escape, one.split())) for one in longest_first)


_BEHIND_A_NAME = re.compile(
    rf"(?:[ {SPACES},:(–—-]|\n(?!\s*\n)|(?:{_any_of(_LINKS)})(?!\w)"
    rf"|(?:19|20)\d\d(?![\d.,]*\d)){{0,24}}"
    rf"(?:(?<!\w)(?P<qualifier>{_any_of(QUALIFIERS)})\s+)?"
    rf"(?<![\w.,$€£¥])(?P<figure>{FIGURE_SHAPE})(?![/\w])",
    re.IGNORECASE,
)
_WORD = re.compile(r"\s{0,3}(%|[^\W\d_][\w²³°'’-]*)")
_FIRST_WORD = re.compile(r"\w+")
_MOST_WORDS = 6


class Unit(NamedTuple):
    """A unit as words: the power of ten that it names, and what is counted in it."""

    scale: int
    base: tuple[str, ...]


class Reading(NamedTuple):
    """A figure with its scale, and half a unit of its last printed digit."""

    amount: Decimal
    half: Decimal


class Mention(NamedTuple):
    """An indicator's name with a figure behind it.

    The figure with its unit stands from `start` to `end`. `readings` are what it says in
    the document's number style, and after that what it would say in the other one.
    """

    indicator: Indicator
    name_start: int
    start: int
    end: int
    readings: tuple[Reading, ...]
    qualifier: str | None


class Names:
    """The names of a tracker's indicators, in every language, ready to be looked for."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        owners: dict[str, list[Indicator]] = {}
        for one in indicators:
            for name in {" ".join(name.casefold().split()) for name in _names(one)}:
                owners.setdefault(name, []).append(one)
        self._owners = {name: found[0] for name, found in owners.items() if len(found) == 1}
        first_words: dict[str, list[str]] = {}
        for name in owners:
            opening = _FIRST_WORD.match(name)
            if opening:
                first_words.setdefault(opening[0], []).append(name)
        self._patterns = {
            word: re.compile(rf"(?:{_any_of(names)})(?!\w)", re.IGNORECASE)
            for word, names in first_words.items()
        }

    def mentions(self, text: str, style: NumberStyle) -> Iterator[Mention]:
        """Every indicator named in a text with its figure, the longest name first."""
        place = 0
        while word := _FIRST_WORD.search(text, place):
            place = word.end()
            pattern = self._patterns.get(word[0].casefold())
            found = pattern.match(text, word.start()) if pattern else None
            if found is None:
                continue
            place = found.end()
            owner = self._owners.get(" ".join(found[0].casefold().split()))
            if owner is not None and _opens_its_clause(text, found.start()):
                mention = _mention(owner, text, found, style)
                if mention is not None:
                    yield mention


def _names(indicator: Indicator) -> Iterator[str]:
    yield indicator.name
    yield from indicator.names.values()


def _opens_its_clause(text: str, start: int) -> bool:
    """Whether the name is not part of more: "share of", "rural", "In the north,"."""
    return bool(_LEAD_IN.fullmatch(text, sentence_start(text, start), start))


def _mention(
    owner: Indicator, text: str, name: re.Match[str], style: NumberStyle
) -> Mention | None:
    found = _BEHIND_A_NAME.match(text, name.end(), name.end() + 120)
    written = read_written(found["figure"].lstrip("+"), style) if found else None
    if found is None or written is None:
        return None
    words = list(_words(text, found.end()))
    unit = _unit_of(words, [parsed_unit(one) for one in _units(owner)])
    if unit is None:
        return None
    scale, count = unit
    end = words[count - 1].end()
    if not _ENDS_WELL.match(text, end):
        return None
    qualifier = found["qualifier"]
    return Mention(
        indicator=owner,
        name_start=name.start(),
        start=found.start("figure"),
        end=end,
        readings=(_reading(written, scale), *_otherwise(found["figure"], style, scale)),
        qualifier=QUALIFIERS.get(" ".join(qualifier.casefold().split())) if qualifier else None,
    )


def _reading(written: Written, scale: int) -> Reading:
    half = Decimal(5).scaleb(scale - written.decimals - 1)
    return Reading(written.value.scaleb(scale), half)


def _otherwise(figure: str, style: NumberStyle, scale: int) -> Iterator[Reading]:
    """What the same signs mean in the other number style, if anything."""
    for one in STYLES:
        written = read_written(figure.lstrip("+"), one) if one != style else None
        if written is not None:
            yield _reading(written, scale)


def _units(indicator: Indicator) -> Iterator[str]:
    for unit in (indicator.unit, *indicator.units.values()):
        if unit:
            yield unit


def parsed_unit(text: str) -> Unit:
    """A unit in words: "billion VND" counts VND, in thousands of millions."""
    words = text.casefold().split()
    if " ".join(words) in _IN_WORDS:
        return Unit(0, ("%",))
    for length in (2, 1):
        scale = SCALES.get(" ".join(words[:length]))
        if scale is not None and len(words) >= length:
            return Unit(scale, tuple(map(_root, words[length:])))
    return Unit(0, tuple(map(_root, words)))


def _root(word: str) -> str:
    """A word as one form of all its own: money by its currency, English without plural."""
    known = MONEY.get(word)
    if known is not None:
        return known
    return word[:-1] if len(word) > 3 and word.endswith("s") and word.isascii() else word


def _words(text: str, place: int) -> Iterator[re.Match[str]]:
    """The words right behind a figure, up to the next sign."""
    for _ in range(_MOST_WORDS):
        found = _WORD.match(text, place)
        if found is None:
            return
        yield found
        place = found.end()


def _unit_of(words: Sequence[re.Match[str]], units: Sequence[Unit]) -> tuple[int, int] | None:
    """The scale that the words behind a figure name, and how many of them are its unit."""
    told = [one.group(1).casefold() for one in words]
    scale, after = _scale(told)
    for unit in units:
        base = _percent(told[after:]) if unit.base == ("%",) else told[after:]
        if unit.base and tuple(map(_root, base[: len(unit.base)])) == unit.base:
            return scale, after + len(unit.base) + (len(told[after:]) - len(base))
    another = set(told[after : after + 1]) & (MEASURED | set(MONEY))
    bare = after and not another and any(unit.scale == scale for unit in units)
    return (scale, after) if bare else None


def _scale(told: Sequence[str]) -> tuple[int, int]:
    for length in (2, 1):
        scale = SCALES.get(" ".join(told[:length])) if len(told) >= length else None
        if scale is not None:
            return scale, length
    return 0, 0


def _percent(told: Sequence[str]) -> list[str]:
    """ "per cent" and "phần trăm" are the sign in two words."""
    if " ".join(told[:2]) in _IN_WORDS:
        return ["%", *told[2:]]
    if " ".join(told[:1]) in _IN_WORDS:
        return ["%", *told[1:]]
    return list(told)
