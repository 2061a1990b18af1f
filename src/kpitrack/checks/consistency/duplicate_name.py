"""No two indicators have one name: in a table nobody could tell them apart."""

import unicodedata
from collections.abc import Iterator

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene
from kpitrack.model.indicator import Indicator


def _find(scene: Scene) -> Iterator[Compared]:
    first: dict[str, list[Indicator]] = {}
    for one in scene.tracker.indicators.values():
        first.setdefault(_same(one.name), []).append(one)
    for one in scene.indicators:
        others = first[_same(one.name)]
        if others[0] is one:
            yield None
            continue
        other = next((each for each in others if each.group == one.group), one)
        if other is not one:
            told = f'"{one.name}" is the name of {other.id} too'
            yield Fault(one.id, told, ("name",), figure=one.name)
        else:
            told = f'"{one.name}" is the name of {others[0].id} too, in another group'
            yield Fault(one.id, told, ("name",), figure=one.name, severity="warning")


def _same(name: str) -> str:
    """Names that read alike: however accents are composed, in capitals or not, spaced."""
    composed = unicodedata.normalize("NFC", name).casefold()
    return " ".join(unicodedata.normalize("NFC", composed).split())


CHECK = Check("duplicate-name", "error", "no two indicators have one name", _find)
