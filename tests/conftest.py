"""A PostgreSQL server for the tests that need one, started once per test process and only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.postgres_server import postgres_server, why_not

_NUMBERS = count()


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """Address of the server, with a place for the database's name."""
    if why_not():
        pytest.skip(why_not())
    with postgres_server() as address:
        yield address


@pytest.fixture
def postgres_database(postgres_address: str) -> str:
    """Address of an empty database."""
    import psycopg

    name = f"test{next(_NUMBERS)}"
    with psycopg.connect(postgres_address.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres_address.format(name)
