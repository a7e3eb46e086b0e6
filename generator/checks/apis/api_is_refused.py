"""A policy of a queue, a bucket or a table that denies what the task role allows."""

from __future__ import annotations

from generator.checks.apis._worker import WORKER
from generator.checks.check import Check
from generator.needs.apis.api_permissions import ApiRefused


class ApiIsRefused(Check):
    id = "ECS312"
    lesson = 31
    title = "Policy of a queue, a topic, a bucket, a table or a secret denies what the task role allows"
    symptom = "AccessDenied ... with an explicit deny in a resource-based policy, in the log of the program"
    why = (
        "What the policy of a resource denies is denied, whatever roles allow; a Deny for Principal * means tasks too."
    )
    fix = "Take the task role out of the Deny: by a condition on aws:PrincipalArn, or leave the statement out."
    fault = ApiRefused
    message = (
        "{resource} denies {role} {action.name} on {told}, which the variable {variable} tells {task} of ({because}); "
        "its calls fail with AccessDenied, whatever the role's own policies allow"
    )
    change = "the statement that denies: a Condition that leaves {role} out, such as ArnNotEquals aws:PrincipalArn"
    base = "isolated"
    good = {
        **WORKER,
        "QueuePolicy": """
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [!Ref Queue]
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Deny
                  Principal: '*'
                  Action: sqs:*
                  Resource: !GetAtt Queue.Arn
                  Condition: {Bool: {'aws:SecureTransport': 'false'}}
""",
    }
    bad = {"QueuePolicy.PolicyDocument.Statement.0.Condition": None}
