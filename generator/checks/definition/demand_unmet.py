"""A resource without something that AWS demands and CloudFormation's schema does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.awsdata.demands import EACH, Demand, demands
from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER, LISTENER, kind
from generator.ecs.containers.fargate_definitions import for_fargate
from generator.ecs.tasks import DEFINITION, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.cause import Steps
from generator.needs.context import Context
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Resource

_REFUSED = "although the CloudFormation schema does not: creating {resource} fails"


class DemandUnmet(Check):
    id = "ECS113"
    lesson = 11
    title = "A property is missing that AWS requires"
    symptom = "CREATE_FAILED: ... must be specified, after everything before it was created"
    why = (
        "The CloudFormation schema, which templates are checked against, declares each of these properties as "
        "optional, because in some cases it is. In this case it is required, and the service says so only when the "
        "resource is created."
    )
    fix = "Add the property that the message names."
    message = {
        "property": "{resource} has no {properties}{where}, which {service} requires " + _REFUSED,
        "one of several": "{resource} has none of {properties}{where}, of which {service} requires one " + _REFUSED,
    }
    change = "{place}: add {first}"
    base = "balanced"
    bad = {
        "Service.LoadBalancers.0.ContainerName": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for resource, steps, one_of in _lacking(context.graph):
            where = f" in {'.'.join(map(str, steps))}" if steps else ""
            yield self.at(
                resource,
                *steps,
                tasks=context.users.of(resource),
                variant="property" if len(one_of) == 1 else "one of several",
                properties=", ".join(one_of[:3]) + (", ..." if len(one_of) > 3 else ""),
                where=where,
                service=resource.type.split("::")[1],
                place=".".join(map(str, steps)) or "Properties",
                first=one_of[0],
            )


_Lacking = tuple[Resource, Steps, tuple[str, ...]]
"""A resource, the steps to the place in it, and the properties of which it has none there."""


def _lacking(graph: Graph) -> Iterator[_Lacking]:
    for resource_type, demands_of_type in demands().items():
        for resource in graph.of_type(resource_type):
            if resource.exists is not Truth.YES:
                continue
            for demand in demands_of_type:
                for steps in _places(resource, demand.place):
                    if _is_unmet(resource, steps, demand):
                        yield resource, steps, demand.one_of
    yield from _in_listeners(graph)
    yield from _in_discovery_services(graph)
    yield from _in_logs(graph)
    yield from _in_splunk(graph)


def _places(resource: Resource, way: tuple[str, ...]) -> Iterator[Steps]:
    """Every mapping that a way leads to: one for each item of a list, none that is not known."""
    places: list[Steps] = [()]
    for step in way:
        if step == EACH:
            places = [(*steps, index) for steps in places for index, _ in items(resource.get(*steps))]
        else:
            places = [(*steps, step) for steps in places]
    for steps in places:
        value = resource.get(*steps)
        if isinstance(value, Mapping) and value.rest is None:
            yield steps


def _is_unmet(resource: Resource, steps: Steps, demand: Demand) -> bool:
    if _has_any(resource, steps, (*demand.one_of, *demand.unless)):
        return False
    if demand.only_with is None:
        return True
    beside = resource.get(*steps, demand.only_with.property)
    values = demand.only_with.values
    return (literal(beside) or "") in values if values else isinstance(beside, Literal)


def _has_any(resource: Resource, steps: Steps, keys: tuple[str, ...]) -> bool:
    """Whether any of some properties is there, or under a condition: whoever wrote one has thought of it."""
    if any(resource.get(*steps, key) not in (Absent(), Listing(())) for key in keys):
        return True
    place: Any = resource.body.get("Properties") or {}
    for step in steps:
        known = (isinstance(place, dict) and step in place) or (isinstance(place, list) and isinstance(step, int))
        if not known:
            return True
        place = place[step]
    return not isinstance(place, dict) or any(key in place and place[key] != [] for key in keys)


def _in_listeners(graph: Graph) -> Iterator[_Lacking]:
    """Listeners without port or protocol, which only those of a gateway load balancer may be."""
    for listener in graph.of_type(LISTENER):
        balancer = graph.target(listener.get("LoadBalancerArn"), BALANCER)
        if balancer is not None and kind(balancer) in ("application", "network") and listener.exists is Truth.YES:
            for key in ("Port", "Protocol"):
                if not _has_any(listener, (), (key,)):
                    yield listener, (), (key,)


def _in_discovery_services(graph: Graph) -> Iterator[_Lacking]:
    """Services of Cloud Map in no namespace, which may be named in either of two places."""
    for discovery in graph.of_type("AWS::ServiceDiscovery::Service"):
        values = (discovery.get("NamespaceId"), discovery.get("DnsConfig", "NamespaceId"))
        if all(isinstance(value, Absent) for value in values) and discovery.exists is Truth.YES:
            yield discovery, (), ("NamespaceId",)


def _in_logs(graph: Graph) -> Iterator[_Lacking]:
    """Logs without a group or a Region, and those of tasks for Fargate without a prefix.

    Source: ECS Developer Guide, "Send Amazon ECS logs to CloudWatch", awslogs-group, awslogs-region,
    awslogs-stream-prefix; read 2026-11.
    """
    for definition in graph.of_type(DEFINITION):
        if definition.exists is not Truth.YES:
            continue
        needed = ["awslogs-group", "awslogs-region", *(["awslogs-stream-prefix"] if for_fargate(definition) else [])]
        for steps in _places(definition, ("ContainerDefinitions", EACH, "LogConfiguration")):
            if literal(definition.get(*steps, "LogDriver")) != "awslogs":
                continue
            if not _has_any(definition, steps, ("Options",)):
                yield definition, steps, ("Options",)
            for option in needed:
                if not _has_any(definition, (*steps, "Options"), (option,)):
                    yield definition, (*steps, "Options"), (option,)


def _in_splunk(graph: Graph) -> Iterator[_Lacking]:
    """Logs that go to Splunk without its address, or without a token to log in with, which may be a secret.

    Source: Docker's documentation, "Splunk logging driver" (both are required); read 2026-11.
    """
    for definition in graph.of_type(DEFINITION):
        if definition.exists is not Truth.YES:
            continue
        for steps in _places(definition, ("ContainerDefinitions", EACH, "LogConfiguration")):
            if literal(definition.get(*steps, "LogDriver")) != "splunk":
                continue
            secrets = items(definition.get(*steps, "SecretOptions"))
            named = {literal(definition.get(*steps, "SecretOptions", index, "Name")) for index, _ in secrets}
            for option in ("splunk-url", "splunk-token"):
                known = isinstance(definition.get(*steps, "Options"), Mapping) and None not in named
                if known and option not in named and not _has_any(definition, (*steps, "Options"), (option,)):
                    yield definition, (*steps, "Options"), (option,)
