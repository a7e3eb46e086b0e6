"""A new app.yaml before it is written: what init was told, or found in another tool's file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.build.schema_file import NAME as SCHEMA
from generator.config.header import NAME
from generator.errors import invalid
from generator.hints import program


@dataclass(frozen=True)
class DraftService:
    """One service: its settings in the order in which a reader wants them, and remarks at some of them."""

    name: str
    settings: Mapping[str, Any]
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A whole app; ``database`` holds the settings of its database, None for an app without one."""

    name: str
    region: str
    services: Sequence[DraftService]
    database: Mapping[str, Any] | None = None


def name_of(folder: str) -> str:
    """The name of an app in a folder of this name. Raises InputError where none can be made of it."""
    name = re.sub(r"[^a-z0-9]+", "-", folder.lower()).strip("-0123456789")[:32].strip("-")
    if not NAME.fullmatch(name):
        raise invalid(f"no name for the app follows from the folder {folder!r}", hint="say one: --name my-app")
    return name


def text(draft: Draft) -> str:
    """The commented app.yaml of a draft."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={SCHEMA}"
    yield f"# What {draft.name} runs. Every setting and its default: {program()} schema --format markdown"
    yield f"# After a change: {program()} build"
    yield f"name: {draft.name}"
    yield f"region: {draft.region}"
    yield ""
    yield "network:"
    yield "  egress: endpoints # tasks reach AWS and nothing else; nat lets them call the internet"
    if draft.database is not None:
        yield ""
        yield "# PostgreSQL that takes TLS only; its login is made and kept in Secrets Manager."
        yield "database:" if draft.database else "database: {}"
        yield from (f"  {key}: {_value(value)}" for key, value in draft.database.items())
    yield ""
    yield "services:"
    for number, service in enumerate(draft.services):
        yield from [""] * (number > 0)
        yield f"  {service.name}:"
        for key, value in service.settings.items():
            remark = f" # {service.remarks[key]}" if key in service.remarks else ""
            yield f"    {key}: {_value(value)}{remark}"
        if "database" in service.settings.get("uses", ()) and not {"dockerfile", "runtime"} & service.settings.keys():
            yield "    # dockerfile: Dockerfile # or `runtime: node` (libpq, java, go, ...): how it trusts the database"
    yield ""
    yield "# What differs between environments is laid over the above."
    yield "environments:"
    yield "  dev: {}"
    if any("route" in service.settings for service in draft.services):
        yield "  # prod:"
        yield "  #   load_balancer:"
        yield "  #     certificate_arn: ... # of ACM, in this region: outside of dev the load balancer speaks HTTPS"
    else:
        yield "  prod: {}"


def _value(value: Any) -> str:
    """One value of YAML on its line, with quotes only where another reader would take it for something else."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z/][A-Za-z0-9_./*-]*(:[A-Za-z0-9_./*-]+)*", value):
        plain = value.lower() not in ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
        return value if plain else json.dumps(value)
    return json.dumps(value, ensure_ascii=False)
