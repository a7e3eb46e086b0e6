"""A bundle for strangers: without account ids, and with made-up names for what is somebody's own."""

from __future__ import annotations

import json
import re

from generator.diagnosis.bundle import Bundle

ACCOUNT = "111122223333"
_ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")
_ID = re.compile(r"\b(?P<kind>eni|subnet|sg|vpc|vpce|i|rtb|nat|igw|ami)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b")
_ADDRESS = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")


def redacted(bundle: Bundle) -> Bundle:
    """The same evidence with account ids, resource ids, addresses and the stack's own names replaced.

    The same name is always replaced by the same word, so that what belongs together is still seen to.
    """
    text = bundle.model_copy(update={"redacted": True}).model_dump_json()
    text = _ACCOUNT.sub(ACCOUNT, text)
    for number, name in enumerate(_names(bundle), 1):
        written = json.dumps(name)[1:-1]
        text = re.sub(rf"(?<![\w-]){re.escape(written)}(?![\w])", f"name-{number}", text)
    numbered: dict[str, str] = {}

    def another(found: re.Match[str]) -> str:
        kind = found.groupdict().get("kind") or "address"
        return numbered.setdefault(found[0], f"{kind}-{len(numbered) + 1}")

    text = _ADDRESS.sub(another, _ID.sub(another, text))
    return Bundle.model_validate_json(text)


def _names(bundle: Bundle) -> list[str]:
    """The names that somebody chose, longest first, so that none is replaced inside of another."""
    names = {bundle.stack, *(service.name for service in bundle.services)}
    names |= {service.cluster.rpartition("/")[2] for service in bundle.services}
    names |= {task.arn.rpartition(":task/")[2].partition("/")[0] for task in bundle.tasks}
    names |= {task.task_definition.rpartition("/")[2].partition(":")[0] for task in bundle.tasks}
    names |= {
        container.image.rpartition("/")[2].partition(":")[0].partition("@")[0]
        for task in bundle.tasks
        for container in task.containers
    }
    names |= {log.group for log in bundle.logs}
    return sorted(filter(None, names), key=lambda name: (-len(name), name))
