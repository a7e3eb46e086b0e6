"""Judge what ``generator.stack`` makes of intrinsic functions by the tests of two other readers of templates.

FOLDER holds ``intrinsic_functions_tests`` of awslabs/aws-cloudformation-iam-policy-validator, or
``test_intrinsic_resolver.py`` of aws/aws-sam-cli. Their tests are read, not run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.stack import Absent, Listing, Literal, Mapping, Unknown, Value, load
from generator.stack.walk import parts
from tests.judges.compared import Compared, compare, not_applicable
from tests.judges.unittests import ERROR, Asked, Call, Expectation, expectations

_CONDITIONS = frozenset({"Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals", "Condition"})
_FIXED = {"AWS::Partition": "aws", "AWS::Region": "us-east-2", "AWS::AccountId": "111122223333"}
_SAM = {"AWS::Region": "us-east-1", "AWS::AccountId": "123456789012"}
"""What the SAM CLI takes pseudo parameters to be."""
_NAMES = {
    "account_config.partition": _FIXED["AWS::Partition"],
    "account_config.region": _FIXED["AWS::Region"],
    "account_config.account_id": _FIXED["AWS::AccountId"],
}


@dataclass(frozen=True)
class _Template:
    """A template, and what its parameters are given."""

    body: Any
    given: dict[str, str] = field(default_factory=dict)


def judge(folder: Path) -> Iterator[Compared]:
    """Resolve what each test resolves."""
    paths = [*folder.rglob("intrinsic_functions_tests/test_*.py"), *folder.rglob("test_intrinsic_resolver.py")]
    with TemporaryDirectory() as scratch:
        for path in sorted(paths):
            for each in expectations(path.read_text(), _CALLS, _NAMES):
                if isinstance(each, Expectation):
                    yield _compared(f"{path.stem} {each.test}", each, Path(scratch))
                else:
                    yield not_applicable(f"{path.stem} {each}", "a test of more than values")


def _load(template: Any, parameters: Any = None, **_: Any) -> Any:
    return template


def _load_resources(resources: Any) -> Any:
    return {"Resources": resources}


def _evaluator(template: Any, parameters: Any = None, *_: Any, **__: Any) -> _Template:
    given = {
        name: ",".join(value) if isinstance(value, list) else str(value) for name, value in (parameters or {}).items()
    }
    return _Template(template, given)


def _asked(template: _Template, node: Any, *_: Any) -> Asked:
    return Asked((template, node))


def _resolver(template: Any = None, symbol_resolver: Any = None) -> _Template:
    """What the SAM CLI reads names by: those of no resource are parameters."""
    body, names = dict(template or {}), dict(symbol_resolver or {})
    given = {name: value for name, value in names.items() if name not in body.get("Resources", {})}
    declared = {name: {"Type": "String"} for name in given if not name.startswith("AWS::")}
    return _Template({**body, "Parameters": declared} if declared else body, {**_SAM, **given})


_CALLS: dict[str, Call] = {
    "load": _load,
    "load_resources": _load_resources,
    "build_node_evaluator": _evaluator,
    "eval": _asked,
    "IntrinsicResolver": _resolver,
    "IntrinsicsSymbolTable": lambda template=None, logical_id_translator=None: logical_id_translator,
    "intrinsic_property_resolver": _asked,
}


def _compared(name: str, each: Expectation, scratch: Path) -> Compared:
    template, node = each.asked.question
    theirs = each.answer if each.answer == ERROR else _plain(each.answer)
    value = _resolved(template, node, scratch)
    ours = ERROR if any(map(_malformed, parts(value))) else _seen(value)
    if ours in ("yes", "no") and isinstance(each.answer, bool):
        ours = "true" if ours == "yes" else "false"
    return compare(name, theirs, ours, f"{json.dumps(node, default=str)[:200]} -> {value}")


def _malformed(part: Value) -> bool:
    """Whether CloudFormation refuses the value for a part of it, as a text that a list is joined into."""
    return isinstance(part, Unknown) and part.kind == "malformed"


def _resolved(template: _Template, node: Any, scratch: Path) -> Value:
    """The value of a node that stands in a template; of a condition, yes or no."""
    body = dict(template.body)
    condition = isinstance(node, dict) and len(node) == 1 and next(iter(node)) in _CONDITIONS
    if condition:
        body["Conditions"] = {**body.get("Conditions", {}), "Judged": node}
    value = {"Fn::If": ["Judged", "yes", "no"]} if condition else node
    judged = {"Type": "AWS::CloudFormation::WaitConditionHandle", "Properties": {"Value": value}}
    body["Resources"] = {**body.get("Resources", {}), "Judged": judged}
    path = scratch / "template.json"
    path.write_text(json.dumps(body, default=str))
    resource = load(path, {**_FIXED, **template.given}, project=scratch).resource("Judged")
    return resource.get("Value") if resource else Unknown("", "the template cannot be read")


def _seen(value: Value) -> Any:
    """Our answer as plain data, numbers and booleans as text; None when any of it is not known."""
    match value:
        case Literal(text):
            return text
        case Absent():
            return ""
        case Listing(items):
            seen = [_seen(item) for item in items]
            return None if None in seen else seen
        case Mapping(entries, None):
            found = {key: _seen(inner) for key, inner in entries}
            return None if None in found.values() else found
    return None


def _plain(value: Any) -> Any:
    """Their answer in the same form."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if value is None:
        return ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
