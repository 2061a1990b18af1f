"""Writing a file whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path

from kpitrack.errors import InputError, Mistake


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` in place of the file: a reader sees the old bytes or the new ones.

    Links are followed and permissions kept. Raises InputError where it cannot be written;
    the file is then as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            raise InputError([Mistake("a file to write to", "no plain file", file=str(path))])
        _replace(target, content)
    except OSError as error:
        found = error.strerror or "it cannot be written"
        raise InputError([Mistake("a file to write to", found, file=str(path))]) from None


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fchmod(out.fileno(), _mode(target))
            os.fsync(out.fileno())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
