"""kpitrack beside what a person would pick instead, on the same figures and question.

    python benchmarks/beside.py [--rounds 3] [--limit 3] [--most 1000000] [--python PATH]

The question is the sum of actual over the sum of target of 2024, by indicator, printed. The
figures are targets and actuals by month, in 100 to 1 million. kpitrack answers it from its
own TOML (up to 100 000 figures) and from the CSV and Parquet files that the others read, as
`[[observations]]`; the scripts under `rivals/` from the CSV. hledger is asked twice: of a
journal with one transaction a month, in which every indicator has a posting, the form that is
fastest for it; and of one with a transaction for each figure, as people record them when they
become known. Both have the same budget. Before anything is timed, all must give the same
sums: to the last digit for kpitrack, hledger and the csv module, which add exactly, and once
rounded for those that add floats.

Times are by the clock, from start to end of a process with its output piped; every round
runs everything once, in turn. Prints medians in milliseconds and, in brackets, the median of
each round's own ratio to the first kpitrack of that size. What takes longer than `--limit`
seconds at one size is run once there and skipped from the next on; what is not installed is
said to be missing. `--python` is an interpreter that has pandas, polars and DuckDB; without
one, a temporary environment is made with pip. kpitrack's modules are compiled, as an
installation leaves them, whatever PYTHONDONTWRITEBYTECODE says.
"""

import argparse
import csv
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
KPITRACK = str(Path(PYTHON).parent / "kpitrack")
RIVALS = Path(__file__).parent / "rivals"
YEAR = "2024"
MONTHS = [f"{year}-{month:02}" for year in range(2020, 2025) for month in range(1, 13)]

Sums = dict[str, tuple[Decimal, Decimal]]
"""Target and actual of 2024 by indicator."""


class Size(NamedTuple):
    """So many figures: targets and actuals of indicators, by place and by month."""

    indicators: int
    places: int
    months: int

    @property
    def figures(self) -> int:
        """How many figures in all."""
        return 2 * self.indicators * self.places * self.months


SIZES = (
    Size(4, 1, 12),  # 96 figures: a whole year of months
    Size(10, 1, 50),
    Size(100, 1, 50),
    Size(1_000, 1, 50),
    Size(1_000, 10, 50),
)
LARGEST_TOML = 100_000


class Row(NamedTuple):
    """One month of one indicator in one place."""

    indicator: str
    group: str
    place: str
    month: str
    actual: str
    target: str


def rows_of(size: Size) -> Iterator[Row]:
    """The figures, indicator by indicator."""
    for number in range(size.indicators):
        for place in range(size.places):
            for count, month in enumerate(MONTHS[-size.months :]):
                target = 100 + number % 89 + count + place
                actual = f"{target * (90 + number % 23) / 100:.1f}"
                name, group = f"indicator-{number:05}", f"group-{number % 10}"
                yield Row(name, group, f"place-{place}", month, actual, str(target))


def write_inputs(size: Size, folder: Path, python: str | None, slow: set[str]) -> None:
    """The same figures as CSV, Parquet, TOML and journals, these only for who still runs."""
    rows = list(rows_of(size))
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(rows)
    if python:
        code = (
            'import duckdb; duckdb.sql("SELECT * REPLACE (actual::DECIMAL(9, 1) AS actual, '
            "target::DECIMAL(9, 1) AS target) FROM 'figures.csv'\")"
            ".write_parquet('figures.parquet')"
        )
        subprocess.run((python, "-c", code), cwd=folder, check=True)
    for ending in ("csv", "parquet"):
        text = OBSERVATIONS.format(file=f"figures.{ending}")
        text += "".join(heads(size))
        (folder / f"observed-{ending}.toml").write_text(text, encoding="utf-8")
    if size.figures <= LARGEST_TOML:
        (folder / "figures.toml").write_text("".join(toml(rows)), encoding="utf-8")
    for file, transactions in (("month", by_month), ("figure", by_figure)):
        if HLEDGER.format(file) in slow:
            continue
        text = "".join((*budget(rows), *transactions(rows)))
        (folder / f"{file}.journal").write_text(text, encoding="utf-8")


OBSERVATIONS = """
[[observations]]
from = "{file}"
decimals = 1
[observations.columns]
period = "month"
value = "actual"
target = "target"
dimensions = {{ place = "place" }}

"""


def heads(size: Size) -> Iterator[str]:
    """The indicators of a tracker without their figures."""
    for number in range(size.indicators):
        yield head(f"indicator-{number:05}", f"group-{number % 10}")


def head(name: str, group: str) -> str:
    """An indicator of a tracker without its figures."""
    return (
        f'[indicators.{name}]\nname = "{name}"\ngroup = "{group}"\n'
        'direction = "increase"\nrollup = "sum"\n'
    )


def toml(rows: list[Row]) -> Iterator[str]:
    """A tracker with its figures."""
    last = ""
    for row in rows:
        if row.indicator != last:
            last = row.indicator
            yield head(row.indicator, row.group)
        yield f"target.{row.month} = {row.target}\nactual.{row.month} = {row.actual}\n"


def months_of(rows: list[Row]) -> dict[str, list[Row]]:
    """The figures of each month."""
    months: dict[str, list[Row]] = {}
    for row in rows:
        months.setdefault(row.month, []).append(row)
    return months


def budget(rows: list[Row]) -> Iterator[str]:
    """What is wanted, a rule of a journal for each month."""
    for month, every in months_of(rows).items():
        yield f"~ {month}-01\n"
        yield from (f"    ({row.group}:{row.indicator})  {row.target}.0\n" for row in every)
        yield "\n"


def by_month(rows: list[Row]) -> Iterator[str]:
    """What was reached, in one transaction a month."""
    for month, every in months_of(rows).items():
        yield f"{month}-01 reached\n"
        yield from (f"    ({row.group}:{row.indicator})  {row.actual}\n" for row in every)
        yield "\n"


def by_figure(rows: list[Row]) -> Iterator[str]:
    """What was reached, in a transaction for each figure."""
    for row in rows:
        yield f"{row.month}-01 reached\n    ({row.group}:{row.indicator})  {row.actual}\n\n"


class Program(NamedTuple):
    """Something that answers: its command, that for an exact answer, and how it is read."""

    name: str
    command: tuple[str, ...]
    exact: tuple[str, ...]
    kind: str


def programs(size: Size, python: str | None) -> Iterator[Program]:
    """Everything that can answer at a size, kpitrack first."""
    for name, file in (
        ("kpitrack, TOML", "figures.toml"),
        ("kpitrack, CSV", "observed-csv.toml"),
        ("kpitrack, Parquet", "observed-parquet.toml"),
    ):
        if (file == "figures.toml" and size.figures > LARGEST_TOML) or (
            "parquet" in file and python is None
        ):
            continue
        command = (KPITRACK, "status", YEAR, "-f", file)
        yield Program(name, command, (*command, "-O", "csv"), "kpitrack")
    if awk := shutil.which("mawk") or shutil.which("awk"):
        command = (awk, "-v", f"year={YEAR}", "-f", str(RIVALS / "sums.awk"), "figures.csv")
        yield Program(Path(awk).name, command, command, "lines")
    if hledger := shutil.which("hledger"):
        for file in ("month", "figure"):
            command = (hledger, "-f", f"{file}.journal", "balance", "--budget", "-p", YEAR)
            yield Program(HLEDGER.format(file), command, (*command, "-O", "csv"), "hledger")
    yield script("csv module", "sums_csv.py", PYTHON)
    if python:
        for library in LIBRARIES:
            yield script(library, f"sums_{library}.py", python)


LIBRARIES = ("duckdb", "polars", "pandas")
HLEDGER = "hledger, a transaction per {}"


def script(name: str, file: str, python: str) -> Program:
    """A script under `rivals/`."""
    command = (python, str(RIVALS / file), "figures.csv", YEAR)
    return Program(name, command, command, "lines")


def answer(program: Program, folder: Path) -> Sums:
    """The sums that a program gives."""
    done = subprocess.run(program.exact, cwd=folder, stdout=subprocess.PIPE, check=True)
    text = done.stdout.decode()
    if program.kind == "lines":
        cells = [line.split() for line in text.splitlines()]
        return {one[0]: (Decimal(one[1]), Decimal(one[2])) for one in cells}
    found: Sums = {}
    for row in csv.DictReader(io.StringIO(text)):
        name = row["id"] if program.kind == "kpitrack" else row["Account"].rpartition(":")[2]
        if name.startswith("indicator-"):
            columns = ("target", "actual") if program.kind == "kpitrack" else ("budget", YEAR)
            target, actual = (Decimal(row[one]) for one in columns)
            found[name] = (target, actual)
    return found


def expected(size: Size) -> Sums:
    """The sums, added here."""
    sums: Sums = {}
    for row in rows_of(size):
        if row.month.startswith(YEAR):
            target, actual = sums.get(row.indicator, (Decimal(0), Decimal(0)))
            sums[row.indicator] = target + Decimal(row.target), actual + Decimal(row.actual)
    return sums


def seconds(program: Program, folder: Path, stamps: str) -> float:
    """How long a program takes, its output piped."""
    environment = {**os.environ, "KPITRACK_CACHE": stamps}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(
        program.command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True
    )
    return time.perf_counter() - start


def measure(
    size: Size, folder: Path, options: argparse.Namespace, slow: set[str]
) -> Mapping[str, list[float]]:
    """Seconds of each program in each round, of a slow one once."""
    stamps = str(folder / "stamps")
    correct = expected(size)
    taken: dict[str, list[float]] = {}
    running: list[Program] = []
    for program in programs(size, options.python):
        if program.name in slow:
            continue
        if answer(program, folder) != correct:
            raise SystemExit(f"{program.name} gives other sums at {size.figures:,} figures")
        taken[program.name] = [seconds(program, folder, stamps)]
        if taken[program.name][0] > options.limit:
            slow.add(program.name)
        else:
            running.append(program)
    for program in running:
        taken[program.name] = []
    for _ in range(options.rounds):
        for program in running:
            taken[program.name].append(seconds(program, folder, stamps))
    return taken


def cell(times: list[float] | None, own: list[float]) -> str:
    """A median, and the median of each round's ratio to kpitrack."""
    if times is None:
        return "–"
    median = f"{statistics.median(times) * 1000:,.0f}"
    if len(times) < len(own):
        return f"{median} ({times[0] / statistics.median(own):.1f})"
    return f"{median} ({statistics.median(a / b for a, b in zip(times, own, strict=True)):.2f})"


def versions(python: str | None) -> str:
    """The version of everything that runs."""
    told = [first_line(KPITRACK, "--version"), first_line(PYTHON, "--version")]
    for program in ("mawk", "hledger"):
        flag = "-W" if program == "mawk" else "--version"
        arguments = (program, flag, "version") if program == "mawk" else (program, flag)
        told.append(first_line(*arguments) if shutil.which(program) else f"{program} missing")
    for name in LIBRARIES:
        code = f"import {name}; print('{name}', {name}.__version__)"
        told.append(first_line(python, "-c", code) if python else f"{name} missing")
    return ", ".join(told)


def first_line(*command: str) -> str:
    """What a program says first."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode().partition("\n")[0].strip()


def with_libraries(folder: Path) -> str | None:
    """A temporary environment's interpreter that has the libraries; None where pip fails."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    done = subprocess.run(
        (python, "-m", "pip", "install", "-q", *LIBRARIES),
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return None if done.returncode else python


def main() -> None:
    """Write, verify, measure and print."""
    parser = argparse.ArgumentParser(description="kpitrack beside other programs")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=3.0)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--python")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        options.python = options.python or with_libraries(root / "libraries")
        slow: set[str] = set()
        results: dict[int, Mapping[str, list[float]]] = {}
        for size in SIZES:
            if size.figures > options.most:
                continue
            folder = root / str(size.figures)
            folder.mkdir()
            write_inputs(size, folder, options.python, slow)
            results[size.figures] = measure(size, folder, options, slow)
            shutil.rmtree(folder)
        print(f"{versions(options.python)}; {os.cpu_count()} cores", end=", ")
        print(f"medians of {options.rounds} interleaved rounds, ms by the clock (× kpitrack)\n")
    print("| program | " + " | ".join(f"{figures:,}" for figures in results) + " |")
    print("| --- |" + " ---: |" * len(results))
    for name in dict.fromkeys(name for one in results.values() for name in one):
        cells = [cell(one.get(name), next(iter(one.values()))) for one in results.values()]
        print(f"| {name} | {' | '.join(cells)} |")
    if slow:
        told = f"took longer than {options.limit:g} s, so run once and at no larger size"
        print(f"\n{'; '.join(sorted(slow))}: {told}.")


if __name__ == "__main__":
    main()
