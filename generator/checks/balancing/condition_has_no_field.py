"""A condition of a rule that does not say what of a request it looks at."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import RULE
from generator.ecs.tasks import items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Mapping


class ConditionHasNoField(Check):
    id = "ECS361"
    lesson = 36
    title = "Condition of a rule has no Field"
    symptom = (
        "CREATE_FAILED: A condition field must be specified (Service: ElasticLoadBalancingV2, Status Code: 400); no "
        "request gets to the service behind the rule"
    )
    why = (
        "Field says what of a request a condition looks at. Elastic Load Balancing does not take it from the name of "
        "the configuration beside it, such as PathPatternConfig, and refuses an empty condition as well."
    )
    fix = "Give every condition a Field: path-pattern, host-header, http-header, and so on; take out empty ones."
    message = (
        "condition {number} of {resource} has no Field, also where its configuration tells which it is: CreateRule "
        "fails (a condition field must be specified)"
    )
    change = "Field: {field}"
    remedy = Write("Field", "{field}")
    base = "balanced"
    good = {
        "Rule": (
            "{Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Listener, Priority: 1, "
            "Conditions: [{Field: path-pattern, PathPatternConfig: {Values: [/shop/*]}}], "
            "Actions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}"
        )
    }
    bad = {"Rule.Conditions.0.Field": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find conditions that are written and certainly have no field.

        Sources: aws-sdk-js #2658 (a configuration alone), serverless-fargate-plugin #21 (an empty condition, through
        CloudFormation); Elastic Load Balancing API Reference, RuleCondition; read 2026-11.
        """
        for rule in context.graph.of_type(RULE):
            if rule.exists is not Truth.YES:
                continue
            for index, condition in items(rule.get("Conditions")):
                steps = ("Conditions", index)
                if isinstance(condition, Mapping) and isinstance(rule.get(*steps, "Field"), Absent):
                    tasks = context.users.of(rule)
                    yield self.at(rule, *steps, tasks=tasks, number=index + 1, field=_field(condition))


_FIELDS = {
    "PathPatternConfig": "path-pattern",
    "HostHeaderConfig": "host-header",
    "HttpHeaderConfig": "http-header",
    "HttpRequestMethodConfig": "http-request-method",
    "QueryStringConfig": "query-string",
    "SourceIpConfig": "source-ip",
}


def _field(condition: Mapping) -> str:
    written = (field for key, field in _FIELDS.items() if not isinstance(condition.get(key), Absent))
    return next(written, "what the condition looks at")
