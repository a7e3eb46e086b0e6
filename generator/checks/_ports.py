"""How checks word a port that security groups keep shut: what follows from it is each check's own."""

from __future__ import annotations

from generator.remedy import OpenPort

CHANGE = {
    "in": "add an ingress rule: IpProtocol tcp, FromPort {port}, ToPort {port}, "
    "SourceSecurityGroupId: a group of {source}",
    "out": "add an egress rule: IpProtocol tcp, FromPort {port}, ToPort {port}, "
    "DestinationSecurityGroupId: a group of {target}",
}
TO_INTERNET = "out to the internet"
"""The variant of what calls a public address: a rule for a group holds its private addresses alone."""
CHANGE_TO_INTERNET = "add an egress rule: IpProtocol tcp, FromPort {port}, ToPort {port}, CidrIp: 0.0.0.0/0"
REMEDY = {"in": OpenPort("Ingress", "{port}"), "out": OpenPort("Egress", "{port}")}


def message(symptom: str) -> dict[str, str]:
    """The wording for both directions, with what the user meets."""
    return {
        "in": "no security group of {target} admits {source} on {port}: " + symptom,
        "out": "no security group of {source} lets {port} out to {target}: " + symptom,
    }


def to_internet(symptom: str) -> str:
    """The wording where the groups of a caller keep it from public addresses."""
    return (
        "no security group of {source} lets {port} out to the internet, where it gets to the public addresses of "
        "{target}: " + symptom
    )
