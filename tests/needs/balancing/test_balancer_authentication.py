"""Clients that sign in first: the load balancer itself has to get to who signs them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import Change, add, both, faults, row, rules, set_to

NEED = "load balancer Balancer"
TO_TASKS = {"IpProtocol": "tcp", "FromPort": 3000, "ToPort": 3000, "CidrIp": "10.0.0.0/16"}
HTTPS = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}


def sign_in(kind: str = "authenticate-cognito") -> Change:
    actions = [{"Type": kind, "Order": 1}, {"Type": "forward", "Order": 2, "TargetGroupArn": {"Ref": "Targets"}}]
    return set_to("Listener", DefaultActions=actions)


def let_out(*rules_: dict[str, object]) -> Change:
    return set_to("BalancerGroup", SecurityGroupEgress=[TO_TASKS, *rules_])


INTERNAL = set_to("Balancer", Scheme="internal", Subnets=[{"Ref": "TaskSubnet"}, {"Ref": "PublicSubnet"}])


@pytest.mark.parametrize("kind", ["authenticate-cognito", "authenticate-oidc"])
def test_its_groups_have_to_let_it_out(tmp_path: Path, kind: str) -> None:
    (finding,) = faults(tmp_path, both(sign_in(kind), let_out()))
    assert (finding.rule, finding.at, finding.steps) == ("ECS195", "BalancerGroup", ("SecurityGroupEgress",))
    assert row(tmp_path, NEED, both(sign_in(kind), let_out({**HTTPS, "CidrIp": "0.0.0.0/0"}))) == "yes"
    assert row(tmp_path, NEED, sign_in(kind)) == "yes", "everything may leave"
    assert row(tmp_path, NEED, both(sign_in(kind), let_out({**HTTPS, "CidrIp": "10.0.0.0/8"}))) == "unknown"
    assert row(tmp_path, NEED, let_out()) == "yes", "nobody signs in"


def test_an_internal_one_needs_a_way_out(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path, both(sign_in(), INTERNAL))
    assert (finding.rule, finding.at, finding.steps) == ("ECS195", "Listener", ("DefaultActions", 0))
    assert "has no way there" in finding.message
    behind_nat = both(
        add("Second", "AWS::EC2::Subnet", VpcId={"Ref": "Vpc"}, CidrBlock="10.0.9.0/24", AvailabilityZone="us-east-1a"),
        add(
            "SecondTable",
            "AWS::EC2::SubnetRouteTableAssociation",
            SubnetId={"Ref": "Second"},
            RouteTableId={"Ref": "TaskTable"},
        ),
        set_to("Balancer", Subnets=[{"Ref": "TaskSubnet"}, {"Ref": "Second"}]),
    )
    assert row(tmp_path, NEED, both(sign_in(), INTERNAL, behind_nat)) == "yes"
    assert row(tmp_path, NEED, both(sign_in("authenticate-oidc"), INTERNAL)) == "unknown", "it may be in the VPC"


def test_only_https_signs_in(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path, both(sign_in(), set_to("Listener", Protocol="HTTP", Certificates=None)))
    assert (finding.rule, finding.steps) == ("ECS195", ("DefaultActions", 0, "Type"))
    assert "which only HTTPS listeners take" in finding.message


def test_certificates_are_needed_for_https(tmp_path: Path) -> None:
    assert row(tmp_path, NEED, set_to("Listener", Certificates=None)) == "unknown"
    assert rules(tmp_path, set_to("Listener", Certificates=None)) == set()
