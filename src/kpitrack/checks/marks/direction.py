"""Whether a figure and its sentence go the same way.

Prose holds a direction in a sign or in a word, and kpitrack knows no prose: where the new
figure would need another sign or another word, the writer must change the sentence.
"""

import re

from kpitrack.checks.marks.address import Address
from kpitrack.checks.marks.measures import SIZES
from kpitrack.checks.marks.places import Place
from kpitrack.checks.written import MINUSES
from kpitrack.errors import Mistake

_FALLING = (
    r"giảm|hụt|sụt|tụt|thiếu(?! (?:nhi|niên))|kém|mất|bớt|xuống|hạ(?! (?:tầng|long|viện))|âm"
    r"|thấp hơn|ít hơn|nhỏ hơn|down|fall|falls|fell|fallen|falling|drop|drops|dropped|dropping"
    r"|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tion)|shrink|shrinks"
    r"|shrank|shrunk|lose|loses|lost|loss|cut|cuts|shed|sank|slid|slumped|plunged|minus"
    r"|lower|lowered|less(?! than)|fewer(?! than)|below|under|short|shortfall"
)
_RISING = (
    r"tăng|thêm|lên|vượt|cao hơn|nhiều hơn|lớn hơn|up(?! to)|rise|rises|rose|risen|rising"
    r"|grow|grows|grew|grown|growing|growth|increas(?:e|es|ed|ing)|gain|gains|gained|climbed"
    r"|jumped|surged|plus|higher|more(?! than)|above|exceed|exceeds|exceeded|exceeding"
)
_DIRECTION = re.compile(rf"\b(?:(?P<falling>{_FALLING})|(?P<rising>{_RISING}))\b", re.I)
_CLAUSE = re.compile(r"[^.;,()0-9]{0,40}\Z")
_UPWARDS = {sizes[0]: sizes[1] for sizes in SIZES.values()}
_DOWNWARDS = {sizes[1]: sizes[0] for sizes in SIZES.values()}
_SIGNED = {size: measure for measure, sizes in SIZES.items() for size in sizes}


def direction_trouble(place: Place, address: Address, expected: str) -> Mistake | None:
    """Why `expected` would not fit the sign or the word that the writer wrote."""
    if _sign(place.token) != _sign(expected):
        return _other_sign(place, address, expected)
    return _other_word(place, address, expected)


def _sign(token: str) -> str:
    return "-" if token[0] in MINUSES else token[0] if token[0] == "+" else ""


def _other_sign(place: Place, address: Address, expected: str) -> Mistake:
    found = f'"{place.token}"'
    name = address.indicator.id
    if not _sign(place.token) and address.measure in SIZES:
        fix = (
            f"where a word says the direction, mark it as {name}.{SIZES[address.measure][1]}; "
            f"else write {expected}"
        )
        return Mistake(f"{expected}, with its sign", found, fix)
    if _sign(expected):
        fix = f"write {expected}, where no word beside it says the direction"
        return Mistake(f"{expected}, with its sign", found, fix)
    if _sign(place.token) == "+":
        return Mistake("a figure without a sign", found, f"write {expected}")
    of = _SIGNED.get(address.measure)
    fix = (
        f"mark it as {name}.{of}"
        if of
        else f"if it is a dash, put a space behind it, else write {expected}"
    )
    return Mistake("a figure without a minus", found, fix)


def _other_word(place: Place, address: Address, expected: str) -> Mistake | None:
    """A size is read in the direction of the word before it, and so is an unsigned change."""
    name, measure = address.indicator.id, address.measure
    word = _word_before(place.before)
    falls = word is not None and word.lastgroup == "falling"
    if word is None or _sign(place.token) or measure not in {*SIZES, *_SIGNED}:
        return None
    if falls and measure in SIZES:
        upwards, downwards = SIZES[measure]
        fix = f"mark it as {name}.{downwards}, or {upwards} and another word"
        return Mistake(f"{expected} upwards", "a word of falling before it", fix)
    if falls and measure in _UPWARDS:
        fix = f"change the word, or mark it as {name}.{_UPWARDS[measure]}"
        return Mistake(f"a word of rising before {measure}", f'"{word[0]}"', fix)
    if not falls and measure in _DOWNWARDS:
        fix = f"change the word, or mark it as {name}.{_DOWNWARDS[measure]}"
        return Mistake(f"a word of falling before {measure}", f'"{word[0]}"', fix)
    return None


def _word_before(before: str) -> re.Match[str] | None:
    """The last word of a direction in the clause before a figure."""
    clause = _CLAUSE.search(before)
    found = list(_DIRECTION.finditer(clause[0])) if clause else []
    return found[-1] if found else None
