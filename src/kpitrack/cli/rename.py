"""`kpitrack rename`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kpitrack.cli.recording import DryRunOption, IndicatorArgument, TrackerOption

if TYPE_CHECKING:
    from kpitrack.model.tracker import Tracker
    from kpitrack.sources.reader import Reading

EXAMPLE = "Example: kpitrack rename disbursement public-investment"


def rename(
    old: IndicatorArgument,
    new: Annotated[str, typer.Argument(help="Its id from now on.")],
    dry_run: DryRunOption = False,
    file: TrackerOption = None,
) -> None:
    """Give an indicator another id, also where other keys of the tracker name it."""
    from kpitrack.checks.rules.renaming import renamed_rule
    from kpitrack.cli.recording import change
    from kpitrack.cli.speaking import say
    from kpitrack.sources.editing.renaming import renamed
    from kpitrack.sources.places import key_text

    named: list[str] = []
    elsewhere: list[str] = []

    def edit(reading: "Reading", texts: Any) -> dict[str, str]:
        named.clear()
        _check(reading.tracker, old, new)
        elsewhere[:] = _not_looked_at(reading.tracker, old)
        made: dict[str, str] = {}
        for name, text in texts.items():
            made[name], keys = renamed(
                text, old, new, lambda rule: renamed_rule(rule, old, new)
            )
            named.extend(f"{name}: {key_text(one)}" for one in keys)
        return made

    change(file, edit, dry_run)
    say(f"renamed: {old} → {new}")
    for one in named:
        say(f"renamed there too: {one}")
    say(f"not looked at: {', '.join(elsewhere[:-1])}, and {elsewhere[-1]}")


def _not_looked_at(tracker: "Tracker", old: str) -> list[str]:
    """Where else an id may stand."""
    data = ["the data of [[observations]]"] if tracker.observations else []
    return [*data, f"marks in documents (kpi:{old}...)", "scripts", "rules with * or ?"]


def _check(tracker: "Tracker", old: str, new: str) -> None:
    """Raises InputError for an id that is not there or is taken, or whose name means more."""
    from kpitrack.errors import InputError, Mistake
    from kpitrack.views.question import group_ids, one_indicator

    one_indicator(tracker, old)
    if new in tracker.indicators:
        found = f"{new}, which stands in {tracker.origins[new]}"
        raise InputError([Mistake("an id that is not taken", found, key="new")])
    groups = group_ids(tracker)
    for one in tracker.indicators.values():
        counted = (
            one.derivation.of if one.derivation and one.derivation.kind == "met_of" else ()
        )
        for name in (old, new):
            if name in counted and name in groups:
                found = f"{name} in met_of of {one.id}, which is a group as well"
                fix = "rename the group, or list its indicators"
                expected = "a name that means one thing"
                raise InputError([Mistake(expected, found, fix, key="met_of")])
