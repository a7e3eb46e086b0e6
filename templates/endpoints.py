"""The VPC endpoints that the tasks' calls to AWS ask for, no more and no fewer."""

from __future__ import annotations

import json
from typing import Annotated, Any

from awacs.aws import Action, Allow, Condition, PolicyDocument, Principal, Statement, StringEquals
from pydantic import Field
from troposphere import Ref, Sub, Template, ec2, encode_to_dict

from generator.awsdata.services import gateway_services
from generator.config import App, Call, Flow, Group, Needs, Section, architecture, logical_id, why


class Settings(Section):
    """The VPC endpoints."""

    availability_zones: Annotated[int, Field(ge=1, le=6, examples=[1, 2])] = 6
    """In how many of the network's zones an interface endpoint stands, at most. Each costs by the hour; one serves
    the whole VPC, but not when its zone fails."""


DEV = {"availability_zones": 1}


def _has_interface_endpoints(app: App) -> bool:
    return app.sections["network"].egress in ("endpoints", "hybrid")


def needs(settings: Settings, app: App) -> Needs:
    """Ask for the group of the endpoints, and for the tasks' way to them."""
    if not _has_interface_endpoints(app):
        return Needs()
    group = Group("endpoint", "Interface endpoints: admits every task on 443", "endpoints")
    flow = Flow("task", "endpoint", 443, "Tasks call AWS APIs over HTTPS at the addresses of the endpoints", lesson=4)
    return Needs(groups=(group,), flows=(flow,))


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build one endpoint per AWS API called: gateways always, interfaces where the network relies on them."""
    t = Template()
    t.set_metadata(architecture("One endpoint for each AWS API that tasks call; one group admits them all"))
    for api in sorted({call.api for call in needs.calls}):
        calls = [call for call in needs.calls if call.api == api]
        if api in gateway_services():
            t.add_resource(_gateway(api, calls, app))
        elif _has_interface_endpoints(app):
            t.add_resource(_interface(api, calls, settings, app))
    return t


def _gateway(api: str, calls: list[Call], app: App) -> ec2.VPCEndpoint:
    network = app.sections["network"]
    tables = 1 if network.egress == "public" else len(network.availability_zones)
    optional: dict[str, Any] = {}
    if network.egress == "endpoints":
        optional["PolicyDocument"] = _only_what_calls_need(calls)
    return ec2.VPCEndpoint(
        _name(api),
        VpcId=Ref("VpcId"),
        ServiceName=_service(api),
        VpcEndpointType="Gateway",
        RouteTableIds=[Ref(f"TaskRouteTable{zone}Id") for zone in range(1, tables + 1)],
        Metadata=why(_reason(calls), "Is in the route table of every task subnet", lesson=6),
        **optional,
    )


def _only_what_calls_need(calls: list[Call]) -> PolicyDocument:
    """Admit what the calls need. Isolated networks only: elsewhere the endpoint carries other people's buckets too."""
    statements = [statement for call in calls for statement in call.allow]
    once = {json.dumps(encode_to_dict(statement)): statement for statement in statements}
    return PolicyDocument(Version="2012-10-17", Statement=[once[key] for key in sorted(once)])


def _interface(api: str, calls: list[Call], settings: Settings, app: App) -> ec2.VPCEndpoint:
    zones = min(settings.availability_zones, len(app.sections["network"].availability_zones))
    lessons = sorted({call.lesson for call in calls if call.lesson})
    optional: dict[str, Any] = {}
    # Image layers are asked for with a registry token and not signed by a role, so a condition on the caller's
    # account has nothing to look at there: ecr.dkr keeps the policy that AWS gives it.
    if api != "ecr.dkr":
        optional["PolicyDocument"] = _own_account_only()
    return ec2.VPCEndpoint(
        _name(api),
        VpcId=Ref("VpcId"),
        ServiceName=_service(api),
        VpcEndpointType="Interface",
        PrivateDnsEnabled=True,
        SubnetIds=[Ref(f"TaskSubnet{zone}Id") for zone in range(1, zones + 1)],
        SecurityGroupIds=[Ref("EndpointGroupId")],
        **optional,
        Metadata=why(
            _reason(calls),
            "PrivateDnsEnabled stays true: tasks ask for the public name",
            lesson=lessons[0] if lessons else 1,
        ),
    )


def _own_account_only() -> PolicyDocument:
    return PolicyDocument(
        Version="2012-10-17",
        Statement=[
            Statement(
                Effect=Allow,
                Principal=Principal("*"),
                Action=[Action("*")],
                Resource=["*"],
                Condition=Condition(StringEquals("aws:PrincipalAccount", Ref("AWS::AccountId"))),
            )
        ],
    )


def _name(api: str) -> str:
    return logical_id(api.replace(".", "-")) + "Endpoint"


def _service(api: str) -> Sub:
    return Sub(f"com.amazonaws.${{AWS::Region}}.{api}")


def _reason(calls: list[Call]) -> str:
    callers = sorted({call.caller for call in calls})
    named = ", ".join(callers[:5]) + (f" and {len(callers) - 5} more" if len(callers) > 5 else "")
    return f"{min(call.why for call in calls)}: {named}"
