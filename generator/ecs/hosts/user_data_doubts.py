"""What of user data may keep an instance from joining its cluster, or its agent from working, though it names one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.stack import Call, Value

_HEAD = re.compile(
    r"\s*(?:#!|<powershell|<script|#cloud-|#include|Content-Type:|MIME-Version:|\[?settings|---|version:)",
    re.IGNORECASE,
)
_CONFIG = re.compile(r"ecs\.config")
_OTHER_WAYS = re.compile(r"/etc/ecs/ecs\.config|Initialize-ECSAgent|docker run|cd\s+/etc/ecs")
_WRITES = re.compile(r"(?<!>)>\s*/etc/ecs/ecs\.config")
_DOUBTS = (
    (re.compile(r"ECS_CLUSTER[ \t]+=|ECS_CLUSTER=[ \t]+\S"), "has a space beside the = of ECS_CLUSTER"),
    (
        re.compile(r"\b(systemctl|service|initctl)\s+(stop|disable|mask)\s+(--now\s+)?(ecs|docker)\b|\bstop\s+ecs\b"),
        "stops the agent or Docker",
    ),
    (
        re.compile(
            r"\bsystemctl[ \t]+(?![^\n]*--no-block)(re)?start[ \t]+ecs(\.service)?\b(?![^\n;]*[^&]&[ \t]*(\n|$))"
        ),
        "waits for the agent to start, which on ECS-optimized images waits for user data to end",
    ),
    (re.compile(r"(^|[;&|\s])(shutdown|poweroff|halt|reboot)\b"), "stops or restarts the instance"),
    (re.compile(r"\b(ip6?tables|nft)\b[^\n]*\b(DROP|REJECT|drop|reject)\b"), "has packets dropped"),
    (re.compile(r"\bHTTPS?_PROXY\s*="), "sends what the agent asks for through a proxy, which is not looked at"),
    (re.compile(r"status\s+DRAINING|ECS_DISABLE_PRIVILEGED|ECS_WARM_POOLS_CHECK"), "changes what the agent does"),
)  # fmt: skip
_RESTARTS = re.compile(
    r"\b(systemctl|service|initctl)\s+(start|restart|enable)\s+(--now\s+)?(--no-block\s+)?(ecs|docker)\b|\bstart\s+(ecs|docker)\b"
)
_DRIVERS = re.compile(r"ECS_AVAILABLE_LOGGING_DRIVERS\s*=\s*'?\"?(\[[^\n]*\])")


def user_data_doubts(written: Value, text: str, drivers: tuple[str, ...] = ()) -> Iterator[str]:
    """Say what user data does that may leave tasks without a host; ``drivers`` are those that the tasks log with.

    Sources: ECS Developer Guide, "Amazon ECS container agent configuration" and "Bootstrapping Amazon ECS Linux
    container instances"; EC2 User Guide, "Run commands at launch" (a script begins with #!); not looked up, 2026-11.
    The unit of the agent comes after cloud-final: ECS Developer Guide, "Installing the Amazon ECS container agent";
    amazon-ecs-agent #1707 and #4818, amazon-ecs-init #175, read 2026-11.
    """
    inner = text
    read = isinstance(written, Call) and inner.strip() and not inner.lstrip().startswith("\ue000")
    if read and not _HEAD.match(inner):
        yield "does not begin as a script or another kind of user data does, and is not run"
    lines = "\n".join(line for line in inner.splitlines() if not line.lstrip().startswith("#"))
    if _CONFIG.search(lines) and "ECS_CLUSTER" in lines and "/" in lines and not _OTHER_WAYS.search(lines):
        yield "writes another file than /etc/ecs/ecs.config"
    if len(_WRITES.findall(lines)) > 1 and "EOF" not in lines:
        yield "writes /etc/ecs/ecs.config anew, without what was in it"
    for pattern, words in _DOUBTS:
        stops = words.startswith("stops the agent")
        if pattern.search(lines) and not (stops and _RESTARTS.search(lines)):
            yield words
    offered = _DRIVERS.search(lines)
    for driver in drivers:
        if offered and driver not in offered[1]:
            yield f"leaves {driver} out of ECS_AVAILABLE_LOGGING_DRIVERS"
