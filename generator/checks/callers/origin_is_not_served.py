"""CloudFront with an origin that is a load balancer, which it does not get to, or which does not listen there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER, LISTENER, faces_internet
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Reference, Resource

_PORTS = {"http-only": (("HTTPPort", 80),), "https-only": (("HTTPSPort", 443),)}
"""By the policy of an origin, the property with the port that CloudFront calls, and what it is by default."""


class OriginIsNotServed(Check):
    id = "ECS436"
    lesson = 43
    title = "CloudFront calls a load balancer that does not answer it"
    symptom = "502 or 504 from CloudFront: Failed to contact the origin; The request could not be satisfied"
    why = (
        "CloudFront calls an origin by its name from the internet, unless it is a VPC origin, and on the port of its "
        "protocol: 443 with https-only, 80 with http-only. The load balancer has to be internet-facing, and to have a "
        "listener there."
    )
    fix = "Give the load balancer a listener of that protocol, or the origin the protocol that there is a listener for."
    message = {
        "port": "{resource} calls {balancer} on {port} ({policy}), where it has no listener: viewers get 502 or 504",
        "internal": "{resource} calls {balancer} from the internet, and its Scheme is internal: viewers get 502 or 504",
    }
    change = {
        "port": "OriginProtocolPolicy: that of a listener of {balancer}; or a listener on {port}",
        "internal": "VpcOriginConfig in place of CustomOriginConfig; or Scheme of {balancer}: internet-facing",
    }
    base = "balanced"
    good = {
        "Edge": (
            "{Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {Enabled: true, Origins: [{Id: w, "
            "DomainName: !GetAtt Balancer.DNSName, VpcOriginConfig: {VpcOriginId: vo_1234567890abcdef}}], "
            "DefaultCacheBehavior: {TargetOriginId: w, ViewerProtocolPolicy: redirect-to-https, "
            "CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad}}}}"
        ),
    }
    bad = {
        "Edge.DistributionConfig.Origins.0.VpcOriginConfig": None,
        "Edge.DistributionConfig.Origins.0.CustomOriginConfig": "{OriginProtocolPolicy: http-only}",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find origins that are load balancers of the templates, and certainly do not answer.

        Source: CloudFront API Reference, CustomOriginConfig (OriginProtocolPolicy, HTTPPort, HTTPSPort) and
        VpcOriginConfig; from memory, 2026-11.
        """
        for edge in context.graph.of_type("AWS::CloudFront::Distribution"):
            for index, _ in items(edge.get("DistributionConfig", "Origins")):
                steps = ("DistributionConfig", "Origins", index)
                named, custom = edge.get(*steps, "DomainName"), edge.get(*steps, "CustomOriginConfig")
                target = context.graph.resource(named.resource) if isinstance(named, Reference) else None
                if target is not None and target.type == BALANCER and not isinstance(custom, Absent):
                    yield from self._of_origin(context, edge, steps, target)

    def _of_origin(
        self, context: Context, edge: Resource, steps: tuple[str | int, ...], balancer: Resource
    ) -> Iterator[Finding]:
        if faces_internet(balancer) is Truth.NO:
            yield self.at(edge, *steps, "DomainName", variant="internal", balancer=balancer)
            return
        policy = literal(edge.get(*steps, "CustomOriginConfig", "OriginProtocolPolicy"))
        for key, usual in _PORTS.get(policy or "", ()):
            told = edge.get(*steps, "CustomOriginConfig", key)
            port = usual if isinstance(told, Absent) else number(told)
            heard = _ports(context, balancer)
            if port is not None and heard is not None and port not in heard:
                way = (*steps, "CustomOriginConfig", "OriginProtocolPolicy")
                yield self.at(edge, *way, variant="port", balancer=balancer, port=port, policy=policy)


def _ports(context: Context, balancer: Resource) -> set[int] | None:
    """The ports that a load balancer listens on; None when they are not all known, or none are of these templates."""
    heard: set[int] = set()
    for listener in context.graph.of_type(LISTENER):
        owner = context.balancers.balancer(listener)
        port = number(listener.get("Port"))
        if owner is None or (owner == balancer and port is None):
            return None
        if owner == balancer and port is not None:
            heard.add(port)
    return heard if heard and context.graph.closed(balancer) else None
