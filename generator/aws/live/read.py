"""Read what tasks need, beginning from a stack, a cluster, a service or a VPC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.aws.calls import RefusedError
from generator.aws.cloud import Cloud
from generator.aws.live.ec2 import network, vpcs_of
from generator.aws.live.ecr import repositories
from generator.aws.live.ecs import clusters, definitions, describe_clusters, services, tasks
from generator.aws.live.efs import file_systems
from generator.aws.live.elasticache import caches
from generator.aws.live.elbv2 import balancers
from generator.aws.live.hosts import hosts, places, profiles
from generator.aws.live.iam import roles
from generator.aws.live.kept import keys, log_groups, secrets
from generator.aws.live.rds import databases
from generator.aws.live.reading import Reading
from generator.aws.live.resolvers import resolvers
from generator.aws.live.schedules import schedules
from generator.aws.live.servicediscovery import names
from generator.aws.live.ssm import parameters
from generator.aws.stacks import Physical
from generator.live.facts import Facts

CLUSTER, SERVICE = "AWS::ECS::Cluster", "AWS::ECS::Service"


@dataclass(frozen=True)
class Scope:
    """What is read: the services of a stack, by its resources; of a cluster; of a VPC; or one of them."""

    stack: tuple[Physical, ...] = ()
    cluster: str = ""
    vpc: str = ""
    service: str = ""


def read(cloud: Cloud, account: str, scope: Scope) -> tuple[Facts, Reading]:
    """Read the services in a scope, and all that decides whether they start and are reached.

    Raises RefusedError where no service or task is found, for nothing can be proven of it.
    """
    facts = Facts(cloud.region, account, cloud.partition, called=_called(scope.stack))
    reading = Reading(cloud, facts)
    running, alone = _running(reading, scope)
    if not running and not alone and not scope.stack and not scope.vpc:
        missing = ", ".join(facts.unread) or "there is none"
        raise RefusedError(f"no service or task could be read ({missing})")
    facts.add("ecs:DescribeServices", running)
    facts.add("ecs:DescribeTasks", alone)
    arns = {entry["clusterArn"] for entry in (*running, *alone)}
    describe_clusters(reading, sorted(arns))
    started = schedules(reading, arns) if not scope.service else []
    told = definitions(reading, _definitions(running, alone, started))
    _around(reading, scope, [*running, *alone, *started], told)
    return facts, reading


def _around(reading: Reading, scope: Scope, users: list[dict[str, Any]], told: list[dict[str, Any]]) -> None:
    instances = hosts(reading)
    vpcs = vpcs_of(reading, _subnets([*users, *places(instances)]))
    vpcs = sorted({*vpcs, *([scope.vpc] if scope.vpc else [])})
    network(reading, vpcs)
    subnets = [subnet["SubnetId"] for subnet in reading.facts.of("ec2:DescribeSubnets")]
    roles(reading, [*_roles(users, told), *profiles(reading, instances)])
    balancers(reading, _target_groups(users))
    databases(reading, vpcs)
    caches(reading, vpcs, subnets)
    file_systems(reading, _file_systems(told))
    names(reading, vpcs)
    resolvers(reading)
    secrets(reading, _secrets(told))
    parameters(reading, _parameters(told))
    repositories(reading, _images(told))
    log_groups(reading, _logs(told))
    held = [entry.get("KmsKeyId") for entry in reading.facts.of("secretsmanager:DescribeSecret")]
    held += [entry.get("kmsKeyId") for entry in reading.facts.of("logs:DescribeLogGroups")]
    keys(reading, (str(key) for key in held if key))


def _running(reading: Reading, scope: Scope) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The services, and the tasks without one, that are in a scope."""
    if scope.stack:
        by_cluster: dict[str, list[str]] = {}
        for each in scope.stack:
            if each.type == SERVICE and each.id.startswith("arn:") and _is(scope.service, each.id, each.name):
                by_cluster.setdefault(each.id.rpartition(":service/")[2].partition("/")[0], []).append(each.id)
        return [one for name, arns in by_cluster.items() for one in services(reading, name, arns)], []
    named = [scope.cluster] if scope.cluster else clusters(reading)
    running = [one for name in named for one in services(reading, name, [scope.service] if scope.service else ())]
    alone = [] if scope.service else [one for name in named for one in tasks(reading, name)]
    if scope.vpc:
        filters = [{"Name": "vpc-id", "Values": [scope.vpc]}]
        inside = {each["SubnetId"] for each in reading.all("ec2", "describe_subnets", "Subnets", Filters=filters)}
        running, alone = ([one for one in some if set(_subnets([one])) & inside] for some in (running, alone))
    return running, alone


def _is(wanted: str, arn: str, path: str) -> bool:
    return wanted in ("", arn, path, arn.rpartition("/")[2])


def _called(stack: Iterable[Physical]) -> dict[tuple[str, str], str]:
    return {(each.type, each.id): each.name for each in stack if each.id}


def _definitions(*users: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for user in (user for some in users for user in some):
        name = user.get("taskDefinition") or user.get("taskDefinitionArn")
        name = name or (user.get("EcsParameters") or {}).get("TaskDefinitionArn")
        if name:
            yield str(name)


def _subnets(users: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for user in users:
        network = (user.get("networkConfiguration") or {}).get("awsvpcConfiguration") or {}
        yield from network.get("subnets") or ()
        told = (user.get("EcsParameters") or {}).get("NetworkConfiguration") or {}
        told = told.get("awsvpcConfiguration") or {}
        yield from told.get("Subnets") or ()
        for attachment in user.get("attachments") or ():
            for detail in attachment.get("details") or ():
                if detail["name"] == "subnetId":
                    yield str(detail["value"])


def _target_groups(users: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for balancer in (balancer for user in users for balancer in user.get("loadBalancers") or ()):
        if group := balancer.get("targetGroupArn"):
            yield str(group)


def _roles(users: Iterable[Mapping[str, Any]], told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for each in told:
        yield from (each[key] for key in ("executionRoleArn", "taskRoleArn") if each.get(key))
    for user in users:
        if user.get("RoleArn"):
            yield str(user["RoleArn"])


def _file_systems(told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for volume in (volume for each in told for volume in each.get("volumes") or ()):
        if id_ := (volume.get("efsVolumeConfiguration") or {}).get("fileSystemId"):
            yield str(id_)


def _secrets(told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Secrets of Secrets Manager by ARN, without the key, stage and version that may follow."""
    for container in (container for each in told for container in each.get("containerDefinitions") or ()):
        options = (container.get("logConfiguration") or {}).get("secretOptions") or ()
        for secret in (*(container.get("secrets") or ()), *options):
            parts = str(secret.get("valueFrom") or "").split(":")
            if parts[0] == "arn" and len(parts) > 6 and parts[2] == "secretsmanager":
                yield ":".join(parts[:7])
        if login := (container.get("repositoryCredentials") or {}).get("credentialsParameter"):
            yield str(login)


def _parameters(told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Parameters of Systems Manager by ARN or name, without a version or label."""
    for container in (container for each in told for container in each.get("containerDefinitions") or ()):
        for secret in container.get("secrets") or ():
            value = str(secret.get("valueFrom") or "")
            if value.startswith("arn:"):
                if ":ssm:" in value and value.count(":") == 5:
                    yield value
            elif value and ":" not in value:
                yield value


def _images(told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for container in (container for each in told for container in each.get("containerDefinitions") or ()):
        if container.get("image"):
            yield str(container["image"])


def _logs(told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Log groups that ECS does not make by itself."""
    for container in (container for each in told for container in each.get("containerDefinitions") or ()):
        logging = container.get("logConfiguration") or {}
        options = logging.get("options") or {}
        asked = logging.get("logDriver") == "awslogs" and options.get("awslogs-create-group") != "true"
        if asked and options.get("awslogs-group"):
            yield str(options["awslogs-group"])
