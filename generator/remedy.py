"""What would mend a finding, as data: the change of its template that its ``fix`` tells a person about.

A check states it beside its sentence, and ``lint --fix`` tries it. Places are named as seen from the finding: a
property is the one that the finding is about, or one beside or in it. Resources are named by their paths through the
stacks.

In a check, every text may hold fields of its message, as in ``"{variable}"``; see ``generator.checks.wording``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Ref:
    """The function Ref, as a value."""

    name: str


@dataclass(frozen=True)
class GetAtt:
    """The function Fn::GetAtt, as a value."""

    resource: str
    attribute: str


@dataclass(frozen=True)
class Write:
    """Write the value of a property, of an attribute such as DeletionPolicy, or of the variable of that name."""

    name: str
    value: str | int | bool | Ref | GetAtt


@dataclass(frozen=True)
class Exchange:
    """Write a part of the text anew that the finding is about."""

    old: str
    new: str


@dataclass(frozen=True)
class LeaveOut:
    """Take a property away."""

    name: str


@dataclass(frozen=True)
class AddRefs:
    """Name resources of the same template in a list of the resource."""

    name: str
    resources: tuple[str, ...]


@dataclass(frozen=True)
class WaitFor:
    """Let a resource name others of its template in its DependsOn."""

    resource: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class OpenPort:
    """Add a rule to the security group, for one port, from or to another group: that one, or whichever fits."""

    way: Literal["Ingress", "Egress"]
    port: str | int
    protocol: str = "tcp"
    group: str = ""


@dataclass(frozen=True)
class AddEndpoint:
    """Add an interface endpoint for an API, as in ``ecr.api``; ``file`` is where, if not beside the finding."""

    api: str
    file: str = ""


@dataclass(frozen=True)
class AddGateway:
    """Add a gateway endpoint for an API (``s3``, ``dynamodb``), in the route tables that make the proof hold.

    ``file`` is where endpoints stand, if not beside the finding; the VPC may stand in another still.
    """

    api: str
    file: str = ""


@dataclass(frozen=True)
class Add:
    """Add a word to a list of the resource, or of another one of its template."""

    name: str
    value: str
    resource: str = ""


@dataclass(frozen=True)
class Trust:
    """Let a service assume the role, beside whoever may already."""

    service: str


@dataclass(frozen=True)
class Named:
    """A part of a text: an attribute of a resource, or a pseudo parameter.

    ``ways`` are the names that handed it on to whoever uses it, such as those of parameters.
    """

    resource: str
    attribute: str = "Ref"
    ways: tuple[str, ...] = ()


@dataclass(frozen=True)
class Allow:
    """Allow actions on one thing in the policy, or in one more of the role."""

    actions: tuple[str, ...]
    target: tuple[str | Named, ...]


@dataclass(frozen=True)
class Ending:
    """Let a text end in ``new`` instead of ``old``, however it is put together."""

    old: str
    new: str


@dataclass(frozen=True)
class Words:
    """Let the list that the finding points into have other texts; what stays between them stays as it is written."""

    old: tuple[str, ...]
    new: tuple[str, ...]


Remedy = (
    Write
    | Exchange
    | LeaveOut
    | AddRefs
    | WaitFor
    | OpenPort
    | AddEndpoint
    | AddGateway
    | Add
    | Trust
    | Allow
    | Ending
    | Words
)
