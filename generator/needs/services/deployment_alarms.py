"""Are the alarms that watch the deployments of a service there, and quiet when it begins?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import Task, flag, items
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, unknown
from generator.stack import Absent, Literal, Reference, shown

_ALARMS = ("DeploymentConfiguration", "Alarms")
_KINDS = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")


def alarm_answers(task: Task) -> Iterator[Answer]:
    """Say what may have a deployment fail for its alarms. That none goes off for what programs do is a premise.

    Sources: ECS API Reference, DeploymentAlarms (alarmNames: names of alarms); Developer Guide, "How CloudWatch alarms
    detect Amazon ECS deployment failures" (an alarm in ALARM when a deployment begins is left out of account);
    CloudFormation Template Reference, AWS::CloudWatch::Alarm (Ref is the name); not looked up, 2026-11.
    """
    service = task.service
    if service is None or isinstance(service.get(*_ALARMS), Absent):
        return
    enabled = flag(service.get(*_ALARMS, "Enable"))
    if enabled is Truth.NO:
        return
    if enabled is Truth.UNKNOWN:
        yield unknown(f"whether alarms watch the deployments of {service} is not known here")
    names = service.get(*_ALARMS, "AlarmNames")
    if not list(items(names)):
        yield unknown(f"which alarms watch the deployments of {service} is not known here")
    written = {literal(alarm.get("AlarmName")) for alarm in task.graph.of_type(*_KINDS)}
    for index, value in items(names):
        named = task.graph.target(value, *_KINDS)
        if isinstance(value, Reference) and named is not None and value.attribute == "Arn":
            yield unknown(
                f"AlarmNames of {service} is given the ARN of {named}, and takes names: no alarm is called so"
            )
        elif isinstance(value, Literal) and value.text.startswith("arn:"):
            yield unknown(f"AlarmNames of {service} has the ARN {value.text[:80]}, and takes names")
        elif named is None and not (isinstance(value, Literal) and value.text in written):
            told = shown(service.get(*_ALARMS, "AlarmNames", index))
            yield unknown(
                f"whether there is the alarm {told}, which watches the deployments of {service}, is not known"
            )
