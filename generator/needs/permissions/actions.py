"""What a role must be allowed to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.secrets.secrets import SUFFIX
from generator.remedy import Allow, Named
from generator.stack import Literal, Pseudo, Reference, Resource, Text, Unknown, Value, shown
from generator.stack.values import Via

_STREAM = re.compile(r":log-stream:.*")


@dataclass(frozen=True)
class Action:
    """One thing a role must be allowed: an IAM action on a resource, None for an action that has none."""

    name: str
    resource: Value | None
    why: str
    context: tuple[tuple[str, object], ...] = ()
    about: Resource | None = None
    """What it is done to, if that is created in these templates."""
    partial: bool = False
    """Whether it is a secret that is asked for without the six characters at the end of its ARN."""

    @property
    def target(self) -> str:
        """What a policy has to name as its resource, for people."""
        return "*" if self.resource is None else shown(self.resource).replace(f"${{{SUFFIX.name}}}", SUFFIX.name)

    @property
    def allowed(self) -> Allow | None:
        """The statement that a policy lacks, as data; None where its resource cannot be written in a template."""
        pieces: list[str | Named] = ["*"] if self.resource is None else []
        for piece in _pieces(self.resource):
            if piece is None:
                return None
            pieces.append(piece)
            if isinstance(piece, str) and _STREAM.search(piece):
                # Of a stream, only the beginning is known; whoever writes into a group names all of its streams.
                pieces[-1] = _STREAM.sub(":*", piece)
                break
        return Allow(tuple(self.name.split(", ")), tuple(pieces))


def _pieces(value: Value | None) -> Iterator[str | Named | None]:
    """The parts of a value as a template writes them; None for one that it cannot."""
    match value:
        case None:
            return
        case Literal(text):
            yield text
        case Reference(resource, attribute, via):
            yield Named(resource, attribute, _ways(via))
        case Pseudo(name):
            yield Named(name) if name.startswith("AWS::") else name if value == SUFFIX else "*"
        case Unknown(_, _, "parameter", _, via):
            yield Named("", "Ref", _ways(via))
        case Text(parts):
            for part in parts:
                yield from _pieces(part)
        case _:
            yield None


def _ways(via: Via) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step.what for step in via))
