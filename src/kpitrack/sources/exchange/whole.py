"""One document of all the files of a tracker, which means what they meant together."""

from collections.abc import Mapping
from typing import Any

Raw = Mapping[str, Any]

_LISTS = ("checks", "observations")
"""Tables that are written as lists: those of every file stand one behind the other."""


def whole_document(documents: Mapping[str, Raw]) -> dict[str, Any]:
    """The raw document that all the files make together, in the order of decode.py.

    Where files have thresholds of their own, these go to each of their indicators.
    """
    if len(documents) == 1:
        return dict(next(iter(documents.values())))
    merged: dict[str, Any] = {}
    for document in documents.values():
        for key, value in document.items():
            if key in _LISTS:
                merged[key] = [*merged.get(key, ()), *value]
            elif key == "groups":
                merged[key] = {**value, **merged.get(key, {})}
            elif key == "indicators":
                merged[key] = {**merged.get(key, {}), **value}
            elif key != "thresholds":
                merged[key] = {**value, **merged.get(key, {})}
    return _with_thresholds(merged, documents)


def _with_thresholds(merged: dict[str, Any], documents: Mapping[str, Raw]) -> dict[str, Any]:
    own = [
        document.get("thresholds", {}) for document in documents.values()
        if document.get("indicators")
    ]  # fmt: skip
    if all(one == own[0] for one in own):
        return {**merged, "thresholds": own[0]} if own[0] else merged
    groups = merged.get("groups", {})
    indicators = {
        name: _judged(raw, document.get("thresholds"), groups)
        for document in documents.values()
        for name, raw in document.get("indicators", {}).items()
    }
    return {**merged, "indicators": indicators}


def _judged(raw: Raw, general: Raw | None, groups: Raw) -> Raw:
    """The indicator with the thresholds that hold for it, from its file inwards."""
    of_group = groups.get(raw.get("group", ""), {}).get("thresholds") or {}
    thresholds = {**(general or {}), **of_group, **(raw.get("thresholds") or {})}
    return {**raw, "thresholds": thresholds} if thresholds else raw
