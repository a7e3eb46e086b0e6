"""VPC Block Public Access: what is blocked in a whole account and region, and which VPCs and subnets are excluded.

Source: VPC User Guide, "VPC BPA basics" and "Advanced example", read 2026-11.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal as Word

from generator.ecs.network.subnets import same
from generator.logic import Truth, truth
from generator.stack import Absent, Graph, Literal, Resource, Value

OPTIONS, EXCLUSION = "AWS::EC2::VPCBlockPublicAccessOptions", "AWS::EC2::VPCBlockPublicAccessExclusion"

Mode = Word["off", "block-ingress", "block-bidirectional"]
"""``block-ingress`` lets NAT gateways and egress-only internet gateways through, and no public address of anything
else, in whichever direction; ``block-bidirectional`` lets nothing through an internet gateway."""


class PublicAccess:
    """The options and exclusions of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def options(self) -> Resource | None:
        """What sets the mode, if these templates do."""
        return next(iter(self.graph.of_type(OPTIONS)), None)

    def mode(self, subnet: Resource | None, vpc: Value) -> Mode | None:
        """The mode that applies in a subnet, or to a VPC as a whole; None when it is not known."""
        if self.options is None:
            return "off"
        mode = self.options.get("InternetGatewayBlockMode")
        if not isinstance(mode, Literal) or self.options.exists is not Truth.YES:
            return None
        excluded = self._exclusion(subnet, vpc)
        if excluded == "allow-bidirectional" or mode.text == "off":
            return "off"
        if excluded is None or mode.text not in ("block-ingress", "block-bidirectional"):
            return None
        # An exclusion for egress does nothing where only ingress is blocked.
        return "block-ingress" if excluded == "allow-egress" or mode.text == "block-ingress" else "block-bidirectional"

    def _exclusion(self, subnet: Resource | None, vpc: Value) -> str | None:
        """The widest exclusion of a subnet and its VPC; empty when there is none, None when it is not known."""
        found: set[str | None] = set()
        for exclusion in self.graph.of_type(EXCLUSION):
            applies = self._applies(exclusion, subnet, vpc)
            mode = exclusion.get("InternetGatewayExclusionMode")
            if applies is not Truth.NO:
                found.add(mode.text if applies is Truth.YES and isinstance(mode, Literal) else None)
        widest: tuple[str | None, ...] = ("allow-bidirectional", None, "allow-egress")
        return next((mode for mode in widest if mode in found), "")

    def _applies(self, exclusion: Resource, subnet: Resource | None, vpc: Value) -> Truth:
        named, around = exclusion.get("SubnetId"), exclusion.get("VpcId")
        if not isinstance(named, Absent):
            target = self.graph.target(named)
            if target is None:
                return Truth.UNKNOWN
            if subnet is None:  # That of one subnet is not that of its whole VPC.
                return Truth.NO if same(target.get("VpcId"), vpc) is Truth.NO else Truth.UNKNOWN
            return truth(target is subnet)
        return same(around, vpc)
