"""No text makes the audit hang: time grows with the size, whatever is in it."""

import subprocess
import sys
from pathlib import Path

import pytest

LIMIT = 60
"""Seconds for a text of 100,000 signs; a tenth of it is usual on a slow machine."""

SIZE = 100_000


@pytest.mark.parametrize(
    "piece",
    ["1", "/", "1/2 ", "(", "tăng ", "<", "<!--kpi:audit-ok x", "1.", "5% ", "1,5 ", "a", "\n", "[", "*", "`"],
)  # fmt: skip
def test_a_hostile_text_does_not_hang(piece: str, tmp_path: Path) -> None:
    file = tmp_path / "r.md"
    file.write_text(piece * (SIZE // len(piece)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kpitrack", "audit", str(file)],
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode in (0, 1)
    assert b"claim" in done.stdout


def test_one_long_line_of_prose_does_not_hang(tmp_path: Path) -> None:
    file = tmp_path / "r.md"
    sentence = "Of the 68 petitions 51 (75%) were settled, and 19 of 82 wells (23.2%) are new. "
    file.write_text(sentence * (SIZE // len(sentence)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kpitrack", "audit", str(file)],
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0
    assert b"0 do not hold" in done.stdout
