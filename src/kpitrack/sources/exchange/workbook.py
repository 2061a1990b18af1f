"""The sheets of a workbook that carry a whole tracker, and the way back.

Every table of the document has a sheet with a row for each entry; breaks and figures have
one each. Numbers are numbers. A spreadsheet keeps 15 digits and no zeros at the end of a
fraction, so a number that is written otherwise stands in the column `exact` once more,
digit for digit: it counts for as long as the number itself is not changed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.quantity import EXACT
from kpitrack.sources.exchange.cells import number_cell
from kpitrack.sources.exchange.grid import Cell, Grid
from kpitrack.sources.exchange.lines import BREAK, LineReader
from kpitrack.sources.exchange.records import Entry, FigureRow, Records, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FORMAT = 1
"""The version of the sheets; it grows when an older kpitrack could misread them."""

_ABOUT = "About"
_MARK = "kpitrack export"
_EXACT = "exact"
_FIGURES = "Figures"
_BREAKS = "Breaks"
_BREAK_FIELDS = ("indicator", "period", "text")
_TABLES = ("tracker", "thresholds", "groups", "indicators", "checks", "observations")

_LONGEST_TEXT = 32_767
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it the days of Excel are off by one, for it has a 29 February 1900."""

_WIDE = {"name": 40, "note": 40, "source": 30, "text": 40, "require": 40, "title": 40}

_KEPT = Decimal("1e-14")
"""What a number may be off, in parts of it, after a program has kept 15 digits of it."""

_MARKED = ("'", "<r>")
"""What gets an apostrophe before it; XlsxWriter would take `<r>` for markup of its own."""

_EXPLAINED = (
    "The sheet Status is for reading: kpitrack import does not read it back.",
    "The sheets behind this one carry the whole tracker. kpitrack import reads them.",
    "A number that needs more than a spreadsheet keeps stands again in the column exact;"
    " once you change the number, the number counts.",
    "A text that begins with an apostrophe has one more here, and an empty text is one.",
)

_Row = Mapping[str, Value]
_Place = tuple[str, int]


def write_data_sheets(book: "Workbook", records: Records) -> None:
    """Adds the sheets that carry the tracker to an open workbook.

    Raises InputError for what no workbook holds: a text of more than 32,767 letters, or
    more rows or columns than a sheet has.
    """
    _write_about(book)
    pen = _Pen(book)
    for table in dict.fromkeys(entry.table for entry in records.entries):
        entries = records.of(table)
        keys = dict.fromkeys(key for entry in entries for key in entry.attributes)
        rows = ({"id": one.id or None, **_listed(one)} for one in entries)
        pen.sheet(table.capitalize(), ("id", *keys), rows, len(entries))
    if records.breaks:
        pen.sheet(
            _BREAKS,
            _BREAK_FIELDS,
            (one._asdict() for one in records.breaks),
            len(records.breaks),
        )
    figures = records.figures
    pen.sheet(_FIGURES, FigureRow._fields, (one._asdict() for one in figures), len(figures))


def _listed(entry: Entry) -> dict[str, Value]:
    """The attributes of an entry; a list that has nothing in it is told by its path."""
    return {key: True if one is None else one for key, one in entry.attributes.items()}


def _write_about(book: "Workbook") -> None:
    sheet = book.add_worksheet(_ABOUT)
    sheet.set_column(0, 0, 90)
    sheet.write_string(0, 0, _MARK)
    sheet.write_number(0, 1, FORMAT)
    for place, line in enumerate(_EXPLAINED, start=2):
        sheet.write_string(place, 0, line)


class _Pen:
    """Writes rows of values to sheets, cell by cell."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDEDED"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._digits: dict[int, Format] = {}

    def sheet(self, name: str, fields: Sequence[str], rows: Iterable[_Row], count: int) -> None:
        """A sheet with a heading row and a row for each of the values."""
        columns = (*fields, _EXACT)
        if count >= _MOST_ROWS or len(columns) > _MOST_COLUMNS:
            found = f"{count:,} rows and {len(columns)} columns for the sheet {name}"
            expected = f"at most {_MOST_ROWS - 1:,} rows and {_MOST_COLUMNS:,} columns"
            raise InputError([Mistake(expected, found, "export it as CSV")])
        sheet = self._book.add_worksheet(name)
        for column, field in enumerate(columns):
            sheet.set_column(column, column, _WIDE.get(field, max(10, len(field) + 2)))
            _write_text(sheet, 0, column, field, self._head)
        for place, row in enumerate(rows, start=1):
            for column, field in enumerate(fields):
                self._write(sheet, place, column, row.get(field))
            exact = "; ".join(_exactly(row))
            if exact:
                _write_text(sheet, place, len(fields), exact)
        sheet.freeze_panes(1, 2)
        if count:
            sheet.autofilter(0, 0, count, len(columns) - 1)

    def _write(self, sheet: "Worksheet", row: int, column: int, value: Value) -> None:
        match value:
            case None:
                return
            case bool():
                sheet.write_boolean(row, column, value)
            case str():
                marked = not value or value.startswith(_MARKED)
                _write_text(sheet, row, column, f"'{value}" if marked else value)
            case int() | Decimal():
                sheet.write_number(row, column, float(value), self._number(Decimal(value)))
            case _ if value < _FIRST_DAY:
                _write_text(sheet, row, column, value.isoformat())
            case _:
                sheet.write_datetime(row, column, value, self._day)

    def _number(self, value: Decimal) -> "Format | None":
        """The format that shows as many digits after the point as were written."""
        exponent = value.as_tuple().exponent
        digits = -exponent if isinstance(exponent, int) else 0
        if digits <= 0 or digits > 15:
            return None
        if digits not in self._digits:
            code = "0." + "0" * digits
            self._digits[digits] = self._book.add_format({"num_format": code})
        return self._digits[digits]


def _exactly(row: _Row) -> Iterator[str]:
    for field, value in row.items():
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            written = number_cell(value)
            if written != number_cell(_kept(Decimal(value))):
                yield f"{field} {written}"


def _kept(value: Decimal) -> Decimal:
    """What a spreadsheet keeps of a number, as excel.py reads it back."""
    text = f"{float(value) + 0:.15g}"
    return Decimal(f"{Decimal(text):f}")


def _write_text(
    sheet: "Worksheet", row: int, column: int, text: str, form: "Format | None" = None
) -> None:
    """A text as text: never a formula, a link or markup, whatever it looks like."""
    if len(text.encode("utf-16-le")) > 2 * _LONGEST_TEXT:
        found = f"{len(text):,} letters, which begin {text[:40]!r}"
        expected = f"a text of at most {_LONGEST_TEXT:,} letters, as a workbook holds"
        raise InputError([Mistake(expected, found, "export it as CSV")])
    sheet.write_string(row, column, text, form)


def is_own(grids: Sequence[Grid]) -> bool:
    """Whether the sheets are those of a kpitrack export."""
    return any(one.name == _ABOUT and _corner(one) == _MARK for one in grids)


def _corner(grid: Grid) -> Cell:
    return grid.rows[0][0] if grid.rows else None


def read_data_sheets(grids: Sequence[Grid], file: str) -> dict[str, Any]:
    """The raw document that the sheets of an export carry.

    Raises InputError with every row that cannot be, named by its sheet and number.
    """
    about = next(one for one in grids if one.name == _ABOUT)
    version = (*about.rows[0], None)[1]
    if version != FORMAT:
        found = f"format {version}"
        raise InputError([Mistake(f"format {FORMAT}", found, "export it anew", file)])
    reader = LineReader(file)
    places: list[_Place] = []
    for grid in grids:
        for row, line in _lines(grid):
            places.append((grid.name, row))
            for cells in line:
                reader.take(len(places), cells)
    try:
        return reader.document()
    except InputError as error:
        raise InputError([_at_its_place(one, places, file) for one in error.mistakes]) from None


def _at_its_place(mistake: Mistake, places: Sequence[_Place], file: str) -> Mistake:
    sheet, row = places[(mistake.line or 1) - 1]
    return mistake._replace(file=f"{file}, sheet {sheet}", line=row)


def _lines(grid: Grid) -> Iterator[tuple[int, Iterator[dict[str, str]]]]:
    """The rows of a sheet with their numbers, each as the lines that it stands for."""
    table = grid.name.lower()
    if grid.name not in (_FIGURES, _BREAKS) and table not in _TABLES:
        return
    fields = [_as_text(one) for one in grid.rows[0]]
    for number, row in enumerate(grid.rows[1:], start=grid.first_row + 1):
        cells = {
            field: _as_text(one) if field != _EXACT else str(one)
            for field, one in zip(fields, row, strict=True)
            if one is not None
        }
        kinds = dict(zip(fields, row, strict=True))
        if not cells:
            continue
        cells = _with_exact(cells, kinds)
        if grid.name == _FIGURES:
            yield number, iter([_renamed(cells, {"kind": "record", "indicator": "id"})])
        elif grid.name == _BREAKS:
            yield number, iter([{"record": BREAK, **_renamed(cells, {"indicator": "id"})}])
        else:
            yield number, _entry_lines(table, cells, kinds)


def _renamed(cells: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {names.get(field, field): text for field, text in cells.items()}


def _with_exact(cells: dict[str, str], kinds: Mapping[str, Cell]) -> dict[str, str]:
    """The cells with the exact numbers in place of those that are still the same."""
    for told in cells.pop(_EXACT, "").split("; "):
        field, _, exact = told.rpartition(" ")
        here = kinds.get(field)
        if isinstance(here, Decimal) and _is_same(here, exact):
            cells[field] = exact
    return cells


def _is_same(here: Decimal, exact: str) -> bool:
    """Whether the number is still the exact one, as far as programs keep its digits."""
    try:
        number = Decimal(exact)
    except ArithmeticError:
        return False
    return abs(EXACT.subtract(here, number)) <= EXACT.multiply(abs(number), _KEPT)


def _entry_lines(
    table: str, cells: Mapping[str, str], kinds: Mapping[str, Cell]
) -> Iterator[dict[str, str]]:
    """The lines of an entry, one for each of its values."""
    place = {"record": table} | ({"id": cells["id"]} if "id" in cells else {})
    yield place
    for field, text in cells.items():
        if field == "id":
            continue
        key = {**place, "key": field}
        if not field.endswith("[]"):
            key["value" if isinstance(kinds[field], Decimal | bool) else "text"] = text
        yield key


def _as_text(cell: Cell) -> str:
    """A cell as the readers of lines take it."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return number_cell(cell)
        case dt.date():
            return cell.isoformat()
    return cell or ""
