"""A figure, or a whole indicator, taken out of a tracker's text."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from kpitrack.errors import InputError, Mistake
from kpitrack.model.indicator import UNNAMED
from kpitrack.model.period import parse_period
from kpitrack.sources.editing.figures import Kind
from kpitrack.sources.editing.guarding import parsed, says_just
from kpitrack.sources.editing.outline import Outline, Path
from kpitrack.sources.editing.splicing import Splice, spliced, without_pairs, without_tables


def without_indicator(text: str, indicator: str) -> str:
    """The text without the indicator; comments that stand between other things stay."""
    document = parsed(text)
    wanted = deepcopy(document)
    del wanted["indicators"][indicator]
    return _without(text, ("indicators", indicator), wanted)


def without_figure(
    text: str, indicator: str, period: str, kind: Kind = "actual", target_set: str = UNNAMED
) -> str:
    """The text without what an indicator has for a period, with all its revisions.

    Raises InputError where there is no such figure, with the periods that there are.
    """
    wanted = parsed(text)
    here: Path = ("indicators", indicator, kind)
    path = (*here, target_set) if target_set else here
    table = _at(wanted, path)
    spelt = {parse_period(one): one for one in table if one[:1].isdigit()}
    written = spelt.get(parse_period(period))
    if written is None:
        there = f"one of {', '.join(spelt.values())}" if spelt else f"a period with {kind}s"
        name = f"{period} of {indicator}, which has no {f'{kind} {target_set}'.rstrip()} then"
        raise InputError([Mistake(there, name, key="period")])
    del table[written]
    if table or not target_set:
        return _without(text, (*path, written), wanted)
    del _at(wanted, here)[target_set]
    return _without(text, path, wanted)


def _at(document: dict[str, Any], path: Path) -> dict[str, Any]:
    for part in path:
        document = document.get(str(part), {})
    return document


def _without(text: str, path: Path, wanted: dict[str, Any]) -> str:
    result = spliced(text, _splices(Outline(text), path))
    says_just(result, wanted, _without_empty(wanted))
    return result


def _splices(outline: Outline, path: Path) -> Iterator[Splice]:
    pairs = [*outline.dotted.get(path, ())]
    if path in outline.pairs:
        pairs.append(outline.pairs[path])
    yield from without_pairs(outline, pairs)
    own = [outline.headers[path]] if path in outline.headers else []
    yield from without_tables(outline, [*own, *outline.headed.get(path, ())])


def _without_empty(document: dict[str, Any]) -> dict[str, Any]:
    """The document where dotted keys leave no empty table behind."""
    tables = {
        name: {key: one for key, one in raw.items() if one != {}}
        for name, raw in document.get("indicators", {}).items()
    }
    others = {key: one for key, one in document.items() if key != "indicators"}
    return {**others, "indicators": tables} if tables else others
