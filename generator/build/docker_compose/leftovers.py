"""What a service says that nothing in app.yaml is like, or that goes without saying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.build.docker_compose.told import Made


def leftovers(made: Made, given: Mapping[str, Any]) -> None:
    """Take over who it runs as and on what, and say why the rest stays behind."""
    if re.fullmatch(r"\d+(:\d+)?", user := str(given.get("user", ""))):
        made.settings["user"] = user
        made.say("+", f"user: {user}", "user")
    elif user:
        made.say("-", f"{user}: a numeric uid:gid is needed", "user")
    if "arm64" in str(given.get("platform", "")):
        made.settings["architecture"] = "ARM64"
    if given.get("read_only") is not True:
        made.settings["read_only_root_filesystem"] = False
        made.say("!", "read_only_root_filesystem: false, as it was; true is better where it writes to /tmp only")
    for key, words in _remaining(given):
        made.say("+" if words in _MEANT else "-", words, key)


_MEANT = ("ECS replaces tasks that end", "that is how it is", "architecture")
_REMAINING = {
    "restart": _MEANT[0],
    "read_only": _MEANT[1],
    "init": "is not offered; let the image start an init of its own",
    "platform": _MEANT[2],
    "networks": "not needed: groups follow from calls and uses",
    "container_name": "not needed: services find each other by calls",
    "hostname": "not needed: services find each other by calls",
    "volumes": "tasks keep no files: use the database, or a bucket in a template module of its own",
    "env_file": "not read: add its variables to environment or secrets",
    "secrets": "add each under secrets, by the name of an SSM parameter or an ARN",
    "configs": "put them into the image, or into environment",
    "entrypoint": "keep it in the image; command replaces the image's own",
    "logging": "logs go to CloudWatch Logs",
    "privileged": "Fargate has no such containers",
    "profiles": "every service runs in every environment; null in an environment removes one",
}
_DONE = (
    *("image", "build", "ports", "expose", "healthcheck", "depends_on", "links", "environment", "command", "user"),
    *("deploy", "cpus", "mem_limit"),
)


def _remaining(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in given:
        if key not in _DONE:
            yield key, _REMAINING.get(key, "there is nothing like it in app.yaml")
