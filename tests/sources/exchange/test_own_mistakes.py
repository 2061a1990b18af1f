"""An export that a person spoilt: every bad row is told by its number, nothing is guessed."""

from decimal import Decimal
from typing import Any

import pytest

from kpitrack.errors import InputError
from kpitrack.sources.exchange.as_json import tracker_json
from kpitrack.sources.exchange.assembly import RowError, document_of
from kpitrack.sources.exchange.cells import cell_text, text_cell
from kpitrack.sources.exchange.long import FIELDS, Manner, long_csv
from kpitrack.sources.exchange.own import read_own
from kpitrack.sources.exchange.paths import PathError, path_parts, path_text
from kpitrack.sources.exchange.records import FigureRow, Records, rows_of
from kpitrack.sources.exchange.sdmx import sdmx_csv
from kpitrack.sources.exchange.toml import toml_text

A: dict[str, Any] = {
    "indicators": {
        "a": {
            "name": "A",
            "unit": "%",
            "direction": "increase",
            "actual": {
                "2024": {
                    "count": 51,
                    "of": 68,
                    "status": "estimated",
                    "by": {"sex": {"women": {"count": 1, "of": 3}}},
                }
            },
            "breaks": {"2023": "New"},
        },
        "open": {"name": "Open", "direction": "milestone", "actual": {"2024": True}},
    }
}


def own(text: str) -> dict[str, Any]:
    found = read_own("x.csv", text.encode())
    assert found is not None
    return found


def told(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        own(text)
    return [str(one) for one in caught.value.mistakes]


def lines(*rows: dict[str, str], decimal: str = ".") -> str:
    head = [",".join(FIELDS), *(
        ",".join(row.get(field, "") for field in FIELDS)
        for row in (
            {"record": "export", "key": "format", "value": "1"},
            {"record": "export", "key": "decimal", "text": decimal if decimal == "." else '","'},
            {"record": "indicators", "id": "a", "key": "name", "text": "A"},
            *rows,
        )
    )]  # fmt: skip
    return "\r\n".join(head) + "\r\n"


def actual(**cells: str) -> dict[str, str]:
    return {"record": "actual", "id": "a", "period": "2024", **cells}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([actual(value="1,154".replace(",", ";"))], 'x.csv:5: value: found "1;154", expected a number such as 1154.5, without thousands separators'),
        ([actual(value="1E+06")], 'x.csv:5: value: found "1E+06", expected a number such as 1154.5, without thousands separators'),
        ([actual(value="1", date="31/12/2024")], 'x.csv:5: date: found "31/12/2024", expected a day such as 2024-12-31'),
        ([actual(value="1", date="2024-02-30")], 'x.csv:5: date: found "2024-02-30", expected a day such as 2024-12-31'),
        ([actual(value="1", revision="0")], 'x.csv:5: revision: found "0", expected a whole number from 1 on'),
        ([actual(value="1"), actual(value="2")], "x.csv:6: found the actual of 2024 a second time, expected a line of a kpitrack export"),
        ([actual(value="1"), actual(value="2", revision="1")], "x.csv:6: found 2024 with a revision and without, expected a line of a kpitrack export"),
        ([actual()], "x.csv:5: found a figure without anything in it, expected a line of a kpitrack export"),
        ([actual(dimension="sex", value="1")], "x.csv:5: found a dimension without its category, or a category without its dimension, expected a line of a kpitrack export"),
        ([actual(dimension="sex", category="women")], "x.csv:5: found a part without anything in it, expected a line of a kpitrack export"),
        ([actual(dimension="sex", category="women", value="1", note="n")], "x.csv:5: found note beside a part, which has only value, count, of, expected a line of a kpitrack export"),
        ([actual(dimension="sex", category="women", value="1")] * 2, "x.csv:6: found sex women a second time, expected a line of a kpitrack export"),
        ([actual(stated_set="p", stated_completion="1", value="2")], "x.csv:5: found value beside a completion stated against a set, which has only stated_completion, expected a line of a kpitrack export"),
        ([actual(target_set="p", value="1")], "x.csv:5: found a target set beside the actual, expected a line of a kpitrack export"),
        ([actual(key="name", value="1")], "x.csv:5: found a key beside a figure, expected a line of a kpitrack export"),
        ([actual(id="", value="1")], "x.csv:5: found no id for a figure, expected a line of a kpitrack export"),
        ([actual(period="", value="1")], "x.csv:5: found no period for a figure, expected a line of a kpitrack export"),
        ([actual(id="b", value="1")], 'x.csv:5: found "b" is not among the indicators, expected an indicator that has lines of its own'),
        ([{"id": "a", "value": "1"}], "x.csv:5: found no record, expected a line of a kpitrack export"),
        ([{"record": "break", "id": "a", "period": "2024"}], "x.csv:5: found other values than the id, the period and the text of a break, expected a line of a kpitrack export"),
        ([{"record": "break", "id": "a", "period": "2024", "text": "x"}] * 2, "x.csv:6: found the break of 2024 a second time, expected a line of a kpitrack export"),
        ([{"record": "indicators", "key": "unit", "text": "x"}], "x.csv:5: found no id for the table indicators, expected a line of a kpitrack export"),
        ([{"record": "checks", "id": "x", "key": "name", "text": "x"}], 'x.csv:5: found "x" is not the number of an entry of checks, expected a line of a kpitrack export'),
        ([{"record": "checks", "id": "1", "key": "name", "text": "x"}, {"record": "checks", "key": "name", "text": "x"}], "x.csv:6: found checks with a number and without, expected a line of a kpitrack export"),
        ([{"record": "indicators", "id": "a", "key": "unit"}], "x.csv:5: found no value for unit, expected a line of a kpitrack export"),
        ([{"record": "indicators", "id": "a", "text": "x"}], "x.csv:5: found no key for a value of indicators, expected a line of a kpitrack export"),
        ([{"record": "indicators", "id": "a", "key": "unit", "text": "x", "value": "1"}], "x.csv:5: found value, text beside each other in a line of indicators, expected a line of a kpitrack export"),
        ([{"record": "indicators", "id": "a", "key": "name", "text": "x"}], "x.csv:5: found name a second time, expected a line of a kpitrack export"),
        ([{"record": "indicators", "id": "a", "key": "name.vi", "text": "x"}], "x.csv:5: found name.vi beside another value in its place, expected a line of a kpitrack export"),
        ([{"record": "indicators", "id": "a", "key": "actual.2024", "value": "1"}], "x.csv:5: found actual.2024 among the attributes of an indicator, expected a line of a kpitrack export"),
        ([{"record": "indicators", "id": "a", "key": "a b", "text": "x"}], 'x.csv:5: found "a b" is no key, expected a line of a kpitrack export'),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_number_and_reason(
    rows: list[dict[str, str]], expected: str
) -> None:
    assert told(lines(*rows)) == [expected]


def test_every_bad_row_is_told_and_not_only_the_first() -> None:
    found = told(lines(actual(value="x"), actual(value="1"), actual(value="y", date="z")))
    assert [one.split(": found")[0] for one in found] == [
        "x.csv:5: value",
        "x.csv:7: value",
        "x.csv:7: date",
    ]


def test_rows_in_another_order_blank_rows_and_flags_in_capitals_are_no_mistake() -> None:
    text = "".join(long_csv(rows_of(A)))
    head, *rows = text.splitlines()
    mixed = "\r\n".join([head, *reversed(rows), "," * 5, ""]).replace("true", "TRUE")
    assert own(mixed)["indicators"].keys() == A["indicators"].keys()
    assert own(mixed)["indicators"]["a"] == A["indicators"]["a"]
    assert own(mixed)["indicators"]["open"] == A["indicators"]["open"]


def test_a_comma_and_a_point_are_never_mixed_up() -> None:
    """1.154 in a file with decimal commas may be a thousand and more: it is not read as 1.154."""
    assert own(lines(actual(value='"1154,50"'), decimal=","))["indicators"]["a"]["actual"] == {
        "2024": Decimal("1154.50")
    }
    assert told(lines(actual(value="1.154"), decimal=",")) == [
        'x.csv:5: value: found "1.154", expected a number such as 1154,5, without thousands separators'
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("record,id,key,period\r\n", "x.csv: found none, expected the rows export format 1 and export decimal . or ,; export it anew"),
        ("record,id,key,period,value\r\nexport,,format,,2\r\n", "x.csv: found format 2, None, expected the rows export format 1 and export decimal . or ,; export it anew"),
        ("record,id,key,period,colour,id\r\n", 'x.csv:1: found the column "colour", expected a column of a kpitrack export'),
        (lines().replace(",note\r\n", ",note,source\r\n", 1), 'x.csv:1: found the column "source" again, expected each column once'),
        (lines() + "," * len(FIELDS) + "x\r\n", "x.csv:5: found a cell beyond the named columns, expected a line of a kpitrack export"),
        (lines() + 'actual,"a\r\n', "x.csv:5: found unexpected end of data, behind row 4, expected CSV"),
    ],
)  # fmt: skip
def test_a_spoilt_table_is_told(text: str, expected: str) -> None:
    assert expected in told(text)


def test_an_export_that_was_saved_in_an_old_encoding_says_how_to_save_it() -> None:
    spoilt = lines({"record": "tracker", "key": "title", "text": "café"}).encode("latin-1")
    with pytest.raises(InputError) as caught:
        read_own("x.csv", spoilt)
    assert 'save the file as "CSV UTF-8"' in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_read_over(encoding: str) -> None:
    assert read_own("x.csv", lines(actual(value="1")).encode(encoding)) == own(
        lines(actual(value="1"))
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"id,2023,2024\r\na,1,2\r\n", b"\xff\xfe\x00", b"caf\xe9,1", b'{"view": "status"}', b"a = 1",
     b"DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE\r\nX:Y(1.0),A,2024,1\r\n"],
)  # fmt: skip
def test_what_kpitrack_did_not_write_is_nobodys_mistake(content: bytes) -> None:
    assert read_own("x", content) is None


def test_a_tracker_file_is_its_own_export_and_a_broken_one_is_told() -> None:
    text = "".join(toml_text(A))
    assert read_own("x.toml", text.encode()) == read_own("-", text.encode()) == A
    with pytest.raises(InputError, match="TOML"):
        read_own("x.toml", b"a = ")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('"name": "A"', '"name": "A", "name": "B"', "x.json: name: found it again, expected each key once"),
        ('"name": "A"', '"name": NaN', "x.json: found NaN, expected a finite number"),
        ('"name": "A"', '"name": "\\ud800"', "x.json: indicators.a.name: found half of a letter, expected whole letters"),
        ('"name": "A"', '"name": "A", "\\ud800": 1', "x.json: ?: found half of a letter, expected whole letters"),
        ('"count": 51', '"date": "soon", "count": 51', 'x.json: indicators.a.actual.2024.date: found "soon", expected a day such as 2024-12-31'),
        ('"format": 1', '"format": 2', "x.json: found format 2, expected format 1; export it anew"),
        ('"count": 51', '"count": 51,,', "x.json:10: found Expecting property name enclosed in double quotes (column 30), expected JSON"),
        ('"count": 51', '"count": ' + "9" * 5000, "x.json: found brackets or numbers that go too far, expected JSON"),
    ],
)  # fmt: skip
def test_spoilt_json_is_told(before: str, after: str, expected: str) -> None:
    text = "".join(tracker_json(A))
    assert before in text
    with pytest.raises(InputError) as caught:
        read_own("x.json", text.replace(before, after, 1).encode())
    assert expected in [str(one) for one in caught.value.mistakes]


def _sdmx(before: str, after: str) -> list[str]:
    text = "".join(sdmx_csv(rows_of(A)))
    assert before in text
    return told(text.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (",2024,75,E,", ",2024,76,E,", 'x.csv:8: OBS_VALUE: found "76", expected "75", as its other rows say'),
        (",2024,75,E,", ",2024,75,P,", 'x.csv:9: OBS_STATUS: found "E", expected "P", as its other rows say'),
        (",2024,75,E,", ",2024-13,75,E,", 'x.csv:8: TIME_PERIOD: found "2024-13", expected a period: a year has 12 months, numbered 1 to 12'),
        (",2023,", ",23,", 'x.csv:7: TIME_PERIOD: found "23", expected a period: a period is written 2024, 2024-H1, 2024-Q3, 2024-09, 2024-W37, 2024-09-30 or a span such as 2024-01..2024-09'),
        ("E,A,%,", "E,A,people,", 'x.csv:8: UNIT_MEASURE: found "people", expected "%", as its other rows say'),
        ("TRACKER(1.0.0)", "TRACKER(2.0.0)", 'x.csv:2: STRUCTURE_ID: found "KPITRACK:TRACKER(2.0.0)", expected KPITRACK:TRACKER(1.0.0)'),
        ("(1.0.0),I", "(1.0.0),D", 'x.csv:2: ACTION: found "D", expected I'),
        ("KPI_DATE\r\n", "KPI_DATE,COLOUR\r\n", 'x.csv:1: found "COLOUR", expected each column once, of a kpitrack export'),
        ("_Z,2024,1,A", "_Z,2024,1,X", 'x.csv:10: OBS_STATUS: found "X", expected one of A, P, E, F'),
        (",51,68,", ",51,0,", "x.csv:8: found a figure of nothing"),
    ],
)  # fmt: skip
def test_sdmx_that_contradicts_itself_is_told(before: str, after: str, expected: str) -> None:
    if after == ",51,0,":  # the share of nothing is left to the checks of a tracker file
        text = "".join(sdmx_csv(rows_of(A))).replace(before, after, 1)
        assert own(text)["indicators"]["a"]["actual"]["2024"]["of"] == 0
        return
    assert expected in _sdmx(before, after)


def test_a_cell_beyond_the_columns_of_sdmx_is_told() -> None:
    text = "".join(sdmx_csv(rows_of(A)))
    assert told(f"{text}{',' * 60}x\r\n\r\n")[-1].startswith("x.csv:11: found a cell beyond")


def test_rows_that_contradict_each_other_make_no_document() -> None:
    row = FigureRow("actual", "a", None, "2024", value=1)
    with pytest.raises(RowError, match="not among the indicators"):
        document_of(Records((), (), (row,)))


@pytest.mark.parametrize("text", ["", "[1]", "a[", 'a."x', "a..b", "a b", '"\\x"', "a[x]"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(PathError):
        path_parts(text)


def test_a_path_comes_back_whatever_its_keys_are() -> None:
    parts = ("columns", "a b.c", 'quote"', "", "đ", 3, "x", 0)
    assert path_parts(path_text(parts)) == parts


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "'x", "", "\r=", "＝1"]
)
def test_what_a_spreadsheet_would_run_becomes_text_and_comes_back(text: str) -> None:
    assert text_cell(text) == f"'{text}"
    assert cell_text(text_cell(text)) == text


def test_a_negative_number_is_no_formula() -> None:
    text = "".join(
        long_csv(
            rows_of({"indicators": {"a": {"name": "A", "actual": {"2024": Decimal("-5.0")}}}}),
            Manner(";", ","),
        )
    )
    assert ";-5,0;" in text
