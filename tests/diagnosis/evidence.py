"""Bundles as a failed deployment leaves them."""

from __future__ import annotations

from typing import Any

from generator.diagnosis.bundle import (
    Bundle,
    Container,
    Fault,
    Log,
    Place,
    Proven,
    Row,
    Service,
    ServiceEvent,
    StackEvent,
    Target,
    Task,
)

CLUSTER = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop"
TASK = f"{CLUSTER.replace(':cluster/', ':task/')}/0123456789abcdef0123456789abcdef"
GROUP = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef"
NOW = "2026-11-24T12:00:00+00:00"


def service(name: str = "web", *said: str, **more: Any) -> Service:
    """A service of ECS, and what its events say."""
    events = tuple(ServiceEvent(id=str(number), time=NOW, message=text) for number, text in enumerate(said))
    arn = f"{CLUSTER.replace(':cluster/', ':service/')}/{name}"
    path = f"{name.capitalize()}/Service"
    return Service(arn=arn, path=path, name=name, cluster=CLUSTER, events=events, **more)


def task(reason: str, *containers: Container, of: str = "web", arn: str = TASK) -> Task:
    """A task that stopped."""
    return Task(arn=arn, group=f"service:{of}", stopped_reason=reason, containers=containers, stopped=NOW)


def failed(path: str, type_: str, reason: str, status: str = "CREATE_FAILED", second: int = 1) -> StackEvent:
    """A resource that CloudFormation could not make."""
    return StackEvent(time=f"2026-11-24T12:00:{second:02}+00:00", path=path, type=type_, status=status, reason=reason)


def fault(rule: str, resource: str, *tasks: str, **more: Any) -> Fault:
    """A finding of the proof."""
    told = {"what": f"what {rule} says", "fix": f"mend {resource}", "file": "network.yaml", "line": 7, **more}
    return Fault(rule=rule, lesson=int(rule[3:5]), resource=resource, tasks=tasks, **told)


def row(task: str, need: str, verdict: str, lesson: int, *rules: str) -> Row:
    """An answer of the proof."""
    return Row.model_validate(
        {
            "task": task,
            "need": need,
            "verdict": verdict,
            "lesson": lesson,
            "because": (f"{need} of {task}",),
            "rules": rules,
        }
    )


def proof(*parts: Row | Fault) -> Proven:
    """A proof of these answers and findings."""
    return Proven(
        root="output/dev/root.yaml",
        rows=tuple(part for part in parts if isinstance(part, Row)),
        faults=tuple(part for part in parts if isinstance(part, Fault)),
        places={"Web/Service": Place(file="web.yaml", line=31)},
    )


def bundle(**more: Any) -> Bundle:
    """A bundle with one service in it."""
    told: dict[str, Any] = {
        "version": "1",
        "written": NOW,
        "stack": "shop-dev",
        "region": "eu-west-1",
        "services": (service(),),
    }
    return Bundle(**(told | more))


__all__ = [
    "CLUSTER",
    "GROUP",
    "NOW",
    "TASK",
    "Container",
    "Log",
    "Target",
    "bundle",
    "failed",
    "fault",
    "proof",
    "row",
    "service",
    "task",
]
