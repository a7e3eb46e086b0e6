"""What a service should wait for, through nested stacks."""

from __future__ import annotations

from pathlib import Path

from generator.stack import load
from tests.findings import about_tasks
from tests.nesting import nested, stack
from tests.one_app import REGION, Change, app


def split(folder: Path, change: Change, after: str) -> list[tuple[str, str, str]]:
    """Cut the app in two stacks: the load balancer's rule and everything else in one, the service in the other."""
    template = app()
    change(template)
    service = template["Resources"].pop("Web")
    service.pop("DependsOn")
    names = ["Cluster", "WebTask", "TaskSubnet", "TaskGroup", "Targets"]
    child = {"Parameters": {name: {"Type": "String"} for name in names}, "Resources": {"Web": service}}
    template["Parameters"] = {}
    passed = {name: {"Ref": name} for name in names}
    template["Resources"]["Inner"] = stack("child", passed)
    template["Resources"]["Inner"]["DependsOn"] = after.split()
    graph = nested(folder, template, child=child)
    return [(fault.rule, fault.at, fault.fix) for fault in about_tasks(graph)]


def test_the_fix_stands_where_both_are(tmp_path: Path) -> None:
    assert split(tmp_path, lambda t: None, "Listener LoginAttachment TaskRoute") == []
    assert split(tmp_path, lambda t: None, "TaskRoute") == [
        ("WCS120", "Inner", "DependsOn of Inner: add Listener"),
        ("WCS121", "Inner", "DependsOn of Inner: add LoginAttachment"),
    ]


def test_a_rule_beside_the_service_is_waited_for(tmp_path: Path) -> None:
    source = Path(__file__).parents[3] / "output" / "dev"
    for path in source.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("    DependsOn:\n    - ListenerRule\n", ""))
    graph = load(tmp_path / "root.yaml", project=tmp_path, parameters=REGION)
    assert {(fault.rule, fault.at, fault.fix) for fault in about_tasks(graph)} == {
        ("WCS120", f"{name}/Service", f"DependsOn of {name}/Service: add ListenerRule")
        for name in ("AuthService", "TaskService")
    }


def test_our_own_order_is_needed(tmp_path: Path) -> None:
    """Without its DependsOn nothing but the database, which takes longer, keeps a service behind the endpoints."""
    source = Path(__file__).parents[3] / "output" / "dev"
    for path in source.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("    DependsOn:\n    - Endpoints\n", ""))
    graph = load(tmp_path / "root.yaml", project=tmp_path, parameters=REGION)
    faults = about_tasks(graph)
    assert {(fault.rule, fault.at) for fault in faults} == {
        ("WCS121", "AuthService"),
        ("WCS121", "TaskService"),
    }
    assert {fault.fix.rpartition(" ")[2] for fault in faults} == {"Endpoints"}
