"""Writing a file whole or not at all."""

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import NamedTuple

from kpitrack.errors import InputError, Mistake

_NOT_HERE = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS)
"""What a file system says that cannot sync a folder, or keeps no such attributes."""


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` in place of the file: a reader sees the old bytes or the new ones.

    Links are followed; permissions, owner and attributes are kept as far as they may be.
    Raises InputError where it cannot be written; the file is then as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            raise InputError([Mistake("a file to write to", "no plain file", file=str(path))])
        prepared = prepare(target, content)
        put(prepared)
    except OSError as error:
        raise unwritten(str(path), error) from None


class Prepared(NamedTuple):
    """New bytes that lie on the disk beside the file whose place they are to take."""

    temporary: Path
    target: Path


def prepare(target: Path, content: bytes, mark: str = "") -> Prepared:
    """Write the bytes beside the file, to the disk. Raises OSError and leaves nothing behind.

    `mark` is part of the temporary file's name.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.{mark}", dir=target.parent)
    prepared = Prepared(Path(name), target)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            _as_before(out.fileno(), target)
            os.fsync(out.fileno())
    except BaseException:
        discard(prepared)
        raise
    return prepared


def put(prepared: Prepared) -> None:
    """Let the new bytes take the file's place. Raises OSError; the file is then as it was."""
    try:
        os.replace(prepared.temporary, prepared.target)
    except BaseException:
        discard(prepared)
        raise
    _sync_folder(prepared.target.parent)


def discard(prepared: Prepared) -> None:
    """Take away what was prepared, where it still lies there."""
    with contextlib.suppress(OSError):
        os.unlink(prepared.temporary)


def unwritten(file: str, error: OSError) -> InputError:
    """What to tell where a file could not be written."""
    found = error.strerror or "it cannot be written"
    return InputError([Mistake("a file to write to", found, file=file)])


def _as_before(handle: int, target: Path) -> None:
    """Give the new file the owner, attributes and mode of the one whose place it takes."""
    if not target.exists():
        os.fchmod(handle, _usual_mode())
        return
    old = target.stat()
    with contextlib.suppress(PermissionError):
        os.fchown(handle, old.st_uid, old.st_gid)
    with contextlib.suppress(OSError, AttributeError):
        for name in os.listxattr(target):
            os.setxattr(handle, name, os.getxattr(target, name))
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the file system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_HERE:
            raise
    finally:
        os.close(handle)
