"""A database whose class changes in place takes no connections for a while."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.changes.change import Change, Difference
from generator.changes.outages import outages

CLASS = Difference("DBInstanceClass", "db.t4g.micro", "db.t4g.large")
STORAGE = Difference("AllocatedStorage", "20", "40")
TO_GP3 = Difference("StorageType", "gp2", "gp3")
OFF_DISKS = Difference("StorageType", "standard", "gp3")
ENGINE = Difference("EngineVersion", "17.4", "17.5")


NODE = Difference("CacheNodeType", "cache.t4g.micro", "cache.t4g.small")
REPLICATED, CACHE = "AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster"


@pytest.mark.parametrize(
    ("type_", "differences", "after", "said"),
    [
        (REPLICATED, (NODE,), {}, ["fails over for another CacheNodeType, and takes no writes for some seconds"]),
        (
            REPLICATED,
            (ENGINE,),
            {"AutomaticFailoverEnabled": True},
            ["fails over for another EngineVersion, and takes no writes for some seconds"],
        ),
        (
            REPLICATED,
            (ENGINE, NODE),
            {},
            ["takes no connections while EngineVersion and CacheNodeType change, for some minutes"],
        ),
        (
            CACHE,
            (ENGINE,),
            {"Engine": "memcached"},
            ["loses all that it holds when EngineVersion changes, and takes no connections meanwhile"],
        ),
        (
            CACHE,
            (NODE,),
            {"Engine": "valkey"},
            ["takes no writes for some seconds, while new nodes of another CacheNodeType take over"],
        ),
        (REPLICATED, (Difference("SnapshotRetentionLimit", "1", "2"),), {}, []),
        (CACHE, (replace(ENGINE, certain=False),), {}, []),
    ],
)
def test_what_a_cache_goes_through_is_told(
    type_: str, differences: tuple[Difference, ...], after: dict[str, object], said: list[str]
) -> None:
    change = Change(("Cache",), type_, "modify", differences=differences, after=after)
    assert [each.what for each in outages([change])] == said
    assert outages([replace(change, action="replace")]) == []


@pytest.mark.parametrize(
    ("differences", "multi_az", "said"),
    [
        ((CLASS,), False, ["takes no connections while DBInstanceClass changes, for some minutes"]),
        ((CLASS,), True, ["fails over for another DBInstanceClass, and takes no connections for a minute or two"]),
        (
            (CLASS, ENGINE),
            True,
            ["takes no connections while DBInstanceClass and EngineVersion change, for some minutes"],
        ),
        ((STORAGE,), False, []),
        ((TO_GP3,), False, []),
        ((OFF_DISKS,), False, ["takes no connections while StorageType changes, for some minutes"]),
        ((replace(CLASS, certain=False),), False, []),
    ],
)
def test_what_takes_a_database_down_is_told(
    differences: tuple[Difference, ...], multi_az: bool, said: list[str]
) -> None:
    change = Change(
        ("Database",), "AWS::RDS::DBInstance", "modify", differences=differences, after={"MultiAZ": multi_az}
    )
    assert [each.what for each in outages([change])] == said
    assert outages([replace(change, action="replace"), replace(change, type="AWS::RDS::DBProxy")]) == []
