"""What Elastic Load Balancing refuses of the conditions of rules, or never matches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_network

from generator.ecs.balancing.balancers import RULE
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Graph, Resource

_ONCE = ("host-header", "http-request-method", "path-pattern", "source-ip")


def conditions(_graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, RuleCondition (each of these four at most once); read 2026-11."""
    fields = [literal(rule.get("Conditions", index, "Field")) for index, _ in items(rule.get("Conditions"))]
    for field in _ONCE:
        if fields.count(field) > 1:
            yield f"{rule} has {fields.count(field)} conditions of the field {field}, and one is taken"
    for index, _ in items(rule.get("Conditions")):
        blocks = [
            literal(value) for value in values_at(rule.get("Conditions", index), ("SourceIpConfig", "Values", "*"))
        ]
        if blocks and all(each is not None and _is_loopback(each) for each in blocks):
            yield f"{rule} is for clients at {', '.join(map(str, blocks))}, which no request comes from"


_EXPRESSIONS = (("PathPatternConfig", "RegexValues", "*"), ("HostHeaderConfig", "RegexValues", "*"),
                ("HttpHeaderConfig", "RegexValues", "*"))  # fmt: skip
_UNCLOSED = ("missing ), unterminated subpattern", "unbalanced parenthesis", "unterminated character set")


def expressions(_graph: Graph, rule: Resource) -> Iterator[str]:
    """Regular expressions with a parenthesis or a bracket that has no end, which is none in any dialect."""
    for index, _ in items(rule.get("Conditions")):
        for way in _EXPRESSIONS:
            for value in values_at(rule.get("Conditions", index), way):
                text = literal(value)
                if text is not None and _unclosed(text):
                    yield f"Conditions.{index} of {rule} has {text[:60]}, which is no regular expression"


def _unclosed(text: str) -> bool:
    try:
        re.compile(text)
    except re.error as error:
        return error.msg in _UNCLOSED
    return False


def _is_loopback(text: str) -> bool:
    try:
        return ip_network(text, strict=False).is_loopback
    except ValueError:
        return False


REFUSALS: Refusals = {
    RULE: (conditions, expressions),
}
