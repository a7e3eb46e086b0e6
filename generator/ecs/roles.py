"""Roles: every policy that reaches one, from whichever stack, and policies that reach nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.tasks import items
from generator.stack import Absent, Graph, Listing, Resource, Value

ROLE, MANAGED, INLINE, ROLE_POLICY = (f"AWS::IAM::{word}" for word in ("Role", "ManagedPolicy", "Policy", "RolePolicy"))


@dataclass(frozen=True)
class Policy:
    """One policy of a role: ``document`` is its value, or the ARN of a managed policy defined elsewhere."""

    name: str
    document: Value
    resource: Resource | None
    steps: tuple[str | int, ...] = ()
    by_arn: bool = False


class Roles:
    """The roles of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def resource(self, role: Value) -> Resource | None:
        """The role that a value names: by reference, by ARN, or by name."""
        return self.graph.target(role, ROLE)

    def policies(self, role: Resource) -> tuple[Policy, ...]:
        """Every policy that is seen to reach a role."""
        return (*self._inline(role), *self._listed(role), *self._attached.get(role.path, ()))

    def unseen(self, role: Resource) -> str:
        """Say how a role may have policies that are not seen; empty when it may not."""
        for key in ("Policies", "ManagedPolicyArns"):
            if not isinstance(role.get(key), Listing | Absent):
                return f"{key} of {role} is not known here"
        if stray := self._attached.get(""):
            return f"{stray[0].name} is attached to a role that is not known here"
        return next(iter(self.graph.open_reasons(role)), "")

    def orphans(self) -> Iterator[Resource]:
        """The policies that are attached to nothing at all."""
        for policy in self.graph.of_type(MANAGED, INLINE):
            ends = [policy.get(key) for key in ("Roles", "Users", "Groups")]
            nobody = all(isinstance(end, Absent) or end == Listing(()) for end in ends)
            if nobody and policy.path not in self._named and self.graph.closed(policy):
                yield policy

    @cached_property
    def _named(self) -> set[str]:
        """Paths of the managed policies that some identity lists."""
        holders = self.graph.of_type(ROLE, "AWS::IAM::User", "AWS::IAM::Group", "AWS::SSO::PermissionSet")
        values = [value for holder in holders for _, value in items(holder.get("ManagedPolicyArns"))]
        return {found.path for value in values if (found := self.graph.target(value, MANAGED))}

    @cached_property
    def _attached(self) -> dict[str, list[Policy]]:
        """Policies that name roles, by the role's path; those with a role that is not known under an empty one."""
        found: dict[str, list[Policy]] = {}
        for policy in self.graph.of_type(MANAGED, INLINE):
            roles = policy.get("Roles")
            known = Policy(str(policy), policy.get("PolicyDocument"), policy, ("PolicyDocument",))
            values = [value for _, value in items(roles)]
            if not isinstance(roles, Listing | Absent):
                found.setdefault("", []).append(known)
            for value in values:
                role = self.resource(value)
                if role or not isinstance(value, Absent):
                    found.setdefault(role.path if role else "", []).append(known)
        for policy in self.graph.of_type(ROLE_POLICY):
            role = self.resource(policy.get("RoleName"))
            known = Policy(str(policy), policy.get("PolicyDocument"), policy, ("PolicyDocument",))
            found.setdefault(role.path if role else "", []).append(known)
        return found

    def _inline(self, role: Resource) -> Iterator[Policy]:
        for index, _ in items(role.get("Policies")):
            steps = ("Policies", index, "PolicyDocument")
            yield Policy(f"{role} {role.get('Policies', index, 'PolicyName')}", role.get(*steps), role, steps)

    def _listed(self, role: Resource) -> Iterator[Policy]:
        for index, value in items(role.get("ManagedPolicyArns")):
            policy = self.graph.target(value, MANAGED)
            steps = ("ManagedPolicyArns", index)
            if policy:
                yield Policy(str(policy), policy.get("PolicyDocument"), policy, ("PolicyDocument",))
            else:
                yield Policy(str(value), value, role, steps, by_arn=True)
