"""What Elastic Load Balancing refuses of a target group by itself: times, codes and protocol of its health checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.balancing.target_groups import protocol_version
from generator.ecs.texts import literal, number
from generator.logic import Answer, unknown
from generator.needs.cause import Fault
from generator.stack import Absent, Resource

_BOUNDS = {
    "HealthCheckIntervalSeconds": (5, 300),
    "HealthCheckTimeoutSeconds": (2, 120),
    "HealthyThresholdCount": (2, 10),
    "UnhealthyThresholdCount": (2, 10),
}
"""Source: Elastic Load Balancing API Reference, CreateTargetGroup; read 2026-11."""
_INTERVAL, _TIMEOUT = "HealthCheckIntervalSeconds", "HealthCheckTimeoutSeconds"
_DEFAULT_INTERVAL, _DEFAULT_TIMEOUTS = 30, (5, 10)
"""The default timeout is 5, 6 or 10 seconds: it depends on protocols, and AWS's pages do not agree. Source: the same,
and tflint-ruleset-aws #404 (5 for HTTPS, where the page says 10); read 2026-11."""
_DEFAULT_TIMEOUT_OF_HTTP = 6
"""The longest that any page tells for a group that speaks HTTP: 5 in older ones, 6 today. Source: the same, and
kube-ingress-aws-controller #392 (5 applies beside an interval of 10); read 2026-11."""
_OF_NETWORKS = ("TCP", "TLS", "UDP", "TCP_UDP")


@dataclass(frozen=True)
class HealthCheckTimesRefused(Fault):
    """The times of a health check do not fit together.

    ``variant``: the ``timeout`` is not shorter than the interval; or the interval is not longer than the timeout that
    applies when none is written (``default timeout``); or the timeout is not shorter than the interval that applies
    when none is written (``default interval``).
    """

    variant: str
    interval: int
    timeout: int


@dataclass(frozen=True)
class HealthCheckProtocolRefused(Fault):
    """The protocol of a health check does not fit that of its target group.

    ``variant``: it is TCP where the group speaks ``http``, or ``never`` one of a health check.
    """

    variant: str
    check: str
    protocol: str


@dataclass(frozen=True)
class ProtocolVersionRefused(Fault):
    """What goes with a protocol version of a target group is refused.

    ``variant``: an ``http code`` for gRPC, a ``grpc code`` for anything else, or a ``listener`` that is not HTTPS.
    """

    variant: str
    version: str
    listener: str = ""
    operation: str = ""


def refused(group: Resource, tasks: tuple[str, ...] = ()) -> Iterator[Fault]:
    """Find what is refused of a target group by itself."""
    yield from _times(group, tasks)
    yield from _codes(group, tasks)
    yield from _protocol_of_checks(group, tasks)


def unsettled(group: Resource) -> Iterator[Answer]:
    """Say what is not known of a target group, and could be refused.

    What is out of bounds, and what is missing, is told by rules of cfn-lint itself.
    """
    for name in ("Port", "Protocol", "VpcId"):
        if isinstance(group.get(name), Absent):
            yield unknown(f"{group} has no {name}, and targets that are no function need one")
    for name, (least, most) in _BOUNDS.items():
        value = group.get(name)
        known = number(value)
        if not isinstance(value, Absent) and known is None:
            continue
        if known is not None and not least <= known <= most:
            yield unknown(f"{name} of {group} is {known}, and has to be from {least} to {most}")
    interval, timeout = number(group.get(_INTERVAL)), group.get(_TIMEOUT)
    if interval is not None and isinstance(timeout, Absent) and _default_may_be_too_long(group, interval):
        yield unknown(f"whether an interval of {interval} seconds is longer than the default timeout of {group}")


def _default_may_be_too_long(group: Resource, interval: int) -> bool:
    """Whether the timeout that applies where none is written may, but need not, be too long for an interval."""
    shortest, longest = _DEFAULT_TIMEOUTS
    protocol = (literal(group.get("Protocol")) or "").upper()
    if protocol == "HTTP":
        return shortest < interval <= _DEFAULT_TIMEOUT_OF_HTTP
    if protocol == "HTTPS":
        return shortest < interval <= longest
    return interval < longest if protocol in _OF_NETWORKS else interval <= longest


def _times(group: Resource, tasks: tuple[str, ...]) -> Iterator[Fault]:
    """Find a timeout that is not shorter than the interval; in a group of networks it may be as long.

    Source: terraform-provider-aws #2366 and tflint-ruleset-aws #404 (HTTP, HTTPS); aws-load-balancer-controller #2898
    (both the same for networks); read 2026-11.
    """
    values = group.get(_INTERVAL), group.get(_TIMEOUT)
    interval, timeout = map(number, values)
    of_http = _is_of_http(group)
    slack = 0 if of_http else 1
    if interval is not None and timeout is not None and timeout >= interval + slack:
        yield HealthCheckTimesRefused(group, (_TIMEOUT,), tasks, "timeout", interval, timeout)
    elif interval is not None and isinstance(values[1], Absent) and of_http and interval <= _DEFAULT_TIMEOUTS[0]:
        yield HealthCheckTimesRefused(group, (_INTERVAL,), tasks, "default timeout", interval, _DEFAULT_TIMEOUTS[0])
    elif timeout is not None and isinstance(values[0], Absent) and timeout >= _DEFAULT_INTERVAL + slack:
        yield HealthCheckTimesRefused(group, (_TIMEOUT,), tasks, "default interval", _DEFAULT_INTERVAL, timeout)


def _is_of_http(group: Resource) -> bool:
    return (literal(group.get("Protocol")) or "").upper() in ("HTTP", "HTTPS")


def _codes(group: Resource, tasks: tuple[str, ...]) -> Iterator[Fault]:
    """Find a matcher whose only codes are not those of the protocol version.

    Source: Elastic Load Balancing API Reference, Matcher; aws-load-balancer-controller #2804 (GRPC refuses 200),
    pulumi-aws #3746 and waypoint #4868 (others than GRPC want an HTTP code); read 2026-11.
    """
    version = protocol_version(group)
    given = [key for key in ("HttpCode", "GrpcCode") if not isinstance(group.get("Matcher", key), Absent)]
    wrong = {"GRPC": ("HttpCode", "http code"), "HTTP1": ("GrpcCode", "grpc code"), "HTTP2": ("GrpcCode", "grpc code")}
    key, variant = wrong.get(version or "", ("", ""))
    if given == [key]:
        yield ProtocolVersionRefused(group, ("Matcher", key), tasks, variant, version or "")


def _protocol_of_checks(group: Resource, tasks: tuple[str, ...]) -> Iterator[Fault]:
    check, protocol = ((literal(group.get(name)) or "").upper() for name in ("HealthCheckProtocol", "Protocol"))
    steps = ("HealthCheckProtocol",)
    if check in ("TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE"):
        yield HealthCheckProtocolRefused(group, steps, tasks, "never", check, protocol)
    elif check == "TCP" and protocol in ("HTTP", "HTTPS"):
        yield HealthCheckProtocolRefused(group, steps, tasks, "http", check, protocol)
