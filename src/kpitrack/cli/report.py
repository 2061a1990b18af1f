"""`kpitrack report`."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kpitrack.cli.options import (
    AsOfOption,
    FileOption,
    FormatOption,
    LocaleOption,
    OutputOption,
    TargetOption,
)

if TYPE_CHECKING:
    from kpitrack.cli.answer import Asked
    from kpitrack.cli.documents import Looked
    from kpitrack.views.marked import ReportView

EXAMPLE = "Example: kpitrack report report.md --check"


class Mode(StrEnum):
    """What to do with the documents."""

    write = "write"
    check = "check"
    diff = "diff"
    list = "list"
    suggest = "suggest"


def report(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Documents: Markdown, HTML, text or Word (.docx); - is standard input.",
        ),
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 when a figure is stale.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Change nothing; show what would change.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--list", help="Change nothing; show every mark and its figure.")
    ] = False,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Change nothing; propose marks for figures.")
    ] = False,
    file: FileOption = None,
    form: FormatOption = None,
    output: OutputOption = None,
    locale: LocaleOption = None,
    target: TargetOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Rewrite the marked figures that are stale, and nothing else of the documents."""
    from kpitrack.cli.answer import ask
    from kpitrack.cli.documents import look_at_all

    mode = _mode(check=check, diff=diff, list=every, suggest=suggest)
    _sensible(files, file, mode, form is not None, output)
    asked = ask(file, as_of=as_of, target=target, locale=locale)
    if mode is Mode.suggest:
        _propose(files, asked)
        return
    looked = look_at_all(files, asked, changing=mode is Mode.write)
    _tell_of_the_unmarked(looked)
    if mode is Mode.write:
        _write(looked)
    elif mode is Mode.diff:
        _show_diff(looked)
    else:
        view = _view(looked, asked, _command(looked, file, target, as_of, locale))
        _answer(view, asked, mode, form, output)


def _mode(**asked: bool) -> Mode:
    from kpitrack.errors import InputError, Mistake

    chosen = [name for name, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        found = " and ".join(f"--{one}" for one in chosen)
        raise InputError([Mistake("one of --check, --diff, --list and --suggest", found)])
    return Mode(chosen[0]) if chosen else Mode.write


def _sensible(
    files: Sequence[str], tracker: str | None, mode: Mode, shaped: bool, output: str | None
) -> None:
    from kpitrack.cli.answer import spare
    from kpitrack.errors import InputError, Mistake

    spare(output, files, "one of the documents")
    if tracker == "-" and "-" in files:
        found = "- for the tracker and for a document"
        raise InputError([Mistake("one use of standard input", found)])
    if (shaped or output) and mode not in (Mode.check, Mode.list):
        found = "--format or --output without them"
        raise InputError([Mistake("--check or --list", found)])


def _tell_of_the_unmarked(looked: "Sequence[Looked]") -> None:
    from kpitrack.cli.speaking import say
    from kpitrack.sources.documents import shown_name

    for one in looked:
        if not one.rows:
            say(f"{shown_name(one.file)}: no mark in it")


def _write(looked: "Sequence[Looked]") -> None:
    """Standard input goes to standard output; a file is touched only where it changes."""
    from pathlib import Path

    from kpitrack.cli.answer import write_bytes
    from kpitrack.cli.speaking import say
    from kpitrack.render.report import place_of
    from kpitrack.sources.writing import write_atomically

    for one in looked:
        if one.file == "-":
            write_bytes(one.new)
        elif one.new != one.old:
            write_atomically(Path(one.file), one.new)
        for row in one.stale:
            told = f"{row.found} → {row.expected}" if row.found else "table renewed"
            say(f"{place_of(row)}: {told} ({row.mark})")
    say(_read_and_changed(looked))


def _read_and_changed(looked: "Sequence[Looked]") -> str:
    marks = sum(len(one.rows) for one in looked)
    changed = sum(len(one.stale) for one in looked)
    files = "1 file" if len(looked) == 1 else f"{len(looked)} files"
    return f"{marks} mark{'s' * (marks != 1)} read in {files}, {changed} changed"


def _show_diff(looked: "Sequence[Looked]") -> None:
    import sys
    from difflib import unified_diff

    from kpitrack.cli.answer import write
    from kpitrack.cli.speaking import say
    from kpitrack.render.printable import printable

    for one in looked:
        lines = unified_diff(one.old_lines, one.new_lines, one.file, one.file)
        for line in lines:
            whole = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            safe = f"{printable(whole.rstrip())}\n" if sys.stdout.isatty() else whole
            write(safe)
    say(_read_and_changed(looked).replace("changed", "to change"))


def _command(looked: "Sequence[Looked]", file: str | None, *options: str | None) -> str | None:
    """The exact command that mends what is stale, with the options of this one."""
    import shlex

    stale = [one.file for one in looked if one.stale and one.file != "-"]
    if not stale:
        return None
    names = ("--file", "--target", "--as-of", "--locale")
    given = zip(names, (file, *options), strict=True)
    more = [part for name, value in given if value is not None for part in (name, value)]
    return shlex.join(["kpitrack", "report", *stale, *more])


def _view(looked: "Sequence[Looked]", asked: "Asked", command: str | None) -> "ReportView":
    from kpitrack.views.marked import ReportView, mark_tally

    rows = tuple(row for one in looked for row in one.rows)
    return ReportView(
        files=tuple(one.file for one in looked),
        target_set=asked.question.target_set or asked.tracker.target_set,
        as_of=asked.question.as_of,
        rows=rows,
        summary=mark_tally(len(looked), rows),
        mend=command,
        notes=(),
    )


def _answer(
    view: "ReportView", asked: "Asked", mode: Mode, form: FormatOption, output: str | None
) -> None:
    from kpitrack.cli.answer import answering, tell, write
    from kpitrack.render.report import marks_told

    stale = tuple(one for one in view.rows if not one.holds)
    shown = view._replace(rows=stale) if mode is Mode.check else view
    with answering(held=mode is not Mode.check or not stale):
        if not shown.rows and form is None and output is None:
            write(f"{marks_told(view.summary, asked.manner)}\n")
        else:
            tell(shown, asked, form, output)


def _propose(files: Sequence[str], asked: "Asked") -> None:
    from kpitrack.checks.marks.suggesting import suggested
    from kpitrack.cli.answer import write
    from kpitrack.cli.documents import markup_of
    from kpitrack.cli.speaking import say
    from kpitrack.render.printable import printable
    from kpitrack.sources.documents import decoded, is_package, read_document, shown_name

    count = 0
    for file in files:
        content = read_document(file)
        word = is_package(content)
        text = _word_text(file, content) if word else decoded(content, file).text
        markup = "plain" if word else markup_of(file)
        for one in suggested(text, markup, asked.tracker, asked.question.as_of):
            place = f"paragraph {one.line}" if word else str(one.line)
            pasted = f"{one.token} (link to #{one.mark})" if word else one.marked
            write(printable(f"{shown_name(file)}:{place}: {pasted}  ({one.told})") + "\n")
            count += 1
    say(f"{count} proposed; read each before you paste it")


def _word_text(file: str, content: bytes) -> str:
    from kpitrack.checks.marks.word import read_part
    from kpitrack.sources.docx import read_package

    package = read_package(content, file)
    parts = (read_part(one, package.targets[name]) for name, one in package.parts.items())
    return "\n".join(text for part in parts for text in part.paragraphs)
