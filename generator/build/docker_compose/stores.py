"""Images of compose files: which of them are stores, and what of a PostgreSQL becomes the database of app.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_STORES = {
    "postgres": ("postgres", "postgresql", "postgis", "pgvector", "timescaledb", "supabase"),
    "mysql": ("mysql", "mysql-server", "mariadb", "percona"),
    "redis": ("redis", "valkey", "keydb", "dragonfly", "redis-stack", "redis-stack-server"),
    "memcached": ("memcached",),
    "mongodb": ("mongo", "mongodb", "mongodb-community-server"),
    "rabbitmq": ("rabbitmq",),
    "kafka": ("kafka", "cp-kafka", "zookeeper", "cp-zookeeper", "redpanda"),
    "elasticsearch": ("elasticsearch", "opensearch"),
    "object store": ("minio", "localstack"),
}
_DEFAULT_MAJOR = "17"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
_TAKEN = ("postgres", "admin", "rdsadmin", "root", "user")

Said = list[tuple[tuple[str, ...], str, str]]


def store(service: Mapping[str, Any]) -> str:
    """The kind of store that a service of a compose file is, empty for a program of somebody's own."""
    if "build" in service:
        return ""
    repository = str(service.get("image", "")).split("@")[0].rsplit("/", 1)[-1].partition(":")[0].lower()
    return next((kind for kind, names in _STORES.items() if repository in names), "")


def variables_of(service: Mapping[str, Any]) -> dict[str, Any]:
    """The environment of a service, which is a mapping or a list; None for what the shell would give."""
    listed = service.get("environment") or {}
    if isinstance(listed, Mapping):
        return {str(key): value for key, value in listed.items()}
    pairs = [str(each).partition("=") for each in listed]
    return {name: value if equals else None for name, equals, value in pairs}


def database_of(service: Mapping[str, Any]) -> tuple[dict[str, Any], Said]:
    """Settings of the database for a PostgreSQL, and what is said of each line."""
    settings: dict[str, Any] = {}
    said: Said = []
    tag = str(service.get("image", "")).split("@")[0].rpartition(":")[2]
    major = match[0] if (match := re.match(r"\d{1,2}(?![\d])", tag)) else _DEFAULT_MAJOR
    if major == _DEFAULT_MAJOR:
        said.append((("image",), "+", "database: PostgreSQL 17, made and kept by RDS"))
    else:
        words = f"database, but of PostgreSQL {_DEFAULT_MAJOR}, not {major}: set `engine_version` if it has to be that"
        said.append((("image",), "+", words))
    found = variables_of(service)
    for variable, key in (("POSTGRES_DB", "name"), ("POSTGRES_USER", "username")):
        value = found.get(variable)
        where = ("environment", variable) if isinstance(service.get("environment"), Mapping) else ("environment",)
        if isinstance(value, str) and _NAME.fullmatch(value) and not (key == "username" and value.lower() in _TAKEN):
            settings[key] = value
            said.append((where, "+", f"database.{key}: {value}"))
        elif variable in found:
            said.append((where, "-", f"{variable}: not a {key} that RDS takes; the default is used"))
    if any("PASSWORD" in name for name in found):
        said.append((("environment",), "-", "its password is made and kept by Secrets Manager, never written down"))
    for key in service:
        if key not in ("image", "environment"):
            said.append(((key,), "-", _OF_STORES.get(key, "RDS has its own way")))
    return settings, said


_OF_STORES = {
    "volumes": "the storage of RDS takes its place; dump and restore the data",
    "ports": "reached by those services only that say `uses: [database]`",
    "healthcheck": "RDS looks after it",
    "restart": "RDS looks after it",
}
