"""cfn-lint itself, on every core."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.crash import crash
from generator.errors import InputError, Problem
from generator.finding import Finding, not_checked

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


def run(jobs: Sequence[Job]) -> list[list[Finding]]:
    """Share the jobs out to one process per core, and give the verdict of each.

    A template on which cfn-lint fails, or whose process dies, has that as its finding. Raises InputError when cfn-lint
    refuses its configuration.
    """
    from concurrent.futures import ProcessPoolExecutor  # here, so that a build with nothing to lint starts sooner

    workers = max(1, min(os.cpu_count() or 1, len(jobs)))
    with ProcessPoolExecutor(workers) as pool:
        shares = [pool.submit(_share, jobs[start::workers]) for start in range(workers)]
        verdicts: list[list[Finding]] = [[]] * len(jobs)
        for start, share in enumerate(shares):
            verdicts[start::workers] = _verdicts(share, jobs[start::workers])
    return verdicts


def _verdicts(share: Future[list[list[Finding]]], jobs: Sequence[Job]) -> list[list[Finding]]:
    try:
        return share.result()
    except NotStarted as error:
        raise InputError([Problem((), f"cfn-lint refuses its configuration: {error}", where=".cfnlintrc")]) from None
    except Exception as error:
        return [[not_checked(job.file, [crash(error)])] for job in jobs]


def _share(jobs: Sequence[Job]) -> list[list[Finding]]:
    """Lint some templates in this process. cfn-lint is imported here, so that nobody else waits for it."""
    from cfnlint.exceptions import CfnLintExitException

    verdicts = []
    for job in jobs:
        try:
            verdicts.append([_finding(job, match) for match in _runner(job).run() if not _our_way(match)])
        except (CfnLintExitException, SystemExit) as error:
            raise NotStarted(" ".join(str(error).split())) from None
        except Exception as error:
            verdicts.append([not_checked(job.file, [crash(error)])])
    return verdicts


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
