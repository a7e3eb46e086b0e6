"""Load balancers: hours, capacity units, and the public addresses of those that face the internet.

Source: Elastic Load Balancing pricing; Amazon VPC pricing (public IPv4 addresses of load balancers); CloudFormation
Template Reference, AWS::ElasticLoadBalancingV2::LoadBalancer (internet-facing where Scheme is left out); read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.cost.bill import Bill, length, plural, reason
from generator.cost.item import HOURS, Item
from generator.ecs.balancing.balancers import BALANCER
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Absent, Literal, Resource

TYPES = (BALANCER,)
_KINDS = {"application": ("Application Load Balancer", "alb"), "network": ("Network Load Balancer", "nlb")}


def lines(bill: Bill) -> Iterator[Item]:
    """What load balancers cost."""
    for resource in bill.graph.of_type(BALANCER):
        written = resource.get("Type")
        kind = "application" if isinstance(written, Absent) else literal(written)
        if kind not in _KINDS:
            yield bill.unknown(resource, "load balancer", f"no price of its type is known here ({written})")
            continue
        what, price = _KINDS[kind]
        yield bill.hours(resource, what, f"{price}/hour")
        yield from _addresses(bill, resource)
        yield _capacity(bill, resource, f"{price}/lcu")


def _capacity(bill: Bill, resource: Resource, price: str) -> Item:
    """A capacity unit is paid by the hour; what is asked for is how many there are on average."""
    rate = bill.rate(price)
    if rate is None:
        return bill.unpriced(resource, "capacity units", price)
    return Item(resource.path, "capacity units on average", None, "LCU", rate.price * HOURS, "lcu")


def _addresses(bill: Bill, resource: Resource) -> Iterator[Item]:
    scheme, kind = resource.get("Scheme"), literal(resource.get("IpAddressType"))
    if kind == "dualstack-without-public-ipv4" or literal(scheme) == "internal":
        return
    what = "public IPv4 addresses"
    if not isinstance(scheme, Absent | Literal):
        yield bill.unknown(resource, what, reason("its Scheme", scheme))
        return
    mappings = resource.get("SubnetMappings")
    own = [index for index, _ in items(mappings) if not _given(resource, index)]
    count = len(own) if not isinstance(mappings, Absent) and length(mappings) else length(resource.get("Subnets"))
    if count is None:
        yield bill.unknown(resource, what, reason("the number of its subnets", resource.get("Subnets"), mappings))
    elif count:
        yield bill.hours(resource, f"{what}, {plural(count, 'zone')}", "address/hour", count)


def _given(resource: Resource, index: int) -> bool:
    """Tell whether a zone has an address that is somebody's own, and paid there."""
    return not isinstance(resource.get("SubnetMappings", index, "AllocationId"), Absent)
