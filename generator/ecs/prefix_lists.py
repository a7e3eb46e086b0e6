"""Prefix lists that are known to hold addresses of AWS, and none of a VPC."""

from __future__ import annotations

from generator.awsdata.services import s3_prefix_lists
from generator.stack import Literal, Value


def kept_by_aws(value: Value) -> bool:
    """Tell whether a prefix list is certainly one that AWS keeps."""
    return isinstance(value, Literal) and value.text in s3_prefix_lists().values()
