"""Redirects that lead to where the request came from."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Surely
from generator.stack import Absent, Resource

_SAME = {
    "Protocol": "#{protocol}", "Host": "#{host}", "Port": "#{port}", "Path": "/#{path}", "Query": "#{query}",
}  # fmt: skip


def redirects_to_itself(resource: Resource, actions: str) -> Iterator[str]:
    """Say so of the actions of a listener, or of a rule.

    Source: Elastic Load Balancing API Reference, RedirectActionConfig; read 2026-11.
    """
    for index, _ in items(resource.get(actions)):
        if literal(resource.get(actions, index, "Type")) != "redirect":
            continue
        sent = {name: resource.get(actions, index, "RedirectConfig", name) for name in _SAME}
        if all(isinstance(value, Absent) or literal(value) == _SAME[name] for name, value in sent.items()):
            said = f"{resource} sends requests to where they came from: a redirect changes protocol, host, port or path"
            change = "RedirectConfig: another Protocol, Host, Port or Path"
            yield Surely(said, resource, actions, index, "RedirectConfig", change=change)
