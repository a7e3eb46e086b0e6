"""What AWS takes, and what certainly never comes about: an event that nobody sends, a number that is never measured."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.refusals.refusal import Never


class NeverComes(Check):
    id = "WCS442"
    lesson = 44
    title = "Something is waited for that never comes"
    symptom = "nothing: the rule never matches, the alarm has insufficient data, the step waits until it times out"
    why = (
        "EventBridge, CloudWatch and Step Functions take what names an event, a metric or an answer that there is not. "
        "Nothing fails, and nothing happens."
    )
    fix = "Have it sent, or wait for what is sent; the message names both."
    message = "{said}: it is taken, and nothing ever comes of it"
    change = "{instead}"
    base = "nat"
    good = {
        "Inbox": "{Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {EventBridgeConfiguration: "
        "{EventBridgeEnabled: true}}}}",
        "Told": "{Type: AWS::SNS::Topic}",
        "Rule": (
            "{Type: AWS::Events::Rule, Properties: {EventPattern: {source: [aws.s3], detail: {bucket: {name: "
            "[!Ref Inbox]}}}, Targets: [{Id: told, Arn: !Ref Told}]}}"
        ),
    }
    bad = {"Inbox.NotificationConfiguration": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is never met, of resources that are made in any case."""
        for said in context.template_faults:
            if isinstance(said, Never) and said.resource.exists is Truth.YES:
                yield self.at(said.resource, *said.steps, said=str(said), instead=said.change)
