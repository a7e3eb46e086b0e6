"""Ours, advice: an alarm that tells nobody."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, TASK, VPC, template
from generator.rules._example_alarm import ALARM
from generator.rules._rule import LessonRule


class AlarmUnheard(LessonRule):
    id = "ICS165"
    lesson = 16
    title = "Alarm goes off, and nobody is told"
    symptom = "None: the alarm is red in the console, which nobody looks at"
    why = (
        "An alarm does what its AlarmActions say, and a topic tells its subscribers. Whether somebody subscribes by "
        "hand, or an EventBridge rule takes all alarms, no template shows."
    )
    fix = "Name a topic in AlarmActions, and subscribe to it."
    good = template(VPC, NAT, ROLE, TASK, SERVICE, ALARM)
    bad = good.replace("      AlarmActions: [!Ref AlarmTopic]\n", "")
