"""Lesson 5: more security groups on a network interface than a fresh account allows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.groups._many_groups import DEFAULT, MOST, crowded, fault
from generator.needs.cause import Worded
from generator.stack import Graph


class ManyGroups(Check):
    id = "WCS051"
    lesson = 5
    title = "More than five security groups on a network interface"
    symptom = "SecurityGroupsPerInterfaceLimitExceeded, in an account whose quota was not raised"
    why = "Five groups per interface is the default quota. Where it was raised this works, elsewhere it does not."
    fix = "Let tasks carry one shared client group, or have the quota raised before deploying."
    base = "nat"
    good = {
        "Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups": """
            - !Ref TaskGroup
            - !Ref ClientGroup1
            - !Ref ClientGroup2
            - !Ref ClientGroup3
            - !Ref ClientGroup4
""",
        "ClientGroup1": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup2": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup3": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup4": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
    }
    bad = {
        "Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups.5": "!Ref ClientGroup5",
        "ClientGroup5": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
    }

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        for place, steps, count in crowded(graph):
            if DEFAULT < count <= MOST:
                yield fault("WCS051", place, steps, count, DEFAULT, "and an account allows by default")
