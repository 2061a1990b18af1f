"""One PostgreSQL and one Spark for all tests that ask them; skipped where they are not here."""

from collections.abc import Iterator

import pytest

from tests.sources.warehouse.servers import NotHereError, postgres_server, spark_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL."""
    try:
        with postgres_server() as address:
            yield address
    except NotHereError as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Spark cluster."""
    try:
        with spark_server(tmp_path_factory.mktemp("spark")) as address:
            yield address
    except NotHereError as reason:
        pytest.skip(str(reason))
