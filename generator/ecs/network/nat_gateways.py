"""NAT gateways: where each stands, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.network.subnets import same
from generator.ecs.tasks import items
from generator.logic import Truth, some, truth
from generator.stack import Absent, Literal, Resource, Value

NAT = "AWS::EC2::NatGateway"


@dataclass(frozen=True)
class NatGateway:
    """A NAT gateway that is created here."""

    resource: Resource

    @property
    def public(self) -> Truth:
        """Whether it gives what passes a public address; a private one keeps the addresses of its VPC."""
        return _word(self.resource.get("ConnectivityType"), "public")

    @property
    def zonal(self) -> Truth:
        """Whether it stands in a subnet; a regional one stands in its VPC, with a route table that EC2 makes for it.

        Source: VPC User Guide, "Regional NAT gateways for automatic multi-AZ expansion", read 2026-11.
        """
        return _word(self.resource.get("AvailabilityMode"), "zonal")

    @property
    def subnet(self) -> Value:
        """The subnet of a zonal one."""
        return self.resource.get("SubnetId")

    @property
    def vpc(self) -> Value:
        """The VPC of a regional one."""
        return self.resource.get("VpcId")

    def serves_zone(self, subnet: Resource) -> Truth:
        """Whether a regional one has addresses in the zone of a subnet; it follows its users if none are chosen."""
        key = "AvailabilityZoneAddresses"
        listed = self.resource.get(key)
        if isinstance(listed, Absent):
            return Truth.YES
        names = ("AvailabilityZone", "AvailabilityZoneId")
        found = some(
            same(self.resource.get(key, index, name), subnet.get(name)) for index, _ in items(listed) for name in names
        )
        return found if found is Truth.YES else Truth.UNKNOWN


def _word(value: Value, default: str) -> Truth:
    if isinstance(value, Absent):
        return Truth.YES
    return truth(value.text.lower() == default) if isinstance(value, Literal) else Truth.UNKNOWN
