"""How long commands take from start to end, beside the bare interpreter.

    python benchmarks/startup.py [rounds]

Every round runs every command once, in turn, so that a machine that drifts slows all of
them alike. Prints a Markdown table: the median in milliseconds, and the median of each
round's ratio to `python -c pass`. Ratios can be compared across machines, milliseconds
cannot. kpitrack's modules are compiled in the first round, as an installation leaves them,
whatever PYTHONDONTWRITEBYTECODE says. Needs only the standard library beside kpitrack itself.
"""

import os
import platform
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
KPITRACK = str(Path(PYTHON).parent / "kpitrack")
NAIVE = str(ROOT / "benchmarks" / "naive.py")

Environment = dict[str, str]
Runner = Callable[[Sequence[str], Environment], None]


def piped(command: Sequence[str], environment: Environment) -> None:
    """Run a command with its output in a pipe that is read to the end."""
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)


def drawn(command: Sequence[str], environment: Environment) -> None:
    """Run a command with its output on a pseudo terminal that is read to the end."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    try:
        while os.read(ours, 65536):
            pass
    except OSError:  # Linux tells so that the other end is closed
        pass
    os.close(ours)
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, list(command))


_LEFT_OUT = ("KPITRACK_FILE", "NO_COLOR", "COLUMNS", "PYTHONDONTWRITEBYTECODE")

BARE = "`python -c pass`"

COMMANDS: tuple[tuple[str, Sequence[str], Runner, Environment], ...] = (
    (BARE, (PYTHON, "-c", "pass"), piped, {}),
    ("`python -c 'import typer'`", (PYTHON, "-c", "import typer"), piped, {}),
    ("`kpitrack --version`", (KPITRACK, "--version"), piped, {}),
    ("`kpitrack --help`", (KPITRACK, "--help"), piped, {}),
    ("`kpitrack status --help`", (KPITRACK, "status", "--help"), piped, {}),
    ("`kpitrack status`, piped", (KPITRACK, "status"), piped, {}),
    ("`kpitrack status`, json", (KPITRACK, "status", "-O", "json"), piped, {}),
    ("`kpitrack status`, csv", (KPITRACK, "status", "-O", "csv"), piped, {}),
    ("`kpitrack status`, markdown", (KPITRACK, "status", "-O", "markdown"), piped, {}),
    ("`kpitrack status`, html", (KPITRACK, "status", "-O", "html"), piped, {}),
    ("`kpitrack status --locale vi`, piped", (KPITRACK, "status", "--locale", "vi"), piped, {}),
    ("`kpitrack compare 2023 2024`, piped", (KPITRACK, "compare", "2023", "2024"), piped, {}),
    ("`kpitrack variance`, piped", (KPITRACK, "variance"), piped, {}),
    ("`kpitrack show budget-revenue`, piped", (KPITRACK, "show", "budget-revenue"), piped, {}),
    ("`kpitrack status`, drawn on a terminal", (KPITRACK, "status"), drawn, {}),
    (
        "`kpitrack status`, piped, a file never seen",
        (KPITRACK, "status"),
        piped,
        {"KPITRACK_CACHE": "off"},
    ),
    (
        "`kpitrack status`, drawn, a file never seen",
        (KPITRACK, "status"),
        drawn,
        {"KPITRACK_CACHE": "off"},
    ),
    ("the naive `status`, drawn on a terminal", (PYTHON, NAIVE, "status"), drawn, {}),
    ("the naive `--help`", (PYTHON, NAIVE, "--help"), piped, {}),
)


def measure(rounds: int, stamps: str) -> dict[str, list[float]]:
    """Seconds by command, one for each round, after a round that warms the caches."""
    base = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    base |= {"KPITRACK_CACHE": stamps, "TERM": "xterm-256color"}
    seconds: dict[str, list[float]] = {name: [] for name, *_ in COMMANDS}
    for number in range(rounds + 1):
        for name, command, run, more in COMMANDS:
            start = time.perf_counter()
            run(command, base | more)
            if number:
                seconds[name].append(time.perf_counter() - start)
    return seconds


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as stamps:
        seconds = measure(rounds, stamps)
    print(
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{os.cpu_count()} cores, medians of {rounds} interleaved rounds\n"
    )
    print("| command | ms | × bare |\n| --- | ---: | ---: |")
    for name, times in seconds.items():
        ratios = [one / bare for one, bare in zip(times, seconds[BARE], strict=True)]
        print(
            f"| {name} | {statistics.median(times) * 1000:.1f} | "
            f"{statistics.median(ratios):.1f} |"
        )


if __name__ == "__main__":
    main()
