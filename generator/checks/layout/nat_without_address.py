"""A public NAT gateway that is given no address."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.network.nat_gateways import NAT, NatGateway
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent


class NatWithoutAddress(Check):
    id = "ECS249"
    lesson = 24
    fails_creation = True
    title = "Public NAT gateway has no address"
    symptom = "CREATE_FAILED: The request must contain the parameter AllocationId (MissingParameter)"
    why = (
        "A NAT gateway is public unless ConnectivityType says private, and a public one that stands in a subnet needs "
        "the AllocationId of an Elastic IP address. The schema of CloudFormation takes one without."
    )
    fix = "Give it the AllocationId of an AWS::EC2::EIP."
    message = (
        "{resource} is a public NAT gateway without an AllocationId: CreateNatGateway is refused (MissingParameter), "
        "and the stack is rolled back"
    )
    change = "AllocationId: !GetAtt <AWS::EC2::EIP>.AllocationId"
    base = "nat"
    bad = {"NatGateway.AllocationId": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: EC2 API Reference, CreateNatGateway, AllocationId: required for public zonal ones; read 2026-11."""
        for resource in context.graph.of_type(NAT):
            nat = NatGateway(resource)
            certain = resource.exists is nat.public is nat.zonal is Truth.YES
            if certain and isinstance(resource.get("AllocationId"), Absent):
                yield self.at(resource)
