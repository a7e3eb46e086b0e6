"""Environment variables of a service: plain ones, secrets, and what names another host."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.build.docker_compose.stores import variables_of
from generator.build.docker_compose.told import Made
from generator.text.credentials import plain_secret


def variables(made: Made, name: str, given: Mapping[str, Any], others: Mapping[str, str], app: str) -> None:
    """Take each variable over, unless the shell gives it, or it names a host that is another one here."""
    is_mapping = isinstance(given.get("environment"), Mapping)
    plain: dict[str, Any] = {}
    secrets: dict[str, Any] = {}
    for number, (variable, value) in enumerate(variables_of(given).items()):
        path = ("environment", variable if is_mapping else str(number))
        text = interpolated(value)
        if text is None:
            made.say("-", f"{variable}: comes from the shell or .env; add it to environment or secrets", *path)
        elif not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", variable):
            made.say("-", f"{variable}: not a name of a variable that ECS takes", *path)
        elif host := next((key for key in others if key != made.key and _names(text, key)), ""):
            what = "DB_HOST and PGHOST, and DB_PASSWORD" if others[host] == "postgres" else f"{_variable(host)}_URL"
            made.say("-", f"{variable}: names the host {host}, which is another one here; use {what}", *path)
        elif plain_secret(variable, text):
            secrets[variable] = f"/{app}/{name}/{variable.lower().replace('_', '-')}"
            made.say("!", f"secrets.{variable}: {secrets[variable]}; put its value into this SSM parameter", *path)
        else:
            plain[variable] = text
            made.say("+", f"environment.{variable}", *path)
    made.settings |= {"environment": plain} if plain else {}
    made.settings |= {"secrets": secrets} if secrets else {}


def _names(text: str, host: str) -> bool:
    """Whether a value has another service's name where a host stands."""
    return bool(re.search(rf"(?:^|//|@|,){re.escape(host)}(?::\d+|/|,|$)", text))


def _variable(key: str) -> str:
    return key.upper().replace("-", "_")


def interpolated(value: Any) -> str | None:
    """A value as compose gives it to the container where no variable of the shell is set; None without a default."""
    if value is None:
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = re.sub(r"(?<!\$)\$\{\w+:?-([^${}]*)\}", r"\1", text)
    if re.search(r"(?<!\$)\$(?!\$)[{A-Za-z_]", text):
        return None
    return text.replace("$$", "$")
