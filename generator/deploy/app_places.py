"""Where in app.yaml stands what a template has wrong: the section, and the setting where one makes the property."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from generator.build.origins import SETTING
from generator.config.source import read
from generator.config.tree import Map, Node
from generator.errors import InputError

_OF_A_SERVICE = {
    **SETTING,
    "HealthCheckPath": ("health", "path"),
    "Priority": ("route",),
    "Conditions": ("route",),
    "LoadBalancers": ("port",),
    "PortMappings": ("port",),
    "Port": ("port",),
    "Secrets": ("secrets",),
    "Environment": ("environment",),
    "DesiredCount": ("scale",),
}
"""Property of a resource in the stack of a service -> the setting of the service that it is made of."""
_SECTIONS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "database": (
        "database",
        {
            "EngineVersion": ("engine_version",),
            "DBInstanceClass": ("instance_class",),
            "AllocatedStorage": ("storage_gib",),
            "DBName": ("name",),
            "MasterUsername": ("username",),
        },
    ),
    "load_balancer": ("load_balancer", {"Certificates": ("certificate_arn",)}),
    "network": ("network", {"CidrBlock": ("cidr",)}),
    "vpc": ("network", {"CidrBlock": ("cidr",)}),
    "endpoints": ("network", {"PrivateDnsEnabled": ("egress",), "SubnetIds": ("egress",)}),
}
"""Template -> its section of app.yaml, and the settings that make properties in it."""


def app_places(config: Path, app: str) -> Callable[[str, Sequence[str | int]], str]:
    """Name the place of a property in a file, as ``app.yaml:14:3 services.auth-service``.

    The place is empty where there is none. ``config`` counts only while it is the file of that very app.
    """
    tree = _tree(config, app)

    def place(file: str, steps: Sequence[str | int]) -> str:
        name = PurePosixPath(file).stem
        services = tree.items.get("services") if tree else None
        if isinstance(services, Map) and name in services.items:
            return _named(tree, ("services", name), _OF_A_SERVICE, steps)
        section, settings = _SECTIONS.get(name, ("", {}))
        return _named(tree, (section,), settings, steps) if section else ""

    return place


def _named(
    tree: Map | None, section: tuple[str, ...], settings: dict[str, tuple[str, ...]], steps: Sequence[str | int]
) -> str:
    """The setting that makes a property, as far as app.yaml says it; empty when it does not say the section."""
    setting = next((settings[str(step)] for step in steps if step in settings), ())
    at, said, node = "", list[str](), tree
    for number, step in enumerate((*section, *setting)):
        if not isinstance(node, Map) or step not in node.items:
            if number < len(section):
                return ""
            break
        inner: Node = node.items[step]
        at, said, node = str(node.keys[step]), [*said, step], inner  # type: ignore[assignment]
    return f"{at} {'.'.join(said)}"


def _tree(config: Path, app: str) -> Map | None:
    try:
        tree = read(config, str(config))
    except InputError:
        return None
    name = tree.items.get("name") if isinstance(tree, Map) else None
    return tree if isinstance(tree, Map) and getattr(name, "value", None) == app else None
