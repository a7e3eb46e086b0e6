"""Does what stands guard before a load balancer let requests through?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.balancing.web_acls import guards
from generator.logic import Answer, Truth, no, unknown
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Resource


@dataclass(frozen=True)
class RequestsBlocked(Fault):
    """A web ACL blocks every request to a load balancer."""

    balancer: Resource


def lets_requests_through(context: Context, balancer: Resource, tasks: tuple[str, ...]) -> Iterator[Answer]:
    """Ask the web ACLs of these templates that stand before a load balancer."""
    for guard in guards(context.graph):
        if guard.balancer is not balancer or guard.association.exists is Truth.NO:
            continue
        if guard.lets_through is Truth.NO and guard.association.exists is Truth.YES:
            yield no(RequestsBlocked(guard.acl, ("DefaultAction",), tasks, balancer))
        elif guard.lets_through is not Truth.YES:
            yield unknown(f"which requests to {balancer} the rules of {guard.acl} let through is not known here")
