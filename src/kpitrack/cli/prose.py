"""Documents as running text, whatever they are kept in."""

from collections.abc import Iterator, Sequence

from kpitrack.checks.audit.document import Prose
from kpitrack.checks.marks.word import read_part
from kpitrack.errors import InputError, Mistake
from kpitrack.sources.documents import decoded, is_package, read_document, shown_name
from kpitrack.sources.docx import read_package

LIMIT = 16 * 2**20
"""The most characters that are read as prose: longer than any report, and told in time."""


def read_prose(files: Sequence[str]) -> list[Prose]:
    """Every document once; raises InputError with what is wrong with all of them."""
    read: list[Prose] = []
    mistakes: list[Mistake] = []
    for file in files:
        try:
            read += _read(file)
        except InputError as error:
            mistakes += error.mistakes
    if mistakes:
        raise InputError(mistakes)
    return read


def _read(file: str) -> list[Prose]:
    content = read_document(file)
    name = shown_name(file)
    if is_package(content):
        found = list(_parts(content, name))
    else:
        found = [Prose(name, None, decoded(content, name).text)]
    for one in found:
        _sound(one)
    return found


def _parts(content: bytes, file: str) -> Iterator[Prose]:
    package = read_package(content, file)
    for name, part in package.parts.items():
        try:
            paragraphs = read_part(part, package.targets[name]).paragraphs
        except InputError as error:
            raise InputError([one._replace(file=file) for one in error.mistakes]) from None
        yield Prose(file, name, "\n\n".join(" ".join(one.split("\n")) for one in paragraphs))


def _sound(prose: Prose) -> None:
    if len(prose.text) > LIMIT:
        found = f"more than {LIMIT // 2**20} million characters"
        fix = "split it, or name the reports alone"
        raise InputError([Mistake("a report", found, fix, prose.file)])
