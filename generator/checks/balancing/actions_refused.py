"""Actions of a listener or a rule that lead to more than one end, or to none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import LISTENER, RULE
from generator.ecs.tasks import items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context

_ENDS = ("forward", "redirect", "fixed-response")
_BEFORE = ("authenticate-oidc", "authenticate-cognito", "jwt-validation")


class ActionsRefused(Check):
    id = "ECS293"
    lesson = 29
    title = "Actions of a listener or a rule do not end in exactly one"
    symptom = "CREATE_FAILED: The actions list must contain exactly one forward, redirect or fixed-response action"
    why = (
        "Of the actions that end what becomes of a request, which are forward, redirect and fixed-response, there is "
        "one. Several target groups are named in one forward, by ForwardConfig."
    )
    fix = "Keep one of them; name several target groups in ForwardConfig."
    message = (
        "{resource} has {count} actions of forward, redirect and fixed-response, and exactly one is accepted: its "
        "creation fails"
    )
    change = "{property}: one forward, redirect or fixed-response, the last in Order"
    base = "balanced"
    bad = {
        "Listener.DefaultActions": (
            "[{Type: forward, TargetGroupArn: !Ref Targets, Order: 1}, "
            "{Type: fixed-response, FixedResponseConfig: {StatusCode: '404'}, Order: 2}]"
        )
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Count them where the type of each is known.

        Source: Elastic Load Balancing API Reference, CreateRule, Actions; read 2026-11.
        """
        for kind, key in ((LISTENER, "DefaultActions"), (RULE, "Actions")):
            for resource in context.graph.of_type(kind):
                types = [word for _, word in context.balancers.actions(resource)]
                known = all(word in (*_ENDS, *_BEFORE) for word in types)
                count = sum(word in _ENDS for word in types)
                whole = len(types) == len(list(items(resource.get(key)))) > 0
                if known and whole and count != 1 and resource.exists is Truth.YES:
                    tasks = context.users.of(resource)
                    yield self.at(resource, key, tasks=tasks, count=count or "no", property=key)
