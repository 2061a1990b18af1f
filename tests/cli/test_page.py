"""`kpitrack page`: where it writes, what it refuses, and how it is asked."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kpitrack
from tests.cli.test_commands import complete, loaded
from tests.conftest import ROOT

if TYPE_CHECKING:
    import subprocess

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CITY = ROOT / "data" / "indicators.toml"
DAY = ("--as-of", "2026-01-01")


def test_a_page_is_written_whole_and_nothing_is_said(run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site.html"
    done = run("page", "-o", str(site), *DAY)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = site.read_text(encoding="utf-8")
    assert written.startswith("<!doctype html>")
    assert written.endswith("</html>\n")
    assert list(tmp_path.iterdir()) == [site]
    assert run("page", *DAY).stdout == written
    assert run("page", "-o", "-", *DAY).stdout == written


def test_options_choose_the_period_the_language_and_the_indicators(
    run: Run, tmp_path: Path
) -> None:
    done = run("page", "2023", "--locale", "vi", "-g", "budget", "-i", "b*", *DAY)
    assert '<html lang="vi">' in done.stdout
    assert "tình hình 2023" in done.stdout
    assert done.stdout.count("<details") == 1
    council = run("page", "--target", "council", "-g", "budget", *DAY).stdout
    assert "target set council, as of 2026-01-01" in council
    assert "115.9 %" in council


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("-o", "site.pdf"),
            'output: found ".pdf", expected a file that ends in .html or .htm',
        ),
        (("-o", "a.json"), 'output: found ".json", expected a file that ends in .html or .htm'),
        (("2024-13",), 'period: found "2024-13"'),
        (("-g", "nobody"), 'group: found "nobody"'),
        (("--target", "x"), 'target: found "x"'),
    ],
)
def test_what_cannot_be_answered_is_told_and_nothing_is_written(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = run("page", *arguments, "-f", str(CITY), cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_page_never_takes_the_place_of_its_tracker(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tracker.html"
    file.write_bytes(CITY.read_bytes())
    done = run("page", "-f", str(file), "-o", str(file))
    assert done.returncode == 2
    assert "found the tracker itself, expected another file" in done.stderr
    assert file.read_bytes() == CITY.read_bytes()


def test_a_pipe_that_knows_only_ascii_still_gets_the_page(run: Run) -> None:
    done = run("page", "-i", "budget-revenue", *DAY, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Sơn La" in done.stdout


def test_the_shell_completes_what_a_page_is_about() -> None:
    assert complete("kpitrack page 202") == ["2023", "2024"]
    assert complete("kpitrack page --group bud") == ["budget"]


def test_a_page_is_written_without_pydantic_rich_or_babel() -> None:
    loaded("status")  # leaves the stamp
    modules = loaded("page", "-i", "disb*")
    assert not {one.split(".")[0] for one in modules} & {"pydantic", "rich", "babel"}


def test_from_python_a_page_is_its_text(run: Run) -> None:
    tracking = kpitrack.load(str(CITY))
    text = tracking.page("2024", indicators=["disb*"], as_of=dt.date(2026, 1, 1))
    assert text == run("page", "2024", "-i", "disb*", *DAY).stdout
    assert '<html lang="vi">' in tracking.page(locale="vi", groups=["budget"], target="council")
