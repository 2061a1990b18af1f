"""A workbook carries the whole tracker: export and import are inverse."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import tomli
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitrack.errors import InputError
from kpitrack.sources.exchange.excel import read_grids
from kpitrack.sources.exchange.own import read_own
from kpitrack.sources.exchange.records import Records, rows_of
from kpitrack.sources.exchange.workbook import write_data_sheets
from tests.conftest import ROOT
from tests.sources.exchange.test_round_trip import SHIPPED
from tests.sources.exchange.trackers import documents
from tests.sources.exchange.written import everything

often = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def exported(records: Records, **options: object) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True, **options}) as book:
        write_data_sheets(book, records)
    return content.getvalue()


def there_and_back(document: dict[str, Any]) -> dict[str, Any]:
    back = read_own("export.xlsx", exported(rows_of(document)))
    assert back is not None, "kpitrack does not know its own export"
    return back


def in_one_order(document: dict[str, Any]) -> dict[str, Any]:
    """The document with its languages by name: columns put them in one order for all."""
    return {
        table: {
            name: {
                key: dict(sorted(raw[key].items())) if key in ("names", "units") else raw[key]
                for key in raw
            }
            for name, raw in entries.items()
        }
        if table in ("groups", "indicators")
        else entries
        for table, entries in document.items()
    }


def of_figures(**figures: Any) -> dict[str, Any]:
    return {"indicators": {"a": {"name": "A", "actual": figures}}}


@often
@given(document=documents())
def test_a_tracker_that_was_exported_and_read_back_is_the_same(
    document: dict[str, Any],
) -> None:
    back = there_and_back(document)
    assert everything(in_one_order(back)) == everything(in_one_order(document))


@pytest.mark.parametrize("file", SHIPPED)
def test_the_shipped_trackers_come_back_as_they_are(file: str) -> None:
    document = tomli.loads((ROOT / file).read_text(encoding="utf-8"), parse_float=Decimal)
    assert everything(there_and_back(document)) == everything(document)


@often
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
@pytest.mark.parametrize(
    "wrapped", ["{}", "<r>{}</r>", "_x0041_{}", "={}", "'{}", "https://{}"]
)
def test_every_text_comes_back_as_it_was(wrapped: str, text: str) -> None:
    told = wrapped.format(text)
    document = {"indicators": {"a": {"name": "A", "note": told}}}
    assert there_and_back(document)["indicators"]["a"]["note"] == told


@often
@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=None))
def test_every_number_comes_back_digit_for_digit(number: Decimal) -> None:
    plain = Decimal(f"{number:f}")
    back = there_and_back(of_figures(**{"2024": plain}))["indicators"]["a"]["actual"]["2024"]
    assert f"{Decimal(back):f}" == f"{plain:f}"


def cells(document: dict[str, Any], sheet: str) -> list[tuple[object, ...]]:
    grids = read_grids(exported(rows_of(document)))
    return [tuple(row) for row in next(one for one in grids if one.name == sheet).rows]


def test_numbers_are_numbers_and_what_they_cannot_keep_stands_beside_them() -> None:
    figures = {"2023": Decimal("404.0"), "2024": 404, "2025": 12345678901234567}
    rows = [(row[3], row[7], row[-1]) for row in cells(of_figures(**figures), "Figures")[1:]]
    assert rows == [
        ("2023", Decimal(404), "value 404.0"),
        ("2024", Decimal(404), None),
        ("2025", Decimal(12345678901234600), "value 12345678901234567"),
    ]


def _edited(document: dict[str, Any], change: Callable[[Any], Any]) -> bytes:
    """The export as another program saves it, each cell after a change."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for grid in read_grids(exported(rows_of(document))):
            sheet = book.add_worksheet(grid.name)
            for place, row in enumerate(grid.rows):
                for column, cell in enumerate(row):
                    value = change(cell)
                    sheet.write(
                        place, column, float(value) if isinstance(value, Decimal) else value
                    )
    return content.getvalue()


def _without_row(document: dict[str, Any], gone: int) -> bytes:
    """The export with the cells of a row of its figures emptied."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for grid in read_grids(exported(rows_of(document))):
            sheet = book.add_worksheet(grid.name)
            for place, row in enumerate(grid.rows):
                if grid.name == "Figures" and place == gone:
                    continue
                numbers = (float(one) if isinstance(one, Decimal) else one for one in row)
                sheet.write_row(place, 0, numbers)
    return content.getvalue()


def test_a_number_that_was_changed_counts_and_not_the_exact_one_beside_it() -> None:
    document = of_figures(**{"2024": Decimal("404.0")})
    edited = _edited(document, lambda cell: Decimal(405) if cell == Decimal(404) else cell)
    back = read_own("export.xlsx", edited)
    assert back is not None
    assert back["indicators"]["a"]["actual"] == {"2024": 405}


def test_an_exact_number_that_was_spoilt_does_not_count() -> None:
    document = of_figures(**{"2024": Decimal("404.0")})
    edited = _edited(document, lambda cell: "value much" if cell == "value 404.0" else cell)
    back = read_own("export.xlsx", edited)
    assert back is not None
    assert back["indicators"]["a"]["actual"] == {"2024": 404}


def test_a_row_that_was_emptied_is_passed_by() -> None:
    document = of_figures(**{"2023": 7, "2024": 8})
    spoilt = ("2023", 7)
    edited = _edited(document, lambda cell: None if cell in spoilt else cell)
    assert "no period for a figure" in refused(edited)
    document["indicators"]["b"] = {"name": "B", "actual": {"2025": 9}}
    back = read_own("export.xlsx", _without_row(document, 2))
    assert back is not None
    assert back["indicators"]["a"]["actual"] == {"2023": 7}


def test_a_period_that_became_a_number_is_still_a_period() -> None:
    edited = _edited(
        of_figures(**{"2024": 7}), lambda cell: Decimal(2024) if cell == "2024" else cell
    )
    back = read_own("export.xlsx", edited)
    assert back is not None
    assert back["indicators"]["a"]["actual"] == {"2024": 7}


def test_days_before_march_1900_are_text_for_excel_counts_them_wrong() -> None:
    figures = {"1900": {"value": 1, "date": dt.date(1900, 2, 28)}}
    figures |= {"2024": {"value": 1, "date": dt.date(1900, 3, 1)}}
    assert [row[16] for row in cells(of_figures(**figures), "Figures")[1:]] == [
        "1900-02-28",
        dt.date(1900, 3, 1),
    ]


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_own("e.xlsx", content)
    return str(caught.value)


def test_every_bad_row_is_named_by_its_sheet_and_number() -> None:
    document = of_figures(**{"2023": 7, "2024": 8})
    wrong = _edited(document, lambda cell: "many" if cell in (7, 8) else cell)
    assert refused(wrong).splitlines() == [
        'e.xlsx, sheet Figures:2: value: found "many", expected a number such as 1154.5,'
        " without thousands separators",
        'e.xlsx, sheet Figures:3: value: found "many", expected a number such as 1154.5,'
        " without thousands separators",
    ]


def test_an_export_of_a_later_format_is_not_guessed_at() -> None:
    later = _edited(of_figures(), lambda cell: Decimal(2) if cell == Decimal(1) else cell)
    assert refused(later).startswith(
        "e.xlsx: found format 2, expected format 1; export it anew"
    )


def test_another_workbook_is_none_of_ours() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("About")
        book.add_worksheet("Figures").write_string(0, 0, "kpitrack export")
    assert read_own("plan.xlsx", content.getvalue()) is None


def test_nothing_from_the_file_becomes_a_formula_or_a_link() -> None:
    document = {"indicators": {"a": {"name": "=1+1", "note": "https://x.vn", "unit": "{=1}"}}}
    with zipfile.ZipFile(io.BytesIO(exported(rows_of(document)))) as packed:
        for name in packed.namelist():
            member = packed.read(name)
            assert b"<f>" not in member
            assert b"hyperlink" not in member


def test_the_same_tracker_gives_the_same_sheets() -> None:
    document = of_figures(**{"2024": Decimal("404.0")})
    first, second = exported(rows_of(document)), exported(rows_of(document))
    assert read_grids(first) == read_grids(second)


def test_a_text_that_no_cell_holds_is_refused_and_none_is_cut() -> None:
    document = {"indicators": {"a": {"name": "A", "note": "x" * 32_768}}}
    with pytest.raises(
        InputError, match=r"found 32,768 letters, which begin 'xxx.*export it as CSV"
    ):
        exported(rows_of(document))
    document["indicators"]["a"]["note"] = "x" * 32_767
    assert there_and_back(document) == document


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpitrack.sources.exchange.workbook._MOST_ROWS", 3)
    two, three = {"2023": 1, "2024": 2}, {"2022": 1, "2023": 1, "2024": 2}
    assert exported(rows_of(of_figures(**two)))
    with pytest.raises(InputError, match="found 3 rows and 27 columns for the sheet Figures"):
        exported(rows_of(of_figures(**three)))
