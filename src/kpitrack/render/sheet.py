"""The neutral table between the views and the formats."""

from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.render.numbers import Numbers
from kpitrack.render.printable import printable
from kpitrack.render.words import words_for

Role = Literal["name", "unit", "figure", "bar", "word", "text", "prose"]
"""What a column is for: a narrow terminal drops bars, then moves units to the names.

`prose` is read as sentences: it is never wrapped into a narrow column.
"""

Mood = Literal["good", "near", "bad", "open", "quiet", "none"]
"""How a cell is to be read at a glance; colours are the renderer's."""


class Column(NamedTuple):
    """A column, described once for every format.

    Columns with a `group` may go on below in a table of their own, where a terminal is too
    narrow for all; those of one group stay together.
    """

    key: str
    heading: str
    role: Role
    group: str = ""

    @property
    def right(self) -> bool:
        """Whether its cells stand at the right edge."""
        return self.role == "figure"


class Cell(NamedTuple):
    """A cell as people read it. `share` is a bar's filled part, from 0 to 1."""

    text: str = ""
    mood: Mood = "none"
    share: Decimal | None = None


class Section(NamedTuple):
    """Rows under one heading, with what they add up to."""

    rows: tuple[tuple[Cell, ...], ...]
    heading: str | None = None
    total: str | None = None


class Sheet(NamedTuple):
    """A table with its title above it, and its totals and explanations below."""

    title: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    footer: str = ""
    notes: tuple[str, ...] = ()
    subtitle: str = ""


class Manner:
    """How to write for a reader: words and figures of a locale, and whether to date it."""

    __slots__ = ("dated", "locale", "numbers", "words")

    def __init__(self, locale: str = "en", dated: bool = False) -> None:
        self.locale = locale
        self.dated = dated
        self.words = words_for(locale)
        self.numbers = Numbers(locale)

    def columns(self, *described: tuple[str, Role]) -> tuple[Column, ...]:
        """Columns with the headings of the reader's language."""
        return tuple(Column(key, self.words.get(key, key), role) for key, role in described)


def name_cell(name: str) -> Cell:
    """A name from a file, made safe to print."""
    return Cell(printable(name))
