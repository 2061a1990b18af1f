"""A tracker's file under an edit: whole, locked, checked, and lost by nobody."""

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitrack.errors import InputError
from kpitrack.sources import writing
from kpitrack.sources.editing import file as editing
from kpitrack.sources.editing import locking
from kpitrack.sources.editing.file import edit_file, edit_tracker, planned
from kpitrack.sources.reader import read_tracker
from tests.sources.editing.killing import killed_at_random, killed_at_steps

TEXT = "[indicators.a]\nname = 'A'\nactual.2024 = 1\n"


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    file = tmp_path / "indicators.toml"
    file.write_text(TEXT)
    return file


def two(text: str) -> str:
    return text.replace("= 1", "= 2")


def refused(action: Callable[[], Any]) -> str:
    with pytest.raises(InputError) as told:
        action()
    return str(told.value)


def test_a_writer_killed_at_any_step_leaves_one_of_the_valid_states(tmp_path: Path) -> None:
    found = killed_at_steps(tmp_path, 130)

    assert (found.lost, found.broken) == (0, False)
    assert found.killed + found.came_through == 130
    assert found.came_through >= 1
    assert found.leftovers > 0
    assert found.steps > 40


def test_a_writer_killed_at_any_moment_leaves_one_of_the_valid_states(tmp_path: Path) -> None:
    found = killed_at_random(tmp_path, 40, 0.3)

    assert (found.lost, found.broken) == (0, False)
    assert found.killed + found.came_through == 40


def test_of_twenty_writers_at_once_none_loses_its_figure(tracker: Path) -> None:
    command = [sys.executable, "-m", "kpitrack", "set", "a"]
    writers = [
        subprocess.Popen(
            [*command, str(2001 + number), str(number), "--file", str(tracker)],
            stderr=subprocess.PIPE,
        )
        for number in range(20)
    ]
    told = [one.communicate()[1] for one in writers]

    assert [one.returncode for one in writers] == [0] * 20, told
    history = read_tracker(str(tracker)).indicators["a"].actual
    assert {str(when): int(figures[-1].value or 0) for when, figures in history.items()} == {
        "2024": 1,
        **{str(2001 + number): number for number in range(20)},
    }
    assert [one.name for one in tracker.parent.iterdir()] == ["indicators.toml"]


def test_mode_and_link_and_byte_order_mark_are_kept(tracker: Path) -> None:
    tracker.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    tracker.chmod(0o640)
    link = tracker.parent / "link.toml"
    link.symlink_to(tracker.name)

    edited = edit_file(str(link), two)

    assert edited.changed == (str(link),)
    assert link.is_symlink()
    assert tracker.stat().st_mode & 0o777 == 0o640
    assert tracker.read_bytes() == b"\xef\xbb\xbf" + two(TEXT).replace("\n", "\r\n").encode()


def test_a_file_that_others_change_meanwhile_is_edited_again(tracker: Path) -> None:
    seen: list[str] = []

    def edit(text: str) -> str:
        if not seen:
            tracker.write_text(text + "# saved by an editor\n")
        seen.append(text)
        return two(text)

    edit_file(str(tracker), edit)

    assert tracker.read_text() == two(TEXT) + "# saved by an editor\n"
    assert len(seen) == 2
    assert len(list(tracker.parent.iterdir())) == 1


def test_a_file_that_others_change_without_end_is_left_alone(tracker: Path) -> None:
    def edit(text: str) -> str:
        tracker.write_text(text + "#\n")
        return two(text)

    assert "another program writes the file again and again" in refused(
        lambda: edit_file(str(tracker), edit)
    )
    assert tracker.read_text() == TEXT + "#\n" * 5


def test_an_edit_that_makes_no_tracker_changes_nothing(tracker: Path) -> None:
    told = refused(lambda: edit_file(str(tracker), lambda text: text + "unti = 'x'\n"))

    assert (
        told.splitlines()
        == [
            "nothing was changed, the tracker would not be sound:",
            f'{tracker}:4: indicators.a.unti: found the unknown key "unti", expected a key of '
            "an indicator; did you mean unit?",
        ]
        or f"{tracker}:4: indicators.a.unti" in told
    )
    assert tracker.read_text() == TEXT


def test_an_edit_without_a_change_writes_nothing(tracker: Path) -> None:
    before = tracker.stat().st_ino

    assert edit_file(str(tracker), str).changed == ()
    assert tracker.stat().st_ino == before


def test_a_plan_writes_nothing(tracker: Path) -> None:
    edited = planned(str(tracker), lambda _, texts: {k: two(v) for k, v in texts.items()})

    assert edited.after.contents == {str(tracker): two(TEXT).encode()}
    assert tracker.read_text() == TEXT


def test_standard_input_is_no_file_to_edit() -> None:
    assert "standard input, in which nothing can be kept" in refused(
        lambda: edit_file("-", two)
    )


def test_a_full_disk_leaves_the_file_as_it_was(
    tracker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    told = refused(lambda: edit_file(str(tracker), two))

    assert told == f"{tracker}: found No space left on device, expected a file to write to"
    assert [one.read_text() for one in tracker.parent.iterdir()] == [TEXT]


def test_a_disk_that_is_really_too_small_leaves_the_file_as_it_was(tracker: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\n"
        "from kpitrack.__main__ import main\n"
        f"sys.exit(main(['set', 'a', '2025', '5', '-f', {str(tracker)!r}]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={
            "KPITRACK_CACHE": "off",  # nor may coverage write its data where files are cut
            **{name: one for name, one in os.environ.items() if "COVERAGE" not in name},
        },
    )

    assert (done.returncode, "File too large" in done.stderr) == (2, True)
    assert [one.read_text() for one in tracker.parent.iterdir()] == [TEXT]


@pytest.mark.parametrize(
    ("may", "mode", "found"),
    [
        (True, 0o444, "one that is write-protected"),
        (False, 0o644, "one that you may not write"),
    ],
)
def test_a_write_protected_file_is_not_replaced(
    tracker: Path, monkeypatch: pytest.MonkeyPatch, may: bool, mode: int, found: str
) -> None:
    tracker.chmod(mode)
    monkeypatch.setattr(os, "access", lambda *_: may)

    assert found in refused(lambda: edit_file(str(tracker), two))
    assert tracker.read_text() == TEXT


def test_a_folder_that_takes_no_file_is_told(
    tracker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(writing.tempfile, "mkstemp", read_only)

    assert "found Permission denied" in refused(lambda: edit_file(str(tracker), two))


def test_where_the_second_file_fails_the_first_is_as_before(
    tracker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tracker.parent / "more.toml"
    other.write_text(TEXT.replace("indicators.a", "indicators.b"))
    real = os.replace

    def fails(source: Any, target: Any) -> None:
        if Path(target) == other:
            raise OSError(errno.EIO, "Input/output error")
        real(source, target)

    monkeypatch.setattr(os, "replace", fails)

    told = refused(
        lambda: edit_tracker(
            str(tracker.parent), lambda _, texts: {k: two(v) for k, v in texts.items()}
        )
    )

    assert told.startswith(f"{other}: found Input/output error")
    assert tracker.read_text() == TEXT
    assert len(list(tracker.parent.iterdir())) == 2


@pytest.mark.parametrize(("number", "works"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_folder_that_cannot_be_synced_is_no_matter_but_a_broken_disk_is(
    tracker: Path, monkeypatch: pytest.MonkeyPatch, number: int, works: bool
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):
            raise OSError(number, "it fails")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)

    if works:
        edit_file(str(tracker), two)
    else:
        assert "it fails" in refused(lambda: edit_file(str(tracker), two))
    assert tracker.read_text() == two(TEXT)


def test_attributes_of_the_file_are_kept(
    tracker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(os, "listxattr", lambda _: ["user.kept"])
    monkeypatch.setattr(os, "getxattr", lambda *_: b"yes")
    monkeypatch.setattr(os, "setxattr", lambda _, name, value: kept.update({name: value}))

    edit_file(str(tracker), two)

    assert kept == {"user.kept": b"yes"}


def test_a_writer_waits_for_another_and_gives_up_in_the_end(
    tracker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    handle = os.open(tracker.parent, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        told = refused(lambda: edit_file(str(tracker), two))
    finally:
        os.close(handle)

    assert "another kpitrack is writing" in told
    edit_file(str(tracker), two)
    assert tracker.read_text() == two(TEXT)


def test_where_a_folder_cannot_be_locked_a_file_beside_it_is(
    tracker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fcntl.flock

    def flock(handle: int, how: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):
            raise OSError(errno.EBADF, "Bad file descriptor")
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    edit_file(str(tracker), two)

    assert tracker.read_text() == two(TEXT)
    assert (tracker.parent / locking.SIDECAR).exists()

    def never(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", never)
    assert "cannot be locked: No locks available" in refused(
        lambda: edit_file(str(tracker), str)
    )


def test_a_folder_that_cannot_be_opened_is_told(
    tracker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(locking.os, "open", closed)

    assert "cannot be locked: Permission denied" in refused(
        lambda: edit_file(str(tracker), two)
    )


def test_a_system_without_locks_is_told(tracker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)

    assert "this system has no locks" in refused(lambda: edit_file(str(tracker), two))


def test_what_killed_writers_left_is_swept_away(tracker: Path) -> None:
    left = tracker.parent / f".indicators.toml.{editing._MARK}abc"
    left.write_text("half a fi")

    edit_file(str(tracker), two)

    assert not left.exists()
