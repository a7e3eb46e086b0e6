"""EC2: the addresses of NAT gateways."""

from __future__ import annotations

import re
from typing import Any

from ministack.services import ec2

_GATEWAY = re.compile(r"<natGatewayId>([\w-]+)</natGatewayId>(.*?)<natGatewayAddressSet/>", re.DOTALL)


def nat_gateway_addresses() -> None:
    """Simulator: DescribeNatGateways shows none. AWS: that of the allocation (API_NatGatewayAddress)."""
    stock = ec2._ACTION_MAP["DescribeNatGateways"]

    def addressed(match: re.Match[str]) -> str:
        address = ec2._addresses.get(ec2._nat_gateways[match[1]]["AllocationId"])
        if address is None:
            return match[0]
        item = f"<allocationId>{address['AllocationId']}</allocationId><publicIp>{address['PublicIp']}</publicIp>"
        shown = f"<natGatewayAddressSet><item>{item}</item></natGatewayAddressSet>"
        return f"<natGatewayId>{match[1]}</natGatewayId>{match[2]}{shown}"

    def describe(request: dict[str, Any]) -> Any:
        status, headers, body = stock(request)
        text = body.decode() if isinstance(body, bytes) else body
        return status, headers, _GATEWAY.sub(addressed, text).encode()

    ec2._ACTION_MAP["DescribeNatGateways"] = describe
