"""Policies that IAM, KMS and others refuse as malformed, and attachments that there cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.awsdata.policy_names import policy_names
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Absent, Choice, Graph, Listing, Literal, Mapping, Reference, Resource, Unknown, Value

ROLE, MANAGED, INLINE, ROLE_POLICY, KEY = (
    "AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::KMS::Key",
)  # fmt: skip
_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?_-]+", re.ASCII)
_RESOURCE = re.compile(r"\*|arn:.*|\*.*", re.DOTALL)
_AWS = re.compile(r"arn:aws[a-z-]*:iam::aws:policy/(?P<name>.+)")
_MOST_ATTACHED = 20
"""Managed policies of a role that AWS raises the quota of 10 to. Source: IAM User Guide, "IAM and AWS STS quotas"."""
_KEEPS_KEY = re.compile(r"\*|kms:\*|kms:put.*", re.IGNORECASE)
_NEARLY = {
    "ecs-task.amazonaws.com", "ecs-tasks.amazon.com", "ecs.tasks.amazonaws.com", "ecstasks.amazonaws.com",
    "ecs-tasks.amazonaws.con", "lambdas.amazonaws.com", "event.amazonaws.com", "ec2.amazon.com", "lambda.amazon.com",
    "ecs-service.amazonaws.com",
}  # fmt: skip
"""Services that there are none of, and that are easily written for one. IAM refuses those that it does not know."""
_SERVICE = re.compile(r"(?:[a-z0-9-]+\.)+(?:amazonaws\.com(?:\.cn)?|amazon\.com|aws\.internal|aws\.dev|api\.aws)")


def malformed_policies(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say what of the policies of a resource is refused, and what else is with how it is attached.

    Sources: KMS API Reference, CreateKey, Policy (the lockout); read 2026-11. IAM User Guide, "IAM JSON policy elements
    reference" and "Grammar of the IAM JSON policy language"; IAM API Reference, MalformedPolicyDocument; not looked up.
    """
    if resource.type in (MANAGED, INLINE, ROLE_POLICY):
        yield from _of_identity(resource, ("PolicyDocument",))
    if resource.type == ROLE:
        yield from _of_role(resource)
    if resource.type == KEY and not _is_true(resource.get("BypassPolicyLockoutSafetyCheck")):
        yield from _of_key(resource)
    if resource.type in (INLINE, ROLE_POLICY):
        yield from _written_over(graph, resource)


def _of_role(role: Resource) -> Iterator[str]:
    names = [literal(role.get("Policies", index, "PolicyName")) for index, _ in items(role.get("Policies"))]
    for name in dict.fromkeys(name for name in names if name is not None):
        if names.count(name) > 1:
            yield f"{role} has two policies of the name {name}"
    for index, _ in items(role.get("Policies")):
        yield from _of_identity(role, ("Policies", index, "PolicyDocument"))
    attached = list(items(role.get("ManagedPolicyArns")))
    if len(attached) > 10:
        more = "more than AWS attaches" if len(attached) > _MOST_ATTACHED else "more than the quota of 10"
        yield f"{role} has {len(attached)} managed policies, {more}"
    for _, value in attached:
        named = _AWS.fullmatch(literal(value) or "")
        if named and named["name"] not in policy_names():
            yield f"{role} is attached {named['name'][:80]}, which is none of AWS's policies on record"
    for steps, statement in _statements(role, ("AssumeRolePolicyDocument",)):
        if _lacks(statement, "Principal", "NotPrincipal"):
            yield f"{'.'.join(map(str, steps))} of {role} has no Principal"
        services = role.get(*steps, "Principal", "Service")
        for text in _texts(services):
            if text in _NEARLY or not _SERVICE.fullmatch(text):
                yield f"{role} trusts {text[:60]}, which is no service on record"


def _of_identity(resource: Resource, place: tuple[str | int, ...]) -> Iterator[str]:
    for steps, statement in _statements(resource, place):
        where = f"{'.'.join(map(str, steps))} of {resource}"
        if not _lacks(statement, "Principal", "NotPrincipal"):
            yield f"{where} has a Principal, which a policy of an identity has not"
        if _lacks(statement, "Action", "NotAction") or _lacks(statement, "Resource", "NotResource"):
            yield f"{where} has no Action, or no Resource"
        effect = literal(statement.get("Effect"))
        if effect is not None and effect not in ("Allow", "Deny"):
            yield f"{where} has the Effect {effect[:40]}"
        for key, shape in (("Action", _ACTION), ("NotAction", _ACTION), ("Resource", _RESOURCE)):
            for text in _texts(statement.get(key)):
                if text and not shape.fullmatch(text):
                    yield f"{where} has the {key} {text[:60]!r}, which IAM does not take"


def _of_key(key: Resource) -> Iterator[str]:
    written = key.get("KeyPolicy")
    if not isinstance(written, Mapping):
        return
    statements = [statement for _, statement in _statements(key, ("KeyPolicy",))]
    if not statements or len(statements) != len(list(_each(written.get("Statement")))):
        return
    if not any(_may_change(statement) for statement in statements):
        yield f"KeyPolicy of {key} lets nobody change it: KMS refuses a policy that locks its writer out"


def _may_change(statement: Mapping) -> bool:
    if literal(statement.get("Effect")) != "Allow":
        return literal(statement.get("Effect")) is None
    values = list(_each(statement.get("Action")))
    texts = [literal(value) for value in values]
    return not texts or any(text is None or _KEEPS_KEY.fullmatch(text) or "*" in text[:5] for text in texts)


def _written_over(graph: Graph, policy: Resource) -> Iterator[str]:
    """One inline policy of a role that has the name of another: whichever is put last is there."""
    name = literal(policy.get("PolicyName"))
    roles = [policy.get("RoleName")] if policy.type == ROLE_POLICY else [v for _, v in items(policy.get("Roles"))]
    for value in roles:
        role = graph.target(value, ROLE)
        if role is None or name is None:
            continue
        inline = {literal(role.get("Policies", index, "PolicyName")) for index, _ in items(role.get("Policies"))}
        if name in inline:
            yield f"{policy} has the name of a policy of {role}, {name[:60]}, and replaces it"


def _statements(resource: Resource, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Mapping]]:
    value = resource.get(*place, "Statement")
    if isinstance(value, Mapping) and value.rest is None:
        yield (*place, "Statement"), value
    for index, statement in items(value):
        if isinstance(statement, Mapping) and statement.rest is None:
            yield (*place, "Statement", index), statement


def _each(value: Value) -> Iterator[Value]:
    if isinstance(value, Listing):
        yield from value.items
    elif not isinstance(value, Absent):
        yield value


def _texts(value: Value) -> Iterator[str]:
    yield from (each.text for each in _each(value) if isinstance(each, Literal) and "resolve:" not in each.text)


def _lacks(statement: Mapping, *keys: str) -> bool:
    return all(isinstance(statement.get(key), Absent) for key in keys)


def _is_true(value: Value) -> bool:
    return isinstance(value, Reference | Choice | Unknown) or (literal(value) or "").lower() == "true"
