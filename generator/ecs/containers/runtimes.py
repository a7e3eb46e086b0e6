"""The runtime or the database client of a container, as far as that is known.

A task definition may name it in its Metadata: ``{ecs-proof: [{container: web, runtime: libpq}]}``. Otherwise the
program that the container runs shows it, then that of its health check, then what its image holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import basename

from generator.ecs.containers import dockerfiles
from generator.ecs.containers.health_checks import health_check
from generator.ecs.tasks import Container, items
from generator.ecs.texts import literal
from generator.images.command import programs
from generator.images.contents import ImageFacts
from generator.images.knowledge import image
from generator.logic import Truth
from generator.stack import Graph, Literal, remarks

NODE = "node"
FORM = "Metadata: {ecs-proof: [{container: web, runtime: node}]}"
_NODE = frozenset({"node", "nodejs", "npm", "npx", "yarn", "pnpm", "pm2", "pm2-runtime", "tsx", "ts-node"})
_OTHERS = {
    "python": ("python", "gunicorn", "uvicorn", "celery"),
    "ruby": ("ruby", "bundle", "puma", "rails"),
    "php": ("php",),
    "java": ("java",),
    "dotnet": ("dotnet",),
    "libpq": ("psql", "pg_dump", "pg_restore", "pg_dumpall", "pgbouncer"),
}


@dataclass(frozen=True)
class Runtime:
    """The name of a runtime or of a client, as awsdata/clients.yaml has them, and how that is known.

    ``certain``: it is what the container runs, and not only what its image holds.
    """

    name: str
    because: str
    certain: bool = True


def runtime(graph: Graph, container: Container) -> Runtime | None:
    """Tell what a container runs on; None when that is not known."""
    return next(_candidates(graph, container), None)


def _candidates(graph: Graph, container: Container) -> Iterator[Runtime]:
    yield from _from_metadata(graph, container)
    entrypoint, command = container.get("EntryPoint"), container.get("Command")
    for key, value in (("EntryPoint", entrypoint), ("Command", command)):
        first = next((word.text for _, word in items(value) if isinstance(word, Literal)), "")
        yield from _from_program(first, f"{key} of {container.name} is {first}")
    if (check := health_check(container)) is not None and check.words:
        for program in sorted(programs(check.words)):
            said = f"the health check of {container.name} runs {basename(program)}"
            yield from (replace(each, certain=False) for each in _from_program(program, said))
    recorded = _recorded_image(graph, container)
    if recorded is None:
        return
    name, facts = recorded
    for words in (facts.config.entrypoint, facts.config.command):
        if words:
            yield from _from_program(words[0], f"{name} runs {words[0]}")
    if facts.program("node").verdict is Truth.YES:
        yield Runtime(NODE, f"the image of {name} has node", certain=False)


def _recorded_image(graph: Graph, container: Container) -> tuple[str, ImageFacts] | None:
    """What is on record about a container's image: by its Dockerfile, if one is named, else by its reference."""
    dockerfile = dockerfiles.dockerfile(graph, container)
    if dockerfile is not None and dockerfile.image is not None:
        return dockerfile.written, dockerfile.image
    reference = literal(container.image)
    return (reference, image(reference)) if reference else None


def _from_metadata(graph: Graph, container: Container) -> Iterator[Runtime]:
    name = literal(container.get("Name"))
    for entry in remarks(container.definition):
        written, container_name = entry.get("runtime"), entry.get("container")
        if isinstance(written, str) and container_name in (None, name):
            yield Runtime(written, f"Metadata of {container.definition} says runtime: {written}")


def _from_program(word: str, because: str) -> Iterator[Runtime]:
    program = basename(word)
    if program in _NODE:
        yield Runtime(NODE, because)
    for name, others in _OTHERS.items():
        if program.startswith(others):
            yield Runtime(name, because)
