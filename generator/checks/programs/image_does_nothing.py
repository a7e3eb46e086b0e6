"""An image that is made to be built upon, and ends at once when it is run as it comes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.programs._images import has, published
from generator.ecs.tasks import Container
from generator.ecs.texts import number
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Literal

_SHELLS = (
    "alpine", "ubuntu", "debian", "busybox", "fedora", "rockylinux", "almalinux", "amazonlinux", "python", "node",
    "golang", "openjdk", "eclipse-temurin", "amazoncorretto", "ruby", "php", "bash", "rust", "gcc", "buildpack-deps",
    "hello-world",
)  # fmt: skip
_NOTHING = {f"docker.io/library/{name}" for name in _SHELLS} | {"public.ecr.aws/amazonlinux/amazonlinux"}
_SERVERS = ("apache", "fpm")
"""What is in the tag of a php image that is a server."""


class ImageDoesNothing(Check):
    id = "ECS372"
    lesson = 37
    title = "Container of a service runs a base image without a command"
    symptom = "Essential container in task exited (exit code 0), again and again, with nothing in the log"
    why = (
        "Images of distributions and languages start a shell or a prompt, which ends at once where nobody types "
        "anything. ECS takes an essential container that ends, however well, for a task that stopped, and starts "
        "another one."
    )
    fix = "Name the image that holds the program, or give the container a command that stays."
    message = (
        "{container} of {task} runs {image} as it comes, without Command or EntryPoint: its shell or prompt ends at "
        "once, and ECS starts tasks again and again"
    )
    change = "Image: the one with the program in it; or Command: what it has to run"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Image": "python:3.13-slim",
        "TaskDefinition.ContainerDefinitions.0.HealthCheck": None,
        "TaskDefinition.ContainerDefinitions.0.Command": "[python, -m, http.server, '3000']",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Command": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find essential containers of services with such an image and no terminal.

        Sources: the Dockerfiles of docker-library (CMD of each is a shell or a prompt; hello-world prints and ends);
        Docker, "Running containers" (a shell without a terminal ends at the end of its input); read 2026-11.
        """
        for task, container, repository, tag in published(context):
            stays = has(container, "Command", "EntryPoint", "Interactive", "PseudoTerminal", "FirelensConfiguration")
            server = repository.endswith("/php") and any(word in tag for word in _SERVERS)
            if task.service is None or stays or server or repository not in _NOTHING or not _essential(container):
                continue
            if task.express or number(task.service.get("DesiredCount")) == 0:
                continue
            told = {"container": container.name}
            yield self.at(
                container.definition, *container.steps, "Image", tasks=(task.name,), image=container.image, **told
            )


def _essential(container: Container) -> bool:
    value = container.get("Essential")
    return isinstance(value, Absent) or (isinstance(value, Literal) and value.text.lower() == "true")
