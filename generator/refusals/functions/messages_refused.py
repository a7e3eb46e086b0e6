"""What SNS, DynamoDB, CloudWatch Logs and EventBridge refuse, or never do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Absent, Graph, Reference, Resource, parts

_PROTOCOLS = ("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose")
_EXTENDED = re.compile(
    r"(p|tm|wm|tc|ts)(100|\d{1,2})(\.\d{1,10})?|IQM|(PR|TC|TM|TS|WM)\([^()]*\)",
)
_NEVER = re.compile(
    r"cron\(\S+ \S+ (3[01]|30,31) (2|FEB) \? \S+\)|cron\(\S+ \S+ 31 (4|6|9|11|APR|JUN|SEP|NOV) \? \S+\)"
)
_YEAR = re.compile(r"cron\((?:\S+ ){5}(\d{4})\)")
_OVER = 2026
"""Years before it were over when this was written; what is over by the clock is not asked."""
_MOST_FILTERS = 2


def _of_subscription(_graph: Graph, subscription: Resource) -> Iterator[str]:
    """Source: SNS API Reference, Subscribe, Protocol; read 2026-11."""
    spoken = literal(subscription.get("Protocol"))
    if spoken is not None and spoken not in _PROTOCOLS:
        yield f"Protocol of {subscription} is {spoken[:40]}, and {', '.join(_PROTOCOLS)} are taken"


def _of_topic(_graph: Graph, topic: Resource) -> Iterator[str]:
    for index, _ in items(topic.get("Subscription")):
        spoken = literal(topic.get("Subscription", index, "Protocol"))
        if spoken is not None and spoken not in _PROTOCOLS:
            yield f"a subscription of {topic} has the Protocol {spoken[:40]}, and {', '.join(_PROTOCOLS)} are taken"


def _of_table(_graph: Graph, table: Resource) -> Iterator[str]:
    """Source: DynamoDB API Reference, CreateTable, ProvisionedThroughput; read 2026-11."""
    mode, amount = table.get("BillingMode"), table.get("ProvisionedThroughput")
    if isinstance(mode, Absent) and isinstance(amount, Absent):
        yield f"{table} has neither BillingMode nor ProvisionedThroughput, which the default, PROVISIONED, needs"
    if literal(mode) == "PAY_PER_REQUEST" and not isinstance(amount, Absent):
        yield f"{table} is paid by request, and has a ProvisionedThroughput"


def _of_alarm(_graph: Graph, alarm: Resource) -> Iterator[str]:
    """Source: CloudWatch API Reference, PutMetricAlarm, ExtendedStatistic; read 2026-11."""
    extended = literal(alarm.get("ExtendedStatistic"))
    if extended is not None and not _EXTENDED.fullmatch(extended):
        yield f"ExtendedStatistic of {alarm} is {extended[:40]}, which is none: p90 is one"


def _of_filter(graph: Graph, one: Resource) -> Iterator[str]:
    """Source: CloudWatch Logs API Reference, PutSubscriptionFilter (up to two for a group); read 2026-11. CloudWatch
    Logs User Guide, "Filter pattern syntax"; not looked up."""
    pattern = (literal(one.get("FilterPattern")) or "").strip()
    for opening, closing in ("[]", "{}"):
        if pattern.startswith(opening) and not pattern.endswith(closing):
            yield f"FilterPattern of {one} begins with {opening}, and does not end with {closing}"
    alike = [each for each in graph.of_type(one.type) if each.get("LogGroupName") == one.get("LogGroupName")]
    of_subscription = one.type == "AWS::Logs::SubscriptionFilter"
    if of_subscription and len(alike) > _MOST_FILTERS and one is alike[-1] and isinstance(one.get("Condition"), Absent):
        yield f"the log group of {one} has {len(alike)} subscription filters, and {_MOST_FILTERS} are taken"


def _of_bucket(graph: Graph, bucket: Resource) -> Iterator[str]:
    """A bucket tells a queue or topic made here, which has no policy that lets it: S3 tries when it is told to.

    Source: S3 User Guide, "Granting permissions to publish event notification messages" ("Unable to validate the
    following destination configurations"); terraform-provider-aws #11219, cloud-platform-environments #4044; read
    2026-11.
    """
    for listed, key, policy, names in (
        ("QueueConfigurations", "Queue", "AWS::SQS::QueuePolicy", "Queues"),
        ("TopicConfigurations", "Topic", "AWS::SNS::TopicPolicy", "Topics"),
    ):
        given = {
            part.resource
            for each in graph.of_type(policy, policy.replace("Policy", "InlinePolicy"))
            for part in [
                *parts(each.get(names)),
                *parts(each.get(names.removesuffix("s"))),
                *parts(each.get("TopicArn")),
            ]
            if isinstance(part, Reference)
        }
        for index, _ in items(bucket.get("NotificationConfiguration", listed)):
            value = bucket.get("NotificationConfiguration", listed, index, key)
            told = graph.resource(value.resource) if isinstance(value, Reference) else None
            if told is not None and told.path not in given and told.type in ("AWS::SQS::Queue", "AWS::SNS::Topic"):
                yield f"{bucket} tells {told}, which has no policy that lets it: S3 refuses the notification"


def _of_schedule(_graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: EventBridge User Guide, "Setting a schedule pattern" (day of month, month; years from 1970 on); read
    2026-11."""
    timed = literal(rule.get("ScheduleExpression"))
    if timed and _NEVER.fullmatch(timed):
        yield f"ScheduleExpression of {rule} is {timed[:60]}, a day that no month has"
    year = _YEAR.fullmatch(timed or "")
    if year and int(year[1]) < _OVER:
        yield f"ScheduleExpression of {rule} is {timed}, and that year is over"
    for index, _ in items(rule.get("Targets")):
        for name in _overridden(literal(rule.get("Targets", index, "Input"))):
            yield f"Targets.{index}.Input of {rule} gives {name} a command that is a text, and a list is taken"


def _overridden(text: str | None) -> Iterator[str]:
    """The containers that an override gives one text where ECS takes a list of words.

    Source: ECS API Reference, ContainerOverride, command; read 2026-11.
    """
    try:
        told = json.loads(text or "null")
    except ValueError:
        return
    overrides = told.get("containerOverrides") if isinstance(told, dict) else None
    for each in overrides if isinstance(overrides, list) else ():
        if isinstance(each, dict) and isinstance(each.get("command"), str):
            yield str(each.get("name", "a container"))[:60]


OF_MESSAGES = {
    "AWS::SNS::Subscription": _of_subscription,
    "AWS::SNS::Topic": _of_topic,
    "AWS::DynamoDB::Table": _of_table,
    "AWS::CloudWatch::Alarm": _of_alarm,
    "AWS::Logs::SubscriptionFilter": _of_filter,
    "AWS::Logs::MetricFilter": _of_filter,
    "AWS::S3::Bucket": _of_bucket,
    "AWS::Events::Rule": _of_schedule,
    "AWS::Scheduler::Schedule": _of_schedule,
}
