"""Do alarms go off when no task runs, and is anybody told?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Value, parts

ALARM, COMPOSITE = "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"
TOPIC, SUBSCRIPTION = "AWS::SNS::Topic", "AWS::SNS::Subscription"
# Without a running task of the service none of these is sent. Source: ECS Developer Guide, "Amazon ECS CloudWatch
# metrics" and "Monitor Amazon ECS containers using Container Insights", considerations; read 2026-11.
_COUNTS = (
    ("ECS/ContainerInsights", "RunningTaskCount", None),
    ("AWS/ECS", "CPUUtilization", "SampleCount"),
    ("AWS/ECS", "MemoryUtilization", "SampleCount"),
)
_BELOW = ("LessThanThreshold", "LessThanOrEqualToThreshold")
_SILENT = {"": "missing", "missing": "missing", "notbreaching": "notBreaching", "ignore": "ignore"}
_BECOMES = {
    "missing": "it becomes INSUFFICIENT_DATA, and AlarmActions are not run",
    "notBreaching": "silence counts as health, and it becomes OK",
    "ignore": "it stays as it is",
}


def alarm_faults(context: Context) -> Iterator[Worded]:
    """Give the alarms on too few tasks that are silent when there is none, and those that tell nobody."""
    graph = context.graph
    for alarm in graph.of_type(ALARM):
        yield from _of_outage(alarm)
        yield from _unheard(graph, alarm)


def _of_outage(alarm: Resource) -> Iterator[Worded]:
    metric, statistic = _metric(alarm)
    counted = any(metric == (space, name) and wanted in (None, statistic) for space, name, wanted in _COUNTS)
    if not counted or literal(alarm.get("ComparisonOperator")) not in _BELOW:
        return
    value = alarm.get("TreatMissingData")
    found = "" if isinstance(value, Absent) else literal(value)
    treated = _SILENT.get(found.lower()) if found is not None else None
    if treated is None or (treated == "missing" and not _nothing(alarm.get("InsufficientDataActions"))):
        return
    steps = () if isinstance(value, Absent) else ("TreatMissingData",)
    what = f"{alarm} is to go off when too few tasks run, but while none runs {metric[1]} is not sent at all: missing "
    what += f"data is {treated} here, so {_BECOMES[treated]} in an outage of all tasks"
    yield Worded("WCS164", alarm, steps, what, "TreatMissingData: breaching")


def _metric(alarm: Resource) -> tuple[tuple[str | None, str | None], str | None]:
    """Give namespace and name of the one metric that an alarm looks at, and its statistic; None for what is not known.

    Of several in Metrics, an expression may make what it likes.
    """
    listed = alarm.get("Metrics")
    if isinstance(listed, Listing) and len(listed.items) == 1:
        one, stat = ("Metrics", 0, "MetricStat", "Metric"), ("Metrics", 0, "MetricStat", "Stat")
        return (literal(alarm.get(*one, "Namespace")), literal(alarm.get(*one, "MetricName"))), literal(
            alarm.get(*stat)
        )
    return (literal(alarm.get("Namespace")), literal(alarm.get("MetricName"))), literal(alarm.get("Statistic"))


def _unheard(graph: Graph, alarm: Resource) -> Iterator[Worded]:
    """Find alarms that do nothing when they go off, and that nothing in these templates looks at."""
    if flag(alarm.get("ActionsEnabled")) is Truth.NO and not isinstance(alarm.get("ActionsEnabled"), Absent):
        return  # switched off on purpose
    if _watched(graph, alarm):
        return
    actions = alarm.get("AlarmActions")
    if _nothing(actions) and _nothing(alarm.get("InsufficientDataActions")) and _nothing(alarm.get("OKActions")):
        what = f"{alarm} has no AlarmActions: when it goes off, nobody is told"
        steps: tuple[str | int, ...] = () if isinstance(actions, Absent) else ("AlarmActions",)
        yield Worded("ICS165", alarm, steps, what, "AlarmActions: the ARN of a topic that somebody subscribes to")
        return
    topics = [graph.target(value, TOPIC) for _, value in items(actions)]
    if topics and all(topic is not None and not _heard(graph, topic) for topic in topics):
        what = (
            f"{alarm} reports to {topics[0]}, which nothing in these templates subscribes to: unless somebody did by "
        )
        what += "hand, nobody is told"
        yield Worded("ICS165", alarm, ("AlarmActions",), what, f"AWS::SNS::Subscription: TopicArn: !Ref {topics[0]}")


def _watched(graph: Graph, alarm: Resource) -> bool:
    """Tell whether anything else refers to an alarm, or names it: a composite alarm, a deployment, a dashboard."""
    name = literal(alarm.get("AlarmName"))
    for resource in graph.resources:
        if resource is alarm:
            continue
        for part in parts(resource.get()):
            if isinstance(part, Reference) and part.resource == alarm.path:
                return True
            if name and isinstance(part, Literal) and name in part.text:
                return True
    return False


def _heard(graph: Graph, topic: Resource) -> bool:
    inline = topic.get("Subscription")
    if not _nothing(inline) or not graph.closed(topic):
        return True
    return any(graph.target(each.get("TopicArn"), TOPIC) in (topic, None) for each in graph.of_type(SUBSCRIPTION))


def _nothing(value: Value) -> bool:
    return isinstance(value, Absent) or value == Listing(())
