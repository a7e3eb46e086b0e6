"""An endpoint whose policy lets nothing through of what tasks are told of and may do."""

from __future__ import annotations

from generator.checks.apis._worker import WORKER
from generator.checks.check import Check
from generator.needs.apis.api_policies import ApiPolicyBlocks


class ApiPolicyIsClosed(Check):
    id = "ECS311"
    lesson = 31
    title = "Policy of an endpoint does not let through what tasks are told of"
    symptom = "AccessDenied ... because no VPC endpoint policy allows the ... action, in the log of the program"
    why = (
        "What goes through an endpoint must be allowed by the endpoint's policy as well as by the role. A policy of "
        "the S3 endpoint that allows only the layers of ECR keeps programs from their own buckets."
    )
    fix = "Allow the actions in PolicyDocument of the endpoint; or leave the policy out, which allows everything."
    fault = ApiPolicyBlocks
    message = {
        "invalid": "EC2 does not accept the policy of {resource} ({trouble}); CreateVpcEndpoint fails, and {task} has "
        "no path to {api}",
        "blocks": "the policy of {resource} does not allow {actions} on {target}, which {task} is told of and may use; "
        "its calls fail with AccessDenied, whatever the role allows",
    }
    change = {
        "invalid": "PolicyDocument: Version, and a Statement with Effect, Principal, Action and Resource",
        "blocks": "PolicyDocument: allow {actions} on {target} to Principal *; or leave the policy out, which allows "
        "everything",
    }
    base = "isolated"
    good = {
        **WORKER,
        "SqsEndpoint.PolicyDocument": """
            Version: '2012-10-17'
            Statement:
            - {Effect: Allow, Principal: '*', Action: 'sqs:*', Resource: !GetAtt Queue.Arn}
""",
    }
    bad = {
        "SqsEndpoint.PolicyDocument.Statement.0.Resource": (
            "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders'"
        ),
    }
