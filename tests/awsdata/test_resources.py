"""Types of resources: that they, their properties and attributes are those of CloudFormation's schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from generator.awsdata.resources import Arn, ResourceType, parameter_types, resource_type, resource_types, stateful
from tests.with_each import with_each

TYPES = sorted(resource_types())


def schema(kind: str) -> Mapping[str, Any]:
    return PROVIDER_SCHEMA_MANAGER.get_resource_schema(region="us-east-1", resource_type=kind).schema


def steps(paths: list[str]) -> set[str]:
    """The properties that JSON pointers of a schema name, as GetAtt writes them."""
    return {path.removeprefix("/properties/").replace("/", ".") for path in paths}


def resolved(whole: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        found: Any = whole
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def reached(kind: str, way: str) -> bool:
    """Whether a property such as ``A.B`` is there, where ``A`` may be a list."""
    whole = schema(kind)
    node: Mapping[str, Any] = whole
    for part in way.split("."):
        node = resolved(whole, node)
        node = resolved(whole, node.get("items", node)).get("properties", {})
        if part not in node:
            return False
        node = node[part]
    return True


def properties(known: ResourceType) -> Iterator[str]:
    yield from (known.name, known.repeated, *known.echoes.values(), *(taken.property for taken in known.takes))


@with_each("kind", TYPES)
def test_a_type_is_what_cloudformation_knows_by_that_name(kind: str) -> None:
    known = resource_type(kind)
    for way in properties(known):
        assert not way or reached(kind, way), f"{kind} has no property {way}"
    whole = schema(kind)
    attributes = steps(whole.get("readOnlyProperties", [])) | set(whole["properties"])
    told = {*known.same_as_ref, *known.echoes, *known.looks, *({known.arn.attribute} if known.arn else ())}
    assert told <= attributes | {"Ref", ""}, f"{kind} has no such attribute"
    for taken in known.takes:
        assert set(taken.of) <= set(TYPES)


@with_each("kind", TYPES)
def test_a_type_says_what_ref_gives(kind: str) -> None:
    known = resource_type(kind)
    assert known.repeated or known.ref


@with_each("kind", TYPES)
def test_words_for_a_person_hold_the_id(kind: str) -> None:
    known = resource_type(kind)
    assert not known.remove or "{id}" in known.remove
    assert not known.look or "{}" in known.look
    assert not known.arn or set(re.findall(r"\{(\w+)\}", known.arn.form)) <= {"region", "account", "id"}


def test_types_of_parameters_are_those_of_cfn_lint() -> None:
    from cfnlint.helpers import VALID_PARAMETER_TYPES

    assert set(parameter_types()) <= set(VALID_PARAMETER_TYPES)


def test_nothing_is_known_of_a_type_that_is_not_on_record() -> None:
    known = resource_type("Custom::Thing")
    assert not known.seconds
    assert not known.repeated
    assert not stateful("Custom::Thing")
    assert stateful("AWS::RDS::DBInstance")


def test_an_arn_is_taken_apart_around_the_id() -> None:
    arn = Arn("logs:{region}:{account}:log-group:{id}", "Arn", ":*")
    assert arn.around_id == ("logs", "log-group:", ":*")
    assert arn.pattern() == "arn:*:logs:*:*:log-group:*:*"
    assert Arn("s3:::{id}").around_id == ("s3", "", "")
