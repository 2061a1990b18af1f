"""Where a document shows code: a mark in it is text that explains marks, not a mark."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kpitrack.checks.marks.places import Markup

Span = tuple[int, int]
"""From an offset up to, but not with, another."""

_ELEMENT = re.compile(r"<(pre|code|script|style|textarea)\b[^<>]*>", re.I)
_FENCE = re.compile(
    r"(?P<lead>[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}+(?![^\n]*`)|~{3,})"
)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)")
_INLINE = re.compile(r"\\.|(?P<comment><!--)|(?P<ticks>`+)", re.S)
_TAB = 4


def code_spans(text: str, markup: Markup) -> tuple[Span, ...]:
    """The spans of code in a text, in order and without overlap; plain text has none."""
    if markup == "plain":
        return ()
    spans = _markdown_code(text) if markup == "markdown" else []
    return merged([*spans, *elements(text, _ELEMENT, spans)])


def elements(text: str, opening: re.Pattern[str], code: Sequence[Span]) -> Iterator[Span]:
    """HTML elements from their opening tag to the next tag that closes them.

    Those that begin in code are only shown there. `opening` holds the element's name in its
    first group. A name that is closed nowhere more is looked for once: a text of openings
    alone is read in one pass.
    """
    unclosed: set[str] = set()
    place = 0
    while found := opening.search(text, place):
        place = found.end()
        if is_in(found.start(), code):
            continue
        name = found[1].lower()
        closing = None
        if name not in unclosed:
            closing = re.compile(rf"</{name}\s*>", re.I).search(text, place)
        if closing is None:
            unclosed.add(name)
        else:
            place = closing.end()
            yield found.start(), place


def comments(text: str, code: Sequence[Span] = ()) -> Iterator[Span]:
    """The comments that do not begin in code, each up to its first `-->`."""
    end = 0
    while (start := text.find("<!--", end)) >= 0:
        close = text.find("-->", start + 4)
        if close < 0:
            return
        if is_in(start, code) or text[start - 1 : start] == "\\":
            end = start + 4
        else:
            end = close + 3
            yield start, end


def is_in(place: int, spans: Sequence[Span]) -> bool:
    """Whether an offset lies in one of some ordered spans."""
    index = bisect_right(spans, (place, len(spans) and spans[-1][1])) - 1
    return index >= 0 and place < spans[index][1]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _markdown_code(text: str) -> list[Span]:
    scan = _Lines()
    start = 0
    for line in text.splitlines(keepends=True):
        scan.take(line, start)
        start += len(line)
    scan.finish(start)
    inline = (one for flow in scan.flows for one in _inline_code(text, flow))
    return sorted([*scan.code, *inline])


class _Lines:
    """Sorts a text's lines into blocks of code and runs of other text.

    `_inset` is the column at which the text of the innermost list item begins: what is
    code elsewhere is there only so much further in.
    """

    def __init__(self) -> None:
        self.code: list[Span] = []
        self.flows: list[Span] = []
        self._fence = ""
        self._quoted = False
        self._opened = 0
        self._inset = 0
        self._after_blank = True
        self._flow: int | None = None

    def take(self, line: str, start: int) -> None:
        body = line.rstrip("\r\n")
        if self._fence and not self._leaves_quote(body):
            self._in_fence(body, start + len(line))
        elif not body.strip():
            self._end_flow(start)
            self._after_blank = True
        else:
            self._text(body, start, start + len(line))

    def finish(self, end: int) -> None:
        self._end_flow(end)
        if self._fence:
            self.code.append((self._opened, end))

    def _leaves_quote(self, body: str) -> bool:
        return self._quoted and not body.lstrip().startswith(">")

    def _in_fence(self, body: str, end: int) -> None:
        closing = body.lstrip(" \t>").rstrip()
        if len(closing) >= len(self._fence) and not closing.strip(self._fence[0]):
            self.code.append((self._opened, end))
            self._fence = ""
            self._after_blank = True

    def _text(self, body: str, start: int, end: int) -> None:
        if self._fence:
            self.code.append((self._opened, start))
            self._fence = ""
        indent = _columns(body)
        if self._after_blank and indent < self._inset:
            self._inset = indent
        if self._after_blank and indent >= self._inset + _TAB:
            self.code.append((start, end))
            return
        self._after_blank = False
        item = _ITEM.match(body)
        if item:
            self._inset = len(item[0].expandtabs(_TAB))
        fence = _FENCE.match(body)
        if fence:
            self._end_flow(start)
            self._fence, self._opened = fence["fence"], start
            self._quoted = ">" in fence["lead"]
        elif self._flow is None:
            self._flow = start

    def _end_flow(self, end: int) -> None:
        if self._flow is not None:
            self.flows.append((self._flow, end))
            self._flow = None


def _columns(line: str) -> int:
    wide = line.expandtabs(_TAB)
    return len(wide) - len(wide.lstrip(" "))


def _inline_code(text: str, flow: Span) -> Iterator[Span]:
    """Code between runs of equally many backticks, within one run of text."""
    place, end = flow
    last_comment = text.rfind("-->", place, end)
    while found := _INLINE.search(text, place, end):
        place = found.end()
        ticks = found["ticks"]
        if found["comment"] and place <= last_comment:
            place = text.index("-->", place) + 3
        if not ticks:
            continue
        closing = re.compile(rf"(?<!`){ticks}(?!`)").search(text, place, end)
        if closing:
            yield found.start(), closing.end()
            place = closing.end()
