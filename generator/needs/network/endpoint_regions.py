"""Is an endpoint for the Region that the stack is in, so that EC2 creates it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.network.endpoints import Endpoint
from generator.ecs.network.network import Network
from generator.logic import Answer, no, unknown
from generator.needs.cause import Fault
from generator.stack import Resource


@dataclass(frozen=True)
class EndpointInOtherRegion(Fault):
    """An endpoint names the service of another Region than that of the stack.

    ``variant``: the Region of the stack was ``given``; something in the templates has ``told`` it; or other endpoints
    name ``others``, and a stack is in one Region.
    """

    variant: str
    named: str
    home: str
    because: str


def in_other_region(network: Network, endpoint: Resource, tasks: tuple[str, ...]) -> EndpointInOtherRegion | None:
    """Make the fault of an endpoint that certainly names another Region; None when it may be the right one."""
    elsewhere = network.endpoint_regions.elsewhere(endpoint)
    if elsewhere is None:
        return None
    variant = "others" if not elsewhere.home else "told" if elsewhere.because else "given"
    names = (elsewhere.named, elsewhere.home, elsewhere.because)
    return EndpointInOtherRegion(endpoint, ("ServiceName",), tasks, variant, *names)


def of_own_region(network: Network, endpoint: Endpoint, task: str) -> Iterator[Answer]:
    """Answer no, or unknown, where an endpoint is for another Region, or may be; nothing where it is for the own."""
    if fault := in_other_region(network, endpoint.resource, (task,)):
        yield no(fault)
    elif doubt := network.endpoint_regions.doubt(endpoint.resource):
        yield unknown(doubt)
