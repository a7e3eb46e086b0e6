"""Sets of packets, as a filter sees them: from or to which addresses of IPv4, and on which ports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network

from generator.ecs.network.addresses import CIDR_BLOCK, network, ranges
from generator.ecs.network.internet_addresses import internet
from generator.ecs.network.subnets import Subnets
from generator.stack import Absent, Reference, Unknown, Value, shown


@dataclass(frozen=True)
class Ports:
    """A range of ports of ``tcp`` or ``udp``, both ends among them."""

    first: int
    last: int
    protocol: str = "tcp"

    @property
    def count(self) -> int:
        """How many they are."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True)
class Addresses:
    """The addresses that one end of a connection may have, any of them.

    ``networks`` hold them all, and nothing else if they are ``exact``; none when no range is known. ``values`` are
    what templates write for a range that holds them all.
    """

    name: str
    """What people call them."""
    block: str
    """The range to write into a rule about them."""
    networks: tuple[IPv4Network, ...] = ()
    exact: bool = False
    values: tuple[Value, ...] = ()


@cache
def public() -> Addresses:
    """Addresses of the internet, those of AWS's APIs among them."""
    return Addresses("the internet", "0.0.0.0/0", internet(), exact=True)


def addresses_in(subnets: Subnets, subnet: Value) -> Addresses:
    """The addresses that a subnet gives."""
    resource = subnets.resource(subnet)
    if resource is None:
        return Addresses(shown(subnet), "the range of that subnet")
    own, vpc = resource.get("CidrBlock"), subnets.vpc_resource(resource.get("VpcId"))
    known = network(own)
    values = [own, Reference(resource.path, "CidrBlock")]
    around: tuple[IPv4Network, ...] = ()
    if vpc is not None:
        around = tuple(ranges(subnets.graph, vpc))
        if len(around) == 1 or not subnets.graph.of_type(CIDR_BLOCK):
            values += [vpc.get("CidrBlock"), Reference(vpc.path, "CidrBlock")]
    block = shown(own) if known else f"the range of {resource}"
    return Addresses(
        str(resource), block, (known,) if known else around, known is not None, tuple(filter(_names_a_range, values))
    )


def _names_a_range(value: Value) -> bool:
    """Whether two values like it are certainly the same range."""
    return not isinstance(value, Absent) and (not isinstance(value, Unknown) or value.kind in ("parameter", "import"))
