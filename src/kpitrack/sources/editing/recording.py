"""Figures recorded in a tracker's text, in the style in which it is written."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any, NamedTuple

from kpitrack.model.period import Period, parse_period
from kpitrack.sources.editing.figures import Change, NewFigure, apply, as_table, changes
from kpitrack.sources.editing.guarding import parsed, says_just
from kpitrack.sources.editing.literal import key, literal
from kpitrack.sources.editing.outline import Outline, Pair, Path, Span, Table
from kpitrack.sources.editing.splicing import (
    Splice,
    indent,
    last_place,
    line_after,
    line_before,
    path_text,
    spliced,
    usual_ending,
    without_pairs,
    without_tables,
)

_KINDS = ("actual", "target", "baseline")
_WIDTH = 96
"""A history longer than this takes a line for each of its figures."""


def recorded(
    text: str, figures: Iterable[NewFigure], *, replacing: bool = False, today: dt.date
) -> str:
    """The text of a tracker file with the figures recorded, every other character as it was.

    A figure for a period that has another becomes a revision of `today`, or of its own
    `date`; with `replacing` it takes the newest one's place. The same figure again changes
    nothing. Raises InputError as `changes` does, and where the text cannot be edited.
    """
    document = parsed(text)
    return written(text, document, changes(document, figures, today, replacing=replacing))


def written(text: str, document: Mapping[str, Any], done: Sequence[Change]) -> str:
    """The text of the document with the changes made, held against the document itself."""
    wanted = deepcopy(dict(document))
    apply(wanted, done)
    result = spliced(text, _Recorder(text).splices(done))
    says_just(result, wanted)
    return result


class _Siblings(NamedTuple):
    """The pairs of one table that hold figures of one kind, by period, where in order."""

    pairs: tuple[Pair, ...]
    periods: tuple[Period, ...]
    ascending: bool


class _Recorder:
    """Finds the place of each figure in one text."""

    def __init__(self, text: str) -> None:
        self._outline = Outline(text)
        self._siblings: dict[Path, _Siblings] = {}
        self._first: set[int] = set()
        """Where empty inline tables begin that have got a pair already."""

    def splices(self, done: Sequence[Change]) -> list[Splice]:
        """Every change as splices; new figures of one place in the order of their periods."""
        new = [one for one in done if one.manner == "new"]
        new.sort(key=lambda one: parse_period(one.figure.period))
        found: list[Splice] = []
        for one in done:
            if one.manner == "revision":
                found += self._revision(one.path, one.entry)
            elif one.manner == "replacement":
                found += self._replacement(one.path, one.entry)
        for one in new:
            found.append(self._new(one.path, one.entry))
        return found

    def _new(self, path: Path, entry: Any) -> Splice:
        """Beside the nearest thing that there is: a figure of its kind, or the indicator."""
        length = len(path) - 1
        while (found := self._beside(path[:length], path, entry)) is None:
            length -= 1
        return found

    def _beside(self, holder: Path, path: Path, entry: Any) -> Splice | None:
        """In the table at a path, or below the tables that stand there; None without any."""
        outline = self._outline
        if holder in outline.inline:
            return self._in_table(outline.inline[holder], path, entry)
        if holder in outline.headers:
            return self._in_table(outline.headers[holder], path, entry)
        if holder in outline.dotted:
            return self._in_table(outline.dotted[holder][-1].table, path, entry)
        if holder in outline.headed:
            return self._below_header(outline.headed[holder][-1], path, entry)
        return None

    def _in_table(self, table: Table, path: Path, entry: Any) -> Splice:
        outline = self._outline
        siblings = self._in_order(table, path[:-1])
        after, before = _neighbours(siblings, path) if siblings.pairs else (None, None)
        like = after or before
        after = after or (None if before else self._last_of_figures(table, path[:2]))
        name = self._key(path, len(table.path), like)
        between = " = "
        if like is not None:
            between = outline.text[like.keys[-1].end : like.value.start]
        pair = f"{name}{between}{literal(entry)}"
        if table.inline:
            return self._in_inline(table, after, before, pair)
        if before is not None:
            start = before.keys[0].start
            return line_before(outline, start, indent(outline, start) + pair)
        start = after.keys[0].start if after else table.opening
        end = after.value.end if after else table.keys[-1].end
        return line_after(outline, end, [indent(outline, start) + pair])

    def _in_inline(
        self, table: Table, after: Pair | None, before: Pair | None, pair: str
    ) -> Splice:
        if before is not None:
            return Splice(before.keys[0].start, before.keys[0].start, f"{pair}, ")
        if after is not None:
            return Splice(after.value.end, after.value.end, f", {pair}")
        if table.start in self._first:
            return Splice(table.start, table.end, f", {pair} ")
        self._first.add(table.start)
        return Splice(table.start, table.start, f" {pair} ")

    def _in_order(self, table: Table, holder: Path) -> _Siblings:
        """The figures beside which a new one goes."""
        if holder not in self._siblings:
            depth = len(holder)
            pairs = [
                one
                for one in self._under(table, holder)
                if len(one.path) > depth and str(one.path[depth])[:1].isdigit()
            ]
            periods = [parse_period(str(one.path[depth])) for one in pairs]
            ascending = not any(later < earlier for earlier, later in pairwise(periods))
            self._siblings[holder] = _Siblings(tuple(pairs), tuple(periods), ascending)
        return self._siblings[holder]

    def _under(self, table: Table, holder: Path) -> Sequence[Pair]:
        """The pairs of a table that stand below a path: all, or those of dotted keys."""
        if len(table.path) >= len(holder):
            return table.pairs
        return [one for one in self._outline.dotted.get(holder, ()) if one.table is table]

    def _last_of_figures(self, table: Table, indicator: Path) -> Pair | None:
        """The pair behind which an indicator's first figure of a kind goes."""
        every = self._under(table, indicator)
        figures = [one for one in every if one.path[2:3] and one.path[2] in _KINDS]
        return next(reversed(figures or every), None)

    def _key(self, path: Path, start: int, like: Pair | None) -> str:
        """The key of a figure below a table, its parts spelt as those of the one beside it."""
        words = [key(str(one)) for one in path[start:]]
        if like is None:
            return ".".join(words)
        if len(path) - 1 > start:
            words = [path_text(self._outline, like, len(path) - 1), words[-1]]
        span = like.keys[len(path) - 1 - start]
        sign = self._outline.text[span.start]
        if sign in "\"'" and words[-1][0] not in "\"'":
            words[-1] = f"{sign}{words[-1]}{sign}"
        return ".".join(words)

    def _below_header(self, table: Table, path: Path, entry: Any) -> Splice:
        """A table of its own, below the last of its kind."""
        return self._block(path, entry, "[{}]", table, table)

    def _block(self, path: Path, entry: Any, header: str, like: Table, last: Table) -> Splice:
        """A new table below the last one, set apart as another one is."""
        outline, table = self._outline, like
        start = indent(outline, table.opening)
        above = outline.text[outline.line_start(outline.line_start(table.opening) - 1) :]
        blank = [""] if above[:1] in "\r\n" and table.opening else []
        lines = [start + header.format(_dotted(path))]
        lines += [
            f"{start}{key(one)} = {literal(value)}" for one, value in as_table(entry).items()
        ]
        return line_after(outline, last_place(last), [*blank, *lines])

    def _revision(self, path: Path, entry: dict[str, Any]) -> Iterator[Splice]:
        outline = self._outline
        if path in outline.arrays:
            yield from self._one_more(outline.arrays[path], entry)
        elif path in outline.pairs:
            yield self._a_list(outline.pairs[path], entry)
        elif path in outline.counts:
            last = (*path, outline.counts[path] - 1)
            yield self._another_block(path, self._tables(last), entry)
        elif path in outline.dotted:
            yield from self._list_of_dotted(path, entry)
        else:
            yield from self._first_block(path)
            yield self._another_block(path, self._tables(path), entry)

    def _tables(self, path: Path) -> list[Table]:
        own = [self._outline.headers[path]] if path in self._outline.headers else []
        return [*own, *self._outline.headed.get(path, ())]

    def _one_more(self, elements: Sequence[Span], entry: Any) -> Iterator[Splice]:
        """One more element of an array, on its own line where the last has one."""
        outline, text = self._outline, self._outline.text
        last = elements[-1]
        line = outline.text[outline.line_start(last.start) : last.start]
        following = text[last.end : outline.line_end(last.end)]
        ends_line = not following.strip(", \t\r\n") or following.strip(", \t").startswith("#")
        if line.strip() or not ends_line:
            yield Splice(last.end, last.end, f", {literal(entry)}")
            return
        comma = "," if following.lstrip().startswith(",") else ""
        if not comma:
            yield Splice(last.end, last.end, ",")
        yield line_after(outline, last.end, [f"{line}{literal(entry)}{comma}"])

    def _a_list(self, pair: Pair, entry: Any) -> Splice:
        """A figure turned into a history: its text stays, as the first of two."""
        outline = self._outline
        old = outline.text[pair.value.start : pair.value.end]
        first = old if pair.path in outline.inline else f"{{ value = {old} }}"
        return self._list(pair, pair.value, [first, literal(entry)])

    def _list(self, pair: Pair, span: Span, elements: Sequence[str]) -> Splice:
        outline = self._outline
        on_one_line = f"[{', '.join(elements)}]"
        start = outline.line_start(span.start)
        width = len(outline.text[start : span.start]) + len(on_one_line)
        if pair.table.inline or width <= _WIDTH:
            return Splice(*span, on_one_line)
        ending = usual_ending(outline.text)
        margin = indent(outline, pair.keys[0].start)
        lines = [f"{margin}    {one},{ending}" for one in elements]
        return Splice(*span, f"[{ending}{''.join(lines)}{margin}]")

    def _list_of_dotted(self, path: Path, entry: Any) -> Iterator[Splice]:
        """`actual.2024.value = 404`: its lines become the first figure of a history."""
        outline, depth = self._outline, len(path)
        pairs = outline.dotted[path]
        first = pairs[0]
        old = ", ".join(
            outline.text[one.keys[depth - len(one.table.path)].start : one.value.end]
            for one in pairs
        )
        elements = [f"{{ {old} }}", literal(entry)]
        name = path_text(outline, first, depth)
        span = Span(first.keys[0].start, first.value.end)
        made = self._list(first, span, elements)
        yield made._replace(text=f"{name} = {made.text}")
        yield from self._with_comments_kept(pairs[1:])

    def _with_comments_kept(self, pairs: Sequence[Pair]) -> Iterator[Splice]:
        """Takes pairs away; a comment behind one stays, on a line of its own."""
        text = self._outline.text
        bare = []
        for one in pairs:
            rest = text[one.value.end : self._outline.line_end(one.value.end)]
            if one.table.inline or not rest.strip():
                bare.append(one)
            else:
                yield Splice(one.keys[0].start, one.value.end + len(rest) - len(rest.lstrip()))
        yield from without_pairs(self._outline, bare)

    def _first_block(self, path: Path) -> Iterator[Splice]:
        """Makes a table the first of an array of tables."""
        outline = self._outline
        if path not in outline.headers:
            table = outline.headed[path][0]
            line = f"{indent(outline, table.opening)}[[{_dotted(path)}]]"
            yield line_before(outline, table.opening, line)
            return
        table = outline.headers[path]
        closing = outline.text.index("]", table.keys[-1].end)
        yield Splice(table.opening, table.opening, "[")
        yield Splice(closing, closing, "]")

    def _another_block(self, path: Path, tables: Sequence[Table], entry: Any) -> Splice:
        last = max(tables, key=lambda one: one.opening)
        return self._block(path, entry, "[[{}]]", tables[0], last)

    def _replacement(self, path: Path, entry: Any) -> Iterator[Splice]:
        outline = self._outline
        if path in outline.arrays:
            yield Splice(*outline.arrays[path][-1], literal(entry))
        elif path in outline.pairs:
            yield Splice(*outline.pairs[path].value, literal(entry))
        elif path in outline.dotted:
            yield from self._dotted_again(path, entry)
        else:
            last = (*path, outline.counts[path] - 1) if path in outline.counts else path
            yield from self._table_again(last, as_table(entry))

    def _dotted_again(self, path: Path, entry: Any) -> Iterator[Splice]:
        outline = self._outline
        first, *others = outline.dotted[path]
        name = path_text(outline, first, len(path))
        span = Span(first.keys[0].start, first.value.end)
        yield Splice(*span, f"{name} = {literal(entry)}")
        yield from self._with_comments_kept(others)

    def _table_again(self, path: Path, entry: Mapping[str, Any]) -> Iterator[Splice]:
        """Another figure in a table with a header: keys that it has too stay on their lines."""
        outline = self._outline
        tables = self._tables(path)
        if path not in outline.headers:
            yield self._block(path, entry, "[{}]", tables[-1], tables[-1])
            yield from without_tables(outline, tables)
            return
        table, *inner_tables = tables
        here = {one.path: one for one in table.pairs}
        kept = {name for name in entry if (*path, name) in here}
        gone = [one for one in table.pairs if one.path[len(path) :] not in {(n,) for n in kept}]
        for name in kept:
            yield Splice(*here[*path, name].value, literal(entry[name]))
        more = [
            f"{indent(outline, table.opening)}{key(name)} = {literal(entry[name])}"
            for name in entry
            if name not in kept
        ]
        if more:
            yield line_after(outline, last_place(table), more)
        yield from without_pairs(outline, gone)
        yield from without_tables(outline, inner_tables)


def _neighbours(siblings: _Siblings, path: Path) -> tuple[Pair | None, Pair | None]:
    """The pair that a new one goes behind, or the first one, before which it goes."""
    if not siblings.ascending:
        return siblings.pairs[-1], None
    place = bisect_right(siblings.periods, parse_period(str(path[-1])))
    return (siblings.pairs[place - 1], None) if place else (None, siblings.pairs[0])


def _dotted(path: Path) -> str:
    return ".".join(key(str(one)) for one in path)
