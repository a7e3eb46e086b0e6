"""Ours: a subnet whose addresses are not its VPC's, or another subnet's already."""

from __future__ import annotations

from generator.rules._example import WITH_NAT
from generator.rules._rule import LessonRule

_PARAMETERS = """\
Parameters:
  Range: {Type: String, Default: BLOCK}
Resources:
"""


def _with(block: str) -> str:
    text = WITH_NAT.replace("Resources:\n", _PARAMETERS.replace("BLOCK", block))
    return text.replace("CidrBlock: 10.0.1.0/24}", "CidrBlock: !Ref Range}")


class SubnetOutOfRange(LessonRule):
    id = "ECS112"
    lesson = 11
    title = "Range of a subnet does not fit into its VPC, or overlaps another"
    symptom = "CREATE_FAILED: The CIDR '...' is invalid; The CIDR '...' conflicts with another subnet"
    why = (
        "VPC and subnets are often made by different nested stacks, and the ranges come as parameters, each right by "
        "itself. EC2 compares them only when the subnet is created."
    )
    fix = "Give the subnet a range inside its VPC's that no other subnet of the VPC has."
    good = _with("10.0.1.0/24")
    bad = _with("10.0.0.0/25")
