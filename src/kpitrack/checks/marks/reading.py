"""Finds the marks of a text: comments behind figures, links around them, blocks of a table.

A comment is a mark when it begins with `kpi:`. What looks like a mark and is none is
reported, never passed over: a figure that is silently unchecked is worse than a message.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from kpitrack.checks.marks.blocks import COMMANDS
from kpitrack.checks.marks.code import Span, code_spans, comments, elements, is_in, merged
from kpitrack.checks.marks.places import Block, Marks, Markup, Place, Warned, Wrong
from kpitrack.checks.marks.touching import (
    ADDRESS,
    BREAK,
    HOLE,
    laid_bare,
    seen_before,
    seen_behind,
    trouble_around,
)
from kpitrack.checks.written import FIGURE_SHAPE, SPACES
from kpitrack.errors import Mistake

_LOOKS_LIKE_ONE = re.compile(
    r"[-–—\s]*kp[il1]\s*[:：]|\s*/\s*kpi\s*:?\s*$|\s*kpi\s+[\w-]+\.\w+@", re.I
)
_MISSPELT = re.compile(r"<!?[-–—]{1,3}\s*kp[il1]\s*[:：]", re.I)
_NO_ADDRESS = re.compile(r"^[-–—\s]*/?\s*kp[il1]\s*[:：]?\s*", re.I)
_FOR_THE_AUDIT = "audit-ok"
_FIGURE = re.compile(rf"(?<![^\W_])(?<![.,]){FIGURE_SHAPE}")
"""A figure that is no part of a word; an underscore before it is emphasis."""
_GLUED = re.compile(
    rf"(?P<figure>{_FIGURE.pattern})(?:[){HOLE}{BREAK}]|[ {SPACES}]?{HOLE}*%)*\Z"
)
_ENTITY = re.compile(r"[0-9]&(?:nbsp|thinsp|\#\w+);\Z|&minus;\Z", re.I)
_LINK_END = re.compile(
    r"\]\(\s*<?#?(?i:kpi):(?P<address>[^)\s>\"]{0,200})>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_LINK_HINT = re.compile(r"\]\(\s*<?#?\s*kpi\s*:|^ {0,3}\[[^\]\n]+\]:\s*<?#?kpi:", re.M | re.I)
_ANCHOR = re.compile(
    r"<(a)\b[^<>]*?\bhref\s*=\s*"
    r"(?:(?P<quote>[\"'])\s*#?kpi:(?P<address>[^\"'<>]*)(?P=quote)|#?kpi:(?P<bare>[^\s\"'<>]*))"
    r"[^<>]*>",
    re.I,
)
_LONGEST_ANCHOR = 40
"""Word's limit for the name of a bookmark: pandoc puts a digest in place of a longer one."""
_NEAR = 60
_LONGEST_TARGET = 600
_CLOSING = f"{HOLE}{BREAK})% {SPACES}"
_NO_SIGHT = str.maketrans("", "", f"{HOLE}{BREAK}{ADDRESS}")
_GLUE_TO_A_FIGURE = "a number that ends where the mark begins"


class _Comment(NamedTuple):
    start: int
    end: int
    content: str


class FigureIn(NamedTuple):
    """The one figure of a short text, from `start` to `end`."""

    start: int
    end: int
    token: str


def read_marks(text: str, markup: Markup) -> Marks:
    """Every mark of a text, and everything that looks like one and is none."""
    code = code_spans(text, markup)
    commented = list(comments(text, code))
    found = _Found(text, laid_bare(text, commented), markup)
    found.read([_Comment(*span, text[span[0] + 4 : span[1] - 3]) for span in commented])
    hidden = merged([*code, *commented, *found.filled])
    links = _anchors(text, hidden) if markup == "html" else _links(text)
    for at, one in links:
        if not is_in(at, hidden):
            found.take_link(at, one)
    found.misspelt(merged([*code, *commented]))
    return found.marks()


class _Found:
    """What was found so far in one text, and in that text laid bare."""

    def __init__(self, text: str, bare: str, markup: Markup) -> None:
        self._text = text
        self._bare = bare
        self._markup = markup
        self._places: list[Place] = []
        self._marked: set[int] = set()
        self._blocks: list[Block] = []
        self._wrong: list[Wrong] = []
        self._warned: list[Warned] = []
        self.filled: list[Span] = []

    def marks(self) -> Marks:
        return Marks(
            tuple(sorted(self._places, key=lambda one: one.start)),
            tuple(self._blocks),
            tuple(sorted(self._wrong, key=lambda one: one.at)),
            tuple(sorted(self._warned, key=lambda one: one.at)),
        )

    def read(self, comments: list[_Comment]) -> None:
        opened: _Comment | None = None
        for one in comments:
            if one.content == "/kpi":
                self._close(opened, one)
                opened = None
            elif opened is None and _is_block(one.content):
                opened = one
            elif opened is not None and _is_block(one.content):
                self._complain(opened.start, "<!--/kpi--> below the table", "none")
                opened = one
            elif opened is None:
                self._take(one)
        if opened is not None:
            self._complain(opened.start, "<!--/kpi--> below the table", "none")

    def _complain(self, at: int, expected: str, found: str, fix: str = "") -> None:
        self._wrong.append(Wrong(at, Mistake(expected, found, fix)))

    def _close(self, opened: _Comment | None, closing: _Comment) -> None:
        if opened is None:
            self._complain(
                closing.start, "a block mark above it, such as <!--kpi:status-->", "<!--/kpi-->"
            )
            return
        for one in (opened, closing):
            if not self._is_alone(one):
                self._complain(one.start, "a block mark on a line of its own", "other text")
                return
        start = self._text.index("\n", opened.end) + 1
        end = closing.start
        command = opened.content.removeprefix("kpi:")
        self._blocks.append(Block(command, start, end, opened.start))
        self.filled.append((start, end))

    def _is_alone(self, one: _Comment) -> bool:
        before = self._text[self._line_start(one.start) : one.start]
        return not before and not self._rest_of_line(one.end)

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _rest_of_line(self, at: int) -> str:
        end = self._text.find("\n", at)
        return self._text[at : None if end < 0 else end].strip()

    def _take(self, one: _Comment) -> None:
        self._warn_of_vanishing(one)
        if not _LOOKS_LIKE_ONE.match(one.content):
            return
        address = one.content.removeprefix("kpi:")
        if address.startswith(_FOR_THE_AUDIT):
            return
        if address == one.content or not address or re.search(r"\s|<", address):
            self._malformed(one)
            return
        self._glued(one, address)

    def _malformed(self, one: _Comment) -> None:
        if "<!--" in one.content:
            self._complain(one.start, "--> at the end of the mark", _shortened(one.content))
            return
        tight = _NO_ADDRESS.sub("", one.content)
        closes = "/" in one.content.lower().partition("kpi")[0]
        right = "<!--/kpi-->" if closes else f"<!--kpi:{''.join(tight.split())}-->"
        expected = "a mark without spaces: <!--kpi:indicator.measure@period-->"
        fix = f"write {right}" if tight or closes else ""
        self._complain(one.start, expected, _shortened(f"<!--{one.content}-->"), fix)

    def _glued(self, one: _Comment, address: str) -> None:
        found = _GLUED.search(self._bare, self._window(one.start), one.start)
        if found is None:
            mistake = self._no_figure(one.start)._replace(key=f"kpi:{address}")
            self._wrong.append(Wrong(one.start, mistake))
            return
        self._add(address, found.start("figure"), found.end("figure"), one.start)

    def _window(self, end: int) -> int:
        """From where a figure may stand that a mark is glued to: a long link does not count."""
        earliest = max(0, end - _LONGEST_TARGET)
        while end > earliest and self._bare[end - 1] in _CLOSING:
            end -= 1
        return max(0, end - _NEAR)

    def _no_figure(self, at: int) -> Mistake:
        line = self._text[max(0, at - 20) : at].rpartition("-->")[2]
        near = "".join(line.split()[-1:])
        fix = "put the mark directly behind the figure" if near[-1:].isdigit() else ""
        if self._bare[at - 1 : at] == ADDRESS:
            fix = "the digits of an address are no figure"
        return Mistake(_GLUE_TO_A_FIGURE, f'"{near}"' if near else "nothing", fix)

    def _add(self, address: str, start: int, end: int, at: int) -> None:
        token = self._text[start:end]
        before = self._text[max(0, start - _NEAR) : start]
        if _ENTITY.search(before) or token != self._bare[start:end]:
            self._complain(
                at, "the sign itself", "an entity in the figure", "write − or a no-break space"
            )
            return
        seen = seen_before(self._bare, start), seen_behind(self._bare, end)
        trouble = trouble_around(token, *seen)
        if trouble is not None:
            self._wrong.append(Wrong(at, trouble))
            return
        if start in self._marked:
            expected, found = "one mark on a figure", f"another mark on {token}"
            self._complain(at, expected, found, "remove one of the two")
            return
        self._marked.add(start)
        self._places.append(Place(address, start, end, token, before, at))

    def take_link(self, at: int, link: "_Link") -> None:
        if link.address is None:
            self._complain(at, "a link such as [404](#kpi:disbursement.actual@2024)", "another")
            return
        figure = only_figure(self._bare[link.start : link.end])
        if isinstance(figure, Mistake):
            self._wrong.append(Wrong(at, figure))
            return
        if link.is_anchor and len(f"kpi:{link.address}") > _LONGEST_ANCHOR:
            told = (
                "pandoc would shorten this link on the way to Word: "
                f"write (kpi:{link.address}) without #"
            )
            self._warned.append(Warned(at, told))
        start = link.start + figure.start
        self._add(unquote(link.address), start, link.start + figure.end, at)

    def _warn_of_vanishing(self, one: _Comment) -> None:
        before = self._text[self._line_start(one.start) : one.start]
        rest = self._rest_of_line(one.end)
        if self._markup == "markdown" and not before.strip(" \t>") and rest:
            told = "a comment opens this line: on the way to Word the line would vanish"
            self._warned.append(Warned(one.start, told))

    def misspelt(self, known: tuple[Span, ...]) -> None:
        """What opens like a mark and is no comment, or one without an end."""
        for found in _MISSPELT.finditer(self._text):
            at = found.start()
            if is_in(at, known) or self._text[max(0, at - 1) : at] == "\\":
                continue
            expected = "a mark such as <!--kpi:disbursement.actual@2024-->"
            line = self._text[at : at + _NEAR].partition("\n")[0]
            self._complain(at, expected, _shortened(line))


class _Link(NamedTuple):
    """Where a link's text stands, and its address: None where the link is misshapen."""

    start: int
    end: int
    address: str | None
    is_anchor: bool


def _links(text: str) -> Iterator[tuple[int, _Link]]:
    for hint in _LINK_HINT.finditer(text):
        found = _LINK_END.match(text, hint.start())
        opening = text.rfind("[", max(0, hint.start() - 200), hint.start())
        if found is None or opening < 0:
            yield hint.start(), _Link(0, 0, None, False)
        elif text[opening - 1 : opening] != "\\":
            anchor = "#" in hint[0]
            yield opening, _Link(opening + 1, hint.start(), found["address"], anchor)


def _anchors(text: str, hidden: tuple[Span, ...]) -> Iterator[tuple[int, _Link]]:
    for start, end in elements(text, _ANCHOR, hidden):
        tag = _ANCHOR.match(text, start)
        assert tag is not None
        address = tag["address"] or tag["bare"] or ""
        yield start, _Link(tag.end(), text.rindex("<", start, end), address, False)


def _is_block(content: str) -> bool:
    body = content.removeprefix("kpi:")
    if body == content or body.startswith(_FOR_THE_AUDIT):
        return False
    word, _, more = body.partition(" ")
    return word in COMMANDS or bool(more.strip() and word and "@" not in body)


def only_figure(text: str) -> FigureIn | Mistake:
    """The only figure of a short text, such as that of a link; a mistake for none or more."""
    figures = [found for found in _FIGURE.finditer(text) if _is_glued(text, found)]
    if len(figures) == 1:
        return FigureIn(*figures[0].span(), figures[0][0])
    shown = text.translate(_NO_SIGHT)
    found = f'"{_shortened(shown)}"' if shown.strip() else "nothing"
    fix = "mark each number for itself" if figures else ""
    return Mistake("one number in the mark", found, fix)


def _is_glued(text: str, found: re.Match[str]) -> bool:
    """Whether a figure is no part of a word such as `3a`."""
    return not text[found.end() : found.end() + 1].isalpha()


def _shortened(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _NEAR else f"{one_line[:_NEAR]}..."
