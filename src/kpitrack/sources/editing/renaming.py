"""An indicator's id, changed wherever a tracker's text names it."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from kpitrack.sources.editing.guarding import parsed, says_just
from kpitrack.sources.editing.literal import key, quoted
from kpitrack.sources.editing.outline import Outline, Path, Span, unquoted
from kpitrack.sources.editing.splicing import Splice, spliced

LISTS = ("sum", "ratio", "parts", "includes", "met_of")
"""The keys of an indicator that name others."""

Reword = Callable[[str], str]
"""From the text of a rule to the same rule with the new id."""


class Renamed(NamedTuple):
    """A text with the new id, and the keys besides the indicator's own that named it."""

    text: str
    keys: tuple[Path, ...]


def renamed(text: str, old: str, new: str, reword: Reword) -> Renamed:
    """The text in which the indicator has the new id, every other character as it was."""
    wanted = deepcopy(parsed(text))
    indicators = wanted.get("indicators", {})
    if old in indicators:
        wanted["indicators"] = {
            new if name == old else name: raw for name, raw in indicators.items()
        }
    outline = Outline(text)
    keys = []
    splices = list(_own_keys(outline, old, new))
    for path, value in naming(parsed(text), old, reword):
        spelt = ("indicators", new, *path[2:]) if path[:2] == ("indicators", old) else path
        words = reword(value) if path[-1] == "require" else new
        span = _span(outline, path)
        splices.append(Splice(*span, _reworded(text[span.start : span.end], words)))
        _replace(wanted, spelt, words)
        keys.append(spelt)
    result = spliced(text, splices)
    says_just(result, wanted)
    return Renamed(result, tuple(keys))


def naming(
    document: Mapping[str, Any], name: str, reword: Reword
) -> Iterator[tuple[Path, str]]:
    """Every value that names the indicator, by its path; rules where `reword` changes them."""
    for other, raw in document.get("indicators", {}).items():
        for word in LISTS:
            yield from _listed(("indicators", other, word), raw.get(word, ()), name)
    for mapping, raw in document.get("imports", {}).items():
        for code, one in raw.get("indicators", {}).items():
            if one == name:
                yield ("imports", mapping, "indicators", code), one
    for place, check in enumerate(document.get("checks", ())):
        where = check.get("where", {})
        yield from _listed(
            ("checks", place, "where", "indicators"), where.get("indicators", ()), name
        )
        if reword(check["require"]) != check["require"]:
            yield ("checks", place, "require"), check["require"]


def _listed(path: Path, value: Any, name: str) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if value == name:
            yield path, value
        return
    for place, one in enumerate(value):
        if one == name:
            yield (*path, place), one


def _own_keys(outline: Outline, old: str, new: str) -> Iterator[Splice]:
    """The second part of every key that leads to the indicator."""
    here = ("indicators", old)
    spans = [one.keys[1] for one in outline.tables if one.path[:2] == here]
    for pair in outline.pairs.values():
        depth = len(pair.table.path)
        if pair.path[:2] == here and depth < 2:
            spans.append(pair.keys[1 - depth])
    for span in spans:
        yield Splice(*span, _reworded(outline.text[span.start : span.end], new))


def _reworded(written: str, words: str) -> str:
    """Other words in the quotes of a key or text, where they need no more than these."""
    if written[0] not in "\"'":
        return key(words)
    if unquoted(written) == written[1:-1]:
        sign = written[0]
        if sign not in words and "\\" not in words:
            return f"{sign}{words}{sign}"
    return quoted(words)


def _span(outline: Outline, path: Path) -> Span:
    if path in outline.pairs:
        return outline.pairs[path].value
    return outline.arrays[path[:-1]][int(path[-1])]


def _replace(document: Any, path: Path, words: str) -> None:
    for part in path[:-1]:
        document = document[part]
    document[path[-1]] = words
