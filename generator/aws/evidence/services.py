"""Services of ECS and their stopped tasks, as ECS tells of them while they are there.

A stopped task is told for about an hour, also when its service is gone, and a deleted service for a while as INACTIVE
(ECS API reference, ListTasks and DeleteService, read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from generator.aws.evidence.asking import Asking
from generator.diagnosis.bundle import Container, Deployment, Interface, Service, ServiceEvent, Task

SERVICES, TASKS = 10, 100
"""What DescribeServices and DescribeTasks take at once (ECS API reference, read 2026-11)."""


def services(asking: Asking, cluster: str, arns: Iterable[str], paths: Mapping[str, str]) -> Iterator[Service]:
    """The services of one cluster as they are now."""
    for some in _groups(sorted(arns), SERVICES):
        answer = asking.ask("ecs", "describe_services", cluster=cluster, services=some)
        for entry in (answer or {}).get("services", ()):
            yield _service(entry, paths.get(entry["serviceArn"], ""))


def stopped_tasks(asking: Asking, cluster: str, known: Iterable[str]) -> Iterator[Task]:
    """The tasks of one cluster that stopped and are not ``known`` yet."""
    arns: list[str] = []
    token: dict[str, str] = {}
    while True:
        answer = asking.ask("ecs", "list_tasks", cluster=cluster, desiredStatus="STOPPED", **token) or {}
        arns += answer.get("taskArns", ())
        if not answer.get("nextToken"):
            break
        token = {"nextToken": answer["nextToken"]}
    seen = set(known)
    for some in _groups([arn for arn in arns if arn not in seen], TASKS):
        told = asking.ask("ecs", "describe_tasks", cluster=cluster, tasks=some)
        for entry in (told or {}).get("tasks", ()):
            if entry.get("lastStatus") == "STOPPED":  # the others are told again, with their reason
                yield _task(entry)


def _groups(arns: Sequence[str], size: int) -> Iterator[list[str]]:
    """Split what is asked for into as many as one call takes."""
    for start in range(0, len(arns), size):
        yield list(arns[start : start + size])


def _service(entry: Mapping[str, Any], path: str) -> Service:
    network = (entry.get("networkConfiguration") or {}).get("awsvpcConfiguration") or {}
    providers = [provider["capacityProvider"] for provider in entry.get("capacityProviderStrategy") or ()]
    events = [
        ServiceEvent(id=event["id"], time=_time(event.get("createdAt")), message=event["message"])
        for event in entry.get("events") or ()
    ]
    return Service(
        arn=entry["serviceArn"],
        path=path,
        name=entry["serviceName"],
        cluster=entry.get("clusterArn", ""),
        status=entry.get("status", ""),
        launch=entry.get("launchType") or ", ".join(providers),
        subnets=tuple(network.get("subnets") or ()),
        security_groups=tuple(network.get("securityGroups") or ()),
        target_groups=tuple(
            balancer["targetGroupArn"]
            for balancer in entry.get("loadBalancers") or ()
            if balancer.get("targetGroupArn")
        ),
        deployments=tuple(_deployment(deployment) for deployment in entry.get("deployments") or ()),
        events=tuple(reversed(events)),
    )


def _deployment(entry: Mapping[str, Any]) -> Deployment:
    return Deployment(
        id=entry.get("id", ""),
        status=entry.get("status", ""),
        rollout=entry.get("rolloutState", ""),
        reason=entry.get("rolloutStateReason", ""),
        task_definition=entry.get("taskDefinition", ""),
        desired=entry.get("desiredCount", 0),
        running=entry.get("runningCount", 0),
        failed=entry.get("failedTasks", 0),
    )


def _task(entry: Mapping[str, Any]) -> Task:
    """What a task tells of its end. Overrides are left out: they hold values of environment variables."""
    return Task(
        arn=entry["taskArn"],
        group=entry.get("group", ""),
        task_definition=entry.get("taskDefinitionArn", ""),
        started_by=entry.get("startedBy", ""),
        stop_code=entry.get("stopCode", ""),
        stopped_reason=entry.get("stoppedReason", ""),
        created=_time(entry.get("createdAt")),
        started=_time(entry.get("startedAt")),
        stopped=_time(entry.get("stoppedAt")),
        containers=tuple(_container(container) for container in entry.get("containers") or ()),
        interfaces=tuple(_interfaces(entry.get("attachments") or ())),
    )


def _container(entry: Mapping[str, Any]) -> Container:
    return Container(
        name=entry.get("name", ""),
        image=entry.get("image", ""),
        status=entry.get("lastStatus", ""),
        exit_code=entry.get("exitCode"),
        reason=entry.get("reason", ""),
        health=entry.get("healthStatus", ""),
    )


def _interfaces(attachments: Sequence[Mapping[str, Any]]) -> Iterator[Interface]:
    for attachment in attachments:
        if attachment.get("type") == "ElasticNetworkInterface":
            told = {detail["name"]: detail.get("value", "") for detail in attachment.get("details") or ()}
            yield Interface(
                id=told.get("networkInterfaceId", ""),
                subnet=told.get("subnetId", ""),
                address=told.get("privateIPv4Address", ""),
                status=attachment.get("status", ""),
            )


def _time(value: datetime | None) -> str:
    return value.isoformat() if value else ""
