"""What IAM refuses of policies of identities: statements that lack something, and names of other policies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.iam.documents import lacks, statements_at, texts
from generator.stack import Absent, Graph, Listing, Resource

ROLE = "AWS::IAM::Role"
ROLE_POLICY = "AWS::IAM::RolePolicy"
_ACTION = re.compile(r"\*(?::\*)?|[A-Za-z0-9-]+:[A-Za-z0-9*?_-]+", re.ASCII)
"""*:* is taken, as * is: a policy for an organization in a public repository has it; an excerpt, read 2026-11."""
_RESOURCE = re.compile(r"\*|arn:.*|\*.*", re.DOTALL)


def identity_policy(_graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: IAM User Guide, "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language"; IAM
    API Reference, MalformedPolicyDocument; not looked up, 2026-11."""
    yield from of_identity(policy, ("PolicyDocument",))


def of_identity(resource: Resource, place: tuple[str | int, ...]) -> Iterator[str]:
    for steps, statement in statements_at(resource, place):
        where = f"{'.'.join(map(str, steps))} of {resource}"
        if not lacks(statement, "Principal", "NotPrincipal"):
            yield f"{where} has a Principal, which a policy of an identity has not"
        if lacks(statement, "Action", "NotAction") or lacks(statement, "Resource", "NotResource"):
            yield f"{where} has no Action, or no Resource"
        effect = literal(statement.get("Effect"))
        if effect is not None and effect not in ("Allow", "Deny"):
            yield f"{where} has the Effect {effect[:40]}"
        for key, shape in (("Action", _ACTION), ("NotAction", _ACTION), ("Resource", _RESOURCE)):
            for text in texts(statement.get(key)):
                if text and not shape.fullmatch(text):
                    yield f"{where} has the {key} {text[:60]!r}, which IAM does not take"


def written_over(graph: Graph, policy: Resource) -> Iterator[str]:
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


def attached_to_nothing(_graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::IAM::Policy (Roles, Users or Groups); guardian/elk-stack #38
    ("At least one of [Groups,Roles,Users] must be non-empty"); read 2026-11."""
    holders = [policy.get(key) for key in ("Roles", "Users", "Groups")]
    if all(isinstance(each, Absent | Listing) and not list(items(each)) for each in holders):
        yield f"{policy} names no Roles, Users or Groups, of which one is needed"


REFUSALS: Refusals = {
    "AWS::IAM::ManagedPolicy": (identity_policy,),
    "AWS::IAM::Policy": (
        identity_policy,
        written_over,
        attached_to_nothing,
    ),
    ROLE_POLICY: (
        identity_policy,
        written_over,
    ),
}
