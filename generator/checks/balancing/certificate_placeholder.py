"""Advice: a certificate that was copied from an example."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata import placeholders
from generator.checks.check import Check
from generator.ecs.balancing.balancers import LISTENER
from generator.ecs.tasks import items
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Literal, Text, shown

LISTENER_CERTIFICATE = "AWS::ElasticLoadBalancingV2::ListenerCertificate"


class CertificatePlaceholder(Check):
    id = "ICS167"
    lesson = 16
    title = "Certificate of a listener was copied from an example"
    symptom = "CREATE_FAILED: Certificate ARN 'arn:aws:acm:...' is not valid, or Certificate ... not found"
    why = (
        "111122223333 and 123456789012 are the account IDs in AWS's examples, and "
        "12345678-1234-1234-1234-123456789012 is their certificate. The template is valid, but creating the listener "
        "fails, minutes into the deployment."
    )
    fix = "Name a certificate of ACM in the account and region that the stack is deployed to."
    message = (
        "the certificate of {resource} is a placeholder from an example, {arn}: creating {resource} fails "
        "(certificate not found)"
    )
    change = "CertificateArn: a certificate in the account and Region of the stack"
    base = "balanced"
    good = {
        "Listener.Protocol": "HTTPS",
        "Listener.Certificates": (
            "[{CertificateArn: 'arn:aws:acm:us-east-1:999988887777:certificate/8f1c02d4-6b7e-4a53-9d20-3e5f7a91b6c8'}]"
        ),
    }
    bad = {
        "Listener.Certificates.0.CertificateArn": (
            "!Sub "
            "'arn:${AWS::Partition}:acm:${AWS::Region}:${AWS::AccountId}:certificate/12345678-1234-1234-1234-123456789012'"
        ),
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the certificates, of listeners and beside them, whose ARN is known to stand in examples."""
        for listener in context.graph.of_type(LISTENER, LISTENER_CERTIFICATE):
            for index, _ in items(listener.get("Certificates")):
                steps = ("Certificates", index, "CertificateArn")
                arn = listener.get(*steps)
                if isinstance(arn, Literal | Text) and placeholders.certificate(str(arn)):
                    yield self.at(listener, *steps, arn=shown(arn))
