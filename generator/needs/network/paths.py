"""Can a task reach an AWS API: by an endpoint, a NAT gateway or a public address, subnet by subnet?"""

from __future__ import annotations

from generator.awsdata.unreachable import symptom
from generator.ecs.network.endpoints import Endpoint, carries
from generator.ecs.network.groups import created_groups
from generator.ecs.network.network import Network
from generator.ecs.network.subnets import same
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, unknown
from generator.needs.network.gateway_endpoints import reaches_through_gateway
from generator.needs.network.interface_endpoints import reaches_through_interface, shut_to_task
from generator.needs.network.internet import egress_closed, reaches_through_internet
from generator.needs.network.no_path import no_path, shut_in
from generator.needs.network.resolution import Resolution, by_name
from generator.needs.network.ways import Ways
from generator.stack import Absent, Listing, Value, shown


class Paths:
    """The network of one graph: can A reach B."""

    def __init__(self, network: Network, ways: Ways) -> None:
        self.network = network
        self.resolution = Resolution(network)
        self.ways = ways

    def api(self, task: Task, api: str) -> Answer:
        """Answer whether a task reaches an AWS API, from each of its subnets."""
        if task.awsvpc is not Truth.YES:
            return unknown(f"{task.name} is not known to have a network interface of its own")
        answer = self._from_every_subnet(task, api)
        if answer.verdict is not Truth.UNKNOWN:
            return answer
        kept_in = [*shut_in(self.network, task, api)]
        if kept_in:
            return all_of([answer, *kept_in])
        endpoint = self.endpoint_beside_groups(task, api)
        shut = shut_to_task(self.network, task, endpoint, api) if endpoint else None
        return answer if shut is None else all_of([answer, shut])

    def endpoint_beside_groups(self, task: Task, api: str) -> Endpoint | None:
        """Find the endpoint that an API's name leads to in the VPC of a task's groups, where no subnet tells it."""
        groups = list(created_groups(self.network.graph, task.groups))
        vpcs = {group.get("VpcId") for group in groups} - {Absent()}
        if len(vpcs) != 1 or len(groups) != len(list(items(task.groups))):
            return None
        return _endpoint_with_private_name(self._endpoints_in_vpc(api, vpcs.pop()))

    def _from_every_subnet(self, task: Task, api: str) -> Answer:
        if not isinstance(task.subnets, Listing):
            return unknown(f"the subnets of {task.name} are not known here")
        return all_of(self._reaches_from_subnet(task, subnet, api) for _, subnet in items(task.subnets))

    def endpoint(self, subnet: Value, api: str) -> Endpoint | None:
        """Find the endpoint through which requests from a subnet certainly go, if there is one."""
        subnets = self.network.subnets
        here = self._endpoints_in_vpc(api, subnets.vpc(subnet))
        if named := _endpoint_with_private_name(here) or self.resolution.endpoint(subnets.vpc(subnet), api):
            return named
        resource = subnets.resource(subnet)
        tables = subnets.tables(resource)[0] if resource else ()
        for endpoint in here:
            listed = [value for _, value in items(endpoint.resource.get("RouteTableIds"))]
            if endpoint.kind == "Gateway" and any(same(a, b) is Truth.YES for a in tables for b in listed):
                return endpoint
        return None

    def only_endpoint(self, subnet: Value, api: str) -> Endpoint | None:
        """Find the one endpoint of an API in the VPC of a subnet, whether requests go through it or not."""
        here = self._endpoints_in_vpc(api, self.network.subnets.vpc(subnet))
        return here[0] if len(here) == 1 else None

    def _endpoints_in_vpc(self, api: str, vpc: Value) -> list[Endpoint]:
        """List the endpoints that certainly carry an API in a VPC."""
        return [
            endpoint
            for endpoint in self.network.endpoints
            if carries(endpoint, api) is Truth.YES and same(endpoint.vpc, vpc) is Truth.YES
        ]

    def _possible_endpoints_in_vpc(self, api: str, vpc: Value) -> list[Endpoint]:
        """List the endpoints that may carry an API in a VPC, those that do among them."""
        return [
            endpoint
            for endpoint in self.network.endpoints
            if carries(endpoint, api) is not Truth.NO and same(endpoint.vpc, vpc) is not Truth.NO
        ]

    def _reaches_from_subnet(self, task: Task, subnet: Value, api: str) -> Answer:
        vpc = self.network.subnets.vpc(subnet)
        private = _endpoint_with_private_name(self._endpoints_in_vpc(api, vpc))
        name = self.resolution.api(vpc, api, private, (task.name,))
        outside = self.ways.out(subnet, task.public_address, api).verdict
        way = self._way(task, subnet, api)
        if way.verdict is Truth.UNKNOWN:
            way = all_of([way, *shut_in(self.network, task, api)])
        return by_name(name, way, outside)

    def _way(self, task: Task, subnet: Value, api: str) -> Answer:
        """Answer whether a task gets to where the name of an API should lead."""
        network, vpc = self.network, self.network.subnets.vpc(subnet)
        here = self._endpoints_in_vpc(api, vpc)
        if here and network.subnets.resource(subnet) and self.ways.ipv6_only(subnet) is not Truth.NO:
            return unknown(
                f"whether {here[0].resource} is reached from {shown(subnet)}, by IPv6 alone, is not decided here"
            )
        if named := _endpoint_with_private_name(here) or self.resolution.endpoint(vpc, api):
            return reaches_through_interface(network, task, subnet, named, api)
        routed = reaches_through_gateway(network, task, subnet, here, api)
        if routed is not None and routed.verdict is Truth.YES:
            return routed
        way = self.ways.out(subnet, task.public_address, api)
        if way.verdict is Truth.YES:
            closed = egress_closed(network.graph, task, "internet", api, symptom(api))
            return reaches_through_internet(network, task, subnet, way.reason, closed, api)
        if way.verdict is Truth.UNKNOWN:
            return unknown(way.reason)
        undecided = [endpoint for endpoint in self._possible_endpoints_in_vpc(api, vpc) if endpoint not in here]
        if undecided or any(endpoint.kind == "" for endpoint in here):
            names = ", ".join(str(endpoint.resource) for endpoint in undecided or here)
            return unknown(f"an endpoint may carry {api}: {names}")
        if unseen := self._why_endpoints_are_unseen(vpc):
            return unknown(unseen)
        if routed is not None:
            return routed
        return no_path(network, task, subnet, way, here, api)

    def _why_endpoints_are_unseen(self, vpc: Value) -> str:
        """Say why a VPC may have endpoints that are not seen; empty when it has no others."""
        resource = self.network.subnets.vpc_resource(vpc)
        if resource is None:
            return f"the VPC ({shown(vpc)}) is not created in these templates, so its endpoints are not seen"
        return next(iter(self.network.graph.open_reasons(resource)), "")


def _endpoint_with_private_name(here: list[Endpoint]) -> Endpoint | None:
    """Find the endpoint that the public name of an API leads to, wherever in the VPC one asks."""
    return next(
        (endpoint for endpoint in here if endpoint.kind == "Interface" and endpoint.private_dns is Truth.YES), None
    )
