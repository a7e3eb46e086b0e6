"""Does the policy of a bucket let Elastic Load Balancing put the access log of a load balancer there?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.arns import account, arn, region
from generator.ecs.balancing.access_logs import bucket_policies, log_bucket, log_prefix
from generator.ecs.balancing.balancers import BALANCER, kind
from generator.iam import UNKNOWN, Caller, decide
from generator.logic import Truth
from generator.needs.permissions.policy_values import plain, text
from generator.stack import Absent, Graph, Reference, Resource

# Sources: Elastic Load Balancing, "Enable access logs for your Application Load Balancer", step 2, and "Access logs for
# your Network Load Balancer", Bucket requirements; aws-cdk #8113, #5758; excerpts, 2026-11. Until 2022 each Region had
# an account of its own for application load balancers instead, which policies still name and which still works.
PRINCIPALS = {
    "application": "logdelivery.elasticloadbalancing.amazonaws.com",
    "network": "delivery.logs.amazonaws.com",
}
_ALL = {"all": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}


class Delivery:
    """The request with which the access log of one load balancer is put into one bucket."""

    def __init__(self, graph: Graph, balancer: Resource, bucket: Resource) -> None:
        self.graph = graph
        self.principal = PRINCIPALS[kind(balancer) or "application"]
        prefix = log_prefix(balancer)
        before = () if isinstance(prefix, Absent) else (prefix, "/")
        name = (*before, "AWSLogs/", account(graph), "/elasticloadbalancing/", region(graph), "/2026/11/24/log.gz")
        self.target = text(graph, arn(graph, "s3", Reference(bucket.path), "/", *name))
        self.request = {
            "aws:SecureTransport": "true",
            "aws:SourceAccount": text(graph, account(graph)),
            "aws:SourceArn": UNKNOWN,
            "s3:x-amz-acl": "bucket-owner-full-control",
        }

    def to_service(self, document: object) -> Truth:
        """Whether a policy admits the service that delivers logs today."""
        caller = Caller(service=self.principal)
        decision = decide((), "s3:PutObject", self.target, self.request, resource_policy=document, caller=caller)
        return decision.verdict

    def to_account(self, document: object) -> Truth:
        """Whether a policy admits the account that application load balancing has in the Region."""
        if self.principal != PRINCIPALS["application"]:
            return Truth.NO
        decision = decide(
            _ALL,
            "s3:PutObject",
            self.target,
            self.request,
            resource_policy=_without_own(document, str(text(self.graph, account(self.graph)))),
            same_account=False,
            caller=Caller(),
        )
        return decision.verdict


def logged_balancers(graph: Graph) -> Iterator[tuple[Resource, Resource, list[Resource]]]:
    """Load balancers with a bucket that is created here for their log, and all policies of that bucket."""
    for balancer in graph.of_type(BALANCER):
        bucket = log_bucket(graph, balancer) if kind(balancer) in PRINCIPALS else None
        policies = bucket_policies(graph, bucket) if bucket else None
        if bucket is not None and policies is not None and graph.closed(bucket):
            yield balancer, bucket, policies


def may_write(graph: Graph, balancer: Resource, bucket: Resource, policies: list[Resource]) -> bool:
    """Whether some policy of a bucket admits, or may admit, the log."""
    delivery = Delivery(graph, balancer, bucket)
    documents = [plain(graph, policy.get("PolicyDocument")) for policy in policies]
    asked = (verdict(each) for verdict in (delivery.to_service, delivery.to_account) for each in documents)
    return any(verdict is not Truth.NO for verdict in asked)


def doubtful_deliveries(graph: Graph) -> Iterator[str]:
    """Say which policy admits the log, and denies something to everybody in words that may be about services, too.

    The load balancer is not created where the test file cannot be put. Sources: as above; IAM User Guide, "AWS JSON
    policy elements: Principal" (``{"AWS": "*"}`` is the same as ``"*"``, and is called all accounts), read 2026-11.
    """
    for balancer, bucket, policies in logged_balancers(graph):
        delivery = Delivery(graph, balancer, bucket)
        for policy in policies:
            document = plain(graph, policy.get("PolicyDocument"))
            certainly = delivery.to_service(_without_denials(document)) is Truth.YES
            if certainly and delivery.to_service(document) is Truth.UNKNOWN:
                yield (
                    f"{policy} lets {delivery.principal} write the access log of {balancer}, and whether a Deny for "
                    "everybody in it is about services of AWS as well is not known"
                )


def _without_denials(document: object) -> object:
    if not isinstance(document, dict) or not isinstance(statements := document.get("Statement"), list):
        return document
    kept = [each for each in statements if not isinstance(each, dict) or each.get("Effect") != "Deny"]
    return {**document, "Statement": kept}


def _without_own(document: object, own: str) -> object:
    """A policy without the statements that admit nobody but one's own account, which load balancing is not."""
    statements = document.get("Statement") if isinstance(document, dict) else None
    if not isinstance(document, dict) or statements is None:
        return document
    listed = statements if isinstance(statements, list) else [statements]
    return {**document, "Statement": [each for each in listed if not _is_own(each, own)]}


def _is_own(statement: object, own: str) -> bool:
    """Whether a statement allows something to one's own account alone."""
    principal = statement.get("Principal") if isinstance(statement, dict) else None
    if not isinstance(statement, dict) or not isinstance(principal, dict) or set(principal) != {"AWS"}:
        return False
    named = principal["AWS"] if isinstance(principal["AWS"], list) else [principal["AWS"]]
    short = [str(each).removesuffix(":root").rpartition(":iam::")[2] for each in named]
    return statement.get("Effect") == "Allow" and all(each.strip("${}") == own.strip("${}") for each in short)
