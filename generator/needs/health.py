"""Can a container health check succeed: is it well formed, is its program in the image, is its port served?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs import dockerfiles
from generator.ecs.dockerfiles import Named
from generator.ecs.health_checks import BOUNDS, WORDS, HealthCheck, checked, health_check, matters, ports
from generator.ecs.registries import origin
from generator.ecs.tasks import Container, Task
from generator.images.knowledge import image
from generator.images.verdict import missing
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.needs.row import Need
from generator.stack import Absent, Listing, Literal, Unknown, parts

_USUAL = (80, 443, 3000, 3001, 4000, 5000, 8000, 8080)


def health_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """Give a row for each health check that decides over a task; none where only the image could decide.

    What a private image holds is not in any template, so a well formed check of one has no row unless the template
    names the Dockerfile.
    """
    for container in task.containers:
        check = health_check(container)
        if check is None or check.off or not matters(task, container):
            continue
        answers = [no(fault) for fault in _malformed(task, check)]
        dockerfile = dockerfiles.of(context.graph, container)
        told = dockerfile is not None or origin(context.graph, container.image).kind == "public"
        runs = _runs(task, check, dockerfile)
        if told or runs.verdict is Truth.NO:
            answers.append(runs)
        if answers:
            why = "ECS replaces tasks that fail it"
            yield Need(f"health check of {container.name}", 8, why, image=True), all_of(answers)


def health_faults(context: Context) -> Iterator[Worded]:
    """Give what is wrong with health checks, or their absence, without stopping tasks from serving."""
    for task in context.tasks:
        for container in task.containers:
            check = health_check(container)
            if check is None or check.off:
                continue
            yield from _malformed(task, check)
            yield from _ignored(task, check)
            yield from _other_port(task, check)
        yield from _none(task)


def _malformed(task: Task, check: HealthCheck) -> Iterator[Worded]:
    container = check.container
    for key, (low, high) in BOUNDS.items():
        value = check.get(key)
        count = value.integer if isinstance(value, Literal) else None
        if count is not None and not low <= count <= high:
            what = f"{key} of the health check of {container.name} is {count}; ECS takes {low} to {high}"
            what += f" and refuses the task definition of {task.name}"
            fix = f"{key}: {min(max(count, low), high)}"
            yield Worded("ECS082", container.definition, check.steps(key), what, fix, (task.name,))
    command = check.command
    if command == Listing(()) or isinstance(command, Absent):
        what = (
            f"the health check of {container.name} has no command, and ECS refuses the task definition of {task.name}"
        )
        yield Worded("ECS082", container.definition, check.steps("Command"), what, _example(check), (task.name,))


def _example(check: HealthCheck) -> str:
    port = next(iter(sorted(ports(check.container)[0])), 8080)
    return (
        f"Command: [CMD-SHELL, 'wget -q -O /dev/null http://127.0.0.1:{port}/ || exit 1'], with a program of the image"
    )


def _runs(task: Task, check: HealthCheck, dockerfile: Named | None) -> Answer:
    """Ask what is on record about the image, or what its Dockerfile makes of it."""
    container = check.container
    if dockerfile is not None and dockerfile.image is not None:
        name, facts = f"the image of {dockerfile.written}", dockerfile.image
    elif isinstance(container.image, Literal):
        name, facts = container.image.text, image(container.image.text)
    else:
        return unknown(f"the image of {container.name} is not known here")
    if check.words is None or not check.words or check.words[0] not in ("CMD", "CMD-SHELL"):
        return unknown(f"the health check command of {container.name} is not known here")
    found = missing(check.words, facts)
    if found.verdict is Truth.UNKNOWN:
        # The evidence names the image, since it is the image, and who made it, that would decide.
        return unknown(found.because if name in found.because else f"{name}: {found.because}")
    if found.verdict is Truth.YES:
        return yes(name, found.because or "has every program that the check runs")
    what = f"the health check of {container.name} runs {found.program}, which {name} does not have: "
    what += f"every task of {task.name} becomes UNHEALTHY and is replaced ({found.because})"
    where = dockerfile.written if dockerfile else "the image"
    fix = f"Command: a program that the image has, or add it to {where}"
    return no(Worded("ECS080", container.definition, check.steps("Command"), what, fix, (task.name,)))


def _ignored(task: Task, check: HealthCheck) -> Iterator[Worded]:
    first = check.words[0] if check.words else None
    if not isinstance(first, str) or first in WORDS:
        return
    container = check.container
    # Source: ECS API Reference, HealthCheck, command ("must start with"); moby, daemon/health.go; both read 2026-11.
    # Fargate may well run it all the same: users of aws-otel-collector report either.
    what = f"the health check command of {container.name} begins with {first[:40]!r} and not with CMD or CMD-SHELL: "
    what += f"Docker runs nothing for it, and the health of tasks of {task.name} may stay UNKNOWN"
    steps = check.steps("Command", 0)
    yield Worded(
        "WCS084", container.definition, steps, what, "Command: [CMD-SHELL, the command as one text]", (task.name,)
    )


def _other_port(task: Task, check: HealthCheck) -> Iterator[Worded]:
    """Find a port of its own URL that nothing else in the task definition speaks of.

    Only ports that requests are usually served on: others belong to administration, which nobody declares.
    """
    declared = [ports(container) for container in task.containers]
    every = set().union(*(found for found, _ in declared))
    if not ports(check.container)[0] or not all(sure for _, sure in declared):
        return
    for port in check.local_ports:
        if port in _USUAL and port not in every and not _spoken_of(task, check.container, port):
            container = check.container
            what = f"the health check of {container.name} asks port {port}, but the containers of {task.name} declare "
            what += (
                f"{', '.join(map(str, sorted(every)[:5]))} only: it fails unless something listens there all the same"
            )
            fix = f"Command: the URL with port {min(ports(container)[0] or every)}"
            yield Worded("WCS083", container.definition, check.steps("Command"), what, fix, (task.name,))


def _spoken_of(task: Task, own: Container, port: int) -> bool:
    """Tell whether any other text of the task definition holds the number, or may hold it."""
    word = re.compile(rf"(?<!\d){port}(?!\d)")
    for container in task.containers:
        for key in (
            "Environment",
            "EnvironmentFiles",
            "Command",
            "EntryPoint",
            "DockerLabels",
            "FirelensConfiguration",
        ):
            for part in parts(container.get(key)):
                if isinstance(part, Unknown) or (isinstance(part, Literal) and word.search(part.text)):
                    return True
    return False


def _none(task: Task) -> Iterator[Worded]:
    """Find a service that nobody asks for its health; one that serves no port is as healthy as its process."""
    service = task.service
    if service is None or task.definition is None or checked(task) is not Truth.NO:
        return
    if not any(ports(container)[0] for container in task.containers):
        return
    for key in ("LoadBalancers", "VpcLatticeConfigurations"):
        value = service.get(key)
        if not isinstance(value, Absent) and value != Listing(()):
            return
    what = f"nothing checks the health of {task.name}: no container has a HealthCheck, no target group asks its tasks. "
    what += "A task counts as healthy as long as its process runs"
    fix = "HealthCheck of the essential container: a Command that asks the service itself"
    yield Worded("ICS081", task.definition, ("ContainerDefinitions",), what, fix, (task.name,))
