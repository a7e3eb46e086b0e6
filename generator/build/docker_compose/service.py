"""One service of a compose file as one of app.yaml."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.build.docker_compose.health import health
from generator.build.docker_compose.image import image
from generator.build.docker_compose.leftovers import leftovers
from generator.build.docker_compose.ports import ports
from generator.build.docker_compose.size import size
from generator.build.docker_compose.told import Made, Path_, Told
from generator.build.docker_compose.variables import interpolated, variables
from generator.build.draft import DraftService


def service(
    key: str,
    name: str,
    given: Mapping[str, Any],
    names: Mapping[str, str],
    stores: Mapping[str, str],
    app: str,
    beside: Path,
    folder: Path,
    first: bool,
) -> tuple[DraftService, list[Told]]:
    """Carry one service over. ``names`` are the services of the file by their keys there, ``stores`` the others."""
    made = Made(key)
    if key != name:
        made.say("!", f"called {name}: names are lower-case letters, digits and hyphens")
    image(made, name, given, beside, folder)
    ports(made, given, first)
    _health(made, given)
    _needs(made, given, names, stores)
    variables(made, name, given, {**names, **stores}, app)
    size(made, given)
    _command(made, given)
    leftovers(made, given)
    order = ("image", "dockerfile", "port", "route", "health", "image_tools", "uses", "calls")
    settings = {each: made.settings[each] for each in order if each in made.settings} | made.settings
    return DraftService(name, settings), made.told


def _health(made: Made, given: Mapping[str, Any]) -> None:
    if (check := given.get("healthcheck")) is None:
        return
    found = health(check if isinstance(check, Mapping) else {}, made.settings.get("port"))
    if found.settings:
        made.settings["health"] = found.settings
    made.settings |= {"image_tools": ["curl"]} if found.curl else {}
    for sign, words in found.said:
        made.say(sign, words, "healthcheck")


def _needs(made: Made, given: Mapping[str, Any], names: Mapping[str, str], stores: Mapping[str, str]) -> None:
    for source in ("depends_on", "links"):
        for number, each in enumerate(given.get(source) or []):
            target = str(each).partition(":")[0]
            path = (source, target if isinstance(given[source], Mapping) else str(number))
            _need(made, target, path, names, stores)


def _need(made: Made, target: str, path: Path_, names: Mapping[str, str], stores: Mapping[str, str]) -> None:
    if stores.get(target) == "postgres":
        if "database" not in made.settings.setdefault("uses", []):
            made.settings["uses"].append("database")
            made.say("+", "uses: [database]; its address comes as DB_HOST and PGHOST, its login as secrets", *path)
    elif target in stores:
        made.say("-", f"{target} is no part of app.yaml", *path)
    elif target in names and names[target] not in made.settings.setdefault("calls", []):
        made.settings["calls"].append(names[target])
        variable = names[target].upper().replace("-", "_")
        made.say("+", f"calls: [{names[target]}]; its address comes as {variable}_URL", *path)


def _command(made: Made, given: Mapping[str, Any]) -> None:
    command = given.get("command")
    if command is None:
        return
    try:
        words = [str(each) for each in command] if isinstance(command, list) else shlex.split(str(command))
    except ValueError:
        words = []
    if not words or any(interpolated(word) != word for word in words):
        made.say("-", "cannot be carried over; write it as a list without variables of the shell", "command")
        return
    made.settings["command"] = words
    made.say("+", "command", "command")
