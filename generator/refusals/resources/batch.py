"""What Batch refuses of a job, which it runs as a task of ECS.

Sources: Batch API Reference, ContainerProperties, executionRoleArn ("jobs that run on Fargate resources must provide an
execution role"); read 2026-11. Batch User Guide, "Job definitions on Fargate"; from memory.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource


def execution_role(_graph: Graph, job: Resource) -> Iterator[str]:
    """Say which job on Fargate has no execution role."""
    platforms = [literal(value) for _, value in items(job.get("PlatformCapabilities"))]
    told = not isinstance(job.get("ContainerProperties"), Absent)
    if platforms == ["FARGATE"] and told and isinstance(job.get("ContainerProperties", "ExecutionRoleArn"), Absent):
        yield f"{job} is a job on Fargate and has no ExecutionRoleArn, which Batch requires"


REFUSALS: Refusals = {"AWS::Batch::JobDefinition": (execution_role,)}
