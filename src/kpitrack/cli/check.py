"""`kpitrack check`."""

from typing import Annotated, Optional

import typer

from kpitrack.cli.completing import complete_check, complete_period
from kpitrack.cli.options import (
    AsOfOption,
    FileOption,
    GroupOption,
    IndicatorOption,
    LocaleOption,
    OutputOption,
    TargetOption,
)
from kpitrack.render.form import CheckFormat

EXAMPLE = 'Example: kpitrack check "disbursement: completion >= 95" --format github'


def check(
    rules: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="[RULE ...]", help='Rules such as "group budget: completion >= 100".'
        ),
    ] = None,
    file: FileOption = None,
    form: Annotated[
        Optional[CheckFormat],  # noqa: UP045
        typer.Option("--format", "-O", help="How to write the answer; by default a table."),
    ] = None,
    output: OutputOption = None,
    locale: LocaleOption = None,
    target: TargetOption = None,
    group: GroupOption = None,
    indicator: IndicatorOption = None,
    as_of: AsOfOption = None,
    period: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--period",
            "-p",
            help="The period of rules that name none.",
            autocompletion=complete_period,
        ),
    ] = None,
    only: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--only",
            metavar="CHECK",
            help="Only this built-in check, or rules for those of the file; repeat for more.",
            autocompletion=complete_check,
        ),
    ] = None,
    skip: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--skip",
            metavar="CHECK",
            help="Without this built-in check, or without the rules of the file.",
            autocompletion=complete_check,
        ),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the built-in checks and stop.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings fail as errors do.")
    ] = False,
) -> None:
    """Hold rules and the consistency of the data; exit 1 when something does not hold."""
    from pathlib import Path

    from kpitrack.cli.answer import answering, ask, ask_nothing, tell
    from kpitrack.views.question import asked_period, default_period

    if form is None and Path(output or "").suffix.lower() == ".xml":
        form = CheckFormat.junit
    if listed:
        from kpitrack.checks.view import catalogue_view

        tell(catalogue_view(), ask_nothing(locale), _for_a_list(form), output)
        return
    from kpitrack.checks.view import check_view
    from kpitrack.sources.places import Places

    asked = ask(
        file, as_of=as_of, target=target, groups=group, indicators=indicator, locale=locale
    )
    question = asked.question
    view = check_view(
        asked.tracker,
        asked_period(period) if period else default_period(asked.tracker, question.as_of),
        question,
        rules=rules or (),
        only=only or (),
        skip=skip or (),
        strict=strict,
        places=Places(asked.contents),
        language=asked.language,
    )
    with answering(held=view.summary.held):
        tell(view, asked, form, output)


def _for_a_list(form: CheckFormat | None) -> CheckFormat | None:
    """A list of checks has no verdict that CI could read."""
    from kpitrack.errors import InputError, Mistake

    if form in (CheckFormat.junit, CheckFormat.github):
        expected = "table, json, csv, markdown or html"
        raise InputError([Mistake(expected, f"{form} with --list", key="format")])
    return form
