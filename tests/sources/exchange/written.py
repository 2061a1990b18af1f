"""A tracker as everything that its model holds, digit for digit, to compare two of them."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.sources.decode import decode_tracker


def tracker_of(document: Mapping[str, Any]) -> Tracker:
    return decode_tracker({"file": document})


def written(value: Any) -> Any:
    """The value with each number as its digits, each period as its days and kind.

    1E+3 is written 1000, the one spelling that is not kept; nor is that of a period.
    """
    match value:
        case Decimal():
            return f"{value:f}"
        case Period():
            return (value.kind, value.first, value.last)
        case bool() | str() | int() | dt.date() | None:
            return value
        case Mapping():
            return [(written(key), written(one)) for key, one in value.items()]
        case tuple():
            return tuple(written(one) for one in value)
    raise TypeError(type(value))


def everything(document: Mapping[str, Any]) -> Any:
    """What the model holds of a document, and the words beside it that only the file has."""
    head, groups = document.get("tracker", {}), document.get("groups", {})
    notes = [head.get("note"), *(one.get("note") for one in groups.values())]
    return written(tracker_of(document)), notes
