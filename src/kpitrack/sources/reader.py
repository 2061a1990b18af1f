"""Reading a tracker: bytes, TOML, checks, model; all mistakes of all files together."""

import gc
import os
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from kpitrack.errors import InputError, Mistake
from kpitrack.model.tracker import Tracker
from kpitrack.sources.decode import decode_tracker
from kpitrack.sources.discovery import STANDARD_INPUT, read_bytes, tracker_files
from kpitrack.sources.stamp import digest, is_stamped, leave_stamp, stamp_folder

if TYPE_CHECKING:
    from kpitrack.sources.places import Places

LIMIT = 64 * 2**20
"""The most bytes a tracker file may have."""


class Reading(NamedTuple):
    """A tracker, and the bytes of the files it was read from, by their names as shown."""

    tracker: Tracker
    contents: Mapping[str, bytes]


class Documents(NamedTuple):
    """The files of a tracker, parsed and as bytes, by their names as shown."""

    documents: Mapping[str, Mapping[str, Any]]
    contents: Mapping[str, bytes]


def read_tracker(
    file: str | None = None,
    here: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Tracker:
    """The tracker that a file, a folder, KPITRACK_FILE or the nearest place holds.

    Raises InputError with every mistake of every file.
    """
    return read_with_contents(file, here, environment).tracker


def read_with_contents(
    file: str | None = None,
    here: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Reading:
    """As `read_tracker`, with what it takes to say on which line a key stands."""
    names = tracker_files(file, here or Path.cwd(), environment)
    contents, mistakes = _read_all(names)
    order = [_shown(one) for one in names]
    return _decoded(contents, mistakes, order, environment)


def tracker_of(
    contents: Mapping[str, bytes], environment: Mapping[str, str] = os.environ
) -> Tracker:
    """The tracker that these files hold, or would hold.

    Raises InputError with every mistake of every file.
    """
    return _decoded(contents, [], list(contents), environment).tracker


def read_documents(
    file: str | None = None,
    here: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Documents:
    """The files of a tracker as they parse, checked; raises InputError as `read_tracker`."""
    names = tracker_files(file, here or Path.cwd(), environment)
    contents, mistakes = _read_all(names)
    return _checked(contents, mistakes, [_shown(one) for one in names], environment)


def _decoded(
    contents: Mapping[str, bytes],
    mistakes: list[Mistake],
    order: Sequence[str],
    environment: Mapping[str, str],
) -> Reading:
    collecting = gc.isenabled()
    gc.disable()
    try:
        documents, _ = _checked(contents, mistakes, order, environment)
        return Reading(decode_tracker(documents), contents)
    finally:
        if collecting:
            gc.enable()


def _checked(
    contents: Mapping[str, bytes],
    mistakes: list[Mistake],
    order: Sequence[str],
    environment: Mapping[str, str],
) -> Documents:
    folder = stamp_folder(environment)
    name = digest(contents.values())
    documents, unparsed = _parse_all(contents)
    mistakes += unparsed
    if mistakes or not is_stamped(folder, name):
        mistakes += _mistakes(documents, contents)
        if mistakes:
            mistakes.sort(key=lambda one: (order.index(one.file), one.line or 0))
            raise InputError(mistakes)
        leave_stamp(folder, name)
    return Documents(documents, contents)


def _read_all(names: tuple[str, ...]) -> tuple[dict[str, bytes], list[Mistake]]:
    contents: dict[str, bytes] = {}
    mistakes: list[Mistake] = []
    for name in names:
        try:
            contents[_shown(name)] = read_bytes(name, LIMIT)
        except InputError as error:
            mistakes += error.mistakes
    return contents, mistakes


def _shown(name: str) -> str:
    return "<standard input>" if name == STANDARD_INPUT else name


def _parse_all(
    contents: Mapping[str, bytes],
) -> tuple[dict[str, dict[str, Any]], list[Mistake]]:
    documents: dict[str, dict[str, Any]] = {}
    mistakes: list[Mistake] = []
    for name, content in contents.items():
        try:
            documents[name] = parse_toml(name, content)
        except InputError as error:
            mistakes += error.mistakes
    return documents, mistakes


def parse_toml(name: str, content: bytes) -> dict[str, Any]:
    """A TOML file as it parses, numbers exact; raises InputError where it does not."""
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{content[error.start]:02x}, which is no UTF-8"
        fix = "save the file as UTF-8"
        raise InputError([Mistake("UTF-8 text", found, fix, name, line)]) from None
    try:
        return tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        raise InputError([_syntax_mistake(name, text, str(error))]) from None
    except RecursionError:
        found = "brackets nested too deeply"
        raise InputError([Mistake("a tracker file", found, file=name)]) from None
    except (ValueError, ArithmeticError):
        found = "a number or a date that cannot be read"
        raise InputError([Mistake("TOML", found, file=name)]) from None


def _syntax_mistake(name: str, text: str, told: str) -> Mistake:
    place = re.search(r" \(at line (\d+), column (\d+)\)$", told)
    what = told[: place.start()] if place else told.removesuffix(" (at end of document)")
    line = int(place.group(1)) if place else text.count("\n") + 1
    found = f"{what} (column {place.group(2)})" if place else f"{what} (at the end)"
    written = text.split("\n")[line - 1] if place else ""
    again = what.startswith("Cannot overwrite")
    fix = "the key stands above already" if again else _syntax_fix(written)
    return Mistake("TOML", found, fix, name, line)


def _syntax_fix(written: str) -> str:
    if re.search(r"=\s*[+-]?\d+([.,]\d+)*,\d", written):
        return "a number has a point for its decimals and no thousands separator"
    if re.search(r"=\s*\d+(\.\d+){2,}", written):
        return "a number has no thousands separator"
    if re.search(r"=\s*(nil|None|True|False|yes|no)\b", written):
        return "a flag is true or false"
    if re.search(r"=\s*[^\s\"'\[{\d+-]", written) and not re.search(
        r"=\s*(true|false)", written
    ):
        return "put text in quotes"
    return ""


def _mistakes(
    documents: Mapping[str, Mapping[str, Any]], contents: Mapping[str, bytes]
) -> list[Mistake]:
    from kpitrack.sources.coherence import coherence_mistakes
    from kpitrack.sources.explain import shape_mistakes
    from kpitrack.sources.places import Places, key_text

    found = [(file, one) for file, raw in documents.items() for one in shape_mistakes(raw)]
    unsound = frozenset(
        str(path[1]) for _, (path, *_rest) in found if path[:1] == ("indicators",) and path[1:]
    )
    found += coherence_mistakes(documents, unsound)
    places = Places(contents)
    mistakes = [
        Mistake(expected, what, fix, file, places.line(file, path), key_text(path))
        for file, (path, what, expected, fix) in found
    ]
    mistakes += _twice(documents, places)
    if not mistakes and not any(raw.get("indicators") for raw in documents.values()):
        mistakes += [
            Mistake("[indicators.some-id] with a name", "no indicators", file=file)
            for file in documents
        ]
    return mistakes


def _twice(documents: Mapping[str, Mapping[str, Any]], places: "Places") -> list[Mistake]:
    from kpitrack.sources.places import key_text

    first: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for file, document in documents.items():
        tables = document.get("indicators")
        for name in tables if isinstance(tables, dict) else ():
            if name in first:
                path = ("indicators", name)
                other = f"{first[name]}:{places.line(first[name], path)}"
                found = f"{name} again, it stands in {other}"
                line = places.line(file, path)
                fix = "rename one of the two"
                mistakes.append(Mistake("each id once", found, fix, file, line, key_text(path)))
            first.setdefault(name, file)
    return mistakes
