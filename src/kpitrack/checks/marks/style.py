"""How a marked figure is written again: in its writer's precision and number style.

A sign between digits can mean two things: `1.154` is 1154 in one document and 1.154 in the
next. A figure is never written so that it reads as another one. What tells, the strongest
first: the token itself where it reads one way only; the other marked figures, which are
figures for sure; the document's other figures, among which may be the numbers of sections.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.written import (
    COMMA,
    POINT,
    STYLES,
    NumberStyle,
    Written,
    read_written,
    told_style,
    written_like,
)

_NO_FIGURES = re.compile(
    r"^[\s>#*+-]*[0-9]+(?:\.[0-9]+)+\.?(?=\s)"
    r"|\b(?:section|chapter|version|figure|table|appendix|article|clause|python|v"
    r"|mục|phần|chương|điều|khoản|bảng|biểu|hình|phụ lục|phiên bản)\s*[0-9]+(?:[.,][0-9]+)+",
    re.M | re.I,
)
"""Numbers of sections, tables and versions: they have points in every language."""

_SIGNS = re.compile(r"[.,]")


class DocumentStyle(NamedTuple):
    """The number style of a document, as far as it tells one.

    `marked` is that of its marked figures, `other` that of the rest; `fallback` is the
    reader's locale, used only for a sign that cannot be misread. A document is `mixed` where
    nothing tells its style and its marked figures use one sign in both meanings.
    """

    marked: NumberStyle | None
    other: NumberStyle | None
    fallback: NumberStyle
    mixed: bool = False

    @property
    def told(self) -> NumberStyle | None:
        """The style that the document tells, by its strongest evidence."""
        return self.marked or self.other


class Limits(NamedTuple):
    """What a rounded figure may not seem to reach before it does, from below and from above."""

    from_below: tuple[Decimal, ...] = ()
    from_above: tuple[Decimal, ...] = ()


NO_LIMITS = Limits()


class Ambiguous(NamedTuple):
    """A token that can be read one way and is meant another; both ways to write it."""

    read: str
    meant: str


def document_style(
    tokens: Iterable[str], other_text: str, fallback: NumberStyle
) -> DocumentStyle:
    """The style that a document tells: of its marked tokens, and of the text around them."""
    votes = {POINT: 0, COMMA: 0}
    for token in tokens:
        readings = _readings(token)
        if len(readings) == 1 and readings[0][1].decimals not in (0, 3):
            votes[readings[0][0]] += 1
    marked = None if votes[POINT] == votes[COMMA] else max(votes, key=lambda one: votes[one])
    return DocumentStyle(marked, told_style(_NO_FIGURES.sub(" ", other_text)), fallback)


def _readings(token: str) -> list[tuple[NumberStyle, Written]]:
    read = ((style, read_written(token, style)) for style in STYLES)
    return [(style, written) for style, written in read if written is not None]


def is_written(token: str) -> bool:
    """Whether a token is a figure in some style."""
    return bool(_readings(token))


def true_digits(value: Decimal, digits: int, limits: Limits) -> int:
    """The digits after the point with which a value seems to reach none of its limits.

    99.96 at one digit would read as 100. Three digits are never added: `99.997` could be
    read as a grouped number.
    """
    shown = _rounded(value, digits)
    lifted = any(value < limit <= shown for limit in limits.from_below)
    lowered = any(shown <= limit < value for limit in limits.from_above)
    if not lifted and not lowered:
        return digits
    return true_digits(value, 4 if digits == 2 else digits + 1, limits)


def _rounded(value: Decimal, digits: int) -> Decimal:
    model = Written(Decimal(0), digits, "", "", ".", 1)
    return Decimal(written_like(value, model, NumberStyle(".", "")))


def expected_token(
    token: str, value: Decimal, limits: Limits, style: DocumentStyle
) -> str | Ambiguous:
    """What should stand in place of a token, which may be the token itself."""
    readings = _readings(token)
    if len({one.value for _, one in readings}) == 1 < len(readings):
        plain = NumberStyle(style.fallback.decimal, "")
        return _like(readings[0][1], value, limits, style.told or plain)
    near_style, near = _nearer(readings, value, style)
    meant = _like(near, value, limits, near_style)
    reads_one_way = len(readings) == 1 and len(_readings(meant)) == 1
    if style.mixed and not reads_one_way:
        other = POINT if near_style == COMMA else COMMA
        return Ambiguous(_like(_restyled(near, other), value, limits, other), meant)
    if reads_one_way or style.told in (None, near_style):
        return meant
    assert style.told is not None
    right = _like(_restyled(near, style.told), value, limits, style.told)
    return right if style.marked is not None else Ambiguous(right, meant)


def is_mixed(figures: Iterable[tuple[str, Decimal]], style: DocumentStyle) -> bool:
    """Whether the tokens of some values use the point, or the comma, in both meanings.

    A style that the document tells decides, so then nothing is mixed.
    """
    signed = ((token, value) for token, value in figures if value and _SIGNS.search(token))
    used = {_nearer(_readings(token), value, style)[0] for token, value in signed}
    return style.told is None and len(used) > 1


def _like(model: Written, value: Decimal, limits: Limits, style: NumberStyle) -> str:
    digits = true_digits(value, model.decimals, limits)
    return written_like(value, model._replace(decimals=digits), style)


def _nearer(
    readings: list[tuple[NumberStyle, Written]], value: Decimal, style: DocumentStyle
) -> tuple[NumberStyle, Written]:
    """The reading whose size is nearer to the value; two differ by a thousand or more."""
    if len(readings) == 1:
        return readings[0]
    if not value:
        return next(one for one in readings if one[0] == (style.told or style.fallback))
    small, large = sorted(readings, key=lambda one: abs(one[1].value))
    return large if value * value > abs(small[1].value * large[1].value) else small


def _restyled(model: Written, style: NumberStyle) -> Written:
    return model._replace(
        group=style.group if model.group else "", decimal=style.decimal if model.decimal else ""
    )
