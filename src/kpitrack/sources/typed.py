"""Numbers as people type them, in the signs of a language: 1,154.5 or 1.154,5.

Babel knows the signs of each language. Its reading of numbers is not used: it is lenient,
and takes 1.5 for 15 where a point groups thousands.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple


class TypedNumberError(ValueError):
    """A text that is not one number without doubt."""


class AmbiguousNumberError(TypedNumberError):
    """A number with two readings, a thousand apart.

    `readings` are both, the one by the locale's signs first.
    """

    def __init__(self, text: str, readings: tuple[Decimal, Decimal]) -> None:
        self.readings = readings
        super().__init__(f'"{text}" may be {readings[0]:f} or {readings[1]:f}')


class UnreadableNumberError(TypedNumberError):
    """A text that is no number in its locale.

    `meant` are the numbers that it would be by the signs of other languages.
    """

    def __init__(self, text: str, meant: tuple[Decimal, ...]) -> None:
        self.meant = meant
        super().__init__(f'"{text}" is no number')


class Signs(NamedTuple):
    """How a language writes numbers.

    `groups` are all signs that may part thousands. The last group has three digits, each
    before it has three as well or `higher`: 12,34,567 in India.
    """

    decimal: str
    groups: str
    higher: int = 3


_SPACES = " \u00a0\u202f\u2009"
_APOSTROPHES = "'’"
_POINT, _COMMA = Signs(".", ","), Signs(",", ".")
_WITH_SPACES = Signs(",", _SPACES)
_USUAL = (_POINT, _COMMA, _WITH_SPACES)
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_MINUS = re.compile("^\u200e?[-−]")


def typed_number(text: str, locale: str) -> Decimal:
    """The number that a person typed, exactly, with the digits as typed.

    Signs are those of the locale, and thousands are grouped throughout or not at all. No
    group of thousands begins with 0: 0,154 is not 154 in English, but a decimal comma.
    Raises AmbiguousNumberError where the decimal sign could as well part thousands: it is
    the only sign, with three digits behind it and one to three before it, no leading zero.
    Raises UnreadableNumberError for everything else that is no number. A percent sign, a
    unit and an exponent are no part of a number.
    """
    bare = _with_plain_minus(text.strip())
    signs = signs_of(locale)
    number = _read(bare, signs)
    if number is None:
        raise UnreadableNumberError(text, meant_numbers(text))
    if re.fullmatch(r"[+-]?[1-9][0-9]{0,2}[^0-9][0-9]{3}", bare) and signs.decimal in bare:
        raise AmbiguousNumberError(text, (number, number.scaleb(3).quantize(Decimal(1))))
    return number


def exact_number(text: str) -> Decimal:
    """The number that a text is as a tracker file writes it: 1154.5, never grouped.

    Raises UnreadableNumberError for anything else.
    """
    bare = _with_plain_minus(text.strip())
    if _PLAIN.fullmatch(bare) is None:
        raise UnreadableNumberError(text, meant_numbers(text))
    return Decimal(bare)


def meant_numbers(text: str) -> tuple[Decimal, ...]:
    """Every number that the text is by the signs of some language, each once."""
    bare = _with_plain_minus(text.strip())
    found = (_read(bare, signs) for signs in _USUAL)
    return tuple(dict.fromkeys(one for one in found if one is not None))


@lru_cache
def signs_of(locale: str) -> Signs:
    """The signs of a language that Babel knows; English and Vietnamese need no Babel."""
    if locale in ("en", "vi"):
        return _POINT if locale == "en" else _COMMA
    from babel import Locale

    known = Locale.parse(locale.replace("-", "_"))
    symbols = known.number_symbols["latn"]
    _, higher = known.decimal_formats[None].grouping
    return Signs(symbols["decimal"], _alike(symbols["group"]), higher)


def _alike(group: str) -> str:
    """The signs that people type for one: a keyboard has one space and one apostrophe."""
    for signs in (_SPACES, _APOSTROPHES):
        if group in signs:
            return signs
    return group


def _with_plain_minus(text: str) -> str:
    return _MINUS.sub("-", text)


def _read(text: str, signs: Signs) -> Decimal | None:
    if _shape(signs).fullmatch(text) is None:
        return None
    digits = "".join(char for char in text if char not in signs.groups)
    return Decimal(digits.replace(signs.decimal, "."))


@lru_cache
def _shape(signs: Signs) -> re.Pattern[str]:
    """Digits without groups, or in groups of the right size behind one and the same sign."""
    every = f"[{re.escape(signs.groups)}]"
    higher = sorted({3, signs.higher})
    grouped = "|".join(
        rf"[1-9][0-9]{{0,{size - 1}}}"
        rf"(?:(?P<sign{size}>{every})(?:[0-9]{{{size}}}(?P=sign{size}))*)[0-9]{{3}}"
        for size in higher
    )
    return re.compile(rf"[+-]?(?:[0-9]+|{grouped})(?:{re.escape(signs.decimal)}[0-9]+)?")
