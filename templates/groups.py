"""Every security group and every rule, from the flows that the app's parts declare.

All stand in one stack, so that services may call each other both ways and no rule lives apart from its group.
"""

from __future__ import annotations

import re

from troposphere import Output, Ref, Template, ec2

from generator.config import INTERNET, App, Flow, Needs, Section, architecture, logical_id, why

# S3's prefix list per region, each seen in two independent public sources (the AWS CLI and PowerShell
# references, public templates), read 2026-11-24. Other regions: network.s3_prefix_list_id.
S3_PREFIX_LISTS = {
    "eu-central-1": "pl-6ea54007",
    "eu-west-1": "pl-6da54004",
    "us-east-1": "pl-63a5400a",
    "us-east-2": "pl-7ba54012",
    "us-west-2": "pl-68a54001",
}


class Settings(Section):
    """Security groups have no settings: they follow from `route`, `calls` and `uses` of the services."""


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build a group per name and, for each flow, an egress rule at its source and an ingress rule at its target."""
    t = Template()
    t.set_metadata(architecture("Groups admit each other by reference, one port a rule; nothing is open by default"))
    reasons = {group.name: group.why for group in needs.groups}
    for name in sorted(reasons):
        t.add_resource(
            ec2.SecurityGroup(
                f"{logical_id(name)}Group",
                GroupDescription=_described(reasons[name]),
                VpcId=Ref("VpcId"),
                SecurityGroupEgress=[
                    ec2.SecurityGroupRule(
                        IpProtocol="tcp",
                        FromPort=443,
                        ToPort=443,
                        CidrIp="127.0.0.1/32",
                        Description="Leads nowhere; stands in for the rule that would allow everything",
                    )
                ],
            )
        )
        t.add_output(Output(f"{logical_id(name)}GroupId", Value=Ref(f"{logical_id(name)}Group")))
    prefix_list = app.sections["network"].s3_prefix_list_id or S3_PREFIX_LISTS.get(app.region)
    for flow in needs.flows:
        _add_rules(t, flow, set(reasons), prefix_list)
    return t


def _add_rules(t: Template, flow: Flow, groups: set[str], s3_prefix_list: str | None) -> None:
    name = f"{_word(flow.source)}To{_word(flow.target)}{flow.port}"
    port = {"IpProtocol": "tcp", "FromPort": flow.port, "ToPort": flow.port}
    reason = flow.why
    if flow.source in groups:
        if flow.target in groups:
            target = {"DestinationSecurityGroupId": Ref(f"{logical_id(flow.target)}Group")}
        elif flow.target == "s3" and s3_prefix_list:
            target = {"DestinationPrefixListId": s3_prefix_list}
        elif flow.target in ("s3", "dynamodb"):
            target = {"CidrIp": INTERNET}
            reason += (
                f". Open to all addresses, because the prefix list of {flow.target} in this region is not known here"
            )
        else:
            target = {"CidrIp": flow.target}
        t.add_resource(
            ec2.SecurityGroupEgress(
                f"{name}Egress",
                GroupId=Ref(f"{logical_id(flow.source)}Group"),
                Description=_described(reason),
                **port,
                **target,
                Metadata=why(reason, lesson=flow.lesson),
            )
        )
    if flow.target in groups:
        source = (
            {"SourceSecurityGroupId": Ref(f"{logical_id(flow.source)}Group")}
            if flow.source in groups
            else {"CidrIp": flow.source}
        )
        t.add_resource(
            ec2.SecurityGroupIngress(
                f"{name}Ingress",
                GroupId=Ref(f"{logical_id(flow.target)}Group"),
                Description=_described(flow.why),
                **port,
                **source,
                Metadata=why(flow.why, lesson=flow.lesson),
            )
        )


def _described(text: str) -> str:
    """Keep what EC2 takes in a description. Source: EC2 API reference, CreateSecurityGroup, read 2026-11."""
    return re.sub(r"[^A-Za-z0-9. _\-:/()#,@\[\]+=&;{}!$*]", "", text)[:255]


def _word(end: str) -> str:
    if end == INTERNET:
        return "Internet"
    if "/" in end:
        return "Block" + "x".join(filter(str.isalnum, end))
    return logical_id(end)
