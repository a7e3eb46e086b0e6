"""Which services of AWS there are endpoints for, and which actions ECS takes to start a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from generator.awsdata.load import Fact, Table, Words


@dataclass(frozen=True, kw_only=True)
class PrefixList(Fact):
    """A prefix list that AWS keeps."""

    id: str


@dataclass(frozen=True, kw_only=True)
class Endpoint(Fact):
    """The last part of an endpoint's service name, such as ``ecr.api``."""

    endpoint: str


@dataclass(frozen=True, kw_only=True)
class Host(Fact):
    """A name to be asked for, of ``{region}`` and the ``{domain}`` of the partition; ``*`` is any one label."""

    host: str


_FILE = "services.yaml"
_GATEWAYS = Table(_FILE, "gateways", Words)
_S3_PREFIX_LISTS = Table(_FILE, "s3_prefix_lists", PrefixList)
_ENDPOINTS = Table(_FILE, "endpoints", Endpoint)
_HOSTS = Table(_FILE, "hosts", Host)
_CALLS = Table(_FILE, "calls", Words)
TABLES: tuple[Table[Any], ...] = (_GATEWAYS, _S3_PREFIX_LISTS, _ENDPOINTS, _HOSTS, _CALLS)
DATABASE = "rds database"
"""How the table of hosts names those of databases."""

Purpose = Literal["pull_token", "pull", "first_pull", "write_log", "read_secretsmanager", "read_ssm", "decrypt", "exec"]


@cache
def gateway_services() -> tuple[str, ...]:
    """The services that gateway endpoints serve, as endpoints name them."""
    return _GATEWAYS.entries["services"].words


@cache
def s3_prefix_lists() -> Mapping[str, str]:
    """The prefix list of S3 by region, where it is known. Ids are unique over all regions."""
    return {region: known.id for region, known in _S3_PREFIX_LISTS.entries.items()}


def endpoint_of(action: str) -> str | None:
    """Name the endpoint that carries an action such as ``sqs:SendMessage``; None when none is known."""
    known = _ENDPOINTS.entries.get(action) or _ENDPOINTS.entries.get(action.partition(":")[0])
    return known.endpoint if known else None


@cache
def endpoint_names() -> Mapping[str, str]:
    """The endpoint that carries the actions of a service, by what stands before their colon, or one action."""
    return {prefix: known.endpoint for prefix, known in _ENDPOINTS.entries.items()}


def host_of(api: str) -> str:
    """The name that tasks ask for when they call an API, or connect to a database, with ``{region}`` in it."""
    known = _HOSTS.entries.get(api)
    return known.host if known else f"{api}.{{region}}.{{domain}}"


def actions(purpose: Purpose) -> tuple[str, ...]:
    """The actions that ECS takes for a task, such as those that pull an image."""
    return _CALLS.entries[purpose].words
