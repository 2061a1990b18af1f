"""A tracker's files edited in place: locked, checked before anything is replaced, whole."""

import codecs
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.discovery import STANDARD_INPUT, read_bytes, tracker_files
from kpitrack.sources.editing.locking import locked
from kpitrack.sources.reader import LIMIT, Reading, read_with_contents, tracker_of
from kpitrack.sources.writing import Prepared, discard, prepare, put, unwritten

_TRIES = 5
_MARK = "kpitrack-"
"""In the names of temporary files; one found under the lock was left by a killed writer."""

Texts = Mapping[str, str]
"""Texts of files by their names as shown, without a byte order mark."""

Edit = Callable[[Reading, Texts], Texts]
"""From a tracker and the texts of its files to the new texts of those that change.

It may be called again, where a file was changed by another hand meanwhile.
"""


class Edited(NamedTuple):
    """A tracker before an edit and after it; both the same where nothing changed."""

    before: Reading
    after: Reading

    @property
    def changed(self) -> tuple[str, ...]:
        """The files whose bytes differ."""
        old = self.before.contents
        return tuple(name for name, new in self.after.contents.items() if new != old[name])


def edit_file(path: str, edit: Callable[[str], str]) -> Edited:
    """Edit a tracker that is one file: from its text to its new text. See `edit_tracker`."""
    return edit_tracker(path, lambda _, texts: {name: edit(one) for name, one in texts.items()})


def edit_tracker(
    file: str | None,
    edit: Edit,
    here: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Edited:
    """Lock the tracker's files, read them, edit them, check the result and replace them.

    Each file is replaced whole or not at all. A file that another hand changed since it was
    read is read and edited again. Raises InputError with the mistakes that the tracker
    would have, or what kept it from being written; every file is then as it was.
    """
    names = _editable(file, here or Path.cwd(), environment)
    targets = {name: Path(os.path.realpath(name)) for name in names}
    with locked(one.parent for one in targets.values()):
        for one in targets.values():
            _sweep(one)
        for _ in range(_TRIES):
            edited = _planned(file, edit, here, environment)
            if not edited.changed or _replaced(edited, targets):
                return edited
    message = "nothing was changed: another program writes the file again and again"
    raise InputError(message=message)


def planned(
    file: str | None,
    edit: Edit,
    here: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Edited:
    """What `edit_tracker` would do, with nothing written."""
    _editable(file, here or Path.cwd(), environment)
    return _planned(file, edit, here, environment)


def _editable(file: str | None, here: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    names = tracker_files(file, here, environment)
    if STANDARD_INPUT in names:
        found = "standard input, in which nothing can be kept"
        raise InputError([Mistake("a tracker file or a folder", found, key="file")])
    return names


def _planned(
    file: str | None, edit: Edit, here: Path | None, environment: Mapping[str, str]
) -> Edited:
    before = read_with_contents(file, here, environment)
    texts = {name: _text(content) for name, content in before.contents.items()}
    contents = dict(before.contents)
    for name, new in edit(before, texts).items():
        if new != texts[name]:
            contents[name] = _mark(contents[name]) + new.encode()
    if contents == before.contents:
        return Edited(before, before)
    try:
        tracker = tracker_of(contents, environment)
    except InputError as error:
        message = "nothing was changed, the tracker would not be sound:"
        raise InputError(error.mistakes, message) from None
    return Edited(before, Reading(tracker, contents))


def _mark(content: bytes) -> bytes:
    return codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""


def _text(content: bytes) -> str:
    return content.removeprefix(codecs.BOM_UTF8).decode()


def _replaced(edited: Edited, targets: Mapping[str, Path]) -> bool:
    """Put the new bytes in place; False where a file is no longer as it was read."""
    ready: dict[str, Prepared] = {}
    name = ""
    try:
        for name in edited.changed:
            _check_writable(name, targets[name])
            ready[name] = prepare(targets[name], edited.after.contents[name], _MARK)
        if any(read_bytes(one, LIMIT) != old for one, old in edited.before.contents.items()):
            return False
        done: list[str] = []
        try:
            for name, one in ready.items():
                put(one)
                done.append(name)
        except BaseException:
            _put_back(edited, targets, done)
            raise
        return True
    except OSError as error:
        raise unwritten(name, error) from None
    finally:
        for one in ready.values():
            discard(one)


def _put_back(edited: Edited, targets: Mapping[str, Path], done: list[str]) -> None:
    """The files before the one that failed are as they were again."""
    for name in done:
        put(prepare(targets[name], edited.before.contents[name], _MARK))


def _check_writable(name: str, target: Path) -> None:
    """A write-protected file could be replaced all the same; its owner did not mean that."""
    if not target.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        found = "one that is write-protected"
        raise InputError([Mistake("a file to write to", found, file=name)])
    if not os.access(target, os.W_OK):
        found = "one that you may not write"
        raise InputError([Mistake("a file to write to", found, file=name)])


def _sweep(target: Path) -> None:
    """Take away what killed writers left beside the file."""
    for one in target.parent.glob(f".{_literal(target.name)}.{_MARK}*"):
        discard(Prepared(one, target))


def _literal(name: str) -> str:
    import glob

    return glob.escape(name)
