"""VPC endpoints that let packets through."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.live.facts import Facts
from generator.live.made import Made, some

_THERE = ("available", "")
"""One that is pending, rejected, failed or being deleted serves nobody (EC2 API, VpcEndpoint.State, read 2026-11)."""


def endpoints(facts: Facts) -> Iterator[Made]:
    """Each endpoint that is available."""
    for endpoint in facts.of("ec2:DescribeVpcEndpoints"):
        if str(endpoint.get("State") or "").lower() not in _THERE:
            continue
        id_, service = endpoint["VpcEndpointId"], endpoint["ServiceName"]
        policy = endpoint.get("PolicyDocument")
        interface = endpoint.get("VpcEndpointType", "Gateway") != "Gateway"
        properties = some(
            VpcId=endpoint.get("VpcId"),
            ServiceName=service,
            VpcEndpointType=endpoint.get("VpcEndpointType", "Gateway"),
            SubnetIds=endpoint.get("SubnetIds"),
            RouteTableIds=endpoint.get("RouteTableIds"),
            SecurityGroupIds=[group["GroupId"] for group in endpoint.get("Groups") or ()],
            PolicyDocument=json.loads(policy) if isinstance(policy, str) and policy.strip() else policy,
        )
        if interface:
            properties["PrivateDnsEnabled"] = bool(endpoint.get("PrivateDnsEnabled"))
        name = service.partition(f"{facts.region}.")[2] or service
        yield Made("AWS::EC2::VPCEndpoint", id_, properties, {id_: "Ref"}, name)
