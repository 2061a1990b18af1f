"""A text with its marked figures and tables as they should be, every other byte kept."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kpitrack.checks.marks.blocks import BlockView, Command, block_view, read_command
from kpitrack.checks.marks.code import code_spans, comments
from kpitrack.checks.marks.places import Block, Marks, Markup, Wrong
from kpitrack.checks.marks.reading import read_marks
from kpitrack.checks.marks.settling import Figures, Outcome, Settled, settle
from kpitrack.errors import InputError, Mistake
from kpitrack.views.marked import MarkRow
from kpitrack.views.question import Question

Draw = Callable[[BlockView], str]
"""Lays out the table of a block; its lines end with newlines."""

_TAG = re.compile(r"</?[a-z][^<>]*>", re.I)

Edit = tuple[int, int, str]
"""From, to, and what stands there instead."""


class Refreshed(NamedTuple):
    """A document as it should be. With mistakes, nothing of it may be written.

    Warnings are lines for the person who runs the report; they change nothing.
    """

    text: str
    rows: tuple[MarkRow, ...]
    mistakes: tuple[Mistake, ...]
    warnings: tuple[str, ...]


def refreshed(
    text: str, file: str, markup: Markup, figures: Figures, draw: Draw, language: str
) -> Refreshed:
    """Reads the marks of a text and works out what should stand at each of them."""
    marks = read_marks(text, markup)
    lines = Lines(text)
    outcome = settle(marks.places, _around(text, markup, marks), figures)
    tables = [_table(one, text, figures, draw, language) for one in marks.blocks]
    wrong = [*marks.wrong, *outcome.wrong, *(one for one in tables if isinstance(one, Wrong))]
    filled = [one for one in tables if not isinstance(one, Wrong)]
    edits = [*figure_edits(outcome), *(edit for _, edit in filled)]
    rows = [
        figure_row(file, None, *lines.place(one.place.start), one) for one in outcome.settled
    ]
    rows += [
        _block_row(file, lines.place(one.at), one, text[edit[0] : edit[1]] == edit[2])
        for one, edit in filled
    ]
    warned = sorted([*marks.warned, *outcome.warned], key=lambda one: one.at)
    return Refreshed(
        text=edited(text, edits),
        rows=tuple(sorted(rows, key=lambda one: (one.line, one.column))),
        mistakes=tuple(
            one.mistake._replace(file=file, line=lines.place(one.at)[0])
            for one in sorted(wrong, key=lambda one: one.at)
        ),
        warnings=tuple(f"{file}:{lines.place(one.at)[0]}: {one.told}" for one in warned),
    )


class Lines:
    """Finds the line and the column of an offset, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with some spans replaced; everything between them is kept."""
    parts: list[str] = []
    done = 0
    for start, end, new in sorted(edits):
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def figure_edits(outcome: Outcome) -> list[Edit]:
    """What to replace so that every settled figure holds."""
    return [
        (one.place.start, one.place.end, one.expected)
        for one in outcome.settled
        if not one.holds
    ]


def figure_row(file: str, part: str | None, line: int, column: int, one: Settled) -> MarkRow:
    """A settled figure as a row of the report."""
    since = f"{one.address.since}:" if one.address.since else ""
    return MarkRow(
        file=file,
        part=part,
        line=line,
        column=column,
        mark=f"kpi:{one.address.text}",
        indicator=one.address.indicator.id,
        measure=one.address.measure,
        period=f"{since}{one.address.period}",
        target_set=one.address.target_set,
        found=one.place.token,
        expected=one.expected,
        value=one.known.value,
        holds=one.holds,
    )


def _block_row(file: str, place: tuple[int, int], block: Block, holds: bool) -> MarkRow:
    return MarkRow(
        file=file,
        part=None,
        line=place[0],
        column=place[1],
        mark=f"kpi:{block.command}",
        indicator=None,
        measure=None,
        period=None,
        target_set=None,
        found=None,
        expected=None,
        value=None,
        holds=holds,
    )


def _around(text: str, markup: Markup, marks: Marks) -> str:
    """The text whose figures tell its number style: no code, no tag, nothing that is marked."""
    code = code_spans(text, markup)
    hidden = [
        *code,
        *comments(text, code),
        *((one.start, one.end) for one in marks.blocks),
        *((one.start, one.end) for one in marks.places),
    ]
    parts: list[str] = []
    done = 0
    for start, end in sorted(hidden):
        parts.append(text[done:start])
        done = max(done, end)
    return _TAG.sub(" ", " ".join([*parts, text[done:]]))


def _table(
    block: Block, text: str, figures: Figures, draw: Draw, language: str
) -> tuple[Block, Edit] | Wrong:
    """What should stand in a block, with the line ends of its first line."""
    try:
        command: Command = read_command(block.command)
        question = Question(figures.as_of, target_set=figures.target_set)
        table = draw(block_view(command, figures.tracker, question, language))
    except InputError as error:
        mistakes = error.mistakes or (Mistake("a command", str(error)),)
        return Wrong(block.at, mistakes[0])
    if text[: block.start].endswith("\r\n"):
        table = table.replace("\n", "\r\n")
    return block, (block.start, block.end, table)
