"""A CIDR block that is none, or of a size that no VPC and no subnet has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.network.addresses import CIDR_BLOCK, network
from generator.ecs.network.subnets import SUBNET, VPC
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Literal

_MEANT = re.compile(r"[\d.]+/?\d*")
"""What is meant to be a block, and is no mark that another program fills in."""
_LARGEST, _SMALLEST = 16, 28
"""Source: VPC User Guide, "VPC CIDR blocks" and "Subnet sizing", read 2026-11. Bits for the host that are set are no
fault: EC2 takes the block in its canonical form (EC2 API Reference, CreateSubnet, CidrBlock)."""


class BlockOutOfBounds(Check):
    id = "ECS242"
    lesson = 24
    fails_creation = True
    title = "CIDR block of a VPC or a subnet is none, or is larger than /16 or smaller than /28"
    symptom = "CREATE_FAILED: The CIDR '10.0.0.0/8' is invalid (InvalidVpc.Range, InvalidSubnet.Range)"
    why = "EC2 takes blocks from /16 to /28, for a VPC as well as for a subnet. cfn-lint looks at the form alone."
    fix = "Give it a block from /16 to /28."
    message = {
        "none": "{resource} has the CIDR block {block}, which is none: it is not created",
        "large": "{resource} has the CIDR block {block}, which is larger than a /16: it is not created",
        "small": "{resource} has the CIDR block {block}, which is smaller than a /28: it is not created",
    }
    change = "CidrBlock: a block from /16 to /28"
    base = "nat"
    bad = {"Vpc.CidrBlock": "10.0.0.0/8"}

    def find(self, context: Context) -> Iterator[Finding]:
        for resource in context.graph.of_type(VPC, CIDR_BLOCK, SUBNET):
            value = resource.get("CidrBlock")
            if resource.exists is not Truth.YES or not isinstance(value, Literal) or not value.text:
                continue
            block = network(value)
            if block is None and _MEANT.fullmatch(value.text):
                yield self.at(resource, "CidrBlock", variant="none", block=value)
            elif block is not None and not _LARGEST <= block.prefixlen <= _SMALLEST:
                variant = "large" if block.prefixlen < _LARGEST else "small"
                yield self.at(resource, "CidrBlock", variant=variant, block=value)
