"""Example groups that do nothing but mark the tasks of a service."""

from __future__ import annotations

_GROUP = """
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Marks clients
      VpcId: !Ref Vpc
"""


def client_groups(first: int, last: int) -> dict[str, str]:
    """Make the edits that add groups, numbered from 1 on, and let the service carry them after its own."""
    listed = "Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"
    edits = {}
    for number in range(first, last + 1):
        edits[f"{listed}.{number}"] = f"!Ref ClientGroup{number}"
        edits[f"ClientGroup{number}"] = _GROUP
    return edits
