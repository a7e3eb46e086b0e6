"""Tasks that are told of a queue, a bucket or a table on which their role allows nothing."""

from __future__ import annotations

from generator.checks.apis._worker import WORKER
from generator.checks.check import Check
from generator.needs.apis.api_permissions import ApiNotAllowed

_THEN = "tasks start, and calls of {service} fail with AccessDenied"


class ApiIsNotAllowed(Check):
    id = "WCS312"
    lesson = 31
    title = "Task role allows nothing on what a variable tells tasks of"
    symptom = "AccessDenied ... is not authorized to perform: sqs:ReceiveMessage (s3:GetObject, dynamodb:GetItem, ...)"
    why = (
        "The code of a task calls AWS as its task role; the execution role is ECS's own, to start the task. A name in "
        "a variable does not prove that the code calls it, so that this is a warning."
    )
    fix = "Allow the actions that the code takes in a policy of the task role; or leave the variable out."
    fault = ApiNotAllowed
    message = {
        "none": f"the variable {{variable}} tells {{task}} of {{told}}, and {{role}} allows nothing of {{service}}; "
        f"{_THEN}",
        "other": f"the variable {{variable}} tells {{task}} of {{told}}, and {{role}} allows nothing on it, only on "
        f"others of {{service}}; {_THEN}",
        "nothing in it": "the variable {variable} tells {task} of {told}, and {role} names that alone as Resource, and "
        "nothing in it: objects have ARNs of their own, which end in /*; tasks start, and {calls} fail: "
        "AccessDenied",
        "no action": "the variable {variable} tells {task} of {told}, and all that {role} allows on it is {words}, "
        f"which is no action of IAM: {_THEN}",
        "sender": "the variable {variable} tells {task} to send from {told}, and {role} allows {calls} on no identity "
        "for that: tasks start, and calls of ses fail with AccessDenied (not authorized to perform ses:SendEmail on "
        "resource identity/{told})",
        "pass": "{role} lets {task} run {told}, and not pass its {variable} ({calls}): tasks start, and RunTask fails "
        "with AccessDenied (not authorized to perform iam:PassRole)",
        "no role": "the variable {variable} tells {task} of {told}, and {resource} has no TaskRoleArn; tasks start, "
        "and calls of {service} fail: Unable to locate credentials",
    }
    change = {
        "none": "PolicyDocument of a policy of {role}: allow what the code takes of {calls} on {told}",
        "other": "PolicyDocument of a policy of {role}: name {told} as Resource",
        "nothing in it": "PolicyDocument of a policy of {role}: add the ARN of {told} with /* to Resource",
        "no action": "PolicyDocument of a policy of {role}: allow what the code takes of {calls} on {told}",
        "sender": "PolicyDocument of a policy of {role}: name the identity of {told}, or of its domain, as Resource",
        "pass": "PolicyDocument of a policy of {role}: allow iam:PassRole on {calls}",
        "no role": "TaskRoleArn: a role that ecs-tasks.amazonaws.com may assume, and that allows what the code takes "
        "of {calls} on {told}",
    }
    base = "isolated"
    good = WORKER
    bad = {
        "TaskRole.Policies.0.PolicyDocument.Statement.0.Resource": (
            "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders'"
        ),
    }
