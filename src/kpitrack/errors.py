"""The one exception for what a person can put right, and the mistakes it carries."""

from collections.abc import Sequence
from typing import NamedTuple


class Mistake(NamedTuple):
    """What is wrong in the input: where, found and expected, and the likely fix."""

    expected: str
    found: str
    fix: str = ""
    file: str = ""
    line: int | None = None
    key: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        where = ": ".join(part for part in (place, self.key) if part)
        what = f"found {self.found}, expected {self.expected}"
        told = f"{what}; {self.fix}" if self.fix else what
        return f"{where}: {told}" if where else told


class ReaderLeftError(Exception):
    """Nobody reads the output any more, as with `kpitrack status | head`: no fault of anyone.

    It is not the BrokenPipeError it comes from because Typer makes exit code 1 of that,
    which would read as a check that did not hold. `exit_code` is that of the answer, which
    was found before anybody could leave.
    """

    exit_code = 0


class InputError(Exception):
    """The input or the usage is wrong; `mistakes` holds all that were found, in order."""

    def __init__(self, mistakes: Sequence[Mistake] = (), message: str = "") -> None:
        self.mistakes = tuple(mistakes)
        lines = [str(one) for one in self.mistakes]
        super().__init__("\n".join([message] * bool(message) + lines))
