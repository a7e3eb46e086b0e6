"""Findings as JUnit XML: a test case for every template that was linted, or rather for every file with findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from generator.lint import Finding
from generator.lint.repository import in_repository

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(findings: Sequence[Finding], templates: int) -> str:
    """Write one suite. Errors are failures; warnings pass, and stand in the output of their case."""
    cases: list[str] = []
    failures = 0
    for where, findings_of_file in groupby(findings, key=lambda finding: in_repository(finding.where)):
        every = list(findings_of_file)
        for rule in dict.fromkeys(finding.rule for finding in every):
            findings_of_rule = [finding for finding in every if finding.rule == rule]
            failed = findings_of_rule[0].severity == "error"
            failures += failed
            cases.append(_case(where, rule, findings_of_rule, failed))
    if not cases:
        cases.append(f"  <testcase classname={_attribute('lint')} name={_attribute(f'{templates} templates')}/>")
    head = f'<testsuite name="ecs-proof lint" tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>"]) + "\n"


def _case(where: str, rule: str, findings: list[Finding], failed: bool) -> str:
    words = _clean("\n".join(_words(where, finding) for finding in findings))
    if failed:
        inner = (
            f"    <failure type={_attribute(rule)} message={_attribute(findings[0].message)}>{escape(words)}</failure>"
        )
    else:
        inner = f"    <system-out>{escape(words)}</system-out>"
    return f"  <testcase classname={_attribute(where)} name={_attribute(rule)}>\n{inner}\n  </testcase>"


def _words(where: str, finding: Finding) -> str:
    said = f"{where}:{finding.line}:{finding.column}: {finding.rule} {finding.message}"
    said += f"\nconstruct: {finding.construct}" if finding.construct else ""
    return f"{said}\nfix: {finding.fix}" if finding.fix else said


def _attribute(words: str) -> str:
    return quoteattr(_clean(words))


def _clean(words: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", words)
