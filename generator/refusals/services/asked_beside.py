"""What a service asks for beside something that is written, and the schema of the type does not: a stack is refused."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.stack import Absent, Graph, Mapping, Resource

_OF_METRIC = ("Namespace", "Period", "EvaluationPeriods", "ComparisonOperator")
_PAIRS = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": ("LoadBalancerAttributes", "Key", "Value"),
    "AWS::ElasticLoadBalancingV2::TargetGroup": ("TargetGroupAttributes", "Key", "Value"),
    "AWS::ECS::Cluster": ("ClusterSettings", "Name", "Value"),
}


def _of_alarm(_graph: Graph, alarm: Resource) -> Iterator[str]:
    """Source: CloudWatch API Reference, PutMetricAlarm (what goes with MetricName, one of Statistic and
    ExtendedStatistic, and a Threshold but for models of anomalies); from memory, 2026-11."""
    if isinstance(alarm.get("MetricName"), Absent):
        return
    for name in _OF_METRIC:
        if isinstance(alarm.get(name), Absent):
            yield f"{alarm} has a MetricName, and no {name}"
    if all(isinstance(alarm.get(name), Absent) for name in ("Statistic", "ExtendedStatistic")):
        yield f"{alarm} has a MetricName, and neither Statistic nor ExtendedStatistic"
    if all(isinstance(alarm.get(name), Absent) for name in ("Threshold", "ThresholdMetricId")):
        yield f"{alarm} has no Threshold"


def _of_flow_log(_graph: Graph, log: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateFlowLogs, LogGroupName and LogDestination; from memory, 2026-11."""
    if all(isinstance(log.get(name), Absent) for name in ("LogGroupName", "LogDestination")):
        yield f"{log} has neither LogGroupName nor LogDestination"


def _of_instance(graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateDBInstance, MonitoringInterval (other than 0 with MonitoringRoleArn); RDS
    User Guide, "Working with parameter groups" (a family is one of a major version);
    from memory, 2026-11."""
    interval = instance.get("MonitoringInterval")
    told = not isinstance(instance.get("MonitoringRoleArn"), Absent)
    if told and (isinstance(interval, Absent) or number(interval) == 0):
        yield f"{instance} has a MonitoringRoleArn, and no MonitoringInterval above 0"
    group = graph.target(instance.get("DBParameterGroupName"), "AWS::RDS::DBParameterGroup")
    made_anew = all(
        isinstance(instance.get(name), Absent)
        for name in ("EngineVersion", "DBSnapshotIdentifier", "SourceDBInstanceIdentifier", "DBClusterIdentifier")
    )
    if group is not None and made_anew and (family := literal(group.get("Family"))):
        yield f"{instance} has no EngineVersion, and whether that of today's default is of {family[:40]} is not known"


def _of_pairs(_graph: Graph, resource: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, LoadBalancerAttribute and TargetGroupAttribute; ECS API Reference,
    ClusterSetting. None says what a half of a pair is for."""
    listed, key, value = _PAIRS[resource.type]
    for index, entry in items(resource.get(listed)):
        there = [not isinstance(resource.get(listed, index, name), Absent) for name in (key, value)]
        if isinstance(entry, Mapping) and there[0] != there[1]:
            yield f"entry {index + 1} in {listed} of {resource} has {key if there[0] else value} alone"


OF_ASKED = {
    "AWS::CloudWatch::Alarm": _of_alarm,
    "AWS::EC2::FlowLog": _of_flow_log,
    "AWS::RDS::DBInstance": _of_instance,
    **dict.fromkeys(_PAIRS, _of_pairs),
}
