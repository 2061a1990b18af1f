"""What a whole tracker that kpitrack exported adds to another one."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kpitrack.model.indicator import UNNAMED
from kpitrack.model.period import Period, parse_period
from kpitrack.sources.decode import is_target_set
from kpitrack.sources.editing.figures import Kind, NewFigure

Raw = Mapping[str, Any]
_KINDS: tuple[Kind, ...] = ("baseline", "target", "actual")


class Merging(NamedTuple):
    """Figures for indicators that are there, and the document of what is missing whole."""

    figures: tuple[NewFigure, ...]
    missing: dict[str, Any]


def merging_of(own: Raw, documents: Mapping[str, Raw]) -> Merging:
    """What an exported document has for the files of a tracker.

    Of a period that the tracker has only the newest figure is compared; one that it lacks
    comes with its history. Indicators and groups that it lacks come whole; what it says of
    its own is left as it is.
    """
    there: dict[str, Raw] = {}
    groups: set[str] = set()
    for document in documents.values():
        there |= document.get("indicators", {})
        groups |= set(document.get("groups", {}))
    missing: dict[str, Any] = {
        "groups": {one: raw for one, raw in own.get("groups", {}).items() if one not in groups},
        "indicators": {
            one: raw for one, raw in own.get("indicators", {}).items() if one not in there
        },
    }
    figures = (
        figure
        for name, raw in own.get("indicators", {}).items()
        if name in there
        for figure in _figures(name, raw, there[name])
    )
    return Merging(tuple(figures), {name: one for name, one in missing.items() if one})


def _figures(name: str, raw: Raw, there: Raw) -> Iterator[NewFigure]:
    for kind in _KINDS:
        known = there.get(kind, {})
        for key, value in raw.get(kind, {}).items():
            if is_target_set(value):
                inner = known.get(key, {})
                for period, figure in value.items():
                    yield _figure(NewFigure(name, period, figure, kind, key), inner)
            else:
                yield _figure(NewFigure(name, key, value, kind, UNNAMED), known)


def _figure(figure: NewFigure, known: Raw) -> NewFigure:
    """A period that is there gets the newest figure of a history, not all of it."""
    is_there = parse_period(figure.period) in _periods(known)
    if is_there and isinstance(figure.value, list):
        return figure._replace(value=figure.value[-1])
    return figure


def _periods(known: Raw) -> set[Period]:
    return {parse_period(text) for text in known if text[:1].isdigit()}
