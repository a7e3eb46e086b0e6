"""Is there a certificate behind the ARN that a listener names?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata import placeholders
from generator.ecs.balancers import LISTENER
from generator.ecs.tasks import items
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Literal, Text


def certificate_faults(context: Context) -> Iterator[Worded]:
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
                    yield Worded("ICS167", listener, steps, what, "CertificateArn: a certificate of this account")
