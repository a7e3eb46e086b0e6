"""A target group for gRPC, or HTTP/2, with what only goes with HTTP/1.1."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import TARGETS
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.balancing.target_group_settings import ProtocolVersionRefused, refused
from generator.needs.balancing.target_groups import refused_behind
from generator.needs.context import Context


class ProtocolVersionMisfit(Check):
    id = "ECS192"
    lesson = 19
    fails_creation = True
    title = "Matcher or listener does not fit the protocol version of a target group"
    symptom = (
        "CREATE_FAILED: Health check matcher GRPC code '200' must be within '0-99' inclusive; or: Listener protocol "
        "'HTTP' is not supported with a target group with the protocol-version 'GRPC'"
    )
    why = (
        "With ProtocolVersion GRPC, health checks compare gRPC status codes, which Matcher gives as GrpcCode; with "
        "HTTP1 and HTTP2 they compare HTTP codes. Requests by gRPC and HTTP/2 come in through HTTPS listeners only."
    )
    fix = "Use Matcher.GrpcCode with GRPC and Matcher.HttpCode otherwise; put GRPC and HTTP2 behind HTTPS listeners."
    fault = ProtocolVersionRefused
    message = {
        "http code": (
            "{resource} has ProtocolVersion GRPC, whose Matcher takes GrpcCode, and gives it HttpCode: "
            "CreateTargetGroup fails (Health check matcher GRPC code must be within '0-99')"
        ),
        "grpc code": (
            "{resource} gives its Matcher only GrpcCode, which goes with ProtocolVersion GRPC, and not with {version}: "
            "CreateTargetGroup fails (Health check matcher HTTP code cannot be empty)"
        ),
        "listener": (
            "{resource} has ProtocolVersion {version}, and {listener}, which forwards to it, is not one of HTTPS: "
            "{operation} fails (Listener protocol 'HTTP' is not supported with protocol-version '{version}')"
        ),
    }
    change = {
        "http code": "Matcher: {{GrpcCode: '0'}}, or '0-99' for any answer",
        "grpc code": "Matcher: {{HttpCode: '200'}}; or ProtocolVersion: GRPC",
        "listener": "Protocol of {listener}: HTTPS, with Certificates; or ProtocolVersion: HTTP1",
    }
    base = "balanced"
    good = {
        "Listener.Protocol": "HTTPS",
        "Listener.Certificates": "[{CertificateArn: !Ref Certificate}]",
        "Parameters.Certificate": "{Type: String}",
        "Targets.ProtocolVersion": "GRPC",
        "Targets.Matcher.GrpcCode": "'0'",
        "Targets.HealthCheckPath": "/grpc.health.v1.Health/Check",
    }
    bad = {
        "Targets.Matcher.GrpcCode": None,
        "Targets.Matcher.HttpCode": "'200'",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is refused of target groups, whoever is behind them."""
        for group in context.graph.of_type(TARGETS):
            faults = list(refused(group)) if group.exists is Truth.YES else []
            for forwarder in context.balancers.forwarders(group):
                faults += refused_behind(context, group, forwarder)
            yield from (self.word(fault) for fault in faults if isinstance(fault, ProtocolVersionRefused))
