"""What ECS does at AWS to start a task, derived from its definition: images to pull, secrets to read, logs to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.services import actions
from generator.ecs.arns import account, arn, join, region, settled
from generator.ecs.containers.logs import LOG_GROUP, OPTIONS, by_awslogs, log_group
from generator.ecs.secrets.environment_files import EnvironmentFile, environment_files
from generator.ecs.secrets.keys import CustomerKey, customer_key
from generator.ecs.secrets.registries import Origin, origin
from generator.ecs.secrets.secrets import SUFFIX, Injected, injected
from generator.ecs.tasks import Container, Task
from generator.iam import Perhaps
from generator.logic import Truth
from generator.needs.permissions.permissions import Action
from generator.needs.permissions.policy_values import text
from generator.stack import Absent, Graph, Literal, Reference, Value, shown

CREATE_LOG_GROUP = "logs:CreateLogGroup"


@dataclass(frozen=True)
class Wanted:
    """Everything one task asks of AWS."""

    origins: tuple[tuple[Container, Origin], ...]
    secrets: tuple[tuple[Container, Injected], ...]
    logs: tuple[tuple[Container, Value], ...]
    """Containers that log to CloudWatch, and the group."""
    files: tuple[tuple[Container, EnvironmentFile], ...] = ()

    @property
    def private_images(self) -> bool:
        """Whether an image certainly comes from a private ECR."""
        return any(image.kind == "ecr" for _, image in self.origins)


def wanted(task: Task) -> Wanted:
    """Read what a task asks of AWS off its definition."""
    graph = task.graph
    origins = tuple((container, origin(graph, container.image)) for container in task.containers)
    secrets = tuple((container, secret) for container in task.containers for secret in injected(graph, container))
    logs = tuple((container, log_group(container)) for container in task.containers if by_awslogs(container))
    files = tuple((container, file) for container in task.containers for file in environment_files(graph, container))
    return Wanted(origins, secrets, logs, files)


def pull_actions(image: Origin) -> Iterator[Action]:
    """What ECS must be allowed to pull an image from a private ECR."""
    for name in actions("pull_token"):
        yield Action(name, None, "pull the image")
    for name in actions("pull"):
        if image.repository is not None:
            yield Action(name, image.repository, "pull the image", about=image.resource)


def first_pull_actions(image: Origin, rule: str) -> Iterator[Action]:
    """What ECS must be allowed as well to pull an image that a pull-through cache rule gets from elsewhere."""
    for name in actions("first_pull"):
        if image.repository is not None and not (name == "ecr:CreateRepository" and image.resource):
            yield Action(name, image.repository, f"pull the image through the cache {rule}", about=image.resource)


def read_actions(task: Task, secret: Injected) -> Iterator[Action]:
    """What ECS must be allowed to read an injected value, decryption with a customer key included."""
    if secret.api not in ("secretsmanager", "ssm"):
        return
    asked = join(secret.arn, "-", SUFFIX) if secret.complete is Truth.NO else secret.arn
    yield read_action(task.graph, secret, secret.api, asked, partial=secret.complete is Truth.NO)
    for key in keys_of_secret(task.graph, secret):
        yield decrypt_action(task.graph, key, secret.api, f"inject {secret.name}", secret.arn)


def read_action(graph: Graph, secret: Injected, api: str, asked: Value, partial: bool = False) -> Action:
    """The one call that reads an injected value.

    Source: amazon-ecs-agent, agent/asm/asm.go (a label and a version are sent where they are written; without them the
    current version is meant); Service Authorization Reference, Secrets Manager (the keys); from memory, 2026-11.
    """
    context: list[tuple[str, object]] = []
    if api == "secretsmanager":
        context.append(("secretsmanager:SecretId", text(graph, secret.arn)))
        stage = secret.stage
        if stage is not None:
            context.append(("secretsmanager:VersionStage", stage or Perhaps("AWSCURRENT")))
    (name,) = actions("read_secretsmanager" if api == "secretsmanager" else "read_ssm")
    why = "log in to the registry" if secret.credentials else f"inject {secret.name}"
    return Action(name, asked, why, tuple(context), about=secret.resource, partial=partial)


def decrypt_action(graph: Graph, key: CustomerKey, service: str, why: str, encrypted: Value) -> Action:
    """Decryption with a key, in the name of a service. The context is what the service tells KMS.

    Source: Secrets Manager User Guide, "Secret encryption and decryption in AWS Secrets Manager" (encryption context);
    KMS Developer Guide, "AWS KMS condition keys"; read 2026-11.
    """
    context: list[tuple[str, object]] = [
        ("kms:ViaService", text(graph, join(f"{service}.", region(graph), ".amazonaws.com"))),
        ("kms:CallerAccount", text(graph, account(graph))),
    ]
    if service == "secretsmanager":
        context.append(("kms:EncryptionContext:SecretARN", text(graph, encrypted)))
    (name,) = actions("decrypt")
    resource = Reference(key.resource.path, "Arn") if key.resource else key.named
    why = f"{why} (it is encrypted with {key.resource or shown(key.named)})"
    return Action(name, resource, why, tuple(context), about=key.resource)


def keys_of_secret(graph: Graph, secret: Injected) -> Iterator[CustomerKey]:
    """The customer's key that a secret is encrypted under, if there is one."""
    named: Value = Absent()
    if secret.api != "secretsmanager":
        return
    if secret.resource is not None:
        named = secret.resource.get("KmsKeyId")
    elif isinstance(secret.arn, Reference) and (database := graph.resource(secret.arn.resource)) is not None:
        named = database.get("MasterUserSecret", "KmsKeyId")
    if (key := customer_key(graph, named)) is not None:
        yield key


def file_actions(graph: Graph, file: EnvironmentFile) -> Iterator[Action]:
    """What ECS must be allowed to read a file of variables, decryption with a customer key included."""
    why = f"read the environment file {file.name}"
    yield Action("s3:GetObject", file.arn, why, about=file.resource)
    if file.bucket is not None:
        yield Action("s3:GetBucketLocation", file.bucket, why, about=file.resource)
    for key in keys_of_file(graph, file):
        yield decrypt_action(graph, key, "s3", why, file.arn)


def keys_of_file(graph: Graph, file: EnvironmentFile) -> Iterator[CustomerKey]:
    """The customer's key that a bucket encrypts under, if there is one."""
    rules = ("BucketEncryption", "ServerSideEncryptionConfiguration", 0, "ServerSideEncryptionByDefault")
    if file.resource is not None and (key := customer_key(graph, file.resource.get(*rules, "KMSMasterKeyID"))):
        yield key


def log_actions(task: Task, container: Container, group: Value) -> Iterator[Action]:
    """What ECS must be allowed to write a log, and to create its group where it is asked to."""
    name = settled(task.graph, group)
    if isinstance(name, Absent):
        return
    stream = arn(
        task.graph,
        "logs",
        "log-group:",
        name,
        ":log-stream:",
        container.get(*OPTIONS, "awslogs-stream-prefix"),
    )
    for action in actions("write_log"):
        yield Action(action, stream, "write the log")
    create = container.get(*OPTIONS, "awslogs-create-group")
    if isinstance(create, Literal) and create.boolean and not _may_be_created_here(task.graph, name):
        # AccessDeniedException names the group with an empty stream: it is what log-group:NAME:* has to match.
        whole = arn(task.graph, "logs", "log-group:", name, ":log-stream:")
        yield Action(CREATE_LOG_GROUP, whole, "create the log group")


def actions_at_endpoint(task: Task, want: Wanted, api: str) -> Iterator[Action]:
    """What ECS does at the endpoint of an API to start a task; which calls of ECR go where is not all documented.

    Source: ECR User Guide, "Amazon ECR interface VPC endpoints", and "Using VPC endpoint policies to control Amazon ECR
    access" (AWS containers blog); read 2026-11.
    """
    pulls = [action for _, image in want.origins if image.kind == "ecr" for action in pull_actions(image)]
    if api == "ecr.api":
        yield from (action for action in pulls if action.resource is None)
    elif api == "ecr.dkr":
        yield from (action for action in pulls if action.name == "ecr:BatchGetImage")
    elif api == "s3":
        layer = arn(task.graph, "s3", "prod-", region(task.graph), "-starport-layer-bucket/0123456789abcdef")
        yield from (Action("s3:GetObject", layer, "pull the image's layers") for _ in pulls[:1])
        for _, file in want.files:
            yield from (action for action in file_actions(task.graph, file) if action.name.startswith("s3:"))
    elif api == "logs":
        for container, group in want.logs:
            yield from log_actions(task, container, group)
    else:
        for _, secret in want.secrets:
            yield from (action for action in read_actions(task, secret) if action.name.startswith(f"{api}:"))


def perhaps_at_endpoint(want: Wanted, api: str) -> Iterator[Action]:
    """What ECR may hold against the policy of an endpoint as well: who asks for layers there is not documented."""
    for _, image in want.origins if api == "ecr.dkr" else ():
        if image.kind == "ecr":
            yield from (action for action in pull_actions(image) if action.name == "ecr:GetDownloadUrlForLayer")


def _may_be_created_here(graph: Graph, name: Value) -> bool:
    """Tell whether a log group is, or may be, one of the templates: ECS creates it only when there is none."""
    for group in graph.of_type(LOG_GROUP):
        own = group.get("LogGroupName")
        if group.exists is not Truth.NO and (own == name or settled(graph, Reference(group.path, "Ref")) == name):
            return True
    return False


def needs_network(task: Task) -> bool:
    """Whether the network of the tasks themselves decides, and not that of the instances they run on."""
    return task.awsvpc is Truth.YES
