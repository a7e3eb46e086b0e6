"""Ours: a load balancer whose access log goes to a bucket that does not take it."""

from __future__ import annotations

from generator.checks.check import Check


class AccessLogRefused(Check):
    id = "ECS144"
    lesson = 14
    title = "Load balancer may not write its access log to the bucket"
    symptom = "CREATE_FAILED: Access Denied for bucket: ... Please check S3bucket permission"
    why = (
        "The log is put into the bucket by logdelivery.elasticloadbalancing.amazonaws.com. Load balancing tries that "
        "as soon as the log is turned on; delivery.logs.amazonaws.com is for network load balancers and flow logs."
    )
    fix = "Allow it s3:PutObject on <bucket>/<prefix>/AWSLogs/<account>/* in an AWS::S3::BucketPolicy."
    base = "logged"
    bad = {
        "LogsPolicy.PolicyDocument.Statement.0.Principal.Service": "delivery.logs.amazonaws.com",
    }
