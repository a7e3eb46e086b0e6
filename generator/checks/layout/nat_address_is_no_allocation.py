"""A NAT gateway that is given the address of an Elastic IP in place of its allocation."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import GetAtt, Write
from generator.stack import Literal, Reference


class NatAddressIsNoAllocation(Check):
    id = "ECS248"
    lesson = 24
    fails_creation = True
    title = "AllocationId of a NAT gateway is no allocation"
    symptom = "The creation of the NAT gateway fails: there is no allocation of that id"
    why = "Ref of an AWS::EC2::EIP is the address itself. Its allocation is the attribute AllocationId."
    fix = "Use !GetAtt Address.AllocationId."
    message = "AllocationId of {resource} is {given}, which is no allocation of an address: its creation fails"
    change = "AllocationId: !GetAtt {address}.AllocationId"
    remedy = Write("AllocationId", GetAtt("{address}", "AllocationId"))
    base = "nat"
    bad = {"NatGateway.AllocationId": "!Ref NatAddress"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the Ref of an address. Source: CloudFormation Template Reference, AWS::EC2::EIP; read 2026-11."""
        for gateway in context.graph.of_type("AWS::EC2::NatGateway"):
            value = gateway.get("AllocationId")
            address = context.graph.resource(value.resource) if isinstance(value, Reference) else None
            if gateway.exists is not Truth.YES:
                continue
            if address is not None and address.type == "AWS::EC2::EIP" and isinstance(value, Reference):
                if value.attribute != "AllocationId":
                    yield self.at(gateway, "AllocationId", given=value, address=address.logical_id)
            elif isinstance(value, Literal) and value.text[:1].isdigit():
                yield self.at(gateway, "AllocationId", given=value, address="Address")
