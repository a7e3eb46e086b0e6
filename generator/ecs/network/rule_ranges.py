"""Whether the ranges and prefix lists that a rule names hold the addresses of one end of a connection."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.network.addresses import CIDR_BLOCK, network, written_ranges
from generator.ecs.network.internet_addresses import Ranges, cover, overlap
from generator.ecs.network.prefix_lists import entries, holds_api, holds_internet, kept_by_aws
from generator.ecs.network.subnets import SUBNET, VPC, Subnets
from generator.logic import Truth, every
from generator.stack import Absent, Graph, Literal, Reference, Resource, Unknown, Value

_NOTHING = Absent()


@dataclass(frozen=True)
class Party:
    """One end of a connection: the groups it carries, and the subnets whose addresses it may have.

    ``public`` stands for addresses of AWS or the internet, which only rules for all addresses cover, or for a prefix
    list that holds them: those of ``api``, or whichever they are when it is empty.
    """

    groups: Value = _NOTHING
    subnets: tuple[Value, ...] = ()
    public: bool = False
    api: str = ""


class RuleRanges:
    """What the ranges that rules of a graph name hold."""

    def __init__(self, graph: Graph, subnets: Subnets) -> None:
        self.graph = graph
        self.subnets = subnets
        self._covered: dict[tuple[Value, Value], Truth] = {}

    def list_covers(self, prefix_list: Value, peer: Party) -> Truth:
        """Tell whether a prefix list holds the addresses of a party."""
        if peer.public:
            return holds_api(self.graph, prefix_list, peer.api)
        if kept_by_aws(prefix_list):
            return Truth.NO
        known = entries(self.graph, prefix_list)
        if known is None or not peer.subnets:
            return Truth.UNKNOWN
        return every(self._ranges_cover_subnet(known, subnet) for subnet in peer.subnets)

    def block_covers(self, block: Value, peer: Party) -> Truth:
        """Tell whether a CIDR block holds the addresses of a party."""
        if isinstance(block, Literal) and block.text == "0.0.0.0/0":
            return Truth.YES
        admitted = network(block)
        if peer.public:
            return Truth.UNKNOWN if admitted is None else holds_internet((admitted,))
        if not peer.subnets:
            return Truth.UNKNOWN
        return every(self._remembered_covers_subnet(block, subnet) for subnet in peer.subnets)

    def _remembered_covers_subnet(self, block: Value, subnet: Value) -> Truth:
        known = self._covered.get((block, subnet))
        if known is None:
            known = self._covered[block, subnet] = self._covers_subnet(block, subnet)
        return known

    def _covers_subnet(self, block: Value, subnet: Value) -> Truth:
        resource = self.graph.target(subnet, SUBNET)
        if resource is None:
            return Truth.UNKNOWN
        own, vpc = resource.get("CidrBlock"), self.subnets.vpc_resource(resource.get("VpcId"))
        if block == own and not isinstance(own, Unknown):
            return Truth.YES
        first = vpc.get("CidrBlock") if vpc is not None else _NOTHING
        if vpc is not None and block in (first, Reference(vpc.path, "CidrBlock")) and not isinstance(block, Unknown):
            if not self._may_have_added_ranges(vpc):
                return Truth.YES
            block = first
        admitted = network(block)
        return Truth.UNKNOWN if admitted is None else self._ranges_cover_subnet((admitted,), subnet)

    def _ranges_cover_subnet(self, admitted: Ranges, subnet: Value) -> Truth:
        """Tell whether ranges cover the own range of a subnet; where that is not known, all of its VPC's."""
        resource = self.graph.target(subnet, SUBNET)
        if resource is None:
            return Truth.UNKNOWN
        own = network(resource.get("CidrBlock"))
        vpc = self.subnets.vpc_resource(resource.get("VpcId"))
        aims = [own] if own is not None else written_ranges(self.graph, vpc) if vpc is not None else []
        if not aims:
            return Truth.UNKNOWN
        if all(cover(admitted, aim) for aim in aims):
            return Truth.YES
        return Truth.UNKNOWN if any(overlap(admitted, aim) for aim in aims) else Truth.NO

    def _may_have_added_ranges(self, vpc: Resource) -> bool:
        """Tell whether a VPC may have ranges of IPv4 besides its first one."""
        for added in self.graph.of_type(CIDR_BLOCK):
            only_six = all(isinstance(added.get(key), Absent) for key in ("CidrBlock", "Ipv4IpamPoolId"))
            if not only_six and self.graph.target(added.get("VpcId"), VPC) in (vpc, None):
                return True
        return False
