"""What is read from the spreadsheets of LibreOffice."""

import io
import zipfile
from decimal import Decimal

import pytest

from kpitrack.errors import InputError
from kpitrack.sources.exchange.excel import read_grids
from kpitrack.sources.exchange.grid import Grid

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:{name}"'
    for prefix, name in (
        ("office", "oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("calcext", "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
    )
)
_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def spreadsheet(tables: str, manifest: str = "<manifest/>") -> bytes:
    """An .ods file with these tables, and nothing that cells do not need."""
    content = io.BytesIO()
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("mimetype", _KIND)
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}>{body}</office:document-content>",
        )
    return content.getvalue()


def sheet(rows: str, name: str = "Data") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def cell(kind: str, value: str, more: str = "", text: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {value} {more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def number(value: str, more: str = "", kind: str = "float") -> str:
    return cell(kind, f'office:value="{value}"', more, text=value)


def first(content: bytes) -> Grid:
    return read_grids(content)[0]


def test_numbers_texts_and_booleans_are_read() -> None:
    cells = (
        number("1154.1")
        + cell("string", "", text="1.154,5")
        + cell("boolean", 'office:boolean-value="true"', text="TRUE")
        + cell("boolean", 'office:boolean-value="false"', text="FALSE")
        + number("1")
    )
    found = first(spreadsheet(sheet(row(cells)))).rows[0]
    assert found == (Decimal("1154.1"), "1.154,5", True, False, Decimal(1))
    assert [type(one) for one in found[2:]] == [bool, bool, Decimal]


def test_percentages_are_marked_in_every_cell_that_one_stands_for() -> None:
    twice = 'table:number-columns-repeated="2"'
    cells = "<table:table-cell/>" + number("0.75", twice, kind="percentage") + number("3")
    rows = row("<table:table-cell/>") + row(cells, 'table:number-rows-repeated="2"')
    grid = first(spreadsheet(sheet(rows)))
    assert grid.percentages == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert grid.rows[2] == (None, Decimal("0.75"), Decimal("0.75"), Decimal(3))


def test_errors_are_the_text_that_is_shown() -> None:
    error = cell("string", 'office:string-value=""', 'calcext:value-type="error"', "#DIV/0!")
    rows = row(error + cell("string", "", text="x")) + row(number("1") * 2)
    assert first(spreadsheet(sheet(rows))).rows == (("#DIV/0!", "x"), (1, 1))


def test_an_error_behind_the_last_cell_is_not_lost() -> None:
    error = cell("string", 'office:string-value=""', 'calcext:value-type="error"', "#N/A")
    alone = first(spreadsheet(sheet(row("<table:table-cell/>" + error))))
    behind = first(spreadsheet(sheet(row(number("1")) + row(number("2") + error))))
    assert alone.rows == ((None, "#N/A"),)
    assert behind.rows == ((1, None), (2, "#N/A"))


def test_merged_cells_are_repeated_where_they_reach() -> None:
    across = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    down = 'table:number-columns-spanned="1" table:number-rows-spanned="2"'
    covered = "<table:covered-table-cell/>"
    rows = (
        row("<table:table-cell/>" + cell("string", "", across, "2024") + covered)
        + row(cell("string", "", down, "Budget") + number("1") + number("2"))
        + row(covered + number("3") + number("4"))
    )
    assert first(spreadsheet(sheet(rows))).rows == (
        (None, "2024", "2024"),
        ("Budget", 1, 2),
        ("Budget", 3, 4),
    )


def test_every_sheet_has_marks_of_its_own() -> None:
    share = row(number("0.5", kind="percentage"))
    tables = sheet(share) + sheet(row(number("0.5")), "Other")
    assert [one.percentages for one in read_grids(spreadsheet(tables))] == [{(0, 0)}, set()]


def test_emptiness_that_repeats_to_the_last_corner_is_no_cell() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = row(number("1") + empty) + row(empty, 'table:number-rows-repeated="1048576"')
    assert first(spreadsheet(sheet(rows))).rows == ((Decimal(1),),)


def test_a_cell_that_repeats_to_the_last_corner_is_named_before_memory_runs_out() -> None:
    vast = number("1", 'table:number-columns-repeated="16384"')
    rows = row(vast, 'table:number-rows-repeated="1048576"')
    with pytest.raises(InputError, match=r"a sheet of 1,048,576 rows and 16,384 columns"):
        read_grids(spreadsheet(sheet(rows)))


def test_a_password_is_named() -> None:
    locked = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    with pytest.raises(InputError, match="found a file behind a password"):
        read_grids(spreadsheet(sheet(row(number("1"))), locked))
