"""Alarms that stay silent in an outage, or tell nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, add, both, faults, rules


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


def stated(name: str, stat: object, *others: object) -> dict[str, Any]:
    """Name the metric in Metrics, and nowhere else."""
    metric = {"Namespace": "ECS/ContainerInsights", "MetricName": name}
    one = {"Id": "m", "MetricStat": {"Metric": metric, "Period": 60, "Stat": stat}}
    return {"Namespace": None, "MetricName": None, "Statistic": None, "Metrics": [one, *others]}


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
        {"TreatMissingData": "notBreaching", **stated("RunningTaskCount", "Minimum")},
        {"TreatMissingData": None, **stated("RunningTaskCount", OPEN)},
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
        {"TreatMissingData": "notBreaching", **stated("DesiredTaskCount", "Minimum")},
        {"TreatMissingData": None, **stated("RunningTaskCount", "Minimum", {"Id": "e", "Expression": "FILL(m, 0)"})},
        {"TreatMissingData": None, **stated("RunningTaskCount", "Minimum"), "Metrics": OPEN},
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
