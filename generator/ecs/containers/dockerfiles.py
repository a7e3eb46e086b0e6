"""Dockerfiles that a task definition names for its containers, in its Metadata: what its own images hold.

``Metadata: {ecs-proof: [{container: web, dockerfile: web/Dockerfile, target: final}]}``: the path is relative to the
template's folder, or to one above it in the same project; ``container`` may be left out where there is only one,
``target`` where the last stage is run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.ecs.tasks import DEFINITION, Container, Task
from generator.ecs.texts import literal
from generator.images.contents import ImageFacts
from generator.images.dockerfile import facts
from generator.stack import Graph, Resource, remarks

MAX_BYTES = 1_000_000
FORM = "Metadata: {ecs-proof: [{container: web, dockerfile: web/Dockerfile}]}"


@dataclass(frozen=True)
class DockerfileEntry:
    """A Dockerfile as Metadata names it. ``problem`` says why nothing is known of it; empty when ``image`` is known."""

    container: str
    """Empty when the entry names none."""
    written: str
    path: Path | None = None
    image: ImageFacts | None = None
    problem: str = ""


def dockerfile_entries(graph: Graph, definition: Resource) -> tuple[DockerfileEntry, ...]:
    """The Dockerfiles that a task definition names."""
    return tuple(_entries(graph, definition))


def dockerfile(graph: Graph, container: Container) -> DockerfileEntry | None:
    """The Dockerfile that a container's image is built from, if one is named and could be read."""
    name = literal(container.get("Name"))
    for entry in dockerfile_entries(graph, container.definition):
        if entry.image is not None and entry.container in ("", name):
            return entry
    return None


def files(graph: Graph) -> tuple[Path, ...]:
    """Every Dockerfile that some task definition names."""
    definitions = graph.of_type(DEFINITION)
    paths = (entry.path for definition in definitions for entry in dockerfile_entries(graph, definition))
    return tuple(dict.fromkeys(path for path in paths if path is not None))


def _entries(graph: Graph, definition: Resource) -> Iterator[DockerfileEntry]:
    containers = Task(graph, definition, None).containers
    names = [literal(container.get("Name")) for container in containers]
    for entry in remarks(definition):
        if "dockerfile" not in entry:
            continue
        written, container, target = entry.get("dockerfile"), entry.get("container"), entry.get("target")
        if not isinstance(written, str) or not isinstance(target, str | None) or not isinstance(container, str | None):
            yield DockerfileEntry("", str(written)[:200], problem=f"is not written as in {FORM}")
        elif container is None and len(containers) > 1:
            yield DockerfileEntry("", written, problem=f"does not say which container it is for: {FORM}")
        elif container is not None and container not in names and None not in names:
            known = ", ".join(str(name) for name in names) or "none"
            yield DockerfileEntry(
                container, written, problem=f"is for the container {container}, and the containers are {known}"
            )
        elif (path := graph.file_beside(definition, written)) is None:
            yield DockerfileEntry(
                container or "",
                written,
                problem="is not a file of this project, beside the template or above it",
            )
        else:
            yield _read(container or "", written, path, target)


def _read(container: str, written: str, path: Path, target: str | None) -> DockerfileEntry:
    try:
        state = path.stat()
        if state.st_size > MAX_BYTES:
            return DockerfileEntry(container, written, path, problem="is too large to be a Dockerfile")
        return DockerfileEntry(container, written, path, _facts(path, target, state.st_mtime_ns, state.st_size))
    except OSError as error:
        return DockerfileEntry(container, written, path, problem=f"cannot be read: {error.strerror}")


@lru_cache(maxsize=64)
def _facts(path: Path, target: str | None, changed: int, size: int) -> ImageFacts:
    """Read a Dockerfile. The cache keeps one result for each time it ``changed`` and each ``size``."""
    return facts(path.read_bytes(), target=target)
