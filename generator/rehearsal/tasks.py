"""The tasks of an ECS service: they start, or they do not, and the service tells of it as ECS does."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network
from typing import Any, NoReturn

from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import ec2, ecr, ecs

from generator.awsdata.ecr import ecr_image
from generator.rehearsal import breaker, proofs
from generator.rehearsal.pace import LOOK, PACE
from generator.rehearsal.physics.clock import seconds, told
from generator.rehearsal.physics.ending import EXITED, FAILED_TO_START, Ending
from generator.rehearsal.physics.facts import Facts
from generator.rehearsal.physics.fate import fate
from generator.rehearsal.physics.stages import Stage
from generator.rehearsal.targets import unhealthy

KIND = "AWS::ECS::Service"
# An image whose tag contains this word stands for a program that ends at once: a way to rehearse a bad release.
BROKEN = "broken"
BROKEN_SAYS = "Error: this image stands for a program that ends at once (its tag contains the word broken)"

# Verbatim from the failures that users report.
BREAKER = (
    "Resource handler returned message: \"Error occurred during operation 'ECS Deployment Circuit Breaker was "
    "triggered'.\" (RequestToken: {token}, HandlerErrorCode: GeneralServiceException)"
)
UNSTABLE = (
    'Resource handler returned message: "Exceeded attempts to wait" '
    "(RequestToken: {token}, HandlerErrorCode: NotStabilized)"
)
REFUSED = (
    'Resource handler returned message: "{said} (Service: AmazonECS)" '
    "(RequestToken: {token}, HandlerErrorCode: InvalidRequest)"
)
CANNOT = (
    "is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the "
    "Amazon ECS Developer Guide."
)


class NotSteady(Exception):
    """The tasks of a service do not stay up. ``watched`` says that somebody follows who wants to see why."""

    watched = False


async def _end(service: dict[str, Any], said: str) -> NoReturn:
    """Fail, and leave whoever follows the time to look."""
    error = NotSteady(said.replace("{token}", new_uuid()))
    if proofs.known(service["serviceArn"]):
        error.watched = True
        await asyncio.sleep(LOOK)
    raise error


async def settle(arn: str, values: dict[str, Any]) -> None:
    """Let the tasks of a service start, and fail as CloudFormation does when they do not stay.

    A change that starts no tasks, such as one of tags, has nothing to wait for.
    """
    service = ecs._services[arn.split(":service/")[1]]
    if breaker.has_failed(service):
        await _end(service, BREAKER)
    started = breaker.fresh(service)
    if not started:
        await PACE.pause(KIND, 0.1)
        breaker.done(service)
        return
    facts = _facts(service)
    ending = _of_images(facts) or fate(proofs.rows(arn), facts)
    if ending is not None:
        await _fail(service, ending, facts)
    ids = " ".join(f"({_name(task)})" for task in started)
    _say(service, f"has started {len(started)} tasks: {ids}.")
    await PACE.pause(KIND, 0.4)
    for balancer in service["loadBalancers"]:
        _say(service, f"registered {len(started)} targets in (target-group {balancer['targetGroupArn']})")
    await PACE.pause(KIND, 0.6)
    deployment = ecs._primary_deployment(service)
    breaker.done(service)
    _say(service, f"(deployment {deployment['id']}) deployment completed.")
    _say(service, "has reached a steady state.")


async def _fail(service: dict[str, Any], ending: Ending, facts: Facts) -> NoReturn:
    """Start tasks that end, again and again until the deployment counts as failed. Raises NotSteady."""
    breaks = bool((service["deploymentConfiguration"].get("deploymentCircuitBreaker") or {}).get("enable"))
    wanted = breaker.threshold(service)
    proofs.say(service["serviceArn"], f"on AWS this takes {told(seconds(ending, facts, wanted, breaks))}")
    if ending.refused:
        for task in breaker.fresh(service):
            del ecs._tasks[task["taskArn"]]
        await _end(service, REFUSED.replace("{said}", ending.refused))
    failures = 0
    tasks = breaker.fresh(service)
    while tasks and failures < wanted:
        tasks = tasks[: wanted - failures]
        await _wave(service, tasks, ending, facts, 1 / wanted)
        failures += len(tasks)
        tasks = breaker.started_again(service) if failures < wanted else []
    _say(service, CANNOT)
    if not breaks:
        await PACE.pause(KIND, 0.6)
        await _end(service, UNSTABLE)
    deployment = ecs._primary_deployment(service)
    back = breaker.failed(service, failures)
    _say(service, f"(deployment {deployment['id']}) deployment failed: tasks failed to start.")
    if back:
        _say(service, f"rolling back to deployment {back}.")
    await PACE.pause(KIND, 0.3)
    await _end(service, BREAKER)


async def _wave(
    service: dict[str, Any], tasks: list[dict[str, Any]], ending: Ending, facts: Facts, share: float
) -> None:
    """Let some tasks start, and end."""
    if ending.stage is Stage.ROLE:  # ECS makes no task that it cannot give its role
        for task in tasks:
            del ecs._tasks[task["taskArn"]]
            _say(service, ending.said)
        await PACE.pause(KIND, share)
        return
    _say(service, f"has started {len(tasks)} tasks: {' '.join(f'({_name(task)})' for task in tasks)}.")
    await PACE.pause(KIND, share * 0.6)
    for task in tasks:
        _show(service, task, ending, facts)
    await PACE.pause(KIND, share * 0.4)
    for task in tasks:
        _stop(service, task, ending)
    ecs._refresh_service_state(service["clusterArn"].rsplit("/", 1)[1], f"service:{service['serviceName']}")


def _show(service: dict[str, Any], task: dict[str, Any], ending: Ending, facts: Facts) -> None:
    """Show of a task that still runs what is wrong with it."""
    for container in task["containers"]:
        if ending.unhealthy and container["name"] == ending.container:
            container["healthStatus"] = task["healthStatus"] = "UNHEALTHY"
    if ending.target[0]:
        unhealthy(facts.target_group, str(ecs._task_ip(task)), *ending.target)
    if ending.log:
        _write(facts, task, ending)
    if ending.said:
        _say(service, ending.said.format(task=_name(task)))


def _stop(service: dict[str, Any], task: dict[str, Any], ending: Ending) -> None:
    """Stop one task, and leave its evidence where ECS leaves it."""
    now = ecs._iso()
    task.update(lastStatus="STOPPED", desiredStatus="STOPPED", stoppedAt=now, stoppingAt=now)
    task.update(stoppedReason=ending.reason, stopCode=ending.code)
    if ending.code == FAILED_TO_START:
        task["startedAt"] = None
    for container in task["containers"]:
        container["lastStatus"] = "STOPPED"
        if container["name"] == ending.container and ending.why:
            container["reason"] = ending.why
        if ending.exit_code is not None:
            container["exitCode"] = ending.exit_code if container["name"] in (ending.container, "") else 0
    if ending.code == FAILED_TO_START:
        _say(service, f"was unable to place a task. Reason: {ending.reason}.")
    else:
        _say(service, f"has stopped 1 running tasks: ({_name(task)}).")


def _write(facts: Facts, task: dict[str, Any], ending: Ending) -> None:
    """Have a container write to its log."""
    definition = next(each for each in facts.containers if each["name"] == ending.container)
    config = ecs._awslogs_config(definition, task["taskArn"].rsplit("/", 1)[1], new_uuid())
    if config is not None and ecs._ensure_awslogs_stream(config):
        for line in ending.log:
            ecs._emit_awslogs_event(config, line)


def _name(task: dict[str, Any]) -> str:
    return f"task {task['taskArn'].rsplit('/', 1)[1]}"


def _say(service: dict[str, Any], message: str) -> None:
    event = {"id": new_uuid(), "createdAt": ecs._iso(), "message": f"(service {service['serviceName']}) {message}"}
    service["events"] = [event, *service["events"]][:100]  # newest first, as ECS keeps them


def _of_images(facts: Facts) -> Ending | None:
    """The end that an image brings: its program ends at once, or nobody pushed it.

    An image of this account's registry must be in it, if its repository is: who never pushed anything rehearses too.
    """
    for container in facts.containers:
        image, name = container["image"], container["name"]
        if BROKEN in image.rpartition(":")[2]:
            reason = "Essential container in task exited"
            return Ending(Stage.PROGRAM, "", reason, EXITED, name, exit_code=1, log=(BROKEN_SAYS,))
        own = ecr_image(image)
        if own is None or own.registry.account != get_account_id() or own.repository not in ecr._repositories:
            continue
        held = ecr._images.get(own.repository, [])
        if own.tag and not any(own.tag in pushed.get("imageTags", []) for pushed in held):
            reason = (
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): "
                f"failed to resolve ref {image}: {image}: not found"
            )
            return Ending(Stage.MANIFEST, "", reason, FAILED_TO_START, name, reason)
    return None


def _facts(service: dict[str, Any]) -> Facts:
    definition = ecs._task_defs[ecs._resolve_td_key(service["taskDefinition"])]
    network = (service.get("networkConfiguration") or {}).get("awsvpcConfiguration") or {}
    subnet = next((ec2._subnets[each] for each in network.get("subnets") or () if each in ec2._subnets), None)
    address = str(ip_network(subnet["CidrBlock"])[7]) if subnet else "10.0.0.7"
    return Facts(get_account_id(), get_region(), service, definition, address)
