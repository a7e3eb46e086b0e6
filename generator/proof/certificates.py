"""Is there a certificate behind the ARN that a listener names?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata import placeholders
from generator.facts.balancers import LISTENER
from generator.facts.tasks import items
from generator.proof.answer import Fault
from generator.proof.context import Context
from generator.stack import Literal, Text


def certificate_faults(context: Context) -> Iterator[Fault]:
    """Give the certificates that were copied from an example."""
    for kind in (LISTENER, "AWS::ElasticLoadBalancingV2::ListenerCertificate"):
        for listener in context.graph.of_type(kind):
            for index, _ in items(listener.get("Certificates")):
                steps = ("Certificates", index, "CertificateArn")
                arn = listener.get(*steps)
                if isinstance(arn, Literal | Text) and placeholders.certificate(str(arn)):
                    what = (
                        f"the certificate of {listener} is a placeholder, copied from an example: {arn}. The listener "
                    )
                    what += "is refused when it is created (certificate not found)"
                    yield Fault("ICS167", listener, steps, what, "CertificateArn: a certificate of this account")
