"""How the cost of `status` grows with the file, beside the parser's own time.

    python benchmarks/scale.py [ROUNDS]

Trackers of 20 to 5 000 indicators, each with five years of targets and actuals, are shown
through a pipe. The parsers are timed in processes of their own, above a process that only
imports them; `status` above a `status` of one indicator.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (20, 100, 1000, 5000)
YEARS = range(2020, 2025)


def tracker(indicators: int) -> str:
    """A tracker of that many indicators."""
    lines = ["[tracker]", "period = 2024"]
    for number in range(indicators):
        lines += [f"[indicators.ind-{number}]", f'name = "Indicator {number}"']
        lines += ['unit = "people"', 'direction = "increase"']
        for year in YEARS:
            lines.append(f"target.{year} = {100 + number}")
            lines.append(f'actual.{year} = {{ value = {95 + number}.5, status = "final" }}')
    return "\n".join(lines) + "\n"


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Seconds that a command takes with its output in a pipe."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Print the table."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {rounds} rounds\n")
    print("| indicators | figures | tomllib ms | tomli ms | status ms | / tomllib | / tomli |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KPITRACK_CACHE": folder}
        one = Path(folder) / "one.toml"
        one.write_text(tracker(1))
        for size in SIZES:
            file = Path(folder) / f"{size}.toml"
            file.write_text(tracker(size))
            print(_row(size, file, one, rounds, environment), flush=True)


def _row(size: int, file: Path, one: Path, rounds: int, environment: dict[str, str]) -> str:
    def parse(parser: str, text: str) -> list[str]:
        code = f"import {parser}, decimal; s = open({str(file)!r}).read(); {text}"
        return [sys.executable, "-c", code.format(parser=parser)]

    loads = "{parser}.loads(s, parse_float=decimal.Decimal)"
    commands = {
        "tomllib alone": parse("tomllib", "pass"),
        "tomllib": parse("tomllib", loads),
        "tomli alone": parse("tomli", "pass"),
        "tomli": parse("tomli", loads),
        "status of one": [sys.executable, "-m", "kpitrack", "status", "-f", str(one)],
        "status": [sys.executable, "-m", "kpitrack", "status", "-f", str(file)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            took = seconds(command, environment)
            if number:
                times[name].append(took)
    middle = {name: statistics.median(taken) * 1000 for name, taken in times.items()}
    standard = middle["tomllib"] - middle["tomllib alone"]
    compiled = middle["tomli"] - middle["tomli alone"]
    status = middle["status"] - middle["status of one"]
    return (
        f"| {size} | {size * len(YEARS) * 2} | {standard:.0f} | {compiled:.0f} | {status:.0f} "
        f"| {status / standard:.2f} | {status / compiled:.2f} |"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
