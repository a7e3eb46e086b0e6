"""Findings as SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator.explain import Rule
from generator.lint import Finding
from generator.lint.fingerprint import fingerprints
from generator.lint.repository import in_repository
from generator.lint.stock_rules import StockRule

INFORMATION = "https://pypi.org/project/ecs-proof/"
_LEVELS = {"error": "error", "warning": "warning"}
_STOCK = "https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md#"
_FINGERPRINT = "ecsProof/v1"


def sarif(
    findings: Sequence[Finding], rules: Mapping[str, Rule], version: str, stock: Mapping[str, StockRule] | None = None
) -> str:
    """Write one run with its rules and results; ``stock`` is what cfn-lint says of its own rules.

    Files are named as the repository has them, and fingerprints do not move with lines, so that a service knows a
    finding again.
    """
    ids = list(dict.fromkeys(finding.rule for finding in findings))
    driver = {
        "name": "ecs-proof",
        "version": version,
        "informationUri": INFORMATION,
        "rules": [_rule(id_, rules.get(id_), (stock or {}).get(id_), findings) for id_ in ids],
    }
    known = zip(findings, fingerprints(findings), strict=True)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, ids.index(finding.rule), fingerprint) for finding, fingerprint in known],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(id_: str, rule: Rule | None, stock: StockRule | None, findings: Sequence[Finding]) -> dict[str, Any]:
    finding = next(each for each in findings if each.rule == id_)
    about: dict[str, Any] = {
        "id": id_,
        "defaultConfiguration": {"level": _LEVELS.get(finding.severity, "note")},
    }
    if rule is not None:
        return about | {
            "name": _name(rule.title),
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.why},
            "help": {
                "text": f"{rule.symptom}\n\n{rule.why}\n\nFix: {rule.fix}",
                "markdown": f"{rule.symptom}\n\n{rule.why}\n\n**Fix:** {rule.fix}\n",
            },
            "helpUri": INFORMATION,
            "properties": {"tags": [f"lesson-{rule.lesson}"]},
        }
    said = stock or StockRule(f"Rule {id_}", "A rule that was added to cfn-lint.")
    source = f"\n\nSource: {said.source}" if said.source else ""
    return about | {
        "name": _name(said.title),
        "shortDescription": {"text": _sentence(said.title)},
        "fullDescription": {"text": _sentence(said.description)},
        "help": {"text": f"{_sentence(said.description)}{source}\n\nA rule of cfn-lint: {_STOCK}{id_}"},
        "helpUri": _STOCK + id_,
        "properties": {"tags": ["cfn-lint"]},
    }


def _name(title: str) -> str:
    """A Pascal identifier, as validators ask for: no apostrophe parts a word, no letter stands alone."""
    letters = "".join(letter if letter.isalnum() else " " for letter in title.replace("'", ""))
    words = [word for word in letters.split() if len(word) > 1 or word.isdigit()]
    return "".join(word[:1].upper() + word[1:].lower() for word in words)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    region = {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)}
    if finding.width > 1:
        region["endColumn"] = region["startColumn"] + finding.width
    place: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(in_repository(finding.where)), "region": region}
    }
    if finding.resource:
        place["logicalLocations"] = [{"fullyQualifiedName": finding.at, "kind": "resource"}]
    if finding.construct:
        place["logicalLocations"].append({"fullyQualifiedName": finding.construct, "kind": "construct"})
    words = f"{finding.message}; fix: {finding.fix}" if finding.fix else finding.message
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS.get(finding.severity, "note"),
        "message": {"text": _sentence(words)},
        "locations": [place],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }


def _artifact(where: str) -> dict[str, str]:
    """A path of the repository, which is where services look; or a whole address, for what lies elsewhere."""
    return {"uri": ("file://" if where.startswith("/") else "") + quote(where)}
