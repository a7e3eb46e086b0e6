"""What caches cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cost.bills import one, paid, priced, unknown

GROUP, CLUSTER = "AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster"


@pytest.mark.parametrize(
    ("kind", "properties", "nodes", "price"),
    [
        (GROUP, {"Engine": "valkey", "CacheNodeType": "cache.t4g.small", "NumCacheClusters": 2}, 2, 0.0256),
        (GROUP, {"CacheNodeType": "cache.t4g.small", "NumNodeGroups": 3, "ReplicasPerNodeGroup": 1}, 6, 0.032),
        (GROUP, {"Engine": "redis", "CacheNodeType": "cache.t4g.small"}, 1, 0.032),
        (CLUSTER, {"Engine": "memcached", "CacheNodeType": "cache.m4.large", "NumCacheNodes": 2}, 2, 0.156),
    ],
)
def test_every_node_is_paid(tmp_path: Path, kind: str, properties: dict[str, Any], nodes: int, price: float) -> None:
    assert list(paid(priced(tmp_path, one(kind, **properties))).values()) == [round(nodes * 730 * price, 4)]


def test_what_is_not_written_out_is_not_known(tmp_path: Path) -> None:
    resources = one(GROUP, Engine="valkey", CacheNodeType={"Ref": "Kind"})
    (item,) = unknown(priced(tmp_path, resources, parameters={"Kind": {"Type": "String"}}))
    assert "type" in item.unknown


def test_serverless_caches_have_no_price_here(tmp_path: Path) -> None:
    assert len(unknown(priced(tmp_path, one("AWS::ElastiCache::ServerlessCache", Engine="valkey")))) == 1
