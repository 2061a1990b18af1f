"""What the commands that change a tracker share."""

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kpitrack.cli.completing import complete_indicator

if TYPE_CHECKING:
    from kpitrack.sources.editing.file import Edit, Edited

TrackerOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--file", "-f", help="A tracker file, or a folder of them."),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print what would change as a diff; write nothing.")
]
IndicatorArgument = Annotated[
    str, typer.Argument(help="The id of an indicator.", autocompletion=complete_indicator)
]


def change(file: str | None, edit: "Edit", dry_run: bool) -> "Edited":
    """Edit the tracker, or only print the diff of what an edit would do."""
    from kpitrack.sources.editing.file import edit_tracker, planned

    if not dry_run:
        return edit_tracker(file, edit)
    from kpitrack.cli.speaking import say

    edited = planned(file, edit)
    _show(edited)
    say("a dry run, nothing is written; without --dry-run:")
    return edited


def _show(edited: "Edited") -> None:
    import sys
    from difflib import unified_diff

    from kpitrack.cli.answer import write
    from kpitrack.render.printable import printable

    for name in edited.changed:
        old, new = (
            one.contents[name].decode().removeprefix("\ufeff").splitlines(keepends=True)
            for one in edited
        )
        for line in unified_diff(old, new, name, name):
            whole = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            write(f"{printable(whole.rstrip())}\n" if sys.stdout.isatty() else whole)
