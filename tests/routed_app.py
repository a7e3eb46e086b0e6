"""The small app with a listener that answers by itself, and rules that lead on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.one_app import Change, add, both, faults, set_to

ELB = "AWS::ElasticLoadBalancingV2::"
NEED = "load balancer Balancer"
MINE = [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]
THEIRS = [{"Type": "forward", "TargetGroupArn": {"Ref": "Others"}}]
PAGE = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}]


def path(*patterns: object) -> dict[str, Any]:
    return {"Field": "path-pattern", "PathPatternConfig": {"Values": list(patterns)}}


def host(*names: object) -> dict[str, Any]:
    return {"Field": "host-header", "Values": list(names)}


def rule(name: str, priority: object, *conditions: object, to: object = THEIRS, **more: object) -> Change:
    properties = {"ListenerArn": {"Ref": "Listener"}, "Priority": priority, "Conditions": list(conditions)}
    return add(name, f"{ELB}ListenerRule", Actions=to, **{**properties, **more})


def routed(*changes: Change) -> Change:
    """The listener answers by itself, and its rules lead on: here to the service, there to a function."""

    def waits(template: dict[str, Any]) -> None:
        template["Resources"]["Web"]["DependsOn"].append("Mine")

    others = add("Others", f"{ELB}TargetGroup", TargetType="lambda")
    return both(set_to("Listener", DefaultActions=PAGE), others, *changes, waits)


def found(folder: Path, *changes: Change) -> list[tuple[str, str, tuple[Any, ...]]]:
    return [(each.rule, each.at, each.steps) for each in faults(folder, routed(*changes))]
