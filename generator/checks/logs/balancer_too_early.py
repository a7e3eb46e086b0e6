"""Ours: a load balancer that may be created before the bucket of its access log admits it."""

from __future__ import annotations

from generator.checks.check import Check


class BalancerTooEarly(Check):
    id = "ECS123"
    lesson = 12
    title = "Load balancer may be created before the policy of its log bucket"
    symptom = "CREATE_FAILED: Access Denied for bucket: ... Please check S3bucket permission"
    why = (
        "The load balancer names the bucket and not the bucket's policy, so CloudFormation creates both side by side, "
        "and load balancing tries the bucket at once. One deployment works, and the next one fails."
    )
    fix = "Add the AWS::S3::BucketPolicy to DependsOn of the load balancer."
    base = "logged"
    bad = {
        "Balancer.DependsOn": None,
    }
