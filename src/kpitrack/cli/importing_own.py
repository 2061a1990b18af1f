"""`kpitrack import` of what `kpitrack export` wrote: a whole tracker."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpitrack.cli.recording import change
from kpitrack.cli.speaking import say
from kpitrack.errors import InputError, Mistake
from kpitrack.sources.discovery import PLACES
from kpitrack.sources.exchange.toml import toml_text
from kpitrack.sources.reader import Reading, tracker_of
from kpitrack.sources.writing import write_atomically


def import_own(
    own: Mapping[str, Any], file: str | None, *, replacing: bool, dry_run: bool
) -> None:
    """Make a tracker of an export where there is none, else merge it into the one there."""
    text = "".join(toml_text(own))
    name = _missing(file)
    if name is None:
        _merge(own, file, replacing=replacing, dry_run=dry_run)
        return
    tracker = tracker_of({name: text.encode()})
    if dry_run:
        from kpitrack.cli.answer import write

        write(text)
        return
    path = Path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        found = error.strerror or "it cannot be made"
        raise InputError([Mistake("a folder", found, file=str(path.parent))]) from None
    write_atomically(path, text.encode())
    say(f"{name} is written: {len(tracker.indicators)} indicators")


def _missing(file: str | None) -> str | None:
    """The file to make, where there is no tracker yet; None where there is one."""
    import os

    from kpitrack.sources.discovery import VARIABLE, tracker_files

    named = file or os.environ.get(VARIABLE)
    if named is not None:
        return None if Path(named).exists() else named
    try:
        tracker_files(None, Path.cwd(), os.environ)
    except InputError:
        return PLACES[0]
    return None


def _merge(own: Mapping[str, Any], file: str | None, *, replacing: bool, dry_run: bool) -> None:
    import datetime as dt

    from kpitrack.sources.editing.figures import changes
    from kpitrack.sources.editing.guarding import parsed
    from kpitrack.sources.editing.recording import written
    from kpitrack.sources.exchange.merging import merging_of
    from kpitrack.sources.exchange.storing import Counts

    counts: dict[str, int] = {}
    added = 0

    def edit(reading: Reading, texts: Mapping[str, str]) -> Mapping[str, str]:
        nonlocal added
        counts.clear()
        documents = {name: parsed(text) for name, text in texts.items()}
        figures, missing = merging_of(own, documents)
        added = len(missing.get("indicators", {}))
        changed = dict(texts)
        for name, text in texts.items():
            mine = [one for one in figures if one.indicator in documents[name]["indicators"]]
            done = changes(documents[name], mine, dt.date.today(), replacing=replacing)
            for one in done:
                counts[one.manner] = counts.get(one.manner, 0) + 1
            changed[name] = written(text, documents[name], done)
        if missing:
            last = next(reversed(changed))
            more = "".join(toml_text(missing))
            changed[last] = f"{changed[last].rstrip()}\n\n{more}"
        return changed

    change(file, edit, dry_run)
    manners = ("new", "revision", "replacement", "same")
    found = Counts(*(counts.get(one, 0) for one in manners))
    say(f"{sum(found)} figures: {', '.join(found.told)}; {added} indicators added")
