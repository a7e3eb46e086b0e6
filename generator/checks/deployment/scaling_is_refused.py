"""Bounds of a scalable target, or a policy, that Application Auto Scaling refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks._races import place_to_wait, unordered
from generator.checks.check import Check
from generator.checks.deployment._scaled import SCALED
from generator.ecs.services.scaling import DIMENSION, POLICY, SCALABLE, of_ecs, scaled_service
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Listing, Literal, Reference, Resource, Text, parts

GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
_METRIC = ("TargetTrackingScalingPolicyConfiguration", "PredefinedMetricSpecification")
_GROUPS = (("TargetGroupArn",), ("AdvancedConfiguration", "AlternateTargetGroupArn"))
_SCHEDULE = re.compile(r"at\([^()]+\)|rate\([^()]+\)|cron\(\s*(\S+\s+){5}\S+\s*\)")
_THREE = ("ResourceId", "ScalableDimension", "ServiceNamespace")


class ScalingIsRefused(Check):
    id = "ECS185"
    lesson = 18
    title = "Scalable target or scaling policy is refused"
    symptom = (
        "CREATE_FAILED: Maximum capacity cannot be less than minimum capacity; No scalable target registered for "
        "service namespace: ecs; The target group is not associated with the ECS service; Either "
        "ScalingTargetId or all three of ... must be specified"
    )
    why = (
        "A policy belongs to a scalable target, which has to be registered before it. ScalingTargetId refers to it and "
        "makes that order; ResourceId, ScalableDimension and ServiceNamespace as text do not."
    )
    fix = "ScalingTargetId: !Ref of the scalable target, and MinCapacity not above MaxCapacity."
    message = {
        "bounds": "MinCapacity of {resource} is {least}, and MaxCapacity {most}: Application Auto Scaling refuses it",
        "scheduled": (
            "MinCapacity of a scheduled action of {resource} is {least}, and its MaxCapacity {most}: Application Auto "
            "Scaling refuses it"
        ),
        "schedule": (
            "Schedule of {resource} is {named}, which is none of at(), rate() and cron() of six fields: Application "
            "Auto Scaling refuses it"
        ),
        "place": (
            "ResourceId of {resource} is {named}, which has no cluster between service/ and the service: Application "
            "Auto Scaling finds no such service (ECS service doesn't exist)"
        ),
        "dimension": "ScalableDimension of {resource} is {named}, and of ECS services only " + DIMENSION + " is scaled",
        "namespace": (
            "ServiceNamespace of {resource} is {named}, and its ScalableDimension is one of ecs: Application Auto "
            "Scaling refuses it (Unsupported service namespace, resource type or scalable dimension)"
        ),
        "nothing": (
            "{resource} has neither ScalingTargetId nor all of ResourceId, ScalableDimension and ServiceNamespace, so "
            "that it belongs to no scalable target: it is refused"
        ),
        "race": (
            "{resource} names by text what {target} registers, and does not wait for it: created first, it is refused "
            "(No scalable target registered for service namespace: ecs)"
        ),
        "label": (
            "ResourceLabel of {resource} names {group}, and {service} does not register its tasks there: it is refused "
            "(ValidationException: The target group is not associated with the ECS service)"
        ),
        "unregistered": (
            "{resource} names {service} by its ResourceId, and no scalable target registers this service: it is "
            "refused (No scalable target registered for service namespace: ecs)"
        ),
    }
    change = {
        "bounds": "MaxCapacity: {least} or more",
        "scheduled": "MaxCapacity of the scheduled action: {least} or more",
        "schedule": "Schedule: cron(0 20 * * ? *), rate(1 day) or at(2027-01-31T20:00:00)",
        "place": "ResourceId: !Sub service/${{Cluster}}/${{Service.Name}}",
        "dimension": "ScalableDimension: " + DIMENSION,
        "namespace": "ServiceNamespace: ecs",
        "nothing": "ScalingTargetId: !Ref of the scalable target",
        "race": "ScalingTargetId: !Ref {target}, instead of the three; or DependsOn of {place}: add {name}",
        "label": "ResourceLabel: with TargetGroupFullName of the target group of {service}",
        "unregistered": "add an AWS::ApplicationAutoScaling::ScalableTarget, and ScalingTargetId: !Ref of it",
    }
    remedy = {
        "bounds": Write("MaxCapacity", "{least}"),
        "dimension": Write("ScalableDimension", DIMENSION),
        "namespace": Write("ServiceNamespace", "ecs"),
    }
    base = "nat"
    good = SCALED
    bad = {"Scaling.MinCapacity": "8"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find bounds the wrong way round, another dimension, and policies without a target that is there in time.

        Sources: Application Auto Scaling API Reference, RegisterScalableTarget and PutScalingPolicy; aws-cdk #1837,
        cloudposse/terraform-aws-ecs-cloudwatch-autoscaling #36; read 2026-11.
        """
        for target in context.graph.of_type(SCALABLE):
            least, most = number(target.get("MinCapacity")), number(target.get("MaxCapacity"))
            tasks = _tasks(context, target)
            if of_ecs(target) and least is not None and most is not None and least > most:
                yield self.at(target, "MinCapacity", tasks=tasks, variant="bounds", least=least, most=most)
            yield from self._dimension(target, tasks)
            if of_ecs(target):
                yield from self._schedules(target, tasks)
                yield from self._place(target)
        for policy in context.graph.of_type(POLICY):
            yield from self._dimension(policy, _tasks(context, policy))
            yield from self._label(context, policy)
            if isinstance(policy.get("ScalingTargetId"), Absent):
                yield from self._without_id(context, policy)

    def _schedules(self, target: Resource, tasks: tuple[str, ...]) -> Iterator[Finding]:
        """Source: Application Auto Scaling API Reference, ScheduledAction; read 2026-11."""
        for index, _ in items(target.get("ScheduledActions")):
            steps = ("ScheduledActions", index)
            least, most = (
                number(target.get(*steps, "ScalableTargetAction", key)) for key in ("MinCapacity", "MaxCapacity")
            )
            if least is not None and most is not None and least > most:
                way = (*steps, "ScalableTargetAction", "MinCapacity")
                yield self.at(target, *way, tasks=tasks, variant="scheduled", least=least, most=most)
            named = literal(target.get(*steps, "Schedule"))
            if named is not None and not _SCHEDULE.fullmatch(named.strip()):
                yield self.at(target, *steps, "Schedule", tasks=tasks, variant="schedule", named=named)

    def _place(self, target: Resource) -> Iterator[Finding]:
        """Source: Application Auto Scaling API Reference, RegisterScalableTarget, ResourceId (service/cluster/name);
        read 2026-11."""
        value = target.get("ResourceId")
        first = literal(value.parts[0]) if isinstance(value, Text) else literal(value)
        pieces = value.parts if isinstance(value, Text) else (value,)
        slashes = sum((literal(piece) or "").count("/") for piece in pieces)
        known = isinstance(value, Literal) or all(
            isinstance(piece, Literal) or (isinstance(piece, Reference) and piece.attribute == "Name")
            for piece in pieces
        )
        if known and first is not None and first.startswith("service/") and slashes == 1:
            yield self.at(target, "ResourceId", variant="place", named=value)

    def _dimension(self, resource: Resource, tasks: tuple[str, ...]) -> Iterator[Finding]:
        named = literal(resource.get("ScalableDimension"))
        namespace = literal(resource.get("ServiceNamespace"))
        if namespace == "ecs" and named not in (None, DIMENSION):
            yield self.at(resource, "ScalableDimension", tasks=tasks, variant="dimension", named=named)
        if named == DIMENSION and namespace not in (None, "ecs"):
            yield self.at(resource, "ServiceNamespace", tasks=tasks, variant="namespace", named=namespace)

    def _label(self, context: Context, policy: Resource) -> Iterator[Finding]:
        """The target group whose requests are counted has to be one that the service registers its tasks in.

        Source: Application Auto Scaling API Reference, PredefinedMetricSpecification, ResourceLabel;
        terraform-provider-aws #16888; read 2026-11.
        """
        graph, steps = context.graph, (*_METRIC, "ResourceLabel")
        target = graph.target(policy.get("ScalingTargetId"), SCALABLE)
        service = scaled_service(graph, (target or policy).get("ResourceId"))
        named = [part for part in parts(policy.get(*steps)) if isinstance(part, Reference)]
        groups = [graph.resource(part.resource) for part in named if part.attribute == "TargetGroupFullName"]
        if (
            service is None
            or len(groups) != 1
            or groups[0] is None
            or not isinstance(service.get("LoadBalancers"), Listing)
        ):
            return
        own = [
            graph.target(service.get("LoadBalancers", index, *way), GROUP)
            for index, _ in items(service.get("LoadBalancers"))
            for way in _GROUPS
            if not isinstance(service.get("LoadBalancers", index, *way), Absent)
        ]
        if own and None not in own and groups[0] not in own:
            yield self.at(policy, *steps, tasks=(service.path,), variant="label", group=groups[0], service=service)

    def _without_id(self, context: Context, policy: Resource) -> Iterator[Finding]:
        if any(isinstance(policy.get(key), Absent) for key in _THREE):
            if context.graph.of_type("AWS::ECS::Service"):
                yield self.at(policy, variant="nothing")
            return
        service = scaled_service(context.graph, policy.get("ResourceId"))
        if not of_ecs(policy) or service is None:
            return
        targets = [
            target
            for target in context.graph.of_type(SCALABLE)
            if scaled_service(context.graph, target.get("ResourceId")) is service
        ]
        if not targets and context.graph.closed(service) and _all_are_read(context):
            yield self.at(policy, "ResourceId", tasks=(service.path,), variant="unregistered", service=service)
        for target in targets[:1]:
            if unordered(context, target, policy):
                place, name = place_to_wait(context.graph, policy, target)
                yield self.at(
                    policy, "ResourceId", tasks=(service.path,), variant="race", target=target, place=place, name=name
                )


def _tasks(context: Context, resource: Resource) -> tuple[str, ...]:
    service = scaled_service(context.graph, resource.get("ResourceId"))
    return (service.path,) if service else ()


def _all_are_read(context: Context) -> bool:
    """Tell whether each scalable target is known to be of a service, so that none may be of another."""
    targets = context.graph.of_type(SCALABLE)
    return all(scaled_service(context.graph, target.get("ResourceId")) or not of_ecs(target) for target in targets)
