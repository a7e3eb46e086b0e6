"""What EC2 refuses of endpoints: settings of another type, and private DNS for S3 without a gateway endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.balancing.balancers import BALANCER, kind
from generator.ecs.network.endpoints import ENDPOINT, Endpoint, endpoints
from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals, Surely
from generator.stack import Absent, Graph, Listing, Resource

_ONLY_INTERFACE = ("SubnetIds", "SecurityGroupIds", "PrivateDnsEnabled")


def settings_of_type(graph: Graph, endpoint: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateVpcEndpoint (subnets, groups and private DNS are of interface endpoints, route
    tables of gateway endpoints); read 2026-11."""
    sort = literal(endpoint.get("VpcEndpointType"))
    gateway = sort == "Gateway" or isinstance(endpoint.get("VpcEndpointType"), Absent)
    own = next((each for each in endpoints(graph) if each.resource is endpoint), None)
    for name in _ONLY_INTERFACE if gateway else ("RouteTableIds",):
        value = endpoint.get(name)
        empty = (isinstance(value, Listing) and not value.items) or (literal(value) or "").lower() == "false"
        if (gateway or sort == "Interface") and not isinstance(value, Absent) and not empty:
            said = f"{endpoint} is of the type {sort or 'Gateway'}, which takes no {name}"
            of_gateway = gateway and own is not None and own.api in ("s3", "dynamodb")
            yield Surely(said, endpoint, name, change=f"{name}: leave it out") if of_gateway else said


def private_dns(graph: Graph, resource: Resource) -> Iterator[str]:
    """Private DNS of an S3 interface endpoint is for inbound resolver endpoints only, unless DnsOptions say otherwise.

    Source: terraform-provider-aws #31117 and #33689, terraform-aws-vpc #1012 (InvalidParameter: To set
    PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC must have a Gateway endpoint for the service); not looked
    up again, 2026-11.
    """
    every = endpoints(graph)
    own = next((each for each in every if each.resource is resource), None)
    if own is None or not _wants_gateway(own) or graph.target(own.vpc, "AWS::EC2::VPC") is None:
        return
    beside = [each for each in every if each.kind in ("Gateway", "") and each.api in ("s3", None)]
    if not any(each.resource.exists is not Truth.NO for each in beside):
        yield f"{resource} has private DNS for S3, which needs a gateway endpoint in the VPC, or AllResolvers"


def _wants_gateway(endpoint: Endpoint) -> bool:
    on = flag(endpoint.resource.get("PrivateDnsEnabled")) is Truth.YES
    return endpoint.kind == "Interface" and endpoint.api == "s3" and on and endpoint.only_for_inbound is not Truth.NO


def endpoint_service(graph: Graph, service: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateVpcEndpointServiceConfiguration (Network or Gateway Load Balancers); read
    2026-11."""
    for index, _ in items(service.get("NetworkLoadBalancerArns")):
        balancer = graph.target(service.get("NetworkLoadBalancerArns", index), BALANCER)
        if balancer is not None and kind(balancer) not in ("network", ""):
            said = f"{service} shares {balancer}, which is of type {kind(balancer)}, and of type network is taken"
            change = "NetworkLoadBalancerArns: a Network Load Balancer, in front of this one"
            yield Surely(said, service, "NetworkLoadBalancerArns", index, change=change)


REFUSALS: Refusals = {
    "AWS::EC2::VPCEndpointService": (endpoint_service,),
    ENDPOINT: (
        settings_of_type,
        private_dns,
    ),
}
