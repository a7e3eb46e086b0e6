"""Names that differ by a slip, and names that mean another thing."""

from __future__ import annotations

import pytest

from generator.text.slips import meant_by


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("SubnetIdA", ["SubnetAId", "SubnetBId"], "SubnetAId"),
        ("SubnettId", ["SubnetId", "VpcId"], "SubnetId"),
        ("PrivateSubnetID", ["PrivateSubnetId", "PublicSubnetId"], "PrivateSubnetId"),
        ("ClusterName", ["Cluster", "Vpc"], "Cluster"),
        ("VPCId", ["VpcId"], "VpcId"),
        ("Loadbalancer", ["LoadBalancer"], "LoadBalancer"),
        ("SubnetC", ["SubnetA", "SubnetB"], ""),
        ("SubnetB", ["SubnetA"], ""),
        ("Subnet3", ["Subnet2"], ""),
        ("EcsSecurityGroup", ["AlbSecurityGroup"], ""),
        ("PublicSubnet", ["PrivateSubnet"], ""),
        ("TaskRole", ["TaskGroup"], ""),
        ("Subnet", ["SubnetId", "SubnetArn"], ""),
        ("Id", ["Arn"], ""),
        ("", ["SubnetId"], ""),
    ],
)
def test_the_one_name_that_is_meant(name: str, known: list[str], meant: str) -> None:
    assert meant_by(name, known) == meant
