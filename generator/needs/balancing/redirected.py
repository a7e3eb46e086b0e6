"""Where the redirects of a load balancer send clients: to a port of its own, does anything listen there?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.logic import Answer, unknown
from generator.needs.context import Context
from generator.stack import Absent, Resource

_HOST, _PORT, _PROTOCOL = "#{host}", "#{port}", "#{protocol}"


def redirects_are_heard(context: Context, balancer: Resource) -> Iterator[Answer]:
    """Answer unknown for each redirect to the same host whose port no listener has, or one of another protocol.

    What stands before the load balancer may listen there. A port that is not written is the one of the request, in
    another protocol too. Source: Elastic Load Balancing API Reference, RedirectActionConfig; read 2026-11.
    """
    listeners = context.balancers.listeners(balancer)
    heard = {number(each.get("Port")): literal(each.get("Protocol")) for each in listeners}
    if None in heard or context.balancers.has_untraced_listener or not context.graph.closed(balancer):
        return
    for listener in listeners:
        for owner in (listener, *context.balancers.rules(listener)):
            for steps, kind in context.balancers.actions(owner):
                if kind == "redirect":
                    yield from _is_heard(balancer, listener, owner, steps, heard)


def _is_heard(
    balancer: Resource,
    listener: Resource,
    owner: Resource,
    steps: tuple[str | int, ...],
    heard: dict[int | None, str | None],
) -> Iterator[Answer]:
    written = {key: owner.get(*steps, "RedirectConfig", key) for key in ("Host", "Port", "Protocol")}
    host, port, protocol = (
        default if isinstance(value, Absent) else literal(value)
        for value, default in zip(written.values(), (_HOST, _PORT, _PROTOCOL), strict=True)
    )
    goes = number(listener.get("Port")) if port == _PORT else number(owner.get(*steps, "RedirectConfig", "Port"))
    spoken = literal(listener.get("Protocol")) if protocol == _PROTOCOL else protocol
    if host != _HOST or goes is None or spoken not in ("HTTP", "HTTPS"):
        return
    if goes not in heard:
        yield unknown(f"{owner} redirects clients to port {goes} of {balancer}, where it has no listener")
    elif heard[goes] in ("HTTP", "HTTPS") and heard[goes] != spoken:
        yield unknown(f"{owner} redirects clients to {spoken} on port {goes} of {balancer}, which speaks {heard[goes]}")
