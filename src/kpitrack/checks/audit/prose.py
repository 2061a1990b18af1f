"""The running text of a document: what is markup or code is blanked, place by place."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<hidden>script|style|pre|code)\b[^>]*>.*?(?:</(?P=hidden)\s*>|\Z)"
    r"|(?P<fence>^[ \t]*(?P<ticks>`{3,}+|~{3,}+)[^\n]*\n"
    r".*?(?:^[ \t]*(?P=ticks)[`~]*[ \t]*$|\Z))"
    r"|`[^`\n]{1,200}`"
    r"|</?(?:p|div|li|ul|ol|tr|td|th|table|h[1-6]|section|article|blockquote)\b[^<>]{0,400}>"
    r"|</?[a-zA-Z][^<>\n]{0,400}>"
    r"|(?<=\])\([^()\s]{0,400}\)"
    r"|https?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{1,60}"
    r"|[*_]{1,3}(?=[\w(])|(?<=[\w%).,])[*_]{1,3}|~~"
    r"|&(?:nbsp|ndash|mdash|minus|thinsp|#160|#8239|#8211);",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|li|ul|ol|tr|td|th|table|h[1-6]|section|article|blockquote)\b", re.IGNORECASE
)
_STARTS_A_BLOCK = re.compile(r"[ \t]*(?:[-*+•–]\s|\d{1,3}[.)]\s|[a-zđ][.)]\s|#{1,6}\s|\||>|$)")
_DASHES = ("&ndash;", "&mdash;", "&minus;", "&#8211;")
_ITEM = re.compile(r"[ \t]*(?:[-*+•–]|\d{1,3}[.)]|[a-zđ][.)])\s")
_SHORT_LINE = 40
_LONGEST = 6000
"""Characters of a paragraph: no report has longer ones, and a bound keeps the time linear."""


def without_markup(text: str) -> str:
    """The text, as long as before, with markup, code, addresses and comments blanked."""
    return _MARKUP.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    piece = found[0]
    if _BLOCK_TAG.match(piece):
        return "\n\n" + " " * (len(piece) - 2)
    if piece in _DASHES:
        return "–" + " " * (len(piece) - 1)
    if "\n" in piece:
        return re.sub(r"[^\n]", " ", piece)
    return " " * len(piece)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends: a wrapped line goes on, a short one stands alone.

    A list that a colon opens belongs to the line that opens it.
    """
    for start, end in _blocks(text):
        while end - start > _LONGEST:
            cut = _cut(text, start)
            yield start, cut
            start = cut
        yield start, end


def _cut(text: str, start: int) -> int:
    """Where a block that is too long for one paragraph is parted: behind a sentence or word."""
    for sign in (". ", " "):
        found = text.rfind(sign, start + _LONGEST // 2, start + _LONGEST)
        if found >= 0:
            return found + len(sign)
    return start + _LONGEST


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = place = 0
    length = len(text)
    listing = False
    while place < length:
        end = text.find("\n", place)
        end = length if end < 0 else end
        line = text[place:end]
        after = end + 1
        listing = _goes_on_listing(text, line, after, listing=listing)
        if not listing and _ends_here(text, line, after):
            if text[start:end].strip():
                yield start, end
            start = after
        place = after


def _goes_on_listing(text: str, line: str, after: int, *, listing: bool) -> bool:
    """Whether the next line is an item of the list that a colon has opened."""
    if not _ITEM.match(text, after):
        return False
    return listing or line.rstrip().endswith((":", ";"))


def _ends_here(text: str, line: str, after: int) -> bool:
    if after >= len(text):
        return True
    stripped = line.rstrip()
    following = _STARTS_A_BLOCK.match(text, after)
    if following and (following[0].strip() or text[after : after + 1] in ("\n", "")):
        return True
    return len(stripped) < _SHORT_LINE or stripped.endswith((".", "!", "?", ":", "…"))


class Composed:
    """A text with its accents composed, and the way back to the places of the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = unicodedata.normalize("NFC", original)
        self.same = self.text is original or self.text == original
        self._lines = [0, *(one.end() for one in re.finditer("\n", self.text))]
        self._original_lines = (
            self._lines
            if self.same
            else [0, *(one.end() for one in re.finditer("\n", original))]
        )

    def line_and_column(self, place: int) -> tuple[int, int]:
        """Line and column, both from 1, in the original text."""
        line = bisect_right(self._lines, place) - 1
        column = place - self._lines[line]
        if not self.same:
            column = self._original_column(line, column)
        return line + 1, column + 1

    def _original_column(self, line: int, column: int) -> int:
        start = self._original_lines[line]
        composed = self.text[self._lines[line] : self._lines[line] + column]
        low, high = column, len(self.original) - start
        while low < high:
            middle = (low + high) // 2
            piece = unicodedata.normalize("NFC", self.original[start : start + middle])
            if len(piece) < len(composed):
                low = middle + 1
            else:
                high = middle
        return low
