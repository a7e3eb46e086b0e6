"""Does VPC Block Public Access stop what goes through an internet gateway?"""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.network.network import Network
from generator.logic import Truth
from generator.needs.cause import Fault
from generator.stack import Resource


@dataclass(frozen=True)
class PublicAccessBlocked(Fault):
    """VPC Block Public Access stops what tasks need from the internet, or their callers.

    ``variant``: ``address`` where what is stopped has a public address of its own, ``NAT gateway``, or ``clients`` of a
    load balancer.
    """

    variant: str
    mode: str
    subnet: Resource


def blocked(
    network: Network, subnet: Resource | None, sender: str, source: Resource
) -> tuple[Truth, str, PublicAccessBlocked | None]:
    """Tell whether packets from a subnet to an internet gateway are stopped, why, and the fault.

    ``subnet`` is None for a NAT gateway that stands in none that is known. Of what goes through a NAT gateway it is not
    documented whether its subnet has to be excluded or that of the task, the ``source``, so the answer is not known
    where they differ.
    """
    access = network.public_access
    if access.options is None:
        return Truth.NO, "", None
    through_nat = sender == "NAT gateway"
    stopping = ("block-bidirectional",) if through_nat else ("block-bidirectional", "block-ingress")
    modes = [access.mode(place, source.get("VpcId")) for place in ((subnet, source) if through_nat else (subnet,))]
    if not any(mode is None or mode in stopping for mode in modes):
        return Truth.NO, "", None
    mode, where = modes[-1], subnet or source
    if mode is None or None in modes or not all(each in stopping for each in modes):
        return Truth.UNKNOWN, f"whether {access.options} stops what leaves {where} is not known here", None
    variant = "NAT gateway" if through_nat else "clients" if sender == "load balancer" else "address"
    fault = PublicAccessBlocked(access.options, ("InternetGatewayBlockMode",), (), variant, mode, where)
    return Truth.YES, f"{access.options} blocks public access ({mode}), and does not exclude {where}", fault
