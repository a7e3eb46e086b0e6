"""How long things take. Real durations are minutes; these keep their proportions and fit in half a minute."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

# Seconds until a resource is ready at pace 1. Those of the templates here that are slow on AWS, in its order:
# a database takes ten minutes, a load balancer three, an endpoint or a service two (general knowledge).
SECONDS = {
    "AWS::RDS::DBInstance": 12.0,
    "AWS::RDS::DBCluster": 12.0,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": 5.0,
    "AWS::EC2::NatGateway": 5.0,
    "AWS::EC2::VPCEndpoint": 4.0,
    "AWS::ECS::Service": 6.0,
    "AWS::ServiceDiscovery::PrivateDnsNamespace": 2.5,
    "AWS::KMS::Key": 1.5,
    "AWS::IAM::Role": 1.0,
    "AWS::IAM::ManagedPolicy": 1.0,
    "AWS::EC2::InternetGateway": 1.0,
}
OTHERS = 0.4
# What is only changed or deleted is there already.
UPDATE = 0.4
DELETE = 0.3


@dataclass
class Pace:
    """The factor by which all durations are multiplied: 0 in tests."""

    factor: float = 1.0

    async def pause(self, resource_type: str, share: float = 1.0) -> None:
        """Wait as long as the resource takes, or this share of it."""
        await asyncio.sleep(SECONDS.get(resource_type, OTHERS) * share * self.factor)


PACE = Pace()
