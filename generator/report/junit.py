"""Findings as JUnit XML: a test case for every template that was linted, or rather for every file with findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from generator.lint import Finding

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(findings: Sequence[Finding], templates: int) -> str:
    """Write one suite. Errors are failures; warnings pass, and stand in the output of their case."""
    cases: list[str] = []
    failures = 0
    for where, some in groupby(findings, key=lambda each: each.where):
        every = list(some)
        for rule in dict.fromkeys(each.rule for each in every):
            those = [each for each in every if each.rule == rule]
            failed = those[0].severity == "error"
            failures += failed
            cases.append(_case(where, rule, those, failed))
    if not cases:
        cases.append(f"  <testcase classname={_attribute('lint')} name={_attribute(f'{templates} templates')}/>")
    head = f'<testsuite name="ecs-proof lint" tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>"]) + "\n"


def _case(where: str, rule: str, those: list[Finding], failed: bool) -> str:
    words = _clean("\n".join(f"{each}" + (f"\nfix: {each.fix}" if each.fix else "") for each in those))
    if failed:
        inner = f"    <failure type={_attribute(rule)} message={_attribute(those[0].message)}>{escape(words)}</failure>"
    else:
        inner = f"    <system-out>{escape(words)}</system-out>"
    return f"  <testcase classname={_attribute(where)} name={_attribute(rule)}>\n{inner}\n  </testcase>"


def _attribute(words: str) -> str:
    return quoteattr(_clean(words))


def _clean(words: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", words)
