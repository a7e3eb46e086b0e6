"""Whether security groups alone keep a port shut, wherever the two ends stand: what is known without any subnet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.ecs.network.groups import created_groups
from generator.ecs.network.network import Network
from generator.ecs.network.subnets import same
from generator.ecs.tasks import items
from generator.logic import Answer, Truth, any_of
from generator.needs.cause import Fault
from generator.needs.network.connections import End, connect


def shut_by_groups(
    network: Network, source: End, target: End, ports: Sequence[int], closed: Callable[..., Fault], tasks: Sequence[str]
) -> Answer | None:
    """No, where no port gets through the groups of both ends; None where that takes their subnets, or is not so.

    Templates often take their subnets as parameters. Their groups, created here and of one VPC, tell all the same who
    admits whom; a rule for a range of addresses is left open.
    """
    if not ports or not _of_one_vpc(network, source, target):
        return None
    ends = replace(source, subnets=()), replace(target, subnets=())
    answers = [connect(network, *ends, port, closed, tuple(tasks)) for port in ports]
    return answers[0] if any_of(answers).verdict is Truth.NO else None


def _of_one_vpc(network: Network, *ends: End) -> bool:
    """Whether all groups of filtered ends are created here, in one VPC: beyond it, peering has a say."""
    vpcs = []
    for end in ends:
        groups = list(created_groups(network.graph, end.groups))
        if not end.filtered or not groups or len(groups) != len(list(items(end.groups))):
            return False
        vpcs += [group.get("VpcId") for group in groups]
    return all(same(vpcs[0], vpc) is Truth.YES for vpc in vpcs)
