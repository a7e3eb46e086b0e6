"""Where in app.yaml stands what a template has wrong: the service, and the setting where one makes the property."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from generator.build.origins import SETTING
from generator.config.source import read
from generator.config.tree import Map
from generator.errors import InputError
from generator.finding import Finding


def app_places(config: Path, app: str) -> Callable[[Finding], str]:
    """Give what names the place of a finding, as ``app.yaml:14:3 services.auth-service``; empty where there is none.

    ``config`` counts only while it is the file of that very app.
    """
    services = _services(config, app)

    def place(finding: Finding) -> str:
        name = PurePosixPath(finding.file).stem
        service = services.items.get(name) if services else None
        if services is None or service is None:
            return ""
        steps, at = ["services", name], services.keys[name]
        for setting in next((SETTING[str(step)] for step in finding.steps if step in SETTING), ()):
            if not isinstance(service, Map) or setting not in service.items:
                break
            steps, at, service = [*steps, setting], service.keys[setting], service.items[setting]
        return f"{at} {'.'.join(steps)}"

    return place


def _services(config: Path, app: str) -> Map | None:
    try:
        tree = read(config, str(config))
    except InputError:
        return None
    name = tree.items.get("name") if isinstance(tree, Map) else None
    if not isinstance(tree, Map) or getattr(name, "value", None) != app:
        return None
    services = tree.items.get("services")
    return services if isinstance(services, Map) else None
