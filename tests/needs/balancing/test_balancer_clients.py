"""The way of clients to a load balancer: by which version of IP, and from where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, both, faults, row, rules, set_to

NEED = "load balancer Balancer"
BY_4, BY_6 = {"CidrIp": "0.0.0.0/0"}, {"CidrIpv6": "::/0"}


def admit(*sources: dict[str, str]) -> Change:
    port = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
    return set_to("BalancerGroup", SecurityGroupIngress=[{**port, **source} for source in sources])


def of_type(kind: object) -> Change:
    ranges = {"PublicSubnet": "2001:db8::/64", "SecondPublicSubnet": "2001:db8:0:1::/64"}
    return both(
        set_to("Balancer", IpAddressType=kind), *(set_to(name, Ipv6CidrBlock=block) for name, block in ranges.items())
    )


def test_each_version_of_ip_needs_a_rule_of_its_own(tmp_path: Path) -> None:
    assert row(tmp_path, NEED, both(of_type("ipv4"), admit(BY_4))) == "yes"
    (finding,) = faults(tmp_path, both(of_type("ipv4"), admit(BY_6)))
    assert (finding.rule, finding.at) == ("ECS101", "BalancerGroup")
    assert "admit clients by IPv6 only" in finding.message
    (finding,) = faults(tmp_path, both(of_type("dualstack-without-public-ipv4"), admit(BY_4)))
    assert "admit clients by IPv4 only" in finding.message


def test_by_both_versions_one_is_enough(tmp_path: Path) -> None:
    assert row(tmp_path, NEED, both(of_type("dualstack"), admit(BY_4, BY_6))) == "yes"
    assert row(tmp_path, NEED, both(of_type("dualstack"), admit(BY_4))) == "yes"
    assert rules(tmp_path, both(of_type("dualstack"), admit(BY_4))) == {"WCS196"}
    assert rules(tmp_path, both(of_type("dualstack"), admit(BY_4, BY_6))) == set()
    assert rules(tmp_path, both(of_type("dualstack"), admit())) == {"ECS101"}


@pytest.mark.parametrize(
    "change",
    [
        of_type(OPEN),
        both(of_type("dualstack-without-public-ipv4"), admit(BY_6)),
        both(of_type("dualstack-without-public-ipv4"), admit(BY_6), set_to("Balancer", Scheme="internal")),
        admit({"CidrIp": "10.0.0.0/8"}),
        both(
            set_to("Balancer", Scheme=OPEN),
            set_to("Balancer", Subnets=[{"Ref": "TaskSubnet"}, {"Ref": "PublicSubnet"}]),
        ),
    ],
)
def test_what_is_not_seen_of_clients(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, change) == set()
    assert row(tmp_path, NEED, change) == "unknown"


def test_private_addresses_reach_an_internal_one(tmp_path: Path) -> None:
    change = both(set_to("Balancer", Scheme="internal"), admit({"CidrIp": "10.0.0.0/8"}))
    assert row(tmp_path, NEED, change) == "yes"
