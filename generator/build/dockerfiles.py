"""Can a probe run in the image that it is meant for? Asked of each service that names its Dockerfile (lesson 8).

What reads Dockerfiles is imported where there is one: it takes longer than to build without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.config import App, Problem, Service
from generator.errors import InputError
from generator.logic import Truth


def problems(app: App, bodies: Mapping[str, dict[str, Any]], folder: Path) -> Iterator[Problem]:
    """A problem for each health check whose program its image certainly lacks.

    ``bodies`` are the templates by file name, ``folder`` is where app.yaml stands. A Dockerfile that cannot be read is
    a problem as well; one that hides what it installs is none.
    """
    for name, service in app.services.items():
        if service.dockerfile is not None:
            try:
                yield from _probe_that_cannot_run(
                    name, service, bodies.get(f"{name}.yaml", {"Resources": {}}), folder / service.dockerfile
                )
            except InputError as error:
                yield from error.problems


def named(app: App, folder: Path) -> dict[str, bytes]:
    """The Dockerfiles that an app names, by their paths from ``folder``, where app.yaml stands.

    Raises InputError for one that cannot be read.
    """
    return {
        service.dockerfile: _read(folder / service.dockerfile, name, service)
        for name, service in app.services.items()
        if service.dockerfile is not None
    }


def _probe_that_cannot_run(name: str, service: Service, body: dict[str, Any], path: Path) -> Iterator[Problem]:
    from generator.images.dockerfile import facts
    from generator.images.verdict import missing

    image = facts(_read(path, name, service))
    command = _health_command(name, body)
    if command is None:
        return
    finding = missing(command, image)
    if finding.verdict is Truth.NO:
        what = f"needs {finding.program}, which the image does not have: {finding.because}"
        hint = f"install it in {service.dockerfile}, or probe with a program that is there"
        yield Problem(("services", name, "health", "probe"), what, hint=hint)


def _health_command(name: str, body: dict[str, Any]) -> Any:
    """The health check of the container that is called like the service; others have images of their own."""
    for resource in body["Resources"].values():
        if resource["Type"] == "AWS::ECS::TaskDefinition":
            for container in resource["Properties"].get("ContainerDefinitions", ()):
                if container.get("Name") == name:
                    return container.get("HealthCheck", {}).get("Command")
    return None


def _read(path: Path, name: str, service: Service) -> bytes:
    from generator.ecs.containers.dockerfiles import MAX_BYTES

    at = ("services", name, "dockerfile")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError([Problem(at, "is too large to be a Dockerfile", accepted=f"at most {MAX_BYTES:,} bytes")])
        return path.read_bytes()
    except OSError as error:
        raise InputError([Problem(at, f"cannot be read: {error.strerror}", got=str(service.dockerfile))]) from None
