"""Every security group and every rule, from the flows that the app's parts declare.

All stand in one stack, so that services may call each other both ways and no rule lives apart from its group.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from troposphere import Output, Ref, Template, ec2

from generator.awsdata.services import gateway_services, s3_prefix_lists
from generator.config import INTERNET, App, Flow, Needs, Section, architecture, invalid, logical_id, why


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
        t.add_output(Output(f"{logical_id(name)}GroupId", Value=_group(name)))
    prefix_list = app.sections["network"].s3_prefix_list_id or s3_prefix_lists().get(app.region)
    groups = set(reasons)
    _refuse_shared_names(needs.flows)
    opened: set[tuple[object, ...]] = set()
    for flow in needs.flows:
        if flow.source in groups:
            target, note = _target(flow, groups, prefix_list)
            rule = (flow.source, flow.port, *target.items())
            if rule not in opened:  # EC2 refuses the same rule twice
                t.add_resource(_egress(flow, target, note))
            opened.add(rule)
        if flow.target in groups:
            t.add_resource(_ingress(flow, groups))
    return t


def _refuse_shared_names(flows: Sequence[Flow]) -> None:
    """Refuse names that two pairs of services would give to one rule, such as a -> b-to-c and a-to-b -> c."""
    first: dict[str, Flow] = {}
    for flow in flows:
        other = first.setdefault(_name(flow), flow)
        if other is not flow:
            pairs = f"{other.source} -> {other.target} and {flow.source} -> {flow.target}"
            raise invalid(f"would give one rule, {_name(flow)}, to {pairs}", "services", hint="rename one of them")


def _target(flow: Flow, groups: set[str], s3_prefix_list: str | None) -> tuple[dict[str, Any], str]:
    """The properties that name a rule's target, and a remark for the reader."""
    if flow.target in groups:
        return {"DestinationSecurityGroupId": _group(flow.target)}, ""
    if flow.target == "s3" and s3_prefix_list:
        return {"DestinationPrefixListId": s3_prefix_list}, ""
    if flow.target in gateway_services():
        note = f". Open to all addresses: the prefix list of {flow.target} in this region is not known here"
        return {"CidrIp": INTERNET}, note
    return {"CidrIp": flow.target}, ""


def _egress(flow: Flow, target: dict[str, Any], note: str) -> ec2.SecurityGroupEgress:
    return ec2.SecurityGroupEgress(
        f"{_name(flow)}Egress",
        GroupId=_group(flow.source),
        Description=_described(flow.why + note),
        IpProtocol="tcp",
        FromPort=flow.port,
        ToPort=flow.port,
        Metadata=why(flow.why + note, lesson=flow.lesson),
        **target,
    )


def _ingress(flow: Flow, groups: set[str]) -> ec2.SecurityGroupIngress:
    from_group = {"SourceSecurityGroupId": _group(flow.source)}
    source: dict[str, Any] = from_group if flow.source in groups else {"CidrIp": flow.source}
    return ec2.SecurityGroupIngress(
        f"{_name(flow)}Ingress",
        GroupId=_group(flow.target),
        Description=_described(flow.why),
        IpProtocol="tcp",
        FromPort=flow.port,
        ToPort=flow.port,
        Metadata=why(flow.why, lesson=flow.lesson),
        **source,
    )


def _group(name: str) -> Ref:
    return Ref(f"{logical_id(name)}Group")


def _name(flow: Flow) -> str:
    return f"{_word(flow.source)}To{_word(flow.target)}On{flow.port}"


def _described(text: str) -> str:
    """Keep what EC2 takes in a description. Source: EC2 API reference, CreateSecurityGroup, read 2026-11."""
    return re.sub(r"[^A-Za-z0-9. _\-:/()#,@\[\]+=&;{}!$*]", "", text)[:255]


def _word(end: str) -> str:
    if end == INTERNET:
        return "Internet"
    if "/" in end:
        return "Block" + "x".join(filter(str.isalnum, end))
    return logical_id(end)
