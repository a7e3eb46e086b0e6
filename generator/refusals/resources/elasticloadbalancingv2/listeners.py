"""What Elastic Load Balancing refuses of listeners and their certificates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.balancing.balancers import LISTENER
from generator.ecs.network.home import Homes
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.elasticloadbalancingv2.redirects import redirects_to_itself
from generator.stack import Absent, Graph, Resource, by_default

_OF_ACM = re.compile(r"arn:[a-z-]+:acm:([a-z0-9-]+):\d{12}:certificate/")
BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"


def redirects(_graph: Graph, listener: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, RedirectActionConfig; read 2026-11."""
    yield from redirects_to_itself(listener, "DefaultActions")


def certificate(graph: Graph, added: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, AddListenerCertificates (HTTPS and TLS listeners); read 2026-11."""
    listener = graph.target(added.get("ListenerArn"), LISTENER)
    spoken = literal(listener.get("Protocol")) if listener else None
    if spoken is not None and spoken not in ("HTTPS", "TLS"):
        yield f"{added} adds a certificate to {listener}, which speaks {spoken}"


def listener_settings(graph: Graph, listener: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, CreateListener (alpnPolicy: TLS listeners) and ListenerAttribute
    (tcp.idle_timeout.seconds: network and gateway balancers); app-sre/qontract-reconcile #5142 ("Mutual Authentication
    mode passthrough does not support trust store") and terraform-provider-aws #35452 (off takes none); read 2026-11."""
    spoken, balancer = literal(listener.get("Protocol")), graph.target(listener.get("LoadBalancerArn"), BALANCER)
    kind = balancer.get("Type") if balancer else Absent()
    an_alb = balancer is not None and (isinstance(kind, Absent) or literal(kind) == "application")
    if spoken is not None and spoken != "TLS" and list(items(listener.get("AlpnPolicy"))):
        yield f"{listener} has an AlpnPolicy, which listeners of TLS take, and speaks {spoken}"
    for index, _ in items(listener.get("ListenerAttributes")):
        key = literal(listener.get("ListenerAttributes", index, "Key"))
        if an_alb and key == "tcp.idle_timeout.seconds":
            yield f"{listener} has the attribute {key}, which an application load balancer does not take"
    mode = literal(listener.get("MutualAuthentication", "Mode"))
    if mode in ("off", "passthrough") and not isinstance(listener.get("MutualAuthentication", "TrustStoreArn"), Absent):
        yield f"MutualAuthentication of {listener} has a TrustStoreArn, which the mode {mode} does not take"


def certificates_by_default(graph: Graph, listener: Resource) -> Iterator[str]:
    """A certificate that rests on a Default and is none, or one of another Region; what is written out is ECS294.

    Sources: ACM User Guide, "Services integrated with ACM" (the Region of the load balancer); hashicorp/terraform
    #20587, stelligent/mu #445; excerpts, 2026-11.
    """
    for index, _ in items(listener.get("Certificates")):
        named = listener.get("Certificates", index, "CertificateArn")
        arn = literal(named) if by_default(named) else None
        if arn is not None and not arn.startswith(("arn:", "{{")):
            yield f"CertificateArn of {listener} is {arn[:60] or 'empty'} by default, and no ARN of a certificate"
        found = _OF_ACM.match(arn or "")
        home = Homes(graph).certain(LISTENER) if found else None
        if found and home is not None and found[1] != home.region:
            yield f"CertificateArn of {listener} is one of {found[1]} by default, and the stack is in {home.region}"


REFUSALS: Refusals = {
    LISTENER: (
        certificates_by_default,
        redirects,
        listener_settings,
    ),
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": (certificate,),
}
