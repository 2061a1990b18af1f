"""What the shell offers on Tab: the ids, groups, periods and sets of the tracker at hand."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from kpitrack.model.tracker import Tracker


def _offered(
    context: typer.Context, incomplete: str, find: Callable[["Tracker"], Iterable[str]]
) -> list[str]:
    """Words that begin as typed; nothing, and silently, where the tracker cannot be read."""
    from kpitrack.errors import InputError
    from kpitrack.sources.reader import read_tracker

    try:
        tracker = read_tracker(context.params.get("file"))
    except InputError:
        return []
    return [one for one in find(tracker) if one.startswith(incomplete)]


def complete_indicator(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids of indicators."""
    return _offered(ctx, incomplete, lambda tracker: tracker.indicators)


def complete_group(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids of groups."""
    from kpitrack.views.question import group_ids

    return _offered(ctx, incomplete, group_ids)


def complete_period(ctx: typer.Context, incomplete: str) -> list[str]:
    """Periods that have an actual."""
    import datetime as dt

    from kpitrack.views.question import periods_with_actuals

    def periods(tracker: "Tracker") -> Iterable[str]:
        return (str(one) for one in periods_with_actuals(tracker, dt.date.max))

    return _offered(ctx, incomplete, periods)


def complete_target_set(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of target sets, and `all`."""
    from kpitrack.views.question import ALL_SETS, target_sets

    return _offered(ctx, incomplete, lambda tracker: [*target_sets(tracker), ALL_SETS])


def complete_dimension(ctx: typer.Context, incomplete: str) -> list[str]:
    """Dimensions that figures are broken down by."""
    from kpitrack.views.question import dimensions

    return _offered(ctx, incomplete, dimensions)


def complete_check(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of the built-in checks, and `rules`."""
    from kpitrack.checks.consistency.catalogue import CHECKS
    from kpitrack.checks.view import RULES

    names = [*(one.name for one in CHECKS), RULES]
    return [one for one in names if one.startswith(incomplete)]
