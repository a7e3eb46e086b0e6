"""Regions and domains: that they are those of the cfn-lint and the botocore installed."""

from __future__ import annotations

from botocore.loaders import create_loader
from cfnlint.helpers import REGIONS

from generator.awsdata.regions import _PARTITIONS, domain_of, domains, partition_of, regions

BOTOCORE = {each["id"]: each for each in create_loader().load_data("partitions")["partitions"]}


def test_regions_are_those_of_cfn_lint() -> None:
    assert set(REGIONS) == regions(), "write out what cfn-lint has learned"


def test_partitions_are_those_of_botocore() -> None:
    told = {name: partition.domain for name, partition in _PARTITIONS.entries.items()}
    assert told == {name: each["outputs"]["dnsSuffix"] for name, each in BOTOCORE.items()}
    assert domains() == set(told.values())


def test_a_region_has_the_domain_of_its_partition() -> None:
    for partition in BOTOCORE.values():
        for region in partition["regions"].keys() & regions():
            assert domain_of(region) == partition["outputs"]["dnsSuffix"]
    assert domain_of("xx-nowhere-1") is None


def test_a_region_stands_in_its_own_partition() -> None:
    for name, partition in _PARTITIONS.entries.items():
        assert {region for region in BOTOCORE[name]["regions"] if not region.endswith("-global")} & regions() <= set(
            partition.regions
        )


def test_a_region_tells_its_partition() -> None:
    assert [partition_of(region) for region in ("eu-west-1", "cn-north-1", "us-gov-west-1")] == [
        "aws",
        "aws-cn",
        "aws-us-gov",
    ]
    assert partition_of("xx-nowhere-1") is None
