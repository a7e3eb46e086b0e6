"""Databases of a cache by number: those that there are not, and beside each one that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.needs.stores.test_stores import BOTH, ENVIRONMENT, made, store

CLUSTER: Edits = {
    "Cache.NumCacheClusters": None,
    "Cache.NumNodeGroups": "2",
    "Cache.Engine": "redis",
    "Cache.EngineVersion": "'7.1'",
}
ADDRESS = "Cache.ConfigurationEndPoint.Address"


def url(database: str, address: str = ADDRESS) -> Edits:
    return {ENVIRONMENT: f"[{{Name: REDIS_URL, Value: !Sub 'rediss://${{{address}}}:6379{database}'}}]"}


@pytest.mark.parametrize(
    ("database", "expected"),
    [("/1", "unknown"), ("/1?ssl_cert_reqs=none", "unknown"), ("/0", "yes"), ("/", "yes"), ("", "yes")],
)
def test_a_cluster_has_one(tmp_path: Path, database: str, expected: str) -> None:
    assert store(tmp_path, "Cache", CLUSTER, url(database)) == (expected, set())


@pytest.mark.parametrize(("number", "expected"), [("3", "unknown"), ("0", "yes")])
def test_a_number_in_a_variable_beside_it(tmp_path: Path, number: str, expected: str) -> None:
    pair = f"[{{Name: REDIS_HOST, Value: !GetAtt {ADDRESS}}}, {{Name: REDIS_DB, Value: '{number}'}}]"
    assert store(tmp_path, "Cache", CLUSTER, {ENVIRONMENT: pair}) == (expected, set())


@pytest.mark.parametrize(("version", "expected"), [("'8.0'", "unknown"), ("'9.0'", "yes")])
def test_valkey_has_more_of_late(tmp_path: Path, version: str, expected: str) -> None:
    edits: Edits = {**CLUSTER, "Cache.Engine": "valkey", "Cache.EngineVersion": version}
    assert store(tmp_path, "Cache", edits, url("/1")) == (expected, set())


@pytest.mark.parametrize(("database", "expected"), [("/15", "yes"), ("/16", "unknown")])
def test_a_group_without_cluster_mode_has_sixteen(tmp_path: Path, database: str, expected: str) -> None:
    assert store(tmp_path, "Cache", url(database, "Cache.PrimaryEndPoint.Address")) == (expected, set())


def test_a_group_of_parameters_may_give_more(tmp_path: Path) -> None:
    more: Edits = {"Cache.CacheParameterGroupName": "many-databases"}
    assert store(tmp_path, "Cache", more, url("/16", "Cache.PrimaryEndPoint.Address"))[0] == "yes"


@pytest.mark.parametrize(("database", "expected"), [("/2", "unknown"), ("/0", "yes")])
def test_a_serverless_cache_is_in_cluster_mode(tmp_path: Path, database: str, expected: str) -> None:
    properties = "ServerlessCacheName: s, Engine: redis, MajorEngineVersion: '7', SecurityGroupIds: [!Ref CacheGroup]"
    serverless = made(
        "AWS::ElastiCache::ServerlessCache", f"{properties}, SubnetIds: {BOTH}",
        f"REDIS_URL=!Sub 'rediss://${{Store.Endpoint.Address}}:6379{database}'",
    )  # fmt: skip
    assert store(tmp_path, "Store", serverless)[0] == expected
