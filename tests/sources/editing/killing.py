"""Writers that are killed: at every step of a write, and at random moments.

Run it for the counts: `python -m tests.sources.editing.killing 400 400`. The first number is
how many writes are killed at a step, the second how many at a random moment.
"""

import builtins
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from kpitrack.cli.app import run
from kpitrack.sources.editing import file as editing
from kpitrack.sources.reader import read_tracker

STEPS = (
    "open", "close", "write", "fdopen", "fsync", "fchmod", "fchown", "replace", "unlink", "stat"
)  # fmt: skip
"""The functions of `os` that a write goes through; each is a moment to be killed at."""

START = "[indicators.a]\nname = 'A'  # kept\nactual.2000 = 0\n"


class Counts(NamedTuple):
    """How many writers were killed, how many came through, and what was found amiss."""

    killed: int
    came_through: int
    leftovers: int
    lost: int
    broken: int
    steps: int


def killed_at_steps(folder: Path, most: int) -> Counts:
    """Kills one writer before and one after each step, until a writer comes through."""

    def child(number: int) -> Callable[[], None]:
        return lambda: _kill_at(number)

    return _campaign(folder, most, child)


def killed_at_random(folder: Path, most: int, longest: float) -> Counts:
    """Kills writers from outside, each after some time up to `longest` seconds."""
    return _campaign(folder, most, None, longest)


def _kill_at(number: int) -> None:
    """From now on the process kills itself at the step of that number, from 0."""
    reached = 0

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            nonlocal reached
            if reached == number:
                os.kill(os.getpid(), signal.SIGKILL)
            reached += 1
            result = real(*given, **named)
            if reached == number:
                os.kill(os.getpid(), signal.SIGKILL)
            reached += 1
            return result

        return step

    for name in STEPS:
        setattr(os, name, watched(getattr(os, name)))
    builtins.open = watched(builtins.open)  # type: ignore[assignment]


def _campaign(
    folder: Path,
    most: int,
    kill: Callable[[int], Callable[[], None]] | None,
    longest: float = 0.0,
) -> Counts:
    file = folder / "indicators.toml"
    file.write_text(START)
    accepted: dict[str, int] = {"2000": 0}
    tally: Counter[str] = Counter()
    step = deepest = 0
    for number in range(most):
        period, value = f"{2001 + number}", number
        child = _writer(file, period, value, kill(step) if kill else None)
        if kill is None:
            time.sleep(random.uniform(0, longest))
            os.kill(child, signal.SIGKILL)
        _, ended = os.waitpid(child, 0)
        through = os.WIFEXITED(ended) and os.WEXITSTATUS(ended) == 0
        tally["through" if through else "killed"] += 1
        deepest = max(deepest, step)
        step = 0 if through else step + 1
        tally["leftover"] += any(folder.glob(".indicators.toml.*"))
        if through:
            accepted[period] = value
        tally["lost"] += not _is_one_of_the_states(file, accepted, period, value)
    broken = "# kept" not in file.read_text()
    return Counts(
        tally["killed"], tally["through"], tally["leftover"], tally["lost"], broken, deepest
    )


def _is_one_of_the_states(
    file: Path, accepted: dict[str, int], period: str, value: int
) -> bool:
    """Whether the file is sound and holds what was accepted, and perhaps the last one.

    A writer that was killed behind its rename has recorded its figure, though nobody was
    told so: from then on it has to stay.
    """
    history = read_tracker(str(file)).indicators["a"].actual
    found = {str(when): int(figures[-1].value or 0) for when, figures in history.items()}
    if found == {**accepted, period: value}:
        accepted[period] = value
    return found == accepted


def _writer(file: Path, period: str, value: int, prepare: Callable[[], None] | None) -> int:
    """A process that records one figure by the real command."""
    child = os.fork()
    if child:
        return child
    code = 3
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        if prepare is not None:
            prepare()
        code = run(["set", "a", period, str(value), "--file", str(file)])
    finally:
        os._exit(code)


def main(at_steps: int, at_random: int) -> None:
    """Print the counts of both campaigns."""
    assert editing
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        os.environ["KPITRACK_CACHE"] = "off"
        found = killed_at_steps(Path(one), at_steps)
        print(f"at every step: {found}")
        print(f"at random: {killed_at_random(Path(other), at_random, _one_write(Path(other)))}")


def _one_write(folder: Path) -> float:
    """How many seconds one write takes here."""
    file = folder / "indicators.toml"
    file.write_text(START)
    start = time.monotonic()
    os.waitpid(_writer(file, "2001", 1, None), 0)
    return 1.3 * (time.monotonic() - start)


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
