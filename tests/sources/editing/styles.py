"""Trackers of random figures in random TOML styles, with the document that each says."""

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from kpitrack.sources.editing.literal import inner, key, literal

PERIODS = ("2023", "2024", "2025", "2024-Q1", "2024-Q2", "2024-09", "2024-01..2024-09")
IDS = ("a", "b-2", "2c")
KINDS = ("actual", "target", "baseline")
STYLES = ("dotted", "table", "full", "inline", "in-indicators", "at-the-top", "all-inline")


class Styled(NamedTuple):
    """A tracker's text and what it says."""

    text: str
    document: dict[str, Any]


numbers = st.one_of(
    st.integers(-999, 99999),
    st.decimals(-9999, 9999, places=2).map(lambda one: Decimal(str(one))),
)
words = st.text("abc \"'\\#=[]{},.é€\t", max_size=8)
figure_tables = st.fixed_dictionaries(
    {"value": numbers},
    optional={
        "status": st.sampled_from(("estimated", "final", "provisional")),
        "note": words,
        "source": words,
    },
)
histories = st.lists(
    st.tuples(numbers, st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31))),
    min_size=1,
    max_size=3,
).map(
    lambda every: [
        {"value": number, "date": day} for number, day in sorted(every, key=lambda one: one[1])
    ]
)
entries = st.one_of(numbers, figure_tables, histories)
figures = st.dictionaries(st.sampled_from(PERIODS), entries, max_size=4)
comments = st.sampled_from(("", "", " # a comment, with = and [", "\t#"))


@st.composite
def trackers(draw: st.DrawFn) -> Styled:
    """A tracker of one to three indicators, each in a style of its own."""
    names = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True))
    document: dict[str, Any] = {"indicators": {}}
    head: list[str] = []
    inside: list[str] = []
    tables: list[str] = []
    all_inline = draw(st.integers(0, 9)) == 0
    for name in names:
        raw = draw(_indicator())
        document["indicators"][name] = raw
        style = "all-inline" if all_inline else draw(st.sampled_from(STYLES[:-1]))
        where = {"at-the-top": head, "in-indicators": inside, "all-inline": inside}
        written = _Written(draw, name, raw, style)
        where.get(style, tables).extend(written.lines())
    if all_inline:
        head.append(f"indicators = {{ {', '.join(inside)} }}")
    elif inside and any(one.startswith("indicators.") for one in head):
        head += [f"indicators.{one}" for one in inside]
    elif inside:
        tables = ["[indicators] # all", *inside, "", *tables]
    lines = ["# top", *head, *tables]
    ends = draw(st.sampled_from((("\n",), ("\r\n",), ("\n", "\r\n"))))
    text = "".join(one + ends[place % len(ends)] for place, one in enumerate(lines))
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return Styled(text, document)


@st.composite
def _indicator(draw: st.DrawFn) -> dict[str, Any]:
    raw: dict[str, Any] = {"name": draw(st.sampled_from(("N", 'A "q"', "Tổng")))}
    for kind in KINDS:
        found = draw(figures)
        if kind == "target" and draw(st.booleans()):
            sets = {one: draw(figures) for one in draw(st.sets(st.sampled_from(("x", "y"))))}
            found = {one: inside for one, inside in sets.items() if inside}
        if found:
            raw[kind] = found
    return raw


class _Written:
    """The lines of one indicator."""

    def __init__(self, draw: st.DrawFn, name: str, raw: dict[str, Any], style: str) -> None:
        self.draw = draw
        self.name = name
        self.raw = raw
        self.style = style

    def lines(self) -> list[str]:
        """As the style writes them."""
        if self.style == "all-inline":
            return [f"{self.name} = {literal(self.raw)}"]
        if self.style in ("in-indicators", "at-the-top"):
            start = "indicators." * (self.style == "at-the-top") + self.name
            return self._pairs(start + ".", self.raw)
        header = f"[indicators.{self.name}]{self.draw(comments)}"
        plain = {one: value for one, value in self.raw.items() if one not in KINDS}
        kinds = {one: value for one, value in self.raw.items() if one in KINDS}
        if self.style == "dotted":
            return [header, *self._pairs("", self.raw), ""]
        if self.style == "inline":
            pairs = [f"{one} = {literal(value)}" for one, value in kinds.items()]
            return [header, *self._pairs("", plain), *pairs, ""]
        lines = [header, *self._pairs("", plain), ""]
        for kind, found in kinds.items():
            lines += self._tables(f"indicators.{self.name}.{kind}", found)
        return lines

    def _tables(self, start: str, found: dict[str, Any]) -> list[str]:
        sets = {one: value for one, value in found.items() if not one[0].isdigit()}
        if sets:
            return [line for one in sets for line in self._tables(f"{start}.{one}", sets[one])]
        if self.style == "table":
            return [f"[{start}]", *self._pairs("", found, dotted=False), "# behind", ""]
        lines: list[str] = []
        for period, entry in found.items():
            several = isinstance(entry, list)
            for one in entry if several else [entry]:
                table = one if isinstance(one, dict) else {"value": one}
                name = f"{start}.{key(period)}"
                lines += [f"[[{name}]]" if several else f"[{name}]"]
                lines += [f"{k} = {literal(v)}{self.draw(comments)}" for k, v in table.items()]
                lines += [""] * self.draw(st.integers(0, 1))
        return lines

    def _pairs(self, start: str, table: dict[str, Any], dotted: bool = True) -> list[str]:
        """Each value on a line with its dotted key; figure tables perhaps taken apart."""
        lines: list[str] = []
        for name, value in table.items():
            quoting = name[0].isdigit() and self.draw(st.booleans())
            word = f'"{name}"' if quoting else key(name)
            apart = dotted and isinstance(value, dict)
            if apart and ("value" not in value or self.draw(st.booleans())):
                lines += self._pairs(f"{start}{word}.", value)
                continue
            equals = self.draw(st.sampled_from((" = ", "=", "  =\t")))
            lines.append(f"{start}{word}{equals}{self._value(value)}{self.draw(comments)}")
        return lines

    def _value(self, value: Any) -> str:
        if isinstance(value, list) and self.draw(st.booleans()):
            end = self.draw(st.sampled_from((",", "")))
            every = ",\n    ".join(f"{{{inner(one)}}}" for one in value)
            return f"[ # history\n    {every}{end} # last\n  ]"
        return literal(value)
