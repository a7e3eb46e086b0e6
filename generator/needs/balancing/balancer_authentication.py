"""Where a listener sends clients to sign in first: does the load balancer itself get to who signs them in?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import Steps, faces_internet, families, subnets
from generator.ecs.network.client_ports import WIDE
from generator.ecs.network.group_rules import covers_port
from generator.ecs.network.groups import created_groups
from generator.ecs.network.rule_ranges import Party
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, all_of, no, unknown
from generator.needs.balancing.balancer_clients import own_groups
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.acl_hops import Connection, ConnectionDropped
from generator.needs.network.acls import acls_to_internet
from generator.needs.network.internet import HTTPS
from generator.stack import Listing, Resource

_SIGNING_IN = ("authenticate-oidc", "authenticate-cognito")


@dataclass(frozen=True)
class SignInUnreachable(Fault):
    """A load balancer does not get to the identity provider that it is to send clients to.

    ``variant``: its groups do not let HTTPS ``out``, its subnet has no ``way`` to the internet, or the ``listener`` is
    not one of HTTPS, and such an action is refused.
    """

    variant: str
    balancer: str
    forwarder: str
    action: str
    reason: str = ""


def signs_in(
    context: Context, balancer: Resource, forwarders: Iterable[Resource], tasks: tuple[str, ...]
) -> Iterator[Answer]:
    """Answer no, or unknown, where clients cannot be signed in, or may not; nothing where they can, or need not.

    The provider has to be found by public DNS, and is called by IPv4 only. Source: Application Load Balancers User
    Guide, "Authenticate users"; re:Post, "HTTP 500 when I configure authentication" (an outbound rule for 443 and a
    route); read 2026-11.
    """
    for forwarder in forwarders:
        for steps, action in context.balancers.actions(forwarder):
            if action in _SIGNING_IN:
                yield from _reaches_provider(context, balancer, forwarder, steps, action, tasks)


def _reaches_provider(
    context: Context, balancer: Resource, forwarder: Resource, steps: Steps, action: str, tasks: tuple[str, ...]
) -> Iterator[Answer]:
    names = {"balancer": str(balancer), "forwarder": str(forwarder), "action": action}
    listener = context.balancers.listener(forwarder)
    if listener and (literal(listener.get("Protocol")) or "").upper() == "HTTP":
        yield no(SignInUnreachable(forwarder, (*steps, "Type"), tasks, "listener", **names))
        return
    yield from _may_leave(context, balancer, tasks, names)
    yield from _acls_let_out(context, balancer, action, tasks)
    if faces_internet(balancer) is Truth.YES and 4 in families(balancer):
        return
    for subnet in subnets(balancer):
        out = context.ways.out(subnet, Truth.NO)
        if (
            out.verdict is Truth.NO
            and action == "authenticate-cognito"
            and faces_internet(balancer) is not Truth.UNKNOWN
        ):
            yield no(SignInUnreachable(forwarder, steps, tasks, "way", **names, reason=out.reason))
            return
        if out.verdict is not Truth.YES:
            # A provider of one's own may have private addresses, although its name is public.
            yield unknown(f"whether {balancer} gets to the provider of {forwarder} is not known here: {out.reason}")
            return


def _acls_let_out(context: Context, balancer: Resource, action: str, tasks: tuple[str, ...]) -> Iterator[Answer]:
    connection = Connection(str(balancer), "who signs clients in", HTTPS, WIDE, tasks, ConnectionDropped)
    for subnet in subnets(balancer):
        answer = all_of(acls_to_internet(context.network, connection, subnet))
        if answer.verdict is Truth.NO and action != "authenticate-cognito":
            # A provider of one's own may have private addresses, although its name is public.
            answer = unknown(f"whether network ACLs let {balancer} out to who signs clients in is not known here")
        yield answer


def _may_leave(context: Context, balancer: Resource, tasks: tuple[str, ...], names: dict[str, str]) -> Iterator[Answer]:
    groups = own_groups(context, balancer)
    facts = context.network.groups
    leaves = facts.allows(groups, "egress", HTTPS, Party(public=True))
    if leaves is Truth.YES:
        return
    made = list(created_groups(context.graph, groups))
    rules = [rule for group in made for rule in facts.rules.of(group, "egress")]
    may = leaves is Truth.UNKNOWN or any(covers_port(rule, HTTPS) is not Truth.NO for rule in rules)
    if may or not isinstance(groups, Listing) or not made:
        yield unknown(f"whether the groups of {balancer} let it out to a provider on 443 is not known here")
    else:
        yield no(SignInUnreachable(made[0], ("SecurityGroupEgress",), tasks, "out", **names))
