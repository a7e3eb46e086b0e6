"""What the policies of a role let its holder call, service by service; before anybody asks what denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from generator.awsdata.apis import listed, services_of_managed
from generator.ecs.roles import Policy, Roles
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Absent, Listing, Literal, Mapping, Resource, Value, document

_OF_AWS = re.compile(r"iam::aws:policy/(.+)$")


@dataclass(frozen=True)
class Grant:
    """One action of a service, which may hold wildcards, on one resource; Absent where that is anything."""

    action: str
    resource: Value

    def covers(self, action: str) -> bool:
        """Whether it is for an action such as ``sqs:SendMessage``."""
        return fnmatchcase(action.lower(), self.action.lower())


@dataclass(frozen=True)
class Grants:
    """What a role is for. ``everything`` names the policies for no service in particular, ``hidden`` those not seen."""

    of: dict[str, tuple[Grant, ...]]
    everything: tuple[str, ...]
    hidden: tuple[str, ...]

    @property
    def assumes(self) -> bool:
        """Whether the holder may become another role, with what that one is allowed."""
        return any(grant.covers("sts:AssumeRole") for grant in self.of.get("sts", ()))

    @property
    def seen(self) -> bool:
        """Whether these are all: no policy is hidden, and none is for everything."""
        return not self.everything and not self.hidden


def grants(roles: Roles, role: Resource) -> Grants:
    """Read what the policies of a role allow."""
    found: dict[str, list[Grant]] = {}
    everything: list[str] = []
    hidden: list[str] = [unseen] if (unseen := roles.unseen(role)) else []
    for policy in roles.policies(role):
        if policy.by_arn:
            _managed(policy, found, everything, hidden)
            continue
        for statement in _statements(document(policy.document)):
            if statement is None:
                hidden.append(policy.name)
            elif literal(statement.get("Effect")) != "Deny":
                _read(policy, statement, found, everything, hidden)
    return Grants({service: tuple(each) for service, each in found.items()}, tuple(everything), tuple(hidden))


def _managed(policy: Policy, found: dict[str, list[Grant]], everything: list[str], hidden: list[str]) -> None:
    match = _OF_AWS.search(str(policy.document))
    name = match[1] if match else ""
    services = services_of_managed(name)
    if name.rpartition("/")[2] in listed("allows everything"):
        everything.append(name)
    elif services is None:
        hidden.append(policy.name)
    for service in services or ():
        found.setdefault(service, []).append(Grant(f"{service}:*", Absent()))


def _statements(written: Value) -> Iterator[Mapping | None]:
    """The statements of a policy, None for what cannot be read."""
    inner = written.get("Statement") if isinstance(written, Mapping) else written
    for statement in inner.items if isinstance(inner, Listing) else (inner,):
        yield statement if isinstance(statement, Mapping) and not statement.rest else None


def _read(
    policy: Policy, statement: Mapping, found: dict[str, list[Grant]], everything: list[str], hidden: list[str]
) -> None:
    if not isinstance(statement.get("NotAction"), Absent):
        everything.append(policy.name)
        return
    resources = _listed(statement.get("Resource")) or (Absent(),)
    for value in _listed(statement.get("Action")):
        action = literal(value)
        if action is None:
            hidden.append(policy.name)
        elif action in ("*", "*:*"):
            everything.append(policy.name)
        elif ":" in action:
            service = action.partition(":")[0].lower()
            found.setdefault(service, []).extend(
                Grant(action, Absent() if each == Literal("*") else each) for each in resources
            )


def _listed(value: Value) -> tuple[Value, ...]:
    if isinstance(value, Listing):
        return tuple(each for _, each in items(value))
    return () if isinstance(value, Absent) else (value,)
