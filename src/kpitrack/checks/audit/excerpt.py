"""The sentence or clause around some figures of a text, as it is shown to a person."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_STOPS = re.compile(
    r"[.!?…][\"”’)*_]*\s|;\s|\n[ \t]*\n|\|[ \t]*\n"
    r"|\n[ \t]*(?=[-*+•|>#][ \t|>#]|\d{1,3}[.)][ \t])"
)
_FAR = 2000
_LONG = 160
_NEAR = 36
_GAP = re.compile(r" (?=[.,;:!?)])")
_LEADING = re.compile(r"^(?:[-*+•>#]+\s+|\|\s*)+")


class Page(NamedTuple):
    """A text and the same with its markup blanked, place by place."""

    text: str
    plain: str


def sentence_start(plain: str, place: int) -> int:
    """Where the sentence or clause begins that a place of the text is in."""
    begin = max(0, place - _FAR)
    ends = [found.end() for found in _STOPS.finditer(plain, begin, place)]
    return ends[-1] if ends else begin


def sentence_end(plain: str, place: int) -> int:
    """Where the sentence or clause ends that a place of the text is in."""
    found = _STOPS.search(plain, place, place + _FAR)
    return found.start() + 1 if found else min(len(plain), place + _FAR)


def excerpt(page: Page, figures: Sequence[tuple[int, int]]) -> str:
    """The sentence around the figures on one line; of a long one, what is near each."""
    start, end = min(figures)[0], max(last for _, last in figures)
    first, last = sentence_start(page.plain, start), sentence_end(page.plain, end)
    if last - first <= _LONG:
        return _LEADING.sub("", _on_one_line(page, first, last))
    pieces = list(_near(page.plain, sorted(figures), first, last))
    told = " … ".join(_on_one_line(page, one, other) for one, other in pieces)
    opening = "… " if pieces[0][0] > first else ""
    closing = " …" if pieces[-1][1] < last else ""
    return _LEADING.sub("", f"{opening}{told}{closing}")


def _near(
    plain: str, figures: Sequence[tuple[int, int]], first: int, last: int
) -> Iterator[tuple[int, int]]:
    """Stretches of whole words around the figures, joined where they meet."""
    open_from, open_to = -1, -1
    for start, end in figures:
        begin = _word_edge(plain, max(first, start - _NEAR), start, first)
        finish = _word_edge_after(plain, min(last, end + _NEAR), end, last)
        if open_from >= 0 and begin > open_to:
            yield open_from, open_to
            open_from = -1
        open_from = begin if open_from < 0 else open_from
        open_to = max(open_to, finish)
    yield open_from, open_to


def _word_edge(plain: str, place: int, limit: int, first: int) -> int:
    if place == first:
        return place
    space = plain.find(" ", place, limit)
    return space + 1 if space >= 0 else place


def _word_edge_after(plain: str, place: int, limit: int, last: int) -> int:
    if place == last:
        return place
    space = plain.rfind(" ", limit, place)
    return space if space >= 0 else place


def _on_one_line(page: Page, start: int, end: int) -> str:
    """A stretch without its markup; what was blanked leaves no gap, an entity a space."""
    kept = (
        shown
        for shown, was in zip(page.plain[start:end], page.text[start:end], strict=True)
        if shown == was or shown == "\n" or was == "&"
    )
    told = " ".join("".join(kept).split())
    return _GAP.sub("", told).removesuffix(" |").rstrip("; ")
