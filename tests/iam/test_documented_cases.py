"""What AWS's documentation says of policies, one case a line in cases/*.yaml, each under the page it is taken from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.iam import Caller, decide, managed_policy
from tests.iam.case_notation import read
from tests.with_each import with_each

CASES = Path(__file__).parent / "cases"
KEYS = {
    "name", "expect", "policy", "statement",  # what is expected
    "identity", "statements", "condition", "managed",  # the identity policies, written in one of four ways
    "action", "resource", "context", "caller", "resource_policy", "boundary", "endpoint_policy", "same_account",
}  # fmt: skip
APP = {
    "arn": "arn:aws:iam::111122223333:role/app",
    "account": "111122223333",
    "session": "arn:aws:sts::111122223333:assumed-role/app/task-1",
}


def _load() -> dict[str, tuple[str, dict[str, Any]]]:
    cases: dict[str, tuple[str, dict[str, Any]]] = {}
    for path in sorted(CASES.glob("*.yaml")):
        for group in _groups(path):
            for case in group["cases"]:
                whole = {**group.get("given", {}), **case}
                name = f"{path.stem}: {case['name']}"
                assert name not in cases, name
                cases[name] = (group["page"], whole)
    return cases


class _Loader(yaml.CSafeLoader):
    """YAML whose yes and no are words: they are what is expected."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, forms in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _groups(path: Path) -> list[dict[str, Any]]:
    return list(yaml.load(path.read_text(), Loader=_Loader))


@with_each("page, case", _load())
def test_verdict_is_the_documented_one(page: str, case: dict[str, Any]) -> None:
    assert page.startswith("https://docs.aws.amazon.com/")
    assert set(case) <= KEYS, set(case) - KEYS
    case = {key: value if key in ("name", "expect") else read(value) for key, value in case.items()}
    decision = decide(
        _identity(case),
        case.get("action", "s3:GetObject"),
        case.get("resource", "arn:aws:s3:::b/k"),
        case.get("context", {}),
        resource_policy=case.get("resource_policy"),
        boundary=case.get("boundary"),
        endpoint_policy=case.get("endpoint_policy"),
        same_account=case.get("same_account", True),
        caller=Caller(**case.get("caller", APP)),
    )
    assert decision.verdict == case["expect"], decision
    assert decision.because, "a verdict without a reason"
    assert decision.policy == case.get("policy", decision.policy)
    assert decision.statement == case.get("statement", decision.statement)


def test_there_are_many_cases() -> None:
    assert len(_load()) >= 150


def _identity(case: dict[str, Any]) -> list[Any]:
    if "identity" in case:
        return list(case["identity"])
    if "managed" in case:
        return [managed_policy(arn) for arn in case["managed"]]
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    statements = case.get("statements", [{**everything, "Condition": case["condition"]}] if "condition" in case else [])
    return [{"Version": "2012-10-17", "Statement": statements}]
