"""Versions of engines, and types of nodes, that are not on record: as cfn-lint lists them since 1.52."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.schema.registry_schemas import shipped
from generator.stack import Graph, Resource

_OF_CACHES = "aws_elasticache_cachecluster"
_LISTS = {
    "AWS::RDS::DBInstance": "aws_rds_dbinstance",
    "AWS::RDS::DBCluster": "aws_rds_dbcluster",
    "AWS::ElastiCache::CacheCluster": _OF_CACHES,
    "AWS::ElastiCache::ReplicationGroup": _OF_CACHES,
}
_OPEN = re.compile(r"\d+(\.x)?")
"""A major version, for which the service takes the newest."""


def _of_version(graph: Graph, resource: Resource) -> Iterator[str]:
    engine, version = literal(resource.get("Engine")) or "", literal(resource.get("EngineVersion"))
    known = _versions(_LISTS[resource.type]).get(engine.lower())
    major = (version or "").partition(".")[0]
    if version and known and version not in known:
        majors = {each.partition(".")[0] for each in known}
        if not _OPEN.fullmatch(version) or major not in majors:
            yield f"EngineVersion of {resource} is {version[:40]}, which is no version of {engine} on record"
    kind = literal(resource.get("CacheNodeType"))
    region = literal(graph.pseudo("AWS::Region")) or "us-east-1"
    types = _node_types().get(region)
    if kind is not None and types and kind not in types:
        yield f"CacheNodeType of {resource} is {kind[:40]}, which is not on record for {region}"


@cache
def _versions(folder: str) -> dict[str, frozenset[str]]:
    """The versions of each engine."""
    listed = _read(folder, "engine_version")["allOf"]
    return {
        each["if"]["properties"]["Engine"]["const"]: frozenset(each["then"]["properties"]["EngineVersion"]["enum"])
        for each in listed
        if "const" in each["if"]["properties"]["Engine"] and "EngineVersion" in each["then"]["properties"]
    }


@cache
def _node_types() -> dict[str, frozenset[str]]:
    """The types of cache nodes of each region."""
    listed = _read(_OF_CACHES, "cachenodetype_enum")
    return {region: frozenset(each["enum"]) for region, each in listed.items() if isinstance(each, dict)}


def _read(folder: str, name: str) -> Any:
    return json.loads((shipped() / "extensions" / folder / f"{name}.json").read_bytes())


REFUSALS: Refusals = dict.fromkeys(_LISTS, (_of_version,))
