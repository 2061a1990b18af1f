"""Documents looked through for marks: what each one says, and what it should."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kpitrack.checks.marks.places import Markup
from kpitrack.checks.marks.refreshing import refreshed
from kpitrack.checks.marks.refreshing_word import refreshed_word
from kpitrack.checks.marks.settling import Figures
from kpitrack.cli.answer import Asked
from kpitrack.errors import InputError, Mistake
from kpitrack.render.block import block_table
from kpitrack.sources.documents import decoded, is_package, read_document, shown_name
from kpitrack.sources.docx import read_package, with_parts
from kpitrack.views.marked import MarkRow
from kpitrack.views.question import selected

_MARKUPS: dict[str, Markup] = {
    **dict.fromkeys((".md", ".markdown", ".qmd", ".rmd"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
}


class Looked(NamedTuple):
    """A document as it is and as it should be; with mistakes it may not be written.

    `old_lines` and `new_lines` are its lines, or a Word document's changed paragraphs.
    """

    file: str
    old: bytes
    new: bytes
    rows: tuple[MarkRow, ...]
    mistakes: tuple[Mistake, ...]
    warnings: tuple[str, ...]
    old_lines: Sequence[str]
    new_lines: Sequence[str]

    @property
    def stale(self) -> tuple[MarkRow, ...]:
        """The marks that do not hold."""
        return tuple(one for one in self.rows if not one.holds)


def markup_of(file: str) -> Markup:
    """How a text file is written, by its name; standard input is Markdown."""
    if file == "-":
        return "markdown"
    return _MARKUPS.get(Path(file).suffix.lower(), "plain")


def look(file: str, asked: Asked, figures: Figures, *, changing: bool) -> Looked:
    """Reads one document; raises InputError where it is none that can be read.

    `changing` says that it will be written, which a signed document may not be.
    """
    content = read_document(file)
    if is_package(content):
        return _look_at_word(file, content, figures, changing)
    name, markup = shown_name(file), markup_of(file)
    source = decoded(content, name)
    found = refreshed(
        source.text,
        name,
        markup,
        figures,
        lambda view: block_table(view, asked.manner, html=markup == "html"),
        asked.language,
    )
    return Looked(
        file=file,
        old=content,
        new=source.encoded(found.text),
        rows=found.rows,
        mistakes=found.mistakes,
        warnings=found.warnings,
        old_lines=source.text.splitlines(keepends=True),
        new_lines=found.text.splitlines(keepends=True),
    )


def _look_at_word(file: str, content: bytes, figures: Figures, changing: bool) -> Looked:
    if file == "-":
        fix = "name the document itself"
        raise InputError([Mistake("text on standard input", "a Word document", fix)])
    package = read_package(content, file)
    found = refreshed_word(package.parts, package.targets, file, figures)
    new = with_parts(package, found.parts, file) if changing and found.parts else content
    return Looked(
        file=file,
        old=content,
        new=new,
        rows=found.rows,
        mistakes=found.mistakes,
        warnings=found.warnings,
        old_lines=[f"{one}\n" for one in found.before],
        new_lines=[f"{one}\n" for one in found.after],
    )


def look_at_all(files: Sequence[str], asked: Asked, *, changing: bool) -> list[Looked]:
    """Reads every document; raises InputError with all mistakes of all of them."""
    from kpitrack.cli.speaking import say

    question = asked.question
    selected(asked.tracker, question)  # a target set that does not exist is told once
    figures = Figures(asked.tracker, question.as_of, question.target_set, asked.manner.locale)
    looked: list[Looked] = []
    mistakes: list[Mistake] = []
    for file in each_once(files):
        try:
            one = look(file, asked, figures, changing=changing)
        except InputError as error:
            mistakes += error.mistakes
            continue
        looked.append(one)
        mistakes += one.mistakes
        for warning in one.warnings:
            say(f"warning: {warning}")
    if mistakes:
        raise InputError(mistakes)
    return looked


def each_once(files: Sequence[str]) -> list[str]:
    """A file named twice, or by two names, is one document."""
    by_path = {file if file == "-" else str(Path(file).resolve()): file for file in files}
    return list(by_path.values())
