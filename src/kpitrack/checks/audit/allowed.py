"""Known exceptions: comments in a document, and lists of claims in a file of their own.

A comment `<!--kpi:audit-ok reason-->` silences the claims that end in the sentence, or the
clause up to a semicolon, behind which it stands: on the same line, or on the next one, as
below a row of a table.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpitrack.checks.audit.excerpt import Page, sentence_start
from kpitrack.checks.audit.prose import Composed, without_markup
from kpitrack.errors import Mistake

_COMMENT = re.compile(r"<!--\s*kpi:audit-ok(?!-?\w)(?P<reason>.*?)(?:-->|\Z)", re.DOTALL)
_FAR = 2000
_CLOSING = ' \t\r\n.!?…;:,|"”’)*_'


class Allowance(NamedTuple):
    """A comment that silences the claims that end between two places of the text."""

    start: int
    end: int
    line: int
    reason: str


class Listed(NamedTuple):
    """A claim's text in a list of exceptions, and where it stands there."""

    text: str
    file: str
    line: int


class Allowances(NamedTuple):
    """The exceptions of one document, and what is wrong with those that are none."""

    found: tuple[Allowance, ...]
    mistakes: tuple[Mistake, ...]


def allowances(composed: Composed, page: Page, file: str) -> Allowances:
    """The comments of a text that silence something; those inside code are only shown."""
    comments = list(_COMMENT.finditer(page.text))
    if not comments:
        return Allowances((), ())
    shown = without_markup(_COMMENT.sub(lambda one: "x" * len(one[0]), page.text))
    found: list[Allowance] = []
    mistakes: list[Mistake] = []
    for one in comments:
        if shown[one.start()] != "x":
            continue
        line, _ = composed.line_and_column(one.start())
        reason = " ".join(one["reason"].split())
        if reason:
            found.append(Allowance(*_stretch(page, one.start()), line, reason))
        else:
            mistakes.append(_without_reason(file, line))
    return Allowances(tuple(found), tuple(mistakes))


def _without_reason(file: str, line: int) -> Mistake:
    fix = "write <!--kpi:audit-ok why it is right all the same-->"
    return Mistake("a reason", "none", fix, file, line, key="kpi:audit-ok")


def _stretch(page: Page, place: int) -> tuple[int, int]:
    """The sentence right before a place, on its line or the one above; else nothing."""
    begin = max(0, place - _FAR)
    end = begin + len(page.plain[begin:place].rstrip(_CLOSING))
    if page.text.count("\n", end, place) > 1:
        return place, place
    return sentence_start(page.plain, end), place


def listed_claims(text: str, file: str) -> Iterator[Listed]:
    """The claims of a list, one a line; `#` begins a comment, empty lines are skipped."""
    for number, line in enumerate(text.splitlines(), 1):
        told = " ".join(line.split())
        if told and not told.startswith("#"):
            yield Listed(told, file, number)


def silencing(found: Sequence[Allowance], place: int) -> int | None:
    """Which of the allowances silences a claim that ends at a place."""
    for number, one in enumerate(found):
        if one.start < place <= one.end:
            return number
    return None
