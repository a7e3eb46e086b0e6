"""An alarm on missing tasks that is silent when all are missing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.deployment._alarms import ALARM, is_empty
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Listing, Resource

# Without a running task of the service none of these is sent. Source: ECS Developer Guide, "Amazon ECS CloudWatch
# metrics" and "Monitor Amazon ECS containers using Container Insights", considerations; read 2026-11.
_COUNTS = (
    ("ECS/ContainerInsights", "RunningTaskCount", None),
    ("AWS/ECS", "CPUUtilization", "SampleCount"),
    ("AWS/ECS", "MemoryUtilization", "SampleCount"),
)
_BELOW = ("LessThanThreshold", "LessThanOrEqualToThreshold")
_TREATED = {"": "missing", "missing": "missing", "notbreaching": "notBreaching", "ignore": "ignore"}
_CONSEQUENCES = {
    "missing": "it goes to INSUFFICIENT_DATA and does not run AlarmActions",
    "notBreaching": "it goes to OK",
    "ignore": "it keeps its state",
}


class OutageUnnoticed(Check):
    id = "WCS164"
    lesson = 16
    title = "Alarm on the number of tasks stays silent when no task runs"
    symptom = "None: the service is down, and the alarm is OK or INSUFFICIENT_DATA"
    why = (
        "CloudWatch has metrics of a service only for tasks that run. When the last one stops, there are no data "
        "points rather than zeros, and TreatMissingData decides what that means; it is `missing` by default."
    )
    fix = "TreatMissingData: breaching."
    message = (
        "{resource} is an alarm on too few running tasks, but when none runs, {metric} has no data at all. With "
        "TreatMissingData: {treated}, {consequence} in an outage of all tasks"
    )
    change = "TreatMissingData: breaching"
    remedy = Write("TreatMissingData", "breaching")
    base = "alarmed"
    bad = {"TasksMissing.TreatMissingData": "notBreaching"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the alarms that go off below a number of tasks, by a metric that is missing when there is none."""
        for alarm in context.graph.of_type(ALARM):
            value = alarm.get("TreatMissingData")
            written = "" if isinstance(value, Absent) else literal(value)
            treated = None if written is None else _TREATED.get(written.lower())
            if treated is None or not _counts_tasks(alarm):
                continue
            if treated == "missing" and not is_empty(alarm.get("InsufficientDataActions")):
                continue
            steps = () if isinstance(value, Absent) else ("TreatMissingData",)
            (_, metric, _), consequence = _metric(alarm), _CONSEQUENCES[treated]
            treated += "" if written else " (the default)"
            yield self.at(alarm, *steps, metric=metric, treated=treated, consequence=consequence)


def _counts_tasks(alarm: Resource) -> bool:
    namespace, metric, statistic = _metric(alarm)
    counted = any((namespace, metric) == (space, name) and only in (None, statistic) for space, name, only in _COUNTS)
    return counted and literal(alarm.get("ComparisonOperator")) in _BELOW


def _metric(alarm: Resource) -> tuple[str | None, str | None, str | None]:
    """Read namespace, name and statistic of the one metric that an alarm looks at; None for what is not known.

    Of several in Metrics, an expression may make what it likes.
    """
    listed = alarm.get("Metrics")
    if isinstance(listed, Listing) and len(listed.items) == 1:
        entry: tuple[str | int, ...] = ("Metrics", 0, "MetricStat")
        places = ((*entry, "Metric", "Namespace"), (*entry, "Metric", "MetricName"), (*entry, "Stat"))
    else:
        places = (("Namespace",), ("MetricName",), ("Statistic",))
    namespace, metric, statistic = (literal(alarm.get(*place)) for place in places)
    return namespace, metric, statistic
