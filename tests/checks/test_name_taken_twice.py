"""Two resources of one name: where a name counts, and which names are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

TRUST = (
    "{Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com},"
    " Action: sts:AssumeRole}]}"
)
ROLE = "{Type: AWS::IAM::Role, Properties: {RoleName: %s, AssumeRolePolicyDocument: " + TRUST + "}}"
GROUP = "{Type: AWS::EC2::SecurityGroup, Properties: {GroupName: web, GroupDescription: x, VpcId: %s}}"
ALARM = "{Type: AWS::SSM::Parameter, %sProperties: {Name: %s, Type: String, Value: x}}"


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ({"A": ROLE % "hosts", "B": ROLE % "Hosts"}, True),
        ({"A": ROLE % "hosts", "B": ROLE % "hosts-b"}, False),
        ({"A": GROUP % "!Ref Vpc", "B": GROUP % "!Ref Vpc"}, True),
        ({"A": GROUP % "!Ref Vpc", "B": GROUP % "vpc-0a1b"}, False),
        ({"A": ALARM % ("", "/a"), "B": ALARM % ("", "/A")}, False),
        ({"A": ALARM % ("", "!Sub '/${AWS::StackName}/a'"), "B": ALARM % ("", "!Sub '/${AWS::StackName}/a'")}, True),
        ({"A": ALARM % ("", "/a"), "B": ALARM % ("Condition: Never, ", "/a")}, False),
    ],
)
def test_a_name_is_taken_where_it_counts(tmp_path: Path, edits: Edits, found: bool) -> None:
    result = edited(tmp_path, "nat", {"Conditions.Never": "!Equals [a, b]", **edits})
    assert ("ECS350" in result.rules) is found
    assert result.verdict("start") == ("no" if found else "yes")
