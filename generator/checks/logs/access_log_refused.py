"""Ours: a load balancer whose access log goes to a bucket that does not take it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import kind
from generator.finding import Finding
from generator.needs.context import Context
from generator.needs.permissions.log_delivery import PRINCIPALS, logged_balancers, may_write

_PUT = (
    "{principal} put objects under AWSLogs/<account>/; the creation of the load balancer fails with Access Denied "
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
        "flow logs. One's own account, as Principal, admits neither."
    )
    fix = "Allow it s3:PutObject on <bucket>/<prefix>/AWSLogs/<account>/* in an AWS::S3::BucketPolicy."
    message = {
        "policy": "{balancer} logs to a bucket, but the policy of {bucket} ({resource}) does not let " + _PUT,
        "no policy": "{balancer} logs to a bucket, but {bucket} has no policy that lets " + _PUT,
    }
    change = (
        "an AWS::S3::BucketPolicy of {bucket}: allow s3:PutObject on AWSLogs/<account>/* to Principal Service "
        "{principal}"
    )
    base = "logged"
    bad = {
        "LogsPolicy.PolicyDocument.Statement.0.Principal.Service": "delivery.logs.amazonaws.com",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find load balancers whose bucket is created here, with all that is said about it."""
        for balancer, bucket, policies in logged_balancers(context.graph):
            if may_write(context.graph, balancer, bucket, policies):
                continue
            told = {"balancer": balancer, "bucket": bucket, "principal": PRINCIPALS[kind(balancer) or "application"]}
            if policies:
                yield self.at(policies[0], "PolicyDocument", tasks=(), variant="policy", **told)
            else:
                yield self.at(bucket, tasks=(), variant="no policy", **told)
