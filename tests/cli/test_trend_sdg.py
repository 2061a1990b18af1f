"""`kpitrack trend --measure sdg` as a stranger types it."""

import csv
import io
import json
from pathlib import Path

import pytest

from kpitrack.__main__ import main
from tests.conftest import ROOT

CANADA = str(ROOT / "data" / "examples" / "canada-sdg.toml")
SDG = ("trend", "--measure", "sdg", "-f", CANADA, "--as-of", "2026-01-01")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*SDG, *arguments]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


# Ratios, scores and categories as Statistics Canada published them; see the example's notes.
@pytest.mark.parametrize(
    ("name", "ratio", "score", "category"),
    [
        ("poverty", 95.259, 2.52, "substantial_progress"),
        ("asset-resilience", None, 1.74, "moderate_progress"),
        ("gini", None, 0.17, "moderate_progress"),
        ("clean-fuels", None, 5.0, "target_achieved"),
        ("zero-emission-vehicles", 124.962, 4.64, "substantial_progress"),
        ("wild-species", None, -2.14, "limited_progress"),
    ],
)
def test_the_examples_figures_are_the_published_ones(
    name: str,
    ratio: float | None,
    score: float,
    category: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    content = json.loads(printed(capsys, name, "--base", "2015", "-O", "json"))
    (row,) = content["rows"]
    assert content["base"] == "2015"
    assert row["ratio"] == (None if ratio is None else pytest.approx(ratio, abs=0.0005))
    assert row["score"] == pytest.approx(score, abs=0.005)
    assert row["category"] == category


def test_the_waste_is_published_from_its_own_base(capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = json.loads(printed(capsys, "waste", "-O", "json"))["rows"]
    assert (row["base_period"], row["category"]) == ("2014", "limited_progress")
    assert row["ratio"] == pytest.approx(12.8304, abs=0.00005)
    assert row["score"] == pytest.approx(-1.9654, abs=0.00005)


def test_csv_has_a_line_for_each_series(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "-O", "csv", "*-*"))))
    ids = [row["id"] for row in rows]
    assert ids == [
        "asset-resilience", "health-spending", "clean-fuels",
        "zero-emission-vehicles", "wild-species",
    ]  # fmt: skip
    assert {row["growth_model"] for row in rows} == {"compound", "linear"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--base", "2015-Q1"), 'base: found "2015-Q1", expected a year such as 2015'),
        (("--base", "then"), 'base: found "then", expected a period'),
        (("--every", "year"), 'every: found "year", expected no --every with --measure sdg'),
        (("--from", "2015"), 'from: found "2015", expected no --from with --measure sdg'),
        (("--to", "2020"), 'to: found "2020", expected no --to with --measure sdg'),
        (("--target", "plan"), 'target: found "plan"'),
        (("povert",), 'indicator: found "povert"'),
        (("--measure", "xmr", "--base", "2015"), "expected no --base with --measure xmr"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_would(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*SDG, *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert told in shown.err


def test_without_the_option_a_trend_tells_signal_from_noise(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["trend", "-f", CANADA, "-O", "json", "gini"]) == 0
    assert json.loads(capsys.readouterr().out)["view"] == "trend"


def test_names_do_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.toml"
    file.write_text(
        "[indicators.a]\n"
        'name = "=cmd() <b>|x|</b> \\u001b[31m"\n'
        'unit = "[red]%[/red]"\n'
        'direction = "increase"\n'
        'target."t-1".2030 = 0\n'
        "actual.2020 = 1\nactual.2023 = -2\n",
        encoding="utf-8",
    )
    for form, harmless in (
        ("table", "[red]%[/red]"),
        ("markdown", "\\|x\\|"),
        ("html", "&lt;b&gt;|x|&lt;/b&gt;"),
        ("csv", "'=cmd()"),
    ):
        assert main(["trend", "--measure", "sdg", "-f", str(file), "-O", form]) == 0
        shown = capsys.readouterr().out
        assert harmless in shown
        assert "\x1b" not in shown or form == "csv"
