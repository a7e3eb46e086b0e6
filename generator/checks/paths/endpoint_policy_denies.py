"""Lesson 1: an endpoint whose policy does not let through what tasks need."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.endpoint_policies import EndpointPolicyBlocks


class EndpointPolicyDenies(Check):
    id = "ECS013"
    lesson = 1
    title = "Policy of an endpoint does not let through what tasks need to start"
    symptom = (
        "CannotPullContainerError ... 403 Forbidden; ResourceInitializationError ... AccessDeniedException ... because "
        "no VPC endpoint policy allows the ... action"
    )
    why = (
        "What goes through an endpoint must be allowed by the endpoint's policy as well as by the role. Image layers "
        "lie in a bucket of ECR, prod-<region>-starport-layer-bucket, and are fetched by ECR's signature: a policy "
        "that names one's own buckets, or one's own roles, keeps them out."
    )
    fix = "Allow the action in PolicyDocument of the endpoint; or leave the policy out, which allows everything."
    fault = EndpointPolicyBlocks
    message = {
        "invalid": "the policy of {resource} is none that EC2 takes ({trouble}), so the endpoint is not created, and "
        "{task} has no path to {api}",
        "action": "the policy of {resource} does not let {action} through, which ECS needs to {purpose} for {task}: "
        "AccessDeniedException, whatever the role allows",
        "action on target": "the policy of {resource} does not let {action} on {target} through, which ECS needs to "
        "{purpose} for {task}: AccessDeniedException, whatever the role allows",
    }
    change = {
        "invalid": "PolicyDocument: Version, and a Statement with Effect, Principal, Action and Resource",
        "action": "PolicyDocument: allow {action} to Principal *; or leave the policy out, which allows everything",
        "action on target": "PolicyDocument: allow {action} on {target} to Principal *; or leave the policy out, which "
        "allows everything",
    }
    base = "isolated"
    good = {
        "S3Endpoint.PolicyDocument": """
            Version: '2012-10-17'
            Statement:
            - Effect: Allow
              Principal: '*'
              Action: s3:GetObject
              Resource: !Sub 'arn:${AWS::Partition}:s3:::prod-${AWS::Region}-starport-layer-bucket/*'
""",
    }
    bad = {
        "S3Endpoint.PolicyDocument.Statement.0.Resource": ("!Sub 'arn:${AWS::Partition}:s3:::assets-of-the-app/*'"),
    }
