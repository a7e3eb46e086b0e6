"""The policies that are printed allow what is called: calls are recorded, and judged as IAM judges them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import pytest
from botocore import xform_name
from botocore.client import BaseClient

from generator.aws.calls import RefusedError
from generator.aws.denied import missing_permission
from generator.aws.stacks import find
from generator.deploy import permissions as permissions_module
from generator.deploy.calls_made import iam_action
from generator.deploy.command import main
from generator.deploy.permissions import LONGEST, actions_of, permissions, types_not_known
from generator.iam.decision import decide
from generator.logic import Truth
from generator.output.release import read_release
from generator.rehearsal.server import Local
from tests.aws.scripted import Refuse, Scripted
from tests.deploy.test_first_deployment import local, write  # noqa: F401 (a fixture)
from tests.gallery import ROOT

PROD = read_release(ROOT / "output/prod")
Call = tuple[str, str, dict[str, Any]]


def resource(service: str, parameters: dict[str, Any], stack: str) -> str:
    """What a call is about, by its ARN."""
    if service == "cloudformation":
        name = str(parameters.get("StackName") or stack).rpartition(":stack/")[2].partition("/")[0]
        return f"arn:aws:cloudformation:us-east-1:111122223333:stack/{name}/0-1"
    if service == "s3" and "Bucket" in parameters:
        return "arn:aws:s3:::" + "/".join(filter(None, [parameters["Bucket"], parameters.get("Key")]))
    return "*"


def refused(calls: list[Call], caller: object, stack: str) -> set[str]:
    """The actions of calls that a policy does not allow. Who one is, everybody may ask."""
    return {
        action
        for service, operation, parameters in calls
        if service != "sts"
        and decide(
            [caller], action := iam_action(service, operation), resource(service, parameters, stack), {}
        ).verdict is not Truth.YES
    }  # fmt: skip


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """Every call that any client of botocore makes from here on."""
    heard: list[Call] = []
    stock = BaseClient._make_api_call  # type: ignore[attr-defined]

    def listen(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        heard.append((client.meta.service_model.signing_name, operation, parameters))
        return stock(client, operation, parameters)

    monkeypatch.setattr(BaseClient, "_make_api_call", listen)
    return heard


def test_what_a_deployment_calls_is_allowed(
    local: Local,  # noqa: F811
    tmp_path: Path,
    calls: list[Call],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A failed creation, a second try, no change, a deletion that is refused: each on the local AWS."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "output/first")
    command = ["first", "--output", str(tmp_path / "output"), "--endpoint-url", local.endpoint_url, "--yes"]
    ssm = boto3.client("ssm", "us-east-1", endpoint_url=local.endpoint_url)
    ssm.put_parameter(Name="/first/setting", Type="String", Value="in the way")
    main([*command, "--skip-preflight"])
    ssm.delete_parameter(Name="/first/setting")
    own = [call for call in calls if call[0] != "ssm"]
    calls[:] = own
    assert main(command) == 0
    assert main(command) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("first\n"))
    assert main([*command, "--delete"]) == 1
    assert len({(service, operation) for service, operation, _ in calls}) > 25
    policy = permissions(read_release(tmp_path / "output/first"))["caller"]
    assert refused(calls, policy, "first") == set()


_SPOKEN = (
    r'client\("(?P<service>[\w-]+)"\)[.,]\s*"?(?P<operation>\w+)',
    r'"(?P<service>[a-z0-9-]+)",\s*"(?P<operation>[a-z_0-9]+)"',
    r"(?P<service>cloudformation|s3)\.(?P<operation>[a-z_0-9]+)",
    r'(?P<service>cloudformation), "(?P<operation>[a-z_0-9]+)"',
    r'_ask\(cloud, (?P<service>)"(?P<operation>[a-z_0-9]+)"',
)


def spoken() -> Iterator[tuple[str, str]]:
    """Every call that the source of generator/aws and generator/deploy writes out, by signing name and operation."""
    session = botocore.session.get_session()
    text = "\n".join(
        path.read_text()
        for folder in ("aws", "deploy")
        for path in (ROOT / "generator" / folder).rglob("*.py")
        if "live" not in path.parts  # who reads an account has a policy of their own
    )
    for pattern in _SPOKEN:
        for match in re.finditer(pattern, text):
            service = match["service"] or "ec2"
            if service in session.get_available_services():
                model = session.get_service_model(service)
                for operation in model.operation_names:
                    if xform_name(operation) == match["operation"]:
                        yield model.signing_name, operation


def test_every_call_that_is_written_is_allowed() -> None:
    found = sorted(set(spoken()))
    assert len(found) > 40
    bucket = {"Bucket": "ecs-proof-111122223333-us-east-1"}
    calls: list[Call] = [
        (service, operation, {**bucket, **({"Key": "templates/x.yaml"} if "Object" in operation[-6:] else {})})
        for service, operation in found
    ]
    assert refused(calls, permissions(PROD)["caller"], PROD.stack) == set()


@pytest.mark.parametrize(
    ("action", "on"),
    [
        ("cloudformation:DeleteStack", "arn:aws:cloudformation:us-east-1:111122223333:stack/other/1"),
        ("s3:PutObject", "arn:aws:s3:::somebody-elses/templates/x.yaml"),
        ("iam:PassRole", "arn:aws:iam::111122223333:role/admin"),
        ("rds:DeleteDBInstance", "*"),
    ],
)
def test_the_caller_may_do_no_more(action: str, on: str) -> None:
    assert decide([permissions(PROD)["caller"]], action, on, {}).verdict is Truth.NO


def test_the_role_may_make_every_type_and_no_foreign_role() -> None:
    policies = permissions(PROD)["service_role"]["policies"]
    own = "arn:aws:iam::111122223333:role/task-management-prod-Iam-1"
    for action in ("ecs:CreateService", "rds:ModifyDBInstance", "elasticloadbalancing:DeleteLoadBalancer"):
        assert decide(policies, action, "*", {}).verdict is Truth.YES
    assert decide(policies, "iam:PassRole", own, {}).verdict is Truth.YES
    assert decide(policies, "iam:PassRole", own.replace("task-management-prod", "admin"), {}).verdict is Truth.NO
    assert decide(policies, "dynamodb:CreateTable", "*", {}).verdict is Truth.NO


def test_no_type_of_the_output_is_unknown() -> None:
    types = {name for text in PROD.templates.values() for name in re.findall(r"Type: (AWS::\w+::\w+)\n", text)}
    assert len(types) > 30
    assert [name for name in sorted(types) if not actions_of(name, "us-east-1")] == []


def test_a_type_that_nothing_is_known_of_is_named() -> None:
    made = "Resources:\n  A: {Type: AWS::Nobody::Knows}\n  B: {Type: AWS::SQS::Queue}\n"
    assert types_not_known(replace(PROD, templates={"root.yaml": made})) == ["AWS::Nobody::Knows"]
    assert types_not_known(PROD) == []


def test_each_fits_into_a_managed_policy() -> None:
    both = permissions(PROD)
    documents = [both["caller"], *both["service_role"]["policies"]]
    assert all(len(json.dumps(each, separators=(",", ":"))) <= LONGEST for each in documents)
    assert len(documents) <= 11
    sids = [statement["Sid"] for each in documents for statement in each["Statement"]]
    assert len(sids) == len(set(sids))


def test_it_is_printed_without_an_account(capsys: pytest.CaptureFixture[str], calls: list[Call]) -> None:
    assert main(["prod", "--output", str(ROOT / "output"), "--policy", "--bucket", "ours"]) == 0
    assert "arn:aws:s3:::ours/templates/*" in json.dumps(json.loads(capsys.readouterr().out))
    assert calls == []


def test_it_says_for_which_type_something_may_be_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = permissions_module.actions_of
    monkeypatch.setattr(
        permissions_module, "actions_of", lambda type_, region: [] if "RDS" in type_ else known(type_, region)
    )
    assert main(["prod", "--output", str(ROOT / "output"), "--policy"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)
    assert "AWS::RDS::DBInstance is not known here" in told.err
    assert "AWS::ECS::Service is not known" not in told.err


KIM = "arn:a:user/kim"
DENIED = "User: {} is not authorized to perform: ecs:CreateService on resource: arn:x{}"


@pytest.mark.parametrize(
    ("who", "why", "says"),
    [
        (KIM, " because no identity-based policy allows it", "ecs:CreateService on arn:x in the policy of the caller"),
        ("arn:a:assumed-role/R/AWSCloudFormation", "", "in the policy of CloudFormation's service role"),
        (KIM, " with an explicit deny in a service control policy", "take away what denies ecs:CreateService"),
        (KIM, " because no permissions boundary allows it", f"in the permissions boundary of {KIM}"),
    ],
)  # fmt: skip
def test_a_refusal_names_what_to_allow_and_where(who: str, why: str, says: str) -> None:
    aws = Scripted({"DescribeStacks": Refuse("AccessDenied", DENIED.format(who, why), 403)})
    with pytest.raises(RefusedError) as refusal:
        find(aws.cloud(), "first")
    assert says in str(refusal.value)
    assert "--policy prints" in str(refusal.value)


@pytest.mark.parametrize("text", ["Access Denied", "no", "Stack [x] does not exist"])
def test_what_names_no_action_is_left_as_it_is(text: str) -> None:
    assert missing_permission(text) == ""
