"""The status sheet: what a recalculating spreadsheet shows is what `kpitrack status` prints."""

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from kpitrack.cli.workbook import workbook_bytes
from kpitrack.model.tracker import Tracker
from kpitrack.render.cells import actual_cell, completion_cell, status_cell
from kpitrack.render.sheet import Manner
from kpitrack.render.workbook.formulas import (
    Places,
    actual_formula,
    completion_formula,
    target_formula,
    variance_formula,
    variance_percent_formula,
)
from kpitrack.render.workbook.typed import is_typable, number_format
from kpitrack.sources.exchange.excel import read_grids
from kpitrack.sources.reader import read_tracker
from kpitrack.views.question import ALL_SETS, Question, default_period
from kpitrack.views.status import StatusRow, StatusView, status_view
from tests.conftest import ROOT, Make

EXAMPLES = [ROOT / "data/indicators.toml", *sorted((ROOT / "data/examples").glob("*.toml"))]
DAY = dt.date(2026, 1, 1)

DIRECTIONS = """
[tracker]
title = "<r>All directions</r>"
period = 2024
[groups.g]
name = "=Group"
[indicators.more]
name = "=More"
group = "g"
direction = "increase"
target.2024 = 80
actual.2024 = { value = 77, qualifier = "over", status = "estimated" }
[indicators.almost]
name = "Almost"
direction = "increase"
decimals = 0
target.2024 = 10000
actual.2024 = 9996
[indicators.zero]
name = "Of nothing"
direction = "increase"
target.2024 = 0
actual.2024 = 5
[indicators.less]
name = "Less"
direction = "decrease"
unit = "%"
target.2024 = 4.5
actual.2024 = 4.8
[indicators.none]
name = "None"
direction = "decrease"
target.2024 = 0
actual.2024 = 0
[indicators.band]
name = "Band"
direction = "maintain"
target.2024 = { min = 90, max = 110 }
actual.2024 = 121
[indicators.under-band]
name = "Under the band"
direction = "maintain"
target.2024 = { min = 90, max = 110 }
actual.2024 = 45
[indicators.point]
name = "One point"
direction = "maintain"
target.2024 = 100
actual.2024 = 99.5
[indicators.negative-band]
name = "Below zero"
direction = "maintain"
target.2024 = { min = -2, max = 2 }
actual.2024 = -3
[indicators.reached]
name = "Reached"
direction = "milestone"
target.2024 = true
actual.2024 = true
[indicators.open]
name = "Open"
direction = "milestone"
target.2024 = true
actual.2024 = false
[indicators.distance]
name = "From the baseline"
direction = "decrease"
method = "distance"
baseline.2020 = 82
target.2024 = 60
actual.2024 = 63
[indicators.stated]
name = "Stated"
direction = "increase"
actual.2024 = { value = 1154, stated = { completion = 119.2 } }
[indicators.stated-fall]
name = "Stated fall"
direction = "decrease"
actual.2024 = { value = 63, stated = { completion = 95.5 } }
[indicators.only-stated]
name = "Only stated"
direction = "increase"
actual.2024 = { stated = { completion = 153.6 } }
[indicators.words]
name = "Words"
actual.2024 = { text = "hundreds" }
[indicators.share]
name = "Share"
unit = "%"
direction = "increase"
target.2024 = 90
actual.2024 = { count = 51, of = 68 }
[indicators.total]
name = "Total"
sum = ["almost", "zero"]
[indicators.rate]
name = "Rate"
unit = "%"
ratio = ["zero", "almost"]
[indicators.plain-rate]
name = "Plain rate"
ratio = ["almost", "zero"]
[indicators.huge]
name = "Huge"
direction = "increase"
target.2024 = 12345678901234567890
actual.2024 = 12345678901234567891
[indicators.huge-share]
name = "Huge share"
unit = "%"
actual.2024 = { count = 1234567890123456789, of = 2469135780246913578 }
[indicators.huge-band]
name = "Huge band"
direction = "maintain"
target.2024 = { min = 12345678901234567890, max = 22345678901234567891 }
actual.2024 = 1
[indicators.huge-gap]
name = "Huge gap"
direction = "increase"
target.2024 = 0.001
actual.2024 = 123456789012345
[indicators.far]
name = "Far"
direction = "increase"
target.2024 = 0.00000001
actual.2024 = 123456789
[indicators.later]
name = "Later"
direction = "increase"
target.2025 = 70.5
actual.2024 = 69
[indicators.nothing]
name = "Nothing"
direction = "increase"
target.2024 = 3
[indicators.counted]
name = "Counted"
met_of = "g"
"""


def view_of(tracker: Tracker, target: str | None = None, locale: str = "en") -> StatusView:
    question = Question(DAY, target_set=target)
    return status_view(tracker, default_period(tracker, DAY), question, language=locale)


def body(text: list[list[str]]) -> dict[tuple[str, str], dict[str, str]]:
    """The rows of the sheet by id and target set, each by its headings."""
    head = next(place for place, row in enumerate(text) if "Id" in row)
    names = text[head]
    found = [dict(zip(names, row, strict=False)) for row in text[head + 1 :]]
    return {(one["Id"], one.get("Target set", "")): one for one in found if one.get("Id")}


def without_results(content: bytes) -> bytes:
    """The workbook with every formula but no result of one, so that it must be computed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = old.read(name)
            if name.startswith("xl/worksheets/"):
                member = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", member)
            new.writestr(name, member)
    return out.getvalue()


@pytest.fixture(scope="session")
def recalculated(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[bytes], list[list[str]]]:
    """Opens a workbook in LibreOffice, which computes it, and gives back what it shows."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc")
    folder = tmp_path_factory.mktemp("office")

    def show(content: bytes) -> list[list[str]]:
        (folder / "book.xlsx").write_bytes(without_results(content))
        (folder / "book.csv").unlink(missing_ok=True)
        subprocess.run(
            [office, f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true",
             "--outdir", str(folder), str(folder / "book.xlsx")],
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        if not (folder / "book.csv").exists():
            pytest.skip("LibreOffice has no Calc: apt-get install libreoffice-calc")
        return list(csv.reader(io.StringIO((folder / "book.csv").read_text("utf-8"))))

    return show


def plain(text: str) -> str:
    return "" if text == "–" else text


def shown_actual(row: StatusRow) -> str:
    """As the status table prints it, without what has a column of its own."""
    alone = row._replace(count=None, actual_period=row.period)
    text = actual_cell(alone._replace(of=row.of), Manner()).text
    if row.unit != "%" or not isinstance(row.actual, Decimal):
        return plain(text)
    number, _, letters = text.partition(" ") if row.qualifier is None else (text, "", "")
    return f"{number} %{' ' + letters if letters else ''}"


def check_against(view: StatusView, text: list[list[str]]) -> int:
    """Holds every row of the sheet against the view; says how many completions there were."""
    found, checked = body(text), 0
    assert len(found) == len(view.rows)
    for row in view.rows:
        cells = found[row.id, row.target_set or ""]
        assert cells["Completion"] == plain(completion_cell(row, Manner()).text), row.id
        assert cells["Status"] == plain(status_cell(row, Manner()).text), row.id
        if row.qualifier is None or row.unit != "%":
            assert cells["Actual"] == shown_actual(row), row.id
        for name, value in (("Variance", row.variance), ("Variance %", row.variance_percent)):
            digits = re.sub(r"[^0-9.-]", "", cells[name].replace("≈", ""))
            if value is not None and is_typable(value, 6):
                off = abs(Decimal(digits) - value)
                fraction = len(digits.partition(".")[2])
                assert off <= Decimal("0.5").scaleb(-fraction), (row.id, name)
        checked += row.completion is not None
    return checked


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda one: one.stem)
@pytest.mark.parametrize("target", [None, ALL_SETS])
def test_formulas_give_what_status_prints_for_every_example(
    file: Path, target: str | None, recalculated: Callable[[bytes], list[list[str]]]
) -> None:
    tracker = read_tracker(str(file))
    view = view_of(tracker, target)
    check_against(view, recalculated(workbook_bytes(view, tracker, Manner())))


def test_formulas_give_what_status_prints_in_every_direction(
    make: Make, recalculated: Callable[[bytes], list[list[str]]]
) -> None:
    tracker = make(DIRECTIONS)
    view = view_of(tracker)
    shown = recalculated(workbook_bytes(view, tracker, Manner()))
    assert check_against(view, shown) > 15


def sheet_of(tracker: Tracker, locale: str = "en") -> bytes:
    return workbook_bytes(view_of(tracker, locale=locale), tracker, Manner(locale))


def formulas(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        member = packed.read("xl/worksheets/sheet1.xml").decode()
    return re.findall(r"<f>([^<]*)</f>", member)


def notes(content: bytes) -> dict[str, str]:
    rows = read_grids(content)[0].rows
    head = next(row for row in rows if "Id" in row)
    place, name = head.index("Reasons and notes"), head.index("Id")
    return {str(row[name]): str(row[place] or "") for row in rows[4:] if row[name]}


def test_results_are_kept_in_the_file_for_viewers_that_compute_nothing(make: Make) -> None:
    tracker = make(DIRECTIONS)
    view, grid = view_of(tracker), read_grids(sheet_of(tracker))[0]
    head = next(row for row in grid.rows if "Id" in row)
    done, name = head.index("Completion"), head.index("Id")
    kept = {row[name]: row[done] for row in grid.rows[4:] if row[name]}
    for row in view.rows:
        if row.completion is not None and row.id != "huge":
            cell = kept[row.id]
            assert isinstance(cell, Decimal)
            assert abs(cell - row.completion) < Decimal("1e-12")


def test_where_there_is_no_ratio_the_cell_says_so_and_the_note_why(make: Make) -> None:
    told = notes(sheet_of(make(DIRECTIONS)))
    assert told["zero"].startswith("Completion n/a: the target is not above 0")
    assert "completion measured from the baseline" in told["distance"]
    assert "completion as its source states it" in told["stated"]
    assert told["almost"] == ""


def test_a_measure_from_the_baseline_or_stated_is_a_value_and_no_formula(make: Make) -> None:
    text = DIRECTIONS[: DIRECTIONS.index("[groups.g]")]
    start, end = (
        DIRECTIONS.index("[indicators.distance]"),
        DIRECTIONS.index("[indicators.stated]"),
    )
    assert formulas(sheet_of(make(text + DIRECTIONS[start:end]))) == [
        "D5-C5",
        'IF(C5&gt;0,(D5-C5)*100/C5,"n/a")',
    ]


def test_a_formula_that_would_give_another_figure_than_the_view_is_not_written(
    make: Make,
) -> None:
    tracker = make(
        DIRECTIONS + '[indicators.both]\nname = "Both"\nmet_of = ["almost", "zero"]\n'
    )
    rows = {row.id: row for row in view_of(tracker).rows}
    at = Places("C5", "D5", "E5", "F5", "G5", "H5", "I5")
    words, wrong = Manner().words, Decimal(7)

    def written(name: str, **other: Decimal | None) -> list[str | None]:
        row = rows[name]._replace(**other)  # type: ignore[arg-type]
        return [
            actual_formula(
                row,
                tracker.indicators[name],
                at,
                {"almost": (wrong, "E6"), "zero": (wrong, "E7")},
            ),
            target_formula(row, at),
            completion_formula(row, tracker.indicators[name], at, words),
            variance_formula(row, at),
            variance_percent_formula(row, at, words),
        ]

    changed = {"completion": wrong, "variance": wrong, "variance_percent": wrong}
    nothing = [None] * 5
    for name in (
        "almost",
        "less",
        "band",
        "negative-band",
        "distance",
        "stated",
        "stated-fall",
    ):
        found = written(name, **changed)
        assert found == nothing or found == [None, None, None, "=E5-C5", None], name
    assert written("reached", completion=wrong) == nothing
    assert written("share", actual=wrong, **changed) == nothing
    assert written("total") == written("rate") == written("plain-rate") == nothing
    assert written("both", count=None, **changed) == nothing
    assert written("band", variance=None, completion=wrong) == nothing
    assert written("stated", completion=None)[4] is None


def test_nothing_from_the_file_becomes_a_formula(make: Make) -> None:
    found = formulas(sheet_of(make(DIRECTIONS)))
    assert not [one for one in found if "More" in one or "Group" in one]
    assert read_grids(sheet_of(make(DIRECTIONS)))[0].rows[0][0] == (
        " <r>All directions</r>, status 2024"
    )


def test_the_same_view_gives_the_same_bytes(make: Make) -> None:
    tracker = make(DIRECTIONS)
    assert sheet_of(tracker) == sheet_of(tracker)


def test_vietnamese_words_stand_in_the_headings(make: Make) -> None:
    rows = read_grids(sheet_of(make(DIRECTIONS), "vi"))[0].rows
    assert "Hoàn thành" in rows[3]


def test_an_empty_tracker_makes_a_sheet_of_headings(make: Make) -> None:
    tracker = make("[tracker]\nperiod = 2024\n[indicators.a]\nname = 'A'\n")
    tracker = tracker._replace(indicators={})
    assert "Completion" in read_grids(sheet_of(tracker))[0].rows[3]


@pytest.mark.parametrize(
    ("value", "digits", "words", "code"),
    [
        ("1154.5", 1, {}, "#,##0.0"),
        (
            "7",
            0,
            {"before": "over ", "behind": " e"},
            '"over "#,##0" e";"over "-#,##0" e";"over "#,##0" e"',
        ),
        ("7", 0, {"plus": "+"}, "+#,##0;-#,##0;#,##0"),
        ("-0.2", 0, {}, "#,##0;#,##0;#,##0"),
        ("0.2", 0, {"plus": "+"}, "#,##0"),
    ],
)
def test_a_number_format_shows_what_status_prints(
    value: str, digits: int, words: dict[str, str], code: str
) -> None:
    assert number_format(Decimal(value), digits, **words) == code


def test_a_missing_extra_names_the_command_that_installs_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(Exception, match=r"pip install 'kpitrack\[excel\]'"):
        sheet_of(make(DIRECTIONS))
