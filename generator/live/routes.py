"""Route tables: their routes, and which one each subnet has, the main one of its VPC where none is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.live.facts import Facts
from generator.live.made import Made, some, tag

TABLES = "ec2:DescribeRouteTables"
_TARGETS = {
    "NatGatewayId": "NatGatewayId",
    "TransitGatewayId": "TransitGatewayId",
    "VpcPeeringConnectionId": "VpcPeeringConnectionId",
    "EgressOnlyInternetGatewayId": "EgressOnlyInternetGatewayId",
    "CarrierGatewayId": "CarrierGatewayId",
    "LocalGatewayId": "LocalGatewayId",
    "CoreNetworkArn": "CoreNetworkArn",
    "InstanceId": "InstanceId",
    "NetworkInterfaceId": "NetworkInterfaceId",
}


def routes(facts: Facts) -> Iterator[Made]:
    """Each table with its routes, and the association of each subnet.

    What AWS adds by itself is left out: the local route, and those of gateway endpoints, which name their tables. Where
    tables may not be read, each subnet has one that is not known.
    """
    mains: dict[str, str] = {}
    named: dict[str, str] = {}
    for table in facts.of(TABLES):
        id_, vpc = table["RouteTableId"], table["VpcId"]
        yield Made("AWS::EC2::RouteTable", id_, {"VpcId": vpc}, {id_: "Ref"}, tag(table))
        for association in table.get("Associations") or ():
            if (association.get("AssociationState") or {}).get("State", "associated") != "associated":
                continue
            if association.get("Main"):
                mains[vpc] = id_
            elif subnet := association.get("SubnetId"):
                named[subnet] = id_
        for route in table.get("Routes") or ():
            yield from _route(id_, route)
        for propagating in table.get("PropagatingVgws") or ():
            gateway = propagating["GatewayId"]
            properties = {"RouteTableIds": [id_], "VpnGatewayId": gateway}
            yield Made("AWS::EC2::VPNGatewayRoutePropagation", f"{id_} {gateway}", properties)
    for subnet in facts.of("ec2:DescribeSubnets"):
        id_ = subnet["SubnetId"]
        known = named.get(id_) or mains.get(subnet["VpcId"])
        properties = {"SubnetId": id_, "RouteTableId": known or {"Ref": "NotRead"}}
        name = f"{tag(subnet) or id_} routes"
        yield Made("AWS::EC2::SubnetRouteTableAssociation", f"{id_} routes", properties, name=name)


def _route(table: str, route: Mapping[str, Any]) -> Iterator[Made]:
    gateway = str(route.get("GatewayId") or "")
    if gateway == "local" or (gateway.startswith("vpce-") and route.get("DestinationPrefixListId")):
        return
    if route.get("Origin") == "EnableVgwRoutePropagation":
        return  # the propagation says it
    to = route.get("DestinationCidrBlock") or route.get("DestinationIpv6CidrBlock")
    to = to or route.get("DestinationPrefixListId") or ""
    if route.get("State") == "blackhole":
        return  # what it led to is gone: nothing comes back, as where there is no route
    properties = some(
        RouteTableId=table,
        DestinationCidrBlock=route.get("DestinationCidrBlock"),
        DestinationIpv6CidrBlock=route.get("DestinationIpv6CidrBlock"),
        DestinationPrefixListId=route.get("DestinationPrefixListId"),
    )
    if gateway:
        properties["VpcEndpointId" if gateway.startswith("vpce-") else "GatewayId"] = gateway
    else:  # an instance's route names its interface as well
        target = next(((name, route[name]) for name in _TARGETS if route.get(name)), None)
        if target:
            properties[_TARGETS[target[0]]] = target[1]
    yield Made("AWS::EC2::Route", f"{table} {to}", properties)
