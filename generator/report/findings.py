"""Findings as text for people, as JSON, and as annotations of GitHub."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.checks.lessons import named
from generator.hints import program
from generator.lint import Finding
from generator.lint.repository import in_repository
from generator.report.style import Style


def text(findings: Sequence[Finding], templates: int, style: Style, unknown: int = 0) -> str:
    """Group findings by file: place, rule, message, fix; and say how much ``unknown`` there is, which is no finding."""
    lines = []
    for file, findings_of_file in groupby(findings, key=lambda finding: finding.where):
        lines.append(style.bold(file))
        for finding in findings_of_file:
            lines += _lines(finding, style)
        lines.append("")
    lines.append(_summary(findings, templates, style))
    if unknown:
        lines.append(style.dim(f"{_many(unknown, 'need')} of tasks not decided by these templates: `prove` says which"))
    return "\n".join(lines) + "\n"


def _lines(finding: Finding, style: Style) -> Iterator[str]:
    paint = style.red if finding.severity == "error" else style.yellow
    place = f"{finding.line}:{finding.column}"
    lead = f"  {place:<8}{finding.rule:<7}"
    hang = " " * 17
    if finding.resource:
        stack = f" in stack {finding.stack}" if finding.stack else ""
        gap = " " * max(2, 9 - len(finding.rule))
        yield f"  {place:<8}{paint(finding.rule)}{gap}{style.bold(finding.resource)}{stack}"
        if finding.construct:
            yield style.dim(f"{hang}construct {finding.construct}")
        yield from _wrapped(finding.message, hang, style.width)
    else:
        first, *others = _wrapped(finding.message, hang, style.width)
        yield f"{lead}  {first.strip()}".replace(finding.rule, paint(finding.rule), 1)
        yield from others
    if finding.fix:
        yield from _wrapped(f"fix: {finding.fix}", hang, style.width)
    if finding.lesson:
        lesson, command = named(finding.lesson), f"{program()} explain {finding.rule}"
        if len(hang) + len(lesson) + 2 + len(command) <= style.width:
            yield style.dim(f"{hang}{lesson}: {command}")
        else:  # a command stays whole, so that it can be copied
            yield style.dim(f"{hang}{lesson}:")
            yield style.dim(f"{hang}{command}")


def _wrapped(words: str, hang: str, width: int) -> list[str]:
    return textwrap.wrap(
        words, width, initial_indent=hang, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )


def _summary(findings: Sequence[Finding], templates: int, style: Style) -> str:
    errors, warnings = _count(findings, "error"), _count(findings, "warning")
    said = f"{_many(errors, 'error')}, {_many(warnings, 'warning')} in {_many(templates, 'template')}"
    return (style.red if errors else style.yellow if warnings else style.green)(said)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _count(findings: Sequence[Finding], severity: str) -> int:
    return sum(finding.severity == severity for finding in findings)


def as_json(findings: Sequence[Finding], templates: int) -> str:
    """The documented JSON. ``file`` is seen from the folder of ``root``.

    ``in_repository`` is there where ``root`` is not seen from the top of the repository: started below it, say.
    """
    summary = {"errors": _count(findings, "error"), "warnings": _count(findings, "warning"), "templates": templates}
    told = [finding.as_json() | _elsewhere(finding) for finding in findings]
    return json.dumps({"findings": told, "summary": summary}, indent=2) + "\n"


def _elsewhere(finding: Finding) -> dict[str, str]:
    place = in_repository(finding.where)
    return {} if place == finding.where else {"in_repository": place}


def github(findings: Sequence[Finding]) -> str:
    """Write workflow commands, which GitHub shows beside the line."""
    levels = {"error": "error", "warning": "warning"}
    return "".join(
        f"::{levels.get(finding.severity, 'notice')} file={_property(in_repository(finding.where))},"
        f"line={finding.line},col={finding.column},title={_property(finding.rule)}::{_data(_whole(finding))}\n"
        for finding in findings
    )


def _whole(finding: Finding) -> str:
    said = f"{finding.construct}: {finding.message}" if finding.construct else finding.message
    return f"{said}; fix: {finding.fix}" if finding.fix else said


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
