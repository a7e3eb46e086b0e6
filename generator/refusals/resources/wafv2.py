"""What AWS WAF refuses of web ACLs, and of what they are put before."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.balancing.balancers import BALANCER, kind
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals, Surely
from generator.stack import Absent, Graph, Reference, Resource

_NEVER_GUARDED = (
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ECS::Service",
    "AWS::CloudFront::Distribution",
)


def association(graph: Graph, guard: Resource) -> Iterator[str]:
    """Source: AWS WAF API Reference, AssociateWebACL (ResourceArn: an Application Load Balancer, a stage of API Gateway
    and others, which target groups, listeners and services of ECS are not among); from memory, 2026-11."""
    acl, place = graph.target(guard.get("WebACLArn"), "AWS::WAFv2::WebACL"), guard.get("ResourceArn")
    if acl is not None and literal(acl.get("Scope")) == "CLOUDFRONT":
        said = f"{guard} puts {acl}, which is for CloudFront, before something of a Region"
        yield Surely(said, guard, "WebACLArn", change=f"Scope of {acl}: REGIONAL, or WebACLArn: another web ACL")
    guarded = graph.resource(place.resource) if isinstance(place, Reference) else None
    if guarded is not None and (guarded.type in _NEVER_GUARDED or _kind(guarded) in ("network", "gateway")):
        said = f"{guard} is for {guarded}, before which AWS WAF does not stand"
        yield Surely(said, guard, "ResourceArn", change="ResourceArn: the ARN of an Application Load Balancer")


def _kind(guarded: Resource) -> str | None:
    return kind(guarded) if guarded.type == BALANCER else None


def web_acl(_graph: Graph, acl: Resource) -> Iterator[str]:
    """Source: AWS WAF API Reference, Rule (Action, or OverrideAction for a group of rules); read 2026-11."""
    for index, _ in items(acl.get("Rules")):
        grouped = any(
            not isinstance(acl.get("Rules", index, "Statement", name), Absent)
            for name in ("ManagedRuleGroupStatement", "RuleGroupReferenceStatement")
        )
        wanted = "OverrideAction" if grouped else "Action"
        if isinstance(acl.get("Rules", index, wanted), Absent):
            yield f"rule {index + 1} of {acl} has no {wanted}"


REFUSALS: Refusals = {
    "AWS::WAFv2::WebACLAssociation": (association,),
    "AWS::WAFv2::WebACL": (web_acl,),
}
