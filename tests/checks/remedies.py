"""Whether what a check says to change and what ``lint --fix`` would do are the same."""

from __future__ import annotations

from collections.abc import Iterable

from generator.finding import Finding
from generator.lint.fix.edits import edits
from generator.lint.fix.source import Source
from generator.remedy import (
    Add,
    AddEndpoint,
    AddGateway,
    AddRefs,
    Allow,
    Ending,
    Exchange,
    GetAtt,
    LeaveOut,
    OpenPort,
    Ref,
    Trust,
    WaitFor,
    Words,
    Write,
)


def without_edit(findings: Iterable[Finding], text: str) -> list[str]:
    """The sentences of findings whose remedy is no edit of the text, or something else than they say."""
    return [each.fix for each in findings if not (any(edits(each, Source(text))) and _is_said(each))]


def _is_said(finding: Finding) -> bool:
    fix = finding.fix
    match finding.remedy:
        case Write(name, value):
            return f"{name}: {_shown(value)}" in fix
        case Exchange(old, new):
            return f"{new} in place of {old}" in fix
        case LeaveOut(name):
            return f"{name}: leave it out" in fix or f"leave {name} out" in fix
        case AddRefs(name, resources):
            return f"{name}: add {', '.join(resources)}" in fix
        case WaitFor(resource, others):
            return f"DependsOn of {resource}: add {', '.join(others)}" in fix
        case OpenPort(way, port, protocol):
            rule = f"{way.lower()} rule: IpProtocol {protocol}, FromPort {port}, ToPort {port}"
            return rule in fix
        case AddEndpoint(api):
            return f"Interface, ServiceName com.amazonaws.<region>.{api}," in fix
        case AddGateway(api):
            return f"Gateway, ServiceName com.amazonaws.<region>.{api}," in fix
        case Add(name, value, resource):
            return f"{name}{f' of {resource}' if resource else ''}: add {value}" in fix
        case Trust(service):
            return f"allow sts:AssumeRole to Principal Service {service}" in fix
        case Allow(actions, target):
            named = [(part if isinstance(part, str) else part.resource).partition("*")[0] for part in target]
            return f"allow {', '.join(actions)} on " in fix and all(part in fix for part in named)
        case Ending(_, new):
            return fix.endswith(new)
        case Words(_, new):
            return f"[{new[0]}, " in fix
    return False


def _shown(value: object) -> str:
    match value:
        case Ref(name):
            return f"!Ref {name}"
        case GetAtt(resource, attribute):
            return f"!GetAtt {resource}.{attribute}"
        case bool():
            return str(value).lower()
    return str(value)
