"""Roles: the policies attached to each, from whichever stack, and policies that are attached to nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.tasks import items
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Resource, Text, Unknown, Value, shown

ROLE, MANAGED, INLINE, ROLE_POLICY = (f"AWS::IAM::{word}" for word in ("Role", "ManagedPolicy", "Policy", "RolePolicy"))

_LINKED = re.compile(r":role/aws-service-role/([a-z0-9.-]+\.amazonaws\.com)/")
_OF_SAM = ("AWS::Serverless::StateMachine", "AWS::Serverless::Function")


@dataclass(frozen=True)
class Policy:
    """One policy of a role. ``document`` is its value, or the ARN of a managed policy defined elsewhere.

    ``name`` is for messages, and differs from the names of the role's other policies.
    """

    name: str
    document: Value
    resource: Resource | None
    steps: tuple[str | int, ...] = ()
    by_arn: bool = False


def linked_service(role: Value) -> str:
    """The one service that may assume a role, where the ARN is that of a service-linked one; empty for any other.

    Source: IAM User Guide, "Create a service-linked role" (unless defined otherwise, only the linked service can assume
    it; the path is aws-service-role/ and the service); read 2026-11.
    """
    pieces = role.parts if isinstance(role, Text) else (role,)
    written = "".join(piece.text if isinstance(piece, Literal) else "x" for piece in pieces)
    found = _LINKED.search(written)
    return found[1] if found else ""


class Roles:
    """The roles of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def resource(self, role: Value) -> Resource | None:
        """The role that a value names: by reference, by ARN, or by name."""
        return self.graph.target(role, ROLE)

    def made_for(self, resource: Resource) -> Resource | None:
        """What stands for the role that the macro of SAM makes of the Policies of a function or a state machine.

        That is the resource itself, which lists them as a role does. None where it names a
        role, or has no list of them.
        """
        alone = isinstance(resource.get("Role"), Absent) and isinstance(resource.get("Policies"), Listing)
        return resource if resource.type in _OF_SAM and alone else None

    def policies(self, role: Resource) -> tuple[Policy, ...]:
        """Every policy that these templates attach to a role."""
        if role.type in _OF_SAM:
            return tuple(self._of_sam(role))
        return (*self._inline(role), *self._managed(role), *self._attached.get(role.path, ()))

    def unseen(self, role: Resource) -> str:
        """Say why a role may have policies that are not in these templates; empty when it has none."""
        for key in ("Policies", "ManagedPolicyArns"):
            if not isinstance(role.get(key), Listing | Absent):
                return f"{key} of {role} is not known here"
        if role.type in _OF_SAM and (connectors := self.graph.of_type("AWS::Serverless::Connector")):
            return f"{connectors[0]} adds policies to roles that SAM makes"
        if stray := self._attached.get(""):
            return f"{stray[0].name} is attached to a role that is not known here"
        return next(iter(self.graph.open_reasons(role)), "")

    def orphans(self) -> Iterator[Resource]:
        """The policies that are attached to nothing at all."""
        for policy in self.graph.of_type(MANAGED, INLINE):
            ends = [policy.get(key) for key in ("Roles", "Users", "Groups")]
            nobody = all(isinstance(end, Absent) or end == Listing(()) for end in ends)
            if nobody and policy.path not in self._listed_managed and self.graph.closed(policy):
                yield policy

    @cached_property
    def _listed_managed(self) -> set[str]:
        """Paths of the managed policies that some identity lists."""
        holders = self.graph.of_type(ROLE, "AWS::IAM::User", "AWS::IAM::Group", "AWS::SSO::PermissionSet")
        values = [value for holder in holders for _, value in items(holder.get("ManagedPolicyArns"))]
        return {policy.path for value in values if (policy := self.graph.target(value, MANAGED))}

    @cached_property
    def _attached(self) -> dict[str, list[Policy]]:
        """Policies that name roles, by the role's path; by an empty path where the role is not known."""
        attached: dict[str, list[Policy]] = {}
        for policy in self.graph.of_type(MANAGED, INLINE):
            roles = policy.get("Roles")
            known = Policy(str(policy), policy.get("PolicyDocument"), policy, ("PolicyDocument",))
            values = [value for _, value in items(roles)]
            if not isinstance(roles, Listing | Absent):
                attached.setdefault("", []).append(known)
            for value in values:
                role = self.resource(value)
                if role or not isinstance(value, Absent):
                    attached.setdefault(role.path if role else "", []).append(known)
        for policy in self.graph.of_type(ROLE_POLICY):
            role = self.resource(policy.get("RoleName"))
            known = Policy(str(policy), policy.get("PolicyDocument"), policy, ("PolicyDocument",))
            attached.setdefault(role.path if role else "", []).append(known)
        return attached

    def _inline(self, role: Resource) -> Iterator[Policy]:
        names = [shown(role.get("Policies", index, "PolicyName")) for index, _ in items(role.get("Policies"))]
        uses = Counter(names)
        for index, name in enumerate(names):
            steps = ("Policies", index, "PolicyDocument")
            position = f" (Policies[{index}])" if uses[name] > 1 else ""
            yield Policy(f"{role} {name}{position}", role.get(*steps), role, steps)

    def _of_sam(self, resource: Resource) -> Iterator[Policy]:
        """The Policies of SAM: documents, names or ARNs of managed policies, and templates, which are not read.

        Source: AWS SAM Developer Guide, AWS::Serverless::StateMachine and AWS::Serverless::Function, Policies; not
        looked up, 2026-11.
        """
        for index, value in items(resource.get("Policies")):
            steps, name = ("Policies", index), f"{resource} Policies[{index}]"
            policy = self.graph.target(value, MANAGED)
            if policy:
                yield Policy(str(policy), policy.get("PolicyDocument"), policy, ("PolicyDocument",))
            elif isinstance(value, Mapping) and not isinstance(value.get("Statement"), Absent):
                yield Policy(name, value, resource, steps)
            elif isinstance(value, Literal):
                arn = value if value.text.startswith("arn:") else Literal(f"arn:aws:iam::aws:policy/{value.text}")
                yield Policy(name, arn, resource, steps, by_arn=True)
            else:
                yield Policy(
                    name, Unknown(f"{resource}/Policies", "SAM makes it of a template", "macro"), resource, steps
                )

    def _managed(self, role: Resource) -> Iterator[Policy]:
        for index, value in items(role.get("ManagedPolicyArns")):
            policy = self.graph.target(value, MANAGED)
            steps = ("ManagedPolicyArns", index)
            if policy:
                yield Policy(str(policy), policy.get("PolicyDocument"), policy, ("PolicyDocument",))
            else:
                yield Policy(shown(value), value, role, steps, by_arn=True)
