"""Does a container start with the kernel parameters that its task definition sets?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, unknown
from generator.stack import Absent, shown

_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"\d+\s+\d+")
# Source: ECS API Reference, SystemControl (net.* and those of IPC; on Fargate with platform version 1.4.0 or later, and
# not on Windows); Linux kernel documentation, networking/ip-sysctl: what belongs to a network namespace; read 2026-11.
_TAKEN = {
    **{
        f"net.ipv4.tcp_{name}": _NUMBER
        for name in (
            "keepalive_time", "keepalive_intvl", "keepalive_probes", "fin_timeout", "syn_retries", "synack_retries",
            "max_syn_backlog", "syncookies", "retries1", "retries2", "slow_start_after_idle", "tw_reuse",
        )
    },
    "net.core.somaxconn": _NUMBER,
    "net.ipv4.ip_unprivileged_port_start": _NUMBER,
    "net.ipv4.ip_local_port_range": _RANGE,
}  # fmt: skip
"""Parameters that each network namespace has of its own, and what a value of one looks like."""


def kernel_parameter_answers(task: Task) -> Iterator[Answer]:
    """Say which parameters are not known to be taken by what the task runs on."""
    for container in task.containers:
        given = container.get("SystemControls")
        if not isinstance(given, Absent):
            yield from _of_container(task, container)


def _of_container(task: Task, container: Container) -> Iterator[Answer]:
    for index, _ in items(container.get("SystemControls")):
        written, value = (container.get("SystemControls", index, key) for key in ("Namespace", "Value"))
        name, number = literal(written) or "", literal(value) or ""
        own_network = task.awsvpc is Truth.YES
        form = _TAKEN.get(name)
        if not own_network or form is None or not form.fullmatch(number):
            yield unknown(
                f"whether {container.name} starts with {shown(written)} = {shown(value)} (SystemControls) is not known "
                "here"
            )
