"""Changing a TOML text in one place: a pair more, a pair less, another value."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from kpitrack.sources.editing.outline import Outline, Pair, Table


class Splice(NamedTuple):
    """What comes in place of a stretch of the text."""

    start: int
    end: int
    text: str = ""


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with every splice made; those at one place come in the order given.

    Places are those of the text as it was. A splice that begins within another is part of
    what that one takes away.
    """
    parts: list[str] = []
    done = 0
    for one in sorted(splices, key=lambda one: (one.start, one.end > one.start)):
        parts += [text[done : max(one.start, done)], one.text]
        done = max(done, one.end)
    return "".join([*parts, text[done:]])


def line_after(outline: Outline, place: int, lines: Sequence[str]) -> Splice:
    """New lines below that of a place, ended as that one is."""
    text, end = outline.text, outline.line_end(place)
    if text[end - 1 : end] != "\n":
        ending = usual_ending(text)
        return Splice(end, end, "".join(ending + one for one in lines))
    return Splice(end, end, "".join(one + _ending(text, end) for one in lines))


def line_before(outline: Outline, place: int, line: str) -> Splice:
    """A new line above that of a place."""
    start, end = outline.line_start(place), outline.line_end(place)
    ending = _ending(outline.text, end) or usual_ending(outline.text)
    return Splice(start, start, line + ending)


def usual_ending(text: str) -> str:
    """How the first line of a text ends."""
    first = text.find("\n") + 1
    return _ending(text, first) or "\n"


def _ending(text: str, end: int) -> str:
    """The end of the line that ends just here; empty where none does."""
    return next((one for one in ("\r\n", "\n") if text.endswith(one, 0, end)), "")


def indent(outline: Outline, place: int) -> str:
    """What stands before a place on its line, where that is nothing but space."""
    before = outline.text[outline.line_start(place) : place]
    return "" if before.strip() else before


def last_place(table: Table) -> int:
    """The place behind which a table's next pair belongs."""
    return table.pairs[-1].value.end if table.pairs else table.keys[-1].end


def without_pairs(outline: Outline, pairs: Collection[Pair]) -> list[Splice]:
    """Splices that take pairs away: their lines, or their places in an inline table."""
    splices: list[Splice] = []
    by_table = sorted(pairs, key=lambda one: (one.table.opening, one.table.start, one.place))
    for _, group in groupby(by_table, key=lambda one: (one.table.opening, one.table.start)):
        gone = list(group)
        if gone[0].table.inline:
            splices += _from_inline(gone[0].table, [one.place for one in gone])
        else:
            splices += [whole_lines(outline, one.keys[0].start, one.value.end) for one in gone]
    return splices


def whole_lines(outline: Outline, start: int, end: int) -> Splice:
    """Takes away the lines from one place to another; the last line's end with the last."""
    text = outline.text
    first, last = outline.line_start(start), outline.line_end(end)
    if text[last - 1 : last] != "\n" and first:
        first -= len(_ending(text, first))
    return Splice(first, last)


def _from_inline(table: Table, places: Sequence[int]) -> list[Splice]:
    splices = []
    for first, last in _runs(places):
        start = table.pairs[first].keys[0].start
        end = table.pairs[last].value.end
        if last + 1 < len(table.pairs):
            end = table.pairs[last + 1].keys[0].start
        elif first:
            start = table.pairs[first - 1].value.end
        splices.append(Splice(start, end))
    return splices


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring places together: first and last of each run."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def without_tables(outline: Outline, tables: Iterable[Table]) -> list[Splice]:
    """Splices that take tables away, from the header to the last pair.

    The blank line above goes too; a table that has none takes those behind it along.
    Comments behind the last pair stay: they may speak of what comes next.
    """
    splices = []
    for table in tables:
        cut = whole_lines(outline, table.opening, last_place(table))
        above = outline.line_start(max(0, cut.start - 1))
        if cut.start and not outline.text[above : cut.start].strip():
            splices.append(cut._replace(start=above))
        else:
            splices.append(cut._replace(end=_behind_blank_lines(outline.text, cut.end)))
    return splices


def _behind_blank_lines(text: str, place: int) -> int:
    while True:
        end = text.find("\n", place) + 1
        if not end or text[place:end].strip():
            return place
        place = end


def path_text(outline: Outline, pair: Pair, length: int) -> str:
    """The first parts of a pair's key as they are written, up to a path of that length."""
    keys = pair.keys[: length - len(pair.table.path)]
    return outline.text[keys[0].start : keys[-1].end]
