"""What stands between a container's image and the container: its start command, and what is mounted over the image."""

from __future__ import annotations

from posixpath import normpath

from generator.ecs.tasks import Container, items
from generator.ecs.texts import Texts, literal
from generator.images.contents import USUAL, ImageFacts
from generator.images.start import installs
from generator.stack import Absent, Listing, Literal, Text, Value


def brought_later(container: Container, facts: ImageFacts, program: str) -> str:
    """Say what may bring a program into a container that its image lacks; empty where nothing does."""
    if command := installs(_start(container, facts)):
        return f"{container.name} runs {command} when it starts, which may install {program}"
    for place in _mounted(container):
        covered = [program] if "/" in program else [*facts.path, *USUAL]
        if any(path == place or path.startswith(place.rstrip("/") + "/") for path in covered):
            return f"{container.name} has a volume at {place}, which may hold {program}"
    if container.get("VolumesFrom") not in (Absent(), Listing(())):
        return f"{container.name} has the volumes of another container, which may hold {program}"
    return ""


def _start(container: Container, facts: ImageFacts) -> tuple[str | None, ...]:
    """Entry point and command: those of the definition, else those of the image. An own entry point clears its command.

    Source: docs.docker.com, "docker container run", --entrypoint ("clears out any default command"), 2026-11.
    """
    entrypoint, command = _words(container.get("EntryPoint")), _words(container.get("Command"))
    if entrypoint is None:
        return (*(facts.config.entrypoint or ()), *(facts.config.command or () if command is None else command))
    return (*entrypoint, *(command or ()))


def _words(value: Value) -> tuple[str | None, ...] | None:
    if isinstance(value, Absent) or value == Listing(()):
        return None
    if isinstance(value, Listing):
        return tuple(_word(item) for _, item in items(value))
    return ("sh", "-c", None)  # Not known here: it may be a script.


def _word(value: Value) -> str | None:
    """A word, with a mark for each part of it that is not written out; None when nothing of it is."""
    return Texts().text(value) if isinstance(value, Literal | Text) else None


def _mounted(container: Container) -> tuple[str, ...]:
    points = items(container.get("MountPoints"))
    paths = (literal(container.get("MountPoints", index, "ContainerPath")) for index, _ in points)
    return tuple(normpath("/" + path.lstrip("/")) for path in paths if path)
