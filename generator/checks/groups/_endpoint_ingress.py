"""What to change on an endpoint that does not admit tasks."""

from __future__ import annotations

CHANGE = {
    "groups": "add an ingress rule: IpProtocol tcp, FromPort 443, ToPort 443, SourceSecurityGroupId: {client}",
    "default group": "SecurityGroupIds: a group that admits the tasks on 443; without any it is the default group of "
    "the VPC, which admits itself only",
}
