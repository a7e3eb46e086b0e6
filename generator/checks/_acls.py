"""What a network ACL drops, and the entry that lets it through."""

from __future__ import annotations

from generator.checks.examples import Edits

_TRAFFIC = "{direction} {traffic} on {ports} {peer} ({because})"
DROPS = {
    "requests": f"network ACL {{acl}} drops {_TRAFFIC}",
    "answers": f"network ACL {{acl}} drops the answers of {{target}}: {_TRAFFIC}",
}
_ENTRY = (
    "an AWS::EC2::NetworkAclEntry with Egress: {egress}, Protocol: {protocol}, PortRange: {ports}, CidrBlock: {block}, "
    "RuleAction: allow{before}"
)
CHANGE = {"requests": _ENTRY, "answers": _ENTRY}


def acl_of(subnet: str) -> Edits:
    """A network ACL of a subnet, without entries: what examples are made of."""
    association = f"{{SubnetId: !Ref {subnet}, NetworkAclId: !Ref Acl}}"
    return {
        "Acl": "{Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}",
        f"{subnet}Acl": f"{{Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {association}}}",
    }


def entry(words: str) -> str:
    """An entry of that ACL, which allows what the words are, as in ``Protocol: 6, CidrBlock: 10.0.0.0/8``."""
    properties = f"{{NetworkAclId: !Ref Acl, RuleNumber: 100, {words}, RuleAction: allow}}"
    return f"{{Type: AWS::EC2::NetworkAclEntry, Properties: {properties}}}"
