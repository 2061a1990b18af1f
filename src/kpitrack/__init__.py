"""kpitrack: targets versus actuals, kept in a text file and told in the terminal.

From Python, `kpitrack.load()` gives a `Tracking` that answers the same questions as the
command: `kpitrack.load().status("2024")`. `kpitrack.audit(text)` needs no tracker.
"""

from typing import TYPE_CHECKING

from kpitrack.version import __version__

if TYPE_CHECKING:
    from kpitrack.api import Tracking, audit, load
    from kpitrack.errors import InputError, Mistake

__all__ = ["InputError", "Mistake", "Tracking", "__version__", "audit", "load"]


def __getattr__(name: str) -> object:
    """The API is imported when it is first used: `kpitrack --version` needs none of it."""
    if name in ("Tracking", "audit", "load"):
        from kpitrack import api

        return getattr(api, name)
    if name in ("InputError", "Mistake"):
        from kpitrack import errors

        return getattr(errors, name)
    raise AttributeError(f"module 'kpitrack' has no attribute {name!r}")
