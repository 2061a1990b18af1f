"""`kpitrack import` through the front door: what goes in, what is said, what is refused."""

import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitrack.__main__ import main
from tests.conftest import ROOT

SAMPLES = ROOT / "data" / "examples" / "imports"
TRACKER = """\
[tracker]
locale = "en"  # how people read it

[indicators.budget-revenue]
name = "Total budget revenue"
names.vi = "Tổng thu ngân sách"
unit = "billion VND"
units.vi = "tỷ đồng"

[indicators.local-revenue]
name = "Thu ngân sách trên địa bàn"
unit = "tỷ đồng"

[indicators.disbursement]
name = "Public investment disbursed"
names.vi = "Giải ngân vốn đầu tư công"
unit = "billion VND"
units.vi = "tỷ đồng"
actual.2024 = { value = 404, status = "estimated" }  # from the report

[indicators.urban]
name = "Urbanisation rate"
names.vi = "Tỷ lệ đô thị hóa"
unit = "%"

[indicators.criteria]
name = "Tiêu chí đô thị loại I"

[indicators.trained]
name = "People trained"
unit = "people"
rollup = "sum"
actual.2023 = { value = 9, by = { sex = { women = 5, men = 4 } } }

[indicators.member]
name = "Member"
direction = "milestone"

[indicators.both]
name = "Both revenues"
unit = "billion VND"
sum = ["budget-revenue", "disbursement"]

[indicators.plans]
name = "Plans"
target.province.2023 = 5
target.council.2023 = 6
"""
Import = Callable[..., tuple[int, str]]


@pytest.fixture
def tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "indicators.toml"
    file.write_text(TRACKER, encoding="utf-8")
    return file


@pytest.fixture
def take(tracker: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    """Imports a text or a file; the exit code and what was said."""

    def run(source: str | bytes | Path, *options: str, name: str = "f.csv") -> tuple[int, str]:
        file = tracker.parent / name
        if isinstance(source, Path):
            file = source
        else:
            file.write_bytes(source.encode() if isinstance(source, str) else source)
        code = main(["import", str(file), *options])
        return code, capsys.readouterr().err

    return run


def figures(tracker: Path, name: str) -> Any:
    return tomllib.loads(tracker.read_text(encoding="utf-8"))["indicators"][name]


def last(said: str) -> str:
    return said.rstrip().splitlines()[-1]


@pytest.mark.parametrize(
    ("sample", "ends", "name", "expected"),
    [
        ("city-semicolons.csv", "9 figures: 8 recorded, 0 revised, 1 unchanged, 0 rejected",
         "budget-revenue", {"target": {"2024": 1000}, "actual": {"2024": 1154}}),
        ("city-windows-1258.csv", "2 figures: 1 recorded, 1 revised, 0 unchanged, 0 rejected",
         "budget-revenue", {"actual": {"2024": 1154}}),
        ("city-unicode-text.txt", "5 figures: 5 recorded, 0 revised, 0 unchanged, 0 rejected",
         "budget-revenue", {"target": {"2024-Q1": 250, "2024-Q2": 250},
                            "actual": {"2024-Q1": 262.5, "2024-Q2": 1301.2}}),
        ("city-years.csv", "8 figures: 7 recorded, 0 revised, 1 unchanged, 0 rejected",
         "urban", {"target": {"2024": 70.5},
                   "actual": {"2022": 68.5, "2023": 69, "2024": 69.38}}),
    ],
)  # fmt: skip
def test_what_people_have_goes_in(
    take: Import, tracker: Path, sample: str, ends: str, name: str, expected: dict[str, Any]
) -> None:
    code, said = take(SAMPLES / sample, "--yes")

    assert (code, last(said)) == (0, ends)
    found = figures(tracker, name)
    assert {key: found[key] for key in expected} == expected
    assert "# how people read it" in tracker.read_text(encoding="utf-8")
    again = take(SAMPLES / sample, "--yes")[1]
    assert "0 recorded, 0 revised" in again


def test_the_same_number_keeps_what_the_tracker_says_beside_it(
    take: Import, tracker: Path
) -> None:
    take("indicator,period,value\ndisbursement,2024,404\n")

    assert figures(tracker, "disbursement")["actual"]["2024"] == {
        "value": 404,
        "status": "estimated",
    }


def test_rows_crossed_by_sex_and_district_make_one_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "indicators.toml"
    shutil.copy(ROOT / "data" / "examples" / "ngo-tracking.toml", file)

    assert main(["import", str(SAMPLES / "ngo-long.csv"), "--yes"]) == 0

    # 70 + 65 + 55 women, 60 + 50 + 46 men; 130, 115 and 101 in the districts
    assert figures(file, "people-trained")["actual"]["2025-Q1"] == {
        "by": {
            "sex": {"women": 190, "men": 156},
            "district": {"north": 130, "lake": 115, "hills": 101},
        }
    }


def test_a_guess_is_shown_and_not_taken_in_a_pipe(take: Import, tracker: Path) -> None:
    code, said = take("Chỉ tiêu,2024,Xếp hạng\nTiêu chí đô thị loại I,42,1\n")

    assert code == 2
    assert "  A  Chỉ tiêu: indicator\n  B  2024: value.2024\n  C  Xếp hạng: not taken\n" in said
    assert "row 2: criteria, actual 2024 = { value = 42 }" in said
    assert "kpitrack import" in said
    assert "--map 'Chỉ tiêu=indicator,2024=value.2024'" in said
    assert tracker.read_text(encoding="utf-8") == TRACKER


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("nothing,2024,5,", "no indicator of the tracker; --new adds it"),
        ("Tổng cộng,2024,5,", "a total of rows is no indicator"),
        (",,5,", "no indicator is named"),
        ("criteria,someday,5,", 'the period "someday"'),
        ("criteria,,5,", "no period is named"),
        ("criteria,2024,five,", "no figure"),
        ("criteria,2024,1.154,", "it may be 1.154 or 1154"),
        ("criteria,2024,75%,", "a percentage, but criteria is without a unit"),
        ("budget-revenue,2024,75%,", 'a percentage, but budget-revenue is in "billion VND"'),
        ("budget-revenue,2024,5,triệu đồng", 'budget-revenue is in "billion VND"'),
        ("member,2024,5,", "a milestone is yes or no"),
        ("both,2024,5,", "is worked out from others"),
        ("criteria,2024,1234567890123456789012345678901,", "more than 30 digits"),
    ],
)
def test_a_row_that_gives_no_figure_is_named_and_nothing_is_recorded(
    take: Import, tracker: Path, row: str, told: str
) -> None:
    code, said = take(f"indicator,period,value,unit\nurban,2024,70,\n{row}\n")

    assert code == 2
    assert "row 3: " in said
    assert told in said
    assert tracker.read_text(encoding="utf-8") == TRACKER


def test_the_rest_is_recorded_when_that_is_asked_for(take: Import, tracker: Path) -> None:
    table = "indicator,period,value\nurban,2024,70\nnothing,2024,5\n"

    code, said = take(table, "--skip-rejected")

    assert (code, last(said)) == (
        0,
        "2 figures: 1 recorded, 0 revised, 0 unchanged, 1 rejected",
    )
    assert 'row 3: indicator "nothing": no indicator' in said
    assert figures(tracker, "urban")["actual"] == {"2024": 70}


def test_rows_that_contradict_each_other_are_all_rejected(take: Import) -> None:
    table = "indicator,period,value\nurban,2024,70\nurban,2024,71\nurban,2023,1\nurban,2023,1\n"

    code, said = take(table, "--skip-rejected")

    assert 'row 2: C, value "70": row 3 says another figure for urban actual 2024' in said
    assert 'row 3: C, value "71": row 2 says another figure for urban actual 2024' in said
    assert last(said).endswith("1 recorded, 0 revised, 0 unchanged, 1 repeated, 2 rejected")
    assert code == 0


def test_another_figure_is_a_revision_or_replaces(take: Import, tracker: Path) -> None:
    table = "indicator,period,value\ndisbursement,2024,410\n"

    assert last(take(table, "--dry-run")[1]).startswith("1 figures: 0 recorded, 1 revised")
    assert tracker.read_text(encoding="utf-8") == TRACKER
    take(table)
    assert [one["value"] for one in figures(tracker, "disbursement")["actual"]["2024"]] == [
        404,
        410,
    ]
    assert "1 replaced" in last(take(table.replace("410", "411"), "--replace")[1])
    assert figures(tracker, "disbursement")["actual"]["2024"][-1]["value"] == 411


@pytest.mark.parametrize(
    ("table", "options", "name", "expected"),
    [
        ("A;B\ncriteria;59\n", ("--map", "A=indicator,B=value", "--period", "2024", "--as", "target"),
         "criteria", {"target": {"2024": 59}}),
        ("A,B\nplans,7\n", ("--map", "A=indicator,B=target.2024", "--target", "council"),
         "plans", {"target": {"province": {"2023": 5}, "council": {"2023": 6, "2024": 7}}}),
        ("A,Y,M,B\nurban,2024,9,70\n", ("--map", "A=indicator,Y=year,M=month,B=value"),
         "urban", {"actual": {"2024-09": 70}}),
        ("A,M,B\nURBAN,T9/2024,70\n", ("--map", "A=indicator,M=month,B=value"),
         "urban", {"actual": {"2024-09": 70}}),
        ("A,Y,Q,B\nurban,2024,Quý II,70\n", ("--map", "A=indicator,Y=year,Q=quarter,B=value"),
         "urban", {"actual": {"2024-Q2": 70}}),
        ("A,N,D\nurban,51,68\n", ("--map", "A=indicator,N=count,D=of", "--period", "2024"),
         "urban", {"actual": {"2024": {"count": 51, "of": 68}}}),
        ("A,B\nurban,75%\n", ("--map", "A=indicator,B=actual.2024 estimated"),
         "urban", {"actual": {"2024": {"value": 75, "status": "estimated"}}}),
        ("A,B\nmember,Đạt\n", ("--map", "A=indicator,B=value", "--period", "2024"),
         "member", {"actual": {"2024": True}}),
        ("A,B,S,N,Q\nurban,70,Sơ bộ,so far,trên\n",
         ("--map", "A=indicator,B=value,S=status,N=note,Q=qualifier", "--period", "2024"),
         "urban", {"actual": {"2024": {"value": 70, "status": "provisional", "note": "so far",
                                       "qualifier": "over"}}}),
        ("A,G,B\ntrained,Nữ,6\ntrained,Nam,5\ntrained,Tổng,11\n",
         ("--map", "A=indicator,G=by.sex,B=value", "--period", "2024"),
         "trained", {"actual": {"2023": {"value": 9, "by": {"sex": {"women": 5, "men": 4}}},
                                "2024": {"value": 11, "by": {"sex": {"women": 6, "men": 5}}}}}),
        ("code,kind,period,value\nurban,Kế hoạch,2024,70\n",
         ("--map", "code=indicator,kind=kind,period=period,value=value"),
         "urban", {"target": {"2024": 70}}),
    ],
)  # fmt: skip
def test_a_mapping_says_what_the_columns_are(
    take: Import,
    tracker: Path,
    table: str,
    options: tuple[str, ...],
    name: str,
    expected: dict[str, Any],
) -> None:
    code, said = take(table, *options)

    assert code == 0, said
    found = figures(tracker, name)
    assert {key: found[key] for key in expected} == expected


def test_a_mapping_is_kept_in_the_tracker_and_used_by_its_name(
    take: Import, tracker: Path
) -> None:
    table = "A;B\nK1;1.154\n"
    file = tracker.parent / "m.toml"
    file.write_text(
        'decimal = ","\ncolumns = { A = "indicator", B = "value.2024" }\n'
        'indicators = { K1 = "criteria" }\n'
    )

    assert take(table, "--map", "m.toml", "--keep", "city")[0] == 0
    assert tomllib.loads(tracker.read_text(encoding="utf-8"))["imports"]["city"] == {
        "decimal": ",",
        "columns": {"A": "indicator", "B": "value.2024"},
        "indicators": {"K1": "criteria"},
    }
    assert "1 unchanged" in last(take(table, "--map", "city", "--keep", "city")[1])
    code, said = take(table, "--map", "m.toml", "--keep", "city", "--decimal", ".")
    assert (code, "a name that is free" in said) == (2, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--map", "A=nonsense"), "what a column holds"),
        (("--map", "A=indicator,C=value"), 'no "C" in row 1'),
        (("--map", "A=indicator"), "a column of figures"),
        (("--map", "B=value.2024"), "a column that is the indicator"),
        (("--map", "A=indicator,B=value"), "a column that is the period"),
        (("--map", "A=indicator,B=count,"), "Heading=role"),
        (("--map", "A=indicator,B=count"), "count and of together"),
        (("--map", "A=indicator,A=value"), "each column once"),
        (("--map", "A=value.2024,B=value.2024"), "each role once"),
        (("--map", "nowhere"), "a kept mapping"),
        (("--map", "A=indicator,B=value.2024 soon"), "an observation status"),
        (("--map", "A=indicator,B=value.9999999"), "a period"),
        (("--map", "X=indicator,Y=value.2024"), "the headings X, Y"),
        (("--decimal", "x"), ". or ,"),
        (("--period", "x"), "a period is written"),
        (("--as", "x"), "actual or target"),
    ],
)
def test_a_mapping_that_cannot_be_is_told(
    take: Import, options: tuple[str, ...], told: str
) -> None:
    code, said = take("A,B\ncriteria,5\n", *options)

    assert (code, told in said) == (2, True), said


def test_new_indicators_are_added_when_that_is_asked_for(take: Import, tracker: Path) -> None:
    table = "name,unit,group,2024\n1. Hộ nghèo,hộ,Xã hội,63\nHộ nghèo,hộ,Xã hội,63\nTỷ lệ,,Xã hội,75%\n"

    code, said = take(table, "--new", "--yes")

    assert (code, last(said)) == (
        0,
        "3 figures: 2 recorded, 0 revised, 0 unchanged, 1 repeated, 0 rejected",
    )
    assert figures(tracker, "ho-ngheo")["unit"] == "hộ"
    assert figures(tracker, "ty-le") == {
        "name": "Tỷ lệ",
        "group": "xa-hoi",
        "unit": "%",
        "actual": {"2024": 75},
    }


def test_a_part_of_one_among_percentages_is_warned_of(take: Import) -> None:
    _, said = take("indicator,period,value\nurban,2023,75\nurban,2024,0.76\n")

    assert "warning: urban 2024: 0.76 % stands beside 75 %; is 76 % meant?" in said


def test_json_records_are_rows(take: Import, tracker: Path) -> None:
    rows = [{"indicator": "urban", "period": "2024", "value": 69.38}]

    assert take(json.dumps({"data": rows}), name="f.json")[0] == 0
    assert figures(tracker, "urban")["actual"] == {"2024": 69.38}
    for wrong in ('{"view": "status"}', "[", '{"a": 1}'):
        assert take(wrong, name="f.json")[0] == 2


@pytest.mark.parametrize("ending", ["csv", "json", "toml", "sdmx.csv"])
def test_an_export_imported_where_nothing_is_makes_the_same_tracker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    from kpitrack.sources.reader import read_tracker

    source = str(ROOT / "data" / "examples" / "ngo-tracking.toml")
    file = str(tmp_path / f"out.{ending}")
    monkeypatch.chdir(tmp_path)
    form = ("-O", "sdmx-csv") if ending == "sdmx.csv" else ()
    assert main(["export", "-f", source, "-o", file, *form]) == 0

    assert main(["import", file, "--dry-run"]) == 0
    assert main(["import", file]) == 0

    made, known = read_tracker("data/indicators.toml"), read_tracker(source)
    assert made._replace(origins={}, rules=()) == known._replace(origins={}, rules=())


def test_an_export_is_merged_into_the_tracker_there(take: Import, tracker: Path) -> None:
    own = """
[groups.new]
name = "New"

[indicators.disbursement]
name = "Public investment disbursed"
actual.2024 = [{ value = 404, date = 2024-12-01 }, { value = 405, date = 2025-01-01 }]
actual.2025 = 500

[indicators.plans]
name = "Plans"
target.province.2023 = 5

[indicators.other]
name = "Other"
group = "new"
"""
    code, said = take(own, name="own.toml")

    assert (code, last(said)) == (
        0,
        "3 figures: 1 recorded, 1 revised, 1 unchanged; 1 indicators added",
    )
    assert figures(tracker, "other") == {"name": "Other", "group": "new"}
    assert "1 replaced" in take(own.replace("405", "406"), "--replace", name="own.toml")[1]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        # a breakdown needs a total: of an indicator whose figures add up, or written
        ("criteria,2024,women,,5\n", "parts without a total"),
        ("criteria,2024,women,,5\ncriteria,2024,,,9\n", None),
        ("trained,2024,women,north,5\ntrained,2024,men,lake,4\n", "there is no row for women, lake"),
        ("criteria,2024,women,north,5\ncriteria,2024,,,9\n", "by sex and district at once"),
        ("trained,2024,women,,5\ntrained,2024,women,,6\ntrained,2024,men,,4\n", "another part of the same figure"),
        ("trained,2024,others,,5\n", None),
    ],
)  # fmt: skip
def test_breakdowns_that_make_no_total_are_rejected(
    take: Import, rows: str, told: str | None
) -> None:
    mapping = "i=indicator,p=period,s=by.sex,d=by.district,v=value"

    code, said = take(f"i,p,s,d,v\n{rows}", "--map", mapping)

    assert (code, told or "") == (2 if told else 0, told or ""), said
    assert (told or "recorded") in said


def test_shares_crossed_by_two_dimensions_add_counts_and_wholes(
    take: Import, tracker: Path
) -> None:
    table = "i,s,d,n,o\n" + "".join(
        f"urban,{sex},{place},{n},{of}\n"
        for sex, place, n, of in (("a", "x", 1, 2), ("a", "y", 2, 4), ("b", "x", 3, 6), ("b", "y", 4, 8))
    )  # fmt: skip

    take(table, "--period", "2024", "--map", "i=indicator,s=by.sex,d=by.place,n=count,o=of")

    assert figures(tracker, "urban")["actual"]["2024"]["by"] == {
        "sex": {"a": {"count": 3, "of": 6}, "b": {"count": 7, "of": 14}},
        "place": {"x": {"count": 4, "of": 8}, "y": {"count": 6, "of": 12}},
    }


def test_parts_join_the_figure_that_is_there(take: Import, tracker: Path) -> None:
    table = "i,p,s,v\ndisbursement,2024,women,200\ndisbursement,2024,men,204\n"

    assert take(table, "--map", "i=indicator,p=period,s=by.sex,v=value", "--replace")[0] == 0
    assert figures(tracker, "disbursement")["actual"]["2024"] == {
        "value": 404,
        "status": "estimated",
        "by": {"sex": {"women": 200, "men": 204}},
    }


@pytest.mark.parametrize(
    ("table", "options", "told"),
    [
        ("i,v\nplans,5\n", ("--map", "i=indicator,v=target.2024"), "--target names one of province, council"),
        ("i,v\ncriteria,5\n", ("--map", "i=indicator,v=target.2024", "--target", "council"), None),
        ("i,n,o\nurban,5,\n", ("--map", "i=indicator,n=count,o=of", "--period", "2024"), "both count and of"),
        ("i,n,o\nurban,,5\n", ("--map", "i=indicator,n=count,o=of", "--period", "2024"), "both count and of"),
        ("i,n,o\nurban,5,0\n", ("--map", "i=indicator,n=count,o=of", "--period", "2024"), "of must be above 0"),
        ("i,n,o\nurban,5%,9\n", ("--map", "i=indicator,n=count,o=of", "--period", "2024"), "not percentages"),
        ("i,k,v\nurban,perhaps,5\n", ("--map", "i=indicator,k=kind,v=value", "--period", "2024"), "expected actual, target or baseline"),
        ("i,k,v\nurban,maybe,5\n", ("--map", "i=indicator,k=status,v=value", "--period", "2024"), "no status that is known"),
        ("i,k,v\nurban,soon,5\n", ("--map", "i=indicator,k=date,v=value", "--period", "2024"), "soon"),
        ("i,k,v\nurban,31/12/2024,5\n", ("--map", "i=indicator,k=date,v=value", "--period", "2024"), None),
        ("i,y,m,v\nurban,2024,T,5\n", ("--map", "i=indicator,y=year,m=month,v=value"), "the period"),
        ("i,y,m,v\nurban,,x,5\n", ("--map", "i=indicator,y=year,m=month,v=value"), "the period"),
        ("i,m,v\nurban,2024-09-30,5\n", ("--map", "i=indicator,m=month,v=value"), None),
        ("i,y,w,v\nurban,2024,37,5\n", ("--map", "i=indicator,y=year,w=week,v=value"), None),
        ("i,y,n,v\nurban,2024,text,5\n", ("--map", "i=indicator,y=year,n=note,v=target"), None),
    ],
)  # fmt: skip
def test_rows_say_what_they_need(
    take: Import, table: str, options: tuple[str, ...], told: str | None
) -> None:
    code, said = take(table, *options)

    assert code == (2 if told else 0), said
    assert (told or "recorded") in said


def test_a_name_that_two_indicators_share_asks_for_the_id(take: Import, tracker: Path) -> None:
    tracker.write_text(TRACKER + '[indicators.member-2]\nname = "Member"\n', encoding="utf-8")

    assert "it may be member or member-2" in take("name,2024\nMember,yes\n", "--yes")[1]


def test_a_unit_in_parentheses_is_part_of_a_name_only_where_it_is_the_unit(
    take: Import,
) -> None:
    table = "Chỉ tiêu,2024\nTổng thu ngân sách (tỷ đồng),5\nTỷ lệ đô thị hóa (phần trăm),7\n"

    assert "2 recorded" in take(table, "--yes")[1]
    wrong = "Chỉ tiêu,2024\nTổng thu ngân sách (triệu đồng),5\n"
    assert "no indicator of the tracker" in take(wrong, "--yes")[1]


def test_a_group_name_on_its_first_row_reaches_down_and_a_gap_does_not(
    take: Import, tracker: Path
) -> None:
    table = "indicator,period,value\nurban,2022,1\n,2023,2\n\n,2024,3\ncriteria,,\n,2024,x\n,2023,4\n"

    _, said = take(table, "--skip-rejected")

    assert "row 5: indicator: no indicator is named" in said
    assert figures(tracker, "urban")["actual"] == {"2022": 1, "2023": 2}
    assert figures(tracker, "criteria")["actual"] == {"2023": 4}


def workbook(file: Path, **sheets: list[list[Any]]) -> Path:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(file))
    percent = book.add_format({"num_format": "0%"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write(y, x, cell, percent if isinstance(cell, float) else None)
    book.close()
    return file


def test_a_workbook_is_read_from_the_sheet_that_has_a_table(
    take: Import, tracker: Path, tmp_path: Path
) -> None:
    table = [
        ["Chỉ tiêu", "Năm 2024", None],
        [None, "Kế hoạch", "Thực hiện"],
        ["Tỷ lệ đô thị hóa", 0.75, 0.74],
    ]
    file = workbook(tmp_path / "b.xlsx", Notes=[["words"]], Figures=table)

    assert take(file, "--yes")[0] == 0
    assert figures(tracker, "urban")["target"] == {"2024": 75}
    assert figures(tracker, "urban")["actual"] == {"2024": 74}
    two = workbook(tmp_path / "c.xlsx", One=table, Two=table)
    assert "name one of One, Two with --sheet" in take(two, "--yes")[1]
    assert take(two, "--yes", "--sheet", "two")[0] == 0
    assert "one of One, Two" in take(two, "--yes", "--sheet", "three")[1]


def test_a_mapping_table_with_a_slip_is_told(take: Import, tracker: Path) -> None:
    for text in ("colums = {}", "columns = 3", "columns = {", 'indicators = { K = "no" }\ncolumns = { A = "indicator", B = "value.2024" }'):  # fmt: skip
        (tracker.parent / "m.toml").write_text(text)
        assert take("A,B\nK,5\n", "--map", "m.toml")[0] == 2
    broken = TRACKER + '[imports.city]\ncolumns = { A = "nothing" }\n'
    tracker.write_text(broken, encoding="utf-8")
    assert "what a column holds" in take("A,B\nK,5\n")[1]
    broken = TRACKER + '[imports.city.indicators]\nK = "urbn"\n'
    tracker.write_text(broken, encoding="utf-8")
    assert "did you mean urban?" in take("A,B\nK,5\n")[1]


def test_headings_with_commas_are_quoted_in_a_mapping(take: Import, tracker: Path) -> None:
    table = '"Name, of it",2024\nTiêu chí đô thị loại I,5\n'

    assert take(table, "--map", '"Name, of it"=indicator,2024=actual.2024')[0] == 0
    assert figures(tracker, "criteria")["actual"] == {"2024": 5}


def test_a_table_without_headings_is_told(take: Import) -> None:
    assert "say which heading is what with --map" in take("a,b\n1,2\n")[1]


def test_an_interrupted_import_leaves_the_file_as_it_was(
    take: Import, tracker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stopped)

    code, said = take("indicator,period,value\nurban,2024,70\n")

    assert (code, "Traceback" in said) == (130, False)
    assert tracker.read_text(encoding="utf-8") == TRACKER
    assert [one.name for one in tracker.parent.iterdir() if one.name.startswith(".")] in ([], [".indicators.toml.lock"])  # fmt: skip


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    import io
    import sys

    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Keyboard(answer))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2)])
def test_a_terminal_is_asked_whether_the_columns_are_right(
    take: Import, tracker: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    on_a_terminal(monkeypatch, answer)

    found, said = take("Chỉ tiêu,2024\nTiêu chí đô thị loại I,42\n")

    assert (found, "Are the columns right?" in said) == (code, True)
    assert (tracker.read_text(encoding="utf-8") == TRACKER) == (code == 2)


def test_long_reading_is_told_on_a_terminal_alone(
    take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "indicator,period,value\n" + "urban,2024,5\n" * 5001

    assert "reading row" not in take(table, "--dry-run")[1]
    on_a_terminal(monkeypatch, "")
    assert "\r\x1b[Kreading row 5,000 of 5,001\r" in take(table, "--dry-run")[1]


@pytest.mark.parametrize(
    ("table", "options", "told"),
    [
        (b"indicator,2024\ncriteria,5\nS\xe3o,\n", ("--yes",), "the encoding was taken for Windows-1252"),
        (b"indicator;2024\ncriteria;1,5\nurban;2,5", ("--yes",), "the delimiter was taken for a semicolon"),
        (b"indicator,Year,Date,Status,Baseline,2024\ncriteria,2024,2025-01-01,On track,3,5\n", ("--yes",), "Status: not taken"),
        (b"indicator,place,value,period\ntrained,x,5,2024\n", ("--yes",), "not taken"),
        (b"indicator,sex,value,period\ntrained,women,5,2024\ntrained,men,4,2024\n", ("--yes",), "sex: by.sex"),
        (b"indicator,value\ncriteria,5\n", ("--yes",), "name the period of all figures with --period"),
        (b"Chi tieu,Gia tri\ncriteria,5\n", ("--yes",), "A  Chi tieu: indicator"),
        (b"id,name,2024\ncriteria,Other words,5\n", ("--yes",), "B  name: name"),
    ],
)  # fmt: skip
def test_what_was_taken_for_what_is_said(
    take: Import, table: bytes, options: tuple[str, ...], told: str
) -> None:
    assert told in take(table, *options)[1]


def test_a_title_counts_columns_or_says_nothing(take: Import, tracker: Path) -> None:
    table = "i,v,w\nA,1,2\n\ncriteria,5,\n"

    assert take(table, "--map", "i=indicator,v=value.2024,w=value.2023")[0] == 0
    assert figures(tracker, "criteria")["actual"] == {"2024": 5}


def test_json_lists_in_cells_are_text(take: Import) -> None:
    rows = [{"indicator": "urban", "period": "2024", "value": [1]}]

    assert "no figure" in take(json.dumps(rows), name="f.json")[1]


def test_a_flag_is_no_number(take: Import) -> None:
    rows = [{"indicator": "urban", "period": "2024", "value": True}]

    assert "no figure" in take(json.dumps(rows), name="f.json")[1]


def test_new_indicators_stand_in_the_groups_that_are_there(take: Import, tracker: Path) -> None:
    tracker.write_text(
        TRACKER.rstrip() + '\n[groups.social]\nname = "Xã hội"', encoding="utf-8"
    )
    table = "name,unit,group,2024\nMember!,phần trăm,Xã hội,63\nMember?,%,social,64%\n!!!,,,\n"

    assert take(table, "--new", "--yes")[0] == 0
    assert figures(tracker, "member-2")["group"] == "social"
    assert figures(tracker, "member-3")["unit"] == "%"
    assert "a name that an id can be made of" in take("name,2024\n!!!,5\n", "--new", "--yes")[1]
    assert take("name,2024\nOnly a name,5\n", "--new", "--yes")[0] == 0
    assert figures(tracker, "only-a-name") == {"name": "Only a name", "actual": {"2024": 5}}
    assert 'in "hộ"' in take("name,unit,2024\nNew one,hộ,5%\n", "--new", "--yes")[1]


def test_target_sets_are_those_of_the_tracker(take: Import, tracker: Path) -> None:
    text = TRACKER.replace('locale = "en"', 'locale = "en"\ntarget = "council"')
    text += '[indicators.one]\nname = "One"\ntarget.only.2023 = 1\n'
    text += '[indicators.plain]\nname = "Plain"\ntarget.2023 = 1\n'
    tracker.write_text(text, encoding="utf-8")
    mapping = ("--map", "i=indicator,v=target.2024")

    assert take("i,v\nplans,7\none,8\n", *mapping)[0] == 0
    assert figures(tracker, "plans")["target"]["council"] == {"2023": 6, "2024": 7}
    assert figures(tracker, "one")["target"]["only"] == {"2023": 1, "2024": 8}
    said = take("i,v\nplain,7\n", *mapping, "--target", "council")[1]
    assert "the targets of plain have no sets" in said
    repeated = take("i,v,w\nplain,7,8\n", "--map", "i=indicator,v=target.2024,w=actual.2024")
    assert "2 recorded" in repeated[1]


def test_text_of_stray_quotation_marks_is_told(take: Import) -> None:
    assert "quotation marks" in take('a;b\n"x"y;1\n', "--yes")[1]


def test_an_own_export_needs_a_folder_that_can_be_made(take: Import, tracker: Path) -> None:
    own = '[indicators.a]\nname = "A"\n'
    (tracker.parent / "plain").write_text("")

    code, said = take(own, "-f", "plain/data/t.toml", name="own.toml")

    assert (code, "expected a folder" in said) == (2, True)


def test_a_cell_without_an_end_is_told(take: Import) -> None:
    assert "no sign that parts columns" in take('"' + "x," * 70000, "--yes")[1]


def test_a_heading_with_a_comma_is_quoted_in_the_mapping_that_is_printed(take: Import) -> None:
    said = take('"Chỉ tiêu",2024,"Kế hoạch 2024,"\nTiêu chí đô thị loại I,42,59\n')[1]

    assert '"Kế hoạch 2024,"=target.2024' in said


def test_another_layout_of_rows_of_one_figure_is_rejected(take: Import) -> None:
    table = "i,s,d,a,v\ntrained,women,north,,5\ntrained,men,,old,4\n"
    mapping = "i=indicator,s=by.sex,d=by.district,a=by.age,v=value"

    said = take(table, "--period", "2024", "--map", mapping)[1]

    assert "broken down in different ways" in said


def test_parts_of_a_target_join_the_target_that_is_there(take: Import, tracker: Path) -> None:
    table = "i,s,v\nplans,a,2\nplans,b,3\n"
    mapping = "i=indicator,s=by.sort,v=target.2023"

    assert take(table, "--map", mapping, "--target", "province", "--replace")[0] == 0
    assert figures(tracker, "plans")["target"]["province"]["2023"] == {
        "value": 5,
        "by": {"sort": {"a": 2, "b": 3}},
    }
    more = table.replace("a,2", "a,1").replace("b,3", "b,4")
    assert take(more, "--map", mapping, "--target", "province", "--replace")[0] == 0
    assert figures(tracker, "plans")["target"]["province"]["2023"]["by"] == {
        "sort": {"a": 1, "b": 4}
    }


def test_a_day_of_a_workbook_stands_for_its_month_in_a_column_of_months(
    take: Import, tracker: Path, tmp_path: Path
) -> None:
    import datetime as dt

    import xlsxwriter

    file = tmp_path / "d.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("S")
    for x, text in enumerate(("indicator", "month", "value")):
        sheet.write(0, x, text)
    sheet.write(1, 0, "urban")
    sheet.write_datetime(1, 1, dt.date(2024, 9, 1), book.add_format({"num_format": "mm/yyyy"}))
    sheet.write(1, 2, 69.5)
    sheet.write(2, 0, "member")
    sheet.write_datetime(2, 1, dt.date(2024, 9, 1), book.add_format({"num_format": "mm/yyyy"}))
    sheet.write_boolean(2, 2, True)
    book.close()

    assert take(file)[0] == 0
    assert figures(tracker, "urban")["actual"] == {"2024-09": 69.5}
    assert figures(tracker, "member")["actual"] == {"2024-09": True}


def test_a_kind_of_workbook_that_hides_percentages_is_asked_about() -> None:
    from decimal import Decimal

    from kpitrack.sources.exchange.grid import Grid
    from kpitrack.sources.exchange.importing import plan_import, understand
    from kpitrack.sources.exchange.mapping import Mapping
    from kpitrack.sources.exchange.opening import Opened
    from kpitrack.sources.reader import tracker_of

    tracker = tracker_of({"t.toml": TRACKER.encode()})
    rows = (("indicator", "period", "value"), ("urban", "2024", Decimal("0.75")), ("urban", "2023", Decimal(7)))  # fmt: skip
    opened = Opened((Grid("S", rows, percentages_known=False),), "a workbook")

    plan = plan_import(understand(opened, "f.xls", tracker, Mapping()), tracker)

    assert [str(one) for one in plan.rejects] == [
        'row 2: C, value "0.75": it may be 0.75 % or 75 %; save the workbook as .xlsx, which tells'
    ]


def test_a_code_of_the_mapping_comes_before_every_name(take: Import, tracker: Path) -> None:
    (tracker.parent / "m.toml").write_text('indicators = { Member = "urban" }\n')

    assert take("indicator,period,value\nMember,2024,5\n", "--map", "m.toml")[0] == 0
    assert figures(tracker, "urban")["actual"] == {"2024": 5}
