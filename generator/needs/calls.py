"""What a task needs to start and to serve, derived from its definition: the rows of the matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.services import actions
from generator.ecs.arns import arn, join, region, settled
from generator.ecs.registries import Origin, origin
from generator.ecs.secrets import Injected, injected
from generator.ecs.tasks import Container, Task
from generator.logic import Truth
from generator.needs.permissions import Action
from generator.needs.policy_values import text
from generator.stack import Absent, Graph, Literal, Reference, Value


@dataclass(frozen=True)
class Wanted:
    """Everything one task asks of AWS."""

    origins: tuple[tuple[Container, Origin], ...]
    secrets: tuple[tuple[Container, Injected], ...]
    logs: tuple[tuple[Container, Value], ...]
    """Containers that log to CloudWatch, and the group."""

    @property
    def private_images(self) -> bool:
        """Whether an image certainly comes from a private ECR."""
        return any(found.kind == "ecr" for _, found in self.origins)


def wanted(task: Task) -> Wanted:
    """Read what a task asks of AWS off its definition."""
    graph = task.graph
    origins = tuple((each, origin(graph, each.image)) for each in task.containers)
    secrets = tuple((each, one) for each in task.containers for one in injected(graph, each))
    logs = tuple(
        (each, each.get("LogConfiguration", "Options", "awslogs-group"))
        for each in task.containers
        if each.get("LogConfiguration", "LogDriver") == Literal("awslogs")
    )
    return Wanted(origins, secrets, logs)


def pull_actions(found: Origin) -> Iterator[Action]:
    """Give what ECS must be allowed to pull an image from a private ECR."""
    for name in actions("pull_token"):
        yield Action(name, None, "pull the image")
    for name in actions("pull"):
        if found.repository is not None:
            yield Action(name, found.repository, "pull the image")


def read_actions(task: Task, one: Injected) -> Iterator[Action]:
    """Give what ECS must be allowed to read an injected value, decryption with a customer key included."""
    if one.api not in ("secretsmanager", "ssm"):
        return
    why = f"inject {one.name}"
    for name in actions("read_secretsmanager" if one.api == "secretsmanager" else "read_ssm"):
        yield Action(name, one.arn, why)
    key = one.resource.get("KmsKeyId") if one.resource and one.api == "secretsmanager" else Absent()
    resource = task.graph.target(key, "AWS::KMS::Key")
    if resource is not None:
        via = ("kms:ViaService", text(task.graph, join(f"{one.api}.", region(task.graph), ".amazonaws.com")))
        for name in actions("decrypt"):
            yield Action(name, Reference(resource.path, "Arn"), f"{why} (it is encrypted with {resource})", (via,))


def log_actions(task: Task, container: Container, group: Value) -> Iterator[tuple[Action, str]]:
    """Give what ECS must be allowed to write a log, each with the rule that reports it."""
    name = settled(task.graph, group)
    if isinstance(name, Absent):
        return
    stream = arn(
        task.graph,
        "logs",
        "log-group:",
        name,
        ":log-stream:",
        container.get("LogConfiguration", "Options", "awslogs-stream-prefix"),
    )
    for action in actions("write_log"):
        yield Action(action, stream, "write the log"), "ECS031"
    create = container.get("LogConfiguration", "Options", "awslogs-create-group")
    if isinstance(create, Literal) and create.boolean and not _made_here(task.graph, name):
        # AccessDeniedException names the group with an empty stream: it is what log-group:NAME:* has to match.
        whole = arn(task.graph, "logs", "log-group:", name, ":log-stream:")
        for action in actions("create_log_group"):
            yield Action(action, whole, "create the log group"), "ECS021"


def asked_through(task: Task, want: Wanted, api: str) -> Iterator[Action]:
    """Give what ECS does at the endpoint of an API to start a task; which calls of ECR go where is not all documented.

    Source: ECR User Guide, "Amazon ECR interface VPC endpoints", and "Using VPC endpoint policies to control Amazon ECR
    access" (AWS containers blog); read 2026-11.
    """
    pulls = [action for _, found in want.origins if found.kind == "ecr" for action in pull_actions(found)]
    if api == "ecr.api":
        yield from (action for action in pulls if action.resource is None)
    elif api == "ecr.dkr":
        yield from (action for action in pulls if action.name == "ecr:BatchGetImage")
    elif api == "s3":
        layer = arn(task.graph, "s3", "prod-", region(task.graph), "-starport-layer-bucket/0123456789abcdef")
        yield from (Action("s3:GetObject", layer, "pull the image's layers") for _ in pulls[:1])
    elif api == "logs":
        for container, group in want.logs:
            yield from (action for action, _ in log_actions(task, container, group))
    else:
        for _, one in want.secrets:
            yield from (each for each in read_actions(task, one) if each.name.startswith(f"{api}:"))


def _made_here(graph: Graph, name: Value) -> bool:
    """Tell whether a log group is, or may be, one of the templates: ECS creates it only when there is none."""
    for group in graph.of_type("AWS::Logs::LogGroup"):
        own = group.get("LogGroupName")
        if group.exists is not Truth.NO and (own == name or settled(graph, Reference(group.path, "Ref")) == name):
            return True
    return False


def needs_network(task: Task) -> bool:
    """Whether the network of the tasks themselves decides, and not that of the instances they run on."""
    return task.awsvpc is Truth.YES
