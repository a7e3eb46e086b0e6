"""Do packets between the subnets of a VPC stay in its own hands, or does a route send them through something else?"""

from __future__ import annotations

from collections.abc import Sequence

from generator.ecs.network.network import Network
from generator.ecs.network.subnets import same
from generator.logic import Truth
from generator.stack import Value, shown


def detour(network: Network, sources: Sequence[Value], targets: Sequence[Value]) -> str:
    """Say why it is not known that packets get from subnets to others, and answers back; empty when they do.

    Within a VPC its own route leads everywhere, unless another is as specific as the range of a subnet.
    """
    for source in sources:
        for target in targets:
            vpcs = network.subnets.vpc(source), network.subnets.vpc(target)
            if same(*vpcs) is Truth.NO:
                return f"{shown(source)} and {shown(target)} are in different VPCs, which is not followed here"
            for ends in ((source, target), (target, source)):
                if route := network.routes.between(*ends):
                    return f"{route} sends what goes from one subnet to another through something not followed here"
    return ""
