"""One local AWS for the tests of a module, as fast as it can be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.rehearsal.server import running
from tests.rehearsal.account import Account


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    with running(tmp_path_factory.mktemp("state"), pace=0) as local:
        yield Account(local)
