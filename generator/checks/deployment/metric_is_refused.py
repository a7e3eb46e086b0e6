"""A predefined metric that a scaling policy of an ECS service cannot have, or not so."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.deployment._scaled import SCALED
from generator.ecs.balancing.balancers import BALANCER, TARGETS
from generator.ecs.services.scaling import POLICY, SCALABLE, of_ecs, pieces, scaled_service
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Mapping, Reference, Resource

_TRACKING = "TargetTrackingScalingPolicyConfiguration"
_METRIC = (_TRACKING, "PredefinedMetricSpecification")
_EITHER = ("PredefinedMetricSpecification", "CustomizedMetricSpecification")
_OF_REQUESTS = "ALBRequestCountPerTarget"
_OF_ECS = ("ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization", _OF_REQUESTS)
"""Source: Application Auto Scaling User Guide, "Predefined metrics for target tracking scaling policies"; 2026-11."""
_FULL_NAMES = {BALANCER: "LoadBalancerFullName", TARGETS: "TargetGroupFullName"}


class MetricIsRefused(Check):
    id = "ECS186"
    lesson = 18
    title = "Scaling policy of a service has a metric that it cannot have"
    symptom = "CREATE_FAILED: ValidationException: Resource label should be specified; Unsupported metric type"
    why = (
        "ALBRequestCountPerTarget needs a ResourceLabel made of the ends of two ARNs, app/<name>/<id>/targetgroup/"
        "<name>/<id>: GetAtt LoadBalancerFullName and TargetGroupFullName give them, Ref gives whole ARNs."
    )
    fix = "ResourceLabel: !Sub ${Balancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}."
    message = {
        "none": (
            "{resource} tracks a target and names no metric: PutScalingPolicy takes one of "
            "PredefinedMetricSpecification and CustomizedMetricSpecification, and refuses it"
        ),
        "two": (
            "{resource} has PredefinedMetricSpecification and CustomizedMetricSpecification, of which PutScalingPolicy "
            "takes one: it is refused"
        ),
        "type": "{resource} scales {service} by {metric}, which is not a metric of ECS services: it is refused",
        "label": "{resource} scales {service} by ALBRequestCountPerTarget and has no ResourceLabel: it is refused",
        "arn": (
            "ResourceLabel of {resource} holds {about}, which is an ARN or a name, where {wanted} has to stand: it is "
            "refused"
        ),
    }
    change = {
        "none": "PredefinedMetricSpecification: {{PredefinedMetricType: ECSServiceAverageCPUUtilization}}",
        "two": "leave one of the two out",
        "type": "PredefinedMetricType: ECSServiceAverageCPUUtilization",
        "label": "ResourceLabel: !Sub ${{<balancer>.LoadBalancerFullName}}/${{<target group>.TargetGroupFullName}}",
        "arn": "ResourceLabel: !GetAtt {wanted} in place of {about}",
    }
    base = "routed"
    good = {
        **SCALED,
        "Policy": """
            Type: AWS::ApplicationAutoScaling::ScalingPolicy
            Properties:
              PolicyName: requests
              PolicyType: TargetTrackingScaling
              ScalingTargetId: !Ref Scaling
              TargetTrackingScalingPolicyConfiguration:
                TargetValue: 100
                PredefinedMetricSpecification:
                  PredefinedMetricType: ALBRequestCountPerTarget
                  ResourceLabel: !Sub ${Balancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}
""",
    }
    bad = {f"Policy.{'.'.join(_METRIC)}.ResourceLabel": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find metrics of something else, and labels that are missing or made of ARNs.

        Sources: terraform-provider-aws #9734 and #30361, terraform-aws-autoscaling #192 (Resource label should be
        specified for predefined metric type ALBRequestCountPerTarget); read 2026-11.
        """
        for policy in context.graph.of_type(POLICY):
            yield from self._number(context, policy)
            metric, service = literal(policy.get(*_METRIC, "PredefinedMetricType")), _service(context, policy)
            if metric is None or service is None:
                continue
            label, tasks = policy.get(*_METRIC, "ResourceLabel"), (service.path,)
            if metric not in _OF_ECS:
                steps = (*_METRIC, "PredefinedMetricType")
                yield self.at(policy, *steps, tasks=tasks, variant="type", service=service, metric=metric)
            elif metric == _OF_REQUESTS and isinstance(label, Absent):
                yield self.at(policy, *_METRIC, tasks=tasks, variant="label", service=service)
            elif metric == _OF_REQUESTS:
                for part in (part for piece in pieces(label) for part in piece if isinstance(part, Reference)):
                    about = context.graph.resource(part.resource)
                    wanted = _FULL_NAMES.get(about.type) if about else None
                    if wanted and part.attribute != wanted:
                        steps, words = (*_METRIC, "ResourceLabel"), {"about": str(part), "wanted": f"{about}.{wanted}"}
                        yield self.at(policy, *steps, tasks=tasks, variant="arn", **words)

    def _number(self, context: Context, policy: Resource) -> Iterator[Finding]:
        """A policy that tracks a target takes one metric.

        Source: Application Auto Scaling API Reference, TargetTrackingScalingPolicyConfiguration (either of the two);
        read 2026-11.
        """
        tracking, service = policy.get(_TRACKING), _service(context, policy)
        if service is None or not isinstance(tracking, Mapping) or tracking.rest is not None:
            return
        given = [tracking.get(name) for name in _EITHER]
        variant = "none" if all(isinstance(each, Absent) for each in given) else "two"
        if variant == "none" or all(isinstance(each, Mapping) for each in given):
            yield self.at(policy, _TRACKING, tasks=(service.path,), variant=variant)


def _service(context: Context, policy: Resource) -> Resource | None:
    target = context.graph.target(policy.get("ScalingTargetId"), SCALABLE)
    named = target if target is not None else policy
    return scaled_service(context.graph, named.get("ResourceId")) if of_ecs(named) else None
