"""The calls of a deployment and of a diagnosis, as IAM names them: what their caller has to be allowed.

IAM's names are mostly those of the API, and for S3 mostly not (Service Authorization Reference, read 2026-11). Tests
listen to the calls that are made, and find out whether each stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

STACK = (
    *("CreateChangeSet", "DeleteChangeSet", "DescribeChangeSet", "ExecuteChangeSet", "ListChangeSets"),
    *("DeleteStack", "DescribeStacks", "GetTemplate", "ListStackResources", "RollbackStack"),
    *("DescribeEvents", "DescribeStackEvents", "GetStackPolicy", "SetStackPolicy", "UpdateTerminationProtection"),
)
"""Actions of CloudFormation on the stack and on those nested in it."""

BUCKET = (
    *("CreateBucket", "GetBucketVersioning", "ListBucket", "PutBucketPolicy"),
    *("PutBucketPublicAccessBlock", "PutBucketVersioning", "PutEncryptionConfiguration"),
)
OBJECTS = ("GetObject", "PutObject")

READ: Mapping[str, str] = {
    "acm": "DescribeCertificate",
    "cloudformation": "ListHookResults",
    "ec2": "DescribeNetworkInterfaces DescribeSecurityGroups",
    "ecr": "BatchGetImage DescribeRepositories GetDownloadUrlForLayer ListImages",
    "ecs": "DescribeServices DescribeTaskDefinition DescribeTasks ListTasks",
    "elasticloadbalancing": "DescribeLoadBalancerAttributes DescribeTargetHealth",
    "iam": "GetRole",
    "kms": "DescribeKey",
    "logs": "DescribeLogGroups DescribeLogStreams GetLogEvents",
    "rds": "DescribeDBInstances",
    "s3": "ListBucket ListBucketVersions",
    "secretsmanager": "DescribeSecret",
    "ssm": "GetParameter",
}
"""What is only looked at, by service, wherever it is."""

REMOVE: Mapping[str, str] = {
    "ecr": "DeleteRepository",
    "logs": "DeleteLogGroup",
    "s3": "DeleteBucket",
    "secretsmanager": "DeleteSecret",
}
"""What removes, after a yes, what a failed creation made, kept and left empty."""

_OF_API = {
    "s3:HeadBucket": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:ListObjectVersions": "s3:ListBucketVersions",
    "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
}


def iam_action(service: str, operation: str) -> str:
    """The action that allows a call: ``service`` by its signing name, ``operation`` as the API has it."""
    name = f"{service}:{operation}"
    return _OF_API.get(name, name)
