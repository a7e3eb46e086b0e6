"""What EC2 refuses of subnets: zones, blocks that the VPC does not have yet, and IPv6 without a block of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.creation_order import CreationOrder
from generator.ecs.tasks import flag
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.refusals.resources.ec2.blocks import ipv4_block, is_given
from generator.stack import Absent, Call, Graph, Reference, Resource, Value, parts

VPC = "AWS::EC2::VPC"
SUBNET = "AWS::EC2::Subnet"
ADDED = "AWS::EC2::VPCCidrBlock"
_OF_IPV6 = ("Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength")
_MOST = 256
"""Blocks that Fn::Cidr gives. Source: CloudFormation Template Reference, Fn::Cidr; read 2026-11."""


def subnet_settings(graph: Graph, subnet: Resource) -> Iterator[str]:
    """Sources: EC2 API Reference, CreateSubnet and ModifySubnetAttribute; CloudFormation Template Reference,
    AWS::EC2::Subnet and Fn::Cidr; not looked up, 2026-11. Of addresses of IPv6, former2 #51 and terraform-aws-vpc #735
    ("unless the subnet ... has an IPv6 CIDR block associated with it"); read 2026-11."""
    if is_given(subnet, "AvailabilityZone") and is_given(subnet, "AvailabilityZoneId"):
        yield f"{subnet} has an AvailabilityZone and an AvailabilityZoneId, of which one is taken"
    if is_given(subnet, "EnableLniAtDeviceIndex") and isinstance(subnet.get("OutpostArn"), Absent):
        yield f"{subnet} has EnableLniAtDeviceIndex, which is for subnets of Outposts"
    yield from _of_ipv6(graph, subnet)
    yield from _of_functions(graph, subnet)
    yield from _too_early(graph, subnet)


def _of_ipv6(graph: Graph, subnet: Resource) -> Iterator[str]:
    own = [name for name in _OF_IPV6 if is_given(subnet, name)]
    given = flag(subnet.get("AssignIpv6AddressOnCreation")) is Truth.YES
    native = flag(subnet.get("Ipv6Native")) is Truth.YES
    if given and not native and all(isinstance(subnet.get(name), Absent) for name in _OF_IPV6):
        yield f"{subnet} gives addresses of IPv6 (AssignIpv6AddressOnCreation), and has no block of IPv6"
    if (own or native) and _lacks_ipv6(graph, subnet):
        yield f"{subnet} has a block of IPv6, and its VPC has none"


def _lacks_ipv6(graph: Graph, subnet: Resource) -> bool:
    """Whether the VPC of a subnet is made here, and certainly gets no block of IPv6."""
    vpc = graph.target(subnet.get("VpcId"), VPC)
    mine = [each for each in graph.of_type(ADDED) if graph.target(each.get("VpcId"), VPC) in (vpc, None)]
    return vpc is not None and not any(isinstance(each.get("CidrBlock"), Absent) for each in mine)


def _of_functions(graph: Graph, subnet: Resource) -> Iterator[str]:
    for part in parts(subnet.get("CidrBlock")):
        if not isinstance(part, Call) or part.function != "Cidr" or len(part.arguments) < 2:
            continue
        wanted, bits = number(part.arguments[1]), number(part.arguments[2]) if len(part.arguments) > 2 else 5
        whole = ipv4_block(_value(graph, part.arguments[0]))
        most = 2 ** (32 - bits - whole.prefixlen) if whole and bits and 32 - bits >= whole.prefixlen else _MOST
        if wanted is not None and wanted > min(most, _MOST):
            yield f"CidrBlock of {subnet} asks Fn::Cidr for {wanted} blocks, and there are {min(most, _MOST)}"
    region = literal(graph.pseudo("AWS::Region"))
    for part in parts(subnet.get("AvailabilityZone")):
        if isinstance(part, Call) and part.function == "GetAZs" and part.arguments:
            other = literal(part.arguments[0])
            if other and region and other != region:
                yield f"AvailabilityZone of {subnet} is one of {other}, and the stack is of {region}"


def _too_early(graph: Graph, subnet: Resource) -> Iterator[str]:
    """A subnet in a block that is added to the VPC, and that may be created before it is.

    Source: CloudFormation Template Reference, AWS::EC2::VPCCidrBlock (DependsOn); not looked up, 2026-11.
    """
    vpc = graph.target(subnet.get("VpcId"), VPC)
    if vpc is None or subnet.exists is Truth.NO:
        return
    own, block = ipv4_block(vpc.get("CidrBlock")), ipv4_block(subnet.get("CidrBlock"))
    asks = any(isinstance(each, Reference) and each.resource == vpc.path and each.attribute == "Ipv6CidrBlocks"
               for name in _OF_IPV6 for each in parts(subnet.get(name)))  # fmt: skip
    order = CreationOrder(graph)
    mine = [added for added in graph.of_type(ADDED) if graph.target(added.get("VpcId"), VPC) is vpc]
    some = any(isinstance(each.get("CidrBlock"), Absent) and order.precedes(each, subnet) for each in mine)
    for added in mine:
        if order.precedes(added, subnet):
            continue
        more = ipv4_block(added.get("CidrBlock"))
        lies_in = own is not None and block is not None and more is not None
        if lies_in and block.subnet_of(more) and not block.subnet_of(own):  # type: ignore[union-attr, arg-type]
            yield f"{subnet} lies in the block of {added}, and may be created before it: it has no DependsOn"
        elif asks and not some and isinstance(added.get("CidrBlock"), Absent):
            yield f"{subnet} takes the block of IPv6 of {added}, and may be created before it: it has no DependsOn"


def _value(graph: Graph, value: Value) -> Value:
    vpc = graph.target(value, VPC)
    return vpc.get("CidrBlock") if vpc and isinstance(value, Reference) and value.attribute == "CidrBlock" else value


def block_of_ipv6(graph: Graph, added: Resource) -> Iterator[str]:
    """A block of IPv6 for a subnet of a VPC that has none."""
    subnet = graph.target(added.get("SubnetId"), SUBNET)
    if subnet is not None and isinstance(subnet.get("Ipv6CidrBlock"), Absent) and _lacks_ipv6(graph, subnet):
        yield f"{added} gives {subnet} a block of IPv6, and its VPC has none"


def bits_of_cidr(_graph: Graph, subnet: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateSubnet (a block of /16 to /28); read 2026-11."""
    for part in parts(subnet.get("CidrBlock")):
        bits = _bits(part) if isinstance(part, Call) and part.function == "Cidr" else None
        if bits is not None and not 4 <= bits <= 16:
            yield f"CidrBlock of {subnet} has {bits} bits for addresses, and 4 to 16 are taken"


def _bits(cidr: Call) -> int | None:
    return number(cidr.arguments[2]) if len(cidr.arguments) == 3 else None


REFUSALS: Refusals = {
    SUBNET: (
        subnet_settings,
        bits_of_cidr,
    ),
    "AWS::EC2::SubnetCidrBlock": (block_of_ipv6,),
}
