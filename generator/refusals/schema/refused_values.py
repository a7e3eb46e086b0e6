"""Values that the service behind a type refuses, as ``awsdata/creation.yaml`` lists them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.creation import accepted_on_creation
from generator.ecs.containers.accepted_values import refused
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Surely
from generator.stack import Resource, shown

_FOUND = ("AWS::Events::Rule", "AWS::ECS::CapacityProvider")
"""Types whose values no check of their own looks at."""


def refused_values(resource: Resource) -> Iterator[str]:
    """Say of each value which one would be accepted; one that may have come since is silence."""
    for each in refused(resource, accepted_on_creation()):
        text = literal(each.value)
        if text == "":
            continue
        if each.certain is Truth.NO or (text is not None and each.accepted.fits(text) is False):
            wanted = each.accepted.for_people[:120]
            said = f"{each.property} of {resource} is {shown(each.value)[:60]}, and {wanted} is accepted"
            certain = each.certain is Truth.NO and resource.type in _FOUND
            change = f"{each.property.rpartition('.')[2]}: {wanted}"
            yield Surely(said, resource, *each.steps, change=change) if certain else said
