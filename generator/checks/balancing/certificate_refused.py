"""Certificates that a listener cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import LISTENER
from generator.ecs.network.home import Homes
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Resource, by_default

_ARN = re.compile(r"arn:[a-z-]+:(?P<service>acm|iam):(?P<region>[a-z0-9-]*):\d{12}:(server-)?certificate/.+")
_PLAIN = ("HTTP", "TCP", "UDP", "TCP_UDP")


class CertificateRefused(Check):
    id = "ECS294"
    lesson = 29
    title = "Listener has certificates that it cannot have"
    symptom = (
        "CREATE_FAILED: Certificate ARN '...' is not valid; or: Up to one certificate can be specified; or: A "
        "certificate cannot be specified for HTTP listeners"
    )
    why = (
        "A listener takes one certificate, of ACM in its own Region or of IAM, and only where it speaks TLS. More "
        "certificates are an AWS::ElasticLoadBalancingV2::ListenerCertificate."
    )
    fix = "Name one certificate of ACM in the Region of the load balancer."
    message = {
        "region": (
            "the certificate of {resource} is of {there}, and the load balancer is in {here}: CreateListener fails "
            "(CertificateNotFound)"
        ),
        "arn": "CertificateArn of {resource} is {there}, which names no certificate: CreateListener fails",
        "several": "{resource} has {there} Certificates, and takes only one: CreateListener fails",
        "plain": "{resource} speaks {there} and has {here}, which only HTTPS and TLS take: CreateListener fails",
    }
    change = {
        "region": "CertificateArn: one of {here}",
        "arn": "CertificateArn: arn:aws:acm:<region>:<account>:certificate/<id>",
        "several": "Certificates: keep one, and add the others by AWS::ElasticLoadBalancingV2::ListenerCertificate",
        "plain": "Protocol: HTTPS or TLS; or leave {here} out",
    }
    base = "balanced"
    bad = {"Listener.SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is written out.

        Source: Elastic Load Balancing API Reference, CreateListener (Certificates: "exactly one", SslPolicy) and its
        errors; ACM User Guide, "Services integrated with ACM" (the Region of the load balancer); read 2026-11.
        """
        home = Homes(context.graph).certain(LISTENER)
        here = home.region if home else None
        for listener in context.graph.of_type(LISTENER):
            if listener.exists is Truth.YES:
                for steps, variant, there, with_it in _wrong(listener, here):
                    tasks = context.users.of(listener)
                    yield self.at(listener, *steps, tasks=tasks, variant=variant, there=there, here=with_it)


def _wrong(listener: Resource, here: str | None) -> Iterator[tuple[tuple[str | int, ...], str, object, object]]:
    protocol = literal(listener.get("Protocol")) or ""
    listed = [index for index, _ in items(listener.get("Certificates"))]
    arns = {index: listener.get("Certificates", index, "CertificateArn") for index in listed}
    entries = [(index, arn) for index, arn in arns.items() if not isinstance(arn, Absent)]
    if len(entries) > 1:
        yield ("Certificates",), "several", len(entries), ""
    for key in ("Certificates", "SslPolicy"):
        if protocol in _PLAIN and (entries if key == "Certificates" else not isinstance(listener.get(key), Absent)):
            yield (key,), "plain", protocol, key
    for index, _ in entries:
        steps = ("Certificates", index, "CertificateArn")
        arn = literal(listener.get(*steps))
        if arn is None or arn.startswith("{{resolve:") or by_default(listener.get(*steps)):
            continue
        match = _ARN.fullmatch(arn)
        if match is None:
            yield steps, "arn", arn, ""
        elif here and match["service"] == "acm" and match["region"] != here:
            yield steps, "region", match["region"], here
