"""An image for another processor than the task runs on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Resource

_ARM = re.compile(r"(?:^|[/:_.-])(?:arm64(?:v8|-v8)?|aarch64)(?:$|[/:_.-])")
_X86 = re.compile(r"(?:^|[/:_.-])(?:amd64|x86_64|x86-64|x64)(?:$|[/:_.-])")
_HUB = r"(?:(?:docker\.io/|public\.ecr\.aws/docker/)?(?:library/)?)"
_ONLY_X86 = (
    r"mcr\.microsoft\.com/mssql/server(?::.+)?",
    rf"{_HUB}mysql:5(?:\.[5-7].*)?",
    r"(?:docker\.elastic\.co/elasticsearch/)?elasticsearch:(?:[56]\.|7\.[0-7]\.).+",
)
"""Images that were never published for ARM64.

Sources: SQL Server on Linux, "Supported platforms" (x64 only); docker-library/official-images, mysql (5.7: amd64);
elastic/elasticsearch #35300 (ARM64 images from 7.8 on); not looked up, 2026-11.
"""
_MISMATCH = (
    "image {image} is built for {built_for}: the container stops with exec format error, or the pull finds no "
    "matching manifest"
)


class ArchitectureDiffers(Check):
    id = "ECS161"
    lesson = 16
    title = "Image is built for another architecture than the task"
    symptom = (
        "exec /app/server: exec format error; or CannotPullContainerError: ... image Manifest does not contain "
        "descriptor matching platform 'linux/amd64'"
    )
    why = (
        "Fargate runs tasks on X86_64 unless CpuArchitecture is ARM64. The tag or name of this image says that it is "
        "built for the other architecture."
    )
    fix = (
        "Set RuntimePlatform.CpuArchitecture to what the image is built for, or use an image for the architecture "
        "of the task."
    )
    message = {
        "set": "{container} ({task}) runs on {runs_on}, but its " + _MISMATCH,
        "default": "{container} ({task}) runs on {runs_on} by default, but its " + _MISMATCH,
    }
    change = "RuntimePlatform: CpuArchitecture: {built_for}; or the image for {runs_on}"
    base = "nat"
    good = {
        "TaskDefinition.RuntimePlatform": "{CpuArchitecture: ARM64, OperatingSystemFamily: LINUX}",
        "TaskDefinition.ContainerDefinitions.0.Image": ("111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1-arm64"),
    }
    bad = {
        "TaskDefinition.RuntimePlatform": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for task in context.tasks:
            if task.definition is None:
                continue
            runs_on, written = _architecture(task, task.definition)
            for container in task.containers:
                image = literal(container.image)
                built_for = _built_for(image or "")
                if not runs_on or not built_for or built_for == runs_on:
                    continue
                yield self.at(
                    container.definition,
                    *container.steps,
                    "Image",
                    tasks=(task.name,),
                    variant="set" if written else "default",
                    container=container.name,
                    task=task.name,
                    runs_on=runs_on,
                    built_for=built_for,
                    image=image,
                )


def _architecture(task: Task, definition: Resource) -> tuple[str, bool]:
    """What tasks run on, empty when it is not known, and whether the definition says so."""
    platform = definition.get("RuntimePlatform", "CpuArchitecture")
    if isinstance(platform, Absent):
        return ("X86_64" if task.fargate is Truth.YES else ""), False
    architecture = (literal(platform) or "").upper()
    return (architecture if architecture in ("ARM64", "X86_64") else ""), True


def _built_for(image: str) -> str:
    """The architecture that the name of an image speaks of; empty for none, or both."""
    name = image.partition("@")[0].lower()
    arm, x86 = bool(_ARM.search(name)), bool(_X86.search(name))
    if not arm and any(re.fullmatch(only, name) for only in _ONLY_X86):
        return "X86_64"
    return "" if arm == x86 else "ARM64" if arm else "X86_64"
