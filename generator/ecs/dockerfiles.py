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
class Named:
    """One Dockerfile, as it is named. ``problem`` says why it tells nothing; empty when ``image`` is known."""

    container: str
    """Empty when the entry names none."""
    written: str
    path: Path | None = None
    image: ImageFacts | None = None
    problem: str = ""


def named(graph: Graph, definition: Resource) -> tuple[Named, ...]:
    """The Dockerfiles that a task definition names."""
    return tuple(_named(graph, definition))


def of(graph: Graph, container: Container) -> Named | None:
    """The Dockerfile that a container's image is built from, if one is named and could be read."""
    name = literal(container.get("Name"))
    for each in named(graph, container.definition):
        if each.image is not None and each.container in ("", name):
            return each
    return None


def files(graph: Graph) -> tuple[Path, ...]:
    """Every Dockerfile that is named."""
    found = (each.path for definition in graph.of_type(DEFINITION) for each in named(graph, definition))
    return tuple(dict.fromkeys(path for path in found if path is not None))


def _named(graph: Graph, definition: Resource) -> Iterator[Named]:
    containers = Task(graph, definition, None).containers
    names = [literal(each.get("Name")) for each in containers]
    for entry in remarks(definition):
        if "dockerfile" not in entry:
            continue
        written, container, target = entry.get("dockerfile"), entry.get("container"), entry.get("target")
        if not isinstance(written, str) or not isinstance(target, str | None) or not isinstance(container, str | None):
            yield Named("", str(written)[:200], problem=f"is not written as in {FORM}")
        elif container is None and len(containers) > 1:
            yield Named("", written, problem=f"does not say for which container it is: {FORM}")
        elif container is not None and container not in names and None not in names:
            has = ", ".join(str(name) for name in names) or "none"
            yield Named(container, written, problem=f"is for the container {container}, and the containers are {has}")
        elif (path := graph.file_beside(definition, written)) is None:
            yield Named(
                container or "",
                written,
                problem="is not a file of this project, beside the template or above it",
            )
        else:
            yield _read(container or "", written, path, target)


def _read(container: str, written: str, path: Path, target: str | None) -> Named:
    try:
        state = path.stat()
        if state.st_size > MAX_BYTES:
            return Named(container, written, path, problem="is too large to be a Dockerfile")
        return Named(container, written, path, _facts(path, target, state.st_mtime_ns, state.st_size))
    except OSError as error:
        return Named(container, written, path, problem=f"cannot be read: {error.strerror}")


@lru_cache(maxsize=64)
def _facts(path: Path, target: str | None, changed: int, size: int) -> ImageFacts:
    """Read a Dockerfile; when it ``changed`` and its ``size`` tell one state of it from another."""
    return facts(path.read_bytes(), target=target)
