"""Clusters, services, the tasks that no service keeps, and what they run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from generator.aws.live.ec2 import interfaces
from generator.aws.live.reading import Reading, batches


def clusters(reading: Reading) -> list[str]:
    """ARNs of every cluster."""
    return [str(arn) for arn in reading.all("ecs", "list_clusters", "clusterArns")]


def services(reading: Reading, cluster: str, only: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The services of a cluster, or those of them that are named."""
    arns = only or [str(arn) for arn in reading.all("ecs", "list_services", "serviceArns", cluster=cluster)]
    found: list[dict[str, Any]] = []
    for some in batches(arns, 10):
        answer = reading.one("ecs", "describe_services", cluster=cluster, services=list(some)) or {}
        found += answer.get("services") or ()
        for failure in answer.get("failures") or ():
            reading.facts.absent[failure.get("arn") or "?"] = "a service"
    return found


def tasks(reading: Reading, cluster: str) -> list[dict[str, Any]]:
    """The tasks of a cluster that somebody started by hand or by a program, with the groups of their interfaces."""
    arns = [str(arn) for arn in reading.all("ecs", "list_tasks", "taskArns", cluster=cluster)]
    found: list[dict[str, Any]] = []
    for some in batches(arns, 100):
        told = (reading.one("ecs", "describe_tasks", cluster=cluster, tasks=list(some)) or {}).get("tasks") or ()
        found += [task for task in told if not str(task.get("group") or "").startswith("service:")]
    by_task = {task["taskArn"]: _interface(task) for task in found}
    known = interfaces(reading, [id_ for id_ in by_task.values() if id_])
    for task in found:
        if interface := known.get(by_task[task["taskArn"]]):
            task["securityGroups"] = [group["GroupId"] for group in interface.get("Groups") or ()]
            task["publicIp"] = (interface.get("Association") or {}).get("PublicIp")
    return found


def _interface(task: dict[str, Any]) -> str:
    for attachment in task.get("attachments") or ():
        for detail in attachment.get("details") or ():
            if detail["name"] == "networkInterfaceId":
                return str(detail["value"])
    return ""


def describe_clusters(reading: Reading, arns: Iterable[str]) -> None:
    """Keep what is told of clusters."""
    for some in batches(arns, 100):
        answer = reading.one("ecs", "describe_clusters", clusters=list(some), include=["CONFIGURATIONS"]) or {}
        reading.facts.add("ecs:DescribeClusters", answer.get("clusters") or ())


def definitions(reading: Reading, names: Iterable[str]) -> list[dict[str, Any]]:
    """Keep the task definitions that something runs."""
    found = []
    for name in dict.fromkeys(names):
        if answer := reading.one("ecs", "describe_task_definition", taskDefinition=name):
            found.append(answer["taskDefinition"])
    reading.facts.add("ecs:DescribeTaskDefinition", found)
    return found
