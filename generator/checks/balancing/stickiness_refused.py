"""Stickiness of a kind that a target group of that protocol does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import TARGETS
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context

_HTTP, _NETWORK = ("HTTP", "HTTPS"), ("TCP", "UDP", "TCP_UDP", "TLS")
_OF_HTTP, _OF_NETWORK = ("lb_cookie", "app_cookie"), ("source_ip",)


class StickinessRefused(Check):
    id = "ECS149"
    lesson = 14
    fails_creation = True
    title = "Target group has a stickiness that its protocol does not have"
    symptom = "CREATE_FAILED: Stickiness type 'lb_cookie' is not supported for target groups with the TCP protocol"
    why = (
        "Cookies are part of HTTP, so a target group for TCP, TLS or UDP can only keep a client by its address, and "
        "one for HTTP or HTTPS only by a cookie."
    )
    fix = "Set stickiness.type to lb_cookie or app_cookie for HTTP and HTTPS, and to source_ip for the others."
    message = (
        "stickiness.type of {resource} is {kind}, and for the protocol {protocol} only {accepted} is accepted: its "
        "creation fails"
    )
    change = "stickiness.type: {accepted}"
    base = "balanced"
    good = {
        "Targets.TargetGroupAttributes": (
            "[{Key: stickiness.enabled, Value: 'true'}, {Key: stickiness.type, Value: lb_cookie}]"
        )
    }
    bad = {"Targets.TargetGroupAttributes.1.Value": "source_ip"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find them where both are written out.

        Source: Elastic Load Balancing API Reference, TargetGroupAttribute, stickiness.type; boundary-reference-
        architecture #14, terraform-provider-aws #15603 (the error, also while it is not enabled); read 2026-11.
        """
        for group in context.graph.of_type(TARGETS):
            protocol = (literal(group.get("Protocol")) or "").upper()
            accepted = _OF_HTTP if protocol in _HTTP else _OF_NETWORK if protocol in _NETWORK else ()
            for index, _ in items(group.get("TargetGroupAttributes")):
                steps = ("TargetGroupAttributes", index)
                kind = literal(group.get(*steps, "Value"))
                is_type = literal(group.get(*steps, "Key")) == "stickiness.type"
                if is_type and accepted and kind in (*_OF_HTTP, *_OF_NETWORK) and kind not in accepted:
                    told = {"kind": kind, "protocol": protocol, "accepted": " or ".join(accepted)}
                    if group.exists is Truth.YES:
                        yield self.at(group, *steps, "Value", **told)
