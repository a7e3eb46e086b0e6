"""Alarms that tell a topic which CloudWatch may not publish to: by the topic's own policy, or by its key's."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.deployment._alarms import ALARM
from generator.ecs.arns import account
from generator.ecs.tasks import items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.permissions.policy_values import text
from generator.needs.permissions.service_permissions import policies_allow
from generator.stack import Absent, Graph, Literal, Reference, Resource

_TOPIC, _KEY = "AWS::SNS::Topic", "AWS::KMS::Key"
_SERVICE = "cloudwatch.amazonaws.com"
_ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")
_OF_KEY = ("kms:GenerateDataKey", "kms:Decrypt")


class TopicHearsNoAlarm(Check):
    id = "WCS165"
    lesson = 16
    title = "Alarm tells an encrypted topic whose key CloudWatch may not use"
    symptom = "The alarm's history: Failed to execute action ... CloudWatch Alarms does not have authorization to "
    "access the SNS topic encryption key"
    why = (
        "CloudWatch publishes as a service: the policy of the key that the topic is encrypted with has to let "
        "cloudwatch.amazonaws.com use it. AWS's own key alias/aws/sns lets no service."
    )
    fix = "Allow cloudwatch.amazonaws.com kms:GenerateDataKey* and kms:Decrypt in the KeyPolicy."
    message = {
        "key": "{alarm} tells {topic}, and the policy of {resource} does not let cloudwatch.amazonaws.com use it "
        "({action}): nobody hears of the alarm",
        "aws key": "{alarm} tells {topic}, which is encrypted with alias/aws/sns, and no service may use that: "
        "nobody hears of the alarm",
    }
    change = {
        "key": "KeyPolicy: allow cloudwatch.amazonaws.com kms:GenerateDataKey* and kms:Decrypt",
        "aws key": "KmsMasterKeyId: a key whose policy admits cloudwatch.amazonaws.com",
    }
    base = "alarmed"
    good = {
        "Sealed": "{Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: !Ref Seal, Subscription: [{Protocol: email, "
        "Endpoint: ops@example.com}]}}",
        "Seal": (
            "{Type: AWS::KMS::Key, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, Properties: "
            "{EnableKeyRotation: true, KeyPolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {AWS: "
            "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}, {Effect: "
            "Allow, Principal: {Service: cloudwatch.amazonaws.com}, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'], "
            "Resource: '*'}]}}}"
        ),
        "TasksMissing.AlarmActions": "[!Ref Sealed]",
    }
    bad = {"Seal.KeyPolicy.Statement.1.Principal.Service": "events.amazonaws.com"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: SNS Developer Guide, "Managing Amazon SNS encryption keys and costs" (sources of events in AWS);
        from memory, 2026-11."""
        graph = context.graph
        seen = set()
        for alarm in graph.of_type(ALARM):
            for key in _ACTIONS:
                for _, value in items(alarm.get(key)):
                    topic = graph.target(value, _TOPIC)
                    if topic is not None and (alarm, topic) not in seen:
                        seen.add((alarm, topic))
                        yield from self._kept_out(graph, alarm, topic)

    def _kept_out(self, graph: Graph, alarm: Resource, topic: Resource) -> Iterator[Finding]:
        words = {"alarm": str(alarm), "topic": str(topic)}
        named = topic.get("KmsMasterKeyId")
        if isinstance(named, Literal) and named.text.endswith("alias/aws/sns"):
            yield self.at(topic, "KmsMasterKeyId", variant="aws key", **words)
        key = graph.target(named, _KEY)
        if key is None:
            return
        request = {"aws:SourceArn": text(graph, Reference(alarm.path, "Arn"))}
        request["aws:SourceAccount"] = text(graph, account(graph))
        policy = [] if isinstance(key.get("KeyPolicy"), Absent) else [key.get("KeyPolicy")]
        for action in _OF_KEY:
            used = policies_allow(graph, policy, [_SERVICE], action, Reference(key.path, "Arn"), request)
            if not policy or used is Truth.NO:
                yield self.at(key, *(("KeyPolicy",) if policy else ()), variant="key", action=action, **words)
                return
