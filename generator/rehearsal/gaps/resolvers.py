"""Route 53 Resolver: a service that the simulator lacks."""

from __future__ import annotations

import json
from typing import Any

import ministack.app as simulator
from ministack.core import router


def no_resolver_rules() -> None:
    """Simulator: no such service. AWS: tells of no rule where none was made (ListResolverRuleAssociations)."""
    router.SERVICE_PATTERNS["route53resolver"] = {"target_prefixes": ["Route53Resolver"]}
    simulator.SERVICE_HANDLERS["route53resolver"] = _handle


async def _handle(method: str, path: str, headers: dict[str, str], body: bytes, query: Any) -> Any:
    operation = headers.get("x-amz-target", "").rpartition(".")[2]
    content = {"Content-Type": "application/x-amz-json-1.1"}
    if operation == "ListResolverRuleAssociations":
        return 200, content, json.dumps({"ResolverRuleAssociations": [], "MaxResults": 100}).encode()
    error = {"__type": "InvalidRequestException", "message": f"{operation} is not there in the local AWS"}
    return 400, content, json.dumps(error).encode()
