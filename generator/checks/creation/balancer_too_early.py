"""Ours: a load balancer that may be created before the bucket of its access log admits it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import may_come_too_late, place_to_wait
from generator.checks.check import Check
from generator.ecs.balancing.access_logs import bucket_policies, log_bucket
from generator.ecs.balancing.balancers import BALANCER
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import WaitFor


class BalancerTooEarly(Check):
    id = "WCS123"
    lesson = 12
    title = "Load balancer may be created before the policy of its log bucket"
    symptom = "CREATE_FAILED: Access Denied for bucket: ... Please check S3bucket permission"
    why = (
        "The load balancer names the bucket and not the bucket's policy, so CloudFormation creates both in parallel, "
        "and Elastic Load Balancing tests the bucket at once. One deployment works, and the next one fails."
    )
    fix = "Add the AWS::S3::BucketPolicy to DependsOn of the load balancer."
    message = (
        "{balancer} may be created before {policy}, which lets it write its access log to {bucket}; where it "
        "is, its creation fails with Access Denied for bucket"
    )
    change = "DependsOn of {resource}: add {name}"
    remedy = WaitFor("{resource}", ("{name}",))
    base = "logged"
    bad = {
        "Balancer.DependsOn": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the load balancers that do not wait for a policy of the bucket that they log to."""
        for balancer in context.graph.of_type(BALANCER):
            bucket = log_bucket(context.graph, balancer)
            for policy in (bucket_policies(context.graph, bucket) or []) if bucket else []:
                if may_come_too_late(context, policy, balancer):
                    place, name = place_to_wait(context.graph, balancer, policy)
                    yield self.at(place, balancer=balancer, policy=policy, bucket=bucket, name=name)
