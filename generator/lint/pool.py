"""cfn-lint itself, on every core."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from generator.crash import crash
from generator.errors import InputError, Problem
from generator.finding import Finding, not_checked
from generator.lint.runners import hurry, read_before_fork, runner
from generator.step import Step, silent

if TYPE_CHECKING:
    from concurrent.futures import Future


@dataclass(frozen=True)
class Job:
    """One template to lint: the folder to be in, the file as seen from there, and options of cfn-lint."""

    folder: Path
    file: str
    options: tuple[str, ...]


class NotStarted(Exception):
    """cfn-lint does not start, because of its configuration."""


TICK = 0.25
"""Seconds until it is said again how far it is, though nothing is new."""


def run(jobs: Sequence[Job], step: Step = silent) -> list[list[Finding]]:
    """Share the jobs out to one process per core, and give the verdict of each. ``step`` hears how far it is.

    A template on which cfn-lint fails, or whose process dies, has that as its finding. Raises InputError when cfn-lint
    refuses its configuration.
    """
    # Here, so that a build with nothing to lint starts sooner.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children

    workers = max(1, min(os.cpu_count() or 1, len(jobs)))
    step(WHAT, 0, len(jobs))
    if jobs:
        read_before_fork(jobs[0].options)
    with ProcessPoolExecutor(workers, initializer=_begin) as pool:
        try:
            done: SimpleQueue[object] = SimpleQueue()
            with _undisturbed():
                made = [pool.submit(_verdict, job) for job in jobs]
                for future in made:
                    future.add_done_callback(done.put)
            _wait(done, len(made), step)
            return [_result(future, job) for future, job in zip(made, jobs, strict=True)]
        except BaseException:
            for process in active_children():
                process.terminate()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


WHAT = "cfn-lint of templates"


def _wait(done: SimpleQueue[object], total: int, step: Step) -> None:
    """Wait until all of them are done, and say how many are.

    What is done comes through a queue that holds no lock which Ctrl-C could leave locked. ``concurrent.futures.wait``
    takes the locks of all futures one after the other, in Python: interrupted there, it leaves them locked, and the
    thread that tells the futures of the end of their processes waits for ever.
    """
    heard = 0
    while heard < total:
        try:
            done.get(timeout=TICK)
            heard += 1
        except Empty:
            pass
        step(WHAT, heard, total)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back while processes are started.

    Between the first of them and the thread that ends them, it would leave processes that wait for work for ever, and
    one that waits for these. Windows starts them without such a moment that could be held.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Let Ctrl-C end a process that lints without a word: whoever started it says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    hurry()


def _result(future: Future[list[Finding]], job: Job) -> list[Finding]:
    try:
        return future.result()
    except NotStarted as error:
        raise InputError([Problem((), f"cfn-lint refuses its configuration: {error}", where=".cfnlintrc")]) from None
    except Exception as error:
        return [not_checked(job.file, [crash(error)])]


def _verdict(job: Job) -> list[Finding]:
    """Lint a template in this process. cfn-lint is imported here, so that nobody else waits for it."""
    from cfnlint.exceptions import CfnLintExitException

    try:
        return [_finding(job, match) for match in _runner(job).run() if not _our_way(match)]
    except (CfnLintExitException, SystemExit) as error:
        raise NotStarted(" ".join(str(error).split())) from None
    except Exception as error:
        return [not_checked(job.file, [crash(error)])]


def _runner(job: Job) -> Any:
    from cfnlint.config import ConfigMixIn

    os.chdir(job.folder)
    return runner(ConfigMixIn([*job.options, "--", job.file]))


def _our_way(match: Any) -> bool:
    """W3002 says that a relative path needs `aws cloudformation package`: for nested stacks, that is the way we go."""
    path = list(getattr(match, "path", None) or [])
    return match.rule.id == "W3002" and path[-1:] == ["TemplateURL"]


def _finding(job: Job, match: Any) -> Finding:
    path = tuple(step if isinstance(step, int) else str(step) for step in getattr(match, "path", None) or ())
    return Finding(
        file=job.file,
        line=match.linenumber,
        column=match.columnnumber,
        rule=match.rule.id,
        message=" ".join(match.message.split()),
        resource=str(path[1]) if len(path) > 1 and path[0] == "Resources" else "",
        path=path,
    )
