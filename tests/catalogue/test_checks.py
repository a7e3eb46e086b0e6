"""Checks are calls that exist: names and arguments are compared with botocore's models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from generator.catalogue import Check, entries
from generator.catalogue.cli_command import command, option
from tests.with_each import with_each

botocore_session = pytest.importorskip("botocore.session", reason="needs botocore's models")

CHECKS = {f"{check.call} {check.args}": check for entry in entries() for check in entry.checks}
FREE = {"ecs.execute_command"}
"""Calls that do more than read."""


@pytest.fixture(scope="module")
def models() -> Any:
    session = botocore_session.get_session()
    known: dict[str, Any] = {}

    def model(service: str) -> Any:
        return known.setdefault(service, session.get_service_model(service))

    return model


def operation(models: Any, check: Check) -> Any:
    from botocore import xform_name

    service, call = check.call.split(".")
    names = {xform_name(name): name for name in models(service).operation_names}
    assert call in names, f"{service} has no {call}"
    return models(service).operation_model(names[call])


def wrong(value: Any, shape: Any, path: str) -> Iterator[str]:
    """Find arguments that a shape does not know or misses. A <placeholder> fits any scalar."""
    if shape.type_name == "structure":
        yield from (f"{path}: unknown {name}" for name in value.keys() - shape.members.keys())
        yield from (f"{path}: lacks {name}" for name in shape.required_members if name not in value)
        for name in value.keys() & shape.members.keys():
            yield from wrong(value[name], shape.members[name], f"{path}.{name}")
    elif shape.type_name == "list":
        if not isinstance(value, list):
            yield f"{path}: not a list"
        else:
            for each in value:
                yield from wrong(each, shape.member, path)
    elif isinstance(value, (dict, list)):
        yield f"{path}: not a {shape.type_name}"
    elif getattr(shape, "enum", None) and not str(value).startswith("<") and value not in shape.enum:
        yield f"{path}: {value} is none of {shape.enum}"


@with_each("check", CHECKS)
def test_call_and_arguments_exist(check: Check, models: Any) -> None:
    shape = operation(models, check).input_shape
    assert list(wrong(dict(check.args), shape, check.call) if shape else check.args) == []


@with_each("check", CHECKS)
def test_call_only_reads(check: Check) -> None:
    verb = check.call.split(".")[1].split("_")[0]
    assert verb in {"describe", "list", "get", "batch", "filter", "simulate"} or check.call in FREE


@with_each("check", CHECKS)
def test_command_uses_the_names_of_the_cli(check: Check) -> None:
    from botocore import xform_name

    assert [option(name) for name in check.args] == [xform_name(name, "-") for name in check.args]
    called = "aws " + check.call.replace(".", " ").replace("_", "-")
    assert command(check).startswith(called.replace("aws s3 ", "aws s3api "))  # `aws s3` has verbs of its own


def test_wrong_arguments_are_found(models: Any) -> None:
    for args in ({}, {"cluster": "c", "tasks": "t"}, {"tasks": ["t"], "family": "f"}):
        check = Check("ecs.describe_tasks", args, "")
        assert list(wrong(args, operation(models, check).input_shape, "")) != []
    with pytest.raises(AssertionError):
        operation(models, Check("ecs.describe_task", {}, ""))


def test_commands_are_written_the_short_way() -> None:
    shown = {command(check) for check in CHECKS.values()}
    assert "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=<vpcId>" in shown
    assert "aws cloudformation describe-events --change-set-name <changeSetArn> --filters FailedEvents=true" in shown
    assert "aws iam simulate-principal-policy --policy-source-arn <taskRoleArn> --action-names <action> " in " ".join(
        f"{each} " for each in shown
    )
