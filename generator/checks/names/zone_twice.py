"""Lesson 10: two private zones of one name for one VPC, of which the second is refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.awsdata.services import host_of
from generator.checks.check import Check
from generator.ecs.network.domains import Domain, equal, host
from generator.ecs.network.endpoints import ENDPOINT
from generator.ecs.network.subnets import same
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Resource, Value

_FAILS = {
    "zone": "of its own, so that one of the two is not created (ConflictingDomainExists)",
    "endpoint": "because of its private DNS, so that one of the two is not created (conflicting DNS domain)",
}


class ZoneTwice(Check):
    id = "ECS107"
    lesson = 10
    fails_creation = True
    title = "Two private zones for one VPC have the same name"
    symptom = (
        "CREATE_FAILED: private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
        "logs.us-east-1.amazonaws.com in the VPC; or: ConflictingDomainExists"
    )
    why = (
        "A VPC has one private zone of a name. A private namespace of Cloud Map makes one, and so does an interface "
        "endpoint with private DNS, for the name of its service."
    )
    fix = "Leave one of them; a second interface endpoint of the same service needs PrivateDnsEnabled: false."
    message = {
        "zone": "{resource} makes a private zone of the name that {other} has in the same VPC " + _FAILS["zone"],
        "endpoint": "{resource} makes a private zone of the name that {other} has in the same VPC "
        + _FAILS["endpoint"],
    }
    change = {
        "zone": "Name: another one; or leave one of {resource} and {other}",
        "endpoint": "PrivateDnsEnabled: false; or leave one of {resource} and {other}",
    }
    base = "called"
    good = {
        "Zone": """
            Type: AWS::Route53::HostedZone
            Properties: {Name: data.internal, VPCs: [{VPCId: !Ref Vpc, VPCRegion: !Ref AWS::Region}]}
""",
    }
    bad = {
        "Zone.Name": "app.internal",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find pairs of which each certainly exists; cfn-lint's own E3064 says it too of two endpoints of one template.

        Sources: Route 53 API Reference, CreateHostedZone, ConflictingDomainExists; AWS re:Post, "Why can't I enable
        private DNS names for my interface VPC endpoint"; read 2026-11.
        """
        by_name: dict[tuple[str, ...], list[tuple[Resource, Domain, Value]]] = {}
        for resource, name, vpc in (*_endpoints(context), *_zones(context)):
            if resource.exists is Truth.YES and equal(name, name):
                by_name.setdefault(name.labels, []).append((resource, name, vpc))
        for zones in by_name.values():
            for (first, _, here), (second, _, there) in combinations(zones, 2):
                if first is not second and same(here, there) is Truth.YES:
                    step, variant = ("PrivateDnsEnabled", "endpoint") if second.type == ENDPOINT else ("Name", "zone")
                    yield self.at(second, step, variant=variant, other=first)


def _endpoints(context: Context) -> Iterator[tuple[Resource, Domain, Value]]:
    """The zones of interface endpoints with private DNS, each of the name of one API."""
    region = context.network.resolvers.region
    for endpoint in context.network.endpoints:
        named = endpoint.kind == "Interface" and endpoint.private_dns is Truth.YES
        if named and endpoint.api and isinstance(endpoint.resource.get("ServiceRegion"), Absent):
            yield endpoint.resource, host(host_of(endpoint.api).removeprefix("*."), region), endpoint.vpc


def _zones(context: Context) -> Iterator[tuple[Resource, Domain, Value]]:
    for resource, name, places in context.network.resolvers.private_zones:
        for vpc in places:
            yield resource, name, vpc
