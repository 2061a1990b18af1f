"""A part of a tracker that is a whole tracker of its own."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

Raw = Mapping[str, Any]


class Part(NamedTuple):
    """A document of some indicators, and what a person should know of it, line by line."""

    document: Raw
    remarks: tuple[str, ...]


def part_of(document: Raw, wanted: Collection[str]) -> Part:
    """The document with the indicators wanted and those that they are made of or hold.

    Groups and thresholds stay. Rules go: they speak of the whole.
    """
    every: Raw = document.get("indicators", {})
    kept = _with_members(every, wanted)
    if len(kept) == len(every):
        return Part(document, ())
    indicators = {name: raw for name, raw in every.items() if name in kept}
    part = {**document, "indicators": indicators}
    added = [name for name in indicators if name not in wanted]
    remarks = [f"exported too, as others need them: {', '.join(added)}"] if added else []
    if part.pop("checks", None):
        remarks.append(f"left out: {len(document['checks'])} rules, which speak of the whole")
    return _with_head(Part(part, (*remarks, *_counting_all(indicators))))


def _with_members(every: Raw, wanted: Collection[str]) -> set[str]:
    kept: set[str] = set()
    open_ones = list(wanted)
    while open_ones:
        name = open_ones.pop()
        if name not in kept:
            kept.add(name)
            open_ones += _needed(every, every[name])
    return kept


def _needed(every: Raw, raw: Raw) -> Iterator[str]:
    for key in ("sum", "ratio", "parts", "includes"):
        yield from raw.get(key, ())
    of = raw.get("met_of", ())
    for one in [of] if isinstance(of, str) else of:
        if one in every:
            yield one
        else:
            yield from (name for name, other in every.items() if other.get("group") == one)


def _counting_all(indicators: Raw) -> Iterator[str]:
    for name, raw in indicators.items():
        if "*" in raw.get("met_of", ()):
            yield f"{name} now counts only the indicators that are exported"


def _with_head(part: Part) -> Part:
    """Without the head's target set, where no indicator that is left has it."""
    head: Raw = part.document.get("tracker", {})
    asked = head.get("target")
    sets = _set_names(part.document["indicators"])
    if asked is None or not sets or asked in sets:
        return part
    left = {key: one for key, one in head.items() if key != "target"}
    remark = f"left out: target = {asked}, which no exported indicator has"
    return Part({**part.document, "tracker": left}, (*part.remarks, remark))


def _set_names(indicators: Raw) -> set[str]:
    from kpitrack.sources.exchange.records import rows_of

    figures = rows_of({"indicators": indicators}).figures
    named = {one.target_set for one in figures} | {one.stated_set for one in figures}
    return {name for name in named if name}
