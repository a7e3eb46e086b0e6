"""Judge diagnosis by the tests of awslabs/mcp: what its ECS server makes of mocked answers of ECS and CloudFormation.

FOLDER is its ``src/ecs-mcp-server/tests/unit/troubleshooting_tools``. Its categories are coarser than our entries, and
what it calls an issue is a cause of ours; what it calls none must have none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.diagnosis.bundle import Bundle, Container, Deployment, Service, ServiceEvent, StackEvent, Target, Task
from generator.diagnosis.diagnose import diagnose
from tests.judges.compared import Compared, compare, not_applicable

_CATEGORIES: dict[str, tuple[str, ...]] = {
    "image_pull_failure": ("cpc-", "hub-", "pull-", "rie-ecr"),
    "resource_constraint": ("instance-resources", "no-container-instance", "capacity-", "invalid-size", "oom"),
    "out_of_memory": ("oom", "exit-137"),
    "segmentation_fault": ("exit-139",),
    "application_error": ("essential-exited",),
    "dependent_container_stopped": ("essential-exited",),
    "other": ("",),
}
"""Their category -> how the ids of our entries that mean the same begin; empty: no entry."""
_CLUSTER = "arn:aws:ecs:us-west-2:111122223333:cluster/shop"
_NOW = "2026-11-24T12:00:00+00:00"


def judge(folder: Path) -> Iterator[Compared]:
    """Replay the categories of stopped tasks, the events of services, and the events of stacks."""
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield from _cases(f"{path.name}: {node.name}", node)


def _cases(name: str, test: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Compared]:
    told = [case for decorator in test.decorator_list for case in _parameters(decorator)]
    categories = [case for case in told if len(case) > 1 and str(case[-1]) in _CATEGORIES]
    services = [value for value in _assigned(test, "describe_services") if value.get("services")]
    stacks = [_keywords(call) for call in _calls(test, "create_sample_stack_event")]
    body = ast.unparse(test)
    for number, case in enumerate(categories, 1):
        yield _category(f"{name} {number}", case)
    for value in services:
        yield _service(name, value, _assigned(test, "describe_target_health"), "issues']) > 0" in body)
    if stacks and "failure_reasons" in body:
        yield _stack(name, stacks)
    if not (categories or services or stacks):
        yield not_applicable(name, "mocks no answer that a cause could be found in, or tests its own functions")


def _category(name: str, case: list[Any]) -> Compared:
    if isinstance(case[0], dict):
        code, reason = case[0].get("exitCode"), case[0].get("reason", "")
    else:
        code, reason = case[0], case[1]
    container = Container(name="app", exit_code=code if isinstance(code, int) else None, reason=reason or "")
    stopped = "Essential container in task exited" if container.exit_code else ""
    task = Task(arn=f"{_CLUSTER}/1", group="service:web", stopped_reason=stopped, containers=(container,))
    causes = diagnose(Bundle(version="", written="", stack="", tasks=(task,))).causes
    first = causes[0].entry if causes else ""
    same = any(first.startswith(begin) if begin else not first for begin in _CATEGORIES[case[-1]])
    return compare(name, case[-1], case[-1] if same else first or "no cause", f"{code} {reason}")


def _service(name: str, answer: dict[str, Any], health: list[dict[str, Any]], issues: bool) -> Compared:
    told = answer["services"][0]
    group = next((each.get("targetGroupArn", "") for each in told.get("loadBalancers") or ()), "")
    service = Service(
        arn=f"{_CLUSTER}/web",
        name=told.get("serviceName", ""),
        cluster=_CLUSTER,
        target_groups=(group,) if group else (),
        events=tuple(
            ServiceEvent(id=str(number), time=_NOW, message=event.get("message", ""))
            for number, event in enumerate(told.get("events") or ())
        ),
        deployments=tuple(_deployment(each) for each in told.get("deployments") or ()),
    )
    described = [each for answer in health for each in answer.get("TargetHealthDescriptions") or ()]
    targets = tuple(_target(group, each) for each in described)
    causes = diagnose(Bundle(version="", written="", stack="", services=(service,), targets=targets)).causes
    events = "; ".join(event.message for event in service.events)
    return compare(name, issues, bool(causes), events)


def _deployment(told: dict[str, Any]) -> Deployment:
    state, reason = told.get("rolloutState") or "", told.get("rolloutStateReason") or ""
    return Deployment(id=told.get("id") or "", status="PRIMARY", rollout=state, reason=reason)


def _target(group: str, told: dict[str, Any]) -> Target:
    health = told["TargetHealth"]
    return Target(group=group, id=told["Target"]["Id"], state=health["State"], reason=health.get("Reason", ""))


def _stack(name: str, events: list[dict[str, Any]]) -> Compared:
    made = [
        StackEvent(
            time=f"2026-11-24T12:00:{number:02}+00:00",
            path=event.get("logical_id", ""),
            type=event.get("resource_type", ""),
            status=event.get("status", "CREATE_COMPLETE"),
            reason=event.get("status_reason") or "",
        )
        for number, event in enumerate(events)
    ]
    theirs = [event.path for event in made if event.status.endswith("FAILED")]
    causes = diagnose(Bundle(version="", written="", stack="", stack_events=tuple(made))).causes
    ours = [cause.resource for cause in causes]
    return compare(name, theirs[:1], [path for path in theirs if path in ours][:1], f"ours {ours}")


def _parameters(decorator: ast.expr) -> Iterator[list[Any]]:
    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("parametrize"):
        for case in _value(decorator.args[1]) or ():
            if isinstance(case, list):
                yield case


def _assigned(test: ast.AST, call: str) -> list[dict[str, Any]]:
    """The answers that a test gives to a call, as far as they are literals."""
    found = [
        _value(node.value)
        for node in ast.walk(test)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith(f".{call}.return_value")
    ]
    return [value for value in found if isinstance(value, dict)]


def _calls(test: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(test):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _keywords(call: ast.Call) -> dict[str, Any]:
    return {keyword.arg: _value(keyword.value) for keyword in call.keywords if keyword.arg}


def _value(node: ast.expr) -> Any:
    """A literal; what is computed in it is None."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return {_value(key): _value(value) for key, value in pairs if key is not None}
    if isinstance(node, ast.List | ast.Tuple):
        return [_value(item) for item in node.elts]
    return None
