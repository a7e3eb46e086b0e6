"""Lesson 5: more security groups on a network interface than AWS can put there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.groups._many_groups import MOST, crowded, fault
from generator.needs.cause import Worded
from generator.stack import Graph


class TooManyGroups(Check):
    id = "ECS051"
    lesson = 5
    title = "More than 16 security groups on a network interface"
    symptom = (
        "SecurityGroupsPerInterfaceLimitExceeded: The maximum number of security groups per interface has been reached"
    )
    why = "A group for each thing that tasks may reach ends here: 16 is the most that AWS raises the quota to."
    fix = "Let tasks carry one shared client group instead of one for each endpoint or store."
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
        "Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups": """
            - !Ref TaskGroup
            - !Ref ClientGroup1
            - !Ref ClientGroup2
            - !Ref ClientGroup3
            - !Ref ClientGroup4
            - !Ref ClientGroup5
            - !Ref ClientGroup6
            - !Ref ClientGroup7
            - !Ref ClientGroup8
            - !Ref ClientGroup9
            - !Ref ClientGroup10
            - !Ref ClientGroup11
            - !Ref ClientGroup12
            - !Ref ClientGroup13
            - !Ref ClientGroup14
            - !Ref ClientGroup15
            - !Ref ClientGroup16
""",
        "ClientGroup5": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup6": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup7": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup8": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup9": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup10": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup11": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup12": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup13": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup14": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup15": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
        "ClientGroup16": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks clients
              VpcId: !Ref Vpc
""",
    }

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        for place, steps, count in crowded(graph):
            if count > MOST:
                yield fault("ECS051", place, steps, count, MOST, "and AWS allows")
