"""`kpitrack audit`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kpitrack.cli.options import AsOfOption, LocaleOption, OutputOption
from kpitrack.render.form import AuditFormat

if TYPE_CHECKING:
    from kpitrack.checks.audit.allowed import Listed
    from kpitrack.checks.audit.document import HoldAgainst
    from kpitrack.cli.answer import Asked
    from kpitrack.views.audited import AuditView

EXAMPLE = "Example: kpitrack audit report.md --all"


def audit(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Documents: Markdown, HTML, text or Word (.docx); - is standard input.",
        ),
    ],
    every: Annotated[
        bool, typer.Option("--all", help="Show every claim with its verdict.")
    ] = False,
    loose: Annotated[
        bool, typer.Option("--loose", help="Show doubtful readings too; they never fail.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Figures cut instead of rounded fail too.")
    ] = False,
    allow: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--allow", help="A file of claims that are right all the same."),
    ] = None,
    style: Annotated[
        str,
        typer.Option(
            "--style",
            help="How the documents write figures: 1,234.5 (point) or 1.234,5 (comma).",
        ),
    ] = "auto",
    file: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--file", "-f", help="A tracker whose figures are held against too."),
    ] = None,
    form: Annotated[
        Optional[AuditFormat],  # noqa: UP045
        typer.Option("--format", "-O", help="How to write the answer; by default a table."),
    ] = None,
    output: OutputOption = None,
    locale: LocaleOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Recompute the arithmetic of plain prose; exit 1 when a claim does not hold."""
    from kpitrack.checks.audit.view import asked_style, audit_view
    from kpitrack.cli.answer import ask, ask_nothing
    from kpitrack.cli.documents import each_once
    from kpitrack.cli.prose import read_prose
    from kpitrack.cli.speaking import say

    _sensible(files, file, as_of, allow, output)
    number_style = asked_style(style)
    asked = ask(file, as_of=as_of, locale=locale) if file else ask_nothing(locale)
    answered = audit_view(
        read_prose(each_once(files)),
        style=number_style,
        loose=loose,
        strict=strict,
        listed=_listed(allow),
        hold_against=_held_against(asked) if file else None,
    )
    for warning in answered.warnings:
        say(f"warning: {warning}")
    _answer(answered.view, asked, every, form, output)


def _sensible(
    files: Sequence[str],
    tracker: str | None,
    as_of: str | None,
    allow: str | None,
    output: str | None,
) -> None:
    from kpitrack.cli.answer import spare
    from kpitrack.errors import InputError, Mistake

    read = [*files, *(one for one in (allow,) if one)]
    spare(output, read, "one of those read")
    if [*read, tracker].count("-") > 1:
        found = "- for more than one file"
        raise InputError([Mistake("one use of standard input", found)])
    if as_of and not tracker:
        found = "--as-of without it"
        raise InputError([Mistake("--file, whose figures have dates", found)])


def _listed(file: str | None) -> "tuple[Listed, ...]":
    if file is None:
        return ()
    from kpitrack.checks.audit.allowed import listed_claims
    from kpitrack.sources.documents import decoded, read_document, shown_name

    name = shown_name(file)
    return tuple(listed_claims(decoded(read_document(file), name).text, name))


def _held_against(asked: "Asked") -> "HoldAgainst":
    from kpitrack.checks.audit.against_data import Known

    return Known(asked.tracker, asked.question.as_of).hold


def _answer(
    view: "AuditView",
    asked: "Asked",
    every: bool,
    form: AuditFormat | None,
    output: str | None,
) -> None:
    """Scripts get every claim, people those that they asked for."""
    from kpitrack.cli.answer import answering, chosen_form, tell, write
    from kpitrack.render.audit import audit_text

    for_scripts = chosen_form(form, output).value in ("json", "csv", "github")
    shown = view if every or for_scripts else view._replace(claims=view.wrong)
    with answering(held=view.summary.held):
        if not shown.claims and len(view.files) == 1 and form is None and output is None:
            write(f"{audit_text(view, asked.manner)}\n")
        else:
            tell(shown, asked, form, output)
