"""What to change on an endpoint that does not admit tasks."""

from __future__ import annotations

from generator.remedy import OpenPort

CHANGE = {
    "groups": "add an ingress rule: IpProtocol tcp, FromPort 443, ToPort 443, SourceSecurityGroupId: {client}",
    "default group": "SecurityGroupIds: a security group that allows 443 from the tasks; without any, EC2 uses the "
    "default group of the VPC, which allows traffic from its own members only",
}
REMEDY = {"groups": OpenPort("Ingress", 443, group="{client}")}
