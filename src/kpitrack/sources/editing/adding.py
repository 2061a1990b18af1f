"""An indicator more in a tracker's text."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from kpitrack.sources.editing.guarding import parsed, says_just
from kpitrack.sources.editing.literal import key, literal, plain
from kpitrack.sources.editing.outline import Outline, Table
from kpitrack.sources.editing.splicing import (
    Splice,
    last_place,
    line_after,
    spliced,
    usual_ending,
)


def added(text: str, name: str, table: Mapping[str, Any]) -> str:
    """The text with another indicator, below the last one of its group.

    `table` holds its keys as in the file, without figures.
    """
    document = parsed(text)
    wanted = deepcopy(document)
    wanted.setdefault("indicators", {})[name] = plain(table)
    result = spliced(text, [_splice(Outline(text), document, name, table)])
    says_just(result, wanted)
    return result


def _splice(
    outline: Outline, document: Mapping[str, Any], name: str, table: Mapping[str, Any]
) -> Splice:
    every = outline.inline.get(("indicators",))
    if every is not None:
        place = every.pairs[-1].value.end if every.pairs else every.start
        comma = ", " if every.pairs else ""
        return Splice(place, place, f"{comma}{key(name)} = {literal(plain(table))}")
    lines = ["", f"[indicators.{key(name)}]"]
    lines += [f"{word} = {literal(one)}" for word, one in table.items()]
    above = _above(outline, document, table.get("group"))
    if above.pairs or above.keys:
        return line_after(outline, last_place(above), lines)
    end, ending = len(outline.text), usual_ending(outline.text)
    return Splice(end, end, "".join(one + ending for one in lines[1:]))


def _above(outline: Outline, document: Mapping[str, Any], group: str | None) -> Table:
    """The table below which the new one goes."""
    indicators = document.get("indicators", {})
    members = [name for name, raw in indicators.items() if group and raw.get("group") == group]
    for names in (members, indicators):
        tables = [
            one
            for one in outline.tables
            if one.path[:1] == ("indicators",) and (len(one.path) < 2 or one.path[1] in names)
        ]
        if tables:
            return tables[-1]
    return outline.tables[-1]
