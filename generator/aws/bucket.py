"""The bucket that templates are uploaded to: found, or made as such a bucket has to be.

Versioned, no public access, TLS only, encrypted. Nothing in it expires: a nested stack is rolled back with the template
that its stack was deployed from, however old (CloudFormation User Guide, "Working with nested stacks", read 2026-11).
"""

from __future__ import annotations

import json
import time
from typing import Any

from botocore.exceptions import ClientError

from generator.aws.calls import PAUSES, CredentialsError, RefusedError, ask, code, message
from generator.aws.cloud import Caller, Cloud
from generator.errors import invalid


def default_name(cloud: Cloud, caller: Caller) -> str:
    """The name of the bucket that serves all apps of an account in a region."""
    return f"ecs-proof-{caller.account}-{cloud.region}"


def exists(cloud: Cloud, bucket: str, caller: Caller) -> bool:
    """Whether the bucket is there, the caller's account's, and in the stack's region.

    Raises RefusedError when it is somebody else's, and InputError when it is in another region: botocore finds it there
    all the same, and then CloudFormation does not ("must be addressed using the specified endpoint",
    github.com/aws/aws-cli/issues/4372; S3 API reference, HeadBucket: BucketRegion; read 2026-11).
    """
    s3 = cloud.client("s3")
    try:
        answer = ask(s3.head_bucket, Bucket=bucket, ExpectedBucketOwner=caller.account)
    except ClientError as error:
        _in_region(cloud, bucket, _region_of_refusal(error))
        if code(error) in ("404", "NoSuchBucket"):
            return False
        if code(error) == "400":
            # HEAD has no body to say so: what S3 answers to a token that has expired (general knowledge, 2026-11).
            raise CredentialsError("S3 answers Bad Request, as it does when a session has expired") from None
        if code(error) in ("403", "AccessDenied"):
            raise RefusedError(
                f"the bucket {bucket} is another account's, or s3:ListBucket on it is not allowed"
            ) from None
        raise RefusedError(f"the bucket {bucket} cannot be used: {message(error)}") from None
    _in_region(cloud, bucket, answer.get("BucketRegion", ""))
    return True


def _in_region(cloud: Cloud, bucket: str, region: str) -> None:
    if region and region != cloud.region:
        what = f"the bucket {bucket} is in {region}, and CloudFormation reads templates in the region of the stack"
        hint = f"name a bucket in {cloud.region}, or leave --bucket out: then one is made there"
        raise invalid(what, got=region, accepted=cloud.region, hint=hint)


def _region_of_refusal(error: ClientError) -> str:
    """The region that S3 names where it refuses, or sends elsewhere, whoever asks in another."""
    headers = error.response.get("ResponseMetadata", {}).get("HTTPHeaders") or {}
    return str(headers.get("x-amz-bucket-region", ""))


def finished(cloud: Cloud, bucket: str) -> bool:
    """Whether :func:`create` came to its end: versioning is what it turns on last.

    Who may not look, may not finish it either.
    """
    try:
        return bool(ask(cloud.client("s3").get_bucket_versioning, Bucket=bucket).get("Status") == "Enabled")
    except ClientError:
        return True


def create(cloud: Cloud, bucket: str) -> None:
    """Make the bucket, or finish making it. May be done again at any point.

    Raises RefusedError when the name is taken or a call is not allowed.
    """
    s3 = cloud.client("s3")
    # us-east-1 is the one region that CreateBucket does not take (S3 API reference, CreateBucket, read 2026-11).
    place: dict[str, Any] = {}
    if cloud.region != "us-east-1":
        place = {"CreateBucketConfiguration": {"LocationConstraint": cloud.region}}
    try:
        ask(s3.create_bucket, Bucket=bucket, **place)
    except ClientError as error:
        if code(error) != "BucketAlreadyOwnedByYou":
            raise RefusedError(f"the bucket {bucket} cannot be made: {message(error)}") from None
    closed = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)
    encryption = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
    steps: list[tuple[Any, dict[str, Any]]] = [
        (s3.put_public_access_block, {"PublicAccessBlockConfiguration": closed}),
        (s3.put_bucket_encryption, {"ServerSideEncryptionConfiguration": encryption}),
        (s3.put_bucket_policy, {"Policy": _only_tls(cloud, bucket)}),
        (s3.put_bucket_versioning, {"VersioningConfiguration": {"Status": "Enabled"}}),
    ]
    for call, arguments in steps:
        _set(bucket, call, arguments)


def _set(bucket: str, call: Any, arguments: dict[str, Any]) -> None:
    """Set one thing, and wait where S3 has not heard of a new bucket everywhere, or is still at the last change."""
    for pause in (*PAUSES, None):
        try:
            ask(call, Bucket=bucket, **arguments)
            return
        except ClientError as error:
            if pause is None or code(error) not in ("NoSuchBucket", "OperationAborted"):
                raise RefusedError(f"the bucket {bucket} cannot be set up: {message(error)}") from None
        time.sleep(pause)


def _only_tls(cloud: Cloud, bucket: str) -> str:
    arn = f"arn:{cloud.partition}:s3:::{bucket}"
    statement = {
        "Sid": "OnlyTls",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
