"""From a command's options to a question, and from its view to the reader."""

import datetime as dt
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from kpitrack.errors import InputError, Mistake, ReaderLeftError
from kpitrack.model.figure import NOTHING
from kpitrack.model.tracker import Tracker
from kpitrack.render.form import AuditFormat, CheckFormat, Format
from kpitrack.render.formats import Screen, rendered
from kpitrack.render.sheet import Manner
from kpitrack.sources.reader import read_with_contents
from kpitrack.views.question import Question, Selection

if TYPE_CHECKING:
    from kpitrack.render.json import View

_MOST_DRAWN_ROWS = 400
"""Past this a table is plain text: drawing costs about 0.4 ms a row."""

_BY_SUFFIX = {
    ".json": Format.json,
    ".csv": Format.csv,
    ".md": Format.markdown,
    ".markdown": Format.markdown,
    ".html": Format.html,
    ".htm": Format.html,
    ".svg": Format.svg,
}

_NOT_WRITTEN = (".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods")
"""Endings that promise what no format of kpitrack is: text under them would be refused."""


class Asked(NamedTuple):
    """A tracker, the frame of the question, and the manner of the answer.

    `contents` are the bytes of the tracker's files, to say on which line a key stands.
    """

    tracker: Tracker
    question: Question
    manner: Manner
    contents: Mapping[str, bytes] = NOTHING

    @property
    def language(self) -> str:
        """The language in which names are wanted."""
        return self.manner.locale.replace("_", "-").split("-")[0]


def ask(
    file: str | None,
    *,
    as_of: str | None = None,
    target: str | None = None,
    groups: Sequence[str] | None = None,
    indicators: Sequence[str] | None = None,
    locale: str | None = None,
    within: Sequence[str] | None = None,
    by: str | None = None,
) -> Asked:
    """Read the tracker and frame the question.

    Where it has observations, they are added up as the question needs: by the dimension
    `by`, and for the periods `within` that the answer is about: all when None, and the
    one meant without a name when there is none in it.
    """
    tracker, contents = read_with_contents(file)
    selection = Selection(tuple(groups or ()), tuple(indicators or ()))
    question = Question(_day(as_of), selection, target)
    if tracker.observations:
        tracker = _observed(tracker, question, within, by)
    manner = Manner(_locale(locale or tracker.locale), bool(as_of))
    return Asked(tracker, question, manner, contents)


def _observed(
    tracker: Tracker, question: Question, within: Sequence[str] | None, by: str | None
) -> Tracker:
    from kpitrack.cli.speaking import say
    from kpitrack.sources.observed.asking import observed_for

    observed = observed_for(tracker, question, within, by)
    for note in observed.notes:
        say(f"kpitrack: {note}")
    return observed.tracker


def ask_nothing(locale: str | None) -> Asked:
    """The manner alone, for an answer that needs no tracker."""
    manner = Manner(_locale(locale or "en"))
    return Asked(Tracker(title=""), Question(dt.date.today()), manner)


def _day(text: str | None) -> dt.date:
    if text is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        mistake = Mistake("a day such as 2024-12-31", f'"{text}"', key="as-of")
        raise InputError([mistake]) from None


def _locale(name: str) -> str:
    if name in ("en", "vi"):
        return name
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(name.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        mistake = Mistake("a locale such as en or vi", f'"{name}"', key="locale")
        raise InputError([mistake]) from None


AnyFormat = Format | CheckFormat | AuditFormat


def chosen_form(form: AnyFormat | None, output: str | None) -> AnyFormat:
    """The format that was named, else the one that the output file's ending tells."""
    ending = Path(output or "").suffix.lower()
    if form is None and ending in _NOT_WRITTEN:
        written = f"a file that ends in {', '.join(_BY_SUFFIX)} or .txt"
        raise InputError([Mistake(written, f'"{ending}"', key="output")])
    return form or _BY_SUFFIX.get(ending, Format.table)


def tell(
    view: "View",
    asked: Asked,
    form: AnyFormat | None,
    output: str | None,
    layout: str | None = None,
) -> None:
    """Write the view to the terminal, the pipe or the file, in its own layout or another."""
    chosen = chosen_form(form, output)
    if output is None or output == "-":
        write(rendered(view, chosen, asked.manner, _screen(len(view.rows)), layout))
        return
    keep(rendered(view, chosen, asked.manner, layout=layout), asked, output)


def keep(text: str, asked: Asked, output: str) -> None:
    """Write an answer to a file, whole or not at all, and never over the tracker."""
    from kpitrack.sources.writing import write_atomically

    spare(output, asked.tracker.origins.values(), "the tracker itself")
    write_atomically(Path(output), text.encode())


@contextmanager
def answering(*, held: bool) -> Iterator[None]:
    """Leaves with exit code 1 behind an answer of no, also where nobody read it to its end."""
    code = 0 if held else 1
    try:
        yield
    except ReaderLeftError as left:
        left.exit_code = code
        raise
    if code:
        raise typer.Exit(code)


def spare(output: str | None, read: Iterable[str], found: str) -> None:
    """Refuses an output that is one of the files read, called `found`: it would be lost."""
    if output is None or output == "-" or not Path(output).exists():
        return
    files = (Path(one) for one in read if one != "-")
    if any(one.exists() and one.samefile(output) for one in files):
        raise InputError([Mistake("another file", found, key="output")])


def write(text: str) -> None:
    """Text to standard output; what its encoding lacks is escaped, not lost."""
    encoding = sys.stdout.encoding or "utf-8"
    if encoding.lower().replace("-", "") != "utf8":
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderLeftError from None
    except OSError as error:
        raise _unwritten(error) from None


def write_bytes(content: bytes) -> None:
    """Bytes to standard output as they are: a document keeps its encoding and line ends."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderLeftError from None
    except OSError as error:
        raise _unwritten(error) from None


def _unwritten(error: OSError) -> InputError:
    """The answer did not arrive; what is left of it is dropped, or leaving would fail too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    found = f"one that cannot be written: {error.strerror}"
    return InputError([Mistake("an output that takes the answer", found)])


def _screen(rows: int) -> Screen | None:
    if not sys.stdout.isatty() or rows > _MOST_DRAWN_ROWS:
        return None
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Screen(shutil.get_terminal_size().columns, not plain, not _shows_blocks())


def _shows_blocks() -> bool:
    try:
        "█≈ệ".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
