"""How tests are shared out among workers: what has one costly thing in common stays together, the rest goes singly."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# A local AWS serves a whole file; all examples of rules are linted in one run; and the wheel is built once.
TOGETHER = ("tests/aws/", "tests/deploy/", "tests/rehearsal/", "tests/checks/test_checks.py", "tests/test_installed.py")


class _Shared(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(TOGETHER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _Shared(config, log)
