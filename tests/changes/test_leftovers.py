"""What an operation leaves, the commands that remove it, and what a stuck rollback can go on without."""

from __future__ import annotations

import contextlib
import io
import shlex
from datetime import UTC, datetime, timedelta

import pytest

from generator.awsdata.resources import resource_types
from generator.changes.causes import Event
from generator.changes.leftovers import kept, leftovers
from generator.changes.removal import removal
from generator.changes.skipping import skippable

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STACK = "AWS::CloudFormation::Stack"
ROOT = "arn:aws:cloudformation:us-east-1:111122223333:stack/app/0"


def event(
    second: int, path: str, status: str, reason: str = "", id_: str = "", stack: str = ROOT, **more: bool
) -> Event:
    type_ = STACK if id_.startswith("stack") else "AWS::X::Y"
    time, steps = START + timedelta(seconds=second), tuple(path.split("/"))
    return Event(f"{second}{path}{status}{id_}", time, steps, type_, status, reason, stack, id_ or path)


def test_the_last_word_counts_for_each_resource() -> None:
    """Of two that go by one name, as after a replacement, one may be left."""
    told = [
        event(1, "Group", "DELETE_FAILED", "in use", "sg-1"),
        event(2, "Group", "DELETE_FAILED", "in use", "sg-2"),
        event(3, "Group", "DELETE_IN_PROGRESS", "", "sg-2"),
        event(4, "Group", "DELETE_FAILED", "in use by eni-1", "sg-2"),
        event(5, "Group", "DELETE_COMPLETE", "", "sg-1"),
        event(6, "Key", "DELETE_SKIPPED", "", "key-1"),
    ]
    assert [(each.id, each.why) for each in leftovers(told)] == [("sg-2", "in use by eni-1")]
    assert [(each.id, each.kept) for each in kept(told)] == [("key-1", True)]


def test_stacks_in_stacks_that_are_left_are_one() -> None:
    told = [
        event(1, "Web/Inner/Group", "DELETE_FAILED", "in use", "sg-1", "stack-inner"),
        event(2, "Web/Inner", "DELETE_FAILED", "Embedded stack", "stack-inner", "stack-web"),
        event(3, "Web", "DELETE_FAILED", "Embedded stack", "stack-web"),
        event(3, "Other/Group", "DELETE_FAILED", "in use", "sg-2", "stack-other"),
    ]
    assert [(each.name, each.why) for each in leftovers(told)] == [
        ("Web", "Inner: Group: in use"),
        ("Other/Group", "in use"),
    ]


def test_a_stack_that_went_in_the_end_took_everything_with_it() -> None:
    told = [
        event(1, "Web/Group", "DELETE_FAILED", "in use", "sg-1", "stack-web"),
        event(2, "Web", "DELETE_FAILED", "Embedded stack", "stack-web"),
        event(3, "Web/Group", "DELETE_COMPLETE", "", "sg-1", "stack-web"),
        event(4, "Web", "DELETE_COMPLETE", "", "stack-web"),
    ]
    assert leftovers(told) == []


def test_where_the_beginning_of_the_rollback_is_out_of_sight_what_fails_is_skipped() -> None:
    assert skippable([event(1, "Service", "UPDATE_FAILED", "gone")]) == ["Service"]
    assert skippable([event(1, "Service", "UPDATE_FAILED", "Resource update cancelled")]) == []


def test_a_resource_of_a_nested_stack_is_skipped_by_the_name_of_its_own_stack() -> None:
    nested = f"{ROOT[:-2]}-Web-1A2B3C/1"
    told = [event(1, "Web/Service", "UPDATE_FAILED", "gone", stack=nested)]
    assert skippable(told) == ["app-Web-1A2B3C.Service"]


TYPES = [*(kind for kind, known in resource_types().items() if known.remove), "AWS::Scheduler::Schedule"]
IDS = {
    "AWS::ECS::Service": "arn:aws:ecs:us-east-1:111122223333:service/cluster/name",
    "AWS::IAM::ManagedPolicy": "arn:aws:iam::111122223333:policy/name",
}


@pytest.mark.parametrize("type_", TYPES)
def test_the_aws_cli_takes_every_command(type_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the connection: its own parser and botocore's model have accepted it by then."""
    from awscli.clidriver import create_clidriver

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    command = removal(type_, IDS.get(type_, "name-1"), "us-east-1")
    assert command is not None
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        create_clidriver().main([*shlex.split(command)[1:], "--endpoint-url", "http://127.0.0.1:9"])
    assert 'Could not connect to the endpoint URL: "http://127.0.0.1:9/' in said.getvalue(), said.getvalue()


def test_ids_are_quoted_and_a_service_is_found_in_its_cluster() -> None:
    service = removal("AWS::ECS::Service", "arn:aws:ecs:us-east-1:111122223333:service/app-dev/web", "us-east-1")
    assert service is not None
    assert "--cluster app-dev " in service
    assert removal("AWS::Logs::LogGroup", "/a b", "us-east-1") == (
        "aws logs delete-log-group --log-group-name '/a b' --region us-east-1"
    )


@pytest.mark.parametrize(("type_", "id_"), [("Custom::Thing", "x"), ("AWS::EC2::VPC", "")])
def test_what_no_command_can_remove_has_none(type_: str, id_: str) -> None:
    assert removal(type_, id_, "us-east-1") is None
