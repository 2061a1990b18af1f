"""Which files a tracker is read from."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from kpitrack.errors import InputError, Mistake

PLACES = ("data/indicators.toml", "indicators.toml")
"""Where a tracker is looked for, in this folder and in each one above it."""

VARIABLE = "KPITRACK_FILE"
STANDARD_INPUT = "-"


def tracker_files(
    file: str | None, here: Path, environment: Mapping[str, str]
) -> tuple[str, ...]:
    """The files to read: those named, else those of KPITRACK_FILE, else the nearest ones.

    A folder stands for all `*.toml` in it, by name. Raises InputError where there is none.
    """
    named = file or environment.get(VARIABLE)
    if named is None:
        return (_nearest(here),)
    if named == STANDARD_INPUT:
        return (named,)
    if Path(named).is_dir():
        return _in_folder(Path(named))
    return (named,)


def _in_folder(folder: Path) -> tuple[str, ...]:
    try:
        found = sorted(str(one) for one in folder.iterdir() if one.suffix == ".toml")
    except OSError as error:
        raise _cannot_read(str(folder), error) from None
    if not found:
        expected = "at least one file ending in .toml"
        raise InputError([Mistake(expected, "a folder without any", file=str(folder))])
    return tuple(found)


def _nearest(here: Path) -> str:
    for folder in (here, *here.parents):
        for place in PLACES:
            if (folder / place).is_file():
                return os.path.relpath(folder / place, here)
    raise InputError(
        message=f"no tracker found: looked for {' and '.join(PLACES)} in {here} and every "
        "folder above it; name one with --file, or start one with: kpitrack init"
    )


def read_bytes(file: str, limit: int) -> bytes:
    """A file's bytes; raises InputError for what is no plain file, unreadable or too large.

    The limit keeps a wrong file, a device or a bomb from filling the memory.
    """
    try:
        with open(0 if file == STANDARD_INPUT else file, "rb", closefd=file != "-") as source:
            kind = os.fstat(source.fileno()).st_mode
            if stat.S_ISCHR(kind) and file != STANDARD_INPUT:
                raise InputError([Mistake("a TOML file", "a device", file=file)])
            content = source.read(limit + 1)
    except OSError as error:
        raise _cannot_read(file, error) from None
    except ValueError:
        raise InputError([Mistake("the path of a file", "a zero byte in it")]) from None
    if len(content) > limit:
        found = f"more than {limit // 2**20} MB"
        fix = "split it into several files of one folder"
        raise InputError([Mistake("a tracker file", found, fix, file=file)])
    return content


def _cannot_read(file: str, error: OSError) -> InputError:
    reason = {
        FileNotFoundError: "no such file",
        IsADirectoryError: "a folder",
        PermissionError: "a file that may not be read",
    }.get(type(error), error.strerror or "something that cannot be read")
    return InputError([Mistake("a TOML file", reason, file=file)])
