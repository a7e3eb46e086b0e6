"""Alarms of a deployment that are named by text, and that may be created after the service."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import place_to_wait, unordered
from generator.checks.check import Check
from generator.checks.deployment._alarms import ALARM
from generator.ecs.tasks import SERVICE, flag, items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import WaitFor
from generator.stack import Absent, Reference

_ALARMS = ("DeploymentConfiguration", "Alarms")


class AlarmComesLater(Check):
    id = "WCS136"
    lesson = 13
    title = "Service may be created before the alarms that watch its deployments"
    symptom = "CREATE_FAILED: CreateService says that an alarm does not exist; or the first deployment is not watched"
    why = (
        "AlarmNames written as text make no order: CloudFormation may create the service first, and then nothing with "
        "that name exists. A reference to the alarm does; where the alarm itself refers to the service, that would be "
        "a circle, so its dimension has to name the service by text."
    )
    fix = "Refer to the alarm (!Ref), or add it to DependsOn of the service."
    message = (
        "{service} names {alarm} by text in AlarmNames and does not wait for it: when the service is created first, no "
        "alarm has this name, and its first deployment fails or is not watched"
    )
    change = "DependsOn of {place}: add {name}"
    remedy = WaitFor("{place}", ("{name}",))
    base = "nat"
    good = {
        "Slow": """
            Type: AWS::CloudWatch::Alarm
            Properties:
              AlarmName: shop-slow
              Namespace: Shop
              MetricName: Latency
              Statistic: Average
              Period: 60
              EvaluationPeriods: 3
              Threshold: 2
              ComparisonOperator: GreaterThanThreshold
""",
        "Service.DeploymentConfiguration": "{Alarms: {Enable: true, Rollback: true, AlarmNames: [shop-slow]}}",
        "Service.DependsOn": "[DefaultRoute, Slow]",
    }
    bad = {"Service.DependsOn": "[DefaultRoute]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the names of alarms that are created in the same templates, and may be created later."""
        for service in context.graph.of_type(SERVICE):
            if flag(service.get(*_ALARMS, "Enable")) is not Truth.YES:
                continue
            for index, value in items(service.get(*_ALARMS, "AlarmNames")):
                named = (alarm for alarm in context.graph.of_type(ALARM) if alarm.get("AlarmName") == value)
                alarm = None if isinstance(value, Reference | Absent) else next(named, None)
                if alarm is not None and unordered(context, alarm, service):
                    place, name = place_to_wait(context.graph, service, alarm)
                    steps = (*_ALARMS, "AlarmNames", index)
                    yield self.at(
                        service, *steps, tasks=(service.path,), service=service, alarm=alarm, place=place, name=name
                    )
