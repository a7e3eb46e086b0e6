"""S3: what the simulator does not refuse."""

from __future__ import annotations

from typing import Any

import ministack.app as simulator
from ministack.core.responses import get_account_id

_REFUSED = (
    b'<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'
)


def expected_bucket_owner() -> None:
    """Simulator: ignores ExpectedBucketOwner. AWS: 403 Access Denied when the bucket is somebody else's.

    ("Verifying bucket ownership with bucket owner condition"; every bucket here is of the caller's account.)
    """
    stock = simulator.SERVICE_HANDLERS["s3"]

    async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]) -> Any:
        owner = headers.get("x-amz-expected-bucket-owner", get_account_id())
        if owner != get_account_id():
            return 403, {"Content-Type": "application/xml"}, _REFUSED
        return await stock(method, path, headers, body, query)

    simulator.SERVICE_HANDLERS["s3"] = handle
