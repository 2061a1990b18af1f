"""A claim's figures as the document writes them, put into its formula."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.written import MINUSES, SPACES, NumberStyle, read_written

_NUMBER = re.compile(rf"[{MINUSES}+]?\s?\d(?:[\d.,'’{SPACES} ]*\d)?")
_SIZE = re.compile(r"\|\{(\d+)\} - \{(\d+)\}\|(?P<within> [/*])?")
_LARGEST_SCALE = 16


class Quoted(NamedTuple):
    """A figure as it is written: its digits and the words behind them.

    `value` is what the digits say, None where the figure is a word such as "doubled".
    """

    digits: str
    unit: str
    value: Decimal | None
    decimals: int

    @property
    def whole(self) -> str:
        """The figure with its words."""
        return f"{self.digits} {self.unit}".strip()


def quoted(text: str, style: NumberStyle) -> Quoted:
    """A figure's text, read in the number style of its document."""
    found = _NUMBER.match(text)
    if found is None:
        return Quoted(text, "", None, 1)
    digits = found[0]
    written = read_written(digits.replace(" ", "").lstrip(f"{MINUSES}+"), style)
    unit = " ".join(text[found.end() :].split())
    if written is None:
        return Quoted(digits, unit, None, 0)
    return Quoted(digits, unit, written.value, written.decimals)


def scale_of(figure: Quoted, amount: Decimal | None) -> int:
    """The power of ten that its words stand for, by the amount that it was read as."""
    if not figure.value or not amount:
        return 0
    powers = (one for one in range(_LARGEST_SCALE) if figure.value.scaleb(one) == abs(amount))
    return next(powers, 0)


def filled(formula: str, figures: Sequence[Quoted]) -> str:
    """The formula with its figures; the units only where the figures differ in them."""
    if not formula:
        return ""
    inputs = figures[:-1] or figures
    longest = max((one.unit for one in inputs), key=len)
    alike = all(longest.startswith(one.unit) for one in inputs)
    told = [one.digits if alike else one.whole for one in inputs]
    told += [one.digits for one in figures[len(inputs) :]]
    return _SIZE.sub(lambda found: _larger_first(found, figures), formula).format(*told)


def _larger_first(found: re.Match[str], figures: Sequence[Quoted]) -> str:
    """`|a - b|` as people write it: the smaller taken from the larger."""
    one, other = int(found[1]), int(found[2])
    first, second = figures[one].value, figures[other].value
    if first is not None and second is not None and first < second:
        one, other = other, one
    told = f"{{{one}}} - {{{other}}}"
    return f"({told}){found['within']}" if found["within"] else told
