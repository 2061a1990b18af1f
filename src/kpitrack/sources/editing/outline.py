"""Where every key and value of a TOML text stands, to the character.

The text must be sound TOML: whoever asks has parsed it before, so nothing is checked here
again. An outline has what an editor needs and no parser gives: the spans of keys and of
values, in inline tables and arrays too, and which table a dotted key belongs to.
"""

import re
from typing import NamedTuple

Path = tuple[str | int, ...]
"""The way to a key from the top; a place in an array is its number, from 0."""


class Span(NamedTuple):
    """A stretch of the text, its end not included."""

    start: int
    end: int


class Table:
    """What pairs stand in: the head of the file, a `[table]`, or an inline table.

    `keys` are the spans of the header's parts. `start` is behind the header's line, or at
    the opening brace; `end` is where the next header begins, or at the closing brace.
    """

    __slots__ = ("end", "inline", "keys", "opening", "pairs", "path", "start")

    def __init__(self, path: Path, opening: int, start: int, *, inline: bool = False) -> None:
        self.path = path
        self.opening = opening
        self.start = start
        self.end = start
        self.inline = inline
        self.keys: tuple[Span, ...] = ()
        self.pairs: list[Pair] = []


class Pair(NamedTuple):
    """A key and its value; `keys` are the spans of the parts of a dotted key."""

    path: Path
    keys: tuple[Span, ...]
    value: Span
    table: Table
    place: int
    """The how-manieth of its table, from 0."""


_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[\s,]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'",
    re.DOTALL,
)
_REST = re.compile(r"[^,#\]}\r\n]*[^,#\]}\s]")
_LINE = re.compile(r"[^\n]*\n?")


class Outline:
    """Every table and pair of a text, by path."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tables: list[Table] = [Table((), 0, 0)]
        """The head of the file, then every `[table]` and `[[table]]`, in order."""
        self.pairs: dict[Path, Pair] = {}
        self.inline: dict[Path, Table] = {}
        """Inline tables, by path."""
        self.arrays: dict[Path, tuple[Span, ...]] = {}
        """The elements of every array that is a value."""
        self.headers: dict[Path, Table] = {}
        """Tables with a header, by path; the elements of an array of tables by their place."""
        self.headed: dict[Path, list[Table]] = {}
        """For each path, the tables with a header that stand below it."""
        self.dotted: dict[Path, list[Pair]] = {}
        """For each table that only dotted keys make, the pairs that stand in it."""
        self.counts: dict[Path, int] = {}
        """How many elements each array of tables has."""
        self._scan()

    def line_start(self, place: int) -> int:
        """Where the line of a place begins."""
        return self.text.rfind("\n", 0, place) + 1

    def line_end(self, place: int) -> int:
        """Where the line behind that of a place begins, or the end of the text."""
        found = self.text.find("\n", place)
        return len(self.text) if found < 0 else found + 1

    def _scan(self) -> None:
        text, place = self.text, 0
        table = self.tables[0]
        while True:
            place = _end(_GAP, text, place)
            if place >= len(text):
                table.end = place
                return
            if text[place] == "[":
                table.end = self.line_start(place)
                table = self._header(place)
                place = table.start
            else:
                place = self._pair(table, place)

    def _header(self, opening: int) -> Table:
        text = self.text
        in_array = text.startswith("[[", opening)
        words, keys, place = self._keys(opening + 1 + in_array)
        path: Path = ()
        for number, word in enumerate(words):
            path = (*path, word)
            last = number == len(words) - 1
            if path in self.counts and not last:
                path = (*path, self.counts[path] - 1)
        if in_array:
            self.counts[path] = self.counts.get(path, 0) + 1
            path = (*path, self.counts[path] - 1)
        table = Table(path, opening, _end(_LINE, text, place))
        table.keys = keys
        self.tables.append(table)
        self.headers[path] = table
        for length in range(1, len(path)):
            self.headed.setdefault(path[:length], []).append(table)
        return table

    def _keys(self, place: int) -> tuple[list[str], tuple[Span, ...], int]:
        """The words and spans of a dotted key, and the place behind it and its spaces."""
        words: list[str] = []
        spans: list[Span] = []
        text = self.text
        while True:
            place = _end(_SPACE, text, place)
            quoted = text[place] in "\"'"
            end = _end(_TEXT if quoted else _BARE, text, place)
            words.append(unquoted(text[place:end]) if quoted else text[place:end])
            spans.append(Span(place, end))
            place = _end(_SPACE, text, end)
            if text[place] != ".":
                return words, tuple(spans), place
            place += 1

    def _pair(self, table: Table, start: int) -> int:
        words, keys, place = self._keys(start)
        path = (*table.path, *words)
        start = _end(_GAP, self.text, place + 1) if table.inline else place + 1
        start = _end(_SPACE, self.text, start)
        end = self._value(path, start)
        pair = Pair(path, keys, Span(start, end), table, len(table.pairs))
        table.pairs.append(pair)
        self.pairs[path] = pair
        for length in range(len(table.path) + 1, len(path)):
            self.dotted.setdefault(path[:length], []).append(pair)
        return end

    def _value(self, path: Path, start: int) -> int:
        """Takes up the value that begins here, and returns where it ends."""
        first = self.text[start]
        if first == "{":
            return self._inline_table(path, start)
        if first == "[":
            return self._array(path, start)
        return _end(_TEXT if first in "\"'" else _REST, self.text, start)

    def _inline_table(self, path: Path, start: int) -> int:
        table = self.inline[path] = Table(path, start, start + 1, inline=True)
        place = _end(_GAP, self.text, start + 1)
        while self.text[place] != "}":
            place = _end(_GAP, self.text, self._pair(table, place))
        table.end = place
        return place + 1

    def _array(self, path: Path, start: int) -> int:
        elements: list[Span] = []
        place = _end(_GAP, self.text, start + 1)
        while self.text[place] != "]":
            end = self._value((*path, len(elements)), place)
            elements.append(Span(place, end))
            place = _end(_GAP, self.text, end)
        self.arrays[path] = tuple(elements)
        return place + 1


def unquoted(text: str) -> str:
    """The text that a quoted TOML string stands for."""
    if text[0] == "'" and text[:3] != "'''":
        return text[1:-1]
    if text[0] == '"' and text[:3] != '"""' and "\\" not in text:
        return text[1:-1]
    import tomli

    return str(tomli.loads(f"text = {text}")["text"])


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return place if found is None else found.end()
