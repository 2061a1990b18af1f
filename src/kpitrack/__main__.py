"""The front door: `kpitrack` and `python -m kpitrack`."""

import gc
import os
import sys
from collections.abc import Sequence

from kpitrack.errors import InputError, ReaderLeftError

OK = 0
DOES_NOT_HOLD = 1
WRONG_INPUT = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when fine, 1 when a check did not hold, else 2.

    A fault of kpitrack's own is 2 as well: a script that reads 1 may trust that the data
    was read and a rule did not hold.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _version() if given == ["--version"] else _run(given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except (BrokenPipeError, ReaderLeftError) as left:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return left.exit_code if isinstance(left, ReaderLeftError) else OK
    return status


def command() -> int:
    """The console command: a short process frees nothing, so it need not look for garbage.

    Nor at its end, where Python would look through all that is left: frozen, it is passed over.
    """
    gc.disable()
    status = main()
    gc.freeze()
    return status


def _version() -> int:
    from kpitrack.version import __version__

    print(f"kpitrack {__version__}")
    return OK


def _run(given: list[str]) -> int:
    from kpitrack.cli.app import run

    try:
        return run(given)
    except InputError as error:
        _tell(str(error))
        return WRONG_INPUT
    except (KeyboardInterrupt, BrokenPipeError, ReaderLeftError):
        raise
    except Exception as error:
        if os.environ.get("KPITRACK_DEBUG"):
            raise
        _tell(
            f"a fault of kpitrack's own: {type(error).__name__}: {error}\n"
            "KPITRACK_DEBUG=1 shows where; please report it"
        )
        return WRONG_INPUT


def _tell(message: str) -> None:
    from kpitrack.render.printable import printable

    for line in message.splitlines():
        text = f"kpitrack: {printable(line)}\n"
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))


if __name__ == "__main__":
    sys.exit(command())
