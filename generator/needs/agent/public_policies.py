"""Does Secrets Manager take the policy of a secret, where public ones are blocked?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.ecs.resource_policies import ResourcePolicies
from generator.ecs.secrets.secrets import SECRET, Injected
from generator.ecs.tasks import Task, flag
from generator.iam.text import as_list, literal, read_text
from generator.logic import Answer, Truth, no, unknown
from generator.needs.cause import Fault
from generator.needs.permissions.policy_values import plain
from generator.stack import Absent, Resource

_SWITCH = "BlockPublicPolicy"


@dataclass(frozen=True)
class PublicPolicyBlocked(Fault):
    """A policy lets everybody read a secret, and says itself that such a policy is refused."""

    secret: Resource


def policy_taken(task: Task, policies: ResourcePolicies, secret: Injected) -> Iterator[Answer]:
    """Answer for each policy of a secret that blocks public ones, and is not known to be none.

    Source: Secrets Manager API Reference, PutResourcePolicy, BlockPublicPolicy (PublicPolicyException); read 2026-11.
    """
    made = secret.resource
    if made is None or made.type != SECRET:
        return
    for policy in policies.of("secretsmanager", made, None):
        switch = policy.resource.get(_SWITCH)
        if isinstance(switch, Absent) or flag(switch) is Truth.NO:
            continue
        public = _is_public(plain(task.graph, policy.document))
        if Truth.YES is public is flag(switch) is policy.applies:
            yield no(PublicPolicyBlocked(policy.resource, policy.steps, (task.name,), made))
        elif public is not Truth.NO:
            yield unknown(f"whether the policy in {policy.resource} counts as public, which {_SWITCH} refuses")


def _is_public(document: object) -> Truth:
    """Whether a policy allows something to everybody, without a condition; unknown where one may limit it."""
    statements = document.get("Statement") if isinstance(document, Mapping) else None
    if not isinstance(statements, Mapping | list):
        return Truth.UNKNOWN
    found = [_allows_everybody(each) for each in (statements if isinstance(statements, list) else [statements])]
    return next((verdict for verdict in (Truth.YES, Truth.UNKNOWN) if verdict in found), Truth.NO)


def _allows_everybody(statement: object) -> Truth:
    if not isinstance(statement, Mapping) or not isinstance(statement.get("Effect"), str):
        return Truth.UNKNOWN
    if statement["Effect"] != "Allow":
        return Truth.NO
    principal = statement.get("Principal")
    named = principal.get("AWS", []) if isinstance(principal, Mapping) else principal
    texts = [read_text(each) for each in as_list(named)]
    if any(each is not None and literal(each) == "*" for each in texts):
        return Truth.UNKNOWN if "Condition" in statement else Truth.YES
    return Truth.NO if "Principal" in statement and None not in texts else Truth.UNKNOWN
