"""What of user data may keep an instance from joining its cluster, or its agent from working, though it names one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.stack import Call, Value

_HEAD = re.compile(
    r"\s*(?:#!|<(?:powershell|script|persist|detach|runAsLocalSystem)|#cloud-|#include|#part-handler|##\s*template:|Content-Type:|MIME-Version:|---|version:)"
    r"|(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*\[?settings\b",
    re.IGNORECASE,
)
"""How scripts, what cloud-init reads, and the settings of Bottlerocket begin, which may have comments above. Source:
cloud-init, "Instance metadata" (## template: jinja comes first), EC2 User Guide, "Run commands on your Windows instance
at launch" (<persist>, <detach>), and public programs that write <persist> first; excerpts, read 2026-11; the others
from memory."""
_CONFIG = re.compile(r"ecs\.config|ECS_CLUSTER=[^\n]*>>?\s*/")
_LATER = re.compile(r"(?<!>)>\s*/etc/ecs/ecs\.config\b")
_OTHER_WAYS = re.compile(r"/etc/ecs/ecs\.config\b|Initialize-ECSAgent|docker run|cd\s+/etc/ecs")
_WRITES = re.compile(r"(?<!>)>\s*/etc/ecs/ecs\.config")
_DOUBTS = (
    (re.compile(r"ECS_CLUSTER[ \t]+=|ECS_CLUSTER=[ \t]+\S"), "has a space beside the = of ECS_CLUSTER"),
    (
        re.compile(
            r"\b(systemctl|service|initctl)\s+(stop|disable|mask)\s+(--now\s+)?(ecs|docker)\b|\bstop\s+ecs\b"
            r"|\bservice\s+(ecs|docker)\s+stop\b"
        ),
        "stops the agent or Docker",
    ),
    (
        re.compile(
            r"\bsystemctl[ \t]+(?![^\n]*--no-block)((re)?start|enable[ \t]+--now|--now[ \t]+enable)[ \t]+"
            r"ecs(\.service)?\b(?![^\n;]*[^&]&[ \t]*(\n|$))"
        ),
        "waits for the agent to start, which on ECS-optimized images waits for user data to end",
    ),
    (re.compile(r"(^|[;&|\s])(shutdown|poweroff|halt|reboot)\b"), "stops or restarts the instance"),
    (re.compile(r"\b(ip6?tables|nft)\b[^\n]*\b(DROP|REJECT|drop|reject)\b"), "has packets dropped"),
    (re.compile(r"\bHTTPS?_PROXY\s*="), "sends what the agent asks for through a proxy, which is not looked at"),
    (re.compile(r"ECS_ENABLE_TASK_IAM_ROLE\s*=\s*[\"']?false"), "has tasks without roles of their own"),
    (re.compile(r"ECS_ENABLE_TASK_ENI\s*=\s*[\"']?false"), "has no tasks with an interface of their own (awsvpc)"),
    (re.compile(r"ECS_BACKEND_HOST[ \t]*=[ \t]*[\"']?[^\s\"'>]"), "has the agent ask another address than ECS's"),
    (re.compile(r"'[^'\n]*ECS_CLUSTER=\$\{?\w[^'\n]*'"), "has a variable in single quotes, which is not put in"),
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
    if read and re.match(r"\s+#!", inner):
        yield "has something before #!, and the system runs no such script"
    if read and re.match(r"\s*#![^\n]*\r\n", inner):
        yield "has the ends of lines of Windows, and the system finds no such shell"
    lines = "\n".join(line for line in inner.splitlines() if not line.lstrip().startswith("#"))
    if _CONFIG.search(lines) and "ECS_CLUSTER" in lines and "/" in lines and not _OTHER_WAYS.search(lines):
        yield "writes another file than /etc/ecs/ecs.config"
    if len(_WRITES.findall(lines)) > 1 and "EOF" not in lines:
        yield "writes /etc/ecs/ecs.config anew, without what was in it"
    written_before = False
    for line in lines.splitlines():
        if written_before and _LATER.search(line) and "ECS_CLUSTER" not in line and "EOF" not in line:
            yield "writes /etc/ecs/ecs.config anew, after the cluster was written to it"
        written_before = written_before or ("ECS_CLUSTER" in line and "ecs.config" in line)
    for pattern, words in _DOUBTS:
        stops = words.startswith("stops the agent")
        if pattern.search(lines) and not (stops and _RESTARTS.search(lines)):
            yield words
    offered = _DRIVERS.search(lines)
    for driver in drivers:
        if offered and driver not in offered[1]:
            yield f"leaves {driver} out of ECS_AVAILABLE_LOGGING_DRIVERS"
