"""A tracker as SDMX-CSV, the exchange format of statistical offices, and back.

Version 2.0 of the format, that of SDMX 3.0: STRUCTURE, STRUCTURE_ID and ACTION, then
dimensions, OBS_VALUE and attributes. What SDMX has no place for, the rules, thresholds and
names, stands in rows without a TIME_PERIOD, in columns of kpitrack's own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from kpitrack.errors import InputError, Mistake
from kpitrack.model.period import PeriodError, parse_period
from kpitrack.sources.exchange.cells import CellError, cell, cell_number, text_cell
from kpitrack.sources.exchange.lines import BREAK, Line, LineReader, lines_of
from kpitrack.sources.exchange.long import DELIMITERS, first_row, parsed_rows, rows_as_csv
from kpitrack.sources.exchange.periods import FREQUENCIES, period_of, sdmx_period
from kpitrack.sources.exchange.records import KINDS, Number, Records

AGENCY = "KPITRACK:TRACKER"
STRUCTURE = f"{AGENCY}(1.0.0)"
"""The dataflow of kpitrack's own exports, and the version of its columns."""

STATUSES = {"final": "A", "provisional": "P", "estimated": "E", "forecast": "F"}
"""Observation statuses in words, and their codes in the SDMX list CL_OBS_STATUS."""

_WORDS = {code: word for word, code in STATUSES.items()}
_ABSENT = "_Z"
"""The SDMX code for `does not apply`; a name that begins with _ is written with one more."""

_DIMENSIONS = {
    "id": "INDICATOR",
    "record": "MEASURE",
    "target_set": "TARGET_SET",
    "dimension": "BREAKDOWN",
    "category": "CATEGORY",
    "revision": "REVISION",
    "stated_set": "STATED_SET",
}
_ATTRIBUTES = {
    "count": "NUMERATOR",
    "of": "DENOMINATOR",
    "min": "LOWER_BOUND",
    "max": "UPPER_BOUND",
    "text": "OBS_TEXT",
    "qualifier": "QUALIFIER",
    "each": "EACH",
    "date": "PUBL_DATE",
    "through": "COVERED_UNTIL",
    "achieved": "ACHIEVED",
    "stated_completion": "STATED_COMPLETION",
    "stated_percent": "STATED_PERCENT",
    "stated_change": "STATED_CHANGE",
    "stated_change_percent": "STATED_CHANGE_PERCENT",
    "source": "SOURCE_DETAIL",
    "note": "COMMENT_OBS",
}
_SERIES = {"name": "TITLE", "unit": "UNIT_MEASURE", "decimals": "DECIMALS"}
"""Attributes of the indicator that SDMX readers look for beside each of its figures."""

_OWN = {
    "record": "KPI_TABLE",
    "id": "KPI_ID",
    "key": "KPI_KEY",
    "value": "KPI_VALUE",
    "text": "KPI_TEXT",
    "date": "KPI_DATE",
}
COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ",
    *_DIMENSIONS.values(),
    "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS",
    *_SERIES.values(),
    *_ATTRIBUTES.values(),
    *_OWN.values(),
)  # fmt: skip
_CALLED = {**_OWN, **_DIMENSIONS, **_ATTRIBUTES, "value": "OBS_VALUE", "period": "TIME_PERIOD"}

_PLACES = Decimal(1).scaleb(-12)
_WIDE = Context(prec=90, rounding=ROUND_HALF_UP)

Cells = Mapping[str, str]


def sdmx_csv(records: Records, delimiter: str = ",") -> Iterator[str]:
    """The lines of the file, each with its end."""
    yield from rows_as_csv(_rows(records), delimiter)


def _rows(records: Records) -> Iterator[Sequence[str]]:
    yield COLUMNS
    series = {one.id: one.attributes for one in records.of("indicators")}
    statuses = _statuses(lines_of(records))
    for line in lines_of(records):
        if line["record"] in KINDS:
            cells = _observation(line, series[str(line["id"])], statuses)
        else:
            cells = _own_cells(line)
        cells |= {"STRUCTURE": "dataflow", "STRUCTURE_ID": STRUCTURE, "ACTION": "I"}
        yield [cells.get(column, "") for column in COLUMNS]


def _figure_key(line: Line) -> tuple[object, ...]:
    fields = ("record", "id", "target_set", "period", "revision")
    return tuple(line.get(field) for field in fields)


def _statuses(lines: Iterable[Line]) -> dict[tuple[object, ...], str]:
    """The status of each figure that has one: its parts are marked with it, too."""
    return {_figure_key(line): str(line["status"]) for line in lines if line.get("status")}


def _own_cells(line: Line) -> dict[str, str]:
    fields = {_OWN.get(field, field): cell(value) for field, value in line.items()}
    if "period" in fields:
        fields["TIME_PERIOD"] = sdmx_period(parse_period(fields.pop("period")))
    return fields


def _observation(
    line: Line, series: Mapping[str, Any], statuses: Mapping[tuple[object, ...], str]
) -> dict[str, str]:
    period = parse_period(str(line["period"]))
    cells = {column: _code(line.get(field)) for field, column in _DIMENSIONS.items()}
    cells |= {column: cell(line.get(field)) for field, column in _ATTRIBUTES.items()}
    cells |= {column: cell(series.get(field)) for field, column in _SERIES.items()}
    cells["MEASURE"] = str(line["record"]).upper()
    cells["FREQ"] = FREQUENCIES[period.kind]
    cells["TIME_PERIOD"] = sdmx_period(period)
    cells["OBS_VALUE"] = cell(_value(line))
    cells["OBS_STATUS"] = STATUSES[statuses.get(_figure_key(line), "final")]
    return cells


def _code(value: Any) -> str:
    if value is None:
        return _ABSENT
    text = str(value)
    return f"_{text}" if text.startswith("_") else text_cell(text)


def _value(line: Line) -> Number | None:
    """The observation as a number: a share in percent, a milestone as 1 or 0."""
    value, count, of = (line.get(field) for field in ("value", "count", "of"))
    if isinstance(value, bool):
        return int(value)
    if isinstance(count, int | Decimal) and isinstance(of, int | Decimal):
        return percentage(count, of)
    return value if isinstance(value, int | Decimal) else None


def percentage(count: Number, of: Number) -> Decimal:
    """A share in percent, to 12 digits after the point where it has more."""
    share = _WIDE.divide(Decimal(count) * 100, Decimal(of))
    rounded = share.quantize(_PLACES, context=_WIDE).normalize(_WIDE)
    return Decimal(f"{rounded:f}")


def own_delimiter(text: str) -> str | None:
    """What stands between the cells, if the text is SDMX-CSV of kpitrack's own; else None."""
    delimiter = sdmx_delimiter(text)
    if delimiter is None:
        return None
    header = first_row(text, delimiter)
    return delimiter if {"KPI_TABLE", "INDICATOR", "MEASURE"} <= {*header} else None


def sdmx_delimiter(text: str) -> str | None:
    """What stands between the cells, if the text is SDMX-CSV, 1.0 or 2.0; else None."""
    for delimiter in DELIMITERS:
        header = [name.split(":")[0].split("[")[0] for name in first_row(text, delimiter)]
        if header[:1] in (["STRUCTURE"], ["DATAFLOW"]) and "OBS_VALUE" in header:
            return delimiter
    return None


def read_sdmx(text: str, delimiter: str, file: str) -> dict[str, Any]:
    """The raw document of kpitrack's own SDMX-CSV; raises InputError with every bad row."""
    rows = parsed_rows(text, delimiter, file)
    header = rows[0]
    mistakes = [
        Mistake("each column once, of a kpitrack export", f'"{name}"', file=file, line=1)
        for place, name in enumerate(header)
        if name not in COLUMNS or name in header[:place]
    ]
    if mistakes:
        raise InputError(mistakes)
    reader = LineReader(file, columns=_CALLED)
    found: list[tuple[int, dict[str, str]]] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: one for name, one in zip(header, row, strict=False) if one}
        if any(row[len(header) :]):
            reader.refuse(number, "a cell beyond the named columns")
        elif cells and _is_current(reader, number, cells):
            found.append((number, cells))
    _Observations(reader, found).take()
    return reader.document()


def _is_current(reader: LineReader, number: int, cells: Cells) -> bool:
    """Whether a row is of this version of the columns, and says what is and not what was."""
    expected = {"STRUCTURE_ID": (STRUCTURE,), "ACTION": ("I", "A", "M", "R", "")}
    for column, codes in expected.items():
        if cells.get(column, "") not in codes:
            reader.refuse(number, f'"{cells.get(column, "")}"', codes[0], column)
            return False
    return True


class _Observations:
    """Rows of SDMX as lines, held against what the rows of their indicators say."""

    def __init__(self, reader: LineReader, rows: list[tuple[int, dict[str, str]]]) -> None:
        self._reader = reader
        self._rows = rows
        self._series: dict[str, dict[str, str]] = {}
        self._statuses: dict[tuple[str | None, ...], str] = {}

    def take(self) -> None:
        """Gives every row to the reader, the tables first: they say what figures are."""
        for number, cells in self._rows:
            if "KPI_TABLE" in cells:
                self._table(number, cells)
        for _, cells in self._rows:
            if "KPI_TABLE" not in cells and not _is_of_a_part(cells):
                self._statuses[_sdmx_key(cells)] = cells.get("OBS_STATUS", "A")
        for number, cells in self._rows:
            if "KPI_TABLE" not in cells:
                self._figure(number, cells)

    def _table(self, number: int, cells: Cells) -> None:
        line = {field: cells[column] for field, column in _OWN.items() if column in cells}
        if cells["KPI_TABLE"] == "indicators" and "key" in line:
            told = line.get("value") or line.get("text", "")
            self._series.setdefault(line.get("id", ""), {})[line["key"]] = told
        if cells["KPI_TABLE"] == BREAK:
            period = self._period(number, cells)
            if period is None:
                return
            line["period"] = period
        self._reader.take(number, line)

    def _figure(self, number: int, cells: Cells) -> None:
        period = self._period(number, cells)
        if period is None or not self._agrees(number, cells):
            return
        line = {"record": cells.get("MEASURE", "").lower(), "period": period}
        for field, column in _DIMENSIONS.items():
            code = cells.get(column, _ABSENT)
            if field != "record" and code != _ABSENT:
                line[field] = code.removeprefix("_")
        for field, column in _ATTRIBUTES.items():
            if column in cells:
                line[field] = cells[column]
        status = _WORDS[cells.get("OBS_STATUS", "A")]
        if status != "final" and not _is_of_a_part(cells):
            line["status"] = status
        if "OBS_VALUE" in cells and "count" not in line:
            line["value"] = self._number(cells)
        self._reader.take(number, line)

    def _period(self, number: int, cells: Cells) -> str | None:
        text = cells.get("TIME_PERIOD", "")
        try:
            return period_of(text).text
        except PeriodError as error:
            self._reader.refuse(number, f'"{text}"', f"a period: {error}", "period")
            return None

    def _number(self, cells: Cells) -> str:
        """The figure; of a milestone, 1 and 0 are true and false."""
        value = cells["OBS_VALUE"]
        direction = self._series.get(cells.get("INDICATOR", ""), {}).get("direction")
        if direction != "milestone":
            return value
        return {"1": "true", "0": "false"}.get(value, value)

    def _agrees(self, number: int, cells: Cells) -> bool:
        """Whether what the row repeats is what it repeats: an edit of one alone is told."""
        whole = self._statuses.get(_sdmx_key(cells), "A")
        told = {column: cells.get(column, "") for column in _SERIES.values()}
        series = self._series.get(cells.get("INDICATOR", ""), {})
        expected = {column: series.get(key, "") for key, column in _SERIES.items()}
        told["OBS_STATUS"], expected["OBS_STATUS"] = cells.get("OBS_STATUS", "A"), whole
        told["FREQ"] = expected["FREQ"] = cells.get("FREQ", "")
        if {"NUMERATOR", "DENOMINATOR", "OBS_VALUE"} <= cells.keys():
            told["OBS_VALUE"], expected["OBS_VALUE"] = cells["OBS_VALUE"], _share(cells)
        wrong = [column for column, one in expected.items() if told[column] != one]
        for column in wrong:
            wanted = f'"{expected[column]}", as its other rows say'
            self._reader.refuse(number, f'"{told[column]}"', wanted, column)
        if not wrong and told["OBS_STATUS"] not in _WORDS:
            codes = ", ".join(_WORDS)
            self._reader.refuse(number, f'"{whole}"', f"one of {codes}", "OBS_STATUS")
            return False
        return not wrong


def _share(cells: Cells) -> str:
    try:
        count, of = (cell_number(cells[name]) for name in ("NUMERATOR", "DENOMINATOR"))
        return cell(percentage(count, of))
    except (CellError, ArithmeticError):
        return cells["OBS_VALUE"]


def _is_of_a_part(cells: Cells) -> bool:
    return any(cells.get(column, _ABSENT) != _ABSENT for column in ("BREAKDOWN", "STATED_SET"))


def _sdmx_key(cells: Cells) -> tuple[str | None, ...]:
    names = ("MEASURE", "INDICATOR", "TARGET_SET", "TIME_PERIOD", "REVISION")
    return tuple(cells.get(name) for name in names)
