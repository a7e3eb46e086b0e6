"""What is true of each type of resource, beyond CloudFormation's schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True)
class Arn:
    """``form`` stands behind ``arn:<partition>:``, and ``{id}`` in it for the physical id.

    ``attribute`` gives the ARN with ``suffix`` behind it; it is empty where no attribute is known to. With ``path`` one
    may stand before the id.
    """

    form: str
    attribute: str = ""
    suffix: str = ""
    path: bool = False

    @property
    def around_id(self) -> tuple[str, str, str]:
        """The service, and what stands before and after the id in the last part of what the attribute gives."""
        service, _, _, resource = self.form.split(":", 3)
        before, _, after = resource.partition("{id}")
        return service, before, after + self.suffix

    def pattern(self) -> str:
        """What the attribute certainly looks like, as a pattern of IAM."""
        return f"arn:*:{self.form.format(region='*', account='*', id='*')}{self.suffix}"


@dataclass(frozen=True)
class Taken:
    """A property, by its way such as ``A.B``, that is given one resource of these types, or a list of them."""

    property: str
    of: tuple[str, ...]
    many: bool = False


@dataclass(frozen=True, kw_only=True)
class ResourceType(Fact):
    """One type of resource. What is left out is not known, unless it says otherwise."""

    name: str = ""
    """The property that names it. A second one of the same name cannot be created."""
    alone: tuple[str, ...] = ()
    """Properties that no two share, all of them together, where the name alone does not say it."""
    alone_where: Mapping[str, str] = field(default_factory=dict)
    """What properties have to be for that to hold."""
    ref: str = ""
    """What ``Ref`` gives: ``arn``, ``url``, ``id`` (made up or changed by AWS), or the property that it repeats."""
    same_as_ref: tuple[str, ...] = ()
    """Attributes that give the same as ``Ref``."""
    echoes: Mapping[str, str] = field(default_factory=dict)
    """Attributes that repeat a property when it is set, with that property."""
    arn: Arn | None = None
    looks: Mapping[str, str] = field(default_factory=dict)
    """Patterns of IAM that attributes, ``Ref`` among them, certainly fit."""
    takes: tuple[Taken, ...] = ()
    """Properties that are given other resources."""
    seconds: int | None = None
    """How long a creation usually takes."""
    holds: str = ""
    """What is lost with it; empty where nothing is."""
    deletion: Literal["Delete", "Snapshot"] = "Delete"
    """What its stack does with it where the template has no DeletionPolicy."""
    remove: str = ""
    """Words of the AWS CLI that remove one: ``{id}`` is its physical id, ``{above}`` the cluster of a service."""
    look: str = ""
    """Words of the AWS CLI that show what one holds, by its name."""

    @property
    def repeated(self) -> str:
        """The property that ``Ref`` repeats, empty where it gives something else."""
        return "" if self.ref in ("arn", "url", "id") else self.ref


@dataclass(frozen=True, kw_only=True)
class ParameterType(Fact):
    """A type of parameter whose values are ids of resources of these types; of none where it holds no id."""

    of: tuple[str, ...]
    many: bool = False


_FILE = "resources.yaml"
_RESOURCES = Table(_FILE, "resources", ResourceType)
_PARAMETERS = Table(_FILE, "parameters", ParameterType)
TABLES: tuple[Table[Any], ...] = (_RESOURCES, _PARAMETERS)

_UNFAMILIAR = ResourceType(source="this type is not on record", seen="2026-11", confidence="unverified")


def resource_types() -> Mapping[str, ResourceType]:
    """Every type on record, by name."""
    return _RESOURCES.entries


def resource_type(name: str) -> ResourceType:
    """Look one type up; nothing is known of one that is not on record."""
    return _RESOURCES.entries.get(name, _UNFAMILIAR)


def stateful(name: str) -> str:
    """Say what is lost with a resource of a type, such as ``its data``; empty where nothing is."""
    return resource_type(name).holds


def parameter_types() -> Mapping[str, ParameterType]:
    """Types of parameters that are ids of resources, and those that hold no id at all."""
    return _PARAMETERS.entries
