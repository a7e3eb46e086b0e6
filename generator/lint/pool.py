"""cfn-lint itself, on every core."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.crash import crash
from generator.errors import InputError, Problem
from generator.finding import Finding, not_checked
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
    with ProcessPoolExecutor(workers, initializer=_ends_silently) as pool:
        try:
            with _undisturbed():
                made = [pool.submit(_verdict, job) for job in jobs]
            _wait(made, step)
            return [_result(future, job) for future, job in zip(made, jobs, strict=True)]
        except BaseException:
            for process in active_children():
                process.terminate()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


WHAT = "cfn-lint of templates"


def _wait(made: Sequence[Future[list[Finding]]], step: Step) -> None:
    """Wait for all of them, and say how many are done."""
    from concurrent.futures import wait

    left = set(made)
    while left:
        left = wait(left, timeout=TICK, return_when="FIRST_COMPLETED").not_done
        step(WHAT, len(made) - len(left), len(made))


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


def _ends_silently() -> None:
    """Let Ctrl-C end a process that lints without a word: whoever started it says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


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


_runners: dict[tuple[str, ...], Any] = {}
"""What was made in this process, by what only a new one reads: rules to add, and changes of the specification."""


def runner(config: Any) -> Any:
    """A runner of cfn-lint with a configuration (``cfnlint.config.ConfigMixIn``).

    One is made for all templates: reading its rules takes longer than linting a template.
    """
    from cfnlint.runner import Runner

    read = (*config.append_rules, "", *config.registry_schemas, "", config.override_spec, config.custom_rules)
    key = tuple(map(str, read))
    if key not in _runners:
        _runners[key] = Runner(config)
    made = _runners[key]
    made.config = config
    return made


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
