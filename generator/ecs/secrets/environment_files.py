"""The files in S3 that ECS reads variables from when it starts a container."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.arns import field_of, join, settled
from generator.ecs.tasks import Container, items
from generator.stack import Graph, Literal, Mapping, Resource, Text, Value, shown

BUCKET = "AWS::S3::Bucket"
_RESOURCE_FIELD = 5


@dataclass(frozen=True)
class EnvironmentFile:
    """One entry of ``EnvironmentFiles``. ``bucket`` is the ARN of its bucket, None when it cannot be told."""

    steps: tuple[str | int, ...]
    arn: Value
    bucket: Value | None
    resource: Resource | None
    """The bucket, if it is created in these templates."""
    certain: bool = True
    """Whether there is such an entry, and not one that cannot be read."""

    @property
    def name(self) -> str:
        """The file, for people."""
        return shown(self.arn).rpartition("/")[2]


def environment_files(graph: Graph, container: Container) -> tuple[EnvironmentFile, ...]:
    """The files that a container takes variables from."""
    entries = items(container.get("EnvironmentFiles"))
    return tuple(
        _read(graph, container, index, isinstance(entry, Mapping) and entry.rest is None) for index, entry in entries
    )


def _read(graph: Graph, container: Container, index: int, certain: bool) -> EnvironmentFile:
    steps = ("EnvironmentFiles", index, "Value")
    arn = settled(graph, container.get(*steps))
    pieces = arn.parts if isinstance(arn, Text) else (arn,)
    whole, name = _before_the_key(pieces), field_of(arn, _RESOURCE_FIELD)
    inner = name.parts if isinstance(name, Text) else (name,) if name is not None else ()
    bucket = _before_the_key(inner)
    named = graph.named(BUCKET, bucket) if bucket is not None else None
    return EnvironmentFile((*container.steps, *steps), arn, whole, named or _referred(graph, pieces), certain)


def _referred(graph: Graph, pieces: tuple[Value, ...]) -> Resource | None:
    """The bucket whose ARN begins the value."""
    return graph.target(pieces[0], BUCKET) if len(pieces) > 1 and not isinstance(pieces[0], Literal) else None


def _before_the_key(pieces: tuple[Value, ...]) -> Value | None:
    """What stands before the first slash; None when there is none."""
    before: list[Value] = []
    for piece in pieces:
        if isinstance(piece, Literal) and "/" in piece.text:
            return join(*before, piece.text.partition("/")[0])
        before.append(piece)
    return None
