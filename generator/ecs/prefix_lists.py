"""Prefix lists that are known to hold addresses of AWS, and none of a VPC."""

from __future__ import annotations

from generator.stack import Literal, Value

# S3's own list per region, each seen in two independent public sources (the AWS CLI and PowerShell references, public
# templates), read 2026-11-24. Ids are unique over all regions.
_S3 = {"pl-6ea54007", "pl-6da54004", "pl-63a5400a", "pl-7ba54012", "pl-68a54001"}


def of_aws(value: Value) -> bool:
    """Tell whether a prefix list is certainly one that AWS keeps."""
    return isinstance(value, Literal) and value.text in _S3
