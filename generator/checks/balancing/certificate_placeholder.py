"""Ours, advice: a certificate that was copied from an example."""

from __future__ import annotations

from generator.checks.check import Check


class CertificatePlaceholder(Check):
    id = "ICS167"
    lesson = 16
    title = "Certificate of a listener was copied from an example"
    symptom = "CREATE_FAILED: Certificate ARN 'arn:aws:acm:...' is not valid, or Certificate ... not found"
    why = (
        "111122223333 and 123456789012 are the accounts of AWS's examples, and 12345678-1234-1234-1234-123456789012 "
        "their certificate. The template is valid; the listener is refused, minutes into the deployment."
    )
    fix = "Name a certificate of ACM in the account and region that the stack is deployed to."
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
