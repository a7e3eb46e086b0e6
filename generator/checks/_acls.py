"""What a network ACL drops, and the entry that lets it through."""

from __future__ import annotations

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
