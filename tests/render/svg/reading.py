"""Reads a picture back: its texts with the room they take, its shapes with theirs."""

import re
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from kpitrack.render.svg.lettering import text_width

_SIZES = {"title": 16.0, "small": 10.5}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Box(NamedTuple):
    """The room of a text or a shape, in pixels, with its text and its classes."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    kinds: tuple[str, ...]

    def meets(self, other: "Box") -> bool:
        beside = self.right <= other.left + 0.5 or other.right <= self.left + 0.5
        above = self.bottom <= other.top + 0.5 or other.bottom <= self.top + 0.5
        return not beside and not above


class Picture:
    """An SVG with namespaces taken off."""

    def __init__(self, svg: str) -> None:
        self.root = fromstring(svg)
        for element in self.root.iter():
            element.tag = element.tag.rpartition("}")[2]
        left, top, width, height = map(float, self.root.attrib["viewBox"].split())
        self.paper = Box(left, top, left + width, top + height, "", ())

    def found(self, tag: str, kind: str = "") -> list[Element]:
        """The elements of a tag that have a class."""
        return [
            one
            for one in self.root.iter(tag)
            if not kind or kind in one.attrib.get("class", "").split()
        ]

    @property
    def texts(self) -> list[Box]:
        return [_text_box(one) for one in self.found("text")]

    @property
    def words(self) -> str:
        """Every text, in the order in which it is drawn."""
        return "\n".join(box.text for box in self.texts)

    @property
    def shapes(self) -> list[Box]:
        return [
            _shape_box(one)
            for tag in ("rect", "circle", "path")
            for one in self.found(tag)
            if "paper" not in one.attrib.get("class", "")
        ]

    def outside(self) -> list[Box]:
        """What leaves the paper."""
        paper = self.paper
        return [
            box
            for box in (*self.texts, *self.shapes)
            if box.left < paper.left
            or box.right > paper.right
            or box.top < paper.top
            or box.bottom > paper.bottom
        ]

    def overlapping(self) -> list[tuple[str, str]]:
        """Texts that are written over each other."""
        return [
            (one.text, other.text)
            for one, other in combinations(self.texts, 2)
            if one.text.strip() and other.text.strip() and one.meets(other)
        ]


def points(path: Element) -> list[tuple[Decimal, Decimal]]:
    """The corners of a path."""
    found = [Decimal(one) for one in _NUMBER.findall(path.attrib["d"])]
    return list(zip(found[::2], found[1::2], strict=True))


def _text_box(element: Element) -> Box:
    kinds = tuple(element.attrib.get("class", "").split())
    size = next((_SIZES[kind] for kind in kinds if kind in _SIZES), 12.0)
    bold = "strong" in kinds or "title" in kinds
    text = "".join(element.itertext())
    wide = text_width(text, size, bold=bold) + 6 * len(element)
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    anchor = element.attrib.get("text-anchor", "start")
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y - size * 0.75, left + wide, y + size * 0.2, text, kinds)


def _shape_box(element: Element) -> Box:
    kinds = tuple(element.attrib.get("class", "").split())
    if element.tag == "rect":
        x, y, width, height = (
            float(element.attrib[name]) for name in ("x", "y", "width", "height")
        )
        return Box(x, y, x + width, y + height, "", kinds)
    if element.tag == "circle":
        x, y, radius = (float(element.attrib[name]) for name in ("cx", "cy", "r"))
        return Box(x - radius, y - radius, x + radius, y + radius, "", kinds)
    across, down = zip(*points(element), strict=True)
    sides = (float(side) for side in (min(across), min(down), max(across), max(down)))
    return Box(*sides, "", kinds)
