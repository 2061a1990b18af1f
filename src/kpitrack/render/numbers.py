"""Figures as people read them: rounded half-up, once, here and nowhere else."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache

_WIDE = Context(prec=90, rounding=ROUND_HALF_UP)
_COMPUTED_DIGITS = 2
"""Digits after the point of a computed figure whose indicator names no decimals."""
_MOST_WRITTEN = 12
_MOST_PERCENT = 30
HUNDRED = Decimal(100)


def rounded(value: Decimal, digits: int) -> Decimal:
    """The value with that many digits after the point, half-up."""
    result = value.quantize(_unit(digits), context=_WIDE)
    return result if result else abs(result)


@lru_cache(maxsize=64)
def _unit(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)


def written_digits(value: Decimal) -> int:
    """How many digits after the point a figure was written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def digits_for(value: Decimal, decimals: int | None) -> int:
    """How many digits to print: the indicator's decimals, else as many as were written.

    A computed figure gets two, and more where two would make a share read as all of it.
    """
    if decimals is not None:
        return decimals
    written = written_digits(value)
    if written <= _MOST_WRITTEN:
        return written
    return percent_digits(value, least=_COMPUTED_DIGITS)


def percent_digits(value: Decimal, limits: Iterable[Decimal] = (), least: int = 1) -> int:
    """How many digits a percentage needs so that it never reads as what it is not.

    Where rounding would lift it to 100 or to a threshold that it has not reached, or bring
    it down to 100 from above, one more digit is taken: 99.96, 94.96, 100.04. A whole
    percentage needs no digit.
    """
    if value == value.to_integral_value():
        return 0
    every = (HUNDRED, *limits)
    for digits in range(least, _MOST_PERCENT):
        shown = rounded(value, digits)
        lifted = [limit for limit in every if value < limit <= shown]
        if not lifted and not (value > HUNDRED and shown == HUNDRED):
            return digits
    return _MOST_PERCENT


class Numbers:
    """Writes figures in one locale: 1,154.5 in English, 1.154,5 in Vietnamese."""

    def __init__(self, locale: str) -> None:
        self.locale = locale.replace("-", "_")
        self._english = self.locale == "en"

    def number(self, value: Decimal, digits: int) -> str:
        """A figure with that many digits after the point, thousands grouped."""
        exact = rounded(value, digits)
        if self._english:
            return f"{exact:,f}"
        return _in_locale(exact, digits, self.locale)

    def signed(self, value: Decimal, digits: int) -> str:
        """As `number`, with a plus before what is above zero."""
        text = self.number(value, digits)
        return f"+{text}" if rounded(value, digits) > 0 else text

    def percent(self, value: Decimal, limits: Iterable[Decimal] = ()) -> str:
        """A percentage with its sign, with as many digits as it needs to read true."""
        return self.with_sign(self.number(value, percent_digits(value, limits)))

    def stated_percent(self, value: Decimal) -> str:
        """A percentage as its source printed it."""
        return self.with_sign(self.number(value, written_digits(value)))

    def signed_percent(self, value: Decimal) -> str:
        """A difference in percent, with its direction; zero only when it is zero."""
        digits = 0 if value == value.to_integral_value() else 1
        while value and not rounded(value, digits) and digits < _MOST_PERCENT:
            digits += 1
        return self.with_sign(self.signed(value, digits))

    def with_sign(self, text: str) -> str:
        """A number already written, with the percent sign where the language puts it."""
        return f"{text} %" if self._english else f"{text}%"


def _in_locale(value: Decimal, digits: int, locale: str) -> str:
    from babel.numbers import format_decimal

    with localcontext(_WIDE):  # Babel quantizes in the context of the moment: 28 digits
        return format_decimal(
            value, format=_pattern(digits), locale=locale, decimal_quantization=False
        )


@lru_cache(maxsize=64)
def _pattern(digits: int) -> str:
    return "#,##0." + "0" * digits if digits else "#,##0"
