"""Ways to the internet: the route of the longest prefix, and what lies behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.ecs.tasks import items
from generator.logic import Truth
from generator.needs.context import Context
from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import OPEN, Change, Template, add, attribute, both, faults, graph, properties, set_to, without

VPC = {"VpcId": {"Ref": "Vpc"}}
OTHER = add("Other", "AWS::EC2::VPC", CidrBlock="10.7.0.0/16")
ROUTE, NAT = "AWS::EC2::Route", "AWS::EC2::NatGateway"


def way(folder: Path, change: Change = lambda t: None, api: str = "secretsmanager") -> tuple[str, str]:
    """Whether the tasks of Web get to an API, and what is said of it."""
    context = Context(graph(folder, change))
    (task,) = [task for task in context.tasks if task.name == "Web"]
    answer = context.paths.api(task, api)
    return str(answer.verdict), " ".join(answer.because)


def verdict(folder: Path, change: Change = lambda t: None, api: str = "secretsmanager") -> str:
    return way(folder, change, api)[0]


def route(name: str, block: object = "0.0.0.0/0", table: str = "TaskTable", **target: object) -> Change:
    return add(name, ROUTE, RouteTableId={"Ref": table}, DestinationCidrBlock=block, **target)


def to_public() -> Change:
    """Put the tasks into the public subnet, with a public address."""
    network = {"AssignPublicIp": "ENABLED", "Subnets": [{"Ref": "PublicSubnet"}]}

    def change(template: Template) -> None:
        for name in ("Web", "Api"):
            properties(template, name)["NetworkConfiguration"]["AwsvpcConfiguration"].update(network)

    return change


def found(folder: Path, change: Change) -> set[tuple[str, str, tuple[Any, ...]]]:
    """The rules of lesson 1 that are broken, with the places."""
    return {(each.rule, each.at, each.steps) for each in faults(folder, change) if each.rule.startswith("ECS01")}


def test_each_station_is_named(tmp_path: Path) -> None:
    stations = "TaskSubnet -> TaskTable -> NAT gateway Nat -> PublicSubnet -> PublicTable -> internet gateway"
    assert way(tmp_path) == ("yes", f"Web {stations}")
    assert way(tmp_path, to_public()) == ("yes", "Web PublicSubnet -> PublicTable -> internet gateway")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (set_to("Nat", SubnetId={"Ref": "TaskSubnet"}), "TaskRoute leads back to Nat"),
        (without("PublicRoute"), "PublicTable, the route table of PublicSubnet, has no default route"),
        (without("PublicAssociation"), "PublicSubnet has no route table of its own"),
        (
            set_to("PublicRoute", DestinationCidrBlock=None, DestinationIpv6CidrBlock="::/0"),
            "PublicTable, the route table of PublicSubnet, has no default route for IPv4",
        ),
    ],
)
def test_a_nat_gateway_where_the_internet_is_not(tmp_path: Path, change: Change, reason: str) -> None:
    assert verdict(tmp_path, change) == "no"
    (fault,) = [each for each in faults(tmp_path, change) if each.rule == "ECS016"]
    assert (fault.at, fault.steps, fault.tasks) == ("Nat", ("SubnetId",), ("Web", "Api"))
    assert reason in fault.message


def test_a_chain_of_nat_gateways_ends_somewhere(tmp_path: Path) -> None:
    middle = both(
        add("MiddleSubnet", "AWS::EC2::Subnet", **VPC, CidrBlock="10.0.9.0/24"),
        add("MiddleTable", "AWS::EC2::RouteTable", **VPC),
        add(
            "MiddleAssociation",
            "AWS::EC2::SubnetRouteTableAssociation",
            SubnetId={"Ref": "MiddleSubnet"},
            RouteTableId={"Ref": "MiddleTable"},
        ),
        add("First", NAT, SubnetId={"Ref": "MiddleSubnet"}, ConnectivityType="private"),
        set_to("TaskRoute", NatGatewayId={"Ref": "First"}),
    )
    onward = route("Onward", table="MiddleTable", NatGatewayId={"Ref": "Nat"})
    assert verdict(tmp_path, both(middle, onward)) == "unknown"
    isolated = both(middle, onward, without("PublicRoute"))
    assert verdict(tmp_path, isolated) == "no"
    assert ("ECS016", "Nat", ("SubnetId",)) in found(tmp_path, isolated)
    assert ("ECS016", "First", ("ConnectivityType",)) in found(tmp_path, middle)


def test_a_private_nat_gateway(tmp_path: Path) -> None:
    private = set_to("Nat", ConnectivityType="private")
    assert verdict(tmp_path, private) == "no"
    assert found(tmp_path, private) == {("ECS016", "Nat", ("ConnectivityType",))}
    onward = both(private, set_to("PublicRoute", GatewayId=None, TransitGatewayId=OPEN))
    assert verdict(tmp_path, onward) == "unknown"
    assert verdict(tmp_path, set_to("Nat", ConnectivityType=OPEN)) == "unknown"
    assert verdict(tmp_path, set_to("Nat", ConnectivityType="public")) == "yes"


REGIONAL = set_to("Nat", SubnetId=None, AllocationId=None, AvailabilityMode="regional", **VPC)


def zones(*names: str) -> Change:
    listed = [{"AvailabilityZone": name, "AllocationIds": [attribute("Address", "AllocationId")]} for name in names]
    return both(REGIONAL, set_to("Nat", AvailabilityZoneAddresses=listed))


def test_a_regional_nat_gateway(tmp_path: Path) -> None:
    assert way(tmp_path, REGIONAL) == ("yes", "Web TaskSubnet -> TaskTable -> NAT gateway Nat -> internet gateway")
    assert verdict(tmp_path, both(REGIONAL, without("PublicRoute"))) == "yes", "it has a table of its own"
    here = set_to("TaskSubnet", AvailabilityZone="us-east-1a")
    assert verdict(tmp_path, both(zones("us-east-1a", "us-east-1b"), here)) == "yes"
    assert verdict(tmp_path, both(zones("us-east-1b"), here)) == "unknown"
    assert verdict(tmp_path, both(REGIONAL, without("Attachment"))) == "no"
    assert ("ECS016", "Nat", ("VpcId",)) in found(tmp_path, both(REGIONAL, without("Attachment")))
    assert verdict(tmp_path, both(REGIONAL, set_to("Attachment", VpcId=OPEN))) == "unknown"
    assert verdict(tmp_path, set_to("Nat", AvailabilityMode=OPEN)) == "unknown"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (set_to("Nat", SubnetId=OPEN), "unknown"),
        (set_to("TaskRoute", NatGatewayId=OPEN), "yes"),
        (set_to("TaskRoute", NatGatewayId={"Ref": "Internet"}), "no"),
        (set_to("TaskRoute", NatGatewayId=None, GatewayId={"Ref": "Nat"}), "no"),
        (set_to("TaskRoute", NatGatewayId=None, GatewayId={"Ref": "Internet"}), "no"),
        (set_to("TaskRoute", NatGatewayId=None, GatewayId=OPEN), "unknown"),
        (set_to("TaskRoute", NatGatewayId=None, GatewayId="vgw-0123456789abcdef0"), "unknown"),
        (set_to("TaskRoute", NatGatewayId=None, TransitGatewayId="tgw-0123456789abcdef0"), "unknown"),
        (set_to("TaskRoute", NatGatewayId=None, CoreNetworkArn=OPEN), "unknown"),
        (set_to("TaskRoute", NatGatewayId=None, VpcPeeringConnectionId=OPEN), "no"),
        (set_to("TaskRoute", NatGatewayId=None, VpcEndpointId=OPEN), "unknown"),
        (set_to("TaskRoute", DestinationCidrBlock=None, DestinationIpv6CidrBlock="::/0"), "no"),
    ],
)
def test_what_a_default_route_leads_to(tmp_path: Path, change: Change, expected: str) -> None:
    assert verdict(tmp_path, change) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (route("Office", "10.0.0.0/8", TransitGatewayId=OPEN), "yes"),
        (route("Office", "192.168.0.0/16", VpcPeeringConnectionId=OPEN), "yes"),
        (route("Office", "3.0.0.0/8", TransitGatewayId=OPEN), "unknown"),
        (route("Office", "3.0.0.0/8", VpcPeeringConnectionId=OPEN), "unknown"),
        (route("Office", "3.0.0.0/8", NatGatewayId={"Ref": "Nat"}), "yes"),
        (route("Office", OPEN, TransitGatewayId=OPEN), "unknown"),
        (route("Office", OPEN, NatGatewayId={"Ref": "Nat"}), "yes"),
        (
            both(
                route("Low", "0.0.0.0/1", VpcPeeringConnectionId=OPEN),
                route("High", "128.0.0.0/1", VpcPeeringConnectionId=OPEN),
            ),
            "no",
        ),
        (route("Office", "::/0", GatewayId=OPEN), "unknown"),
    ],
)
def test_the_longest_prefix_decides(tmp_path: Path, more: Change, expected: str) -> None:
    assert verdict(tmp_path, more) == expected


def test_two_halves_are_a_whole(tmp_path: Path) -> None:
    halves = both(
        without("TaskRoute"),
        lambda t: [t["Resources"][name].pop("DependsOn") for name in ("Web", "Api")],
        route("Low", "0.0.0.0/1", NatGatewayId={"Ref": "Nat"}),
    )
    assert verdict(tmp_path, halves) == "unknown"
    assert verdict(tmp_path, both(halves, route("High", "128.0.0.0/1", NatGatewayId={"Ref": "Nat"}))) == "yes"


def lists(*blocks: object) -> Change:
    entries = [{"Cidr": block} for block in blocks]
    kept = add("List", "AWS::EC2::PrefixList", PrefixListName="l", AddressFamily="IPv4", MaxEntries=9, Entries=entries)
    target = {"RouteTableId": {"Ref": "TaskTable"}, "TransitGatewayId": OPEN}
    return both(kept, add("ByList", ROUTE, DestinationPrefixListId={"Ref": "List"}, **target))


def test_routes_to_prefix_lists(tmp_path: Path) -> None:
    assert verdict(tmp_path, lists("10.8.0.0/16", "172.16.0.0/12")) == "yes"
    assert verdict(tmp_path, lists("10.8.0.0/16", "3.0.0.0/8")) == "unknown"
    assert verdict(tmp_path, lists(OPEN)) == "unknown"
    aws = {"RouteTableId": {"Ref": "TaskTable"}, "DestinationPrefixListId": "pl-63a5400a"}
    peered = add("ToS3", ROUTE, VpcPeeringConnectionId=OPEN, **aws)
    assert verdict(tmp_path, peered) == "yes"
    assert verdict(tmp_path, peered, "s3") == "no"
    assert verdict(tmp_path, add("ToS3", ROUTE, NatGatewayId={"Ref": "Nat"}, **aws), "s3") == "yes"


def propagated(**connection: object) -> Change:
    propagation = {"RouteTableIds": [{"Ref": "TaskTable"}], "VpnGatewayId": {"Ref": "Vpn"}}
    return both(
        add("Vpn", "AWS::EC2::VPNGateway", Type="ipsec.1"),
        add("Propagation", "AWS::EC2::VPNGatewayRoutePropagation", **propagation),
        add("Tunnel", "AWS::EC2::VPNConnection", VpnGatewayId={"Ref": "Vpn"}, **connection),
    )


def test_routes_that_are_propagated(tmp_path: Path) -> None:
    assert verdict(tmp_path, propagated()) == "unknown"
    static = propagated(StaticRoutesOnly=True)
    tunnel = {"VpnConnectionId": {"Ref": "Tunnel"}}
    office = add("Office", "AWS::EC2::VPNConnectionRoute", DestinationCidrBlock="10.8.0.0/16", **tunnel)
    assert verdict(tmp_path, both(static, office)) == "yes"
    everything = add("Office", "AWS::EC2::VPNConnectionRoute", DestinationCidrBlock="0.0.0.0/0", **tunnel)
    assert verdict(tmp_path, both(static, everything)) == "yes", "a static route comes before one that is propagated"
    learned = {"RouteServerId": OPEN, "RouteTableId": {"Ref": "TaskTable"}}
    assert verdict(tmp_path, add("Learned", "AWS::EC2::RouteServerPropagation", **learned)) == "unknown"


def test_a_table_that_gets_its_routes_by_vpn_may_lead_out(tmp_path: Path) -> None:
    alone = both(
        propagated(), without("TaskRoute"), lambda t: [t["Resources"][name].pop("DependsOn") for name in ("Web", "Api")]
    )
    assert verdict(tmp_path, alone) == "unknown"


@pytest.mark.parametrize(
    ("gateway", "expected"),
    [
        (without("Attachment"), "no"),
        (
            both(add("Other", "AWS::EC2::VPC", CidrBlock="10.7.0.0/16"), set_to("Attachment", VpcId={"Ref": "Other"})),
            "no",
        ),
        (set_to("Attachment", VpcId=OPEN), "unknown"),
        (set_to("Attachment", InternetGatewayId=OPEN), "unknown"),
    ],
)
def test_a_gateway_that_is_not_attached_there(tmp_path: Path, gateway: Change, expected: str) -> None:
    assert verdict(tmp_path, gateway) == expected
    assert verdict(tmp_path, both(gateway, to_public())) == expected
    if expected == "no":
        assert {rule for rule, _, _ in found(tmp_path, gateway)} == {"ECS014"}, "one mistake, told once"


def test_the_main_table_of_another_vpc_may_lead_out(tmp_path: Path) -> None:
    main = without("TaskAssociation")
    elsewhere = both(main, set_to("TaskSubnet", VpcId=OPEN))
    for change, expected in ((main, Truth.NO), (elsewhere, Truth.UNKNOWN)):
        context = Context(graph(tmp_path, change))
        (subnet,) = (value for _, value in items(context.tasks[0].subnets))
        assert context.ways.out(subnet, Truth.NO).verdict is expected


BOX = {"ImageId": OPEN, "InstanceType": "t4g.nano", "SubnetId": {"Ref": "PublicSubnet"}}
THROUGH_BOX = set_to("TaskRoute", NatGatewayId=None, InstanceId={"Ref": "Box"})


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ({**BOX, "SourceDestCheck": False}, "unknown"),
        (BOX, "no"),
        ({**BOX, "SourceDestCheck": True}, "no"),
        ({**BOX, "IamInstanceProfile": OPEN}, "unknown"),
        ({**BOX, "SourceDestCheck": False, "SubnetId": {"Ref": "TaskSubnet"}}, "no"),
    ],
)
def test_an_instance_that_passes_packets_on_or_not(tmp_path: Path, box: dict[str, Any], expected: str) -> None:
    change = both(THROUGH_BOX, add("Box", "AWS::EC2::Instance", **box))
    assert verdict(tmp_path, change) == expected
    rules = {rule for rule, _, _ in found(tmp_path, change)}
    assert ("ECS016" in rules) is (expected == "no" and box.get("SourceDestCheck") is not False)


WEB = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({**WEB, "CidrIp": "10.0.0.0/16"}, "unknown"),
        ({**WEB, "SourceSecurityGroupId": {"Ref": "ApiGroup"}}, "unknown"),
        ({"IpProtocol": "-1", "CidrIp": {"Fn::GetAtt": ["Vpc", "CidrBlock"]}}, "unknown"),
        ({**WEB, "CidrIp": OPEN}, "unknown"),
        ({**WEB, "CidrIp": "192.168.0.0/16"}, "no"),
        ({"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/16"}, "no"),
    ],
)
def test_the_groups_of_an_instance_that_passes_packets_on(tmp_path: Path, rule: dict[str, Any], expected: str) -> None:
    group = add("BoxGroup", "AWS::EC2::SecurityGroup", GroupDescription="Box", SecurityGroupIngress=[rule], **VPC)
    box = {**BOX, "SourceDestCheck": False, "SecurityGroupIds": [{"Ref": "BoxGroup"}]}
    change = both(THROUGH_BOX, group, add("Box", "AWS::EC2::Instance", **box))
    assert verdict(tmp_path, change) == expected
    places = {(rule, at) for rule, at, _ in found(tmp_path, change) if rule == "ECS016"}
    assert places == ({("ECS016", "BoxGroup")} if expected == "no" else set())


def test_a_firewall_in_front_of_nothing(tmp_path: Path) -> None:
    subnets = [{"SubnetId": {"Ref": "PublicSubnet"}}]
    firewall = add("Firewall", "AWS::NetworkFirewall::Firewall", SubnetMappings=subnets, **VPC)
    endpoint = {"Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [0, attribute("Firewall", "EndpointIds")]}]}]}
    through = both(firewall, set_to("TaskRoute", NatGatewayId=None, VpcEndpointId=endpoint))
    assert verdict(tmp_path, through) == "unknown"
    assert verdict(tmp_path, both(through, without("PublicRoute"))) == "no"


SIX = set_to("TaskSubnet", CidrBlock=None, Ipv6Native=True, Ipv6CidrBlock="2001:db8:0:1::/64")


def test_a_subnet_without_ipv4(tmp_path: Path) -> None:
    assert verdict(tmp_path, SIX) == "no"
    out = {"RouteTableId": {"Ref": "TaskTable"}, "EgressOnlyInternetGatewayId": OPEN}
    assert verdict(tmp_path, both(SIX, add("Six", ROUTE, DestinationIpv6CidrBlock="::/0", **out))) == "unknown"
    nat64 = {"RouteTableId": {"Ref": "TaskTable"}, "NatGatewayId": {"Ref": "Nat"}}
    assert (
        verdict(tmp_path, both(SIX, add("Six", ROUTE, DestinationIpv6CidrBlock="64:ff9b::/96", **nat64))) == "unknown"
    )
    assert verdict(tmp_path, set_to("TaskSubnet", Ipv6Native=OPEN)) == "unknown"


def test_an_endpoint_beside_a_subnet_without_ipv4(tmp_path: Path) -> None:
    assert verdict(tmp_path, both(SIX, secrets_endpoint())) == "unknown"


def test_load_balancers_need_an_internet_gateway(tmp_path: Path) -> None:
    half = both(without("PublicRoute"), route("Half", "0.0.0.0/1", table="PublicTable", GatewayId={"Ref": "Internet"}))
    assert "ECS101" not in {each.rule for each in faults(tmp_path, half)}, "some clients may be all that there are"
    inside = set_to("Balancer", Subnets=[{"Ref": "TaskSubnet"}, {"Ref": "PublicSubnet"}])
    (fault,) = faults(tmp_path, inside)
    assert (fault.rule, fault.at) == ("ECS101", "Balancer")
