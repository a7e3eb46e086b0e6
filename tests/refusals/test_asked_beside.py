"""What is asked for beside what is written: start is unknown and says why, and a twin leaves it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits, template
from generator.refusals.template_faults import template_faults
from generator.stack import load

ALARM = {
    "Alarm": "{Type: AWS::CloudWatch::Alarm, Properties: {Namespace: AWS/ECS, MetricName: CPUUtilization, Period: 60, "
    "EvaluationPeriods: 3, Statistic: Average, Threshold: 80, ComparisonOperator: GreaterThanThreshold}}"
}
LOG = {
    "FlowLog": "{Type: AWS::EC2::FlowLog, Properties: {ResourceId: !Ref Vpc, ResourceType: VPC, TrafficType: ALL, "
    "LogGroupName: !Ref LogGroup, DeliverLogsPermissionArn: 'arn:aws:iam::111122223333:role/delivers'}}"
}
WATCHED = {"Database.MonitoringRoleArn": "arn:aws:iam::111122223333:role/watches", "Database.MonitoringInterval": "60"}
INSIGHTS = {
    "Database.EnablePerformanceInsights": "true",
    "Database.PerformanceInsightsRetentionPeriod": "7",
    "Database.DatabaseInsightsMode": "standard",
}
VERSION = {"Database.EngineVersion": "'17'"}
METRICS = (
    "{Type: AWS::CloudWatch::Alarm, Properties: {EvaluationPeriods: 3, Threshold: 80, ComparisonOperator: "
    "GreaterThanThreshold, Metrics: [{Id: a, ReturnData: true, MetricStat: {Metric: {Namespace: AWS/ECS, MetricName: "
    "CPUUtilization}, Period: 60, Stat: Average}}]}}"
)
KEPT = "[{Key: deregistration_delay.timeout_seconds, Value: '30'}]"

ASKED: list[tuple[str, Edits, Edits, str]] = [
    ("nat", ALARM, {"Alarm.Namespace": None}, "no Namespace"),
    ("nat", ALARM, {"Alarm.Period": None}, "no Period"),
    ("nat", ALARM, {"Alarm.EvaluationPeriods": None}, "no EvaluationPeriods"),
    ("nat", ALARM, {"Alarm.ComparisonOperator": None}, "no ComparisonOperator"),
    ("nat", ALARM, {"Alarm.Statistic": None}, "neither Statistic nor"),
    ("nat", ALARM, {"Alarm.Threshold": None}, "no Threshold"),
    ("nat", LOG, {"FlowLog.LogGroupName": None}, "neither LogGroupName nor"),
    ("database", WATCHED, {"Database.MonitoringInterval": None}, "no MonitoringInterval"),
    ("database", WATCHED, {"Database.MonitoringInterval": "0"}, "no MonitoringInterval"),
    ("database", INSIGHTS, {"Database.EnablePerformanceInsights": "false"}, "no EnablePerformanceInsights"),
    ("database", VERSION, {"Database.EngineVersion": None}, "today's default"),
    ("balanced", {"Targets.TargetGroupAttributes": KEPT}, {"Targets.TargetGroupAttributes.0.Value": None}, "Key alone"),
    ("nat", {"Cluster.ClusterSettings": "[{Name: containerInsights, Value: enabled}]"},
     {"Cluster.ClusterSettings.0.Name": None}, "Value alone"),
]  # fmt: skip
TAKEN: list[tuple[str, Edits]] = [
    ("nat", {"Alarm": METRICS}),
    ("nat", {**ALARM, "Alarm.Statistic": None, "Alarm.ExtendedStatistic": "p90"}),
    ("database", {"Database.MonitoringInterval": "0"}),
    ("database", {"Database.EnablePerformanceInsights": "true"}),
]


def refused(folder: Path, base: str, *edits: Edits) -> list[str]:
    path = folder / "root.yaml"
    path.write_text(template(base, *(tuple(each.items()) for each in edits)))
    return list(template_faults(load(path, {"AWS::Region": "us-east-1"}, project=folder)))


@pytest.mark.parametrize(("base", "right", "spoilt", "word"), ASKED)
def test_what_goes_with_it_is_missed(base: str, right: Edits, spoilt: Edits, word: str, tmp_path: Path) -> None:
    before = refused(tmp_path, base, right)
    (fault,) = [each for each in refused(tmp_path, base, right, spoilt) if each not in before]
    assert word in fault


@pytest.mark.parametrize(("base", "right"), TAKEN)
def test_what_is_whole_is_taken(base: str, right: Edits, tmp_path: Path) -> None:
    assert refused(tmp_path, base, right) == refused(tmp_path, base)
