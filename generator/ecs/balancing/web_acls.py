"""Web ACLs in front of load balancers: whether they let any request through.

Source: AWS WAF Developer Guide, "Setting the protection pack (web ACL) default action" and "Rule action settings": the
first rule with a terminating action decides, and DefaultAction for what no rule decides; read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import BALANCER
from generator.ecs.tasks import items
from generator.logic import Truth
from generator.stack import Absent, Graph, Listing, Resource

_ACL, _ASSOCIATION = "AWS::WAFv2::WebACL", "AWS::WAFv2::WebACLAssociation"


@dataclass(frozen=True)
class Guard:
    """One association of a web ACL with a load balancer of the graph."""

    association: Resource
    acl: Resource
    balancer: Resource

    @property
    def lets_through(self) -> Truth:
        """Whether it lets requests through: UNKNOWN where that depends on rules that allow or block by content."""
        return lets_through(self.acl)


def guards(graph: Graph) -> Iterator[Guard]:
    """Every load balancer of a graph with the web ACL of the graph that stands in front of it."""
    for association in graph.of_type(_ASSOCIATION):
        balancer = graph.target(association.get("ResourceArn"), BALANCER)
        acl = graph.target(association.get("WebACLArn"), _ACL)
        if balancer is not None and acl is not None:
            yield Guard(association, acl, balancer)


def lets_through(acl: Resource) -> Truth:
    """Tell whether a web ACL lets requests through that are nothing special.

    Groups of managed rules and limits of rates block what is conspicuous, and an own rule that blocks may be about
    anything.
    """
    rules = acl.get("Rules")
    if not isinstance(rules, Absent | Listing):
        return Truth.UNKNOWN
    places = [("Rules", index) for index, _ in items(rules)]
    if not isinstance(acl.get("DefaultAction", "Block"), Absent):
        may_allow = any(not _is_certainly_no_way(acl, place) for place in places)
        return Truth.UNKNOWN if may_allow else Truth.NO
    if isinstance(acl.get("DefaultAction", "Allow"), Absent):
        return Truth.UNKNOWN
    blocks = any(
        not isinstance(acl.get(*place, "Action", "Block"), Absent)
        and isinstance(acl.get(*place, "Statement", "RateBasedStatement"), Absent)
        for place in places
    )
    return Truth.UNKNOWN if blocks else Truth.YES


def _is_certainly_no_way(acl: Resource, place: tuple[str | int, ...]) -> bool:
    """Whether a rule blocks or counts, and so allows nothing."""
    return any(not isinstance(acl.get(*place, "Action", word), Absent) for word in ("Block", "Count"))
