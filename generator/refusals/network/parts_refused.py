"""What EC2 and Route 53 refuse of NAT gateways, endpoints, options of DHCP, prefix lists, logs of flows and peers."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from generator.ecs.creation_order import CreationOrder
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource

VPC, GROUP, SUBNET = "AWS::EC2::VPC", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet"
_GATEWAY, _ATTACHMENTS = (
    "AWS::EC2::TransitGateway",
    ("AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment"),
)
_ONLY_INTERFACE = ("SubnetIds", "SecurityGroupIds", "PrivateDnsEnabled")
_OPTIONS = ("DomainName", "DomainNameServers", "NetbiosNameServers", "NetbiosNodeType", "NtpServers",
            "Ipv6AddressPreferredLeaseTime")  # fmt: skip
_WITH_GROUPS = {
    "AWS::EC2::NetworkInterface": ("GroupSet", "SubnetId"),
    "AWS::EC2::Instance": ("SecurityGroupIds", "SubnetId"),
}


def _of_nat(graph: Graph, gateway: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateNatGateway (VpcId is for regional ones, a count of addresses for private ones);
    read 2026-11."""
    private = literal(gateway.get("ConnectivityType")) == "private"
    for name in ("SecondaryPrivateIpAddressCount", "SecondaryPrivateIpAddresses"):
        alone = not private and isinstance(gateway.get("SecondaryAllocationIds"), Absent)
        if alone and not isinstance(gateway.get(name), Absent):
            yield f"{gateway} has {name}, which a public NAT gateway does not take"
    if not isinstance(gateway.get("VpcId"), Absent) and not isinstance(gateway.get("SubnetId"), Absent):
        yield f"{gateway} has a VpcId and a SubnetId, of which one is taken"
    first = gateway.get("AllocationId")
    if isinstance(first, Reference) and first in [each for _, each in items(gateway.get("SecondaryAllocationIds"))]:
        yield f"{gateway} takes the address {first} twice"
    address = graph.target(first, "AWS::EC2::EIP")
    region = literal(graph.pseudo("AWS::Region"))
    border = literal(address.get("NetworkBorderGroup")) if address else None
    if border and region and border != region:
        yield f"{gateway} takes an address of the network border group {border[:40]}, and is in {region}"


def _of_endpoint(_graph: Graph, endpoint: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateVpcEndpoint (subnets, groups and private DNS are of interface endpoints, route
    tables of gateway endpoints); read 2026-11."""
    kind = literal(endpoint.get("VpcEndpointType"))
    gateway = kind == "Gateway" or isinstance(endpoint.get("VpcEndpointType"), Absent)
    for name in _ONLY_INTERFACE if gateway else ("RouteTableIds",):
        value = endpoint.get(name)
        empty = (isinstance(value, Listing) and not value.items) or (literal(value) or "").lower() == "false"
        if (gateway or kind == "Interface") and not isinstance(value, Absent) and not empty:
            yield f"{endpoint} is of the type {kind or 'Gateway'}, which takes no {name}"


def _of_options(_graph: Graph, options: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateDhcpOptions (four servers of a kind; of NTP four of IPv4 and four of IPv6); read
    2026-11."""
    if all(isinstance(options.get(name), Absent) for name in _OPTIONS):
        yield f"{options} has no options"
    for name in ("DomainNameServers", "NtpServers", "NetbiosNameServers"):
        named = [literal(options.get(name, index)) or "" for index, _ in items(options.get(name))]
        of_six = [each for each in named if name == "NtpServers" and ":" in each]
        if (count := max(len(of_six), len(named) - len(of_six))) > 4:
            yield f"{name} of {options} has {count} servers, and 4 are taken"


def _of_list(_graph: Graph, listed: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateManagedPrefixList (MaxEntries, AddressFamily); read 2026-11."""
    most, count = number(listed.get("MaxEntries")), len(list(items(listed.get("Entries"))))
    if most is not None and count > most:
        yield f"{listed} has {count} entries, and MaxEntries is {most}"
    family = literal(listed.get("AddressFamily"))
    for index, _ in items(listed.get("Entries")):
        block = literal(listed.get("Entries", index, "Cidr"))
        if block and family in ("IPv4", "IPv6") and (":" in block) != (family == "IPv6"):
            yield f"{listed} is of {family}, and has the entry {block[:40]}"


def _of_flow_log(graph: Graph, log: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateFlowLogs (TrafficType is required but for transit gateways); read 2026-11."""
    kind, where = literal(log.get("ResourceType")), log.get("LogDestination")
    if isinstance(log.get("TrafficType"), Absent) and kind in ("VPC", "Subnet", "NetworkInterface"):
        yield f"{log} has no TrafficType"
    target = graph.resource(where.resource) if isinstance(where, Reference) else None
    wanted = {"s3": "AWS::S3::Bucket", "cloud-watch-logs": "AWS::Logs::LogGroup"}
    told = wanted.get(literal(log.get("LogDestinationType")) or "")
    if target is not None and told and target.type in wanted.values() and target.type != told:
        yield f"LogDestination of {log} is {target}, which is no {told}"


def _of_peering(graph: Graph, peering: Resource) -> Iterator[str]:
    """Source: VPC Peering Guide, "VPC peering limitations" (no overlapping blocks); CloudFormation Template Reference,
    AWS::EC2::VPCPeeringConnection, PeerRoleArn (needed for another account's); not looked up, 2026-11."""
    ends = [graph.target(peering.get(key), VPC) for key in ("VpcId", "PeerVpcId")]
    blocks = [literal(each.get("CidrBlock")) for each in ends if each is not None]
    try:
        overlap = len(blocks) == 2 and ip_network(blocks[0] or "", False).overlaps(ip_network(blocks[1] or "", False))
    except (ValueError, TypeError):
        overlap = False
    if overlap and ends[0] is not ends[1]:
        yield f"{peering} joins {ends[0]} and {ends[1]}, whose blocks overlap"
    owner, own = literal(peering.get("PeerOwnerId")), literal(graph.pseudo("AWS::AccountId"))
    if owner and own and owner != own and isinstance(peering.get("PeerRoleArn"), Absent):
        yield f"{peering} is with the account {owner[:20]}, which accepts it by hand: it has no PeerRoleArn"


def _of_route(graph: Graph, route: Resource) -> Iterator[str]:
    """A route to a transit gateway that the VPC is not attached to, or not yet.

    Source: CloudFormation Template Reference, AWS::EC2::Route (DependsOn the attachment); not looked up, 2026-11.
    """
    gateway = graph.target(route.get("TransitGatewayId"), _GATEWAY)
    table = graph.target(route.get("RouteTableId"), "AWS::EC2::RouteTable")
    vpc = graph.target(table.get("VpcId"), VPC) if table else None
    if gateway is None or vpc is None or route.exists is Truth.NO or not graph.closed(gateway):
        return
    mine = [each for each in graph.of_type(*_ATTACHMENTS) if graph.target(each.get("TransitGatewayId")) is gateway]
    mine = [each for each in mine if graph.target(each.get("VpcId")) in (vpc, None)]
    order = CreationOrder(graph)
    if not mine:
        yield f"{route} leads to {gateway}, which {vpc} is not attached to"
    elif not any(order.precedes(each, route) for each in mine):
        yield f"{route} leads to {gateway}, and may be created before {mine[0]}: it has no DependsOn"


def _with_groups(graph: Graph, resource: Resource) -> Iterator[str]:
    """Groups of another VPC, or by name. Source: EC2 API Reference, RunInstances, SecurityGroups (names, of a default
    VPC); read 2026-11. That groups are of the VPC of the subnet was not looked up."""
    name, place = _WITH_GROUPS[resource.type]
    subnet = graph.target(resource.get(place), SUBNET)
    vpc = graph.target(subnet.get("VpcId"), VPC) if subnet else None
    for _, value in items(resource.get(name)):
        group = graph.target(value, GROUP)
        other = graph.target(group.get("VpcId"), VPC) if group else None
        if vpc is not None and other is not None and other is not vpc:
            yield f"{resource} is in {vpc}, and takes {group}, which is of {other}"
    if subnet is not None and resource.type == "AWS::EC2::Instance" and list(items(resource.get("SecurityGroups"))):
        yield f"{resource} is in a VPC, and names SecurityGroups, where SecurityGroupIds are taken"


def _of_entry(_graph: Graph, entry: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateNetworkAclEntry, IcmpTypeCode (required for the protocols 1 and 58); read
    2026-11."""
    if literal(entry.get("Protocol")) in ("1", "58") and isinstance(entry.get("Icmp"), Absent):
        yield f"{entry} is for ICMP, and has no Icmp"


def _of_group(graph: Graph, group: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, UserIdGroupPair, GroupName (of a default VPC; ids elsewhere); read 2026-11. What is
    made here is no default VPC."""
    named = list(values_at(group.get(), ("SecurityGroupIngress", "*", "SourceSecurityGroupName")))
    if graph.target(group.get("VpcId"), VPC) is not None and any(isinstance(each, Literal) for each in named):
        yield f"{group} is of a VPC, and has a rule with a SourceSecurityGroupName, where an id is taken"


def _of_zone(graph: Graph, zone: Resource) -> Iterator[str]:
    """Source: Route 53 API Reference, CreateQueryLoggingConfig (public hosted zones); read 2026-11. CreateHostedZone;
    not looked up."""
    region = literal(graph.pseudo("AWS::Region"))
    for index, _ in items(zone.get("VPCs")):
        vpc, told = graph.target(zone.get("VPCs", index, "VPCId"), VPC), literal(zone.get("VPCs", index, "VPCRegion"))
        if vpc is not None and told and region and told != region:
            yield f"{zone} names {vpc} in {told[:40]}, and it is in {region}"
    if list(items(zone.get("VPCs"))) and not isinstance(zone.get("QueryLoggingConfig"), Absent):
        yield f"{zone} is private, and has a QueryLoggingConfig, which is for public zones"


def _of_rules(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: Route 53 Resolver API Reference, CreateFirewallRule (BLOCK needs a response, OVERRIDE a domain);
    read 2026-11."""
    for index, _ in items(group.get("FirewallRules")):
        rule = [group.get("FirewallRules", index, key) for key in ("Action", "BlockResponse", "BlockOverrideDomain")]
        if literal(rule[0]) == "BLOCK" and isinstance(rule[1], Absent):
            yield f"FirewallRules.{index} of {group} blocks, and has no BlockResponse"
        elif literal(rule[1]) == "OVERRIDE" and isinstance(rule[2], Absent):
            yield f"FirewallRules.{index} of {group} has the BlockResponse OVERRIDE, and no BlockOverrideDomain"


def _of_association(graph: Graph, association: Resource) -> Iterator[str]:
    """A table of a VPC that is not of these templates, for a subnet of one that is. Source: EC2 API,
    InvalidParameterValue (route table and subnet belong to different networks); not looked up, 2026-11."""
    subnet = graph.target(association.get("SubnetId"), SUBNET)
    table = graph.target(association.get("RouteTableId"), "AWS::EC2::RouteTable")
    own = graph.target(subnet.get("VpcId"), VPC) if subnet else None
    if own is not None and table is not None and isinstance(table.get("VpcId"), Literal):
        yield f"{association} gives {subnet} of {own} a table of {table.get('VpcId')}"


OF_PARTS = {
    "AWS::EC2::NatGateway": _of_nat,
    "AWS::EC2::VPCEndpoint": _of_endpoint,
    "AWS::EC2::DHCPOptions": _of_options,
    "AWS::EC2::PrefixList": _of_list,
    "AWS::EC2::FlowLog": _of_flow_log,
    "AWS::EC2::VPCPeeringConnection": _of_peering,
    "AWS::EC2::Route": _of_route,
    "AWS::EC2::NetworkAclEntry": _of_entry,
    GROUP: _of_group,
    "AWS::Route53::HostedZone": _of_zone,
    "AWS::Route53Resolver::FirewallRuleGroup": _of_rules,
    "AWS::EC2::SubnetRouteTableAssociation": _of_association,
    **dict.fromkeys(_WITH_GROUPS, _with_groups),
}
