"""`kpitrack export`: the whole tracker in one file, by way of the real command."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kpitrack.sources.exchange.own import read_own
from tests.cli.test_commands import HEAVY, Run, complete, loaded
from tests.conftest import ROOT

NGO = ("-f", str(ROOT / "data/examples/ngo-tracking.toml"))


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x.toml", "x.sdmx.csv"])
def test_the_ending_chooses_the_format_and_the_file_reads_back(
    run: Run, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    done = run("export", "-o", str(file), *NGO)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    back = read_own(name, file.read_bytes())
    assert back is not None
    assert len(back["indicators"]) == 10


def test_a_folder_of_files_becomes_one(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(f'[indicators.{name}]\nname = "{name}"\n')
    done = run("export", "-f", str(tmp_path))
    assert done.stdout == '[indicators.a]\nname = "a"\n\n[indicators.b]\nname = "b"\n'


def test_a_part_says_on_stderr_what_it_is_without(run: Run) -> None:
    done = run("export", "-O", "json", "-g", "water", *NGO)
    assert list(json.loads(done.stdout)["indicators"]) == [
        "people-trained",
        "safe-water",
        "child-diarrhoea",
    ]
    assert done.stderr == "kpitrack: left out: 2 rules, which speak of the whole\n"


def test_a_mark_and_a_comma_are_written_where_asked(run: Run) -> None:
    done = run("export", "-O", "csv", "--layout", "wide", "--bom", "--decimal", ",", *NGO)
    assert done.stdout.startswith("\ufeffid;name;group;")
    assert ";38,5;" in done.stdout
    assert "has no place for it: parts of breakdowns (38)" in done.stderr
    assert run("export", "-O", "csv", "--delimiter", "tab", *NGO).stdout.startswith(
        "record\tid\t"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "x.pdf"), 'output: found ".pdf", expected a file that ends in .csv, .json, .toml, .sdmx.csv, .xlsx, or --format'),
        (("-O", "json", "--layout", "wide"), "layout: found --layout, expected no --layout with --format json"),
        (("-O", "sdmx-csv", "--decimal", ","), "decimal: found --decimal, expected no --decimal with --format sdmx-csv"),
        (("-O", "csv", "--decimal", "x"), 'decimal: found "x", expected one of . ,'),
        (("-O", "csv", "--delimiter", "x"), 'delimiter: found "x", expected one of , ; | or "tab"'),
        (("-i", "nothing"), 'indicator: found "nothing", expected the id of one indicator here'),
    ],
)  # fmt: skip
def test_what_cannot_be_exported_is_refused(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    done = run("export", *arguments, *NGO)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_the_tracker_is_never_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_text('[indicators.a]\nname = "A" # kept\n')
    done = run("export", "-f", str(file), "-o", str(file))
    assert done.returncode == 2
    assert "the tracker itself" in done.stderr
    assert "# kept" in file.read_text()


def big(path: Path, figures: int) -> Path:
    """A tracker of 12 months times many years for each of 100 indicators."""
    months = [
        f"{year}-{month:02}"
        for year in range(1900, 1900 + figures // 1200)
        for month in range(1, 13)
    ]
    text = "".join(
        f'[indicators.i{number}]\nname = "I"\n'
        + "".join(f"actual.{one} = 1.5\n" for one in months)
        for number in range(100)
    )
    path.write_text(text)
    return path


def test_an_interrupted_export_leaves_the_old_file(tmp_path: Path) -> None:
    file, out = big(tmp_path / "t.toml", 30_000), tmp_path / "out.csv"
    out.write_text("old")
    command = [sys.executable, "-m", "kpitrack", "export", "-f", str(file), "-o", str(out)]
    for delay in (0.2, 0.6, 1.0):
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as running:
            time.sleep(delay)
            running.send_signal(signal.SIGINT)
            running.communicate()
        text = out.read_text()
        assert text == "old" or text.count("\n") == 30_000 + 103
        assert sorted(one.name for one in tmp_path.iterdir()) == ["out.csv", "t.toml"]


def test_a_reader_that_leaves_is_no_fault() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m kpitrack export -O csv | head -1; echo ${{PIPESTATUS[0]}}"],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert (done.stdout.splitlines()[1], done.stderr) == ("0", "")


def test_an_export_loads_only_its_own_format() -> None:
    loaded("export")  # leaves the stamp
    exchange = {
        "toml": {"toml", "cells", "paths", "records"},
        "json": {"as_json", "cells", "paths", "records"},
        "csv": {"long", "lines", "assembly", "cells", "paths", "records", "wide", "sdmx", "periods"},
        "sdmx-csv": {"sdmx", "periods", "long", "lines", "assembly", "cells", "paths", "records"},
    }  # fmt: skip
    for form, more in exchange.items():
        modules = loaded("export", "-O", form)
        assert {one for one in modules if one.split(".")[0] in HEAVY} == set()
        own = {one for one in modules if one.startswith("kpitrack.sources.exchange.")}
        always = {"exporting", "part", "whole"}
        assert own == {f"kpitrack.sources.exchange.{one}" for one in more | always}


def test_the_shell_completes_what_to_export() -> None:
    assert complete("kpitrack export -g bud") == ["budget"]
    assert complete("kpitrack export -i petit") == ["petitions-settled"]
    assert complete("kpitrack export -O ") == ["csv", "json", "toml", "sdmx-csv", "xlsx"]


def test_a_workbook_is_written_by_its_ending_and_through_a_pipe(
    run: Run, tmp_path: Path
) -> None:
    from kpitrack.sources.exchange.excel import read_grids

    assert run("export", *NGO, "-o", str(tmp_path / "a.xlsx")).returncode == 0
    names = [one.name for one in read_grids((tmp_path / "a.xlsx").read_bytes())]
    assert names[:3] == ["Status", "About", "Tracker"]


def test_a_workbook_of_a_tracker_without_figures_shows_its_targets(
    run: Run, tmp_path: Path
) -> None:
    from kpitrack.sources.exchange.excel import read_grids

    file = tmp_path / "plan.toml"
    file.write_text('[indicators.a]\nname = "A"\n', encoding="utf-8")
    assert run("export", "-f", str(file), "-o", str(tmp_path / "a.xlsx")).returncode == 0
    assert read_grids((tmp_path / "a.xlsx").read_bytes())[0].name == "Status"


def test_a_workbook_is_not_poured_into_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from kpitrack.cli.export import _workbook
    from kpitrack.errors import InputError

    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with pytest.raises(InputError, match="found a terminal, expected a file for a workbook"):
        _workbook({}, None)


def test_no_other_export_loads_what_writes_workbooks(run: Run) -> None:
    code = (
        "import sys; from kpitrack.__main__ import main;"
        "main(['export', '-O', 'csv', '-o', '/dev/null']);"
        "print([one for one in sys.modules if 'xlsx' in one or 'calamine' in one"
        " or 'exchange.excel' in one or 'workbook' in one])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
