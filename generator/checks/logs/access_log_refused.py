"""Ours: a load balancer whose access log goes to a bucket that does not take it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context
from generator.needs.permissions.log_delivery import PRINCIPAL, logged_balancers, may_write

_PUT = (
    f"{PRINCIPAL} put objects under AWSLogs/<account>/; the creation of the load balancer fails with Access Denied "
    "for bucket"
)


class AccessLogRefused(Check):
    id = "ECS144"
    lesson = 14
    fails_creation = True
    title = "Bucket policy does not let a load balancer write its access log"
    symptom = "CREATE_FAILED: Access Denied for bucket: ... Please check S3bucket permission"
    why = (
        "The log is put into the bucket by logdelivery.elasticloadbalancing.amazonaws.com. Elastic Load Balancing "
        "writes a test file when the log is turned on; delivery.logs.amazonaws.com is for network load balancers and "
        "flow logs."
    )
    fix = "Allow it s3:PutObject on <bucket>/<prefix>/AWSLogs/<account>/* in an AWS::S3::BucketPolicy."
    message = {
        "policy": "{balancer} logs to a bucket, but the policy of {bucket} ({resource}) does not let " + _PUT,
        "no policy": "{balancer} logs to a bucket, but {bucket} has no policy that lets " + _PUT,
    }
    change = (
        "an AWS::S3::BucketPolicy of {bucket}: allow s3:PutObject on AWSLogs/<account>/* to Principal Service "
        "logdelivery.elasticloadbalancing.amazonaws.com"
    )
    base = "logged"
    bad = {
        "LogsPolicy.PolicyDocument.Statement.0.Principal.Service": "delivery.logs.amazonaws.com",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find application load balancers whose bucket is created here, with all that is said about it."""
        for balancer, bucket, policies in logged_balancers(context.graph):
            if may_write(context.graph, balancer, bucket, policies):
                continue
            if policies:
                yield self.at(policies[0], "PolicyDocument", variant="policy", balancer=balancer, bucket=bucket)
            else:
                yield self.at(bucket, variant="no policy", balancer=balancer, bucket=bucket)
