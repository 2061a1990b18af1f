"""The guard of every edit: what the new text says is held against what it should say."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import tomli

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.editing.figures import identical


def parsed(text: str) -> dict[str, Any]:
    """What a sound TOML text says, numbers exact."""
    return tomli.loads(text, parse_float=Decimal)


def says_just(text: str, *wanted: Mapping[str, Any]) -> None:
    """Raises InputError unless the text says one of these to the digit, and nothing else."""
    try:
        says = any(identical(parsed(text), one) for one in wanted)
    except tomli.TOMLDecodeError:
        says = False
    if not says:
        fix = "write this one by hand; nothing was changed"
        raise InputError([Mistake("a layout that can be edited safely", "another", fix)])
