"""What kpitrack adds to the time of the TOML parser, at 10 000 and 100 000 figures.

    python benchmarks/toml.py [rounds]

Prints a Markdown table for trackers of several shapes (indicators × figures of each, half of
them targets and half actuals) and styles:

- keys: a number under a dotted key, `actual.2024-12 = 91.5`;
- tables: a table for each figure, with its value and its observation status;
- history: a list of two revisions for each figure, so half as many periods.

Every time is processor time, which other work on the machine disturbs less than the clock:

- tomli, tomllib: the parser that kpitrack uses and the standard library's, on the text;
- reading: the file to kpitrack's model, parser included, for bytes that were seen before and
  for bytes never seen, which are checked;
- status: the whole of `kpitrack status PERIOD` in a pipe, above the same on a tracker of one
  indicator. Asked for a year, monthly figures are rolled up for every row.

Ratios are medians of each round's own ratio to tomli. Every measurement is a process of its
own, in turn, so that none finds a cache warm. Needs only kpitrack itself.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
KPITRACK = str(Path(PYTHON).parent / "kpitrack")
ENVIRONMENT = {key: one for key, one in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""Without what would compile kpitrack's modules anew in every process."""

PARSE = """
import sys, time, gc, {parser}
from decimal import Decimal
text = open(sys.argv[1], encoding="utf-8").read()
gc.disable()
start = time.process_time()
{parser}.loads(text, parse_float=Decimal)
print(time.process_time() - start)
"""

READ = """
import sys, time
from pathlib import Path
from kpitrack.sources.reader import read_tracker
nowhere = Path(sys.argv[1]).parent
read_tracker(sys.argv[2], nowhere, {"KPITRACK_CACHE": "off"})  # imports all that checks need
start = time.process_time()
read_tracker(sys.argv[1], nowhere, {"KPITRACK_CACHE": sys.argv[3]})
print(time.process_time() - start)
"""


class Shape(NamedTuple):
    """A tracker to write, and the period to ask for."""

    indicators: int
    figures: int
    style: str
    asked: str


SHAPES = (
    Shape(100, 100, "keys", "2024-12"),
    Shape(100, 100, "keys", "2024"),
    Shape(1_000, 10, "keys", "2024"),
    Shape(100, 100, "tables", "2024-12"),
    Shape(100, 100, "history", "2024-12"),
    Shape(1_000, 100, "keys", "2024-12"),
    Shape(1_000, 100, "keys", "2024"),
    Shape(10_000, 10, "keys", "2024"),
    Shape(1_000, 100, "tables", "2024-12"),
    Shape(1_000, 100, "history", "2024-12"),
)
TINY = Shape(1, 10, "keys", "2024")


def tracker(shape: Shape) -> Iterator[str]:
    """The lines of a tracker: ten groups; years where there are few figures, else months."""
    yield '[tracker]\ntitle = "Made up"\n'
    write = WRITERS[shape.style]
    for number in range(shape.indicators):
        yield f"[indicators.indicator-{number}]"
        yield f'name = "Indicator {number}"\ngroup = "group-{number % 10}"'
        yield 'unit = "billion VND"\ndirection = "increase"\nrollup = "sum"'
        for place, period in enumerate(periods(shape)):
            wanted = 100 + number % 89 + place
            got = f"{wanted * (90 + number % 23) / 100:.1f}"
            yield write(f"indicators.indicator-{number}", "target", period, str(wanted))
            yield write(f"indicators.indicator-{number}", "actual", period, got)


def periods(shape: Shape) -> list[str]:
    """As many periods up to 2024 as make the shape's figures."""
    count = shape.figures // (4 if shape.style == "history" else 2)
    if shape.figures == 10:
        return [str(year) for year in range(2025 - count, 2025)]
    months = [f"{year}-{month:02}" for year in range(2020, 2025) for month in range(1, 13)]
    return months[-count:]


def as_key(_: str, kind: str, period: str, number: str) -> str:
    """A number under a dotted key."""
    return f"{kind}.{period} = {number}"


def as_table(holder: str, kind: str, period: str, number: str) -> str:
    """A table of its own."""
    return f'[{holder}.{kind}.{period}]\nvalue = {number}\nstatus = "final"'


def as_history(_: str, kind: str, period: str, number: str) -> str:
    """An estimate, and the final figure that replaced it."""
    return (
        f"{kind}.{period} = ["
        f'{{ value = {number}, status = "estimated", date = 2025-01-10 }}, '
        f"{{ value = {number}, date = 2025-03-01 }}]"
    )


WRITERS: dict[str, Callable[[str, str, str, str], str]] = {
    "keys": as_key,
    "tables": as_table,
    "history": as_history,
}


def told(code: str, *arguments: str) -> float:
    """The seconds that a process of its own measured inside."""
    command = (PYTHON, "-c", code, *arguments)
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def spent(file: str, period: str, stamps: str) -> float:
    """The processor seconds of a whole `kpitrack status`, its output piped."""
    process = subprocess.Popen(
        (KPITRACK, "status", period, "-f", file),
        env={**ENVIRONMENT, "KPITRACK_CACHE": stamps},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.read()
    process.stdout.close()
    _, code, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    if code:
        raise subprocess.CalledProcessError(process.returncode, "kpitrack status")
    return usage.ru_utime + usage.ru_stime


def one_round(files: dict[Shape, str], tiny: str, stamps: str) -> dict[Shape, dict[str, float]]:
    """Every measurement once, in turn."""
    found: dict[Shape, dict[str, float]] = {}
    for shape, file in files.items():
        start = {where: spent(tiny, "2024", where) for where in (stamps, "off")}
        found[shape] = {
            "tomli": told(PARSE.format(parser="tomli"), file),
            "tomllib": told(PARSE.format(parser="tomllib"), file),
            "reading": told(READ, file, tiny, stamps),
            "reading, first": told(READ, file, tiny, "off"),
            "status": spent(file, shape.asked, stamps) - start[stamps],
            "status, first": spent(file, shape.asked, "off") - start["off"],
        }
    return found


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        files: dict[Shape, str] = {}
        for number, shape in enumerate((TINY, *SHAPES)):
            path = Path(folder) / f"{number}.toml"
            path.write_text("\n".join(tracker(shape)) + "\n", encoding="utf-8")
            files[shape] = str(path)
        tiny, stamps = files.pop(TINY), str(Path(folder) / "stamps")
        for file in (tiny, *files.values()):
            spent(file, "2024", stamps)  # leaves the stamp
        measured = [one_round(files, tiny, stamps) for _ in range(rounds)]
    print(
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{os.cpu_count()} cores, processor time, medians of {rounds} interleaved rounds\n"
    )
    print(
        "| figures | indicators | style | asked | tomli ms | tomllib ms | reading | first "
        "| status ms | status | first | status / tomllib |"
    )
    print("| ---: | ---: | --- | --- |" + " ---: |" * 8)
    for shape in SHAPES:
        print(line(shape, [one[shape] for one in measured]))


def line(shape: Shape, measured: Sequence[dict[str, float]]) -> str:
    """One tracker as a line of the table."""

    def milliseconds(name: str) -> str:
        return f"{statistics.median(one[name] for one in measured) * 1000:.1f}"

    def ratio(name: str, base: str = "tomli") -> str:
        return f"{statistics.median(one[name] / one[base] for one in measured):.2f}"

    cells = (
        f"{shape.indicators * shape.figures:,}",
        f"{shape.indicators:,}",
        shape.style,
        shape.asked,
        milliseconds("tomli"),
        milliseconds("tomllib"),
        ratio("reading"),
        ratio("reading, first"),
        milliseconds("status"),
        ratio("status"),
        ratio("status, first"),
        ratio("status", "tomllib"),
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
