"""Task definitions as they are registered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.live.facts import Facts
from generator.live.made import Made
from generator.live.spelling import spelt

DEFINITION = "AWS::ECS::TaskDefinition"
_TOLD = {
    "TaskDefinitionArn", "Revision", "Status", "RequiresAttributes", "Compatibilities", "RegisteredAt", "RegisteredBy",
    "DeregisteredAt", "DeleteRequestedAt", "Tags",
}  # fmt: skip
"""What AWS tells of a definition and nobody gave it."""


def definitions(facts: Facts) -> Iterator[Made]:
    """Each task definition, as ``family:revision``."""
    for told in facts.of("ecs:DescribeTaskDefinition"):
        arn = told["taskDefinitionArn"]
        short = arn.rpartition("/")[2]
        properties = {name: value for name, value in spelt(told).items() if name not in _TOLD}
        for container in properties.get("ContainerDefinitions", ()):
            _as_asked(container)
        yield Made(DEFINITION, arn, properties, {arn: "Ref", short: "Ref"}, short)


def _as_asked(container: dict[str, Any]) -> None:
    """Take out what ECS fills in where nothing was asked for."""
    if container.get("Cpu") == 0:
        del container["Cpu"]
    for mapping in container.get("PortMappings", ()):
        if mapping.get("HostPort") == 0:
            del mapping["HostPort"]
