"""The edge of what is modelled: whether a type of resource, or a property of one that is modelled, can stop a task.

One file a service, named as in the type: ``ec2.yaml`` for ``AWS::EC2::Subnet``. How an entry reads is told in the class
that it becomes, ``Placement``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from generator.awsdata.load import HOME, Fact, Table

Kind = Literal["way", "name", "served", "permission", "pull", "start", "host", "database", "store", "use"]
"""What can be turned from yes to no for a task: the way to what it calls, a name that resolves, the way of its callers
to it, a permission that it starts with, the pull of its image, whatever else it must have before it runs, the host that
it runs on where that is not Fargate, a database or another store that answers, and what its program does with anything
else."""

WHY: Mapping[str, str] = {
    "way": "packets may take another way, or none",
    "name": "a name may lead elsewhere, or nowhere",
    "served": "requests may be refused, or sent elsewhere",
    "permission": "a permission may be taken away",
    "pull": "the image may not be there, or not be handed out",
    "start": "AWS may refuse it, or what it asks for may not be there",
    "host": "hosts may not take the task",
    "database": "the database may be another than it seems, or refuse to be logged in to",
    "store": "the store may be another than it seems, or refuse its clients",
    "use": "the program may be refused what it asks for",
}
"""What a property that is not looked at can do, by the kind of answer, where its placement gives no reason."""

KINDS: tuple[Kind, ...] = ("way", "name", "served", "permission", "pull", "start", "host", "database", "store", "use")


@dataclass(frozen=True, kw_only=True)
class Placement(Fact):
    """Where one type of resource stands: ``modelled``, ``can block`` or ``harmless``.

    Properties are written as their way from the resource, without the places in lists: ``ContainerDefinitions.Name``.
    One that is placed stands for all that it holds, unless some of that is placed by itself.
    """

    placed: Literal["modelled", "can block", "harmless"]
    why: str = ""
    """What it can do to a task, or why it can do nothing; empty for a type that is modelled."""
    kinds: tuple[Kind, ...] = ()
    """What a type that can block turns from yes to no."""
    everywhere: bool = False
    """Whether it does so to every task of its account and region, and not only to those that it has to do with."""
    only_users: bool = False
    """Whether it does so only to tasks that lead to it, and not to those that it leads to: a proxy, no filter."""
    adds_to: tuple[str, ...] = ()
    """Properties that name what it adds to: a route to its table, a policy to its roles. A type that can block, and has
    some, touches what these name; without any, whatever it refers to."""
    looked_at: tuple[str, ...] = ()
    """The properties of a modelled type that decide answers, or certainly decide none that they are asked for."""
    blocks: Mapping[str, list[str]] = field(default_factory=dict)
    """Properties of a modelled type that no answer looks at and that can block, by the kind of answer."""
    because: Mapping[str, str] = field(default_factory=dict)
    """What such properties can do, by the kind of answer, where that is more than can be said of all in ``WHY``."""
    unless: Mapping[str, list[str]] = field(default_factory=dict)
    """Values, written as text, with which such a property blocks nothing: ``Ipv6Native: ["false"]``."""
    harmless: Mapping[str, list[str]] = field(default_factory=dict)
    """Properties of a modelled type that can stop nothing, by the reason."""

    def reason(self, kinds: Iterable[str]) -> str:
        """What a property that blocks answers of some kinds can do."""
        return "; ".join(dict.fromkeys(self.because.get(kind, WHY[kind]) for kind in kinds))

    def blocking(self) -> Mapping[str, tuple[str, ...]]:
        """The kinds of answers that each property can turn to no without being looked at, by property."""
        kinds_of: dict[str, tuple[str, ...]] = {}
        for kind, properties in self.blocks.items():
            for name in properties:
                kinds_of[name] = (*kinds_of.get(name, ()), kind)
        return kinds_of


TABLES: tuple[Table[Any], ...] = tuple(
    Table(f"edge/{path.name}", "types", Placement) for path in sorted((HOME / "edge").glob("*.yaml"))
)
_BY_SERVICE = {table.file.removeprefix("edge/").removesuffix(".yaml"): table for table in TABLES}


def services() -> tuple[str, ...]:
    """The services all of whose types are placed, in lower case."""
    return tuple(_BY_SERVICE)


@cache
def placement(kind: str) -> Placement | None:
    """Where a type stands; None for one of a service that is not placed here, and for one that nobody placed yet."""
    table = _BY_SERVICE.get(service_of(kind))
    return table.entries.get(kind) if table else None


def service_of(kind: str) -> str:
    """The service of a type, in lower case: ``ec2``; empty for what is no type of AWS."""
    words = kind.split("::")
    return words[1].lower() if len(words) == 3 and words[0] == "AWS" else ""
