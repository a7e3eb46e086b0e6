"""A value of a task definition, a service, a cluster or a log group that its service does not accept."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.values import accepted
from generator.checks._values import OPERATIONS, refused_values
from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context


class ValueRefused(Check):
    id = "ECS250"
    lesson = 25
    title = "A value that ECS or CloudWatch Logs does not accept"
    symptom = (
        "CREATE_FAILED: Invalid request provided: Create TaskDefinition: Unrecognized ulimit name ...; or "
        "InvalidParameterException, for any other value that is not one of those accepted"
    )
    why = (
        "CloudFormation passes values on as they stand. Names of a wrong shape, numbers out of bounds and words that "
        "the service does not know are refused when the resource is created, and the stack is rolled back."
    )
    fix = "Give the property one of the values that the message names."
    message = "{property} of {resource} is {value}, and only {accepted} is accepted: {operation} fails"
    change = "{last}: {accepted}"
    base = "nat"
    good = {"TaskDefinition.Family": "web_shop"}
    bad = {"TaskDefinition.Family": "web.shop"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what ``awsdata/values.yaml`` does not list; what is not written out is silence."""
        for resource, each in refused_values(context, accepted(), ("AWS::ECS::", "AWS::Logs::")):
            yield self.at(
                resource,
                *each.steps,
                tasks=context.users.of(resource),
                property=each.property,
                value=each.value,
                accepted=each.accepted.for_people,
                operation=OPERATIONS[resource.type],
                last=each.property.rpartition(".")[2],
            )
