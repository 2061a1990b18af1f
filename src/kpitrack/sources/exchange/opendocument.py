"""Percentages, errors and merges of .ods files, which calamine does not tell."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from xml.parsers.expat import XMLParserType

from kpitrack.sources.exchange.marks import Marks, Place, refuse_vast
from kpitrack.sources.exchange.packed import LockedFileError, Packed, local

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"


def sheet_marks(packed: Packed) -> Callable[[str], Marks]:
    """Finds the marks of a sheet by its name.

    Raises BrokenFileError for a damaged file, and LockedFileError for an encrypted one.
    """
    if _MANIFEST in packed and b"encryption-data" in packed.read(_MANIFEST):
        raise LockedFileError
    walked = _Document()
    packed.walk(CONTENT, walked.listen)
    found = {name: table.marks() for name, table in walked.sheets.items()}
    return found.__getitem__


class _Run(NamedTuple):
    """A cell, and how many rows and columns it stands for."""

    row: int
    rows: int
    column: int
    columns: int

    def places(self) -> Iterator[Place]:
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield row, column


class _Table:
    """What was found in one sheet so far."""

    def __init__(self) -> None:
        self.percentages: list[_Run] = []
        self.booleans: list[_Run] = []
        self.errors: dict[_Run, str] = {}
        self.merged: list[tuple[Place, Place]] = []
        self.rows = self.columns = 0

    def marks(self) -> Marks:
        refuse_vast(self.rows, self.columns)
        return Marks(
            _places(self.percentages),
            {place: text for run, text in self.errors.items() for place in run.places()},
            tuple(self.merged),
            _places(self.booleans),
        )


def _places(runs: list[_Run]) -> frozenset[Place]:
    return frozenset(place for run in runs for place in run.places())


class _Document:
    """A walk over the cells of every sheet; rows and cells may stand for several."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Table] = {}
        self._table = _Table()
        self._run = _Run(0, 0, 0, 0)
        self._fails = False

    def listen(self, parser: XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._start

    def _start(self, name: str, found: Mapping[str, str]) -> None:
        kind = local(name)
        if kind in ("table-cell", "covered-table-cell"):
            self._cell(found)
        elif kind == "p":
            self._parser.CharacterDataHandler = self._error if self._fails else None
        elif kind == "table-row":
            rows = int(found.get("table:number-rows-repeated", 1))
            self._run = _Run(self._run.row + self._run.rows, rows, 0, 0)
        elif kind == "table":
            self._table = self.sheets.setdefault(found.get("table:name", ""), _Table())
            self._run = _Run(0, 0, 0, 0)

    def _cell(self, found: Mapping[str, str]) -> None:
        columns = int(found.get("table:number-columns-repeated", 1))
        run = self._run._replace(column=self._run.column + self._run.columns, columns=columns)
        self._run = run
        down = int(found.get("table:number-rows-spanned", 1))
        across = int(found.get("table:number-columns-spanned", 1))
        if down * across > 1:
            corner = (run.row + down - 1, run.column + across - 1)
            self._table.merged.append(((run.row, run.column), corner))
        self._fails = found.get("calcext:value-type") == "error"
        kind = found.get("office:value-type")
        if kind == "percentage":
            self._table.percentages.append(run)
        elif kind == "boolean":
            self._table.booleans.append(run)
        if kind is not None:
            self._table.rows = max(self._table.rows, run.row + run.rows)
            self._table.columns = max(self._table.columns, run.column + run.columns)

    def _error(self, text: str) -> None:
        self._table.errors.setdefault(self._run, text.strip())
