"""Flow logs that do not arrive, alarms that stay silent or tell nobody, and what stands in the way of a second try."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.stack import load
from tests.findings import about_tasks
from tests.proof.one_app import OPEN, REGION, Change, add, attribute, both, faults, rules

GROUP = add("Traffic", "AWS::Logs::LogGroup", LogGroupName="/vpc/flow-log")
ARN = "arn:aws:logs:us-east-1:111122223333:log-group:/vpc/flow-log"


def flow_log(**destination: object) -> Change:
    return both(
        GROUP, add("FlowLog", "AWS::EC2::FlowLog", ResourceId={"Ref": "Vpc"}, ResourceType="VPC", **destination)
    )


@pytest.mark.parametrize(
    "destination",
    [
        {"LogDestination": attribute("Traffic", "Arn")},
        {"LogDestination": attribute("Traffic", "Arn"), "LogDestinationType": "cloud-watch-logs"},
        {"LogDestination": f"{ARN}:*"},
        {"LogDestination": {"Fn::Sub": "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Traffic}:*"}},
    ],
)
def test_a_destination_with_a_star(tmp_path: Path, destination: dict[str, Any]) -> None:
    found = faults(tmp_path, flow_log(**destination))
    assert [(each.rule, each.at, each.steps) for each in found] == [("WCS163", "FlowLog", ("LogDestination",))]


@pytest.mark.parametrize(
    "destination",
    [
        {"LogGroupName": {"Ref": "Traffic"}},
        {"LogDestination": ARN},
        {"LogDestination": {"Fn::Sub": "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Traffic}"}},
        {"LogDestination": OPEN},
        {"LogDestination": "arn:aws:s3:::bucket/*", "LogDestinationType": "s3"},
        {"LogDestination": attribute("Traffic", "Arn"), "LogDestinationType": OPEN},
    ],
)
def test_a_destination_that_is_delivered_to(tmp_path: Path, destination: dict[str, Any]) -> None:
    assert rules(tmp_path, flow_log(**destination)) == set()


def alarm(**more: object) -> Change:
    values: dict[str, object] = {
        "Namespace": "ECS/ContainerInsights",
        "MetricName": "RunningTaskCount",
        "Statistic": "Minimum",
        "ComparisonOperator": "LessThanThreshold",
        "Threshold": 2,
        "TreatMissingData": "breaching",
        "AlarmActions": ["arn:aws:sns:us-east-1:111122223333:team"],
    }
    values |= more
    return add(
        "Missing", "AWS::CloudWatch::Alarm", **{key: value for key, value in values.items() if value is not None}
    )


CPU = {"Namespace": "AWS/ECS", "MetricName": "CPUUtilization"}


@pytest.mark.parametrize(
    "more",
    [
        {"TreatMissingData": "notBreaching"},
        {"TreatMissingData": "ignore"},
        {"TreatMissingData": "missing"},
        {"TreatMissingData": None},
        {"TreatMissingData": None, "ComparisonOperator": "LessThanOrEqualToThreshold"},
        {"TreatMissingData": "notBreaching", **CPU, "Statistic": "SampleCount"},
    ],
)
def test_an_outage_that_no_alarm_notices(tmp_path: Path, more: dict[str, Any]) -> None:
    found = faults(tmp_path, alarm(**more))
    assert [(each.rule, each.at) for each in found] == [("WCS164", "Missing")]
    assert found[0].steps == (("TreatMissingData",) if more["TreatMissingData"] else ())


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"TreatMissingData": OPEN},
        {"TreatMissingData": None, "InsufficientDataActions": ["arn:aws:sns:us-east-1:111122223333:team"]},
        {"TreatMissingData": "notBreaching", "ComparisonOperator": "GreaterThanThreshold"},
        {"TreatMissingData": "notBreaching", **CPU, "Statistic": "Average"},
        {"TreatMissingData": "notBreaching", "Namespace": "Own", "MetricName": "RunningTaskCount"},
        {"TreatMissingData": "notBreaching", "Namespace": OPEN},
    ],
)
def test_alarms_that_do_what_they_should(tmp_path: Path, more: dict[str, Any]) -> None:
    assert rules(tmp_path, alarm(**more)) == set()


TOPIC = add("Topic", "AWS::SNS::Topic")
TO_TOPIC = both(TOPIC, alarm(AlarmActions=[{"Ref": "Topic"}]))
MAIL = add("Mail", "AWS::SNS::Subscription", TopicArn={"Ref": "Topic"}, Protocol="email", Endpoint="a@example.com")


@pytest.mark.parametrize("change", [alarm(AlarmActions=None), alarm(AlarmActions=[]), TO_TOPIC])
def test_alarms_that_tell_nobody(tmp_path: Path, change: Change) -> None:
    assert [(each.rule, each.at) for each in faults(tmp_path, change)] == [("ICS165", "Missing")]


@pytest.mark.parametrize(
    "change",
    [
        both(TO_TOPIC, MAIL),
        both(TO_TOPIC, add("Mail", "AWS::SNS::Subscription", TopicArn=OPEN, Protocol="email")),
        both(
            add("Topic", "AWS::SNS::Topic", Subscription=[{"Protocol": "email"}]),
            alarm(AlarmActions=[{"Ref": "Topic"}]),
        ),
        both(TO_TOPIC, lambda t: t.update(Outputs={"Topic": {"Value": {"Ref": "Topic"}, "Export": {"Name": "topic"}}})),
        alarm(AlarmActions=[OPEN]),
        alarm(AlarmActions=OPEN),
        alarm(AlarmActions=None, ActionsEnabled=False),
        alarm(AlarmActions=None, OKActions=["arn:aws:sns:us-east-1:111122223333:team"]),
        both(
            alarm(AlarmActions=None),
            add("All", "AWS::CloudWatch::CompositeAlarm", AlarmRule={"Fn::Sub": "ALARM(${Missing})"}),
        ),
        both(
            alarm(AlarmActions=None, AlarmName="web-missing"),
            add("All", "AWS::CloudWatch::CompositeAlarm", AlarmRule="ALARM(web-missing)"),
        ),
    ],
)
def test_alarms_that_somebody_may_hear(tmp_path: Path, change: Change) -> None:
    assert "ICS165" not in rules(tmp_path, change)


def kept(name: object, policy: str = "Retain") -> Change:
    properties = {} if name is None else {"LogGroupName": name}
    group = {"Type": "AWS::Logs::LogGroup", "DeletionPolicy": policy, "Properties": properties}
    return lambda t: t["Resources"].update(Output=group)


@pytest.mark.parametrize(
    "name", ["/ecs/web", {"Fn::Sub": "/ecs/${AWS::StackName}/web"}, {"Fn::Sub": "/${AWS::Region}"}]
)
def test_what_is_retained_in_the_way(tmp_path: Path, name: object) -> None:
    found = faults(tmp_path, kept(name))
    assert [(each.rule, each.at, each.fix) for each in found] == [
        ("WCS166", "Output", "DeletionPolicy: RetainExceptOnCreate")
    ]
    assert rules(tmp_path, kept(name, "RetainExceptOnCreate")) == rules(tmp_path, kept(name, "Delete")) == set()


@pytest.mark.parametrize("name", [None, OPEN, {"Fn::Sub": "/ecs/${AWS::StackId}"}, {"Fn::Sub": "/ecs/${Vpc}"}])
def test_names_that_the_next_try_makes_anew(tmp_path: Path, name: object) -> None:
    assert rules(tmp_path, kept(name)) == set()


@pytest.mark.parametrize(
    ("given", "found"),
    [({"Ref": "AWS::StackName"}, {"WCS166"}), (None, set())],
    ids=["by the root's name", "by its own name"],
)
def test_the_name_of_a_nested_stack_is_new_each_time(tmp_path: Path, given: object, found: set[str]) -> None:
    name = {"Fn::Sub": "/ecs/${Name}"} if given else {"Fn::Sub": "/ecs/${AWS::StackName}"}
    child: dict[str, Any] = {"Resources": {}}
    kept(name)(child)
    stack: dict[str, Any] = {"TemplateURL": "child.json"}
    if given:
        child["Parameters"] = {"Name": {"Type": "String"}}
        stack["Parameters"] = {"Name": given}
    (tmp_path / "child.json").write_text(json.dumps(child))
    root = {"Resources": {"Child": {"Type": "AWS::CloudFormation::Stack", "Properties": stack}}}
    (tmp_path / "root.json").write_text(json.dumps(root))
    graph = load(tmp_path / "root.json", project=tmp_path, parameters=REGION)
    assert {each.rule for each in about_tasks(graph)} == found


@pytest.mark.parametrize(
    ("arn", "found"),
    [
        ("arn:aws:acm:us-east-1:111122223333:certificate/8f1c02d4-6b7e-4a53-9d20-3e5f7a91b6c8", {"ICS167"}),
        ({"Fn::Sub": "arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/" + "0" * 8}, {"ICS167"}),
        ("arn:aws:iam::123456789012:server-certificate/example", {"ICS167"}),
        ({"Fn::Sub": "arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/8f1c02d4-6b7e-4a53-9d20-3e5f"}, set()),
        ({"Ref": "Open"}, set()),
        ({"Fn::Sub": "arn:aws:acm:${AWS::Region}:111122223333:certificate/${Open}"}, {"ICS167"}),
    ],
)
def test_a_certificate_of_an_example(tmp_path: Path, arn: object, found: set[str]) -> None:
    def change(template: dict[str, Any]) -> None:
        template["Resources"]["Listener"]["Properties"]["Certificates"] = [{"CertificateArn": arn}]

    assert rules(tmp_path, change) == found
