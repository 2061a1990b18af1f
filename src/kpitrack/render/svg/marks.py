"""Small shapes that say what a colour says, for those who do not see it and for grey print."""

from kpitrack.render.sheet import Mood
from kpitrack.render.svg.drawing import Drawing, Point


def mood_mark(drawing: Drawing, x: float, y: float, mood: Mood) -> None:
    """A disc for good, a square for near, a triangle downwards for bad, a ring for open."""
    if mood == "good":
        drawing.circle(x, y, 4, mood)
    elif mood == "near":
        drawing.rectangle(x - 3.5, y - 3.5, 7, 7, mood)
    elif mood == "bad":
        triangle(drawing, x, y, 4.5, mood, points_up=False)
    elif mood == "open":
        drawing.circle(x, y, 3.5, "ring")


def triangle(
    drawing: Drawing, x: float, y: float, size: float, kind: str, *, points_up: bool
) -> None:
    """A filled triangle around a point."""
    tip, base = (y - size, y + size * 0.8) if points_up else (y + size, y - size * 0.8)
    drawing.path([(x, tip), (x + size, base), (x - size, base)], kind, close=True)


def diamond(drawing: Drawing, x: float, y: float, size: float, kind: str) -> None:
    """A filled diamond around a point."""
    corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    drawing.path(corners, kind, close=True)


def goal_mark(
    drawing: Drawing, centre: Point, reach: float, order: int, *, ahead: bool
) -> None:
    """A target: a bar for the first set, with ends for the second, a diamond for the others."""
    x, y = centre
    kind = "ahead" if ahead else "target"
    drawing.line((x - reach, y), (x + reach, y), kind)
    if order == 1:
        for end in (x - reach, x + reach):
            drawing.line((end, y - 4), (end, y + 4), "target")
    elif order > 1:
        diamond(drawing, x, y, 4.5, "stone")
