"""What hardly any template sets is not known to be taken, and what is usual, or looked at, is no reason for doubt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.awsdata.edge import placement
from generator.awsdata.usual import usual
from generator.checks.examples import Edits
from generator.refusals.schema.looked_at import is_looked_at
from generator.refusals.schema.registry_schemas import referred, schema
from generator.stack import load
from tests.attacks.stacks import BASES, analysed
from tests.awsdata.test_edge import types
from tests.refusals.twins import is_told_and_its_twin_is_not

QUEUE = "{Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: %s}}"
TABLE = (
    "{Type: AWS::DynamoDB::Table, Properties: {AttributeDefinitions: [{AttributeName: id, AttributeType: S}], "
    "KeySchema: [{AttributeName: id, KeyType: HASH}], BillingMode: PAY_PER_REQUEST, TableClass: %s}}"
)


@pytest.mark.parametrize(
    ("base", "edits", "twin", "word"),
    [
        # A property.
        ("nat", {"NatAddress.TransferAddress": "198.51.100.7"}, {"NatAddress.Domain": "vpc"}, "TransferAddress"),
        # A word that the schema lists among others.
        ("nat", {"Table": TABLE % "STANDARD_INFREQUENT_ACCESS"}, {"Table": TABLE % "STANDARD"}, "TableClass"),
        # A type, and one that stands beside ECS as often as any.
        (
            "nat",
            {"Mirror": "{Type: AWS::EC2::TrafficMirrorFilter, Properties: {}}"},
            {"Queue": QUEUE % 30},
            "AWS::EC2::TrafficMirrorFilter, which seldom stands beside ECS",
        ),
        # It may be there, and may not.
        (
            "nat",
            {
                "Parameters.Moved": "{Type: String}",
                "Conditions.IsMoved": '!Equals [!Ref Moved, "yes"]',
                "NatAddress.TransferAddress": "!If [IsMoved, 198.51.100.7, !Ref AWS::NoValue]",
            },
            {
                "Parameters.Moved": "{Type: String}",
                "Conditions.IsMoved": '!Equals [!Ref Moved, "yes"]',
                "NatAddress.Domain": "!If [IsMoved, vpc, !Ref AWS::NoValue]",
            },
            "TransferAddress",
        ),
    ],
)
def test_what_is_seldom_set_is_not_known(base: str, edits: Edits, twin: Edits, word: str, tmp_path: Path) -> None:
    is_told_and_its_twin_is_not(tmp_path, base, edits, twin, word)


SELDOM_TYPES = [
    kind
    for kind in types()
    if usual(kind) is None and ((known := placement(kind)) is None or known.placed == "harmless")
]


@pytest.mark.random
@given(st.sampled_from(SELDOM_TYPES))
def test_a_resource_of_a_type_that_seldom_stands_beside_ecs_leaves_no_start_proven(kind: str) -> None:
    added = analysed("nat", {"Added": f"{{Type: {kind}, Properties: {{}}}}"})
    assert [cell.verdict.value for cell in added.cells if cell.need.name == "start"] == ["unknown"]


def _ways(kind: str) -> Iterator[str]:
    """Every way of a type that holds a text, without lists on it: those take what the analysis is not asked here."""
    pending = [("", schema(kind))]
    while pending:
        way, part = pending.pop()
        for name, inner in part.get("properties", {}).items():
            inner, below = referred(schema(kind), inner), f"{way}.{name}".removeprefix(".")
            if inner.get("type") == "string" and below not in read_only(kind):
                yield below
            elif "properties" in inner and below.count(".") < 5:
                pending.append((below, inner))


def read_only(kind: str) -> set[str]:
    """What is no property of the template."""
    return {way.removeprefix("/properties/").replace("/", ".") for way in schema(kind).get("readOnlyProperties", ())}


SELDOM_WAYS = sorted(
    {
        (resource.logical_id, way)
        for resource in load(BASES / "balanced.yaml").resources
        for way in _ways(resource.type)
        if (known := usual(resource.type)) is not None
        and known.is_usual(way, None) is None
        and not is_looked_at(resource.type, way)
    }
)


@pytest.mark.random
@given(st.sampled_from(SELDOM_WAYS))
def test_a_property_that_is_seldom_set_leaves_no_start_proven(place: tuple[str, str]) -> None:
    name, way = place
    changed = analysed("balanced", {f"{name}.{way}": "made-up"})
    assert "yes" not in [cell.verdict.value for cell in changed.cells if cell.need.name == "start"]
