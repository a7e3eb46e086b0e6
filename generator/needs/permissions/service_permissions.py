"""May a service of AWS use what it is given: a key, a role, a bucket? Their own policies alone decide that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.iam import Caller, decide
from generator.logic import Truth, some
from generator.needs.permissions.policy_values import plain, text
from generator.stack import Graph, Value

TextOrValue = str | Value


def policies_allow(
    graph: Graph,
    policies: Iterable[Value],
    principals: Iterable[TextOrValue],
    action: str,
    resource: TextOrValue,
    context: Mapping[str, object],
) -> Truth:
    """Whether at least one of the resource policies allows an action to at least one of the services."""
    asked = resource if isinstance(resource, str) else text(graph, resource)
    documents = [plain(graph, policy) for policy in policies]
    callers = [Caller(service=name if isinstance(name, str) else text(graph, name)) for name in principals]
    verdicts = (
        decide((), action, asked, context, resource_policy=document, caller=caller).verdict
        for document in documents
        for caller in callers
    )
    return some(verdicts)
