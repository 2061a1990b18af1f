"""Short entries side by side, as many to a line as have room."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from kpitrack.render.printable import width

Style = TypeVar("Style")
_GAP = "  "


def packed(
    entries: Sequence[Sequence[tuple[str, Style]]], room: int
) -> Iterator[list[tuple[str, Style]]]:
    """Lines of whole entries; one that is wider than the room has a line of its own.

    An entry is pieces of text, each with its style.
    """
    line: list[tuple[str, Style]] = []
    used = 0
    for entry in entries:
        long = sum(width(text) for text, _ in entry)
        if line and used + len(_GAP) + long > room:
            yield line
            line, used = [], 0
        if line:
            text, style = line[-1]
            line[-1] = (text + _GAP, style)
            used += len(_GAP)
        line += entry
        used += long
    if line:
        yield line
