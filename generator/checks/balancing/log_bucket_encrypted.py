"""An access log into a bucket whose encryption the load balancer cannot write with."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.access_logs import keys_of_kms, log_bucket
from generator.ecs.balancing.balancers import BALANCER, kind
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Write


class LogBucketEncrypted(Check):
    id = "WCS296"
    lesson = 29
    title = "Access log goes to a bucket that is encrypted with a key of KMS"
    symptom = "CREATE_FAILED: Access Denied for bucket: ... Please check S3bucket permission"
    why = (
        "A load balancer writes a test object when its access log is turned on. An Application Load Balancer can do "
        "so only in buckets that are encrypted with keys of Amazon S3 (SSE-S3), as AWS says; some buckets with a "
        "key of KMS are said to work."
    )
    fix = "Encrypt the bucket with AES256, which is the default."
    message = (
        "{balancer} writes its access log to {resource}, which is encrypted with {algorithm}, and AWS supports "
        "only AES256 there: the creation of {balancer} may fail (Access Denied for bucket)"
    )
    change = "SSEAlgorithm: AES256"
    remedy = Write("SSEAlgorithm", "AES256")
    base = "logged"
    bad = {
        "Logs.BucketEncryption": (
            "{ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms'}}]}"
        )
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the buckets of logs that certainly are encrypted so.

        Source: Application Load Balancers User Guide, "Enable access logs", requirements of the bucket (the only
        server-side encryption that is supported is that with keys managed by Amazon S3); read 2026-11. Network Load
        Balancers can write with a customer managed key.
        """
        for balancer in context.graph.of_type(BALANCER):
            bucket = log_bucket(context.graph, balancer)
            if bucket is None or balancer.exists is not Truth.YES or kind(balancer) != "application":
                continue
            for steps, algorithm in keys_of_kms(bucket):
                tasks = context.users.of(balancer)
                yield self.at(bucket, *steps, tasks=tasks, balancer=balancer, algorithm=algorithm)
