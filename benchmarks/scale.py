"""How `status` grows with the tracker, beside what the parser alone takes.

    python benchmarks/scale.py [rounds]

For trackers of several sizes, with five years of targets and actuals each, prints a
Markdown table of medians above start-up:

- tomllib: the standard library's parser reads the file, above an interpreter that only
  imports tomllib and decimal;
- tomli: the same with the parser that kpitrack uses;
- status: the whole of `kpitrack status 2024` in a pipe, above the same on a tracker of one
  indicator; the file was seen before;
- first: the same for a file that was never seen, and so is checked.

Ratios are medians of each round's own ratio. Needs only the standard library beside
kpitrack itself.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SIZES = (20, 100, 1_000, 5_000)
YEARS = range(2020, 2025)
PYTHON = sys.executable
KPITRACK = str(Path(PYTHON).parent / "kpitrack")
PARSE = """
import sys, {parser}
from decimal import Decimal
if len(sys.argv) > 1:
    with open(sys.argv[1], "rb") as source:
        {parser}.load(source, parse_float=Decimal)
"""


def tracker(size: int) -> str:
    """A tracker with that many indicators in ten groups, figures inline."""
    lines = ["[tracker]", 'title = "Made up"', "period = 2024", ""]
    for number in range(size):
        lines += [
            f"[indicators.indicator-{number}]",
            f'name = "Indicator {number}"',
            f'group = "group-{number % 10}"',
            'unit = "billion VND"',
            f'direction = "{("increase", "decrease")[number % 2]}"',
        ]
        for year in YEARS:
            wanted = 100 + number % 89 + year - YEARS[0]
            lines.append(f"target.{year} = {wanted}")
            lines.append(f"actual.{year} = {wanted * (90 + number % 23) / 100:.1f}")
        lines.append("")
    return "\n".join(lines)


def seconds(command: Sequence[str], cache: str) -> float:
    """How long a command takes, its output piped."""
    environment = {**os.environ, "KPITRACK_CACHE": cache}
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - start


def one_round(files: dict[int, str], stamps: str) -> dict[str, float]:
    """Every command once, in turn: its seconds by name."""
    taken: dict[str, float] = {}
    for size, file in files.items():
        for parser in ("tomllib", "tomli"):
            code = PARSE.format(parser=parser)
            taken[f"{parser} 0"] = seconds((PYTHON, "-c", code), stamps)
            taken[f"{parser} {size}"] = seconds((PYTHON, "-c", code, file), stamps)
        status = (KPITRACK, "status", "2024", "-f", file)
        taken[f"status {size}"] = seconds(status, stamps)
        taken[f"first {size}"] = seconds(status, "off")
    return taken


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        files: dict[int, str] = {}
        for size in (1, *SIZES):
            path = Path(folder) / f"{size}.toml"
            path.write_text(tracker(size), encoding="utf-8")
            files[size] = str(path)
        stamps = str(Path(folder) / "stamps")
        one_round(files, stamps)
        measured = [one_round(files, stamps) for _ in range(rounds)]
    print(
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{os.cpu_count()} cores, medians of {rounds} interleaved rounds\n"
    )
    print(
        "| indicators | tomllib ms | tomli ms | status ms | status / tomllib "
        "| first ms | first / tomllib |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size in SIZES:
        print(line(size, measured))


def line(size: int, measured: Sequence[dict[str, float]]) -> str:
    """One size as a line of the table."""
    bare = {name: [one[f"{name} 0"] for one in measured] for name in ("tomllib", "tomli")}
    above = {
        name: [
            one[f"{name} {size}"] - start
            for one, start in zip(measured, bare[name], strict=True)
        ]
        for name in ("tomllib", "tomli")
    }
    for name in ("status", "first"):
        above[name] = [one[f"{name} {size}"] - one[f"{name} 1"] for one in measured]
    medians = {name: statistics.median(times) * 1000 for name, times in above.items()}
    ratios = {
        name: statistics.median(
            one / parsed for one, parsed in zip(above[name], above["tomllib"], strict=True)
        )
        for name in ("status", "first")
    }
    return (
        f"| {size:,} | {medians['tomllib']:.1f} | {medians['tomli']:.1f} "
        f"| {medians['status']:.1f} | {ratios['status']:.2f} "
        f"| {medians['first']:.1f} | {ratios['first']:.2f} |"
    )


if __name__ == "__main__":
    main()
