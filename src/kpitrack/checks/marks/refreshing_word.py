"""A Word document with its marked figures as they should be, every other byte kept."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kpitrack.checks.marks.places import Wrong
from kpitrack.checks.marks.refreshing import figure_row
from kpitrack.checks.marks.settling import Figures, Settled, settle
from kpitrack.checks.marks.word import WordMark, WordPart, places_in, read_part, with_figures
from kpitrack.errors import InputError, Mistake
from kpitrack.views.marked import MarkRow


class RefreshedWord(NamedTuple):
    """The parts that change, with what was found; `before` and `after` are their paragraphs."""

    parts: Mapping[str, bytes]
    rows: tuple[MarkRow, ...]
    mistakes: tuple[Mistake, ...]
    warnings: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


class _Marked(NamedTuple):
    part: str
    mark: WordMark


def refreshed_word(
    parts: Mapping[str, bytes],
    targets: Mapping[str, Mapping[str, str]],
    file: str,
    figures: Figures,
) -> RefreshedWord:
    """Reads the marks of a document's parts and works out what should stand at each.

    Raises InputError for a part that cannot be read.
    """
    read = {name: _read(name, content, targets[name], file) for name, content in parts.items()}
    marked = [_Marked(name, mark) for name, part in read.items() for mark in part.marks]
    marks = places_in([one.mark for one in marked])
    around = "\n".join(part.around for part in read.values())
    outcome = settle(marks.places, around, figures)
    changed = _changed(parts, marked, outcome.settled)
    after = {name: _read(name, one, targets[name], file) for name, one in changed.items()}
    warned = [
        (marked[one.at].part, marked[one.at].mark.paragraph, one.told) for one in outcome.warned
    ]
    warned += [(name, one.at, one.told) for name, part in read.items() for one in part.warned]
    return RefreshedWord(
        parts=changed,
        rows=tuple(_row(file, marked[one.place.at], one) for one in outcome.settled),
        mistakes=tuple(
            _told(marked[one.at], one, file)
            for one in sorted([*marks.wrong, *outcome.wrong], key=lambda one: one.at)
        ),
        warnings=tuple(
            f"{file}: {_where(name, paragraph)}: {told}" for name, paragraph, told in warned
        ),
        before=tuple(text for name in changed for text in read[name].paragraphs),
        after=tuple(text for part in after.values() for text in part.paragraphs),
    )


def _row(file: str, marked: _Marked, one: Settled) -> MarkRow:
    """The row of a figure; its line is the paragraph, its column that in the paragraph."""
    column = marked.mark.column + one.place.start
    return figure_row(file, marked.part, marked.mark.paragraph, column, one)


def _read(name: str, content: bytes, targets: Mapping[str, str], file: str) -> WordPart:
    try:
        return read_part(content, targets)
    except InputError as error:
        told = (one._replace(file=file, key=name) for one in error.mistakes)
        raise InputError(tuple(told)) from None


def _changed(
    parts: Mapping[str, bytes], marked: Sequence[_Marked], settled: Sequence[Settled]
) -> dict[str, bytes]:
    changed: dict[str, bytes] = {}
    for name, content in parts.items():
        new = {
            marked[one.place.at].mark: (one.place.start, one.place.end, one.expected)
            for one in settled
            if marked[one.place.at].part == name and not one.holds
        }
        if new:
            changed[name] = with_figures(content, new)
    return changed


def _told(marked: _Marked, wrong: Wrong, file: str) -> Mistake:
    place = _where(marked.part, marked.mark.paragraph)
    return wrong.mistake._replace(file=file, key=f"{place}: {wrong.mistake.key}")


def _where(part: str, paragraph: int) -> str:
    """Where a reader finds it: Word shows no lines of a file, but one can count paragraphs."""
    name = part.rpartition("/")[2].removesuffix(".xml")
    return f"paragraph {paragraph}" if name == "document" else f"{name} paragraph {paragraph}"
