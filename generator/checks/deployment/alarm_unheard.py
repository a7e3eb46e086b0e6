"""Advice: an alarm that tells nobody."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.deployment._alarms import ALARM, is_empty
from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Graph, Literal, Reference, Resource

TOPIC, SUBSCRIPTION = "AWS::SNS::Topic", "AWS::SNS::Subscription"


class AlarmUnheard(Check):
    id = "ICS165"
    lesson = 16
    title = "Alarm notifies nobody"
    symptom = "None: the alarm is in the ALARM state in the console, where nobody looks"
    why = (
        "An alarm runs its AlarmActions, and a topic notifies its subscribers. No template shows whether somebody "
        "subscribes by hand, or an EventBridge rule handles all alarms."
    )
    fix = "Name a topic in AlarmActions, and subscribe to it."
    message = {
        "no action": "{resource} has no AlarmActions: nobody is notified when it goes to the ALARM state",
        "no subscriber": (
            "{resource} notifies {topic}, to which nothing in these templates subscribes: nobody is notified unless "
            "somebody subscribed by hand"
        ),
    }
    change = {
        "no action": "AlarmActions: the ARN of a topic that somebody subscribes to",
        "no subscriber": "add an AWS::SNS::Subscription with the TopicArn of {topic}",
    }
    base = "alarmed"
    bad = {"TasksMissing.AlarmActions": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the alarms that do nothing when they go off, and that nothing in these templates looks at."""
        graph = context.graph
        for alarm in graph.of_type(ALARM):
            if _is_switched_off(alarm) or _is_watched(graph, alarm):
                continue
            actions = alarm.get("AlarmActions")
            topics = [graph.target(value, TOPIC) for _, value in items(actions)]
            if all(is_empty(alarm.get(key)) for key in ("AlarmActions", "InsufficientDataActions", "OKActions")):
                yield self.at(alarm, *(() if isinstance(actions, Absent) else ("AlarmActions",)), variant="no action")
            elif topics and all(topic is not None and not _is_heard(graph, topic) for topic in topics):
                yield self.at(alarm, "AlarmActions", variant="no subscriber", topic=topics[0])


def _is_switched_off(alarm: Resource) -> bool:
    """Tell whether somebody keeps it from doing anything, on purpose."""
    enabled = alarm.get("ActionsEnabled")
    return flag(enabled) is Truth.NO and not isinstance(enabled, Absent)


def _is_watched(graph: Graph, alarm: Resource) -> bool:
    """Tell whether anything else refers to an alarm, or names it: a composite alarm, a deployment, a dashboard."""
    name = literal(alarm.get("AlarmName"))
    for resource in graph.resources:
        if resource is alarm:
            continue
        for part in resource.all_values:
            if isinstance(part, Reference) and part.resource == alarm.path:
                return True
            if name and isinstance(part, Literal) and name in part.text:
                return True
    return False


def _is_heard(graph: Graph, topic: Resource) -> bool:
    """Tell whether anybody subscribes to a topic, or may: elsewhere, or to a topic that is not known."""
    if not is_empty(topic.get("Subscription")) or not graph.closed(topic):
        return True
    subscriptions = graph.of_type(SUBSCRIPTION)
    return any(graph.target(subscription.get("TopicArn"), TOPIC) in (topic, None) for subscription in subscriptions)
