"""An SVG being drawn. Everything goes through ElementTree, which escapes what it writes."""

from collections.abc import Iterable
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, tostring

from kpitrack.render.printable import printable

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

_FORBIDDEN = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
"""Characters that XML cannot hold even escaped, beyond those that no output shows."""


def legible(text: str) -> str:
    """A text from a file as XML can hold it: one line, without control characters."""
    return printable(text).translate(_FORBIDDEN)


def at(position: float) -> str:
    """A position in pixels, to a tenth: finer than any printer shows."""
    return f"{position:.1f}".removesuffix(".0")


class Drawing:
    """Shapes and texts in pixels from the top left corner, in the order they are painted.

    Colours are the style sheet's: `kind` names a shape's classes there.
    """

    def __init__(self) -> None:
        self._root = Element("svg")

    def rectangle(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        """A filled rectangle; what has no extent is not drawn."""
        if width > 0 and height > 0:
            size = {"width": at(width), "height": at(height)}
            self._add("rect", kind, {"x": at(x), "y": at(y), **size})

    def line(self, start: Point, end: Point, kind: str) -> None:
        """A straight line."""
        self.path([start, end], kind)

    def path(self, points: Iterable[Point], kind: str, *, close: bool = False) -> None:
        """A line through points, or the shape that it encloses."""
        drawn = "L".join(f"{at(x)} {at(y)}" for x, y in points)
        if close:
            drawn, kind = f"{drawn}z", f"{kind} solid"
        self._add("path", kind, {"d": f"M{drawn}"})

    def circle(self, x: float, y: float, radius: float, kind: str) -> None:
        """A disc or ring."""
        self._add("circle", kind, {"cx": at(x), "cy": at(y), "r": at(radius)})

    def figure(self, x: float, y: float, text: str, half: float, kind: str) -> None:
        """A figure written over a drawing, around `x`, on ground of its own of that half width.

        An outline of the letters would do too, but some programs paint it over them.
        """
        self.rectangle(x - half - 1, y - 9, 2 * half + 2, 11, "plate")
        self.text(x, y, text, f"{kind} figure", "middle")

    def text(
        self, x: float, y: float, text: str, kind: str = "", anchor: Anchor = "start"
    ) -> Element:
        """One line of text whose letters stand on `y`."""
        placed = {"x": at(x), "y": at(y)}
        if anchor != "start":
            placed["text-anchor"] = anchor
        written = self._add("text", kind, placed)
        written.text = legible(text)
        return written

    def _add(self, name: str, kind: str, attributes: dict[str, str]) -> Element:
        if kind:
            attributes["class"] = kind
        return SubElement(self._root, name, attributes)

    def fragment(self, width: float, height: float, label: str) -> str:
        """The drawing to stand in a page whose style sheet has `style()`.

        Without a label it is decoration, which screen readers pass over.
        """
        named = {"role": "img", "aria-label": legible(label)}
        self._frame((0, 0), (width, height), named if label else {"aria-hidden": "true"})
        return tostring(self._root, encoding="unicode")

    def file(self, corner: Point, size: Point, told: tuple[str, str, str], style: str) -> str:
        """The drawing as a file of its own; `told` is its title, its gist and their language.

        `corner` is the top left of the paper, which may lie outside the drawing's own.
        """
        title, gist, language = told
        named = {"role": "img", "aria-labelledby": "title desc", "lang": language}
        self._frame(corner, size, {"xmlns": "http://www.w3.org/2000/svg", **named})
        paper = Element("rect", {"class": "paper", "x": at(corner[0]), "y": at(corner[1])})
        paper.attrib.update({"width": at(size[0]), "height": at(size[1])})
        head = [Element("title", {"id": "title"}), Element("desc", {"id": "desc"})]
        head.append(Element("style"))
        for element, text in zip(head, (legible(title), legible(gist), style), strict=True):
            element.text = text
        self._root[:0] = [*head, paper]
        self._root.text = "\n"
        for element in self._root:
            element.tail = "\n"
        written = tostring(self._root, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'

    def _frame(self, corner: Point, size: Point, described: dict[str, str]) -> None:
        box = " ".join(at(one) for one in (*corner, *size))
        extent = {"width": at(size[0]), "height": at(size[1]), "viewBox": box}
        self._root.attrib.update({"class": "kpi", **extent, **described})


def trailing(written: Element, text: str, kind: str) -> None:
    """More text on the same line, after a small space, in a manner of its own."""
    part = SubElement(written, "tspan", {"dx": "6", "class": kind})
    part.text = legible(text)
