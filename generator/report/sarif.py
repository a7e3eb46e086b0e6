"""Findings as SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator.explain import Rule
from generator.lint import Finding

_LEVELS = {"error": "error", "warning": "warning"}
_STOCK = "https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md#"


def sarif(findings: Sequence[Finding], rules: Mapping[str, Rule], version: str) -> str:
    """Write one run with its rules and results."""
    ids = list(dict.fromkeys(finding.rule for finding in findings))
    driver = {
        "name": "ecs-proof",
        "version": version,
        "rules": [_rule(id_, rules.get(id_), findings) for id_ in ids],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, ids.index(finding.rule)) for finding in findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(id_: str, rule: Rule | None, findings: Sequence[Finding]) -> dict[str, Any]:
    level = next(_LEVELS.get(finding.severity, "note") for finding in findings if finding.rule == id_)
    about: dict[str, Any] = {"id": id_, "defaultConfiguration": {"level": level}}
    if rule is None:
        return about | {"helpUri": _STOCK + id_}
    return about | {
        "name": "".join(word.capitalize() for word in rule.title.replace("-", " ").split() if word.isalnum()),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.symptom}\n\n{rule.why}\n\nFix: {rule.fix}"},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    place: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(finding.where),
            "region": {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)},
        }
    }
    if finding.resource:
        name = f"{finding.stack}/{finding.resource}" if finding.stack else finding.resource
        place["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "resource"}]
    words = f"{finding.message}; fix: {finding.fix}" if finding.fix else finding.message
    level = _LEVELS.get(finding.severity, "note")
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level,
        "message": {"text": words},
        "locations": [place],
    }


def _artifact(where: str) -> dict[str, str]:
    return {"uri": ("file://" if where.startswith("/") else "") + quote(where)}
