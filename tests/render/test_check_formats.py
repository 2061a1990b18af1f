"""What CI reads: JUnit XML and GitHub's annotations, with names as data."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.checks.consistency.catalogue import CHECKS
from kpitrack.checks.finding import Finding
from kpitrack.checks.view import CheckRun, CheckSummary, CheckView
from kpitrack.model.figure import Qualifier
from kpitrack.render.check import check_sheets
from kpitrack.render.github import github_text
from kpitrack.render.junit import junit_text
from kpitrack.render.sheet import Manner
from kpitrack.render.words import CHECKS_IN_VIETNAMESE
from tests.conftest import LONG_AFTER, ROOT

GOLDEN = ROOT / "tests" / "golden"


def finding(
    name: str | None = "Rule",
    *,
    held: bool = False,
    severity: str = "error",
    figure: Decimal | bool | str | None = Decimal("96.19"),
    qualifier: Qualifier | None = None,
    bound: Decimal | None = Decimal(100),
    unit: str | None = "%",
    message: str | None = "not",
    file: str | None = "t.toml",
    line: int | None = 3,
    measure: str | None = None,
    target_set: str | None = "province",
) -> Finding:
    return Finding(
        kind="rule",
        rule="completion >= 100",
        name=name,
        severity=severity,  # type: ignore[arg-type]
        indicator="a",
        indicator_name="A",
        period="2024",
        target_set=target_set,
        measure=measure or ("completion" if unit == "%" else "actual"),
        held=held,
        figure=figure,
        figure_qualifier=qualifier,
        bound=bound,
        unit=unit,
        reason=None,
        message=message,
        file=file,
        line=line,
        decimals=None,
    )


def view(*findings: Finding, title: str = "T", strict: bool = False) -> CheckView:
    failed = [one.severity for one in findings if not one.held]
    return CheckView(
        title=title,
        period="2024",
        target_set=None,
        as_of=LONG_AFTER,
        strict=strict,
        findings=findings,
        checks=(CheckRun("parts", "error", "says", 4, 0),),
        summary=CheckSummary(1, 1, 0, 1, 0, 1, 4, failed.count("error"), 0, not failed),
        notes=("a note",),
    )


def test_github_escapes_what_would_end_a_property_or_a_message() -> None:
    text = github_text(view(finding("a: 100%, b\nc\r::d", message="x: 5%\r\n::error::y, z")))
    first, last = text.splitlines()
    assert first == (
        "::error file=t.toml,line=3,title=a%3A 100%25%2C b%0Ac%0D%3A%3Ad"
        "::a 2024: x: 5%25%0D%0A::error::y, z"
    )
    assert last.startswith("::notice title=kpitrack check::does not hold; rules: 0 of 1 hold")


def test_github_is_told_no_file_that_is_none_and_no_line_that_is_unknown() -> None:
    told = [
        github_text(view(finding(file=file, line=line))).splitlines()[0]
        for file, line in (("<standard input>", 3), (None, None), ("t.toml", None))
    ]
    assert told == [
        "::error title=Rule::a 2024: not",
        "::error title=Rule::a 2024: not",
        "::error file=t.toml,title=Rule::a 2024: not",
    ]
    held = github_text(view(finding(held=True, message=None)))
    assert held.startswith("::notice title=kpitrack check::all holds;")


def test_github_is_told_of_an_error_where_a_warning_fails() -> None:
    one = finding(severity="warning")
    assert github_text(view(one)).startswith("::warning ")
    assert github_text(view(one, strict=True)).startswith("::error ")


@given(st.text(), st.text())
def test_github_gets_one_line_for_each_command_whatever_the_names(
    name: str, message: str
) -> None:
    lines = github_text(view(finding(name or "x", message=message))).split("\n")
    assert len(lines) == 3
    assert [line.split(" ")[0] for line in lines] == ["::error", "::notice", ""]
    properties = lines[0].split("::")[1].removeprefix("error ")
    assert re.fullmatch(r"file=t\.toml,line=3,title=[^,:]*", properties, re.S)


@given(st.text(), st.text(), st.text())
def test_junit_is_valid_xml_whatever_the_names(title: str, name: str, message: str) -> None:
    text = junit_text(view(finding(name or "x", message=message), title=title))
    root = ET.fromstring(text.encode("utf-8", "surrogatepass"))
    assert root.tag == "testsuites"
    (case,) = root.iter("testcase")
    assert case.find("failure") is not None


def test_junit_counts_what_the_exit_code_counts() -> None:
    found = (
        finding(),
        finding(held=True, message=None),
        finding(severity="warning", line=None),
    )
    for strict, failures in ((False, "1"), (True, "2")):
        root = ET.fromstring(junit_text(view(*found, strict=strict)))
        assert (root.get("tests"), root.get("failures")) == ("3", failures)
        cases = list(root.iter("testcase"))
        assert [one.get("name") for one in cases] == ["a 2024 province"] * 3
        assert (cases[0].get("file"), cases[0].get("line")) == ("t.toml", "3")
        assert len(list(root.iter("failure"))) == int(failures)
        assert len(list(root.iter("system-out"))) == 2 - int(failures)


def test_the_golden_junit_has_a_case_for_each_finding_of_the_json() -> None:
    findings = json.loads((GOLDEN / "faulty-check.json").read_text())["findings"]
    root = ET.fromstring((GOLDEN / "faulty-check.xml").read_text(encoding="utf-8"))
    cases = list(root.iter("testcase"))
    assert [one.get("classname") for one in cases] == [one["rule"] for one in findings]
    failed = [one for one in findings if not one["held"] and one["severity"] == "error"]
    assert int(root.get("failures") or 0) == len(failed) == len(list(root.iter("failure")))
    read = root.find(".//property[@name='future.compared']")
    assert read is not None
    assert read.get("value") == "21"


def test_csv_has_a_line_for_each_finding_and_nothing_that_a_spreadsheet_runs() -> None:
    text = (GOLDEN / "faulty-check.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    findings = json.loads((GOLDEN / "faulty-check.json").read_text())["findings"]
    assert [row["rule"] for row in rows] == [one["rule"] for one in findings]
    cells = [cell for row in rows for cell in row.values()]
    assert "'=sum(a1:a9)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_html_and_tables_show_names_as_they_are_written() -> None:
    page = (GOLDEN / "faulty-check.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "[bold]Total[/bold] &lt;script&gt;alert(1)&lt;/script&gt;" in page
    table = (GOLDEN / "faulty-check.txt").read_text(encoding="utf-8")
    assert "[bold]Total[/bold] <script>alert(1)</script>" in table
    assert "\x1b" not in table
    assert "\x07" not in table


def test_every_check_finds_something_in_the_faulty_tracker() -> None:
    checks = json.loads((GOLDEN / "faulty-check.json").read_text())["checks"]
    assert [one["name"] for one in checks if not one["findings"]] == []


@pytest.mark.parametrize(
    ("figure", "bound", "unit", "shown"),
    [
        (Decimal("96.190476"), Decimal("96.2"), "%", "96.19 %"),
        (Decimal("96.190476"), Decimal(100), "%", "96.2 %"),
        (Decimal("95.04"), Decimal(95), "%", "95.04 %"),  # not 95.0, which would hold
        (Decimal("99.96"), Decimal(90), "%", "99.96 %"),
        (Decimal(404), Decimal(404), "x", "404"),
        (Decimal("52.333333333333333"), Decimal("52.3333"), "x", "52.33333"),
        (Decimal("1e-40"), Decimal(0), "%", "0.000000000000000000000000000000 %"),
        (Decimal("5.5"), None, "x", "5.5"),
        ("nearly_met", None, None, "nearly met"),
        (True, None, None, "reached"),
        (False, None, None, "not reached"),
        (None, None, None, "–"),
    ],
)
def test_a_figure_is_shown_on_its_side_of_the_rules_number(
    figure: Decimal | bool | str | None, bound: Decimal | None, unit: str | None, shown: str
) -> None:
    one = finding(figure=figure, bound=bound, unit=unit)
    sheet = check_sheets(view(one), Manner())[0]
    place = [column.key for column in sheet.columns].index("figure")
    assert sheet.sections[0].rows[0][place].text == shown


def test_a_qualifier_stands_before_its_figure_and_the_place_without_a_line() -> None:
    one = finding(qualifier="over", unit="x", line=None)
    row = check_sheets(view(one), Manner())[0].sections[0].rows[0]
    assert [cell.text for cell in row][1:] == ["x", "over 96.19", "does not hold", "t.toml"]


@pytest.mark.parametrize(
    ("unit", "measure", "shown"),
    [
        ("%", "completion", ["A", "0.4 %"]),
        ("%", "actual", ["A", "%", "0.38"]),
        ("points", "change", ["A", "điểm %", "0,38"]),
    ],
)
def test_percentages_shares_and_their_differences_have_their_own_units(
    unit: str, measure: str, shown: list[str]
) -> None:
    one = finding(figure=Decimal("0.38"), unit=unit, measure=measure, target_set=None)
    manner = Manner("vi" if unit == "points" else "en")
    row = check_sheets(view(one), manner)[0].sections[0].rows[0]
    assert [cell.text for cell in row][: len(shown)] == shown


def test_a_row_of_another_target_set_says_which() -> None:
    sheet = check_sheets(view(finding(target_set="council")), Manner())[0]
    assert sheet.sections[0].rows[0][0].text == "A (council)"


def test_every_check_is_told_in_vietnamese_too() -> None:
    assert list(CHECKS_IN_VIETNAMESE) == [one.name for one in CHECKS]
    text = (GOLDEN / "city-check-vi.txt").read_text(encoding="utf-8")
    assert [one for one in CHECKS_IN_VIETNAMESE.values() if one not in text] == []
