"""Whether what ``--allow`` names exists: a slip of the pen would otherwise allow nothing, and say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.aws.follow import last_events
from generator.aws.preflight import read
from generator.aws.stacks import Stack, resources
from generator.changes.change import STACK
from generator.deploy.run import Run
from generator.errors import InputError, Problem, did_you_mean


def check_allowed_paths(run: Run, stack: Stack | None) -> None:
    """Check that every path of ``--allow`` exists: in the stack, in the output, or in the operation that ran last.

    What the last operation removed counts, so that the same command may be given again. Raises InputError.
    """
    if not run.options.allow:
        return
    paths = set(_paths(run.release.template, read(run.release)))
    if stack is not None:
        paths |= {resource.name for resource in resources(run.cloud, stack.id)}
    unknown = [path for path in run.options.allow if path not in paths]
    if stack is not None and unknown:
        paths |= {event.name for event in last_events(run.cloud, stack.id) if event.path}  # the root has none
    problems = [
        Problem((), f"--allow {path}: nothing in {run.release.stack} has that path", hint=did_you_mean(path, paths))
        for path in unknown
        if path not in paths
    ]
    if problems:
        raise InputError(problems)


def _paths(file: str, templates: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[str]:
    """The path of every resource of a template, and of those in the templates that it nests."""
    for name, resource in ((templates.get(file) or {}).get("Resources") or {}).items():
        yield "/".join((*above, name))
        nested = str((resource.get("Properties") or {}).get("TemplateURL"))
        if resource.get("Type") == STACK and nested in templates:
            yield from _paths(nested, templates, (*above, name))
