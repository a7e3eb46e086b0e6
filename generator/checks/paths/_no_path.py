"""How checks word that tasks have no path to what they need, and which endpoint to add."""

from __future__ import annotations

from generator.remedy import AddEndpoint, AddGateway, Remedy

MESSAGE = (
    "tasks of {task} have no path to {destination}: their VPC has no endpoint for it, and {reason}; they fail "
    "({symptom})"
)


def _endpoint(where: str, kind: str, more: str) -> str:
    """Say which endpoint to add, in which file; or what to do instead."""
    return (
        f"add an AWS::EC2::VPCEndpoint{where}: VpcEndpointType {kind}, ServiceName com.amazonaws.<region>."
        f"{{destination}}, {more}; or give the subnets a route to a NAT gateway"
    )


CHANGE = {
    kind + place: _endpoint(where, kind, more)
    for kind, more in (("Interface", "PrivateDnsEnabled true"), ("Gateway", "in the route table of the tasks' subnets"))
    for place, where in (("", ""), (", elsewhere", " to {file}"))
}
REMEDY: dict[str, Remedy] = {
    "Interface": AddEndpoint("{destination}"),
    "Gateway": AddGateway("{destination}"),
    "Interface, elsewhere": AddEndpoint("{destination}", "{file}"),
    "Gateway, elsewhere": AddGateway("{destination}", "{file}"),
}
MESSAGES = dict.fromkeys(CHANGE, MESSAGE)
