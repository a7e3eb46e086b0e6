"""Judge ``generator.iam.decide`` by cloud-copilot/iam-simulate: requests, policies of each kind, expected answer.

That project's licence is the AGPL: its cases are read where they are. FOLDER is its ``src``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.iam import Caller, Context, decide
from generator.logic import Truth
from tests.judges.compared import Compared, compare, not_applicable

_SESSION = re.compile(r"arn:(?P<partition>[^:]*):sts::(?P<account>\d{12}):assumed-role/(?P<role>[^/]+)/.+")
_PATTERN = re.compile(r".+\*.*")
_ANSWERS = {"Allowed": True, "ImplicitlyDenied": False, "ExplicitlyDenied": False}


def judge(folder: Path) -> Iterator[Compared]:
    """Decide each request as its case states it."""
    for path in sorted(folder.rglob("core*Tests/**/*.json")):
        for case in json.loads(path.read_text()):
            yield _case(f"{path.stem}: {case['name']}", case, case["expected"]["response"])
    for path in sorted(folder.rglob("simulation*IntegrationTests/**/*.json")):
        for case in json.loads(path.read_text()):
            yield _case(f"{path.stem}: {case['name']}", _flat(case), case["expected"].get("overallResult"))


def _flat(case: Mapping[str, Any]) -> dict[str, Any]:
    """Bring a case of the second kind into the form of the first."""
    told = case["simulation"]
    request = told["request"]
    listed = {
        "identityPolicies": told["identityPolicies"],
        "permissionBoundaries": told.get("permissionBoundaryPolicies"),
    }
    return {
        **told,
        **{name: policies and [one["policy"] for one in policies] for name, policies in listed.items()},
        "request": {**request, "context": request["contextVariables"]},
        "simulation": {"mode": (case.get("simulationOptions") or {}).get("simulationMode")},
    }


def _case(name: str, case: Mapping[str, Any], expected: str | None) -> Compared:
    if because := _not_ours(case):
        return not_applicable(name, because)
    request = case["request"]
    resource = request["resource"]
    caller = _caller(request["principal"])
    decision = decide(
        case["identityPolicies"],
        request["action"],
        "*" if request.get("wildcardOnlyAction") else resource["resource"],
        Context(request.get("context") or {}, closed=True),
        resource_policy=case.get("resourcePolicy"),
        boundary=_one(case.get("permissionBoundaries")),
        endpoint_policy=_one(case.get("endpointPolicies")),
        same_account=_account(request["principal"]) == resource["accountId"],
        caller=caller,
    )
    ours = {Truth.YES: True, Truth.NO: False}.get(decision.verdict)
    return compare(name, _ANSWERS.get(expected or ""), ours, "; ".join(decision.because))


def _not_ours(case: Mapping[str, Any]) -> str:
    """Say what a case needs that no template shows, or that is another question than ours."""
    principal = case["request"]["principal"]
    if case.get("skip"):
        return "skipped by their own suite"
    if (case.get("simulation") or {}).get("mode") == "Discovery":
        return "asks under which conditions it would be allowed"
    if case.get("serviceControlPolicies") or case.get("resourceControlPolicies"):
        return "policies of an organisation, a premise of ours"
    if case.get("sessionPolicy"):
        return "session policies, which ECS does not use"
    if max(len(case.get(layer) or ()) for layer in ("permissionBoundaries", "endpointPolicies")) > 1:
        return "several policies where AWS has one"
    if _PATTERN.fullmatch(case["request"]["resource"]["resource"]):
        return "asks whether any resource of a pattern is allowed"
    if not isinstance(principal, str):
        return "a caller described otherwise than by its ARN"
    return ""


def _caller(principal: str) -> Caller:
    if principal.endswith(".amazonaws.com"):
        return Caller(service=principal)
    account = _account(principal)
    if session := _SESSION.fullmatch(principal):
        role = f"arn:{session['partition']}:iam::{account}:role/{session['role']}"
        return Caller(arn=role, account=account, session=principal)
    return Caller(arn=principal, account=account)


def _account(principal: str) -> str | None:
    fields = principal.split(":")
    return fields[4] if len(fields) > 4 else None


def _one(policies: list[object] | None) -> object:
    return policies[0] if policies else None
