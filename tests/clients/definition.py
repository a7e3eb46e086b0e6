"""The containers of output/dev, with what AWS fills in when it starts them: addresses, secrets and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.clients.server import PASSWORD, USER, Server
from tests.gallery import ROOT

LOGIN = {"username": USER, "password": PASSWORD}


class _Template(yaml.SafeLoader):
    """Reads templates; what a short tag says stays beside its text."""


_Template.add_multi_constructor(
    "!", lambda loader, tag, node: {tag: node.value if isinstance(node, yaml.ScalarNode) else None}
)


@dataclass(frozen=True)
class Started:
    """What ECS hands a container: its variables, and the command of its health check."""

    variables: dict[str, str]
    probe: list[str]

    def without(self, *names: str) -> dict[str, str]:
        return {key: value for key, value in self.variables.items() if key not in names}


def container(name: str) -> dict[str, Any]:
    """The container of a service, as it stands in output/dev."""
    resources = yaml.load((ROOT / f"output/dev/{name}.yaml").read_text(), _Template)["Resources"]
    (found,) = resources["TaskDefinition"]["Properties"]["ContainerDefinitions"]
    return dict(found)


def database_name() -> str:
    """The database that the tasks are told about."""
    return str(_named(container("auth-service")["Environment"], "Value")["PGDATABASE"])


def start(name: str, server: Server, ports: Mapping[str, int]) -> Started:
    """Fill in what output/ leaves to AWS, or what this machine has elsewhere, and nothing else.

    ``ports`` are where the services listen: they share one machine, and cannot all have the port of the definition.
    """
    found = container(name)
    (mapping,) = found["PortMappings"]
    here = _moved({f"127.0.0.1:{mapping['ContainerPort']}": f"127.0.0.1:{ports[name]}"})
    elsewhere = {f"http://{each}.task-management.local:3000": f"http://127.0.0.1:{ports[each]}" for each in ports}
    named = _named(found["Environment"], "Value")
    files = {named["PGSSLROOTCERT"]: str(server.bundle)}
    variables = {key: _value(value, elsewhere | files) for key, value in named.items()}
    variables |= {"PORT": str(ports[name]), "PGPORT": str(server.port), "DB_PORT": str(server.port)}
    for key, value in _named(found["Secrets"], "ValueFrom").items():
        variables[key] = LOGIN[value["Sub"].removeprefix("${DatabaseLoginArn}:").removesuffix("::")]
    kind, *words = found["HealthCheck"]["Command"]
    assert kind == "CMD"
    return Started(variables, [here(word) for word in words])


def _named(entries: list[dict[str, Any]], key: str) -> dict[str, Any]:
    return {entry["Name"]: entry[key] for entry in entries}


def _value(value: Any, filled: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        assert value == {"Ref": "DatabaseHost"}, "only the database's address is left open"
        return "localhost"
    return filled.get(value, str(value))


def _moved(places: Mapping[str, str]) -> Callable[[str], str]:
    def move(word: str) -> str:
        for old, new in places.items():
            word = word.replace(old, new)
        return word

    return move


def image_command(folder: Path) -> tuple[str, ...]:
    """The command that a Dockerfile gives its image."""
    from generator.images.dockerfile import facts

    return tuple(facts((folder / "Dockerfile").read_bytes()).config.command or ())
