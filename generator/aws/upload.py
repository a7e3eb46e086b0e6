"""Upload templates under names made of their content, so that an unchanged one is neither uploaded nor a change."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from botocore.exceptions import ClientError

from generator.aws.calls import PAUSES, RefusedError, ask, code, message
from generator.aws.cloud import Caller, Cloud
from generator.output.linked import Linked


def address(cloud: Cloud, bucket: str, key: str) -> str:
    """The URL by which CloudFormation reads an object: the region's own endpoint, never a website.

    It is the same wherever the calls themselves are sent (``endpoint_url``): whoever stands in for CloudFormation there
    stands in for S3 as well, and a root's text must not depend on a port.
    """
    return f"https://{bucket}.s3.{cloud.region}.{cloud.domain}/{key}"


def upload(cloud: Cloud, bucket: str, caller: Caller, templates: Iterable[Linked]) -> list[str]:
    """Upload what is not there yet, in the order given, and name the files that were. Raises RefusedError."""
    return [
        linked.file
        for linked in templates
        if not _exists(cloud, bucket, caller, linked) and _upload(cloud, bucket, caller, linked)
    ]


def _exists(cloud: Cloud, bucket: str, caller: Caller, template: Linked) -> bool:
    try:
        ask(cloud.client("s3").head_object, Bucket=bucket, Key=template.key, ExpectedBucketOwner=caller.account)
    except ClientError:
        # 403 is the answer to who may not list, 400 to an expired session: what the upload itself says decides
        return False
    return True


def _upload(cloud: Cloud, bucket: str, caller: Caller, template: Linked) -> bool:
    body = template.text.encode()
    for pause in (*PAUSES, None):
        try:
            ask(
                cloud.client("s3").put_object,
                Bucket=bucket,
                Key=template.key,
                Body=body,
                ContentType="application/yaml",
                ChecksumSHA256=b64encode(sha256(body).digest()).decode(),
                ExpectedBucketOwner=caller.account,
                IfNoneMatch="*",
            )
        except ClientError as error:
            if code(error) == "PreconditionFailed":
                return False  # somebody uploaded the same text in between
            # 409: somebody is uploading it this very moment. 404: the bucket is seconds old. (S3 API reference,
            # PutObject, If-None-Match; general knowledge, 2026-11)
            if pause is None or code(error) not in ("ConditionalRequestConflict", "NoSuchBucket"):
                raise RefusedError(f"{template.file} cannot be uploaded to {bucket}: {message(error)}") from None
            time.sleep(pause)
            continue
        return True
    return False
