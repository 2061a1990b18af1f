"""`kpitrack add`."""

from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from kpitrack.cli.completing import complete_group
from kpitrack.cli.recording import DryRunOption, TrackerOption

if TYPE_CHECKING:
    from kpitrack.model.tracker import Tracker
    from kpitrack.sources.reader import Reading

EXAMPLE = 'Example: kpitrack add new-roads --name "Roads built" --unit km --direction increase'


def add(
    indicator: Annotated[
        str, typer.Argument(help="Its id: lower-case words joined by hyphens.")
    ],
    name: Annotated[str, typer.Option("--name", help="What people call it.")],
    group: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--group", "-g", help="The id of its group.", autocompletion=complete_group
        ),
    ] = None,
    unit: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--unit", help="What it is counted in; % for a share."),
    ] = None,
    direction: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--direction", help="increase, decrease, maintain, milestone or neutral."),
    ] = None,
    decimals: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--decimals", help="Digits printed behind the point, from 0 to 12."),
    ] = None,
    rollup: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--rollup", help="How months make a year: sum, last, mean, max or min."),
    ] = None,
    method: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--method", help="How completion is measured: ratio or distance."),
    ] = None,
    owner: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--owner", help="Who answers for it."),
    ] = None,
    source: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--source", help="Where its figures come from."),
    ] = None,
    note: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--note", help="A remark kept beside it."),
    ] = None,
    dry_run: DryRunOption = False,
    file: TrackerOption = None,
) -> None:
    """Add an indicator without figures, below the others of its group."""
    from kpitrack.cli.recording import change
    from kpitrack.cli.speaking import say
    from kpitrack.errors import InputError, Mistake
    from kpitrack.sources.editing.adding import added

    given = {
        "name": name, "group": group, "unit": unit, "direction": direction,
        "decimals": decimals, "rollup": rollup, "method": method, "owner": owner,
        "source": source, "note": note,
    }  # fmt: skip
    table: dict[str, Any] = {key: one for key, one in given.items() if one is not None}

    def edit(reading: "Reading", texts: Any) -> dict[str, str]:
        if indicator in reading.tracker.indicators:
            place = reading.tracker.origins[indicator]
            found = f"{indicator}, which stands in {place}"
            raise InputError([Mistake("an id that is not taken", found, key="indicator")])
        place = _file_for(reading.tracker, group)
        return {place: added(texts[place], indicator, table)}

    edited = change(file, edit, dry_run)
    say(f"added: {name} ({indicator}) to {edited.changed[0]}")
    if group and group not in _groups(edited.before.tracker):
        say(f"{group} is a new group; give it a name under [groups.{group}]")


def _file_for(tracker: "Tracker", group: str | None) -> str:
    """The file of the last indicator of the group, else of the last of all."""
    members = [name for name, one in tracker.indicators.items() if group and one.group == group]
    return tracker.origins[[*tracker.indicators, *members][-1]]


def _groups(tracker: "Tracker") -> list[str]:
    from kpitrack.views.question import group_ids

    return group_ids(tracker)
