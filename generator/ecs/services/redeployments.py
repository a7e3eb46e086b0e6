"""Rules that may redeploy a service although nothing in its stack changes."""

from __future__ import annotations

from generator.stack import Absent, Graph, Literal, Resource, parts

_RULES = ("AWS::Events::Rule", "AWS::Scheduler::Schedule", "AWS::Pipes::Pipe")
_SIGNS = ("secretsmanager", "rotat", "updateservice", "update-service", "aws.rds")


def redeploys(graph: Graph) -> bool:
    """Tell whether a rule of EventBridge here may redeploy services after a rotation, or an event of a database."""
    return any(_mentions_rotation(rule) for rule in graph.of_type(*_RULES))


def _mentions_rotation(rule: Resource) -> bool:
    pattern = rule.get("EventPattern")
    texts = [part.text.lower() for part in rule.all_values if isinstance(part, Literal)]
    if not isinstance(pattern, Absent) and any(not isinstance(part, Literal) for part in parts(pattern)):
        texts += [key.lower() for part in parts(pattern) for key, _ in getattr(part, "entries", ())]
    return any(sign in text for sign in _SIGNS for text in texts)
