"""A tracker as JSON: the structure of its TOML, numbers digit for digit, days as text."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.exchange.cells import CellError, cell_date, number_cell
from kpitrack.sources.exchange.paths import path_text, quoted
from kpitrack.sources.exchange.records import KINDS

Raw = Mapping[str, Any]
Path = tuple[str | int, ...]

FORMAT = 1
VIEW = "export"

_ABOUT = ("format", "view")
_IS_OWN = re.compile(rf'"view"\s*:\s*"{VIEW}"')
_DAYS = ("date", "through", "achieved")


def tracker_json(document: Raw) -> Iterator[str]:
    """The document in pieces of text; a figure and a list of short values take one line."""
    yield f'{{\n  "format": {FORMAT},\n  "view": "{VIEW}"'
    for table, value in document.items():
        yield f",\n  {quoted(table)}: "
        yield from _spread(value, "\n  ", deeper=2 if isinstance(value, dict) else 1)
    yield "\n}\n"


def _spread(value: Any, indent: str, deeper: int) -> Iterator[str]:
    """A table over several lines down to a depth, what lies deeper within its line."""
    inner = indent + "  "
    if isinstance(value, dict) and value and (deeper or _is_deep(value)):
        for number, (key, one) in enumerate(value.items()):
            yield f"{',' if number else '{'}{inner}{quoted(key)}: "
            yield from _spread(one, inner, max(deeper - 1, 0))
        yield indent + "}"
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, one in enumerate(value):
            yield f"{',' if number else '['}{inner}"
            yield from _spread(one, inner, max(deeper - 1, 0))
        yield indent + "]"
    else:
        yield _flat(value)


def _is_deep(table: Raw) -> bool:
    """Whether a table holds figures by period, which deserve lines of their own."""
    return all(key[:1].isdigit() for key in table) or all(
        isinstance(one, dict) and one and all(key[:1].isdigit() for key in one)
        for one in table.values()
    )


def _flat(value: Any) -> str:
    match value:
        case str():
            return quoted(value)
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return number_cell(value)
        case dt.date():
            return f'"{value.isoformat()}"'
        case dict():
            inner = (f"{quoted(key)}: {_flat(one)}" for key, one in value.items())
            return "{" + ", ".join(inner) + "}"
    return "[" + ", ".join(_flat(one) for one in value) + "]"


def is_tracker_json(text: str) -> bool:
    """Whether a text looks like JSON that `tracker_json` wrote, whoever formatted it anew."""
    return _IS_OWN.search(text) is not None and text.lstrip().startswith("{")


def read_json(text: str, file: str) -> dict[str, Any]:
    """The raw document of a JSON export, its days as days again.

    Raises InputError for what is no JSON, for a key that stands twice and for days that are
    none.
    """
    mistakes: list[Mistake] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            mistakes.append(Mistake("each key once", "it again", file=file, key=twice))
        mistakes.extend(_half_letter(file, key) for key in table if not _is_whole(key))
        return table

    def no_number(name: str) -> None:
        mistakes.append(Mistake("a finite number", name, file=file))

    try:
        document = json.loads(
            text, parse_float=Decimal, parse_constant=no_number, object_pairs_hook=once
        )
    except json.JSONDecodeError as error:
        found = f"{error.msg} (column {error.colno})"
        raise InputError([Mistake("JSON", found, file=file, line=error.lineno)]) from None
    except (ValueError, ArithmeticError, RecursionError):
        found = "brackets or numbers that go too far"
        raise InputError([Mistake("JSON", found, file=file)]) from None
    mistakes += _dated(document, file)
    if mistakes:
        raise InputError(mistakes)
    return {key: value for key, value in document.items() if key not in _ABOUT}


def _dated(document: Any, file: str) -> Iterator[Mistake]:
    """Puts days in place of their text, and tells what is none; lone halves of letters too."""
    version = document.get("format") if isinstance(document, dict) else None
    if version != FORMAT:
        yield Mistake(f"format {FORMAT}", f"format {version}", "export it anew", file)
        return
    for path, holder, key in _texts(document, ()):
        text = holder[key]
        if not _is_whole(text):
            yield _half_letter(file, path_text(path))
        elif key in _DAYS and path[0] == "indicators" and path[2:3] and path[2] in KINDS:
            try:
                holder[key] = cell_date(text)
            except CellError as error:
                found = f'"{text}"'
                yield Mistake(error.expected, found, file=file, key=path_text(path))


def _half_letter(file: str, key: str) -> Mistake:
    shown = key.encode(errors="replace").decode()
    return Mistake("whole letters", "half of a letter", file=file, key=shown)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    """Every text, with its path, what holds it and its key there."""
    if isinstance(value, dict):
        pairs: list[tuple[Any, Any]] = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    else:
        return
    for key, one in pairs:
        here = (*path, key + 1 if isinstance(key, int) else key)
        if isinstance(one, str):
            yield here, value, key
        else:
            yield from _texts(one, here)
