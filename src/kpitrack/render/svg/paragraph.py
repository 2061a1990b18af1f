"""Text over as many lines as it needs."""

from typing import NamedTuple

from kpitrack.render.svg.drawing import Drawing, legible
from kpitrack.render.svg.lettering import SIZE, wrapped


class Hand(NamedTuple):
    """How a text is written: its classes in the style sheet, its size and line in pixels."""

    kind: str
    size: float
    line: float
    bold: bool = False


NOTE = Hand("small soft", 10.5, 14)
HEADING = Hand("strong", SIZE, 15, bold=True)
PLAIN = Hand("", SIZE, 14)
TITLE = Hand("title", 16, 20, bold=True)
SUBTITLE = Hand("soft", SIZE, 15)


def lines_of(text: str, width: float, hand: Hand) -> list[str]:
    """A text from a file in lines no wider than `width`."""
    return wrapped(legible(text), width, hand.size, bold=hand.bold)


def draw_paragraph(
    drawing: Drawing, text: str, top: float, width: float, hand: Hand = NOTE, left: float = 0
) -> float:
    """A text from `top` on; returns where it ends."""
    y = top
    for line in lines_of(text, width, hand):
        y += hand.line
        drawing.text(left, y - hand.line * 0.25, line, hand.kind)
    return y
