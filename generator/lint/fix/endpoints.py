"""An endpoint that is missing, written in the terms of the template that it belongs into."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.lint.fix.source import Lost, Source

MOST_TABLES = 6
"""More route tables than these are a question for a person."""
_TABLE, _VPC, _ENDPOINT = "AWS::EC2::RouteTable", "AWS::EC2::VPC", "AWS::EC2::VPCEndpoint"
_SERVICE = re.compile(r"com\.amazonaws\.\$\{AWS::Region\}(\.[\w.-]+)")


def copies(api: str, source: Source) -> Iterator[Source]:
    """Write each endpoint of the template once more, for the API that has none."""
    name = "".join(part[:1].upper() + part[1:] for part in re.split(r"[.-]", api)) + "Endpoint"
    if source.has("Resources", name):
        return
    for model in source.names(_ENDPOINT):
        node = source.node("Resources", model)
        service = source.text[node.start_mark.index : node.end_mark.index]
        named = _SERVICE.search(service)
        if named and service.count(named[1]) == 1:
            try:
                yield source.copy_entry(model, name, named[0], named[0].removesuffix(named[1]) + "." + api)
            except Lost:
                continue


def gateways(api: str, source: Source) -> Iterator[Source]:
    """Write the endpoint into each route table of the template's one VPC, and then into all of them.

    Which tables it takes is what the proof says of the edits; one table is a smaller edit than all. A template that is
    handed the VPC has a gateway endpoint to be copied, or is not the one for it.
    """
    vpcs, tables = source.names(_VPC), source.names(_TABLE)
    if not vpcs:
        yield from copies(api, source)
    if len(vpcs) != 1 or len(tables) > MOST_TABLES:
        return
    name = f"{api[:1].upper()}{api[1:]}Endpoint"
    for chosen in dict.fromkeys((*((table,) for table in tables), tuple(tables))):
        body = {
            "Type": _ENDPOINT,
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
