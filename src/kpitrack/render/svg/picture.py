"""A picture as a file of its own: title, frame, margins, and its gist for screen readers."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.paragraph import SUBTITLE, TITLE, draw_paragraph, lines_of
from kpitrack.render.svg.style import style_of_file

if TYPE_CHECKING:
    from kpitrack.render.json import View

_MARGIN = 20.0
_UNDER_TITLE = 12.0


class Picture(NamedTuple):
    """What is drawn, in pixels from the corner below its title, and what it says in words."""

    drawing: Drawing
    width: float
    height: float
    title: str
    subtitle: str
    told: str


def svg_text(view: "View", manner: Manner) -> str:
    """The view as an SVG file, for paper: light, with nothing outside itself."""
    if view.view not in _PICTURES:
        *most, last = _PICTURES
        draw = f"a command that draws pictures: {', '.join(most)} or {last}"
        raise InputError([Mistake(draw, view.view, key="format svg")])
    module, function = _PICTURES[view.view]
    picture: Picture = getattr(import_module(module), function)(view, manner)
    return _framed(picture, manner.locale)


_PICTURES = {
    "status": ("kpitrack.render.svg.board", "board"),
    "compare": ("kpitrack.render.svg.dumbbells", "dumbbells"),
    "show": ("kpitrack.render.svg.history", "history_picture"),
    "trend": ("kpitrack.render.svg.behaviours", "behaviours"),
}


def _framed(picture: Picture, language: str) -> str:
    """The title stands above the picture's corner, so that nothing drawn has to move."""
    drawing, width = picture.drawing, picture.width
    heads = (
        (picture.title, TITLE),
        (picture.subtitle, SUBTITLE),
    )
    top = (
        -sum(len(lines_of(text, width, hand)) * hand.line for text, hand in heads)
        - _UNDER_TITLE
    )
    y = top
    for text, hand in heads:
        y = draw_paragraph(drawing, text, y, width, hand)
    corner = (-_MARGIN, top - _MARGIN)
    size = (width + 2 * _MARGIN, picture.height - top + 2 * _MARGIN)
    told = (picture.title, picture.told, language.replace("_", "-"))
    return drawing.file(corner, size, told, style_of_file())
