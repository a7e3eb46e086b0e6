"""A value of a load balancer, a target group, a listener or a rule that Elastic Load Balancing does not accept."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.values import accepted, attributes
from generator.checks._values import OPERATIONS, refused_values
from generator.checks.check import Check
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Literal

_LISTS = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "LoadBalancerAttributes",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "TargetGroupAttributes",
}


class BalancerValueRefused(Check):
    id = "ECS290"
    lesson = 29
    title = "A value that Elastic Load Balancing does not accept"
    symptom = (
        "CREATE_FAILED: The load balancer name '...' cannot begin or end with hyphens; Health check path '...' must "
        "begin with a '/' character; Load balancer attribute value '...' is not valid; and the like"
    )
    why = (
        "CloudFormation passes values on as they stand. Names of a wrong shape, numbers out of bounds and words that "
        "Elastic Load Balancing does not know are refused when the resource is created, and the stack is rolled back."
    )
    fix = "Give the property or the attribute one of the values that the message names."
    message = {
        "property": "{property} of {resource} is {value}, and only {accepted} is accepted: {operation} fails",
        "attribute": (
            "the attribute {property} of {resource} is {value}, and only {accepted} is accepted: the creation of "
            "{resource} fails"
        ),
        "foreign": (
            "{resource} has the attribute {property} and speaks {value}, and only groups of {accepted} have it: the "
            "creation of {resource} fails"
        ),
    }
    change = {
        "property": "{last}: {accepted}",
        "attribute": "{property}: {accepted}",
        "foreign": "TargetGroupAttributes: take {property} out",
    }
    base = "balanced"
    bad = {"Targets.TargetGroupAttributes": "[{Key: slow_start.duration_seconds, Value: '10'}]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what ``awsdata/values.yaml`` does not list; what is not written out is silence."""
        for resource, each in refused_values(context, accepted(), ("AWS::ElasticLoadBalancingV2::",)):
            yield self.at(
                resource,
                *each.steps,
                tasks=context.users.of(resource),
                variant="property",
                property=each.property,
                value=each.value,
                accepted=each.accepted.for_people,
                operation=OPERATIONS[resource.type],
                last=each.property.rpartition(".")[2],
            )
        yield from self._attributes(context)

    def _attributes(self, context: Context) -> Iterator[Finding]:
        for kind, known in attributes().items():
            for resource in context.graph.of_type(kind) if kind in _LISTS else ():
                for index, _ in items(resource.get(_LISTS[kind])) if resource.exists is Truth.YES else ():
                    steps = (_LISTS[kind], index)
                    key, value = resource.get(*steps, "Key"), resource.get(*steps, "Value")
                    if not isinstance(key, Literal) or not isinstance(value, Literal) or key.text not in known:
                        continue
                    beside = known[key.text].only_with
                    if beside and (literal(resource.get(beside.property)) or beside.values[0]) not in beside.values:
                        yield self.at(
                            resource,
                            *steps,
                            "Key",
                            tasks=context.users.of(resource),
                            variant="foreign",
                            property=key.text,
                            value=resource.get(beside.property),
                            accepted=", ".join(beside.values),
                        )
                    elif known[key.text].fits(value.text) is False:
                        yield self.at(
                            resource,
                            *steps,
                            "Value",
                            tasks=context.users.of(resource),
                            variant="attribute",
                            property=key.text,
                            value=value,
                            accepted=known[key.text].for_people,
                        )
