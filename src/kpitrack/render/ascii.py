"""A sheet for a terminal that shows only ASCII, before it is laid out: escapes are longer."""

from collections.abc import Mapping
from typing import Any, TypeVar

from kpitrack.render.printable import to_ascii

Described = TypeVar("Described")


def in_ascii(described: Described) -> Described:
    """A sheet, or any part of one, with all its texts in ASCII."""
    changed: Any = described
    if isinstance(changed, str):
        changed = to_ascii(changed)
    elif isinstance(changed, Mapping):
        changed = {key: in_ascii(one) for key, one in changed.items()}
    elif hasattr(changed, "_make"):
        changed = changed._make(map(in_ascii, changed))
    elif isinstance(changed, tuple):
        changed = tuple(map(in_ascii, changed))
    result: Described = changed
    return result
