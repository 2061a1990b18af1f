"""Whether a printed figure is what its inputs give.

A printed figure with d decimals stands for every value within half a unit of its last
digit. A qualifier opens that interval on its side: "over 568" is 568 or more. A count of
things stands for itself. So a formula over printed inputs gives an interval, and a stated
result is judged against it.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, DivisionByZero, localcontext
from typing import Literal, NamedTuple

from kpitrack.checks.audit.reading import Figure

Verdict = Literal["holds", "holds_by_rounding", "cut", "does_not_hold", "undecided"]

WIDE = Context(prec=50, rounding=ROUND_HALF_UP)
HUNDRED = Decimal(100)
_FAR = Decimal("1.1")
_TIGHT = Decimal("0.5")


class Span(NamedTuple):
    """What a printed figure may stand for: from `low` to `high`, printed as `point`.

    `open_low` and `open_high` say that a qualifier leaves that side open beyond the span.
    """

    low: Decimal
    point: Decimal
    high: Decimal
    open_low: bool = False
    open_high: bool = False


def span_of(figure: Figure, scale: int | None = None) -> Span:
    """The values that a figure stands for; `scale` where it is said only once for two."""
    power = figure.scale if scale is None else scale
    point = figure.value.scaleb(power)
    if figure.is_exact and not power:
        return Span(point, point, point)
    half = Decimal(5).scaleb(power - figure.decimals - 1)
    low, high = point - half, point + half
    step = _step(figure).scaleb(power)
    match figure.qualifier:
        case "over" | "at least":
            return Span(point, point, point + step, open_high=True)
        case "under" | "at most" | "nearly":
            return Span(point - step, point, point, open_low=True)
        case "about":
            return Span(point - step, point, point + step, open_low=True, open_high=True)
    return Span(low, point, high)


def _step(figure: Figure) -> Decimal:
    """A unit of the last digit that is not nought: what people round to with a qualifier."""
    digits = figure.value.normalize(WIDE)
    exponent = digits.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


Formula = Callable[[Decimal, Decimal], Decimal]


class Judged(NamedTuple):
    """A verdict with what the stated figure should be, and the interval it may lie in."""

    verdict: Verdict
    expected: Decimal
    low: Decimal
    high: Decimal
    reason: str = ""


def judge(formula: Formula, first: Span, second: Span, stated: Figure) -> Judged | None:
    """A stated figure against a formula of two printed ones; None where it has no value.

    The formula is monotonic in each of the two, so its extremes lie at their ends.
    """
    with localcontext(WIDE):
        try:
            expected = formula(first.point, second.point)
            ends = [
                formula(one, other)
                for one in (first.low, first.high)
                for other in (second.low, second.high)
            ]
        except (DivisionByZero, ZeroDivisionError, ArithmeticError):
            return None
        low, high = min(ends), max(ends)
        is_open = any((first.open_low, first.open_high, second.open_low, second.open_high))
        return judge_value(expected, low, high, stated, is_open=is_open)


def judge_value(
    expected: Decimal, low: Decimal, high: Decimal, stated: Figure, *, is_open: bool = False
) -> Judged:
    """A stated figure against what is expected, exactly and at the ends of its interval."""
    value, half = abs(stated.amount), stated.half
    stated_span = span_of(stated) if stated.qualifier else None
    least, most = value - half, value + half
    if stated_span is not None:
        least, most = min(least, stated_span.low), max(most, stated_span.high)
        is_open = True
    if least <= expected <= most:
        verdict: Verdict = "holds"
    elif low <= most and least <= high:
        verdict = "holds_by_rounding"
    elif _is_cut(expected, stated):
        verdict = "cut"
    elif is_open and _is_near(value, low, high):
        return Judged("undecided", expected, low, high, "a qualifier leaves it open")
    else:
        verdict = "does_not_hold"
    return Judged(verdict, expected, low, high)


def _is_cut(expected: Decimal, stated: Figure) -> bool:
    """Whether the last digit was truncated instead of rounded."""
    unit = Decimal(1).scaleb(stated.scale - stated.decimals)
    cut = expected.quantize(unit, rounding=ROUND_DOWN) if unit < 1 else (
        expected / unit
    ).to_integral_value(ROUND_DOWN) * unit  # fmt: skip
    return cut == abs(stated.amount)


def _is_near(value: Decimal, low: Decimal, high: Decimal) -> bool:
    """Within a tenth beyond the interval: a qualifier may well mean that."""
    return low / _FAR <= value <= high * _FAR


def share(part: Decimal, whole: Decimal) -> Decimal:
    """part / whole, in percent."""
    return part / whole * HUNDRED


def change_percent(now: Decimal, before: Decimal) -> Decimal:
    """|now - before| / before, in percent."""
    return abs(now - before) / before * HUNDRED


def rise_percent(now: Decimal, delta: Decimal) -> Decimal:
    """delta / (now - delta), in percent: a rise by `delta` to `now`."""
    return delta / (now - delta) * HUNDRED


def fall_percent(now: Decimal, delta: Decimal) -> Decimal:
    """delta / (now + delta), in percent: a fall by `delta` to `now`."""
    return delta / (now + delta) * HUNDRED


def difference(now: Decimal, before: Decimal) -> Decimal:
    """|now - before|."""
    return abs(now - before)


def whole_number_fits(
    percent: Figure, numerator: Callable[[Decimal], tuple[Decimal, Decimal]]
) -> bool:
    """Whether some whole number lies where a count and its percentage put the other count.

    `numerator` gives the interval of the other count for a percentage; the percentage may
    have been cut as well as rounded.
    """
    with localcontext(WIDE):
        unit = percent.half * 2
        ends: Sequence[Decimal] = [
            end
            for edge in (percent.value - percent.half, percent.value + unit)
            for end in numerator(edge)
        ]
        low, high = min(ends), max(ends)
        return (low.to_integral_value(ROUND_DOWN) != high.to_integral_value(ROUND_DOWN)) or (
            low == low.to_integral_value()
        )
