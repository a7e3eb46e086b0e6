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

# Sources: Elastic Load Balancing, "Enable access logs for your Application Load Balancer", step 2, and "Access logs for
# your Network Load Balancer", Bucket requirements; aws-cdk #8113, #5758; read 2026-11. Until 2022 each Region had an
# account of its own for application load balancers instead, which policies still name and which still works.
_PRINCIPALS = {
    "application": "logdelivery.elasticloadbalancing.amazonaws.com",
    "network": "delivery.logs.amazonaws.com",
}
_PUT = (
    "{principal} put objects under AWSLogs/<account>/; the creation of the load balancer fails with Access Denied "
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
        graph = context.graph
        for balancer in graph.of_type(BALANCER):
            principal = _PRINCIPALS.get(kind(balancer) or "", "")
            bucket = log_bucket(graph, balancer) if principal else None
            policies = bucket_policies(graph, bucket) if bucket else None
            if bucket is None or policies is None or not graph.closed(bucket):
                continue
            if _may_write(graph, balancer, bucket, policies, principal):
                continue
            told = {"balancer": balancer, "bucket": bucket, "principal": principal}
            if policies:
                yield self.at(policies[0], "PolicyDocument", tasks=(), variant="policy", **told)
            else:
                yield self.at(bucket, tasks=(), variant="no policy", **told)


def _may_write(graph: Graph, balancer: Resource, bucket: Resource, policies: list[Resource], principal: str) -> bool:
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
    if policies_allow(graph, documents, [principal], "s3:PutObject", target, request) is not Truth.NO:
        return True
    others = [_without_own(graph, document) for document in documents]
    return principal == _PRINCIPALS["application"] and any(
        _may_admit_account(graph, document, target, request) for document in others
    )


def _without_own(graph: Graph, document: Value) -> object:
    """A policy without the statements that admit nobody but one's own account, which load balancing is not."""
    written = plain(graph, document)
    statements = written.get("Statement") if isinstance(written, dict) else None
    if not isinstance(written, dict) or statements is None:
        return written
    listed = statements if isinstance(statements, list) else [statements]
    own = str(text(graph, account(graph)))
    return {**written, "Statement": [each for each in listed if not _is_own(each, own)]}


def _is_own(statement: object, own: str) -> bool:
    """Whether a statement allows something to one's own account alone."""
    principal = statement.get("Principal") if isinstance(statement, dict) else None
    if not isinstance(statement, dict) or not isinstance(principal, dict) or set(principal) != {"AWS"}:
        return False
    named = principal["AWS"] if isinstance(principal["AWS"], list) else [principal["AWS"]]
    short = [str(each).removesuffix(":root").rpartition(":iam::")[2] for each in named]
    return statement.get("Effect") == "Allow" and all(each.strip("${}") == own.strip("${}") for each in short)


def _may_admit_account(graph: Graph, document: object, target: Value, request: dict[str, object]) -> bool:
    """Tell whether a policy may admit the account that load balancing has in the Region."""
    decision = decide(
        _ALL,
        "s3:PutObject",
        text(graph, target),
        request,
        resource_policy=document,
        same_account=False,
        caller=Caller(),
    )
    return decision.verdict is not Truth.NO
