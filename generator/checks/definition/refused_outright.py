"""What an AWS service certainly refuses of a resource, whichever resource of the stack it is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.refusals.refusal import Surely


class RefusedOutright(Check):
    id = "ECS434"
    lesson = 43
    title = "Something that its service certainly refuses"
    symptom = "CREATE_FAILED, with InvalidRequest or ValidationError of the service behind the resource"
    why = (
        "CloudFormation passes properties on, and the service behind a resource refuses what it has not. The stack is "
        "rolled back then, with all of its tasks, whatever else is right."
    )
    fix = "Write what the service takes; the message names the property."
    message = "{said}: it is refused, and the stack is rolled back with its tasks"
    change = "{instead}"
    fails_creation = True
    base = "balanced"
    good = {"Balancer.LoadBalancerAttributes": "[{Key: idle_timeout.timeout_seconds, Value: '60'}]"}
    bad = {"Balancer.LoadBalancerAttributes": "[{Key: dns_record.client_routing_policy, Value: any_availability_zone}]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is refused of resources that are made in any case; each says its source where it is asked."""
        for said in context.template_faults:
            if isinstance(said, Surely) and said.resource.exists is Truth.YES:
                tasks = context.users.of(said.resource)
                yield self.at(said.resource, *said.steps, tasks=tasks, said=str(said), instead=said.change)
