"""Order: what a service is created after, through nested stacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from one_app import APP, REGION, Change, Template, add, both, faults, properties, rules, set_to, without

from generator.facts.waiting import Waiting
from generator.proof.faults import all_faults
from generator.stack import Graph, load

BREAKER = {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}}


def after(*names: str) -> Change:
    return lambda t: t["Resources"]["Web"].update(DependsOn=list(names))


def found(folder: Path, change: Change) -> list[tuple[str, str, str]]:
    return [(fault.rule, fault.resource.path, fault.fix) for fault in faults(folder, change)]


def test_a_listener_that_may_come_later(tmp_path: Path) -> None:
    assert found(tmp_path, after("LoginAttachment", "TaskRoute")) == [
        ("ECS120", "Web", "DependsOn of Web: add Listener")
    ]


def test_one_of_two_rules_is_enough(tmp_path: Path) -> None:
    action = [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]
    kind = "AWS::ElasticLoadBalancingV2::ListenerRule"
    rule = add("Rule", kind, ListenerArn={"Ref": "Listener"}, Actions=action)
    assert rules(tmp_path, both(rule, after("Rule", "LoginAttachment", "TaskRoute"))) == set()
    assert rules(tmp_path, rule) == set()


def test_a_reference_is_a_way_of_waiting(tmp_path: Path) -> None:
    tagged = lambda t: properties(t, "Web").update(Tags=[{"Key": "l", "Value": {"Ref": "Listener"}}])  # noqa: E731
    assert rules(tmp_path, both(after("LoginAttachment", "TaskRoute"), tagged)) == set()


def test_an_attachment_that_may_come_later(tmp_path: Path) -> None:
    change = after("Listener", "TaskRoute")
    assert found(tmp_path, change) == [("WCS121", "Web", "DependsOn of Web: add LoginAttachment")]
    guarded = both(change, set_to("Web", DeploymentConfiguration=BREAKER))
    assert {rule for rule, _, _ in found(tmp_path, guarded)} == {"ECS121"}
    attached = both(
        change,
        lambda t: t["Resources"]["WebTask"]["Properties"]["ContainerDefinitions"][0].update(
            Secrets=[{"Name": "H", "ValueFrom": {"Fn::Sub": "${LoginAttachment}:host::"}}]
        ),
    )
    assert rules(tmp_path, attached) == set(), "the attachment's Ref is the secret, and a way of waiting"
    own = both(
        change,
        lambda t: t["Resources"]["WebTask"]["Properties"]["ContainerDefinitions"][0].update(
            Secrets=[{"Name": "P", "ValueFrom": {"Fn::Sub": "${Login}:password::"}}]
        ),
    )
    assert rules(tmp_path, own) == set(), "the secret has a password from the start"


PRIVATE = both(
    without("TaskRoute"),
    lambda t: t["Resources"]["Api"].pop("DependsOn"),
    add(
        "Secrets",
        "AWS::EC2::VPCEndpoint",
        VpcId={"Ref": "Vpc"},
        ServiceName="com.amazonaws.us-east-1.secretsmanager",
        VpcEndpointType="Interface",
        PrivateDnsEnabled=True,
        SubnetIds=[{"Ref": "TaskSubnet"}],
        SecurityGroupIds=[{"Ref": "EndpointGroup"}],
    ),
    add(
        "EndpointGroup",
        "AWS::EC2::SecurityGroup",
        VpcId={"Ref": "Vpc"},
        SecurityGroupIngress=[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}],
    ),
)


def test_an_endpoint_that_may_come_later(tmp_path: Path) -> None:
    assert found(tmp_path, both(PRIVATE, after("Listener", "LoginAttachment"))) == [
        ("WCS121", "Web", "DependsOn of Web: add Secrets")
    ]
    assert rules(tmp_path, both(PRIVATE, after("Listener", "LoginAttachment", "Secrets"))) == set()
    with_nat = both(PRIVATE, after("Listener", "LoginAttachment"))
    route = add("R", "AWS::EC2::Route", RouteTableId={"Ref": "TaskTable"}, DestinationCidrBlock="0.0.0.0/0")
    nat = both(with_nat, route, set_to("R", NatGatewayId={"Ref": "Nat"}))
    assert rules(tmp_path, nat) == set(), "a NAT gateway carries the calls as long as there is no endpoint"


PLAIN = both(set_to("Web", LoadBalancers=None), without("Listener", "Targets", "Balancer"))


def test_a_route_that_may_come_later(tmp_path: Path) -> None:
    alone = both(
        PLAIN,
        without("Database", "LoginAttachment"),
        lambda t: properties(t, "WebTask")["ContainerDefinitions"][0]["Secrets"].pop(0),
    )
    assert found(tmp_path, both(alone, after())) == [("WCS121", "Web", "DependsOn of Web: add TaskRoute")]
    assert rules(tmp_path, both(alone, after("TaskRoute"))) == set()


def apart(kind: str, **values: object) -> Change:
    def change(template: Template) -> None:
        policy = properties(template, "Role").pop("Policies")[0]
        add("Apart", kind, PolicyName="p", PolicyDocument=policy["PolicyDocument"], **values)(template)
        after("TaskRoute", "Apart" if values.pop("waits", False) else "TaskRoute")(template)

    return both(
        PLAIN,
        without("Database", "LoginAttachment"),
        lambda t: properties(t, "WebTask")["ContainerDefinitions"][0]["Secrets"].pop(0),
        change,
        lambda t: t["Resources"]["Web"].update(DependsOn="Attachment"),
        lambda t: properties(t, "TaskRoute").update(NatGatewayId=None, GatewayId={"Ref": "Internet"}),
        without("Nat", "TaskRoute"),
        lambda t: t["Resources"]["Api"].pop("DependsOn"),
        lambda t: properties(t, "TaskAssociation").update(RouteTableId={"Ref": "PublicTable"}),
        lambda t: properties(t, "Web")["NetworkConfiguration"]["AwsvpcConfiguration"].update(AssignPublicIp="ENABLED"),
        lambda t: t["Resources"]["Web"].update(DependsOn=["PublicRoute"]),
    )


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("AWS::IAM::Policy", {"Roles": [{"Ref": "Role"}]}),
        ("AWS::IAM::ManagedPolicy", {"Roles": [{"Ref": "Role"}]}),
        ("AWS::IAM::RolePolicy", {"RoleName": {"Ref": "Role"}}),
    ],
)
def test_a_policy_that_may_come_later(tmp_path: Path, kind: str, values: dict[str, Any]) -> None:
    change = apart(kind, **values)
    assert found(tmp_path, change) == [("WCS121", "Web", "DependsOn of Web: add Apart")]
    waits = both(change, lambda t: t["Resources"]["Web"]["DependsOn"].append("Apart"))
    assert rules(tmp_path, waits) == set()
    twice = both(change, lambda t: properties(t, "Role").update(Policies=[INLINE]))
    assert rules(tmp_path, twice) == set(), "the role allows it anyway"


INLINE = {
    "PolicyName": "own",
    "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}]},
}


def nested(folder: Path, root: Template, **children: Template) -> Graph:
    for name, template in {"root": root, **children}.items():
        (folder / f"{name}.json").write_text(json.dumps(template))
    return load(folder / "root.json", project=folder, parameters=REGION)


def stack(name: str, parameters: dict[str, Any] | None = None, after: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": f"{name}.json"}}
    body["Properties"]["Parameters"] = parameters or {}
    return {**body, "DependsOn": after} if after else body


TOPIC: Template = {"Type": "AWS::SNS::Topic"}


def one(**outputs: str) -> Template:
    return {
        "Resources": {"A": TOPIC, "B": TOPIC, "C": {**TOPIC, "DependsOn": "B"}},
        "Outputs": {name: {"Value": {"Ref": value}} for name, value in outputs.items()},
    }


def test_a_stack_is_waited_for_as_a_whole(tmp_path: Path) -> None:
    taking = {"Parameters": {"X": {"Type": "String"}}, "Resources": {"A": TOPIC, "D": TOPIC}}
    root = {
        "Resources": {
            "First": stack("first"),
            "Second": stack("second", {"X": {"Fn::GetAtt": ["First", "Outputs.Out"]}}),
            "Third": stack("second", {"X": "literal"}, after="Second"),
            "Fourth": stack("second", {"X": "literal"}),
        }
    }
    graph = nested(tmp_path, root, first=one(Out="A"), second=taking)
    at = {resource.path: resource for resource in graph.resources}
    order = Waiting(graph)
    assert order.precedes(at["First/B"], at["First/C"])
    assert not order.precedes(at["First/A"], at["First/C"])
    assert order.precedes(at["First/C"], at["Second/D"]), "although it only takes A"
    assert order.precedes(at["First/C"], at["Third/A"]), "through the stack between them"
    assert not order.precedes(at["First/C"], at["Fourth/A"])
    assert not order.precedes(at["Second/D"], at["First/A"])


def split(folder: Path, change: Change, after: str) -> list[tuple[str, str, str]]:
    """Cut the app in two stacks: the load balancer's rule and everything else in one, the service in the other."""
    template = yaml.safe_load(APP)
    change(template)
    service = template["Resources"].pop("Web")
    service.pop("DependsOn")
    names = ["Cluster", "WebTask", "TaskSubnet", "TaskGroup", "Targets"]
    child = {"Parameters": {name: {"Type": "String"} for name in names}, "Resources": {"Web": service}}
    template["Parameters"] = {}
    passed = {name: {"Ref": name} for name in names}
    template["Resources"]["Inner"] = stack("child", passed)
    template["Resources"]["Inner"]["DependsOn"] = after.split()
    graph = nested(folder, template, child=child)
    return [(fault.rule, fault.resource.path, fault.fix) for fault in all_faults(graph)]


def test_the_fix_stands_where_both_are(tmp_path: Path) -> None:
    assert split(tmp_path, lambda t: None, "Listener LoginAttachment TaskRoute") == []
    assert split(tmp_path, lambda t: None, "LoginAttachment TaskRoute") == [
        ("ECS120", "Inner", "DependsOn of Inner: add Listener")
    ]


def test_our_own_order_is_needed(tmp_path: Path) -> None:
    """Without its DependsOn, a service of our output may come before the endpoints."""
    source = Path(__file__).parents[2] / "output" / "dev"
    for path in source.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("    DependsOn:\n    - Endpoints\n", ""))
    graph = load(tmp_path / "root.yaml", project=tmp_path, parameters=REGION)
    faults = all_faults(graph)
    assert {(fault.rule, fault.resource.path) for fault in faults} == {
        ("ECS121", "AuthService"),
        ("ECS121", "TaskService"),
    }
    assert {fault.fix.rpartition(" ")[2] for fault in faults} == {"Endpoints"}


def test_siblings_have_no_order(tmp_path: Path) -> None:
    assert rules(tmp_path, both(after("LoginAttachment", "TaskRoute"), without("Listener"))) == {"ECS142"}
