"""Load balancers that are to have IPv6 addresses, and whether their subnets have any."""

from __future__ import annotations

from pathlib import Path

from tests.one_app import OPEN, add, both, faults, row, rules, set_to

NEED = "load balancer Balancer"
DUAL = set_to("Balancer", IpAddressType="dualstack")
FIRST = set_to("PublicSubnet", Ipv6CidrBlock="2001:db8::/64")


def test_each_subnet_needs_addresses(tmp_path: Path) -> None:
    for change, subnet in ((DUAL, "PublicSubnet"), (both(DUAL, FIRST), "SecondPublicSubnet")):
        (finding,) = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS196"]
        assert (finding.at, finding.steps) == ("Balancer", ("IpAddressType",))
        assert f"its subnet {subnet} has no IPv6 CIDR block" in finding.message
        assert row(tmp_path, NEED, change) == "no"


def test_a_block_may_come_apart(tmp_path: Path) -> None:
    kind = "AWS::EC2::SubnetCidrBlock"
    apart = add("Apart", kind, SubnetId={"Ref": "SecondPublicSubnet"}, Ipv6CidrBlock="2001:db8:0:1::/64")
    assert row(tmp_path, NEED, both(DUAL, FIRST, apart)) == "yes"
    somebody = add("Apart", kind, SubnetId=OPEN, Ipv6CidrBlock="2001:db8:0:1::/64")
    assert row(tmp_path, NEED, both(DUAL, FIRST, somebody)) == "unknown"
    assert "ECS196" not in rules(tmp_path, both(DUAL, FIRST, somebody))
