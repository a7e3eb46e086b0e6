"""The last lines of a container that ended, for a message that only sends its reader to them."""

from __future__ import annotations

from generator.diagnosis.bundle import Bundle
from generator.diagnosis.messages import Message
from generator.diagnosis.readings import Reading

LAST, LONGEST = 5, 200
"""Lines that are shown, and characters of one."""
PREFIX = "log: "
"""How such a line begins among the evidence."""


def last_lines(bundle: Bundle, reading: Reading) -> tuple[str, ...]:
    """What the container wrote last of which a message says that it ended; empty where nothing is kept of it.

    Only for entries of the catalogue that have their reader look at the log.
    """
    message = reading.message
    if message.lines or not any(check.call.startswith("logs.") for check in reading.entry.checks):
        return ()
    logs = [log for log in bundle.logs if log.lines and message.container in ("", log.container)]
    own = [log for log in logs if log.task == _task(message)] or [
        log for log in logs if log.task in _of_the_same(bundle, message)
    ]
    lines = [line.strip() for log in own[:1] for line in log.lines if line.strip()]
    return tuple(f"{PREFIX}{line[:LONGEST]}" for line in lines[-LAST:])


def _task(message: Message) -> str:
    return dict(message.names).get("taskArn", "")


def _of_the_same(bundle: Bundle, message: Message) -> set[str]:
    """The tasks of the same group: of some, no log was read."""
    groups = {task.group for task in bundle.tasks if task.arn == _task(message)}
    return {task.arn for task in bundle.tasks if task.group in groups}
