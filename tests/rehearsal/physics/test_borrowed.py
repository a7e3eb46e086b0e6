"""What is borrowed from the catalogue names what this stack has."""

from __future__ import annotations

import pytest

from generator.catalogue.entry import entries
from generator.rehearsal.physics.borrowed import borrowed
from generator.rehearsal.physics.facts import Facts

FACTS = Facts(
    "111122223333",
    "us-east-1",
    {"serviceName": "shop", "loadBalancers": [{"containerName": "front", "containerPort": 9000}]},
    {"containerDefinitions": [{"name": "side"}, {"name": "front"}]},
)


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        ("InvalidParameterException: The container web did", "container front did not have a container port 9000"),
        ("InvalidParameterException: The container nginx does", "container front does not exist"),
        ("ClientException: The 'memory' setting for", "container 'side' is greater"),
        ("service (api) was unable", "service (shop) was unable"),
    ],
)
def test_the_names_are_those_of_the_stack(begins: str, said: str) -> None:
    example = next(entry.example for entry in entries() if entry.example.startswith(begins))
    assert said not in example
    assert said in borrowed(example, "start", FACTS)
