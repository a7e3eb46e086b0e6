"""The tasks of an ECS service: they start, or they do not, and the service tells of it as ECS does."""

from __future__ import annotations

from typing import Any

from ministack.core.responses import get_account_id, new_uuid
from ministack.services import ecr, ecs

from generator.awsdata.ecr import ecr_image
from generator.rehearsal.pace import PACE

KIND = "AWS::ECS::Service"
# An image whose tag contains this word stands for a program that ends at once: a way to rehearse a bad release.
BROKEN = "broken"

# Verbatim from the failures that users report.
BREAKER = (
    "Resource handler returned message: \"Error occurred during operation 'ECS Deployment Circuit Breaker was "
    "triggered'.\" (RequestToken: {token}, HandlerErrorCode: GeneralServiceException)"
)
UNSTABLE = (
    'Resource handler returned message: "Exceeded attempts to wait" '
    "(RequestToken: {token}, HandlerErrorCode: NotStabilized)"
)


class NotSteady(Exception):
    """The tasks of a service do not stay up."""


async def settle(arn: str, values: dict[str, Any]) -> None:
    """Let the tasks of a service start, and fail as CloudFormation does when they do not stay."""
    key = arn.split(":service/")[1]
    service = ecs._services[key]
    started = [task for task in _tasks(service) if task["lastStatus"] == "RUNNING"]
    if started:
        ids = " ".join(f"(task {task['taskArn'].rsplit('/', 1)[1]})" for task in started)
        _say(service, f"has started {len(started)} tasks: {ids}.")
    await PACE.pause(KIND, 0.4)
    fault = _fault(service)
    if fault is not None:
        _stop(service, *fault)
        breaker = (service["deploymentConfiguration"].get("deploymentCircuitBreaker") or {}).get("enable")
        await PACE.pause(KIND, 0.6)
        raise NotSteady((BREAKER if breaker else UNSTABLE).format(token=new_uuid()))
    for balancer in service["loadBalancers"]:
        _say(service, f"registered {len(started)} targets in (target-group {balancer['targetGroupArn']})")
    await PACE.pause(KIND, 0.6)
    _say(service, f"(deployment {ecs._primary_deployment(service)['id']}) deployment completed.")
    _say(service, "has reached a steady state.")


def _tasks(service: dict[str, Any]) -> list[dict[str, Any]]:
    group = f"service:{service['serviceName']}"
    return [
        task
        for task in ecs._tasks.values()
        if task["group"] == group
        and task["clusterArn"] == service["clusterArn"]
        and task["taskDefinitionArn"] == service["taskDefinition"]
    ]


def _say(service: dict[str, Any], message: str) -> None:
    event = {"id": new_uuid(), "createdAt": ecs._iso(), "message": f"(service {service['serviceName']}) {message}"}
    service["events"] = [event, *service["events"]][:100]  # newest first, as ECS keeps them


def _fault(service: dict[str, Any]) -> tuple[str, str, int | None] | None:
    """Say why tasks of this service would stop: the reason, its code, and the exit code if there is one.

    An image of this account's registry must be in it, if its repository is: who never pushed anything rehearses too.
    """
    for container in _definition(service)["containerDefinitions"]:
        image = container["image"]
        if BROKEN in image.rpartition(":")[2]:
            return "Essential container in task exited", "EssentialContainerExited", 1
        own = ecr_image(image)
        if own is None or own.registry.account != get_account_id() or own.repository not in ecr._repositories:
            continue
        held = ecr._images.get(own.repository, [])
        if own.tag and not any(own.tag in pushed.get("imageTags", []) for pushed in held):
            reason = (
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): "
                f"failed to resolve ref {image}: {image}: not found"
            )
            return reason, "TaskFailedToStart", None
    return None


def _definition(service: dict[str, Any]) -> dict[str, Any]:
    definition: dict[str, Any] = ecs._task_defs[ecs._resolve_td_key(service["taskDefinition"])]
    return definition


def _stop(service: dict[str, Any], reason: str, code: str, exit_code: int | None) -> None:
    """Stop the tasks of the deployment that failed, and leave their evidence where ECS leaves it."""
    deployment = ecs._primary_deployment(service)
    stopped = [task for task in _tasks(service) if task["lastStatus"] != "STOPPED"]
    for task in stopped:
        now = ecs._iso()
        task.update(lastStatus="STOPPED", desiredStatus="STOPPED", stoppedAt=now, stoppingAt=now)
        task.update(stoppedReason=reason, stopCode=code)
        for container in task["containers"]:
            container["lastStatus"] = "STOPPED"
            if exit_code is None:
                container["reason"] = reason
            else:
                container["exitCode"] = exit_code
        _say(service, f"has stopped 1 running tasks: (task {task['taskArn'].rsplit('/', 1)[1]}).")
    name = service["serviceName"]
    if code == "TaskFailedToStart":
        _say(service, f"was unable to place a task. Reason: {reason}.")
    _say(service, f"(deployment {deployment['id']}) deployment failed: tasks failed to start.")
    deployment.update(
        failedTasks=max(3, len(stopped)), rolloutState="FAILED", rolloutStateReason="ECS deployment circuit breaker: "
        f"tasks failed to start in service {name}.",
    )  # fmt: skip
    ecs._refresh_service_state(service["clusterArn"].rsplit("/", 1)[1], f"service:{name}")
