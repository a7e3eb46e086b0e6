"""What the policy of a key denies to everybody, and what is known of a key by its ARN."""

from __future__ import annotations

import re

from generator.ecs.texts import literal
from generator.refusals.values_at import values_at
from generator.stack import Absent, Mapping, Resource

KEY = "AWS::KMS::Key"
OF_A_REGION = re.compile(
    r"arn:[a-z-]+:(kms|servicediscovery|elasticloadbalancing|ecs):([a-z0-9-]+):[^:]*:.+", re.DOTALL
)
"""The ARN of a key, or of what else a resource names of its own Region; the second group is the Region."""


def denied(key: Resource, actions: tuple[str, ...]) -> str:
    """What a key certainly denies to everybody of some actions; empty when nothing."""
    for statement in values_at(key.get("KeyPolicy"), ("Statement",)):
        if not isinstance(statement, Mapping) or statement.rest is not None:
            continue
        whom = (statement.get("Principal"), *values_at(statement, ("Principal", "AWS")))
        everybody = any(literal(each) == "*" for each in whom) and isinstance(statement.get("Condition"), Absent)
        if literal(statement.get("Effect")) != "Deny" or not everybody:
            continue
        for action in values_at(statement, ("Action",)):
            if (literal(action) or "").lower() in actions:
                return literal(action) or ""
    return ""
