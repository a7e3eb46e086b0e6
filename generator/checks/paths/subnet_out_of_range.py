"""Ours: a subnet whose addresses are not its VPC's, or another subnet's already."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.checks.check import Check
from generator.ecs.network.addresses import ranges, subnets
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context


class SubnetOutOfRange(Check):
    id = "ECS112"
    lesson = 11
    fails_creation = True
    title = "CIDR block of a subnet is outside of its VPC, or overlaps another subnet"
    symptom = "CREATE_FAILED: The CIDR '...' is invalid; The CIDR '...' conflicts with another subnet"
    why = (
        "VPC and subnets are often created by different nested stacks, and their CIDR blocks are parameters, each "
        "valid by itself. EC2 compares them only when the subnet is created."
    )
    fix = "Give the subnet a CIDR block inside its VPC's that overlaps no other subnet."
    message = {
        "outside": "{resource} has the CIDR block {block}, but {vpc} has {ranges}; CreateSubnet fails, because the "
        "CIDR is invalid",
        "overlap": "{resource} has the CIDR block {block}, which overlaps {taken} of {other} in {vpc}; CreateSubnet "
        "fails for one of the two, because the CIDR conflicts with another subnet",
    }
    change = {
        "outside": "CidrBlock: a part of {first}",
        "overlap": "CidrBlock: a block that does not overlap {taken}",
    }
    base = "nat"
    good = {
        "Parameters": "{Range: {Type: String, Default: 10.0.1.0/24}}",
        "PublicSubnet.CidrBlock": "!Ref Range",
    }
    bad = {
        "Parameters.Range.Default": "10.0.0.0/25",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Look at every block that is known; cfn-lint says it too of what one template writes out (E3059, E3060)."""
        existing = [entry for entry in subnets(context.graph) if entry[0].exists is Truth.YES]
        for subnet, block, vpc in existing:
            whole = ranges(context.graph, vpc)
            inside = any(block.subnet_of(part) for part in whole)
            if whole and not inside:
                shown = ", ".join(map(str, whole))
                yield self.at(
                    subnet, "CidrBlock", variant="outside", block=block, vpc=vpc, ranges=shown, first=whole[0]
                )
        for (other, taken, vpc), (subnet, block, home) in combinations(existing, 2):
            if vpc is home and taken.overlaps(block):
                yield self.at(subnet, "CidrBlock", variant="overlap", block=block, vpc=vpc, taken=taken, other=other)
