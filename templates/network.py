"""Subnets and routes: where tasks live and which way out they have."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from troposphere import GetAtt, GetAZs, Output, Ref, Select, Tags, Template, ec2

from generator.awsdata.services import gateway_services
from generator.config import (
    INTERNET,
    App,
    Needs,
    Problem,
    Refused,
    Section,
    Text,
    architecture,
    invalid,
    matching,
    why,
)

Egress = Literal["endpoints", "nat", "nat-per-zone", "hybrid", "public"]

_PRIVATE = [IPv4Network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")]
_LARGEST, _SMALLEST = 16, 21
_RESERVED = 5
"""Addresses AWS keeps in every subnet. Source: VPC User Guide, "Subnet CIDR blocks", read 2026-11."""


def _vpc_block(text: str) -> str:
    accepted = f"a private IPv4 block from /{_LARGEST} to /{_SMALLEST}, such as 10.0.0.0/16"
    try:
        block = IPv4Network(text)
    except ValueError as error:
        raise Refused("is not a CIDR block", accepted=accepted, hint=str(error)) from None
    if not _LARGEST <= block.prefixlen <= _SMALLEST:
        raise Refused("has a size that cannot be divided into the subnets", accepted=accepted)
    if not any(block.subnet_of(private) for private in _PRIVATE):
        raise Refused("is not a private address range", accepted=accepted)
    return str(block)


def _zone_names(value: Any) -> Any:
    return [""] * value if type(value) is int and 0 <= value <= 99 else value


_BLOCK = r"^\d{1,3}(\.\d{1,3}){3}/(1[6-9]|2[01])$"


class Settings(Section):
    """The network that everything stands in."""

    cidr: Annotated[
        str, AfterValidator(_vpc_block), Field(json_schema_extra={"pattern": _BLOCK}, examples=["10.0.0.0/16"])
    ] = "10.0.0.0/16"
    """Private IPv4 block of the VPC, /16 to /21."""
    availability_zones: Annotated[
        list[Annotated[Text, matching(r"([a-z]{2}(-[a-z]+)+-\d[a-z])?", "a zone such as us-east-1a")]],
        BeforeValidator(_zone_names, json_schema_input_type=int | list[str]),
        Field(min_length=2, max_length=6, examples=[3, ["us-east-1a", "us-east-1b"]]),
    ] = ["", ""]
    """How many zones to use, 2 to 6 (2 when absent), or a list of their names."""
    egress: Egress = "endpoints"
    """How tasks reach AWS and the internet: `endpoints` (AWS only, nothing else is reachable), `nat` (one gateway),
    `nat-per-zone`, `hybrid` (one gateway, and endpoints for AWS), or `public` (public addresses; not in prod)."""
    s3_prefix_list_id: Annotated[
        Annotated[Text, matching(r"pl-[0-9a-f]+", "an id such as pl-63a5400a")] | None, Field(examples=["pl-63a5400a"])
    ] = None
    """Id of the region's S3 prefix list, where the generator does not know it: `aws ec2 describe-prefix-lists`."""


def check(settings: Settings, app: App) -> Iterator[Problem]:
    """Refuse what no environment of this profile should run on."""
    if settings.egress == "public" and app.profile == "prod":
        hint = "choose endpoints, nat, nat-per-zone or hybrid"
        yield Problem(("network", "egress"), "gives tasks public addresses, which prod does not allow", hint=hint)
    for zone in settings.availability_zones:
        if zone and not zone.startswith(app.region):
            yield Problem(("network", "availability_zones"), f"{zone} is not in {app.region}")
    if len(set(settings.availability_zones) - {""}) not in (0, len(settings.availability_zones)):
        yield Problem(("network", "availability_zones"), "names a zone twice")


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build one subnet of each tier per zone. Subnets keep their block when zones are added."""
    t = Template()
    public_tasks = settings.egress == "public"
    gateways = {"nat": 1, "hybrid": 1, "nat-per-zone": len(settings.availability_zones)}.get(settings.egress, 0)
    has_internet = settings.egress != "endpoints" or needs.public
    blocks = _blocks(IPv4Network(settings.cidr))
    _check_capacity(settings, needs, blocks["Public" if public_tasks else "Task"][0])
    t.set_metadata(architecture(_shape(settings.egress)))

    if has_internet:
        _add_public_tier(t, settings, app, blocks["Public"])
    if gateways:
        _add_nat_gateways(t, gateways, app)
    if not public_tasks:
        _add_task_tier(t, settings, app, blocks["Task"], gateways)
    if app.provided:
        _add_data_tier(t, settings, app, blocks["Data"])
    tier = "Public" if public_tasks else "Task"
    for zone in range(1, len(settings.availability_zones) + 1):
        t.add_output(Output(f"TaskSubnet{zone}Id", Value=Ref(f"{tier}Subnet{zone}")))
        if not public_tasks:
            t.add_output(Output(f"TaskRouteTable{zone}Id", Value=Ref(f"TaskRouteTable{zone}")))
    if public_tasks:
        t.add_output(Output("TaskRouteTable1Id", Value=Ref("PublicRouteTable")))
    return t


def _add_public_tier(t: Template, settings: Settings, app: App, blocks: list[IPv4Network]) -> None:
    t.add_resource(
        ec2.VPCGatewayAttachment(
            "InternetGatewayAttachment", VpcId=Ref("VpcId"), InternetGatewayId=Ref("InternetGatewayId")
        )
    )
    t.add_resource(ec2.RouteTable("PublicRouteTable", VpcId=Ref("VpcId"), Tags=Tags(Name=f"{app.stack}-public")))
    t.add_resource(
        ec2.Route(
            "PublicDefaultRoute",
            RouteTableId=Ref("PublicRouteTable"),
            DestinationCidrBlock=INTERNET,
            GatewayId=Ref("InternetGatewayId"),
            DependsOn="InternetGatewayAttachment",
        )
    )
    reason = "Holds the load balancer and NAT gateways; addresses are given on request only"
    _add_subnets(t, "Public", settings, app, blocks, ["PublicRouteTable"] * len(settings.availability_zones), reason)
    for zone in range(1, len(settings.availability_zones) + 1):
        t.add_output(Output(f"PublicSubnet{zone}Id", Value=Ref(f"PublicSubnet{zone}")))


def _add_nat_gateways(t: Template, count: int, app: App) -> None:
    for zone in range(1, count + 1):
        t.add_resource(
            ec2.EIP(f"NatAddress{zone}", Domain="vpc", Tags=Tags(Name=app.stack), DependsOn="InternetGatewayAttachment")
        )
        t.add_resource(
            ec2.NatGateway(
                f"NatGateway{zone}",
                AllocationId=GetAtt(f"NatAddress{zone}", "AllocationId"),
                SubnetId=Ref(f"PublicSubnet{zone}"),
                Tags=Tags(Name=app.stack),
                DependsOn="PublicDefaultRoute",
                Metadata=why("Way out to the internet for tasks, which have no public address", lesson=1),
            )
        )


def _add_task_tier(t: Template, settings: Settings, app: App, blocks: list[IPv4Network], gateways: int) -> None:
    tables = []
    for zone in range(1, len(settings.availability_zones) + 1):
        table = f"TaskRouteTable{zone}"
        tables.append(table)
        t.add_resource(
            ec2.RouteTable(
                table,
                VpcId=Ref("VpcId"),
                Tags=Tags(Name=f"{app.stack}-task-{zone}"),
                Metadata=why("Routes of the tasks in one zone; the S3 gateway endpoint adds its route here", lesson=6),
            )
        )
        if gateways:
            t.add_resource(
                ec2.Route(
                    f"TaskDefaultRoute{zone}",
                    RouteTableId=Ref(table),
                    DestinationCidrBlock=INTERNET,
                    NatGatewayId=Ref(f"NatGateway{min(zone, gateways)}"),
                )
            )
    out = "leave through a NAT gateway" if gateways else "reach AWS through VPC endpoints and nothing else"
    _add_subnets(t, "Task", settings, app, blocks, tables, f"Holds the tasks, which {out}", lesson=1)


def _add_data_tier(t: Template, settings: Settings, app: App, blocks: list[IPv4Network]) -> None:
    t.add_resource(
        ec2.RouteTable(
            "DataRouteTable",
            VpcId=Ref("VpcId"),
            Tags=Tags(Name=f"{app.stack}-data"),
            Metadata=why("Has the local route only: stores talk to nobody outside the VPC"),
        )
    )
    tables = ["DataRouteTable"] * len(settings.availability_zones)
    _add_subnets(t, "Data", settings, app, blocks, tables, "Holds the stores, apart from tasks and the internet")
    for zone in range(1, len(settings.availability_zones) + 1):
        t.add_output(Output(f"DataSubnet{zone}Id", Value=Ref(f"DataSubnet{zone}")))


def _add_subnets(
    t: Template,
    tier: str,
    settings: Settings,
    app: App,
    blocks: list[IPv4Network],
    tables: list[str],
    reason: str,
    lesson: int | None = None,
) -> None:
    for number, zone in enumerate(settings.availability_zones):
        name = f"{tier}Subnet{number + 1}"
        # cfn-lint's W3010 advises against named zones; where app.yaml names them, that is a decision.
        metadata = why(reason, lesson=lesson) | ({"cfn-lint": {"config": {"ignore_checks": ["W3010"]}}} if zone else {})
        t.add_resource(
            ec2.Subnet(
                name,
                VpcId=Ref("VpcId"),
                CidrBlock=str(blocks[number]),
                AvailabilityZone=zone or Select(number, GetAZs("")),
                MapPublicIpOnLaunch=False,
                Tags=Tags(Name=f"{app.stack}-{tier.lower()}-{number + 1}"),
                Metadata=metadata,
            )
        )
        t.add_resource(
            ec2.SubnetRouteTableAssociation(f"{name}Routes", SubnetId=Ref(name), RouteTableId=Ref(tables[number]))
        )


def _blocks(vpc: IPv4Network) -> dict[str, list[IPv4Network]]:
    """Divide the VPC: sixteenths for tasks, sixty-fourths of the last four sixteenths for the rest."""
    sixteenths = list(vpc.subnets(prefixlen_diff=4))
    small = [part for sixteenth in sixteenths[12:] for part in sixteenth.subnets(prefixlen_diff=2)]
    return {"Task": sixteenths[:6], "Public": small[:6], "Data": small[8:14]}


def _check_capacity(settings: Settings, needs: Needs, subnet: IPv4Network) -> None:
    """Refuse a network whose task subnets cannot hold a deployment of everything at once."""
    zones = len(settings.availability_zones)
    apart = settings.egress in ("endpoints", "hybrid")
    interfaces = len({call.api for call in needs.calls} - set(gateway_services())) if apart else 0
    room = zones * (subnet.num_addresses - _RESERVED - interfaces)
    if needs.addresses > room:
        raise invalid(
            f"is too small: a deployment of every service at full scale holds {needs.addresses} addresses",
            *("network", "cidr"),
            got=f"{settings.cidr}, whose {zones} task subnets hold {room}",
            hint="use a larger block (up to /16), more zones, or a lower scale.max",
        )


def _shape(egress: Egress) -> str:
    ways = {
        "endpoints": "tasks in isolated subnets reach AWS through VPC endpoints and have no way to the internet",
        "nat": "tasks in private subnets leave through one NAT gateway",
        "nat-per-zone": "tasks in private subnets leave through the NAT gateway of their zone",
        "hybrid": "tasks in private subnets reach AWS through VPC endpoints and the rest through one NAT gateway",
        "public": "tasks stand in public subnets with public addresses",
    }
    return f"VPC over several zones; {ways[egress]}; stores in subnets of their own"
