"""The ports that clients open connections from, so that answers come back on them.

Source: VPC User Guide, "Ephemeral ports" (nacl-ephemeral-ports.html), read 2026-11; the last port of Linux by the
kernel's ip-sysctl.txt, ip_local_port_range.
"""

from __future__ import annotations

import re

from generator.ecs.network.packets import Ports
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal

LINUX, WINDOWS = Ports(32768, 60999), Ports(49152, 65535)
WIDE = Ports(1024, 65535)
"""Those of load balancers and of NAT gateways."""
_SETTING = "net.ipv4.ip_local_port_range"
_RANGE = re.compile(r"\s*(\d{1,5})\s+(\d{1,5})\s*")


def client_ports(task: Task) -> Ports:
    """The ports of a task's own connections, those before its containers start among them."""
    family = literal(task.definition.get("RuntimePlatform", "OperatingSystemFamily")) if task.definition else None
    usual = WINDOWS if family and family.upper().startswith("WINDOWS") else LINUX
    chosen = [usual, *_set_by_containers(task)]
    return Ports(min(ports.first for ports in chosen), max(ports.last for ports in chosen))


def _set_by_containers(task: Task) -> list[Ports]:
    """What SystemControls set: in awsvpc, one container does so for all."""
    found = []
    for container in task.containers:
        for index, _ in items(container.get("SystemControls")):
            name, value = (literal(container.get("SystemControls", index, key)) for key in ("Namespace", "Value"))
            if name == _SETTING and (ends := _RANGE.fullmatch(value or "")):
                found.append(Ports(int(ends[1]), int(ends[2])))
    return found
