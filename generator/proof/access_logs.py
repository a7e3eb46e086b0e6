"""May a load balancer write its access log to the bucket that it names?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.arns import account, arn, region
from generator.ecs.balancers import BALANCER, kind
from generator.ecs.tasks import items
from generator.iam import UNKNOWN, Caller, decide
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.needs.policy_values import plain, text
from generator.needs.service_permissions import let_any
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Value

BUCKET, POLICY = "AWS::S3::Bucket", "AWS::S3::BucketPolicy"
# Source: Elastic Load Balancing, "Enable access logs for your Application Load Balancer", step 2, read 2026-11. Until
# 2022 each Region had an account of its own instead, which policies still name and which still works.
PRINCIPAL = "logdelivery.elasticloadbalancing.amazonaws.com"

_ALL = {"all": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}


def access_log_faults(context: Context) -> Iterator[Worded]:
    """Give the load balancers that are told to log to a bucket which does not admit them."""
    for balancer in context.graph.of_type(BALANCER):
        if kind(balancer) == "application":
            yield from _of(context, balancer)


def _of(context: Context, balancer: Resource) -> Iterator[Worded]:
    graph = context.graph
    bucket = log_bucket(graph, balancer)
    found = bucket_policies(graph, bucket) if bucket else None
    if bucket is None or found is None or not graph.closed(bucket) or _may_write(graph, balancer, bucket, found):
        return
    state = f"the policy of {bucket} ({found[0]}) does not let" if found else f"{bucket} has no policy that lets"
    what = f"{balancer} logs to a bucket, but {state} {PRINCIPAL} put objects under AWSLogs/<account>/: "
    what += "Access Denied for bucket, and the load balancer is not created"
    place, steps = (found[0], ("PolicyDocument",)) if found else (bucket, ())
    fix = f"an AWS::S3::BucketPolicy of {bucket}: allow s3:PutObject on AWSLogs/<account>/* to Principal Service "
    yield Worded("ECS144", place, steps, what, fix + PRINCIPAL)


def log_bucket(graph: Graph, balancer: Resource) -> Resource | None:
    """Give the bucket that a load balancer certainly writes its access log to, if it is created here."""
    wanted = _attributes(balancer)
    on = wanted.get("access_logs.s3.enabled") == Literal("true")
    return graph.target(wanted.get("access_logs.s3.bucket", Absent()), BUCKET) if on else None


def _attributes(balancer: Resource) -> dict[str, Value]:
    """Give the attributes of a load balancer by key; none when not all of them can be read."""
    listed = balancer.get("LoadBalancerAttributes")
    found: dict[str, Value] = {}
    for index, _ in items(listed):
        key, value = (balancer.get("LoadBalancerAttributes", index, part) for part in ("Key", "Value"))
        if not isinstance(key, Literal):
            return {}
        found[key.text] = value
    return found if isinstance(listed, Listing) else {}


def bucket_policies(graph: Graph, bucket: Resource) -> list[Resource] | None:
    """Give the policies of a bucket; None when some policy may be of any bucket."""
    pairs = [(each, graph.target(each.get("Bucket"), BUCKET)) for each in graph.of_type(POLICY)]
    if any(target is None for _, target in pairs):
        return None
    return [each for each, target in pairs if target is bucket]


def _may_write(graph: Graph, balancer: Resource, bucket: Resource, found: list[Resource]) -> bool:
    prefix = _attributes(balancer).get("access_logs.s3.prefix", Absent())
    before = () if isinstance(prefix, Absent) else (prefix, "/")
    name = (*before, "AWSLogs/", account(graph), "/elasticloadbalancing/", region(graph), "/2026/11/24/log.gz")
    target = arn(graph, "s3", Reference(bucket.path), "/", *name)
    known = {
        "aws:SecureTransport": "true",
        "aws:SourceAccount": text(graph, account(graph)),
        "aws:SourceArn": UNKNOWN,
        "s3:x-amz-acl": "bucket-owner-full-control",
    }
    policies = [each.get("PolicyDocument") for each in found]
    if let_any(graph, policies, [PRINCIPAL], "s3:PutObject", target, known) is not Truth.NO:
        return True
    return any(_admits_account(graph, policy, target, known) for policy in policies)


def _admits_account(graph: Graph, policy: Value, target: Value, known: dict[str, object]) -> bool:
    """Tell whether a policy may admit the account that load balancing has in the Region."""
    asked = text(graph, target)
    document = plain(graph, policy)
    caller = Caller()
    decision = decide(_ALL, "s3:PutObject", asked, known, resource_policy=document, same_account=False, caller=caller)
    return decision.verdict is not Truth.NO
