"""What load balancers refuse of listeners, of certificates and of what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from generator.ecs.network.home import Homes
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.stack import Absent, Graph, Listing, Reference, Resource, by_default

BALANCER, LISTENER = "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::Listener"
RULE, TARGETS = "AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::ElasticLoadBalancingV2::TargetGroup"
_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")))
_CONFIGS = {
    "path-pattern": "PathPatternConfig", "host-header": "HostHeaderConfig", "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig", "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}  # fmt: skip
_GROUPS = 5
_OF_ACM = re.compile(r"arn:[a-z-]+:acm:([a-z0-9-]+):\d{12}:certificate/")
_LEAST_CAPACITY = 100


def _of_listener(graph: Graph, listener: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, CreateListener (alpnPolicy: TLS listeners), ListenerAttribute
    (tcp.idle_timeout.seconds: network and gateway balancers), MutualAuthenticationAttributes; from memory, 2026-11."""
    spoken, balancer = literal(listener.get("Protocol")), graph.target(listener.get("LoadBalancerArn"), BALANCER)
    kind = balancer.get("Type") if balancer else Absent()
    an_alb = balancer is not None and (isinstance(kind, Absent) or literal(kind) == "application")
    if spoken is not None and spoken != "TLS" and list(items(listener.get("AlpnPolicy"))):
        yield f"{listener} has an AlpnPolicy, which listeners of TLS take, and speaks {spoken}"
    for index, _ in items(listener.get("ListenerAttributes")):
        key = literal(listener.get("ListenerAttributes", index, "Key"))
        if an_alb and key == "tcp.idle_timeout.seconds":
            yield f"{listener} has the attribute {key}, which an application load balancer does not take"
    yield from _of_certificates(graph, listener)
    mode = literal(listener.get("MutualAuthentication", "Mode"))
    if mode in ("off", "passthrough") and not isinstance(listener.get("MutualAuthentication", "TrustStoreArn"), Absent):
        yield f"MutualAuthentication of {listener} has a TrustStoreArn, which the mode {mode} does not take"


def _of_certificates(graph: Graph, listener: Resource) -> Iterator[str]:
    """A certificate of another Region that rests on a Default; what is written out is ECS294.

    Sources: ACM User Guide, "Services integrated with ACM" (the Region of the load balancer); hashicorp/terraform
    #20587, stelligent/mu #445; read 2026-11.
    """
    for index, _ in items(listener.get("Certificates")):
        named = listener.get("Certificates", index, "CertificateArn")
        found = _OF_ACM.match(literal(named) or "") if by_default(named) else None
        home = Homes(graph).certain(LISTENER) if found else None
        if found and home is not None and found[1] != home.region:
            yield f"CertificateArn of {listener} is one of {found[1]} by default, and the stack is in {home.region}"


def _of_balancer(_graph: Graph, balancer: Resource) -> Iterator[str]:
    """Source: "Quotas for your Application Load Balancers" (five security groups); CapacityReservation (100 units at
    least for an application load balancer); from memory, 2026-11."""
    groups, kind = balancer.get("SecurityGroups"), balancer.get("Type")
    if isinstance(groups, Listing) and len(groups.items) > _GROUPS:
        yield f"{balancer} has {len(groups.items)} SecurityGroups, and {_GROUPS} are taken"
    units = number(balancer.get("MinimumLoadBalancerCapacity", "CapacityUnits"))
    an_alb = isinstance(kind, Absent) or literal(kind) == "application"
    if an_alb and units is not None and 0 < units < _LEAST_CAPACITY:
        yield f"MinimumLoadBalancerCapacity of {balancer} is {units}, and {_LEAST_CAPACITY} are the least"


def _of_rule(_graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, RuleCondition ("You can specify values or the config, not both"),
    TargetGroupTuple and TargetGroupStickinessConfig; from memory, 2026-11."""
    for index, _ in items(rule.get("Conditions")):
        at = ("Conditions", index)
        config = _CONFIGS.get(literal(rule.get(*at, "Field")) or "", "")
        if config and list(items(rule.get(*at, "Values"))) and not isinstance(rule.get(*at, config), Absent):
            yield f"a condition of {rule} has both Values and {config}"
    for index, _ in items(rule.get("Actions")):
        forwarded = ("Actions", index, "ForwardConfig")
        listed = list(items(rule.get(*forwarded, "TargetGroups")))
        groups = [rule.get(*forwarded, "TargetGroups", place, "TargetGroupArn") for place, _ in listed]
        if len({each for each in groups if isinstance(each, Reference)}) < sum(
            isinstance(g, Reference) for g in groups
        ):
            yield f"{rule} forwards to one target group twice"
        kept = (*forwarded, "TargetGroupStickinessConfig")
        if literal(rule.get(*kept, "Enabled")) == "true" and isinstance(rule.get(*kept, "DurationSeconds"), Absent):
            yield f"TargetGroupStickinessConfig of {rule} is enabled, and has no DurationSeconds"


def _of_targets(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, TargetDescription (addresses of the VPC, of RFC 1918 and RFC 6598;
    no public ones); from memory, 2026-11."""
    if literal(group.get("TargetType")) != "ip":
        return
    for index, _ in items(group.get("Targets")):
        try:
            address = ip_address(literal(group.get("Targets", index, "Id")) or "")
        except ValueError:
            continue
        if address.version == 4 and not any(address in block for block in _PRIVATE):
            yield f"Targets of {group} has {address}, which is public, and private addresses are taken"


OF_LISTENER_OPTIONS = {LISTENER: _of_listener, BALANCER: _of_balancer, RULE: _of_rule, TARGETS: _of_targets}
