"""The two ways from private subnets to AWS's APIs, and from how many GB a month on which is cheaper.

Endpoints cost more before any data where there are many of them, NAT gateways more for each GB. What goes to S3 takes a
gateway endpoint, which costs nothing, on either way. Source: AWS PrivateLink pricing, Amazon VPC pricing, read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.cost.bill import Bill, plural
from generator.cost.book import Rate
from generator.cost.dollars import dollars
from generator.cost.item import HOURS, Item
from generator.cost.network import nat_zones, zones
from generator.cost.use import tiers
from generator.ecs.network.endpoints import endpoints
from generator.ecs.network.nat_gateways import NAT, NatGateway
from generator.ecs.tasks import Task, items, tasks
from generator.logic import Truth
from generator.needs.calls import wanted


@dataclass(frozen=True)
class Egress:
    """Both ways: US dollars a month before data, and by the GB. ``break_even_gb`` is 0 where endpoints always win."""

    endpoints: float
    nat: float
    endpoint_gb: Rate
    nat_gb: float
    counted: str
    """What was counted on either side, and which of it is in the templates."""
    nat_stays: bool
    """Whether the templates have NAT gateways and endpoints both, so that only what endpoints add is weighed."""
    nat_per_zone: float

    @property
    def break_even_gb(self) -> float:
        """The GB a month from which on endpoints are cheaper."""
        more = self.endpoints if self.nat_stays else self.endpoints - self.nat
        return max(more, 0) / (self.nat_gb - self.endpoint_gb.price)

    def at(self, gb: float) -> tuple[float, float]:
        """What either way costs a month with so many GB: endpoints, NAT."""
        item = Item("", "", None, "GB", self.endpoint_gb.price, then=self.endpoint_gb.then)
        through = sum(each.monthly or 0 for each in tiers(item, gb))
        return self.endpoints + through + (self.nat if self.nat_stays else 0), self.nat + gb * self.nat_gb

    @property
    def advice(self) -> str:
        """What follows from it."""
        by_gb = f"${self.endpoint_gb.price:g} against ${self.nat_gb:g} a GB"
        s3 = "Traffic to S3 takes a gateway endpoint, which costs nothing, either way."
        if self.nat_stays:
            return (
                f"With NAT gateways there anyway, the endpoints cost {dollars(self.endpoints)} more, and pay for "
                f"themselves from {self.break_even_gb:,.0f} GB a month to AWS's APIs on ({by_gb}). {s3}"
            )
        internet = "Tasks that call the internet need a NAT gateway anyway."
        if self.break_even_gb == 0:
            return f"Endpoints are cheaper at any amount of data ({by_gb}). {s3} {internet}"
        advice = (
            f"NAT costs {dollars(self.endpoints - self.nat)} less before data; from {self.break_even_gb:,.0f} GB a "
            f"month to AWS's APIs on, endpoints are cheaper ({by_gb})."
        )
        if self.nat < self.nat_per_zone:
            cheaper = "and then endpoints are cheaper" if self.endpoints <= self.nat_per_zone else "still less"
            advice += f" A NAT gateway in each zone would be {dollars(self.nat_per_zone)}, {cheaper} before data."
        return f"{advice} {s3} {internet}"


def egress(bill: Bill) -> Egress | None:
    """Compare them for one graph; None where neither is there and no task needs one, or where prices are missing."""
    names = ("endpoint/hour", "endpoint/gb", "nat/hour", "nat/gb", "address/hour")
    rates = {name: rate for name in names if (rate := bill.rate(name)) is not None}
    if len(rates) < len(names) or rates["nat/gb"].price <= rates["endpoint/gb"].price:
        return None
    there = [each.resource for each in endpoints(bill.graph) if each.kind == "Interface"]
    # A private NAT gateway leads to networks of one's own, and to no API.
    gateways = [each for each in map(NatGateway, bill.graph.of_type(NAT)) if each.public is not Truth.NO]
    described = [task for task in tasks(bill.graph) if task.started and task.public_address is not Truth.YES]
    needed, wide = _apis(described), max((_zones(task) for task in described), default=0)
    if not (there or (needed and (gateways or wide))):
        return None
    one = HOURS * (rates["nat/hour"].price + rates["address/hour"].price)
    if there:
        known = {each.path: count for each in there if (count := zones(each)) is not None}
        if not known:
            return None
        interfaces, wide = sum(known.values()), max(known.values())
        ours = f"{plural(len(known), 'endpoint')} ({plural(interfaces, 'zone')} in all) of these templates"
        if left := [each.path for each in there if each.path not in known]:
            ours += f", without {', '.join(left)} of which the zones are not known"
    else:
        interfaces = len(needed) * max(wide, 1)
        ours = f"endpoints that the tasks would need ({', '.join(needed)}) in {plural(max(wide, 1), 'zone')}"
        ours += "" if wide else ", for their subnets are not known"
    count = sum(nat_zones(each) or 1 for each in gateways) or 1
    theirs = plural(len(gateways) or 1, "NAT gateway") + (" of these templates" if gateways else " instead")
    if gateways and count != len(gateways):
        theirs += f" in {plural(count, 'zone')}"
    if any(nat_zones(each) is None for each in gateways):
        theirs += ", a regional one counted once, for it follows its users into zones"
    return Egress(
        interfaces * HOURS * rates["endpoint/hour"].price,
        count * one,
        rates["endpoint/gb"],
        rates["nat/gb"].price,
        f"{ours}, against {theirs}",
        bool(there and gateways),
        max(wide, count) * one,
    )


def _apis(described: Iterable[Task]) -> list[str]:
    """The APIs that ECS itself calls to start tasks, as endpoints name them, but for S3."""
    found: dict[str, None] = {}
    for task in described:
        want = wanted(task)
        if want.private_images:
            found.update({"ecr.api": None, "ecr.dkr": None})
        if want.logs:
            found["logs"] = None
        found.update({secret.api: None for _, secret in want.secrets if secret.api in ("secretsmanager", "ssm")})
        if task.exec_enabled is Truth.YES:
            found["ssmmessages"] = None
    return list(found)


def _zones(task: Task) -> int:
    return len(list(items(task.subnets)))
