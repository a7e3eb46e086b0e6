"""A gateway endpoint that is missing, written in the terms of the template that it belongs into."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lint.fix.source import Lost, Source

MOST_TABLES = 6
"""More route tables than these are a question for a person."""
_TABLE, _VPC = "AWS::EC2::RouteTable", "AWS::EC2::VPC"


def gateways(api: str, source: Source) -> Iterator[Source]:
    """Write the endpoint into each route table of the template's one VPC, and then into all of them.

    Which tables it takes is what the proof says of the edits; one table is a smaller edit than all.
    """
    vpcs, tables = source.names(_VPC), source.names(_TABLE)
    if len(vpcs) != 1 or len(tables) > MOST_TABLES:
        return
    name = f"{api[:1].upper()}{api[1:]}Endpoint"
    for chosen in dict.fromkeys((*((table,) for table in tables), tuple(tables))):
        body = {
            "Type": "AWS::EC2::VPCEndpoint",
            "Properties": {
                "VpcEndpointType": "Gateway",
                "ServiceName": {"Fn::Sub": f"com.amazonaws.${{AWS::Region}}.{api}"},
                "VpcId": {"Ref": vpcs[0]},
                "RouteTableIds": [{"Ref": table} for table in chosen],
            },
        }
        if not chosen:
            continue
        try:
            yield source.enter_resource(name, body)
        except Lost:
            return
