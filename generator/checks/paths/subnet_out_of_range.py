"""Ours: a subnet whose addresses are not its VPC's, or another subnet's already."""

from __future__ import annotations

from generator.checks.check import Check


class SubnetOutOfRange(Check):
    id = "ECS112"
    lesson = 11
    title = "Range of a subnet does not fit into its VPC, or overlaps another"
    symptom = "CREATE_FAILED: The CIDR '...' is invalid; The CIDR '...' conflicts with another subnet"
    why = (
        "VPC and subnets are often made by different nested stacks, and the ranges come as parameters, each right by "
        "itself. EC2 compares them only when the subnet is created."
    )
    fix = "Give the subnet a range inside its VPC's that no other subnet of the VPC has."
    base = "nat"
    good = {
        "Parameters": "{Range: {Type: String, Default: 10.0.1.0/24}}",
        "PublicSubnet.CidrBlock": "!Ref Range",
    }
    bad = {
        "Parameters.Range.Default": "10.0.0.0/25",
    }
