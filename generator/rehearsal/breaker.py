"""When a deployment of ECS counts as done or as failed, and what a failed one goes back to.

A deployment fails after half as many tasks as are wanted, three at least and two hundred at most (ECS developer guide,
"How the Amazon ECS deployment circuit breaker detects failures", read 2026-11). Until it is done, the tasks of the one
before go on running.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from ministack.services import ecs

Service = dict[str, Any]
Task = dict[str, Any]

_UNDECIDED: ContextVar[bool] = ContextVar("undecided", default=False)
_OF_A_DEPLOYMENT = (
    "taskDefinition", "networkConfiguration", "loadBalancers", "platformVersion", "serviceRegistries",
)  # fmt: skip
"""What ECS keeps of a deployment, to go back to (ECS API reference, ServiceRevision, read 2026-11)."""


@contextmanager
def undecided() -> Iterator[None]:
    """Let tasks that are started meanwhile run without their deployment counting as done."""
    before = _UNDECIDED.set(True)
    try:
        yield
    finally:
        _UNDECIDED.reset(before)


def tasks_wait_for_a_verdict() -> None:
    """Simulator: a deployment is done when its tasks exist. AWS: when they run and are healthy."""
    stock = ecs._run_task

    def run(request: dict[str, Any]) -> Any:
        before = set(ecs._tasks)
        answer = stock(request)
        if _UNDECIDED.get():
            for arn in set(ecs._tasks) - before:
                ecs._tasks[arn]["_startup_stable"] = False
        return answer

    ecs._run_task = run


def has_failed(service: Service) -> bool:
    """Whether the last deployment of a service failed, though the process ended before that could be said."""
    return bool(service.get("_failed"))


def begin(service: Service) -> dict[str, Any]:
    """Begin to change a service; gives what a failed deployment goes back to."""
    service.pop("_failed", None)
    return _as_it_is(service)


def _as_it_is(service: Service) -> dict[str, Any]:
    """What a failed deployment of a service goes back to."""
    return {name: service[name] for name in _OF_A_DEPLOYMENT if name in service}


def fresh(service: Service) -> list[Task]:
    """The tasks of a service that run and are not judged yet."""
    return [task for task in running(service) if not task.get("_startup_stable", True)]


def running(service: Service) -> list[Task]:
    """The tasks of a service that run."""
    group = f"service:{service['serviceName']}"
    return [
        task
        for task in ecs._tasks.values()
        if task["group"] == group and task["clusterArn"] == service["clusterArn"] and task["lastStatus"] == "RUNNING"
    ]


def started_again(service: Service) -> list[Task]:
    """Have ECS start tasks in place of those that stopped, and give them."""
    with undecided():
        ecs._reconcile_service_tasks(_cluster(service), _key(service))
    return fresh(service)


def threshold(service: Service) -> int:
    """After how many tasks that failed a deployment has."""
    return int(ecs._circuit_breaker_threshold(service))


def done(service: Service) -> None:
    """Count a deployment as done: its tasks stay, and those of the one before end."""
    for task in fresh(service):
        task["_startup_stable"] = True
    service.pop("_before", None)
    deployment = ecs._primary_deployment(service)
    if deployment["rolloutState"] == "IN_PROGRESS":
        ecs._refresh_service_state(_cluster(service), f"service:{service['serviceName']}")
        ecs._complete_service_deployment(_cluster(service), _key(service))
        name = service["serviceName"]
        deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} completed."
        ecs._refresh_service_state(_cluster(service), f"service:{name}")


def failed(service: Service, failures: int) -> str:
    """Count a deployment as failed; gives the id of the one that the service goes back to, empty when none was done."""
    service["_failed"] = True
    deployment = ecs._primary_deployment(service)
    deployment.update(
        failedTasks=failures, rolloutState="FAILED", rolloutStateReason="ECS deployment circuit breaker: "
        f"tasks failed to start in service {service['serviceName']}.",
    )  # fmt: skip
    breaker = (service.get("deploymentConfiguration") or {}).get("deploymentCircuitBreaker") or {}
    before = next(
        (each for each in service["deployments"] if each is not deployment and each["rolloutState"] == "COMPLETED"),
        None,
    )
    back = ""
    if before is not None and breaker.get("enable") and breaker.get("rollback"):
        deployment.update(status="ACTIVE", desiredCount=0)
        before.update(status="PRIMARY", desiredCount=service["desiredCount"])
        service.update(service.pop("_before", {}))
        service["taskDefinition"] = before["taskDefinition"]
        back = str(before["id"])
    ecs._refresh_service_state(_cluster(service), f"service:{service['serviceName']}")
    return back


def _cluster(service: Service) -> str:
    return str(service["clusterArn"].rsplit("/", 1)[1])


def _key(service: Service) -> str:
    return f"{_cluster(service)}/{service['serviceName']}"
