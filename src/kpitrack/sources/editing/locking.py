"""One writer at a time.

The lock is on the folder, not on the file: a file that is replaced takes its lock with it,
and a second writer would then lock what is no longer there. The system frees the lock when
its process ends, however it ends, so no lock is ever left behind.
"""

import errno
import os
import random
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kpitrack.errors import InputError

PATIENCE = 30.0
"""Seconds to wait for another writer."""

SIDECAR = ".kpitrack.lock"
"""The file that is locked where the file system cannot lock a folder, as with some NFS."""

_BUSY = (errno.EAGAIN, errno.EACCES)


@contextmanager
def locked(folders: Iterable[Path], patience: float | None = None) -> Iterator[None]:
    """Keeps other writers of kpitrack out of the folders.

    Raises InputError where another one does not come to an end, or nothing can be locked.
    """
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    with ExitStack() as handles:
        for folder in sorted(set(folders)):
            handles.callback(os.close, _lock(folder, until))
        yield


def _lock(folder: Path, until: float) -> int:
    """An open handle that holds the lock until it is closed."""
    try:
        import fcntl
    except ImportError:
        message = "nothing was changed: this system has no locks that keep two writers apart"
        raise InputError(message=message) from None
    handle = _opened(folder, os.O_RDONLY, folder)
    on_folder = True
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _BUSY:
                _wait(handle, folder, until)
                continue
            os.close(handle)
            if not on_folder:
                raise _cannot(folder, error) from None
            handle = _opened(folder / SIDECAR, os.O_RDWR | os.O_CREAT, folder)
            on_folder = False
        else:
            return handle


def _opened(path: Path, how: int, folder: Path) -> int:
    try:
        return os.open(path, how, 0o666)
    except OSError as error:
        raise _cannot(folder, error) from None


def _wait(handle: int, folder: Path, until: float) -> None:
    if time.monotonic() > until:
        os.close(handle)
        raise InputError(
            message=f"nothing was changed: another kpitrack is writing in {folder} and does "
            "not come to an end; try again, or look for it and end it"
        )
    time.sleep(random.uniform(0.005, 0.03))


def _cannot(folder: Path, error: OSError) -> InputError:
    reason = error.strerror or "it cannot be locked"
    return InputError(message=f"nothing was changed: {folder} cannot be locked: {reason}")
