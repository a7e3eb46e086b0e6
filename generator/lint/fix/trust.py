"""A trust policy that lets one more service assume its role; who may already still may."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

import yaml

from generator.lint.fix.source import Source

_SLIP = 0.9
"""How alike two names of services are of which one is a slip of the other: ``ecs-task`` and ``ecs-tasks``."""


def trusting(role: tuple[str, ...], service: str, source: Source) -> Iterator[Source]:
    """Put a service into each statement that lets some service assume the role; over a name that is a slip of it."""
    document = (*role, "Properties", "AssumeRolePolicyDocument")
    statements: list[tuple[str | int, ...]] = [(*document, "Statement")]
    node = source.node(*statements[0])
    if isinstance(node, yaml.SequenceNode):
        statements = [(*statements[0], index) for index in range(len(node.value))]
    for statement in statements:
        place = (*statement, "Principal", "Service")
        if not source.has(*place):
            continue
        slips = [place, *((*place, index) for index in range(_length(source, place)))]
        for each in slips:
            written = source.node(*each).value
            if isinstance(written, str) and _is_slip(written, service):
                yield source.set(each, service)
        yield source.add(place, service)


def _is_slip(written: str, service: str) -> bool:
    """Compare what stands in front of the first dot: ``ecs`` and ``ec2`` are two services."""
    name, meant = written.partition(".")[0], service.partition(".")[0]
    return SequenceMatcher(None, name, meant).ratio() > _SLIP


def _length(source: Source, place: tuple[str | int, ...]) -> int:
    node = source.node(*place)
    return len(node.value) if isinstance(node, yaml.SequenceNode) else 0
