"""Periods of SDMX, tables of statistical offices, parts and wholes of trackers, wide tables."""

from decimal import Decimal
from typing import Any

import pytest
import tomli

from kpitrack.model.period import PeriodError, parse_period
from kpitrack.sources.decode import decode_tracker
from kpitrack.sources.exchange.exporting import ExportFormat, Style, exported
from kpitrack.sources.exchange.foreign import read_foreign
from kpitrack.sources.exchange.own import read_own
from kpitrack.sources.exchange.part import part_of
from kpitrack.sources.exchange.periods import period_of, sdmx_period
from kpitrack.sources.exchange.records import rows_of
from kpitrack.sources.exchange.toml import toml_text
from kpitrack.sources.exchange.whole import whole_document
from kpitrack.sources.exchange.wide import wide_csv
from tests.conftest import ROOT
from tests.sources.exchange.trackers import PERIODS


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [  # SDMX 3.0, Technical Notes, 4.2: Gregorian and reporting periods, and time ranges
        ("2024", "2024"), ("2024-H1", "2024-S1"), ("2024-Q3", "2024-Q3"), ("2024-09", "2024-09"),
        ("2024-W37", "2024-W37"), ("2024-09-30", "2024-09-30"), ("2021..2025", "2021-01-01/P5Y"),
        ("2024-01..2024-09", "2024-01-01/P9M"), ("2024-01-15..2024-03-20", "2024-01-15/P66D"),
        ("2024-W10..2024-W12", "2024-03-04/P21D"),
    ],
)  # fmt: skip
def test_a_period_is_written_as_sdmx_has_it(ours: str, theirs: str) -> None:
    assert sdmx_period(parse_period(ours)) == theirs
    assert period_of(theirs) == parse_period(ours)


@pytest.mark.parametrize("text", PERIODS)
def test_a_period_comes_back_with_its_days_and_its_kind(text: str) -> None:
    period = parse_period(text)
    back = period_of(sdmx_period(period))
    assert (back, back.kind) == (period, period.kind)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("2024-A1", "2024"), ("2024-M09", "2024-09"), ("2024-D060", "2024-02-29"), ("2024-T2", "2024-05..2024-08"),
        ("2024-01-01T00:00:00/P1Y", "2024..2024"), ("2023-07-01/P1Y", "2023-07..2024-06"),
        ("2024-03-15/P1M", "2024-03-15..2024-04-14"), ("2024-01-01/P1M10D", "2024-01-01..2024-02-10"),
    ],
)  # fmt: skip
def test_other_spellings_of_sdmx_are_read(theirs: str, ours: str) -> None:
    assert period_of(theirs).text == ours


@pytest.mark.parametrize("text", ["2024-D366", "2023-D366", "2024-T4", "2024-02-30/P1Y", "2024-01-31/P1M", "9999-12-31/P9D", "2024-01-01/P0D", "2024-13", "x"])  # fmt: skip
def test_what_names_no_days_is_no_period(text: str) -> None:
    if text == "2024-D366":  # a leap year has it
        assert period_of(text).text == "2024-12-31"
        return
    with pytest.raises(PeriodError):
        period_of(text)


OFFICE = """\
STRUCTURE;STRUCTURE_ID;ACTION;FREQ: Frequency;REF_AREA: Area;TIME_PERIOD: Time;OBS_VALUE;OBS_STATUS;UNIT_MULT;UNIT_MEASURE;NOTE
dataflow;OFF:POP(1.0);I;A: Annual;VN: Viet Nam;2024-S1;1.5;E: Estimated value;3: Thousands;PERSONS;=x
dataflow;OFF:POP(1.0);I;A: Annual;VN: Viet Nam;2024-M09;2E2;B;;PERSONS
dataflow;OFF:POP(1.0);I;A: Annual;VN: Viet Nam;2024;NaN;M;;PERSONS;
dataflow;OFF:POP(1.0);D;A: Annual;VN: Viet Nam;2024;1;A;;PERSONS;
dataflow;OFF:POP(1.0);I;A: Annual;VN: Viet Nam;2024-13;1;A;;PERSONS;
dataflow;OFF:POP(1.0);I;A: Annual;VN: Viet Nam;2024;1,5;A;;PERSONS;
dataflow;OFF:POP(1.0);I;A: Annual;VN: Viet Nam;2024;.5;Z;x;PERSONS;
dataflow;OFF:POP(1.0);I;A: Annual;VN: Viet Nam;2024;.5;;;PERSONS;
;;;;;;;;;;
"""


def test_the_table_of_a_statistical_office_is_put_into_kpitracks_terms() -> None:
    found = read_foreign("pop.csv", OFFICE)
    assert found is not None
    head, *rows = found.grid.rows
    assert head == (
        "FREQ",
        "REF_AREA",
        "TIME_PERIOD",
        "OBS_VALUE",
        "OBS_STATUS",
        "UNIT_MEASURE",
        "NOTE",
    )
    assert rows[0] == (
        "A: Annual",
        "VN: Viet Nam",
        "2024-H1",
        Decimal(1500),
        "estimated",
        "PERSONS",
        "=x",
    )
    assert rows[1][2:5] == ("2024-09", Decimal(200), "final")
    assert rows[2][2:5] == ("2024", None, None)
    assert rows[7][2:5] == ("2024", Decimal("0.5"), None)
    assert [row for row in rows if not any(row)] == [(None,) * 7] * 5
    assert [str(one).split(", expected")[0] for one in found.refused] == [
        'pop.csv:5: ACTION: found "D"',
        'pop.csv:6: TIME_PERIOD: found "2024-13"',
        'pop.csv:7: OBS_VALUE: found "1,5"',
        'pop.csv:8: UNIT_MULT: found "x"',
    ]


def test_the_first_version_of_sdmx_csv_is_read_and_other_tables_are_not() -> None:
    first = read_foreign(
        "x", "DATAFLOW,GEO,TIME_PERIOD,OBS_VALUE\r\nESTAT:X(1.0),VN,2024,5.0\r\n"
    )
    assert first is not None
    assert first.grid.rows == (
        ("GEO", "TIME_PERIOD", "OBS_VALUE"),
        ("VN", "2024", Decimal("5.0")),
    )
    assert read_foreign("x", "id,2024\r\na,1\r\n") is None
    assert (
        read_foreign(
            "x", "STRUCTURE,STRUCTURE_ID,OBS_VALUE\r\ndataflow,KPITRACK:TRACKER(1.0.0),1\r\n"
        )
        is None
    )


def _document(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=Decimal)


def test_files_of_a_folder_mean_in_one_what_they_meant_apart() -> None:
    first = _document('tracker.title = "A"\nthresholds.near = 99\ngroups.g.thresholds.part = 70\n'
                      'indicators.a = { name = "A", group = "g" }\n[[checks]]\nname = "x"\nrequire = "y"')  # fmt: skip
    second = _document('tracker = { title = "B", locale = "vi" }\ngroups.g.name = "G"\ngroups.h.name = "H"\n'
                       'indicators.b = { name = "B", thresholds = { near = 90 } }\nindicators.c.name = "C"\n'
                       '[[checks]]\nname = "z"\nrequire = "y"')  # fmt: skip
    apart = decode_tracker({"1": first, "2": second})
    whole = decode_tracker({"w": whole_document({"1": first, "2": second})})
    assert whole.indicators == apart.indicators
    assert (whole.title, whole.locale, list(whole.groups.items())) == (
        "A",
        "vi",
        list(apart.groups.items()),
    )
    assert [one.name for one in whole.rules] == ["x", "z"]


def test_thresholds_that_all_files_share_stay_where_they_are() -> None:
    one = _document('thresholds.near = 99\nindicators.a.name = "A"')
    two = _document('thresholds.near = 99\nindicators.b.name = "B"')
    assert whole_document({"1": one, "2": two})["thresholds"] == {"near": 99}
    bare = _document('indicators.b.name = "B"')
    assert "thresholds" not in whole_document(
        {"1": bare, "2": _document('indicators.c.name = "C"')}
    )


MADE = _document("""
tracker.target = "province"
[indicators.all]
name = "All met"
met_of = "*"
[indicators.some]
name = "Some met"
met_of = ["x", "a"]
[indicators.a]
name = "A"
target.province.2024 = 1
[indicators.b]
name = "B"
group = "x"
sum = ["c"]
[indicators.c]
name = "C"
actual.2024 = 1
target.council.2024 = 1
[[checks]]
name = "r"
require = "completion >= 100"
""")


@pytest.mark.parametrize(
    ("wanted", "kept", "remarks"),
    [
        ({"c"}, ["c"], ("left out: 1 rules, which speak of the whole", "left out: target = province, which no exported indicator has")),
        ({"a"}, ["a"], ("left out: 1 rules, which speak of the whole",)),
        ({"some"}, ["some", "a", "b", "c"], ("exported too, as others need them: a, b, c", "left out: 1 rules, which speak of the whole")),
        ({"all", "a"}, ["all", "a"], ("left out: 1 rules, which speak of the whole", "all now counts only the indicators that are exported")),
        ({"all", "some"}, ["all", "some", "a", "b", "c"], ()),
    ],
)  # fmt: skip
def test_a_part_is_a_whole_tracker_and_says_what_it_is_without(
    wanted: set[str], kept: list[str], remarks: tuple[str, ...]
) -> None:
    part = part_of(MADE, wanted)
    assert (list(part.document["indicators"]), part.remarks) == (kept, remarks)


def test_members_of_members_come_along_once_and_without_rules_none_are_missed() -> None:
    without = {key: one for key, one in MADE.items() if key != "checks"}
    part = part_of({**without, "tracker": {}}, {"b", "c"})
    assert (list(part.document["indicators"]), part.remarks) == (["b", "c"], ())


def test_the_wide_table_has_the_newest_figures_and_says_what_it_lacks() -> None:
    document = _document("""
[groups.g]
name = "G"
[indicators.a]
name = "=A"
unit = "%"
direction = "maintain"
target.2024 = { min = 90, max = 110.5, each = "month" }
actual.2024 = [{ value = 1.0, date = 2024-01-01 }, { count = 1, of = 3, qualifier = "over", status = "estimated", date = 2024-02-01 }]
actual.2023 = { text = "hundreds", stated = { completion = { p = 1 } }, by = { sex = { w = 1 } } }
actual.2022 = { value = 7, status = "final" }
breaks.2023 = "x"
""")
    wide = wide_csv(rows_of(document))
    assert list(wide.lines) == [
        "id,name,group,unit,figures,target_set,2022,2023,2024,marks\r\n",
        "a,'=A,,%,target,,,,90 to 110.5,2024: each month\r\n",
        'a,\'=A,,%,actual,,7,hundreds,33.333333333333,"2024: over, estimated"\r\n',
    ]
    assert wide.left_out == (
        "earlier revisions (1)", "stated completions (1)", "parts of breakdowns (1)",
        "count and of, shown in percent (1)", "date (1)", "[groups] (1)", "direction (1)", "breaks (1)",
    )  # fmt: skip


def test_toml_has_a_line_for_each_figure_and_each_revision() -> None:
    document = _document((ROOT / "data/examples/ngo-tracking.toml").read_text(encoding="utf-8"))
    assert "actual.2024 = { count = 372, of = 600, stated = { percent = 62 } }\n" in list(
        toml_text(document)
    )
    history = {
        "indicators": {
            "a": {
                "name": "A",
                "names": {},
                "tags": [],
                "actual": {"2024": [{"value": 1}, {"value": Decimal("2.0"), "by": {}}]},
            }
        }
    }
    assert "".join(toml_text(history)) == (
        '[indicators.a]\nname = "A"\ntags = []\nactual.2024 = [\n  { value = 1 },\n  { value = 2.0, by = {} },\n]\n'
    )


def test_a_figure_of_parts_alone_has_rows_for_its_parts_only() -> None:
    figure = {"by": {"sex": {"women": 1, "men": 2}}}
    rows = rows_of({"indicators": {"a": {"name": "A", "actual": {"2024": figure}}}}).figures
    assert [(one.category, one.value) for one in rows] == [("women", 1), ("men", 2)]


@pytest.mark.parametrize(
    "content",
    [
        b'"' + b"x" * 200_000 + b"\n",
        b"DATAFLOW,value\rx,1\r\n",
    ],
    ids=["a cell longer than a reader takes", "lines that end in two ways"],
)
def test_a_text_that_is_no_csv_is_none_of_ours(content: bytes) -> None:
    assert read_own("figures.csv", content) is None


def test_a_workbook_is_not_written_as_text() -> None:
    with pytest.raises(ValueError, match="no text"):
        exported({}, ExportFormat.xlsx, Style())
