"""Rules that lead nowhere: to a prefix list of AWS, or of no group at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import add, both, properties, rules, set_to

INGRESS = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "SourceSecurityGroupId": {"Ref": "TaskGroup"}}


@pytest.mark.parametrize(("prefix_list", "found"), [("pl-63a5400a", True), ("pl-0123456789abcdef0", False)])
def test_a_list_of_aws_holds_no_address_of_the_vpc(tmp_path: Path, prefix_list: str, found: bool) -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535, "DestinationPrefixListId": prefix_list}
    broken = rules(tmp_path, set_to("TaskGroup", SecurityGroupEgress=[rule]))
    assert ("ECS093" in broken) is found


@pytest.mark.parametrize(("group", "found"), [({}, True), ({"GroupName": "one of these"}, False)])
def test_a_rule_of_no_group_opens_none(tmp_path: Path, group: dict[str, str], found: bool) -> None:
    apart = add("Stray", "AWS::EC2::SecurityGroupIngress", **INGRESS, **group)
    change = both(lambda t: properties(t, "DataGroup").pop("SecurityGroupIngress"), apart)
    assert ("ECS093" in rules(tmp_path, change)) is found
