"""Numbers as a spreadsheet keeps them, and the number formats that show them as we print."""

from decimal import Decimal
from typing import NamedTuple

from kpitrack.render.numbers import rounded
from kpitrack.render.sheet import Mood

_SIGNIFICANT = 15
"""As many digits as a spreadsheet shows; a figure of more is written as text."""


class Typed(NamedTuple):
    """A cell: a number with its format, a text, or nothing.

    With a `formula`, `value` is what kpitrack computed and the formula must give.
    """

    value: Decimal | str | None = None
    code: str = ""
    formula: str | None = None
    mood: Mood = "none"


EMPTY = Typed()


def is_typable(value: Decimal, digits: int) -> bool:
    """Whether a spreadsheet shows the number with that many digits after the point."""
    return len(rounded(value, digits).normalize().as_tuple().digits) <= _SIGNIFICANT


def number_format(
    value: Decimal, digits: int, *, before: str = "", behind: str = "", plus: str = ""
) -> str:
    """The format that shows this value with that many digits, thousands grouped.

    `before` and `behind` are words around it, `plus` stands before what is above zero. What
    rounds to zero has no sign.
    """
    body = "#,##0" + ("." + "0" * digits if digits else "")
    shown = rounded(value, digits)
    minus = "" if value < 0 and not shown else "-"
    plus = plus if shown or value < 0 else ""
    if not (before or behind or plus) and minus:
        return body
    start, end = _literal(before), _literal(behind)
    above, below, zero = (f"{start}{sign}{body}{end}" for sign in (plus, minus, ""))
    return f"{above};{below};{zero}"


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""
