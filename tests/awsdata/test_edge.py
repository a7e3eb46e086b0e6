"""The edge: every type of the services that an ECS application touches is placed, and each property where modelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from generator.awsdata.creation import TABLES as CREATIONS
from generator.awsdata.edge import KINDS, TABLES, Placement, placement, service_of, services
from tests.with_each import with_each

REGION = "us-east-1"


@cache
def schema(kind: str) -> Mapping[str, Any]:
    return PROVIDER_SCHEMA_MANAGER.get_resource_schema(region=REGION, resource_type=kind).schema


@cache
def types() -> tuple[str, ...]:
    return tuple(sorted(PROVIDER_SCHEMA_MANAGER.get_resource_types(REGION)))


PLACED = sorted(name for table in TABLES for name in table.entries)
MODELLED = [kind for kind in PLACED if (known := placement(kind)) and known.placed == "modelled"]


def named(known: Placement) -> Iterator[str]:
    yield from known.looked_at
    for names in (*known.blocks.values(), *known.harmless.values()):
        yield from names


def below(whole: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties that a property holds, through references and lists."""
    for _ in range(20):
        if "$ref" in node:
            target: Any = whole
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        elif node.get("type") == "array" or "items" in node:
            node = node.get("items", {})
        else:
            break
    properties = dict(node.get("properties", {}))
    for more in ("oneOf", "anyOf", "allOf"):
        for part in node.get(more, ()):
            properties |= below(whole, part) if isinstance(part, dict) else {}
    return properties


def unplaced(
    whole: Mapping[str, Any], properties: Mapping[str, Any], names: set[str], above: str = ""
) -> Iterator[str]:
    """The properties that nobody placed: neither they, nor what they are part of, nor everything that they hold."""
    for name, node in properties.items():
        way = above + name
        if way in names:
            continue
        if any(placed.startswith(f"{way}.") for placed in names):
            yield from unplaced(whole, below(whole, node), names, f"{way}.")
        else:
            yield way


def test_every_type_of_a_service_is_placed() -> None:
    missing = [kind for kind in types() if service_of(kind) in services() and placement(kind) is None]
    assert not missing, "place these in generator/awsdata/edge: modelled, can block, or harmless and why"


@with_each("kind", PLACED)
def test_a_placement_says_what_its_kind_has_to(kind: str) -> None:
    known = placement(kind)
    assert known is not None
    assert kind in types(), "CloudFormation has no such type"
    if known.placed == "modelled":
        assert not known.kinds
        assert known.looked_at
    else:
        assert known.why
        assert bool(known.kinds) == (known.placed == "can block")
        assert not any((known.looked_at, known.blocks, known.harmless, known.unless))
    assert set(known.blocks) <= set(KINDS)
    assert set(known.unless) <= {name for names in known.blocks.values() for name in names}


@with_each("kind", MODELLED)
def test_every_property_of_a_modelled_type_is_placed(kind: str) -> None:
    known, whole = placement(kind), schema(kind)
    assert known is not None
    names = set(named(known))
    read_only = {pointer.removeprefix("/properties/") for pointer in whole.get("readOnlyProperties", ())}
    settable = {name: node for name, node in whole["properties"].items() if name not in read_only or name in names}
    assert not list(unplaced(whole, settable, names)), "place these: looked_at, blocks, or harmless and why"


@with_each("kind", MODELLED)
def test_a_placed_property_is_one(kind: str) -> None:
    known, whole = placement(kind), schema(kind)
    assert known is not None
    for way in named(known):
        assert is_property(whole, way), f"{kind} has no property {way}"
    assert len(list(named(known))) == len(set(named(known))) + repeated(known), "a property is placed twice"


@with_each("kind", PLACED)
def test_what_a_type_adds_to_is_named_by_a_property(kind: str) -> None:
    known = placement(kind)
    assert known is not None
    for way in known.adds_to:
        assert is_property(schema(kind), way), f"{kind} has no property {way}"


def is_property(whole: Mapping[str, Any], way: str) -> bool:
    properties: Mapping[str, Any] = whole["properties"]
    for step in way.split("."):
        if step not in properties:
            return False
        properties = below(whole, properties[step])
    return True


def repeated(known: Placement) -> int:
    """How often a property blocks a second kind of answer."""
    names = [name for names in known.blocks.values() for name in names]
    return len(names) - len(set(names))


def test_what_a_property_can_do_is_said_of_kinds_that_it_blocks() -> None:
    for kind in MODELLED:
        known = placement(kind)
        assert known is not None
        assert set(known.because) <= set(known.blocks), kind
        assert all(known.reason((each,)) for each in known.blocks)


def test_what_is_judged_on_creation_is_not_placed_harmless() -> None:
    for way in CREATIONS[0].entries:
        kind, name = way.split(" ")
        known = placement(kind)
        harmless = {each for names in known.harmless.values() for each in names} if known else set()
        assert not {each for each in harmless if f"{name}.".startswith(f"{each}.")}, way
