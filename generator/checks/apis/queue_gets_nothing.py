"""Queues that tasks take messages from, to which a topic or a rule may send none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks.apis._worker import WORKER
from generator.checks.check import Check
from generator.ecs.arns import account
from generator.ecs.stores.told_resources import told_resources
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.permissions.policy_values import text
from generator.needs.permissions.service_permissions import policies_allow
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value

_QUEUE, _POLICY, _KEY = "AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "AWS::KMS::Key"
_TOPIC, _SUBSCRIPTION, _RULE = "AWS::SNS::Topic", "AWS::SNS::Subscription", "AWS::Events::Rule"
_OF_KEY = ("kms:GenerateDataKey", "kms:Decrypt")


@dataclass(frozen=True)
class _Sender:
    """What sends to a queue: ``service`` does it in the name of ``source``, whose ARN is ``arn``."""

    source: Resource
    service: str
    arn: Value
    queue: Resource


class QueueGetsNothing(Check):
    id = "WCS315"
    lesson = 31
    title = "Queue admits no messages of its topic or rule"
    symptom = "The queue stays empty, and tasks idle; NumberOfNotificationsFailed, or FailedInvocations, goes up"
    why = (
        "SNS and EventBridge send as services: the queue's own policy has to let them, and so has the policy of the "
        "key that the queue is encrypted with. AWS's own key alias/aws/sqs lets no service use it."
    )
    fix = "Let the service send in a queue policy; and let it use the key, or have SQS encrypt with a key of its own."
    message = {
        "policy": "{source} sends to {queue}, which {task} reads, and no policy of {queue} lets {service} send: the "
        "queue stays empty",
        "key": "{source} sends to {queue}, which {task} reads, and the policy of {resource} does not let {service} use "
        "it ({action}): no message arrives",
        "aws key": "{source} sends to {queue}, which {task} reads, and {queue} is encrypted with alias/aws/sqs, which "
        "no service may use: no message arrives",
    }
    change = {
        "policy": "add an AWS::SQS::QueuePolicy that allows {service} sqs:SendMessage on {queue} for {source}",
        "key": "KeyPolicy: allow {service} kms:GenerateDataKey and kms:Decrypt",
        "aws key": "KmsMasterKeyId: leave it out, with SqsManagedSseEnabled: true; or a key whose policy admits "
        "{service}",
    }
    base = "isolated"
    good = {
        **WORKER,
        "Topic": "{Type: AWS::SNS::Topic}",
        "Subscription": "{Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: sqs, "
        "Endpoint: !GetAtt Queue.Arn}}",
        "QueuePolicy": "{Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Queue], PolicyDocument: {Version: "
        "'2012-10-17', Statement: [{Effect: Allow, Principal: {Service: sns.amazonaws.com}, Action: 'sqs:SendMessage', "
        "Resource: !GetAtt Queue.Arn, Condition: {ArnEquals: {'aws:SourceArn': !Ref Topic}}}]}}}",
    }
    bad = {
        "QueuePolicy.PolicyDocument.Statement.0.Condition": "{ArnEquals: {'aws:SourceArn': !GetAtt Queue.Arn}}",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: re:Post, "Amazon SQS subscription to receive a notification from my Amazon SNS topic" (the policy of
        the queue and that of the key); lobster1234.github.io, 2017-10-14 (alias/aws/sqs); excerpts, 2026-11."""
        graph = context.graph
        readers: dict[Resource, list[str]] = {}
        for task in context.tasks:
            for told in told_resources(task):
                if told.resource is not None and told.resource.type == _QUEUE:
                    readers.setdefault(told.resource, []).append(task.name)
        for sender in _senders(graph) if readers else ():
            if sender.queue in readers:
                yield from self._kept_out(graph, sender, tuple(readers[sender.queue]))

    def _kept_out(self, graph: Graph, sender: _Sender, tasks: tuple[str, ...]) -> Iterator[Finding]:
        queue, own = sender.queue, Reference(sender.queue.path, "Arn")
        words = {"source": str(sender.source), "queue": str(queue), "service": sender.service, "task": tasks[0]}
        request = {"aws:SourceArn": text(graph, sender.arn), "aws:SourceAccount": text(graph, account(graph))}
        policies = _policies(graph, queue)
        if policies is not None:
            documents = [each.get("PolicyDocument") for each in policies]
            sends = policies_allow(graph, documents, [sender.service], "sqs:SendMessage", own, request)
            if not documents or sends is Truth.NO:
                place = (policies[0], "PolicyDocument") if policies else (queue,)
                yield self.at(place[0], *place[1:], tasks=tasks, variant="policy", **words)
        named = queue.get("KmsMasterKeyId")
        if isinstance(named, Literal) and named.text.endswith("alias/aws/sqs"):
            yield self.at(queue, "KmsMasterKeyId", tasks=tasks, variant="aws key", **words)
        key = graph.target(named, _KEY)
        for action in _OF_KEY if key is not None else ():
            assert key is not None
            policy = [] if isinstance(key.get("KeyPolicy"), Absent) else [key.get("KeyPolicy")]
            used = policies_allow(graph, policy, [sender.service], action, Reference(key.path, "Arn"), request)
            if not policy or used is Truth.NO:
                steps = ("KeyPolicy",) if policy else ()
                yield self.at(key, *steps, tasks=tasks, variant="key", action=action, **words)
                return


def _senders(graph: Graph) -> Iterator[_Sender]:
    asked: list[tuple[Resource | None, str, str, Value, Value]] = []
    for each in graph.of_type(_SUBSCRIPTION):
        topic = graph.target(each.get("TopicArn"), _TOPIC)
        asked.append((topic, "sns", literal(each.get("Protocol")) or "", each.get("Endpoint"), each.get("TopicArn")))
    for topic in graph.of_type(_TOPIC):
        for index, _ in items(topic.get("Subscription")):
            protocol, end = (topic.get("Subscription", index, key) for key in ("Protocol", "Endpoint"))
            asked.append((topic, "sns", literal(protocol) or "", end, Reference(topic.path)))
    for rule in graph.of_type(_RULE):
        for index, _ in items(rule.get("Targets")):
            if isinstance(rule.get("Targets", index, "RoleArn"), Absent):
                asked.append((rule, "events", "sqs", rule.get("Targets", index, "Arn"), Reference(rule.path, "Arn")))
    for source, service, spoken, told, arn in asked:
        queue = graph.target(told, _QUEUE)
        if source is not None and queue is not None and spoken == "sqs":
            own = Reference(source.path) if service == "sns" else arn
            yield _Sender(source, f"{service}.amazonaws.com", own, queue)


def _policies(graph: Graph, queue: Resource) -> list[Resource] | None:
    """The policies of a queue; None when there may be others."""
    found = []
    for policy in graph.of_type(_POLICY):
        named = [graph.target(value, _QUEUE) for _, value in items(policy.get("Queues"))]
        if None in named or not named:
            return None
        found += [policy] if queue in named else []
    return found if graph.closed(queue) else None
