"""How checks word a port that security groups keep shut: what follows from it is each check's own."""

from __future__ import annotations

from generator.remedy import OpenPort

CHANGE = {
    "in": "add an ingress rule: IpProtocol tcp, FromPort {port}, ToPort {port}, "
    "SourceSecurityGroupId: a group of {source}",
    "out": "add an egress rule: IpProtocol tcp, FromPort {port}, ToPort {port}, "
    "DestinationSecurityGroupId: a group of {target}",
}
REMEDY = {"in": OpenPort("Ingress", "{port}"), "out": OpenPort("Egress", "{port}")}


def message(symptom: str) -> dict[str, str]:
    """The wording for both directions, with what the user meets."""
    return {
        "in": "no security group of {target} admits {source} on {port}: " + symptom,
        "out": "no security group of {source} lets {port} out to {target}: " + symptom,
    }
