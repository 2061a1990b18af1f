"""Imported figures put into the text of a tracker, and what became of each of them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.model.period import parse_period
from kpitrack.sources.editing.figures import NewFigure, as_table, changes
from kpitrack.sources.editing.guarding import parsed
from kpitrack.sources.editing.literal import key, literal, plain
from kpitrack.sources.editing.recording import written
from kpitrack.sources.exchange.folding import folded
from kpitrack.sources.exchange.gathering import Gathered
from kpitrack.sources.exchange.mapping import Mapping as ColumnMapping
from kpitrack.sources.exchange.mapping import to_table
from kpitrack.sources.exchange.names import bare_name, id_for
from kpitrack.sources.exchange.reading import NewIndicator

_NUMBERS = ("value", "count", "of", "text", "min", "max")


class Counts(NamedTuple):
    """How many cells of figures became new ones, revisions, replacements, or nothing new."""

    recorded: int = 0
    revised: int = 0
    replaced: int = 0
    unchanged: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def told(self) -> list[str]:
        """Each in words; replacements only where there are some, since they were asked for."""
        replaced = [f"{self.replaced} replaced"] if self.replaced else []
        return [
            f"{self.recorded} recorded",
            f"{self.revised} revised",
            *replaced,
            f"{self.unchanged} unchanged",
        ]


class Stored(NamedTuple):
    """The new text, and what became of the figures."""

    text: str
    counts: Counts


def store(
    text: str, figures: Sequence[Gathered], today: dt.date, *, replacing: bool = False
) -> Stored:
    """A tracker's text with the figures in it; every other character stays.

    A figure that says nothing but the same number keeps what the tracker says beside its
    own: status, qualifier, note. Raises InputError as `recorded` does.
    """
    document = parsed(text)
    new = [_beside(document, one.figure) for one in figures]
    done = changes(document, new, today, replacing=replacing)
    counts = dict.fromkeys(("new", "revision", "replacement", "same"), 0)
    for change, one in zip(done, figures, strict=True):
        counts[change.manner] += len(one.cells)
    return Stored(written(text, document, done), Counts(*counts.values()))


def with_indicators(text: str, new: Mapping[str, NewIndicator]) -> tuple[str, dict[str, str]]:
    """A tracker's text with new indicators behind all others, and the id of each of them.

    Raises InputError for a name that no id can be made of.
    """
    document = parsed(text)
    taken = set(document.get("indicators", {}))
    groups = {
        folded(one.get("name", name)): name for name, one in document.get("groups", {}).items()
    }
    ids: dict[str, str] = {}
    blocks: list[str] = []
    for folded_name, one in new.items():
        ids[folded_name] = _free_id(one.name, taken)
        keys: dict[str, Any] = {"name": bare_name(one.name)}
        if one.group:
            keys["group"], block = _group(one.group, groups)
            blocks += block
        if one.unit:
            keys["unit"] = "%" if folded(one.unit) in ("percent", "phan tram") else one.unit
        blocks.append(_block(("indicators", ids[folded_name]), keys))
    return _appended(text, blocks), ids


def with_mapping(text: str, name: str, mapping: ColumnMapping) -> str:
    """A tracker's text that keeps a mapping under a name.

    Raises InputError where it keeps another one under it.
    """
    table = plain(to_table(mapping))
    kept = parsed(text).get("imports", {}).get(name)
    if kept == table:
        return text
    if kept is not None:
        fix = f"keep this one under another name, or take [imports.{name}] out first"
        raise InputError([Mistake("a name that is free", f'"{name}"', fix, key="keep")])
    settings = {one: value for one, value in table.items() if not isinstance(value, dict)}
    blocks = [_block(("imports", name), settings)] if settings else []
    blocks += [
        _block(("imports", name, one), value)
        for one, value in table.items()
        if isinstance(value, dict)
    ]
    return _appended(text, blocks)


def renamed(figures: Sequence[Gathered], ids: Mapping[str, str]) -> list[Gathered]:
    """The figures with the ids of new indicators."""
    return [
        one._replace(
            figure=one.figure._replace(
                indicator=ids.get(one.figure.indicator, one.figure.indicator)
            )
        )
        for one in figures
    ]


def _beside(document: Mapping[str, Any], figure: NewFigure) -> NewFigure:
    """A figure with what the tracker says beside the same number, and with its other parts."""
    there = _newest(document, figure)
    if there is None:
        return figure
    new = as_table(plain(figure.value))
    merged = dict(new)
    if not _numbers(new):
        merged = {**_numbers(there), **merged}
    if "by" in new and "by" in there:
        merged["by"] = _parts(there["by"], new["by"])
    if _numbers(merged) == _numbers(there):
        merged = {**{name: one for name, one in there.items() if name != "date"}, **merged}
    return figure._replace(value=merged)


def _newest(document: Mapping[str, Any], figure: NewFigure) -> dict[str, Any] | None:
    holder: Any = document["indicators"][figure.indicator].get(figure.kind, {})
    if figure.target_set:
        holder = holder.get(figure.target_set, {})
    period = parse_period(figure.period)
    for text, value in holder.items():
        if text[:1].isdigit() and parse_period(text) == period:
            return as_table(value[-1] if isinstance(value, list) else value)
    return None


def _numbers(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: table[name] for name in _NUMBERS if name in table}


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Parts of other dimensions stay; a dimension that is told again is told whole or not."""
    return {name: {**old.get(name, {}), **new.get(name, {})} for name in {**old, **new}}


def _free_id(name: str, taken: set[str]) -> str:
    made = id_for(name)
    if not made:
        fix = "give it an id with the table indicators of a mapping"
        raise InputError([Mistake("a name that an id can be made of", f'"{name}"', fix)])
    free = next(one for one in _numbered(made) if one not in taken)
    taken.add(free)
    return free


def _numbered(made: str) -> Iterator[str]:
    yield made
    count = 2
    while True:
        yield f"{made}-{count}"
        count += 1


def _group(name: str, groups: dict[str, str]) -> tuple[str, list[str]]:
    """The id of a group, and its table where it is new."""
    known = groups.get(folded(bare_name(name)))
    if known is None and folded(name) in groups.values():
        known = folded(name)
    if known is not None:
        return known, []
    made = id_for(name) or "group"
    groups[folded(bare_name(name))] = made
    return made, [_block(("groups", made), {"name": bare_name(name)})]


def _block(path: Sequence[str], keys: Mapping[str, Any]) -> str:
    lines = [f"[{'.'.join(map(key, path))}]"]
    lines += [f"{key(name)} = {literal(value)}" for name, value in keys.items()]
    return "\n".join(lines) + "\n"


def _appended(text: str, blocks: Sequence[str]) -> str:
    """The text with blocks behind it, each set apart by a blank line, in its line ends."""
    if not blocks:
        return text
    ending = "\r\n" if "\r\n" in text else "\n"
    start = text if not text or text.endswith("\n") else text + ending
    more = "\n".join(blocks).replace("\n", ending)
    return f"{start}{ending if start else ''}{more}"
