"""What touches a marked figure on the page.

A reader sees no markup: `[**90**.000](#kpi:...)` reads as 90.000, and `1.[154](#kpi:...)`
as 1.154. So a digit or a sign that touches the figure through markup belongs to it, and
rewriting the marked part alone would make another figure.
"""

import re
from collections.abc import Iterable
from html import unescape

from kpitrack.checks.marks.code import Span
from kpitrack.checks.written import MINUSES, SPACES
from kpitrack.errors import Mistake

HOLE = "\0"
"""Stands for each character that a reader does not see."""

BREAK = "\1"
"""Stands for a tag that ends a line or a cell: numbers on its two sides are two numbers."""

ADDRESS = "\2"
"""Stands for each character of an address that a reader does see: its digits are no figure."""

RAISED = "^"
"""Stands for the beginning of raised or lowered text."""

_BREAKING = (
    "p|div|br|hr|td|th|tr|li|ul|ol|dl|dt|dd|h[1-6]|table|thead|tbody|tfoot|caption|section"
    "|article|header|footer|main|nav|aside|figure|figcaption|blockquote|pre|address|option"
    "|body|html|head|title|img|input|details|summary|su[bp]"
)
_UNSEEN = re.compile(
    r"(?P<target>\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\[\]\n]*\])"
    r"|(?P<address>(?:\b[a-z][a-z0-9+.-]{1,15}://|\bwww\.)(?:[^\s<>|\"\]\0]|\](?!\())*)"
    r"|(?P<raised><su[bp]\b[^<>]*>)"
    rf"|(?P<breaking></?(?:{_BREAKING})\b[^<>]*>)"
    r"|(?P<tag></?[a-z][^<>]*>)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#x[0-9a-f]{1,6}|[a-z]{2,12});)"
    r"|\[(?=[^\[\]\n]*\][(\[])"
    r"|[*_~`\\\u00ad\u200b-\u200f\u2060\ufeff]",
    re.I,
)
_SIGNS = f"{MINUSES}\u2010\u2011\u2012\u207b\ufe63\uff0d+"
_LEADING = re.compile(
    rf"[0-9][.,'’]?\Z|(?:^|[\s(])[.,]\Z|\{RAISED}\Z|(?<![^\W_])[{re.escape(_SIGNS)}]\Z"
)
_TRAILING = re.compile(r"[.,'’]?[0-9]")
_SPACED = re.compile(
    rf"(?<![\w.,])[0-9]{{1,3}}(?:[ {SPACES}][0-9]{{3}})*[ {SPACES}]\Z",
)
_THREE_DIGITS = re.compile(r"[0-9]{3}(?![0-9])")
_THREE_MORE = re.compile(rf"[ {SPACES}][0-9]{{3}}(?![0-9])")
_MAY_GO_ON = re.compile(rf"[{MINUSES}+]?[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})*")
_SEEN = 24


def laid_bare(text: str, comments: Iterable[Span]) -> str:
    """The text as a reader sees it, with signs of this module where there is markup.

    It is as long as the text, so every offset means the same in both.
    """
    parts: list[str] = []
    done = 0
    for start, end in comments:
        parts += [text[done:start], HOLE * (end - start)]
        done = end
    return _UNSEEN.sub(_bare, "".join([*parts, text[done:]]))


def _bare(found: re.Match[str]) -> str:
    signs = {"address": ADDRESS * len(found[0]), "raised": RAISED, "breaking": BREAK}
    kind = found.lastgroup or ""
    sign = unescape(found[0])[:1] if kind == "entity" else signs.get(kind, "")
    return sign.ljust(len(found[0]), HOLE)


def seen_before(bare: str, at: int) -> str:
    """The last characters that a reader sees in front of an offset."""
    found: list[str] = []
    while at > 0 and len(found) < _SEEN:
        at -= 1
        if bare[at] != HOLE:
            found.append(bare[at])
    return "".join(reversed(found))


def seen_behind(bare: str, at: int) -> str:
    """The first characters that a reader sees from an offset on."""
    found: list[str] = []
    while at < len(bare) and len(found) < _SEEN:
        if bare[at] != HOLE:
            found.append(bare[at])
        at += 1
    return "".join(found)


def trouble_around(token: str, before: str, behind: str) -> Mistake | None:
    """Why a token is not the whole figure that a reader sees; None where it is."""
    if _THREE_DIGITS.match(token) and (spaced := _SPACED.search(before)):
        fix = f"if it is one, write {spaced[0][:-1]}\u00a0{token} with a no-break space"
        return Mistake("one number", f'"{spaced[0]}{token}"', fix)
    if _MAY_GO_ON.fullmatch(token) and (more := _THREE_MORE.match(behind)):
        fix = "if it is one, put all its digits into the mark"
        return Mistake("one number", f'"{token}{more[0]}"', fix)
    if not _LEADING.search(before) and not _TRAILING.match(behind):
        return None
    whole = f"{_last_word(before)}{token}{_first_word(behind)}"
    fix = "put its sign and all its digits into the mark"
    return Mistake("a whole figure in the mark", f'"{token}" of "{whole}"', fix)


def _last_word(text: str) -> str:
    found = re.search(r"[^\s\1\2]*\Z", text)
    return found[0] if found else ""


def _first_word(text: str) -> str:
    found = re.match(r"[^\s\1\2]*", text)
    return found[0] if found else ""
