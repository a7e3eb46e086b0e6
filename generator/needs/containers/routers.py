"""Does a task whose containers log through FireLens have the router that takes their output?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.containers.log_routers import ROUTED, routed, routers
from generator.ecs.tasks import Container, Task, keys_of
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, no, unknown
from generator.needs.cause import Fault
from generator.stack import Absent, Mapping

_PLAIN = ("enable-ecs-log-metadata",)
_OUTPUTS = {"fluentbit": "Name", "fluentd": "@type"}
_NO_OUTPUT = ("log-driver-buffer-limit", "include-pattern", "exclude-pattern")


@dataclass(frozen=True)
class LogRouterMissing(Fault):
    """A container logs through FireLens, and no container of its task is a router."""

    container: str


@dataclass(frozen=True)
class RouterRefused(Fault):
    """ECS refuses a router, or its agent what containers ask of it.

    ``variant`` is ``output`` where options lack the name of a plugin (``wanted``), ``file`` where the router is to
    fetch its configuration, ``two`` where it is the second one, ``type`` where it is none that there is. ``given`` is
    what is written.
    """

    variant: str
    task: str
    container: str
    router: str
    given: str
    kind: str
    wanted: str


def router_answers(task: Task) -> Iterator[Answer]:
    """Answer for what stands in the way of logging through FireLens.

    Source: ecs-deploy #164 (the ClientException of RegisterTaskDefinition without a router); ECS Developer Guide, "Send
    Amazon ECS logs to an AWS service or AWS Partner", and ECS API Reference, FirelensConfiguration; read 2026-11.
    """
    users, found = routed(task), routers(task)
    if users and not found:
        first = users[0]
        steps = (*first.steps, "LogConfiguration", "LogDriver")
        yield no(LogRouterMissing(first.definition, steps, (task.name,), first.name))
    yield from (no(fault) for fault in _refused(task, users, found))
    for router in found:
        settings = router.get("FirelensConfiguration")
        options = router.get("FirelensConfiguration", "Options")
        user = literal(router.get("User"))
        if user is not None and user.split(":")[0] not in ("0", "root"):
            yield unknown(f"{router.name} takes logs in as {user}, and FireLens needs a container that runs as root")
        if not isinstance(settings, Mapping) or not isinstance(options, Absent | Mapping):
            yield unknown(f"whether {router.name} is a log router, and with which settings, is not known here")
        elif any(key not in _PLAIN for key in keys_of(options)) or (isinstance(options, Mapping) and options.rest):
            yield unknown(f"the configuration that {router.name} is given from elsewhere is not looked at")
        if literal(router.get("LogConfiguration", "LogDriver")) == ROUTED:
            yield unknown(f"{router.name} is the log router, and logs through itself")


def _refused(task: Task, users: tuple[Container, ...], found: tuple[Container, ...]) -> Iterator[RouterRefused]:
    """What is certainly refused.

    Sources: amazon-ecs-agent, agent/taskresource/firelens (an output needs its key once there is any other option);
    ECS Developer Guide, "Using a custom configuration file" (Fargate takes only file); ECS API Reference,
    FirelensConfiguration; read 2026-11.
    """
    for router in found:
        options = ("FirelensConfiguration", "Options", "config-file-type")
        kind, kept = literal(router.get("FirelensConfiguration", "Type")), literal(router.get(*options))
        if router is not found[0] and isinstance(router.get("FirelensConfiguration"), Mapping):
            yield _fault(task, "two", router, found[0], "FirelensConfiguration")
        if kind is not None and kind not in _OUTPUTS:
            yield _fault(task, "type", router, router, "FirelensConfiguration", "Type", given=kind)
        if kept == "s3" and task.fargate is Truth.YES:
            yield _fault(task, "file", router, router, *options, given=kept)
        for container in users if len(found) == 1 and kind in _OUTPUTS else ():
            assert kind is not None
            if given := _without_output(container, _OUTPUTS[kind]):
                yield _fault(task, "output", container, router, "LogConfiguration", "Options", given=given, kind=kind)


def _without_output(container: Container, wanted: str) -> str:
    """The options of an output that is not named; empty where it is, or where there is nothing of an output."""
    options = container.get("LogConfiguration", "Options")
    if not isinstance(options, Mapping) or options.rest or wanted in keys_of(options):
        return ""
    return ", ".join([key for key in keys_of(options) if key not in _NO_OUTPUT][:3])


def _fault(
    task: Task, variant: str, of: Container, router: Container, *steps: str | int, given: str = "", kind: str = ""
) -> RouterRefused:
    told = (task.name, of.name, router.name, given, kind, _OUTPUTS.get(kind, ""))
    return RouterRefused(of.definition, (*of.steps, *steps), (task.name,), variant, *told)
