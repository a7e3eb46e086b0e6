"""Parts of a network that are tied together and belong to two VPCs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.layout._ties import TIES, Tie, ends
from generator.ecs.network.subnets import VPC
from generator.ecs.network.vpcs import apart, joined, lent, vpc_of
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Graph, Resource, Value, shown


class PartsOfTwoVpcs(Check):
    id = "ECS241"
    lesson = 24
    fails_creation = True
    title = "Parts of a network that are tied together belong to two VPCs"
    symptom = "CREATE_FAILED: route table rtb-... and subnet subnet-... belong to different networks"
    why = (
        "A route table, a network ACL, an endpoint, a load balancer or the tasks of a service are of one VPC, with all "
        "that they name. With a second VPC in the templates, or a VPC of another stack, one of them is easily left "
        "behind. Only rules of security groups may name groups of a VPC that is peered."
    )
    fix = "Give them the same VPC."
    message = "{resource} ties {first}, of {vpc}, to {second}, of {other_vpc}: {fails}"
    change = "{property}: what belongs to {vpc}"
    base = "isolated"
    good = {
        "OtherVpc": "{Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.9.0.0/16}}",
        "OtherGroup": "{Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: Others, VpcId: !Ref OtherVpc}}",
    }
    bad = {
        "TaskGroup.SecurityGroupIngress": "[{IpProtocol: tcp, FromPort: 80, ToPort: 80, "
        "SourceSecurityGroupId: !Ref OtherGroup}]",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        graph = context.graph
        may_be_joined = joined(graph)
        for tie in TIES:
            if tie.over_peering and may_be_joined:
                continue
            for resource in graph.of_type(tie.type):
                if resource.exists is Truth.YES:
                    yield from self._of(graph, resource, tie)

    def _of(self, graph: Graph, resource: Resource, tie: Tie) -> Iterator[Finding]:
        known = [(steps, value, vpc_of(graph, value)) for steps, value in ends(resource, tie)]
        known = [end for end in known if not _lent(graph, end[1])]
        for steps, value, vpc in known[1:]:
            _, first, home = known[0]
            if apart(graph, home, vpc):
                names = {"first": _name(graph, first), "second": _name(graph, value)}
                vpcs = {"vpc": _name(graph, home), "other_vpc": _name(graph, vpc)}
                words = {"property": _words(steps), "fails": tie.fails}
                yield self.at(resource, *steps, **names, **vpcs, **words)
                return


def _lent(graph: Graph, value: Value) -> bool:
    made = graph.target(value)
    return made is not None and lent(graph, made)


def _name(graph: Graph, value: Value) -> str:
    return str(graph.target(value) or graph.target(value, VPC) or shown(value))


def _words(steps: tuple[str | int, ...]) -> str:
    return next(str(step) for step in reversed(steps) if isinstance(step, str))
