"""Figures as people write them in prose: `1.154,5`, `1,154.5`, `1 154`, `08`, `404,0`.

A sign between digits means one thing in one document and another in the next. So a figure
is read in a number style, and the style of a document is found from the figures in it that
can be read in one way only.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

SPACES = "\u00a0\u202f\u2009"
"""Spaces that group digits and never part words: no-break, narrow no-break, thin."""

MINUSES = "-−–"
"""Signs that people write for minus: hyphen, minus, en dash."""

_WIDE = Context(prec=90, rounding=ROUND_HALF_UP)


class NumberStyle(NamedTuple):
    """What the signs inside a figure mean: which one marks decimals, which one groups."""

    decimal: str
    group: str


POINT = NumberStyle(".", ",")
"""1,154.5, as in English."""

COMMA = NumberStyle(",", ".")
"""1.154,5, as in Vietnamese."""

STYLES = (POINT, COMMA)

FIGURE_SHAPE = (
    rf"[{MINUSES}+]?"
    rf"(?:[0-9]{{1,3}}(?:[.,'’{SPACES}][0-9]{{3}})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?)"
    r"(?![.,]?[0-9])"
)
"""A figure as it is written, whatever stands before it."""

FIGURE = re.compile(rf"(?<![\w.,]){FIGURE_SHAPE}")
"""A figure in running text, in either style; dates, versions and codes match too."""

_ONE_WAY = (
    (POINT, re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")),
    (COMMA, re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")),
    (POINT, re.compile(r"[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|0\.[0-9]+|[0-9]{4,}\.[0-9]+")),
    (COMMA, re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]+|[0-9]{4,},[0-9]+")),
)
"""Forms that only one style gives a meaning to; `1.154` and `1,154` are none of them."""


class Written(NamedTuple):
    """A figure as it was written, and what it takes to write another like it.

    `sign` is the sign as written, `group` what groups its thousands ("" where nothing
    does), `decimal` the sign before its `decimals` digits ("" where there are none), and
    `width` the least number of whole digits: 2 for `08`, else 1.
    """

    value: Decimal
    decimals: int
    sign: str
    group: str
    decimal: str
    width: int


def read_written(text: str, style: NumberStyle) -> Written | None:
    """The figure that `text` is in a style, or None where it is none.

    Digits are grouped by threes with the style's own sign, a space or an apostrophe. A
    figure that has no meaning in the style (`10,63` in POINT, `1.154.433` in POINT) is none.
    """
    sign = text[:1] if text[:1] in MINUSES + "+" and text[:1] else ""
    whole, decimal, fraction = text[len(sign) :].partition(style.decimal)
    if decimal and not _is_digits(fraction):
        return None
    group = next((one for one in whole if not one.isdigit()), "")
    if group and (group not in f"{style.group} '’{SPACES}" or not _is_grouped(whole, group)):
        return None
    digits = whole.replace(group, "") if group else whole
    if not _is_digits(digits):
        return None
    value = Decimal(f"{digits}.{fraction}" if decimal else digits)
    zeros = len(digits) if digits.startswith("0") and len(digits) > 1 else 1
    return Written(
        value=-value if sign and sign in MINUSES else value,
        decimals=len(fraction),
        sign=sign,
        group=group,
        decimal=decimal,
        width=zeros,
    )


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_grouped(whole: str, group: str) -> bool:
    first, *rest = whole.split(group)
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(one) == 3 for one in rest)


def written_like(value: Decimal, model: Written, style: NumberStyle) -> str:
    """`value` in the manner of `model`: its decimals, grouping, sign and leading zeros.

    Rounded half-up. A model below 1000 does not show whether its writer groups: then a
    value of 1000 and more is grouped as the style does.
    """
    rounded = value.quantize(Decimal(1).scaleb(-model.decimals), context=_WIDE)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    whole = whole.zfill(model.width)
    group = model.group or ("" if abs(model.value) >= 1000 else style.group)
    if group and len(whole) > 3:
        whole = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", group, whole)
    sign = _sign(rounded, model.sign)
    return sign + whole + ((model.decimal or style.decimal) + fraction if fraction else "")


def _sign(value: Decimal, model: str) -> str:
    if value < 0:
        return model if model and model in MINUSES else "-"
    return "+" if model == "+" and value > 0 else ""


def style_of(text: str, *, default: NumberStyle) -> NumberStyle:
    """The style in which most figures of a document are written that can be read one way.

    Without any such figure, or with as many of each, it is `default`.
    """
    return told_style(text) or default


def told_style(text: str) -> NumberStyle | None:
    """As `style_of`, and None where the document does not tell its style."""
    point, comma = _votes(text)
    if point == comma:
        return None
    return POINT if point > comma else COMMA


def mixes_styles(text: str) -> bool:
    """Whether some figures can be read in one style only, and some in the other only."""
    return all(_votes(text))


def _votes(text: str) -> tuple[int, int]:
    """How many figures can be read in POINT alone, and how many in COMMA alone."""
    votes = {POINT: 0, COMMA: 0}
    for found in FIGURE.finditer(text):
        body = found[0].lstrip(MINUSES + "+")
        for style, shape in _ONE_WAY:
            if shape.fullmatch(body):
                votes[style] += 1
    return votes[POINT], votes[COMMA]
