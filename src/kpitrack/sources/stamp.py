"""A stamp says that just these bytes were checked before and found sound.

It lets an unchanged tracker skip the checks, and with them the import of pydantic. A
stamp holds no figure: it is an empty file named by the digest of the files' bytes and of
the checks themselves, so whatever changes in either, the checks run again. The figures
are always read from the file.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from kpitrack.version import __version__

_CHECKS = ("shape.py", "plain.py", "coherence.py", "decode.py", "explain.py", "stamp.py")
_MOST_STAMPS = 500


def digest(contents: Iterable[bytes]) -> str:
    """A name for these bytes, in this order, under the checks as they are now."""
    total = hashlib.sha256(__version__.encode())
    here = Path(__file__).parent
    for name in _CHECKS:
        state = (here / name).stat()
        total.update(f"{name} {state.st_mtime_ns} {state.st_size}\n".encode())
    for content in contents:
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


def stamp_folder(environment: Mapping[str, str]) -> Path | None:
    """Where stamps are kept; None when KPITRACK_CACHE is `off` or there is no home."""
    chosen = environment.get("KPITRACK_CACHE")
    if chosen == "off":
        return None
    if chosen:
        return Path(chosen)
    base = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    if base:
        return Path(base) / "kpitrack"
    home = environment.get("HOME")
    return Path(home) / ".cache" / "kpitrack" if home else None


def is_stamped(folder: Path | None, name: str) -> bool:
    """Whether these bytes were found sound before."""
    try:
        return folder is not None and (folder / name).is_file()
    except OSError:
        return False


def leave_stamp(folder: Path | None, name: str) -> None:
    """Remember that these bytes are sound; a folder that cannot be written is no matter."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        old = list(folder.iterdir())
        if len(old) >= _MOST_STAMPS:
            for one in old:
                one.unlink(missing_ok=True)
        os.close(os.open(folder / name, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError:
        return
