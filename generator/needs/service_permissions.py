"""May a service of AWS use what it is given: a key, a role, a bucket? Their own policies alone decide that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.iam import Caller, decide
from generator.logic import Truth
from generator.needs.policy_values import plain, text
from generator.stack import Graph, Value

Asked = str | Value


def let_any(
    graph: Graph,
    policies: Iterable[Value],
    principals: Iterable[Asked],
    action: str,
    resource: Asked,
    context: Mapping[str, object],
) -> Truth:
    """Tell whether any of some resource policies lets any of some services do something."""
    asked = resource if isinstance(resource, str) else text(graph, resource)
    documents = [plain(graph, policy) for policy in policies]
    callers = [Caller(service=each if isinstance(each, str) else text(graph, each)) for each in principals]
    verdicts = {
        decide((), action, asked, context, resource_policy=document, caller=caller).verdict
        for document in documents
        for caller in callers
    }
    return next((each for each in (Truth.YES, Truth.UNKNOWN) if each in verdicts), Truth.NO)
