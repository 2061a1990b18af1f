"""What every test may use: trackers from TOML text, and the real command."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kpitrack.measures.assess import assess
from kpitrack.measures.assessment import Assessment
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.sources.reader import read_tracker

ROOT = Path(__file__).parent.parent
LONG_AFTER = dt.date(2030, 1, 1)
"""A day on which every period of these tests is over."""

Make = Callable[[str], Tracker]
Judge = Callable[..., Assessment]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def _no_traces(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test reads or writes the stamps or the settings of the person who runs it."""
    monkeypatch.setenv("KPITRACK_CACHE", str(tmp_path_factory.mktemp("stamps")))
    for name in ("KPITRACK_FILE", "KPITRACK_DEBUG", "NO_COLOR", "COLUMNS", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Reads a tracker from its text."""

    def from_text(text: str) -> Tracker:
        file = tmp_path / "indicators.toml"
        file.write_text(text, encoding="utf-8")
        return read_tracker(str(file))

    return from_text


@pytest.fixture
def judge(make: Make) -> Judge:
    """Judges the indicator `a` whose keys are given, in 2024 unless another period is said."""

    def from_keys(
        keys: str,
        period: str = "2024",
        *,
        as_of: dt.date = LONG_AFTER,
        target_set: str | None = None,
        more: str = "",
    ) -> Assessment:
        tracker = make(f'[indicators.a]\nname = "A"\n{keys}\n{more}')
        when = parse_period(period)
        return assess(tracker, tracker.indicators["a"], when, as_of, target_set)

    return from_keys


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the real command in a folder, as a script would."""

    def command(
        *arguments: str, cwd: Path = ROOT, stdin: str = "", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "kpitrack", *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="strict",
            timeout=120,
            check=False,
            env={**os.environ, "PYTHONUTF8": "1", **environment},
        )

    return command
