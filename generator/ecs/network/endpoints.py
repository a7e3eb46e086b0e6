"""VPC endpoints: which AWS API each carries, of which type, for which VPC."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ecs.tasks import flag
from generator.logic import Truth, every, negation, truth
from generator.stack import Absent, Graph, Literal, Pseudo, Resource, Text, Unknown, Value

ENDPOINT = "AWS::EC2::VPCEndpoint"
_SERVICE = re.compile(r"(?:cn\.)?com\.amazonaws\.[^.]+\.(?P<api>.+)")


@dataclass(frozen=True, eq=False)
class Endpoint:
    """One endpoint. ``api`` is the last part of the service's name, None when it cannot be told."""

    resource: Resource
    api: str | None

    @property
    def kind(self) -> str:
        """``Interface``, ``Gateway``, another type, or empty when it is not known; Gateway when absent."""
        value = self.resource.get("VpcEndpointType")
        if isinstance(value, Absent):
            return "Gateway"
        return value.text.capitalize() if isinstance(value, Literal) else ""

    @property
    def vpc(self) -> Value:
        """The VPC it serves."""
        return self.resource.get("VpcId")

    @property
    def private_dns(self) -> Truth:
        """Whether the public name of the service leads to it in its VPC.

        Absent is false, other than in the API. With private DNS for inbound resolver endpoints only, that is for those
        who ask from outside. Left out for S3, that is EC2's own choice, which needs a gateway endpoint beside it.
        Sources: CloudFormation Template Reference, AWS::EC2::VPCEndpoint, and aws-cloudformation-user-guide #391;
        terraform-provider-aws #46404 and landing-zone-accelerator-on-aws #620 (the choice); read 2026-11.
        """
        on = flag(self.resource.get("PrivateDnsEnabled"))
        return on if on is Truth.NO else every((on, negation(self.only_for_inbound)))

    @property
    def only_for_inbound(self) -> Truth:
        """Whether private DNS, where it is on, is for those who ask through an inbound resolver endpoint only."""
        option = self.resource.get("DnsOptions", "PrivateDnsOnlyForInboundResolverEndpoint")
        word = option.text.lower() if isinstance(option, Literal) else ""
        if isinstance(option, Absent) or word == "notspecified":
            return Truth.UNKNOWN if self.api == "s3" else Truth.NO
        return Truth.YES if word == "onlyinboundresolver" else Truth.NO if word == "allresolvers" else Truth.UNKNOWN

    @property
    def groups(self) -> Value:
        """Its security groups; Absent means the VPC's default group."""
        return self.resource.get("SecurityGroupIds")

    @property
    def policy(self) -> Value:
        """Its policy; Absent means AWS's default, which allows everything."""
        return self.resource.get("PolicyDocument")


def endpoints(graph: Graph) -> tuple[Endpoint, ...]:
    """Every endpoint of a graph."""
    return tuple(Endpoint(resource, _api(resource.get("ServiceName"))) for resource in graph.of_type(ENDPOINT))


def carries(endpoint: Endpoint, api: str) -> Truth:
    """Tell whether an endpoint carries an API."""
    return Truth.UNKNOWN if endpoint.api is None else truth(endpoint.api == api)


def _api(name: Value) -> str | None:
    match name:
        case Absent():
            return ""  # It leads to a resource or a service network of VPC Lattice, to no API of AWS.
        case Literal(text):
            whole = text
        case Text(pieces):
            known = [
                piece.text if isinstance(piece, Literal) else "region" if _may_be_region(piece) else None
                for piece in pieces
            ]
            if None in known:
                return None
            whole = "".join(piece for piece in known if piece is not None)
        case _:
            return None
    service = _SERVICE.fullmatch(whole)
    return service["api"] if service else whole


def _may_be_region(piece: Value) -> bool:
    """Tell whether a part of a service's name is a Region; a parameter there can hardly be anything else."""
    return (isinstance(piece, Pseudo) and piece.name == "AWS::Region") or (
        isinstance(piece, Unknown) and "region" in piece.identity.lower()
    )
