"""Ours: a load balancer whose access log goes to a bucket that does not take it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.arns import account, arn, region
from generator.ecs.balancing.access_logs import bucket_policies, log_bucket, log_prefix
from generator.ecs.balancing.balancers import BALANCER, kind
from generator.finding import Finding
from generator.iam import UNKNOWN, Caller, decide
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.permissions.policy_values import plain, text
from generator.needs.permissions.service_permissions import policies_allow
from generator.stack import Absent, Graph, Reference, Resource, Value

# Source: Elastic Load Balancing, "Enable access logs for your Application Load Balancer", step 2, read 2026-11. Until
# 2022 each Region had an account of its own instead, which policies still name and which still works.
_PRINCIPAL = "logdelivery.elasticloadbalancing.amazonaws.com"
_PUT = (
    f"{_PRINCIPAL} put objects under AWSLogs/<account>/; the creation of the load balancer fails with Access Denied "
    "for bucket"
)
_ALL = {"all": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}


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
        graph = context.graph
        for balancer in graph.of_type(BALANCER):
            bucket = log_bucket(graph, balancer) if kind(balancer) == "application" else None
            policies = bucket_policies(graph, bucket) if bucket else None
            if bucket is None or policies is None or not graph.closed(bucket):
                continue
            if _may_write(graph, balancer, bucket, policies):
                continue
            if policies:
                yield self.at(policies[0], "PolicyDocument", variant="policy", balancer=balancer, bucket=bucket)
            else:
                yield self.at(bucket, variant="no policy", balancer=balancer, bucket=bucket)


def _may_write(graph: Graph, balancer: Resource, bucket: Resource, policies: list[Resource]) -> bool:
    prefix = log_prefix(balancer)
    before = () if isinstance(prefix, Absent) else (prefix, "/")
    name = (*before, "AWSLogs/", account(graph), "/elasticloadbalancing/", region(graph), "/2026/11/24/log.gz")
    target = arn(graph, "s3", Reference(bucket.path), "/", *name)
    request = {
        "aws:SecureTransport": "true",
        "aws:SourceAccount": text(graph, account(graph)),
        "aws:SourceArn": UNKNOWN,
        "s3:x-amz-acl": "bucket-owner-full-control",
    }
    documents = [policy.get("PolicyDocument") for policy in policies]
    if policies_allow(graph, documents, [_PRINCIPAL], "s3:PutObject", target, request) is not Truth.NO:
        return True
    return any(_may_admit_account(graph, document, target, request) for document in documents)


def _may_admit_account(graph: Graph, document: Value, target: Value, request: dict[str, object]) -> bool:
    """Tell whether a policy may admit the account that load balancing has in the Region."""
    decision = decide(
        _ALL,
        "s3:PutObject",
        text(graph, target),
        request,
        resource_policy=plain(graph, document),
        same_account=False,
        caller=Caller(),
    )
    return decision.verdict is not Truth.NO
