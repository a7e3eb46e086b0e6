"""What CloudWatch refuses of alarms and dashboards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.refusals.texts_of_json import is_json
from generator.stack import Absent, Graph, Reference, Resource

_OF_METRIC = ("Namespace", "Period", "EvaluationPeriods", "ComparisonOperator")
_ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")
_HALF = re.compile(r"\b(AND|OR|NOT)\s*$|^\s*(AND|OR)\b")
_WEEK = 604_800
_DAY = 86_400
_EXTENDED = re.compile(
    r"(p|tm|wm|tc|ts)(100|\d{1,2})(\.\d{1,10})?|IQM|(PR|TC|TM|TS|WM)\([^()]*\)",
)


def alarm_settings(graph: Graph, alarm: Resource) -> Iterator[str]:
    """Source: CloudWatch API Reference, PutMetricAlarm; read 2026-11. That topics are of its
    Region was not looked up."""
    every, times, enough = (number(alarm.get(key)) for key in ("Period", "EvaluationPeriods", "DatapointsToAlarm"))
    if every is not None and times is not None and every * times > (_WEEK if every >= 3600 else _DAY):
        yield f"{alarm} looks back on {every * times} seconds, which is more than CloudWatch does"
    if every is not None and every > 30 and every % 60:
        yield f"Period of {alarm} is {every}, and 10, 20, 30 or a multiple of 60 is taken"
    if enough is not None and times is not None and enough > times:
        yield f"DatapointsToAlarm of {alarm} is {enough}, of {times} EvaluationPeriods"
    if not isinstance(alarm.get("Statistic"), Absent) and not isinstance(alarm.get("ExtendedStatistic"), Absent):
        yield f"{alarm} has Statistic and ExtendedStatistic, of which one is taken"
    region = literal(graph.pseudo("AWS::Region"))
    for key in _ACTIONS:
        told = [literal(value) for _, value in items(alarm.get(key))]
        if len(told) > 5:
            yield f"{key} of {alarm} has {len(told)} items, and 5 are taken"
        for text in told:
            pieces = (text or "").split(":")
            if len(pieces) > 5 and pieces[2] == "sns" and region and pieces[3] not in ("", region):
                yield f"{key} of {alarm} names a topic of {pieces[3][:40]}, and alarms tell those of their Region"


def statistic(_graph: Graph, alarm: Resource) -> Iterator[str]:
    """Source: CloudWatch API Reference, PutMetricAlarm, ExtendedStatistic; read 2026-11."""
    extended = literal(alarm.get("ExtendedStatistic"))
    if extended is not None and not _EXTENDED.fullmatch(extended):
        yield f"ExtendedStatistic of {alarm} is {extended[:40]}, which is none: p90 is one"


def actions(_graph: Graph, alarm: Resource) -> Iterator[str]:
    """Source: CloudWatch API Reference, PutMetricAlarm, AlarmActions (each action is an ARN); from memory, 2026-11."""
    for key in _ACTIONS:
        for _, value in items(alarm.get(key)):
            text = literal(value)
            named = isinstance(value, Reference) and (value.attribute or "").endswith("Name")
            if named or (text and not text.startswith(("arn:", "{{"))):
                yield f"{key} of {alarm} has a name, {str(value)[:60]}, and ARNs are taken"


def rule(_graph: Graph, alarm: Resource) -> Iterator[str]:
    """Source: CloudWatch API Reference, PutCompositeAlarm, AlarmRule (AND, OR and NOT with what they are of, and
    parentheses); from memory, 2026-11."""
    text = literal(alarm.get("AlarmRule")) or ""
    if _HALF.search(text) or ('"' not in text and "'" not in text and text.count("(") != text.count(")")):
        yield f"AlarmRule of {alarm} is {text[:60]}, which is half an expression"


def dashboard_body(_graph: Graph, dashboard: Resource) -> Iterator[str]:
    """Source: CloudWatch API Reference, PutDashboard; not looked up, 2026-11."""
    if not is_json(literal(dashboard.get("DashboardBody"))):
        yield f"DashboardBody of {dashboard} is no JSON"


def metric(_graph: Graph, alarm: Resource) -> Iterator[str]:
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


REFUSALS: Refusals = {
    "AWS::CloudWatch::Dashboard": (dashboard_body,),
    "AWS::CloudWatch::Alarm": (
        alarm_settings,
        statistic,
        metric,
        actions,
    ),
    "AWS::CloudWatch::CompositeAlarm": (rule, actions),
}
