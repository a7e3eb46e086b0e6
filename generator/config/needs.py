"""What template modules ask of each other.

A module states its needs; compose unites the needs of all; the module that owns a kind of resource
builds it from that union. So a consumer opens its own door: a new service or store never edits
network, groups, endpoints, keys or iam.

``Ref`` and ``Sub`` inside a need name Outputs of other stacks; compose wires them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

INTERNET = "0.0.0.0/0"
"""Everyone: the source of a public load balancer's traffic, the target of calls to the internet."""

Api = str
"""An AWS service as VPC endpoints name it, such as ``ecr.api`` or ``s3``."""


@dataclass(frozen=True)
class Call:
    """Tasks of ``caller`` call an AWS API, so a path to it must exist. ``why`` ends up in the template."""

    api: Api
    caller: str
    why: str
    lesson: int | None = None
    allow: tuple[Any, ...] = ()
    """awacs statements that a gateway endpoint's policy must admit for this call."""


@dataclass(frozen=True)
class Group:
    """A security group, by the name that flows use. ``owner`` is the setting it comes from."""

    name: str
    why: str
    owner: str


@dataclass(frozen=True)
class Flow:
    """TCP from ``source`` to ``target`` on ``port``.

    Each end is the name of a Group, a CIDR block, or (as target only) an AWS service that gateway endpoints
    serve, which stands at public addresses.
    """

    source: str
    target: str
    port: int
    why: str
    lesson: int | None = None


@dataclass(frozen=True)
class Role:
    """An IAM role for an AWS service, with one policy of awacs statements. Its Output is ``<name>RoleArn``."""

    name: str
    principal: str
    why: str
    statements: tuple[Any, ...]
    source_arn: Any = None
    """What ``aws:SourceArn`` must be like, against the confused deputy; None admits whatever the service does for this
    account."""
    lesson: int | None = None


@dataclass(frozen=True)
class GeneratedSecret:
    """A secret that Secrets Manager fills with a random value. Its Output is ``<name>Arn``.

    With ``key`` the secret is a JSON object of ``fields`` plus the generated value under ``key``.
    """

    name: str
    why: str
    length: int
    key: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Needs:
    """Everything that some modules ask of the others."""

    calls: tuple[Call, ...] = ()
    groups: tuple[Group, ...] = ()
    flows: tuple[Flow, ...] = ()
    roles: tuple[Role, ...] = ()
    secrets: tuple[GeneratedSecret, ...] = ()
    addresses: int = 0
    """Private addresses that tasks may hold at once, the old and the new ones of a deployment counted."""
    public: bool = False
    """Whether something here is reached from the internet, so that public subnets must exist."""

    @staticmethod
    def united(parts: Iterable[Needs]) -> Needs:
        """Unite needs: equal ones once, addresses summed, in an order that depends on names alone."""
        parts = list(parts)
        merged: dict[str, Any] = {}
        for field in fields(Needs):
            if field.name == "addresses":
                merged[field.name] = sum(part.addresses for part in parts)
            elif field.name == "public":
                merged[field.name] = any(part.public for part in parts)
            else:
                every = [need for part in parts for need in getattr(part, field.name)]
                merged[field.name] = tuple(_sorted_once(every))
        return Needs(**merged)


def _sorted_once(needs: list[Any]) -> list[Any]:
    once: dict[tuple[str, ...], Any] = {}
    for need in needs:
        key = _identity(need)
        once[key] = _both(once[key], need) if key in once and isinstance(need, Call) else once.get(key, need)
    return [once[key] for key in sorted(once)]


def _both(first: Call, second: Call) -> Call:
    """One call for two of the same API and caller: it has to be let through for the sake of either."""
    more = [statement for statement in second.allow if all(statement is not known for known in first.allow)]
    return replace(first, allow=(*first.allow, *more))


def _identity(need: Any) -> tuple[str, ...]:
    if isinstance(need, Call):
        return (need.api, need.caller)
    if isinstance(need, Flow):
        return (need.source, need.target, f"{need.port:05}")
    if isinstance(need, Group):
        return (need.name, need.owner)
    return (need.name, need.why)
