"""Whether a printed figure is what its inputs give.

A printed figure with d decimals stands for every value within half a unit of its last
digit. A qualifier opens that interval on its side: "over 568" is 568 or more. A count of
things stands for itself. So a formula over printed inputs gives an interval, and a stated
result is judged against it.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Literal, NamedTuple

from kpitrack.checks.audit.reading import Figure

Verdict = Literal["holds", "holds_by_rounding", "cut", "does_not_hold", "undecided"]

WIDE = Context(prec=50, rounding=ROUND_HALF_UP)
HUNDRED = Decimal(100)
_FAR = Decimal("0.1")


class Span(NamedTuple):
    """What a printed figure may stand for: from `low` to `high`, printed as `point`.

    `least` and `most` are as far as a qualifier may well stretch it: "nearly 1,400" is
    somewhat below, "over 568" somewhat above. Between them and the span nothing is sure.
    """

    low: Decimal
    point: Decimal
    high: Decimal
    least: Decimal
    most: Decimal


def span_of(figure: Figure, scale: int | None = None) -> Span:
    """The values that a figure stands for; `scale` where it is said only once for two."""
    power = figure.scale if scale is None else scale
    point = figure.value.scaleb(power)
    if figure.is_exact and not power:
        return Span(point, point, point, point, point)
    half = Decimal(5).scaleb(power - figure.decimals - 1)
    low, high = point - half, point + half
    step = _step(figure).scaleb(power)
    far = max(step, point * _FAR)
    match figure.qualifier:
        case "over" | "at least":
            return Span(point, point, point + step, point, point + far)
        case "under" | "at most" | "nearly":
            return Span(point - step, point, point, point - far, point)
        case "about":
            return Span(point - step, point, point + step, point - far, point + far)
    return Span(low, point, high, low, high)


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
            near = _ends(formula, (first.low, first.high), (second.low, second.high))
            far = _ends(formula, (first.least, first.most), (second.least, second.most))
        except ArithmeticError:
            return None
        return judge_value(Span(near[0], expected, near[1], *far), stated)


def _ends(
    formula: Formula, first: tuple[Decimal, Decimal], second: tuple[Decimal, Decimal]
) -> tuple[Decimal, Decimal]:
    ends = [formula(one, other) for one in first for other in second]
    return min(ends), max(ends)


def judge_value(result: Span, stated: Figure) -> Judged:
    """A stated figure against the span of what its inputs give."""
    said = span_of(stated._replace(value=abs(stated.value)))
    expected = result.point
    if said.low <= expected <= said.high:
        verdict: Verdict = "holds"
    elif result.low <= said.high and said.low <= result.high:
        verdict = "holds_by_rounding"
    elif _is_cut(expected, stated):
        verdict = "cut"
    elif result.least <= said.most and said.least <= result.most:
        reason = "a qualifier leaves it open"
        return Judged("undecided", expected, result.low, result.high, reason)
    else:
        verdict = "does_not_hold"
    return Judged(verdict, expected, result.low, result.high)


def _is_cut(expected: Decimal, stated: Figure) -> bool:
    """Whether the last digit was truncated instead of rounded."""
    if stated.qualifier:
        return False
    unit = Decimal(1).scaleb(stated.scale - stated.decimals)
    return (expected / unit).to_integral_value(ROUND_DOWN) * unit == abs(stated.amount)


def share(part: Decimal, whole: Decimal) -> Decimal:
    """part / whole, in percent."""
    return part / whole * HUNDRED


def ratio(now: Decimal, before: Decimal) -> Decimal:
    """now / before."""
    return now / before


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
