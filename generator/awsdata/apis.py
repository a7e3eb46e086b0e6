"""What programs call at AWS: the resources they are told of, by which actions, and what AWS's policies are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.awsdata.load import Fact, Table, Words


@dataclass(frozen=True, kw_only=True)
class Callable(Fact):
    """One type of resource that programs call by an API, told which by a variable."""

    service: str
    """The prefix of its actions."""
    form: str = "{}"
    """The last part of its ARN, ``{}`` for its name."""
    name: str
    """The property that names it."""
    id: str
    """The attribute, or ``Ref``, that gives its name."""
    arn: tuple[str, ...]
    """The attributes, ``Ref`` among them, that give its ARN."""
    url: tuple[str, ...] = ()
    """The attributes that give something else by which a program calls it."""
    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What programs call it for, each with the actions that this takes of a key of KMS."""
    manages: tuple[str, ...] = ()
    """Actions that look after it and use nothing of it, or that only look."""
    below: str = ""
    """What stands between its ARN and that of what is called, as of an object in a bucket."""
    key: tuple[str, ...] = ()
    """The way to the property that names the key it is encrypted with."""

    def only_manages(self, action: str) -> bool:
        """Whether an action makes no use of it."""
        return action.strip().lower() in {each.lower() for each in self.manages}


_FILE = "apis.yaml"
_RESOURCES = Table(_FILE, "resources", Callable)
_MANAGED = Table(_FILE, "managed_policies", Words)
_LISTS = Table(_FILE, "lists", Words)
TABLES: tuple[Table[Any], ...] = (_RESOURCES, _MANAGED, _LISTS)


def callable_type(kind: str) -> Callable | None:
    """What is known of calls to resources of a type; None for one that programs call by no API of AWS."""
    return _RESOURCES.entries.get(kind)


def callable_types() -> Mapping[str, Callable]:
    """The types of resources that programs call by an API of AWS."""
    return _RESOURCES.entries


def services_of_managed(name: str) -> tuple[str, ...] | None:
    """The services that an AWS managed policy is for; none for one that is for ECS itself, None when not on record."""
    known = _MANAGED.entries.get(name.rpartition("/")[2])
    return known.words if known else None


def listed(name: str) -> tuple[str, ...]:
    """One of the lists: ``asked elsewhere``, ``on behalf of others``, ``own credentials`` or ``allows everything``."""
    return _LISTS.entries[name].words
