"""What AWS WAF refuses of web ACLs, and of what they are put before."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource


def association(graph: Graph, guard: Resource) -> Iterator[str]:
    acl = graph.target(guard.get("WebACLArn"), "AWS::WAFv2::WebACL")
    if acl is not None and literal(acl.get("Scope")) == "CLOUDFRONT":
        yield f"{guard} puts {acl}, which is for CloudFront, before something of a Region"


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
