"""What is read from spreadsheets, cell by cell."""

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from kpitrack.errors import InputError
from kpitrack.sources.exchange.excel import read_grids
from kpitrack.sources.exchange.grid import Grid
from kpitrack.sources.exchange.marks import shows_percent
from tests.conftest import ROOT

Fill = Callable[[Any, Any], None]


def workbook(fill: Fill, **options: object) -> bytes:
    """An .xlsx file with one sheet, that `fill` writes to."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, options) as book:
        fill(book, book.add_worksheet("Data"))
    return content.getvalue()


def first(content: bytes) -> Grid:
    return read_grids(content)[0]


def only_cell(write: Fill, **options: object) -> object:
    """The one cell of a sheet to which `write` wrote A1."""
    return first(workbook(write, **options)).rows[0][0]


def rewritten(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A zip file with some members put in, and those that are None left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, member in changes.items():
            if member is not None:
                new.writestr(name, member)
    return out.getvalue()


def with_sheet(rows: str, head: str = "", tail: str = "") -> bytes:
    """An .xlsx file whose sheet is these rows, written by another program than ours."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'{head}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{tail}</worksheet>'
    return rewritten(
        workbook(lambda book, sheet: book.add_format({"num_format": "0%"})),
        {"xl/worksheets/sheet1.xml": sheet.encode()},
    )


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_grids(content, "plan.xlsx")
    assert len(caught.value.mistakes) == 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        (1154.1, "1154.1"),
        (0.1 + 0.2, "0.3"),
        (404.0, "404"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (2e20, "200000000000000000000"),
        (123456789.123456, "123456789.123456"),
    ],
)
def test_a_number_is_what_its_program_shows_with_all_its_digits(
    stored: float, seen: str
) -> None:
    assert only_cell(lambda _, sheet: sheet.write_number(0, 0, stored)) == Decimal(seen)


def test_a_large_number_has_no_exponent() -> None:
    found = only_cell(lambda _, sheet: sheet.write_number(0, 0, 2e20))
    assert str(found) == "200000000000000000000"


def test_figures_kept_as_text_stay_text_for_the_importer_to_read() -> None:
    assert only_cell(lambda _, sheet: sheet.write_string(0, 0, "1.154,5")) == "1.154,5"


def test_texts_keep_every_character() -> None:
    text = "  Tổng thu\tngân sách\n_x0041_ \x01 =1+1"
    assert only_cell(lambda _, sheet: sheet.write_string(0, 0, text)) == text


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_dates_are_the_days_shown_in_either_epoch(epoch_1904: bool) -> None:
    def write(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        minute = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_datetime(0, 0, dt.datetime(2024, 2, 14), day)
        sheet.write_datetime(0, 1, dt.datetime(2024, 2, 14, 10, 30), minute)

    assert first(workbook(write, date_1904=epoch_1904)).rows == (
        (dt.date(2024, 2, 14), dt.date(2024, 2, 14)),
    )


def test_a_duration_is_text() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 1.5, book.add_format({"num_format": "[h]:mm"}))

    assert only_cell(write) == "1 day, 12:00:00"


def test_booleans_are_booleans() -> None:
    assert only_cell(lambda _, sheet: sheet.write_boolean(0, 0, True)) is True


def test_formulas_are_their_results_and_errors_the_text_that_is_shown() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_formula(0, 0, "=404/420*100", None, 96.19047619047619)
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 2, "=NA()", None, "#N/A")
        sheet.write_formula(0, 3, '="x"&1', None, "x1")
        sheet.write_formula(0, 4, '=""', None, "")
        sheet.write_number(0, 5, 1)

    assert first(workbook(write)).rows == (
        (Decimal("96.1904761904762"), "#DIV/0!", "#N/A", "x1", None, 1),
    )


def test_a_number_that_is_none_is_text() -> None:
    assert first(with_sheet("<row><c><v>NaN</v></c></row>")).rows == (("nan",),)


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True),
        ("0.0 %", True),
        ("[Red]0.00%;-0.00%", True),
        ("0", False),
        ("General", False),
        ('0.0" %"', False),
        ('0.0" %', False),
        ("0\\%", False),
        ("0_%", False),
        ("0*%", False),
        ("#,##0 [$%-42A]", False),
        ("0 [$%", False),
    ],
)
def test_a_format_shows_percent_where_its_sign_is_no_mere_text(
    code: str, percent: bool
) -> None:
    assert shows_percent(code) is percent


def test_percentages_are_marked_where_the_number_format_makes_them() -> None:
    def write(book: Any, sheet: Any) -> None:
        for place, code in enumerate(("0%", "0.00%", "0.0 %", '0.0" %"', "0")):
            sheet.write_number(3, place, 0.962, book.add_format({"num_format": code}))

    grid = first(workbook(write))
    assert grid.percentages == {(3, 0), (3, 1), (3, 2)}
    assert grid.percentages_known
    assert grid.rows[3] == (Decimal("0.962"),) * 5


def test_a_built_in_number_may_be_given_another_format() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 0.962, book.add_format({"num_format": 9}))

    content = workbook(write)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        styles = packed.read("xl/styles.xml")
    own = b'<numFmts count="1"><numFmt numFmtId="9" formatCode="0.0"/></numFmts><fonts'
    changed = rewritten(content, {"xl/styles.xml": styles.replace(b"<fonts", own, 1)})
    assert first(content).percentages == {(0, 0)}
    assert first(changed).percentages == frozenset()


def test_rows_are_numbered_as_the_person_sees_them() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_string(3, 1, "Indicator")
        sheet.write_number(5, 2, 7)

    grid = first(workbook(write))
    nothing = (None, None, None)
    row = (None, "Indicator", None)
    assert grid.first_row == 1
    assert grid.rows == (nothing, nothing, nothing, row, nothing, (None, None, Decimal(7)))


def test_merged_cells_are_repeated_where_they_reach() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.merge_range(0, 1, 0, 2, 2024)
        sheet.merge_range(1, 0, 2, 0, "Budget")
        for row, column in ((1, 1), (1, 2), (2, 1), (2, 2)):
            sheet.write_number(row, column, 10 * row + column)

    assert first(workbook(write)).rows == (
        (None, Decimal(2024), Decimal(2024)),
        ("Budget", Decimal(11), Decimal(12)),
        ("Budget", Decimal(21), Decimal(22)),
    )


def test_hidden_rows_columns_and_sheets_are_read_and_hidden_sheets_say_so() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["seen", "hidden column"])
        sheet.write_row(1, 0, ["hidden row", "hidden both"])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        other = book.add_worksheet("Lists")
        other.hide()
        other.write_string(0, 0, "x")
        book.add_worksheet("Empty")

    grids = read_grids(workbook(write))
    assert [(one.name, one.hidden, one.rows) for one in grids] == [
        ("Data", False, (("seen", "hidden column"), ("hidden row", "hidden both"))),
        ("Lists", True, (("x",),)),
        ("Empty", False, ()),
    ]


def test_charts_are_no_sheets_of_cells() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$1"})
        book.add_chartsheet("Picture").set_chart(chart)

    assert [one.name for one in read_grids(workbook(write))] == ["Data"]


def test_cells_and_rows_that_do_not_say_where_they_stand_follow_one_another() -> None:
    row = (
        '<row><c s="1"><v>0.5</v></c><c t="e"><v>#REF!</v></c><c><f>NA()</f><v>1</v></c></row>'
    )
    grid = first(with_sheet(row + row))
    assert grid.rows == ((Decimal("0.5"), "#REF!", Decimal(1)),) * 2


def test_prefixed_names_of_another_writer_are_understood() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="2">'
        '<x:c r="B2" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    changed = {"xl/worksheets/sheet1.xml": sheet.encode()}
    content = rewritten(workbook(lambda *_: None), changed)
    assert first(content).rows == ((None, None), (None, "#N/A"))


def test_a_workbook_without_styles_has_no_percentages() -> None:
    content = workbook(lambda _, sheet: sheet.write_number(0, 0, 0.5))
    assert first(rewritten(content, {"xl/styles.xml": None})).percentages == frozenset()


def test_a_stray_cell_in_the_last_corner_is_named_before_memory_runs_out() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refused(with_sheet(cells)) == (
        "plan.xlsx: found a sheet of 1,048,576 rows and 16,384 columns, one stray cell far"
        " outside the table makes it so, expected a spreadsheet (.xlsx, .xlsm, .xlsb, .xls"
        " or .ods); open it in its own program and save it anew"
    )


def test_formats_far_outside_the_table_are_no_cells() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    assert first(with_sheet(cells)).rows == ((Decimal(1),),)


def test_merged_cells_over_one_another_are_refused() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    merges = (
        '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A1:B9"/></mergeCells>'
    )
    found = "found a sheet whose merged cells lie over one another"
    assert found in refused(with_sheet(cells, tail=merges))


def test_xml_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert "found a file with XML entities of its own" in refused(with_sheet("", bomb))


def test_a_file_that_unpacks_to_more_than_a_spreadsheet_holds_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kpitrack.sources.exchange.packed._MOST_UNPACKED", 100_000)
    content = workbook(lambda _, sheet: sheet.write_string(0, 0, "a" * 30_000))
    assert read_grids(content)
    bomb = rewritten(content, {"xl/media/image.png": b"\0" * 200_000})
    assert "found a file that unpacks to more than a spreadsheet holds" in refused(bomb)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"indicator,2024\nx,1\n", id="a CSV file under another name"),
        pytest.param(b"<html><table><tr><td>1", id="a web page under another name"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, id="a broken old one"),
        pytest.param(
            rewritten(workbook(lambda *_: None), {"xl/workbook.xml": None}), id="a zip"
        ),
    ],
)
def test_what_is_no_spreadsheet_is_said_so(content: bytes) -> None:
    assert refused(content) == (
        "plan.xlsx: found something else, or a damaged one, expected a spreadsheet (.xlsx, .xlsm,"
        " .xlsb, .xls or .ods); open it in its own program and save it anew"
    )


GOOD = workbook(lambda _, sheet: sheet.write_string(0, 0, "x" * 999))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GOOD[:2000], id="cut off"),
        pytest.param(GOOD[:300] + b"\xff" * 40 + GOOD[340:], id="overwritten in the middle"),
        pytest.param(GOOD[:-40] + b"\0" * 40, id="without its end"),
        pytest.param(with_sheet("<row><c></row>"), id="with broken XML"),
        pytest.param(with_sheet('<row r="x"></row>'), id="with a row of no number"),
        pytest.param(
            rewritten(GOOD, {"xl/_rels/workbook.xml.rels": None}), id="with a part missing"
        ),
    ],
)
def test_a_damaged_file_is_said_so(content: bytes) -> None:
    assert "found a file that is cut off or damaged" in refused(content)


def test_old_files_are_read_and_say_that_their_percentages_are_not_known() -> None:
    # Saved by LibreOffice 7.4: 2024 is merged over two columns, 0.962 is shown as 96%.
    grid = first((ROOT / "tests" / "data" / "plan.xls").read_bytes())
    assert grid.rows == (
        (None, 2024, 2024),
        ("Budget", Decimal("1154.1"), Decimal("0.962")),
        (None, 404, None),
    )
    assert not grid.percentages_known


def test_a_damaged_binary_workbook_is_said_so() -> None:
    broken = rewritten(GOOD, {"xl/workbook.xml": None, "xl/workbook.bin": b"x"})
    assert "found a file without a sheet of cells" in refused(broken)


class PanicException(BaseException):
    """What calamine raises where it is at fault itself; its own class is not public."""


@pytest.mark.parametrize(
    ("fault", "seen"), [(PanicException, InputError), (KeyboardInterrupt, KeyboardInterrupt)]
)
def test_a_fault_of_the_compiled_reader_is_a_message_and_an_interrupt_is_none(
    monkeypatch: pytest.MonkeyPatch, fault: type[BaseException], seen: type[BaseException]
) -> None:
    class Book:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise fault

    monkeypatch.setattr("python_calamine.CalamineWorkbook", Book)
    with pytest.raises(seen):
        read_grids(GOOD)


def test_a_password_is_named() -> None:
    name = "EncryptedPackage".encode("utf-16-le")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + name
    assert refused(locked) == (
        "plan.xlsx: found a file behind a password, expected a spreadsheet (.xlsx, .xlsm,"
        " .xlsb, .xls or .ods); save it without one"
    )


def test_a_missing_extra_names_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert refused(b"") == (
        "plan.xlsx: found a spreadsheet, expected a file that needs no extra;"
        " pip install 'kpitrack[excel]'"
    )
