"""The sheets of a check view: what each rule and check found, and how much was looked at."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from kpitrack.checks.finding import POINTS, Finding
from kpitrack.checks.rules.terms import TERM
from kpitrack.checks.view import CatalogueView, CheckRun, CheckView
from kpitrack.render.cells import DASH, qualified
from kpitrack.render.numbers import digits_for, percent_digits, rounded
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Manner, Mood, Section, Sheet, name_cell
from kpitrack.render.status import frame_text
from kpitrack.render.words import says_in

_MOST_DIGITS = 30


def check_sheets(view: CheckView, manner: Manner) -> tuple[Sheet, ...]:
    """Rules and what does not hold, then each built-in check with how much it compared."""
    title = manner.words["title_check"].format(period=view.period)
    head = f"{printable(view.title)}, {title}"
    frame = frame_text(view.target_set, view.as_of.isoformat(), manner)
    shown = [one for one in view.findings if one.kind == "rule" or not one.held]
    sheets = [_findings(shown, head, frame, view, manner)] if shown else []
    if view.checks:
        looked_at = _looked_at(view, manner)
        sheets.append(looked_at if sheets else looked_at._replace(title=head, subtitle=frame))
    footer, notes = summary_text(view, manner), tuple(map(printable, view.notes))
    return (*sheets[:-1], sheets[-1]._replace(footer=footer, notes=notes))


def _findings(
    shown: Sequence[Finding], title: str, frame: str, view: CheckView, manner: Manner
) -> Sheet:
    columns = manner.columns(
        ("indicator", "name"),
        ("unit", "unit"),
        ("figure", "figure"),
        ("verdict", "word"),
        ("finding", "text"),
        ("place", "text"),
    )
    sections = tuple(_sections(shown, view, manner))
    used = [
        place
        for place, column in enumerate(columns)
        if column.role in ("name", "word")
        or any(row[place].text for section in sections for row in section.rows)
    ]
    return Sheet(
        title,
        tuple(columns[place] for place in used),
        tuple(
            section._replace(
                rows=tuple(tuple(row[place] for place in used) for row in section.rows)
            )
            for section in sections
        ),
        subtitle=frame,
    )


def _sections(shown: Sequence[Finding], view: CheckView, manner: Manner) -> Iterator[Section]:
    """One for each rule, and one for each check that found something."""
    for (kind, rule, name), group in groupby(
        shown, key=lambda one: (one.kind, one.rule, one.name)
    ):
        found = list(group)
        rows = tuple(_row(one, view.target_set, manner) for one in found)
        if kind == "consistency":
            says = next(run.says for run in view.checks if run.name == rule)
            yield Section(rows, heading=rule, total=says_in(manner.locale, rule, says))
            continue
        held = manner.words["hold_of"].format(
            held=sum(1 for one in found if one.held), judged=len(found)
        )
        told = printable(rule)
        total = f"{told}; {held}" if name else held
        yield Section(rows, heading=printable(name) if name else told, total=total)


def _row(one: Finding, asked: str | None, manner: Manner) -> tuple[Cell, ...]:
    return (
        _name(one, asked),
        _unit(one, manner),
        _figure(one, manner),
        _verdict(one, manner),
        Cell(printable(one.reason or "")),
        Cell(_place(one)),
    )


def _name(one: Finding, asked: str | None) -> Cell:
    """The indicator, with its target set where that is not the one asked about."""
    if one.indicator_name is None:
        return DASH
    cell = name_cell(one.indicator_name)
    if one.target_set in (None, asked):
        return cell
    return cell._replace(text=f"{cell.text} ({printable(str(one.target_set))})")


def _unit(one: Finding, manner: Manner) -> Cell:
    if _in_percent(one):
        return Cell()
    return Cell(manner.words["points"] if one.unit == POINTS else printable(one.unit or ""))


def _in_percent(one: Finding) -> bool:
    """Whether the measure itself is a percentage, whatever the indicator's unit."""
    return one.measure is not None and TERM[one.measure].in_percent


def _place(one: Finding) -> str:
    if one.held or not one.file:
        return ""
    return printable(one.file if one.line is None else f"{one.file}:{one.line}")


def _verdict(one: Finding, manner: Manner) -> Cell:
    if one.held:
        return Cell(manner.words["holds"], "good")
    if one.severity == "warning":
        return Cell(manner.words["warning"], "near")
    return Cell(manner.words["does_not_hold"], "bad")


def _figure(one: Finding, manner: Manner) -> Cell:
    """The figure, with as many digits as it takes to stand on its side of the rule's number."""
    match one.figure:
        case None:
            return DASH
        case bool():
            return Cell(manner.words["reached" if one.figure else "not_reached"])
        case str():
            return Cell(manner.words.get(one.figure, "")) if one.measure else DASH
    text = _number(one, one.figure, manner)
    return Cell(qualified(text, one.figure_qualifier, manner))


def _number(one: Finding, value: Decimal, manner: Manner) -> str:
    in_percent = _in_percent(one)
    least = percent_digits(value) if in_percent else digits_for(value, one.decimals)
    bound = value if one.bound is None else one.bound
    digits = next(
        (
            n
            for n in range(least, _MOST_DIGITS)
            if _side(rounded(value, n), bound) == _side(value, bound)
        ),
        _MOST_DIGITS,
    )
    text = manner.numbers.number(value, digits)
    return manner.numbers.with_sign(text) if in_percent else text


def _side(value: Decimal, bound: Decimal) -> int:
    return (value > bound) - (value < bound)


def _looked_at(view: CheckView, manner: Manner) -> Sheet:
    return Sheet(
        title=manner.words["consistency"],
        columns=manner.columns(
            ("check", "name"),
            ("says", "text"),
            ("compared", "figure"),
            ("findings", "figure"),
        ),
        sections=(Section(tuple(_run(one, manner) for one in view.checks)),),
    )


def _run(one: CheckRun, manner: Manner) -> tuple[Cell, ...]:
    mood: Mood = "bad" if one.severity == "error" else "near"
    found = manner.numbers.number(Decimal(one.findings), 0)
    return (
        Cell(one.name),
        Cell(says_in(manner.locale, one.name, one.says), "quiet"),
        Cell(manner.numbers.number(Decimal(one.compared), 0)),
        Cell(found, mood if one.findings else "good"),
    )


def summary_text(view: CheckView, manner: Manner) -> str:
    """Whether all holds, and how much was looked at to say so."""
    words, summary = manner.words, view.summary
    well = "holds_but" if summary.warnings else "all_holds"
    told = [words[well if summary.held else "not_all_holds"]]
    counts = summary._asdict()
    counts["held"] = summary.rules_held
    told.append(words["rules_of"].format(**counts) if summary.rules else words["no_rules"])
    told.append(words["checks_of"].format(**counts))
    told.append(words["errors_of"].format(**counts))
    return "; ".join(told)


def catalogue_sheets(view: CatalogueView, manner: Manner) -> tuple[Sheet, ...]:
    """The built-in checks with their severity and what they hold."""
    rows = tuple(
        (
            Cell(one.name),
            Cell(manner.words[one.severity]),
            Cell(says_in(manner.locale, one.name, one.says)),
        )
        for one in view.rows
    )
    sheet = Sheet(
        title=manner.words["title_checks"],
        columns=manner.columns(("check", "name"), ("severity", "word"), ("says", "text")),
        sections=(Section(rows),),
    )
    return (sheet,)
