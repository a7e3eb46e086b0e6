"""A scalable target that names a service by text and may be registered before it exists."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import place_to_wait, unordered
from generator.checks.check import Check
from generator.ecs.services.scaling import SCALABLE, scaled_service
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import WaitFor
from generator.stack import Reference, parts


class ScaledTooEarly(Check):
    id = "ECS183"
    lesson = 18
    title = "Scalable target may be created before the service that it names by text"
    symptom = "CREATE_FAILED: ECS service doesn't exist: service/... (ObjectNotFoundException, ValidationException)"
    why = (
        "A ResourceId with the service's name as text makes no order, and a reference to the cluster orders only the "
        "cluster. A service takes minutes to create, a scalable target a second: it is refused, and the stack rolls "
        "back."
    )
    fix = "Refer to the service in ResourceId: !Sub service/${Cluster}/${Service.Name}; or add it to DependsOn."
    message = (
        "ResourceId of {resource} names {service} by text and does not wait for it: created first, it is refused (ECS "
        "service doesn't exist), and the stack is rolled back"
    )
    change = "DependsOn of {place}: add {name}"
    remedy = WaitFor("{place}", ("{name}",))
    base = "nat"
    good = {
        "Service.ServiceName": "shop",
        "Service.DesiredCount": None,
        "Scaling": """
            Type: AWS::ApplicationAutoScaling::ScalableTarget
            DependsOn: Service
            Properties:
              ServiceNamespace: ecs
              ScalableDimension: ecs:service:DesiredCount
              ResourceId: !Sub service/${Cluster}/shop
              MinCapacity: 2
              MaxCapacity: 6
""",
    }
    bad = {"Scaling.DependsOn": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the scalable targets that nothing makes wait for their service.

        Sources: stroeer/terraform-aws-ecs-fargate #104, aws-samples/ecs-refarch-cloudformation #79; read 2026-11.
        """
        for target in context.graph.of_type(SCALABLE):
            value = target.get("ResourceId")
            service = scaled_service(context.graph, value)
            named = {part.resource for part in parts(value) if isinstance(part, Reference)}
            if service is None or service.path in named:
                continue
            if unordered(context, service, target):
                place, name = place_to_wait(context.graph, target, service)
                tasks = (service.path,)
                yield self.at(target, "ResourceId", tasks=tasks, service=service, place=place, name=name)
