"""Ours, advice: a certificate that was copied from an example."""

from __future__ import annotations

from generator.rules._example_traffic import BALANCED
from generator.rules._rule import LessonRule

_PLAIN = "      Protocol: HTTP\n      DefaultActions:"
_SECURE = """\
      Protocol: HTTPS
      Certificates:
        - CertificateArn: !Sub arn:${AWS::Partition}:acm:${AWS::Region}:${AWS::AccountId}:certificate/ID
      DefaultActions:"""
_ID = "8f1c02d4-6b7e-4a53-9d20-3e5f7a91b6c8"


class CertificatePlaceholder(LessonRule):
    id = "ICS167"
    lesson = 16
    title = "Certificate of a listener was copied from an example"
    symptom = "CREATE_FAILED: Certificate ARN 'arn:aws:acm:...' is not valid, or Certificate ... not found"
    why = (
        "111122223333 and 123456789012 are the accounts of AWS's examples, and 12345678-1234-1234-1234-123456789012 "
        "their certificate. The template is valid; the listener is refused, minutes into the deployment."
    )
    fix = "Name a certificate of ACM in the account and region that the stack is deployed to."
    good = BALANCED.replace(_PLAIN, _SECURE.replace("ID", _ID))
    bad = BALANCED.replace(_PLAIN, _SECURE.replace("ID", "12345678-1234-1234-1234-123456789012"))
