"""Tasks for Fargate that a service starts on instances, of which there are none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.clusters import CLUSTER, capacity, has_machines
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Resource


class LaunchedOnNothing(Check):
    id = "ECS181"
    lesson = 18
    title = "Service starts its tasks on container instances, and the cluster has none"
    symptom = "service ... was unable to place a task because no container instance met all of its requirements"
    why = (
        "RequiresCompatibilities says what a task definition is valid for, not where its tasks run. That is decided "
        "by LaunchType or CapacityProviderStrategy of the service, then by the cluster's default strategy; otherwise "
        "it is EC2."
    )
    fix = "Set LaunchType FARGATE, or a CapacityProviderStrategy, on the service; or a default one on the cluster."
    message = (
        "{task} has neither LaunchType nor CapacityProviderStrategy, and {cluster} has no default strategy: ECS "
        "looks for container instances for its tasks, which are for Fargate, and places none (No Container Instances "
        "were found in your cluster)"
    )
    change = "LaunchType: FARGATE"
    remedy = Write("LaunchType", "FARGATE")
    base = "nat"
    bad = {
        "Service.LaunchType": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services with tasks for Fargate alone that nothing sends there, in clusters without instances."""
        for task in context.tasks:
            service = task.service
            cluster = context.graph.target(service.get("Cluster"), CLUSTER) if service else None
            if service is None or cluster is None or not _for_fargate_alone(task) or not _started_on_instances(service):
                continue
            offered = capacity(context.graph, cluster)
            if not offered.default and offered.providers is not None and not has_machines(context.graph, cluster):
                yield self.at(service, tasks=(task.name,), task=task.name, cluster=cluster)


def _for_fargate_alone(task: Task) -> bool:
    required = task.definition.get("RequiresCompatibilities") if task.definition else Absent()
    return [literal(value) for _, value in items(required)] == ["FARGATE"]


def _started_on_instances(service: Resource) -> bool:
    """Tell whether ECS starts the tasks, and on instances unless the cluster has a default strategy.

    With an external controller task sets say on what.
    """
    controller = service.get("DeploymentController", "Type")
    if not isinstance(controller, Absent) and literal(controller) not in ("ECS", "CODE_DEPLOY"):
        return False
    return all(isinstance(service.get(key), Absent) for key in ("LaunchType", "CapacityProviderStrategy"))
