"""Can a task reach an AWS API: by an endpoint, a NAT gateway or a public address, subnet by subnet?"""

from __future__ import annotations

from functools import cached_property

from generator.awsdata.services import gateway_services
from generator.ecs.endpoints import Endpoint, carries, endpoints
from generator.ecs.groups import GROUP, Groups, Party, covers_port
from generator.ecs.subnets import Subnets, same
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Worded
from generator.stack import Absent, Graph, Listing, Resource, Value, trace

_TIMEOUT = {
    "logs": "failed to validate logger args: the task cannot find the CloudWatch log group, connection issue",
    "secretsmanager": "unable to pull secrets or registry auth: context deadline exceeded",
    "ssm": "unable to pull secrets or registry auth: context deadline exceeded",
    "ssmmessages": "TargetNotConnectedException",
}
_PULL = "CannotPullContainerError: i/o timeout"


class Reach:
    """Answers about the network of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.subnets = Subnets(graph)
        self.groups = Groups(graph, self.subnets)

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """Every endpoint of the graph."""
        return endpoints(self.graph)

    def api(self, task: Task, api: str) -> Answer:
        """Answer whether a task reaches an AWS API, from each of its subnets."""
        if task.awsvpc is not Truth.YES:
            return unknown(f"{task.name} is not known to have a network interface of its own")
        if not isinstance(task.subnets, Listing):
            return unknown(f"the subnets of {task.name} are not known here")
        return all_of(self._from_subnet(task, subnet, api) for _, subnet in items(task.subnets))

    def door(self, task: Task, subnet: Value, api: str) -> Endpoint | None:
        """Give the endpoint through which requests from a subnet certainly go, if there is one."""
        here = self._carriers(api, self.subnets.vpc(subnet))[1]
        if private := self._private(here):
            return private
        resource = self.subnets.resource(subnet)
        tables = self.subnets.tables(resource)[0] if resource else ()
        for endpoint in here:
            listed = [value for _, value in items(endpoint.resource.get("RouteTableIds"))]
            if endpoint.kind == "Gateway" and any(same(a, b) is Truth.YES for a in tables for b in listed):
                return endpoint
        return None

    def _carriers(self, api: str, vpc: Value) -> tuple[list[Endpoint], list[Endpoint]]:
        """Give the endpoints that carry an API, and those of them that are in a VPC."""
        found = [each for each in self.endpoints if carries(each, api) is Truth.YES]
        return found, [each for each in found if same(each.vpc, vpc) is Truth.YES]

    def _private(self, here: list[Endpoint]) -> Endpoint | None:
        """Give the endpoint that the public name of an API leads to, wherever in the VPC one asks."""
        return next((e for e in here if e.kind == "Interface" and e.private_dns is Truth.YES), None)

    def _from_subnet(self, task: Task, subnet: Value, api: str) -> Answer:
        vpc = self.subnets.vpc(subnet)
        found, here = self._carriers(api, vpc)
        if private := self._private(here):
            return self._through_interface(task, subnet, vpc, private, api)
        routed = self._through_gateway(task, subnet, here, api)
        if routed is not None and routed.verdict is Truth.YES:
            return routed
        verdict, reason = self.subnets.internet(subnet, task.public_address)
        if verdict is Truth.YES:
            return self._through_internet(task, reason, api)
        maybe = [
            each
            for each in self.endpoints
            if carries(each, api) is not Truth.NO and same(each.vpc, vpc) is not Truth.NO and each not in here
        ]
        if verdict is Truth.UNKNOWN:
            return unknown(reason)
        if maybe or any(each.kind == "" for each in here):
            return unknown(f"an endpoint may carry {api}: {', '.join(str(each.resource) for each in maybe or here)}")
        if open_to_more := self._open(vpc):
            return unknown(open_to_more)
        if routed is not None:
            return routed
        return self._nothing(task, reason, here, found, api, self.subnets.vpc_resource(vpc))

    def _open(self, vpc: Value) -> str:
        resource = self.subnets.vpc_resource(vpc)
        if resource is None:
            return f"the VPC {vpc} is not created in these templates, so its endpoints are not seen"
        return next(iter(self.graph.open_reasons(resource)), "")

    def _nothing(
        self, task: Task, reason: str, here: list[Endpoint], found: list[Endpoint], api: str, vpc: Resource | None
    ) -> Answer:
        place = task.place
        symptom = _TIMEOUT.get(api, _PULL)
        for endpoint in here:
            if endpoint.kind == "Interface":
                if endpoint.private_dns is Truth.NO:
                    what = f"the endpoint for {api} has private DNS off, so {task.name} asks a public address in vain"
                    what += f" ({symptom})"
                    return no(
                        Worded(
                            "ECS061",
                            endpoint.resource,
                            ("PrivateDnsEnabled",),
                            what,
                            "PrivateDnsEnabled: true",
                            (task.name,),
                        )
                    )
                nowhere = self._nowhere(task, endpoint, api)
                return nowhere or unknown(f"PrivateDnsEnabled of {endpoint.resource} is not decided here")
            if endpoint.kind == "Gateway" and api not in gateway_services():
                what = f"a gateway endpoint is asked for, but {api} has interface endpoints only: creation fails"
                return no(
                    Worded(
                        "ECS060",
                        endpoint.resource,
                        ("VpcEndpointType",),
                        what,
                        "VpcEndpointType: Interface",
                        (task.name,),
                    )
                )
        elsewhere = [each for each in found if each not in here]
        if elsewhere:
            other = elsewhere[0]
            where = trace(other.vpc) or other.vpc
            what = f"the endpoint for {api} is in another VPC than the tasks of {task.name} ({where})"
            return no(
                Worded(
                    "ECS012",
                    other.resource,
                    ("VpcId",),
                    what,
                    f"VpcId: the VPC of the subnets of {task.name}",
                    (task.name,),
                )
            )
        rule = "ECS020" if api == "logs" else "ECS010"
        kind = "Gateway" if api in gateway_services() else "Interface"
        what = f"tasks of {task.name} have no path to {api}: no endpoint in their VPC, and {reason} ({symptom})"
        others = [each.resource.file for each in self.endpoints]  # where one stands, the next is looked for
        home = others[0] if others else vpc.file if vpc is not None else place.file
        where = f" to {home}" if home != place.file else ""
        fix = f"add an AWS::EC2::VPCEndpoint{where}: VpcEndpointType {kind}, ServiceName com.amazonaws.<region>.{api}"
        fix += ", in the route table of the tasks' subnets" if kind == "Gateway" else ", PrivateDnsEnabled true"
        steps = ("NetworkConfiguration",) if task.service else ()
        return no(
            Worded(rule, place, steps, what, f"{fix}; or give the subnets a route to a NAT gateway", (task.name,))
        )

    def _through_interface(self, task: Task, subnet: Value, vpc: Value, endpoint: Endpoint, api: str) -> Answer:
        dns, key, resource = self.subnets.dns(vpc)
        if dns is Truth.NO and resource is not None:
            return no(_dns_off(task, key, resource, f"the private name of {endpoint.resource}"))
        if dns is Truth.UNKNOWN and resource is not None:
            return unknown(f"{key} of {resource} is not decided here")
        if nowhere := self._nowhere(task, endpoint, api):
            return nowhere
        mine, wanted = self.groups.worn(task.groups, vpc), self.groups.worn(endpoint.groups, vpc)
        ours = Party(mine, (subnet,))
        places = tuple(value for _, value in items(endpoint.resource.get("SubnetIds")))
        theirs = Party(wanted, places)
        leaves = self.groups.allows(mine, "egress", 443, theirs)
        enters = self.groups.allows(wanted, "ingress", 443, ours)
        if enters is Truth.NO:
            return no(self._not_admitted(task, endpoint, api))
        if leaves is Truth.NO:
            return no(self._may_not_leave(task, f"the endpoint {endpoint.resource}", "ECS041", api))
        if Truth.UNKNOWN in (leaves, enters):
            return unknown(
                f"whether the groups of {task.name} and {endpoint.resource} let 443 through is not decided here"
            )
        return yes(f"{task.name}", f"{endpoint.resource} ({api}, private DNS)", "443 is open on both sides")

    def _nowhere(self, task: Task, endpoint: Endpoint, api: str) -> Answer | None:
        """Answer no for an interface endpoint in no subnet: EC2 makes one all the same, and it has no address."""
        resource = endpoint.resource
        listed = [resource.get(key) for key in ("SubnetIds", "SubnetConfigurations")]
        if any(not isinstance(each, Absent) and each != Listing(()) for each in listed):
            return None
        if not self.graph.closed(resource):
            return unknown(f"{resource} may be put into subnets by somebody else")
        what = f"{resource} is in no subnet, so it has no address, and {task.name} has no path to {api}"
        what += f" ({_TIMEOUT.get(api, _PULL)})"
        return no(Worded("ECS015", resource, (), what, "SubnetIds: one subnet in each zone of the tasks", (task.name,)))

    def _not_admitted(self, task: Task, endpoint: Endpoint, api: str) -> Worded:
        """Tell lesson 5 (others are admitted, this one is not) from lesson 4 (nobody is)."""
        admitted = self._admits_anybody(endpoint)
        group = self._group_of(endpoint)
        place = group or endpoint.resource
        steps: tuple[str | int, ...] = ("SecurityGroupIngress",) if group else ("SecurityGroupIds",)
        mine = "the default group of the VPC" if isinstance(task.groups, Absent) else str(task.groups)
        symptom = _TIMEOUT.get(api, _PULL)
        if admitted:
            what = (
                f"{endpoint.resource} admits others on 443, but none of the groups of {task.name} ({mine}): {symptom}"
            )
            rule = "ECS050"
        else:
            what = f"{endpoint.resource} admits no task on 443 ({task.name} carries {mine}): {symptom}"
            rule = "ECS040"
        whose = next((str(group) for _, each in items(task.groups) if (group := self.graph.target(each, GROUP))), "")
        whose = whose or "a group of the tasks"
        fix = f"add an ingress rule: IpProtocol tcp, FromPort 443, ToPort 443, SourceSecurityGroupId: {whose}"
        if isinstance(endpoint.groups, Absent):
            fix = "SecurityGroupIds: a group that admits the tasks on 443; without any it is the default group of "
            fix += "the VPC, which admits itself only"
        return Worded(rule, place, steps, what, fix, (task.name,))

    def _admits_anybody(self, endpoint: Endpoint) -> bool:
        for _, value in items(endpoint.groups):
            group = self.graph.target(value, GROUP)
            if group and any(covers_port(rule, 443) is Truth.YES for rule in self.groups.rules(group, "ingress")):
                return True
        return False

    def _group_of(self, endpoint: Endpoint) -> Resource | None:
        groups = [self.graph.target(value, GROUP) for _, value in items(endpoint.groups)]
        return next((group for group in groups if group), None)

    def _may_not_leave(self, task: Task, where: str, rule: str, api: str) -> Worded:
        groups = [self.graph.target(value, GROUP) for _, value in items(task.groups)]
        place = next((group for group in groups if group), None)
        what = f"no group of {task.name} lets 443 out to {where}: {_TIMEOUT.get(api, _PULL)}"
        fix = "add an egress rule: IpProtocol tcp, FromPort 443, ToPort 443, to that group or prefix list"
        return Worded(rule, place or task.place, ("SecurityGroupEgress",) if place else (), what, fix, (task.name,))

    def _through_gateway(self, task: Task, subnet: Value, here: list[Endpoint], api: str) -> Answer | None:
        gateways = [each for each in here if each.kind == "Gateway" and api in gateway_services()]
        if not gateways:
            return None
        resource = self.subnets.resource(subnet)
        if resource is None:
            return unknown(f"the subnet {subnet} is not created in these templates")
        tables, all_tables = self.subnets.tables(resource)
        for endpoint in gateways:
            listed = endpoint.resource.get("RouteTableIds")
            if not isinstance(listed, Listing | Absent):
                return unknown(f"RouteTableIds of {endpoint.resource} are not decided here")
            values = [value for _, value in items(listed)]
            if any(same(table, value) is Truth.YES for table in tables for value in values):
                leaves = self.groups.allows(task.groups, "egress", 443, Party(public=True))
                if leaves is Truth.NO:
                    return no(self._may_not_leave(task, f"{api} (its prefix list)", "ECS041", api))
                if leaves is Truth.UNKNOWN:
                    return unknown(f"whether {task.name} may leave to {api} on 443 is not decided here")
                return yes(task.name, f"{resource} -> its route table -> {endpoint.resource}", "443 is open")
            if all_tables is not Truth.YES or any(same(t, v) is Truth.UNKNOWN for t in tables for v in values):
                return unknown(f"whether {endpoint.resource} is in the route table of {resource} is not decided here")
        endpoint = gateways[0]
        what = f"{endpoint.resource} is not in the route table of {resource}, where tasks of {task.name} stand: {_PULL}"
        fix = f"RouteTableIds: add {', '.join(map(str, tables)) or 'a route table of that subnet'}"
        return no(Worded("ECS011", endpoint.resource, ("RouteTableIds",), what, fix, (task.name,)))

    def _through_internet(self, task: Task, reason: str, api: str) -> Answer:
        leaves = self.groups.allows(task.groups, "egress", 443, Party(public=True))
        if leaves is Truth.NO:
            return no(self._may_not_leave(task, "the internet, where it has to go for " + api, "ECS041", api))
        if leaves is Truth.UNKNOWN:
            return unknown(f"whether the groups of {task.name} let 443 out is not decided here")
        return yes(task.name, reason)


def _dns_off(task: Task, key: str, vpc: Resource, name: str) -> Worded:
    fallback = "it is off by default" if isinstance(vpc.get(key), Absent) else "it is off"
    what = f"{name} does not resolve for {task.name}, because {key} of {vpc} must be on and {fallback}"
    return Worded("ECS100", vpc, (key,), what, f"{key}: true", (task.name,))
