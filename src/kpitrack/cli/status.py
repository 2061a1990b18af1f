"""`kpitrack status`."""

from enum import StrEnum
from typing import Annotated, Optional

import typer

from kpitrack.cli.options import (
    AsOfOption,
    ByOption,
    FileOption,
    GroupOption,
    IndicatorOption,
    LocaleOption,
    OutputOption,
    PeriodArgument,
    PictureFormatOption,
    TargetOption,
    ToDateOption,
)
from kpitrack.errors import InputError, Mistake
from kpitrack.measures.statuses import STATUSES

EXAMPLE = "Example: kpitrack status 2024 --group budget --target all"

StatusName = StrEnum("StatusName", {name: name for name in STATUSES})  # type: ignore[misc]


class Layout(StrEnum):
    """What the answer looks like."""

    table = "table"
    pace = "pace"
    iptt = "iptt"


class Every(StrEnum):
    """The length of a reporting period in the tracking table."""

    year = "year"
    half = "half"
    quarter = "quarter"
    month = "month"


class Order(StrEnum):
    """How rows are sorted."""

    file = "file"
    name = "name"
    completion = "completion"
    status = "status"
    variance = "variance"


def status(
    period: PeriodArgument = None,
    file: FileOption = None,
    form: PictureFormatOption = None,
    output: OutputOption = None,
    locale: LocaleOption = None,
    target: TargetOption = None,
    group: GroupOption = None,
    indicator: IndicatorOption = None,
    only: Annotated[
        Optional[list[StatusName]],  # noqa: UP045
        typer.Option("--status", help="Only rows with this status; repeat for more."),
    ] = None,
    sort: Annotated[Order, typer.Option("--sort", help="The order of the rows.")] = Order.file,
    by: ByOption = None,
    layout: Annotated[
        Layout,
        typer.Option(
            "--layout",
            help="pace: expected, ahead or behind, remaining, projected; "
            "iptt: the performance tracking table for donors.",
        ),
    ] = Layout.table,
    every: Annotated[
        Optional[Every],  # noqa: UP045
        typer.Option("--every", help="The reporting periods of the tracking table."),
    ] = None,
    to_date: ToDateOption = False,
    as_of: AsOfOption = None,
    fail_under: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(
            "--fail-under",
            metavar="PERCENT",
            help="Exit 1 when an indicator with a target is under it or has no data.",
        ),
    ] = None,
) -> None:
    """Show where we stand: target, actual, completion and status."""
    from kpitrack.cli.answer import answering, ask, tell
    from kpitrack.views.question import asked_period, default_period
    from kpitrack.views.status import falls_under, status_view

    if every is not None and layout is not Layout.iptt:
        raise InputError([Mistake("--layout iptt with it", "--every", key="every")])

    ranges_wide = to_date or layout is not Layout.table
    asked = ask(
        file,
        as_of=as_of,
        target=target,
        groups=group,
        indicators=indicator,
        locale=locale,
        within=None if ranges_wide else tuple(filter(None, [period])),
        by=by,
    )
    question = asked.question
    when = asked_period(period) if period else None
    if to_date:
        from kpitrack.views.so_far import year_so_far

        when = year_so_far(asked.tracker, question, when)
    elif when is None:
        when = default_period(asked.tracker, question.as_of)
    view = status_view(
        asked.tracker,
        when,
        question,
        statuses=[status for status in STATUSES if status in (only or ())],
        sort=sort.value,
        by=by,
        language=asked.language,
    )
    fails = fail_under is not None and falls_under(view, asked.tracker, fail_under)
    with answering(held=not fails):
        if layout is not Layout.iptt:
            tell(view, asked, form, output, None if layout is Layout.table else layout.value)
            return
        from kpitrack.views.tracking import tracking_view

        tracking = tracking_view(
            asked.tracker,
            question,
            period=when if period or to_date else None,
            every=every.value if every else None,
            by=by,
            only=view.ids,
            language=asked.language,
        )
        tell(tracking, asked, form, output)
