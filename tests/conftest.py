"""What all tests share: how they are shared out among workers, what is costly and made once, and Ctrl-C."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from functools import cache
from types import FrameType
from typing import Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.compiling import compile_share, compiled

# A local AWS serves a whole file; changes of one app are linted in one run; and the wheel is built once.
TOGETHER = (
    "tests/aws/", "tests/clients/", "tests/deploy/", "tests/live/test_account.py", "tests/pages/",
    "tests/rehearsal/", "tests/rules/test_nested_app.py", "tests/rules/test_our_output.py", "tests/test_installed.py",
)  # fmt: skip


# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Have each worker compile its own share of the tests first, where all of them collect all."""
    gc.disable()  # until the tests are collected: of those, nothing becomes garbage
    if os.environ.get("PYTEST_XDIST_WORKER") and session.config.args == session.config.getini("testpaths"):
        compile_share(session.config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("random")


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never in what is there until the end: that took a tenth of the time."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 20)


class _Shared(LoadScopeScheduling):
    """What has one costly thing in common goes to one worker, the rest singly."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(TOGETHER) else nodeid

    def _pending_of(self, workload: dict[str, dict[str, bool]]) -> int:
        """Forget what is done: xdist counts all that a worker was ever given, after each test, and there are many."""
        for done in [scope for scope, tests in workload.items() if all(tests.values())]:
            del workload[done]
        return int(super()._pending_of(workload))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _Shared(config, log)


@pytest.fixture(scope="session", autouse=True)
def _cache_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep verdicts during this run, for all workers: none depends on what an earlier run, or its owner, has left.

    Where Python is told to leave nothing compiled in the clone, the processes that tests start keep it here.
    """
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(compiled(folder)))
        yield


@pytest.fixture(scope="session", autouse=True)
def _what_aws_offers_is_read_once() -> Iterator[None]:
    """Let all sessions of this process share what botocore reads of services: most of the time until a first call."""
    from botocore import loaders

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loaders, "create_loader", cache(loaders.create_loader))
        yield


@pytest.fixture(scope="session")
def rules_are_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have cfn-lint read its rules and schemas before it is forked, instead of in every process that comes of that."""
    from tests.rules.running import read_rules

    read_rules(tmp_path_factory.mktemp("rules"))


_interrupts: list[int] = []


def _interrupted(number: int, frame: FrameType | None) -> None:
    _interrupts.append(number)
    raise KeyboardInterrupt


@pytest.hookimpl(trylast=True)
def pytest_sessionstart() -> None:
    """Tell a Ctrl-C from one that a test plants; and hear it where a shell's background job was told not to.

    What a test starts would be as deaf as its parent, and a test of Ctrl-C would wait for it for ever.
    """
    if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, signal.SIG_IGN):
        signal.signal(signal.SIGINT, _interrupted)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """Let a test fail that a planted KeyboardInterrupt escapes from: pytest takes it for Ctrl-C and ends all tests."""
    try:
        return (yield)
    except KeyboardInterrupt:
        if _interrupts:
            raise
        pytest.fail("a KeyboardInterrupt came out of the test, and nobody had pressed Ctrl-C")
