"""The port of a service, and whether somebody outside calls it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.build.docker_compose.told import Made, Path_


def ports(made: Made, given: Mapping[str, Any], first: bool) -> None:
    """Take over the first TCP port, and a route where it is published: the ``first`` service gets all paths."""
    listed: list[tuple[Path_, str, bool, str]] = []
    for number, each in enumerate(given.get("ports") or []):
        if isinstance(each, Mapping):
            target, protocol = str(each.get("target", "")), str(each.get("protocol", "tcp"))
            listed.append((("ports", str(number)), target, "published" in each, protocol))
        else:
            text, _, protocol = str(each).partition("/")
            parts = text.rsplit(":", 1)
            listed.append((("ports", str(number)), parts[-1], len(parts) > 1, protocol or "tcp"))
    for number, each in enumerate(given.get("expose") or []):
        target, _, protocol = str(each).partition("/")
        listed.append((("expose", str(number)), target, False, protocol or "tcp"))
    for path, target, published, protocol in listed:
        if not target.isdigit() or protocol != "tcp":
            made.say("-", f"{target}/{protocol}: not one TCP port", *path)
        elif "port" in made.settings:
            if int(target) != made.settings["port"]:
                made.say("-", f"{target}: a service has one port, and {made.settings['port']} came first", *path)
        else:
            made.settings["port"] = int(target)
            made.say("+", f"port: {target}", *path)
            if int(target) < 1024:
                made.settings["user"] = "root"
                made.say("!", "user: root, for an ordinary user cannot open it; a port from 1024 on is better", *path)
            if published and first:
                made.settings["route"] = {"path": "/*"}
                made.say("!", "route: /* of the load balancer; say which paths are meant", *path)
            elif published:
                made.say("!", "no route, for another service has /*; add one if the outside calls it", *path)
