"""What was said while an operation failed, the most telling first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from generator.changes.causes import Event, Hook, causes
from generator.diagnosis.bundle import Bundle, Deployment, Service, Task
from generator.diagnosis.health import went_well

SERVICE = "AWS::ECS::Service"
_NOT_A_FAILURE = re.compile(
    r"scaling activity initiated|has (?:started|stopped) \d+ (?:running )?tasks|reached a steady state|"
    r"deployment completed|registered \d+ targets|has begun draining connections|rolling back to deployment",
    re.I,
)
"""What ECS says of tasks that did nothing wrong."""
_IDS = re.compile(r"\b[0-9a-f]{32}\b|\(task [^)]*\)|\b\d+\.\d+\.\d+\.\d+\b")


@dataclass(frozen=True)
class Message:
    """Something that was said, and by whom.

    ``task`` is the path of the service that it is about, ``resource`` that of the resource that says it; both are empty
    where they are not known. A lower ``rank`` is nearer to the cause.
    """

    text: str
    said_by: str
    task: str = ""
    resource: str = ""
    rank: int = 0
    names: tuple[tuple[str, str], ...] = ()
    """What commands leave open, such as cluster and service, and what it is here."""
    times: int = 1
    container: str = ""
    """The container that it is about, where it is known."""
    lines: bool = False
    """Whether it is made of the lines of a log."""
    in_full: bool = False
    """Whether it is worth telling where nobody knows what it means."""
    what: str = ""
    """What it says in one sentence, where that is more than any explanation of its kind."""


def messages(bundle: Bundle) -> list[Message]:
    """Every message once, with how often it was said, the nearest to the cause first."""
    said = (*_of_stack(bundle), *_of_tasks(bundle), *_of_logs(bundle), *_of_services(bundle), *_of_targets(bundle))
    united: dict[tuple[str, str, str, int], Message] = {}
    for message in said:
        key = (message.task, message.resource, _IDS.sub("", message.text), message.rank)
        before = united.get(key, message)
        united[key] = replace(before, times=before.times + (key in united))
    return sorted(united.values(), key=lambda message: message.rank)


def of_status(bundle: Bundle) -> list[Message]:
    """What the status of a stack asks for before anything else can be done with it, for whoever did not see it end."""
    if bundle.status != "UPDATE_ROLLBACK_FAILED":
        return []
    said = f"{bundle.stack} is in {bundle.status} state and can not be updated"
    return [Message(said, f"stack {bundle.stack}", rank=45, names=(("stack", bundle.stack),))]


def _of_stack(bundle: Bundle) -> Iterator[Message]:
    """What failed by itself. A service that did not become stable tells less than its tasks do."""
    services = {service.path: service for service in bundle.services if service.path}
    events = [
        Event(
            str(number),
            _time(event.time),
            tuple(filter(None, event.path.split("/"))),
            event.type,
            event.status,
            event.reason,
            hook=Hook(**event.hook.model_dump()) if event.hook else None,
        )
        for number, event in enumerate(bundle.stack_events)
    ]
    for event in _causes(events):
        who = f"{event.type} {event.name or bundle.stack}"
        names = (("stack", bundle.stack), *_definition(bundle, event.name), *_names(services.get(event.name)))
        if event.hook and event.refused:
            said = f"The following hook(s) failed: [{event.hook.name}]"
            yield Message(said, f"{who}, {event.hook.status}", resource=event.name, names=names, what=event.why)
        elif event.reason:
            rank = 50 if event.type == SERVICE and bundle.tasks else 0
            task = event.name if event.type == SERVICE else ""
            yield Message(event.reason, who, task, event.name, rank, names, in_full=True)


def _causes(events: list[Event]) -> list[Event]:
    """What failed by itself. What could not be deleted is one only where nothing failed before it."""
    first = causes([event for event in events if event.status != "DELETE_FAILED"])
    return first or causes(events)


def _of_tasks(bundle: Bundle) -> Iterator[Message]:
    for task in bundle.tasks:
        service = _service(bundle, task)
        path = service.path if service else ""
        ran = task.task_definition.rpartition("/")[2]
        names = (
            *((("taskDefinition", ran),) if ran else ()),
            *_names(service),
            ("taskArn", task.arn),
            ("taskId", task.arn.rpartition("/")[2]),
        )
        who = f"stopped task {task.arn.rpartition('/')[2][:8]}"
        if _NOT_A_FAILURE.search(task.stopped_reason) or _did_its_work(task):
            continue
        codes = [
            f"{container.name} exitCode: {container.exit_code}"
            for container in task.containers
            if container.exit_code not in (None, 0)
        ]
        said = f"{task.stopped_reason} ({', '.join(codes)})" if codes else task.stopped_reason
        if said:
            failed = [container.name for container in task.containers if container.exit_code not in (None, 0)]
            yield Message(said, who, path, path, 10, names, container="".join(failed[:1]), in_full=True)
        for container in task.containers:
            if container.reason and container.reason not in task.stopped_reason:
                told = f"{who}, container {container.name}"
                yield Message(container.reason, told, path, path, 9, names, container=container.name, in_full=True)


def _did_its_work(task: Task) -> bool:
    """Whether somebody stopped it, or it is no service's and ended well."""
    ended = [container.exit_code for container in task.containers]
    job = not task.group.startswith("service:") and bool(ended) and not any(code != 0 for code in ended)
    return task.stop_code == "UserInitiated" or job


def _of_logs(bundle: Bundle) -> Iterator[Message]:
    """The lines of one container together, for a message may run over several; the last lines tell most."""
    tasks = {task.arn: task for task in bundle.tasks}
    for log in bundle.logs:
        task = tasks.get(log.task)
        if log.lines:
            service = _service(bundle, task) if task else None
            path = service.path if service else ""
            prefix, _, task_id = log.stream.partition(f"/{log.container}/")
            stream = (("prefix", prefix), ("container", log.container), ("taskId", task_id)) if task_id else ()
            ran = (("taskArn", log.task), ("logGroup", log.group), ("logStream", log.stream))
            names = (*_names(service), *ran, *stream)
            who = f"log of {log.container} ({log.group})"
            yield Message("\n".join(log.lines), who, path, path, 12, names, container=log.container, lines=True)


def _of_services(bundle: Bundle) -> Iterator[Message]:
    for service in bundle.services:
        who = f"service {service.path or service.name}"
        for event in service.events:
            if not _NOT_A_FAILURE.search(event.message):
                yield Message(event.message, f"{who}, event", service.path, service.path, 20, _names(service))
        for deployment in service.deployments:
            if deployment.reason and deployment.rollout == "FAILED" and not _overcome(bundle, deployment):
                told = f"{who}, deployment"
                names = _names(service)
                yield Message(deployment.reason, told, service.path, service.path, 40, names, in_full=True)


def _overcome(bundle: Bundle, deployment: Deployment) -> bool:
    """Whether a deployment failed before the last operation, which went well: ECS tells of it for a while."""
    return went_well(bundle) and deployment.status != "PRIMARY" and not deployment.desired


def _of_targets(bundle: Bundle) -> Iterator[Message]:
    groups = {arn: service for service in bundle.services for arn in service.target_groups}
    for target in bundle.targets:
        service = groups.get(target.group)
        if target.state in ("unhealthy", "unavailable") and (target.reason or target.description):
            path = service.path if service else ""
            names = (*_names(service), ("targetGroupArn", target.group))
            said = f"{target.reason} {target.description}".strip()
            yield Message(said, f"target {target.id}:{target.port}", path, path, 25, names)


def _service(bundle: Bundle, task: Task) -> Service | None:
    """The service that a task belongs to."""
    name, cluster = task.group.removeprefix("service:"), task.arn.rpartition("/")[0]
    return next((service for service in bundle.services if _runs(service, name, cluster)), None)


def _names(service: Service | None) -> tuple[tuple[str, str], ...]:
    if service is None:
        return ()
    ran = next((each.task_definition for each in service.deployments if each.rollout == "FAILED"), "") or next(
        (each.task_definition for each in service.deployments if each.status == "PRIMARY"), ""
    )
    return (
        ("cluster", service.cluster.rpartition("/")[2]),
        ("service", service.name),
        *((("taskDefinition", ran.rpartition("/")[2]),) if ran else ()),
        *(("targetGroupArn", arn) for arn in service.target_groups[:1]),
    )


def _definition(bundle: Bundle, path: str) -> tuple[tuple[str, str], ...]:
    """The task definition that this operation made for a service: of one that ECS refused, no task tells."""
    parts = bundle.proof.parts.get(path) if bundle.proof else None
    made = [event.physical_id for event in bundle.stack_events if parts and event.path == parts.definition]
    named = next((each.rpartition("/")[2] for each in reversed(made) if ":task-definition/" in each), "")
    return (("taskDefinition", named),) if named else ()


def _runs(service: Service, name: str, cluster: str) -> bool:
    return service.name == name and service.cluster.rpartition("/")[2] == cluster.rpartition("/")[2]


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
