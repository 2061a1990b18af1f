"""The place of a source: its files, its address, and how a mistake there is told."""

import glob
import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from kpitrack.errors import InputError, Mistake
from kpitrack.model.observations import ObservationSource

_MOST_NAMED = 12


def mistake(
    source: ObservationSource, key: str, expected: str, found: str, fix: str = ""
) -> Mistake:
    """A mistake in a source, at the line of the tracker's file that names it.

    `key` is the key of the source's table, such as "from" or "columns.value".
    """
    from kpitrack.sources.places import Places, key_text

    path: tuple[str | int, ...] = ("observations", source.position, *key.split(".", 2))
    try:
        contents = {source.file: Path(source.file).read_bytes()}
    except (OSError, ValueError):
        contents = {}  # standard input is read already
    line = Places(contents).line(source.file, path)
    return Mistake(expected, found, fix, source.file, line, key_text(path))


def missing_extra(source: ObservationSource, package: str, extra: str = "data") -> InputError:
    """The package that reads such a source is not installed."""
    fix = f"install it: pip install 'kpitrack[{extra}]'"
    return InputError([mistake(source, "from", f"the package {package}", "none", fix)])


def files_of(source: ObservationSource) -> list[str]:
    """The files of a source by name, their globs resolved; raises InputError for none."""
    folder, place = os.path.dirname(source.file), os.path.expanduser(source.place)
    if os.path.exists(os.path.join(folder, place)):
        return [os.path.join(folder, place)]
    pattern = os.path.join(glob.escape(folder), place.replace("[", "[[]"))
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        is_pattern = "*" in place or "?" in place
        what = "no file of that name" if is_pattern else "no such file"
        told = f"{what}: {os.path.join(folder, place)}"
        raise InputError([mistake(source, "from", "a file", told)])
    return found


def check_columns(source: ObservationSource, there: Sequence[str], file: str = "") -> None:
    """Raises InputError with each column that the source lacks, and the nearest there is.

    `file` is the one of the source's files that is looked at.
    """
    where = f" in {file}" if file else ""
    columns = source.columns
    wanted = {
        "columns.indicator": columns.indicator,
        "columns.period": columns.period,
        "columns.value": columns.value,
        "columns.count": columns.count,
        "columns.of": columns.of,
        "columns.target": columns.target,
        **{f"columns.dimensions.{name}": one for name, one in columns.dimensions.items()},
    }
    mistakes = [
        mistake(source, key, f"a column that is there{where}", f'"{name}"', near(name, there))
        for key, name in wanted.items()
        if name is not None and name not in there
    ]
    if mistakes:
        raise InputError(mistakes)


def check_table(source: ObservationSource, there: Sequence[str]) -> str:
    """The name of the table; raises InputError where there is none of that name."""
    if source.table in there:
        return str(source.table)
    name = source.table or ""
    raise InputError(
        [mistake(source, "table", "a table that is there", f'"{name}"', near(name, there))]
    )


def near(name: str, there: Sequence[str]) -> str:
    """The nearest of the names that are there, and what there is."""
    close = get_close_matches(name, there, n=1, cutoff=0.5)
    told = ", ".join(there[:_MOST_NAMED]) + (", ..." if len(there) > _MOST_NAMED else "")
    listed = f"there are {told}" if there else "there are none"
    return f"did you mean {close[0]}? {listed}" if close else listed
