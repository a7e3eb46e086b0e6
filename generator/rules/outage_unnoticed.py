"""Ours: an alarm on missing tasks that is silent when all are missing."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, TASK, VPC, template
from generator.rules._example_alarm import ALARM
from generator.rules._rule import LessonRule


class OutageUnnoticed(LessonRule):
    id = "WCS164"
    lesson = 16
    title = "Alarm on the number of tasks stays silent when no task runs"
    symptom = "None: the service is down, and the alarm is OK or INSUFFICIENT_DATA"
    why = (
        "The metrics of a service are sent for tasks that run. When the last one is gone there is no zero but nothing, "
        "and what nothing means is up to TreatMissingData, which is `missing` by default."
    )
    fix = "TreatMissingData: breaching."
    good = template(VPC, NAT, ROLE, TASK, SERVICE, ALARM)
    bad = good.replace("TreatMissingData: breaching", "TreatMissingData: notBreaching")
