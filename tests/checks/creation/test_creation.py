"""Order: what a service is created after, through nested stacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.edited import edited
from tests.one_app import (
    CLUSTER,
    ELSEWHERE,
    Change,
    Template,
    add,
    attribute,
    both,
    faults,
    properties,
    rules,
    set_to,
    variable,
    without,
)

FORWARD = {"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}
BREAKER = {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}}


def after(*names: str) -> Change:
    return lambda t: t["Resources"]["Web"].update(DependsOn=list(names))


def found(folder: Path, change: Change) -> list[tuple[str, str, str]]:
    return [(fault.rule, fault.at, fault.fix) for fault in faults(folder, change)]


BARE = both(
    without("Database", "LoginAttachment"),
    lambda t: properties(t, "WebTask")["ContainerDefinitions"][0]["Secrets"].pop(0),
)
"""Without the database, for which a service waits longest."""


def test_every_attachment_is_told(tmp_path: Path) -> None:
    """A second database, whose attachment the service does not wait for either."""
    second = both(
        lambda t: add("Other", "AWS::RDS::DBInstance", **{**properties(t, "Database"), "DBInstanceIdentifier": "b"})(t),
        lambda t: add("OtherLogin", "AWS::SecretsManager::Secret", **properties(t, "Login"))(t),
        add(
            "OtherAttachment", "AWS::SecretsManager::SecretTargetAttachment", SecretId={"Ref": "OtherLogin"},
            TargetId={"Ref": "Other"}, TargetType="AWS::RDS::DBInstance",
        ),
        lambda t: properties(t, "WebTask")["ContainerDefinitions"][0]["Secrets"].append(
            {"Name": "OTHER_HOST", "ValueFrom": {"Fn::Sub": "${OtherLogin}:host::"}}
        ),
        lambda t: properties(t, "Role")["Policies"][0]["PolicyDocument"]["Statement"][0].update(Resource="*"),
    )  # fmt: skip
    late = [fix for rule, _, fix in found(tmp_path, both(second, after("TaskRoute", "Listener"))) if rule == "WCS121"]
    assert late == ["DependsOn of Web: add LoginAttachment, OtherAttachment"]


def test_a_cluster_is_complete_before_its_first_instance(tmp_path: Path) -> None:
    told = both(CLUSTER, variable("PGHOST", attribute("Cluster1", "Endpoint.Address")))
    target = set_to("LoginAttachment", TargetId={"Ref": "Cluster1"}, TargetType="AWS::RDS::DBCluster")
    early, late = (
        both(told, target, after("TaskRoute", "Listener", "LoginAttachment", *more)) for more in ((), ("Database",))
    )
    assert ("WCS121", "Web", "DependsOn of Web: add Database") in found(tmp_path, early)
    assert "WCS121" not in rules(tmp_path, late)


def test_a_listener_that_may_come_later(tmp_path: Path) -> None:
    race = both(BARE, after("TaskRoute"))
    assert found(tmp_path, race) == [("WCS120", "Web", "DependsOn of Web: add Listener")], (
        "a NAT gateway takes long too"
    )
    assert rules(tmp_path, both(BARE, after("TaskRoute", "Listener"))) == set()


def test_a_listener_that_certainly_comes_later(tmp_path: Path) -> None:
    early = both(BARE, after())
    assert ("ECS120", "Web", "DependsOn of Web: add Listener") in found(tmp_path, early)
    slow = both(BARE, add("Slow", "Custom::Thing", ServiceToken="arn"), after("Slow"))
    assert "WCS120" in rules(tmp_path, slow), "nobody knows how long that takes"


def test_a_listener_that_comes_later_only_when_it_is_slow(tmp_path: Path) -> None:
    assert rules(tmp_path, after("LoginAttachment", "TaskRoute")) == set(), "a database takes longer"


def test_one_of_two_rules_is_enough(tmp_path: Path) -> None:
    kind = "AWS::ElasticLoadBalancingV2::ListenerRule"
    rule = add("Rule", kind, ListenerArn={"Ref": "Listener"}, Actions=[FORWARD])
    assert rules(tmp_path, both(rule, after("Rule", "LoginAttachment", "TaskRoute"))) == set()
    assert rules(tmp_path, rule) == set()


def test_a_race_that_the_listener_wins_at_the_usual_pace(tmp_path: Path) -> None:
    kind = "AWS::ElasticLoadBalancingV2::"
    outside = both(
        without("Balancer"),
        set_to("Listener", DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": 404}}]),
        set_to("Listener", LoadBalancerArn={"Ref": "Open"}),
        add("Rule", kind + "ListenerRule", ListenerArn={"Ref": "Listener"}, Actions=[FORWARD]),
    )
    assert rules(tmp_path, both(outside, after("LoginAttachment", "TaskRoute"))) == set()
    assert rules(tmp_path, both(outside, after("Rule", "LoginAttachment", "TaskRoute"))) == set()


def test_a_reference_is_a_way_of_waiting(tmp_path: Path) -> None:
    tagged = lambda t: properties(t, "Web").update(Tags=[{"Key": "l", "Value": {"Ref": "Listener"}}])  # noqa: E731
    assert rules(tmp_path, both(after("LoginAttachment", "TaskRoute"), tagged)) == set()


def test_an_attachment_that_may_come_later(tmp_path: Path) -> None:
    change = after("Listener", "TaskRoute")
    assert found(tmp_path, change) == [("WCS121", "Web", "DependsOn of Web: add LoginAttachment")]
    guarded = both(change, set_to("Web", DeploymentConfiguration=BREAKER))
    assert {rule for rule, _, _ in found(tmp_path, guarded)} == {"ECS121"}, "a database takes minutes, a task seconds"
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
    ELSEWHERE,
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
    optional = lambda t: (  # noqa: E731
        t.update(Conditions={"Wanted": {"Fn::Equals": ["a", "a"]}}),
        t["Resources"]["Secrets"].update(Condition="Wanted"),
    )
    chosen = both(PRIVATE, optional, after("Listener", "LoginAttachment"))
    assert rules(tmp_path, chosen) == set(), "cfn-lint takes no DependsOn on what may not exist"
    with_nat = both(PRIVATE, after("Listener", "LoginAttachment"))
    route = add("R", "AWS::EC2::Route", RouteTableId={"Ref": "TaskTable"}, DestinationCidrBlock="0.0.0.0/0")
    nat = both(with_nat, route, set_to("R", NatGatewayId={"Ref": "Nat"}))
    # A NAT gateway carries the calls as long as there is no endpoint; Api pulls its image that way as well.
    assert found(tmp_path, nat) == [("WCS121", "Api", "DependsOn of Api: add R")]


PLAIN = both(ELSEWHERE, set_to("Web", LoadBalancers=None), without("Listener", "Targets", "Balancer"))


def test_a_route_that_may_come_later(tmp_path: Path) -> None:
    alone = both(
        PLAIN,
        without("Database", "LoginAttachment"),
        lambda t: properties(t, "WebTask")["ContainerDefinitions"][0]["Secrets"].pop(0),
    )
    assert found(tmp_path, both(alone, after())) == [("WCS121", "Web", "DependsOn of Web: add TaskRoute")]
    assert rules(tmp_path, both(alone, after("TaskRoute"))) == set()


def test_what_times_out_is_not_counted_soon_enough(tmp_path: Path) -> None:
    guarded = both(BARE, PLAIN, after(), set_to("Web", DeploymentConfiguration=BREAKER))
    assert rules(tmp_path, guarded) == {"WCS121"}


def test_what_times_out_is_not_counted_soon_enough_however_late_it_comes(tmp_path: Path) -> None:
    slow = both(
        add("Slow", "AWS::RDS::DBInstance", Engine="postgres"),
        lambda t: t["Resources"]["Secrets"].update(DependsOn="Slow"),
    )
    guarded = both(BARE, PRIVATE, slow, after("Listener"), set_to("Web", DeploymentConfiguration=BREAKER))
    early = [(rule, fix) for rule, at, fix in found(tmp_path, guarded) if at == "Web"]
    assert early == [("WCS121", "DependsOn of Web: add Secrets")]


def test_one_warning_for_all_that_a_service_does_not_wait_for(tmp_path: Path) -> None:
    assert found(tmp_path, both(PLAIN, PRIVATE, after())) == [
        ("WCS121", "Web", "DependsOn of Web: add LoginAttachment, Secrets")
    ]


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


def test_siblings_have_no_order(tmp_path: Path) -> None:
    assert rules(tmp_path, both(after("LoginAttachment", "TaskRoute"), without("Listener"))) == {"ECS142"}


def test_what_is_said_of_a_race_and_of_one_that_is_lost(tmp_path: Path) -> None:
    """Who comes first is decided once: one of the two checks speaks, and never both."""
    race, lost = (faults(tmp_path, both(BARE, after(*names))) for names in (["TaskRoute"], []))
    (may,) = [fault.message for fault in race if fault.rule.endswith("CS120")]
    (does,) = [fault.message for fault in lost if fault.rule.endswith("CS120")]
    assert may.startswith("Web may be created before Listener: CreateService then fails (the target group does")
    assert does.startswith("Web is created before Listener: CreateService fails (the target group does not have an")


def test_what_becomes_of_tasks_that_come_too_early(tmp_path: Path) -> None:
    early = after("Listener", "TaskRoute")
    guard = set_to("Web", DeploymentConfiguration=BREAKER)
    quick = both(BARE, PLAIN, after(), guard)
    changes = {"WCS121": early, "ECS121": both(early, guard)}
    ends = {rule: [(fault.rule, fault.message) for fault in faults(tmp_path, c)] for rule, c in changes.items()}
    assert [rule for rule, _ in ends["WCS121"]] == ["WCS121"]
    assert [rule for rule, _ in ends["ECS121"]] == ["ECS121"]
    assert ends["WCS121"][0][1].endswith("and tasks do not start. ECS tries again")
    assert ends["ECS121"][0][1].endswith("fails the deployment, and the stack is rolled back")
    (counted,) = faults(tmp_path, quick)
    assert counted.message.endswith(". ECS tries again, and the circuit breaker counts each failure")


def test_images_of_strangers_wait_for_a_route_too(tmp_path: Path) -> None:
    container = "TaskDefinition.ContainerDefinitions.0"
    public = {f"{container}.Image": "nginx:1.29", f"{container}.LogConfiguration": None}
    assert "WCS121" in edited(tmp_path, "nat", public, {"Service.DependsOn": None}).rules
    assert "WCS121" not in edited(tmp_path, "nat", public).rules
