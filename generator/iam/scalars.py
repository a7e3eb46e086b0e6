"""Numbers, dates, addresses, booleans and bytes, read from the text that policies and requests carry.

Source: IAM User Guide, "Condition operators".
"""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from ipaddress import IPv4Network, IPv6Network, ip_network


class Unreadable(ValueError):
    """The text is not of the kind that the operator compares."""


def number(value: str) -> Decimal:
    """Read an integer or a decimal."""
    try:
        read = Decimal(value)
    except InvalidOperation:
        raise Unreadable(value) from None
    if not read.is_finite():
        raise Unreadable(value)
    return read


def moment(value: str) -> datetime:
    """Read an ISO 8601 date, in one of the W3C's forms, or seconds since 1970."""
    for read in (_epoch, _iso, _year_or_month):
        try:
            return read(value)
        except (ValueError, OverflowError, OSError):
            continue
    raise Unreadable(value)


def truth(value: str) -> bool:
    """Read true or false."""
    try:
        return {"true": True, "false": False}[value.casefold()]
    except KeyError:
        raise Unreadable(value) from None


def network(value: str) -> IPv4Network | IPv6Network:
    """Read an address or a range; an address alone is a range of one."""
    try:
        return ip_network(value, strict=False)
    except ValueError:
        raise Unreadable(value) from None


def octets(value: str) -> bytes:
    """Read base64."""
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable(value) from None


def inside(policy: IPv4Network | IPv6Network, request: IPv4Network | IPv6Network) -> bool:
    """Tell whether the request's address is in the policy's range."""
    if isinstance(policy, IPv4Network) and isinstance(request, IPv4Network):
        return request.subnet_of(policy)
    if isinstance(policy, IPv6Network) and isinstance(request, IPv6Network):
        return request.subnet_of(policy)
    return False


def _epoch(value: str) -> datetime:
    return datetime.fromtimestamp(float(value), UTC) if not _looks_like_a_year(value) else _year_or_month(value)


def _looks_like_a_year(value: str) -> bool:
    return len(value) == len("2026") and value.isdigit()


def _iso(value: str) -> datetime:
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _year_or_month(value: str) -> datetime:
    return datetime.strptime(value, "%Y-%m" if "-" in value else "%Y").replace(tzinfo=UTC)
