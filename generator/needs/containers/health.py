"""Can a container health check succeed: does ECS accept it, and is its program in the image?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.health_checks import bounds
from generator.ecs.containers import dockerfiles
from generator.ecs.containers.dockerfiles import DockerfileEntry
from generator.ecs.containers.health_checks import HealthCheck, health_check, health_matters, ports
from generator.ecs.containers.starts import brought_later
from generator.ecs.secrets.registries import origin
from generator.ecs.tasks import Task
from generator.images.knowledge import image
from generator.images.verdict import missing
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.row import Need
from generator.stack import Absent, Listing, Literal, Value


@dataclass(frozen=True)
class HealthCheckMalformed(Fault):
    """ECS refuses the task definition for a health check in it.

    ``variant`` is ``bounds`` when ``property`` has a ``value`` outside of ``least`` to ``most``, and ``nearest`` is
    what comes closest to it; or ``command`` when there is no command, and ``port`` is one that the check could ask.
    """

    variant: str
    container: str
    task: str
    property: str = "Command"
    value: int = 0
    least: int = 0
    most: int = 0
    nearest: int = 0
    port: int = 0


@dataclass(frozen=True)
class HealthProgramNotInImage(Fault):
    """A health check runs a program that its image does not have. ``holder`` is where it could be added."""

    container: str
    task: str
    program: str
    image: str
    because: str
    holder: str
    written: Value
    """The image, as the definition has it."""


def health_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """One row for each health check that decides over a task; none where only the image could decide.

    What a private image holds is not in any template, so a well-formed check of one has no row unless the template
    names the Dockerfile.
    """
    for container in task.containers:
        check = health_check(container)
        if check is None or check.off or not health_matters(task, container):
            continue
        answers: list[Answer] = [no(fault) for fault in malformations(task, check)]
        dockerfile = dockerfiles.dockerfile(context.graph, container)
        image_is_known = dockerfile is not None or origin(context.graph, container.image).kind == "public"
        program = _program(task, check, dockerfile)
        if image_is_known or program.verdict is Truth.NO:
            answers.append(program)
        if answers:
            why = "ECS replaces tasks that fail it"
            yield Need(f"health check of {container.name}", 8, why, image=True), all_of(answers)


def malformations(task: Task, check: HealthCheck) -> Iterator[HealthCheckMalformed]:
    """Everything in a health check for which ECS refuses the task definition."""
    container = check.container
    for key, accepted in bounds().items():
        value = check.get(key)
        number = value.integer if isinstance(value, Literal) else None
        if number is not None and not accepted.least <= number <= accepted.most:
            yield HealthCheckMalformed(
                resource=container.definition,
                steps=check.steps(key),
                tasks=(task.name,),
                variant="bounds",
                container=container.name,
                task=task.name,
                property=key,
                value=number,
                least=accepted.least,
                most=accepted.most,
                nearest=min(max(number, accepted.least), accepted.most),
            )
    if check.command == Listing(()) or isinstance(check.command, Absent):
        yield HealthCheckMalformed(
            resource=container.definition,
            steps=check.steps("Command"),
            tasks=(task.name,),
            variant="command",
            container=container.name,
            task=task.name,
            port=next(iter(sorted(ports(container)[0])), 8080),
        )


def _program(task: Task, check: HealthCheck, dockerfile: DockerfileEntry | None) -> Answer:
    """Whether the image has the programs of a check: by what is on record about it, or by its Dockerfile."""
    container = check.container
    if dockerfile is not None and dockerfile.image is not None:
        name, facts = f"the image of {dockerfile.written}", dockerfile.image
    elif isinstance(container.image, Literal):
        name, facts = container.image.text, image(container.image.text)
    else:
        return unknown(f"the image of {container.name} is not known here")
    if check.words is None or not check.words or check.words[0] not in ("CMD", "CMD-SHELL"):
        return unknown(f"the health check command of {container.name} is not known here")
    verdict = missing(check.words, facts)
    if verdict.verdict is Truth.UNKNOWN:
        # The evidence names the image, since it is the image, and who made it, that would decide.
        return unknown(verdict.because if name in verdict.because else f"{name}: {verdict.because}")
    if verdict.verdict is Truth.YES:
        return yes(name, verdict.because or "has every program that the check runs")
    if later := brought_later(container, facts, verdict.program):
        return unknown(f"{name} lacks {verdict.program}, but {later}")
    return no(
        HealthProgramNotInImage(
            resource=container.definition,
            steps=check.steps("Command"),
            tasks=(task.name,),
            container=container.name,
            task=task.name,
            program=verdict.program,
            image=name,
            because=verdict.because,
            holder=dockerfile.written if dockerfile else "the image",
            written=container.image,
        )
    )
