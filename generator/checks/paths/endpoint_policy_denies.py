"""Lesson 1: an endpoint whose policy does not allow what tasks need."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.endpoint_policies import EndpointPolicyBlocks


class EndpointPolicyDenies(Check):
    id = "ECS013"
    lesson = 1
    title = "Policy of an endpoint does not allow what tasks need to start"
    symptom = (
        "CannotPullContainerError ... 403 Forbidden; ResourceInitializationError ... AccessDeniedException ... because "
        "no VPC endpoint policy allows the ... action"
    )
    why = (
        "What goes through an endpoint must be allowed by the endpoint's policy as well as by the role. Image layers "
        "are in a bucket of ECR, prod-<region>-starport-layer-bucket, and are fetched with URLs that ECR signs: a "
        "policy that allows only your own buckets, or your own roles, denies them."
    )
    fix = "Allow the action in PolicyDocument of the endpoint; or leave the policy out, which allows everything."
    fault = EndpointPolicyBlocks
    message = {
        "invalid": "EC2 does not accept the policy of {resource} ({trouble}); CreateVpcEndpoint fails, and tasks of "
        "{task} have no path to {api}",
        "action": "the policy of {resource} does not allow {action}, which ECS needs to {purpose} for {task}; the call "
        "fails with AccessDeniedException, whatever the role allows",
        "action on target": "the policy of {resource} does not allow {action} on {target}, which ECS needs to "
        "{purpose} for {task}; the call fails with AccessDeniedException, whatever the role allows",
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
