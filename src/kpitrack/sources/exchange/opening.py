"""Files of other programs as grids of cells, whatever their kind."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.exchange.delimited import read_delimited
from kpitrack.sources.exchange.encoding import decode_text
from kpitrack.sources.exchange.grid import Cell, Grid

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx, .xlsb and .ods begin, and how .xls does."""


class Opened(NamedTuple):
    """The sheets of a file; `how` is how its text was read, `doubts` what is not sure."""

    grids: tuple[Grid, ...]
    how: str
    doubts: tuple[str, ...] = ()


def open_grids(
    content: bytes, file: str, settings: Mapping[str, str], locale: str = "en"
) -> Opened:
    """The sheets of a workbook, or the one table of a CSV or JSON file.

    `settings` may name `encoding` and `delimiter`. Raises InputError for what is none.
    """
    if content.startswith(_WORKBOOKS):
        return Opened(_workbook(content, file), "a workbook")
    text, encoding, is_sure = decode_text(content, file, settings.get("encoding"), locale)
    doubts = [] if is_sure else [f"the encoding was taken for {encoding}; see --encoding"]
    if text.lstrip()[:1] in ("[", "{"):
        return Opened((_records(text, file),), f"JSON in {encoding}", tuple(doubts))
    office = _of_an_office(text, file)
    if office is not None:
        return Opened((office,), f"SDMX-CSV in {encoding}", tuple(doubts))
    found = read_delimited(text, file, settings.get("delimiter"))
    if not found.is_sure:
        doubts.append(f"the delimiter was taken for a {found.delimiter}; see --delimiter")
    how = f"{encoding}, a {found.delimiter} between columns"
    return Opened((found.grid,), how, tuple(doubts))


def _workbook(content: bytes, file: str) -> tuple[Grid, ...]:
    from kpitrack.sources.exchange.excel import read_grids

    return read_grids(content, file)


def _of_an_office(text: str, file: str) -> Grid | None:
    """SDMX-CSV: its multiples and periods mean something, and no column of it is a guess."""
    from kpitrack.sources.exchange.foreign import read_foreign

    foreign = read_foreign(file, text)
    return None if foreign is None else foreign.grid._replace(refused=foreign.refused)


def _records(text: str, file: str) -> Grid:
    """A list of objects, or the only list of objects in an object, as rows under keys."""
    try:
        parsed = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise InputError([Mistake("JSON", str(error), file=file, line=line)]) from None
    if isinstance(parsed, dict) and "view" in parsed:
        found = "an answer of kpitrack, which has worked out figures among those that were read"
        fix = "write the data itself with kpitrack export"
        raise InputError([Mistake("figures to record", found, fix, file)])
    lists = [parsed] if isinstance(parsed, list) else [*_lists(parsed)]
    if len(lists) != 1:
        raise InputError([Mistake("one list of objects", f"{len(lists)} of them", file=file)])
    keys = dict.fromkeys(key for one in lists[0] for key in one)
    rows = [tuple(keys), *(tuple(_cell(one.get(key)) for key in keys) for one in lists[0])]
    return Grid(file, tuple(rows), first_row=0)


def _lists(parsed: Any) -> Iterator[list[dict[str, Any]]]:
    for value in parsed.values():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            yield value


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | bool | Decimal):
        return value
    return json.dumps(value, default=str, ensure_ascii=False)
