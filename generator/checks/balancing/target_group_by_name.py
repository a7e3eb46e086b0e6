"""A service that names its target group, or a rule that does, by something that is no ARN."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import LISTENER, RULE
from generator.ecs.tasks import SERVICE, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Resource

_PREFIX = "arn:"
_LISTS = {SERVICE: "LoadBalancers", LISTENER: "DefaultActions", RULE: "Actions"}


class TargetGroupByName(Check):
    id = "ECS410"
    lesson = 41
    fails_creation = True
    title = "TargetGroupArn is a name and no ARN"
    symptom = "CREATE_FAILED: Invalid identifier. Identifier must be a valid ARN; or: Target group '...' not found"
    why = (
        "ECS and Elastic Load Balancing look a target group up by its ARN alone, which ends in an id that AWS makes. A "
        "name that Name gives it, or a parameter that holds it, is not found."
    )
    fix = "Refer to the target group: TargetGroupArn: !Ref TargetGroup."
    message = "TargetGroupArn of {resource} is {value}, which is no ARN: {call} fails"
    change = "TargetGroupArn: !Ref the target group, or its whole ARN"
    base = "balanced"
    bad = {"Service.LoadBalancers.0.TargetGroupArn": "web-targets"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is written out, by a Default of a parameter as well.

        Sources: ECS API Reference, LoadBalancer, targetGroupArn ("the full ARN"); Elastic Load Balancing API Reference,
        Action, TargetGroupArn; Shippable/support #4698; excerpts, 2026-11.
        """
        for kind, listed in _LISTS.items():
            call = (
                "CreateService"
                if kind == SERVICE
                else f"Create{kind.rpartition('::')[2].removeprefix('Listener') or 'Listener'}"
            )
            for resource in context.graph.of_type(kind):
                if resource.exists is Truth.YES:
                    yield from self._of(context, resource, listed, call)

    def _of(self, context: Context, resource: Resource, listed: str, call: str) -> Iterator[Finding]:
        for index, _ in items(resource.get(listed)):
            steps = (listed, index, "TargetGroupArn")
            named = literal(resource.get(*steps))
            if named and not named.startswith((_PREFIX, "{{resolve:")):
                tasks = context.users.of(resource)
                yield self.at(resource, *steps, tasks=tasks, variant="", value=named[:60], call=call)
