"""A database's address: filled from the environment, and never told with what was filled in."""

import os
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from kpitrack.errors import InputError
from kpitrack.model.observations import ObservationSource
from kpitrack.sources.observed.place import mistake

PATIENCE = 300
"""Seconds within which a database must answer one question, where it has no limit itself."""

CONNECT_PATIENCE = 10
"""Seconds within which a database must take up a connection."""

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_SECRETS_OF_DRIVERS = ("PGPASSWORD", "PGSSLPASSWORD", "SPARK_CONNECT_AUTHENTICATE_TOKEN")


class Address(NamedTuple):
    """Where a database is. `filled` is for its driver alone; `secrets` are never told."""

    filled: str
    secrets: tuple[str, ...] = ()

    def without_secrets(self, text: str) -> str:
        """A driver's message on one line, with *** for each secret in it."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(secret, "***")
        return " ".join(text.split())


def address_of(source: ObservationSource) -> Address:
    """The address of a source with each ${NAME} from the environment.

    What is filled in is percent-encoded, so that a password may hold any sign. Raises
    InputError with the names that the environment lacks.
    """
    names = dict.fromkeys(_PLACEHOLDER.findall(source.place))
    missing = [name for name in names if name not in os.environ]
    if missing:
        expected = f"{', '.join(missing)} in the environment"
        raise InputError([mistake(source, "from", expected, "no such variable")])
    filled = _PLACEHOLDER.sub(
        lambda found: quote(os.environ[found.group(1)], safe=""), source.place
    )
    return Address(filled, tuple(_secrets([*names, *_SECRETS_OF_DRIVERS])))


def _secrets(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        value = os.environ.get(name)
        if value:
            yield value
            yield quote(value, safe="")
