"""What the roles of a task have to allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.awsdata.apis import callable_types
from generator.awsdata.services import actions
from generator.needs.calls import file_actions, first_pull_actions, log_actions, pull_actions, read_actions
from generator.needs.permissions.actions import Action
from generator.report.guides.table import code, codes, table
from generator.report.guides.task import graph, task, want


def execution_role() -> str:
    """What ECS does with the execution role, need by need, asked of a task that uses everything."""
    by_need: dict[tuple[str, str], list[str]] = {}
    for action in _asked():
        by_need.setdefault((action.why, action.target), []).append(action.name)
    rows = [(why, codes(names), code(target)) for (why, target), names in by_need.items()]
    return table(("to", "actions", "on"), rows)


def _asked() -> Iterator[Action]:
    for _, image in want().origins:
        yield from pull_actions(image)
        yield from first_pull_actions(image, "for the first time")
    for _, secret in want().secrets:
        yield from read_actions(task(), secret)
    for _, file in want().files:
        yield from file_actions(graph(), file)
    for container, group in want().logs:
        yield from log_actions(task(), container, group)


def task_role() -> str:
    """What programs commonly do with what their variables name, with the task role; and what it takes of the key."""
    rows = [("ECS Exec", codes(actions("exec")), "")]
    for kind, known in callable_types().items():
        keys = _once(key for taken in known.calls.values() for key in taken)
        rows.append((code(kind), codes(known.calls), codes(keys) if known.key else ""))
    return table(("what is used", "for example", "on its customer managed key, if it has one"), rows)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
