"""`kpitrack page`."""

from pathlib import PurePath
from typing import Annotated, Optional

import typer

from kpitrack.cli.options import (
    AsOfOption,
    FileOption,
    GroupOption,
    IndicatorOption,
    LocaleOption,
    PeriodArgument,
    TargetOption,
)
from kpitrack.errors import InputError, Mistake

EXAMPLE = "Example: kpitrack page 2024 -o site.html"


def page(
    period: PeriodArgument = None,
    file: FileOption = None,
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output", "-o", help="Write to a file, such as site.html."),
    ] = None,
    locale: LocaleOption = None,
    target: TargetOption = None,
    group: GroupOption = None,
    indicator: IndicatorOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Put the whole tracker on one page for a browser, which needs nothing but itself."""
    from kpitrack.cli.answer import ask, keep, write_bytes
    from kpitrack.render.page.document import page_html
    from kpitrack.views.page import page_view
    from kpitrack.views.question import asked_period, default_period

    _check_ending(output)
    asked = ask(
        file, as_of=as_of, target=target, groups=group, indicators=indicator, locale=locale
    )
    question = asked.question
    when = asked_period(period) if period else default_period(asked.tracker, question.as_of)
    view = page_view(asked.tracker, when, question, language=asked.language)
    whole = page_html(view, asked.manner)
    if output is None or output == "-":
        write_bytes(whole.encode())  # the page itself says that it is UTF-8
    else:
        keep(whole, asked, output)


def _check_ending(output: str | None) -> None:
    """A page under another ending would be opened by a program that cannot show it."""
    ending = PurePath(output or "").suffix.lower()
    if ending not in ("", ".html", ".htm"):
        raise InputError(
            [Mistake("a file that ends in .html or .htm", f'"{ending}"', key="output")]
        )
