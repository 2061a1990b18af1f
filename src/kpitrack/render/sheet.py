"""The neutral table between the views and the formats."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.model.figure import NOTHING
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


class Bullet(NamedTuple):
    """A bar against its target: every number is a share of the target, 1 for all of it.

    `share` may be negative and above 1. `reached` is whether all of the target is there: a
    bar is full only then. Where the bar would end below `part` it would be missed or off
    track, below `near` partly met or at risk; both are None where nothing is judged by them.
    `expected` is what was to be there by now.
    """

    share: Decimal
    reached: bool
    part: Decimal | None = None
    near: Decimal | None = None
    expected: Decimal | None = None


class Cell(NamedTuple):
    """A cell as people read it; a bar's has a bullet instead of a text."""

    text: str = ""
    mood: Mood = "none"
    bullet: Bullet | None = None


class Section(NamedTuple):
    """Rows under one heading, with what they add up to."""

    rows: tuple[tuple[Cell, ...], ...]
    heading: str | None = None
    total: str | None = None


PointKind = Literal["common_cause", "improvement", "concern", "neutral", "not_judged"]
LineKind = Literal["upper_limit", "lower_limit", "mean", "target", "target_min", "target_max"]


class ChartPoint(NamedTuple):
    """A period of a series: `value` is None for a gap, and `figure` is how it is printed.

    `after_break` says that the series starts anew here.
    """

    period: str
    value: Decimal | None
    figure: str
    kind: PointKind
    after_break: bool = False


class ChartLine(NamedTuple):
    """A line across a chart, with a value for each point, None where it is not there.

    `figure` is its last value as it is printed, empty where the last point has none.
    """

    kind: LineKind
    values: tuple[Decimal | None, ...]
    figure: str


class Chart(NamedTuple):
    """A series in time as a picture; the formats that draw none leave it out.

    The lines come in the order of their weight: where two share a place, the first is told.
    `names` says what each kind of point and line is called. `partly` tells a reader, by
    `{shown}` and `{all}`, that there was no room for all points.
    """

    points: tuple[ChartPoint, ...]
    lines: tuple[ChartLine, ...]
    names: Mapping[str, str]
    partly: str


class Sheet(NamedTuple):
    """A table with its title above it, and its totals and explanations below.

    `trace` is a sparkline that belongs to the subtitle. `signs` says what the marks of its
    bars are called, for where bars are drawn.
    """

    title: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    footer: str = ""
    notes: tuple[str, ...] = ()
    subtitle: str = ""
    trace: str = ""
    chart: Chart | None = None
    signs: Mapping[str, str] = NOTHING

    @property
    def frame(self) -> str:
        """The subtitle and the trace in one line, empty where there is neither."""
        return "   ".join(filter(None, (self.subtitle, self.trace)))


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
