"""The whole: one template of everything that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.live.absent import Missing, missing
from generator.live.acls import acls
from generator.live.balancers import balancers
from generator.live.definitions import definitions
from generator.live.endpoints import endpoints
from generator.live.facts import Facts
from generator.live.groups import groups
from generator.live.hosts import hosts
from generator.live.kept import kept
from generator.live.linking import linked, logical_ids
from generator.live.made import Made
from generator.live.names import names
from generator.live.networks import networks
from generator.live.resolvers import resolvers
from generator.live.roles import roles
from generator.live.routes import routes
from generator.live.schedules import schedules
from generator.live.services import services
from generator.live.stores import stores
from generator.live.unread import unread

PARTS: tuple[Callable[[Facts], Iterator[Made]], ...] = (
    networks, routes, acls, groups, endpoints, roles, kept, services, definitions, balancers, names, resolvers,
    schedules, stores, hosts,
)  # fmt: skip


@dataclass(frozen=True)
class Live:
    """The template of an account, and how its logical ids, ids in the account and paths of a stack go together."""

    template: dict[str, Any]
    ids: dict[str, str]
    """By logical id, what it is in the account."""
    paths: dict[str, str]
    """By logical id, what its stack calls it; only where that is another name."""
    missing: tuple[tuple[str, Missing], ...] = ()
    """What is named and not there, behind the logical id of what names it."""
    unread: dict[str, str] = field(default_factory=dict)
    """By logical id of what stands for something that could not be read, the action that would have told it."""
    refused: tuple[str, ...] = ()
    """The actions that gave nothing."""
    pseudo: dict[str, str] = field(default_factory=dict)
    """What ``${AWS::Region}`` and the like are."""


def live(facts: Facts) -> Live:
    """Make a template of what was read. ``NotRead`` is a parameter without a value: what refers to it is unknown."""
    made: dict[tuple[str, str], Made] = {}
    for part in PARTS:
        for each in part(facts):
            made.setdefault((each.type, each.id), each)
    names = logical_ids(list(made.values()), facts.called)
    resources = linked(made.values(), names, facts)
    places = unread(facts, resources)
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"Read from an account in {facts.region or 'a region that is not known'}; not to be deployed",
        "Parameters": {"NotRead": {"Type": "String", "Description": "Stands for what could not be read"}},
        "Resources": {**resources, **places},
    }
    paths = {names[key]: path for key, path in facts.called.items() if key in names and names[key] != path}
    absent = tuple((names[one.resource], one) for one in missing(facts, made.values()))
    not_read = {name: place["Metadata"]["unread"] for name, place in places.items()}
    not_read |= {names[key]: each.metadata["unread"] for key, each in made.items() if "unread" in each.metadata}
    pseudo = {"Partition": facts.partition, "AccountId": facts.account, "Region": facts.region}
    return Live(
        template,
        {logical: key[1] for key, logical in names.items()},
        paths,
        absent,
        not_read,
        tuple(sorted(facts.unread)),
        {f"${{AWS::{name}}}": value for name, value in pseudo.items() if value},
    )
