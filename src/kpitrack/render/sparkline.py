"""A series as one word of blocks, for where a chart has no room."""

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext

_BLOCKS = "▁▂▃▄▅▆▇█"
_GAP = "·"
_MIDDLE = _BLOCKS[3]
_PRECISE = Context(prec=200)
"""With 28 digits the highest of some computed figures would not reach the highest block."""
_LONGEST = 40
"""A word longer than this would be torn on a narrow terminal."""


def sparkline(values: Sequence[Decimal | None]) -> str:
    """The values as blocks, the lowest `▁` and the highest `█`, `·` where one is missing.

    Equal values stand in the middle. Fewer than two values are no series: nothing is drawn.
    """
    known = [one for one in values if one is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    return "".join(_GAP if one is None else _block(one, low, high) for one in values)


def _block(value: Decimal, low: Decimal, high: Decimal) -> str:
    if low == high:
        return _MIDDLE
    with localcontext(_PRECISE):
        return _BLOCKS[int((value - low) * (len(_BLOCKS) - 1) // (high - low))]


def named_sparkline(points: Sequence[tuple[str, Decimal | None]]) -> str:
    """The last values that have room, between the periods where they begin and end."""
    shown = points[-_LONGEST:]
    drawn = sparkline([value for _, value in shown])
    return f"{shown[0][0]} {drawn} {shown[-1][0]}" if drawn else ""
