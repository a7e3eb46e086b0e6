"""What AWS refuses or leaves half done, refused and left by the rehearsal as well."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.rehearsal.account import Account
from tests.rehearsal.test_failures import NEVER, nested, parameter, stack

TRUST = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}


def role(**more: Any) -> dict[str, Any]:
    policy = {"Version": "2012-10-17", "Statement": [TRUST]}
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": policy, **more}}


def refused(account: Account, name: str, child: str, capabilities: list[str]) -> str:
    """Give why the change set of a nested stack cannot be made, which fails that of the root."""
    made = account.cloudformation.create_change_set(
        StackName=name,
        ChangeSetName="one",
        ChangeSetType="CREATE",
        TemplateURL=nested(account, child),
        Capabilities=capabilities,
        IncludeNestedStacks=True,
    )
    root = account.cloudformation.describe_change_set(ChangeSetName=made["Id"])
    assert root["Status"] == "FAILED"
    below = account.cloudformation.describe_change_set(ChangeSetName=root["StatusReason"].split()[3])
    return str(below["StatusReason"])


@pytest.mark.parametrize("child", ["{}", stack({})])
def test_a_child_without_resources(account: Account, child: str) -> None:
    said = refused(account, f"empty{len(child)}", child, [])
    assert said == "Template format error: At least one Resources member must be defined."


@pytest.mark.parametrize(
    ("resource", "given", "missing"),
    [(role(), [], "CAPABILITY_IAM"), (role(RoleName="fixed"), ["CAPABILITY_IAM"], "CAPABILITY_NAMED_IAM")],
)
def test_a_missing_capability(account: Account, resource: dict[str, Any], given: list[str], missing: str) -> None:
    said = refused(account, missing.replace("_", "-"), stack({"Role": resource}), given)
    assert said == f"Requires capabilities : [{missing}]"
    with pytest.raises(ClientError, match=rf"Requires capabilities : \[{missing}\]"):
        account.cloudformation.create_change_set(
            StackName="own",
            ChangeSetName="one",
            ChangeSetType="CREATE",
            TemplateBody=stack({"Role": resource}),
            Capabilities=given,
        )


def test_stacks_that_were_never_updated_can_be_listed(account: Account) -> None:
    account.plan("listed", nested(account, stack({"One": parameter("1")})), "CREATE")
    assert "listed" in {each["StackName"] for each in account.cloudformation.describe_stacks()["Stacks"]}


@pytest.mark.parametrize("versioned", [False, True])
def test_a_bucket_that_is_not_empty_stays(account: Account, versioned: bool) -> None:
    properties = {"Properties": {"VersioningConfiguration": {"Status": "Enabled"}}} if versioned else {}
    name = f"bucket-{versioned}"
    url = nested(account, stack({"Bucket": {"Type": "AWS::S3::Bucket", **properties}}))
    assert account.deploy(name, url, "CREATE") == "CREATE_COMPLETE"
    child = account.child(name, "Child")
    bucket = account.resource(child, "Bucket")
    version = account.s3.put_object(Bucket=bucket, Key="a", Body=b"1").get("VersionId", "null")
    assert account.delete(name) == "DELETE_FAILED"
    (reason,) = [
        reason for name, status, reason in account.events(child) if (name, status) == ("Bucket", "DELETE_FAILED")
    ]
    assert reason.startswith("The bucket you tried to delete is not empty")
    assert ("delete all versions" in reason) is versioned
    account.s3.delete_object(Bucket=bucket, Key="a", **({"VersionId": version} if versioned else {}))
    assert account.delete(name) == "DELETE_COMPLETE"


def test_a_nested_stack_that_was_left_failed_takes_the_new_template(account: Account) -> None:
    def url(value: str, **more: Any) -> str:
        return nested(account, stack({"One": parameter(value), **more}))

    assert account.deploy("again", url("1"), "CREATE") == "CREATE_COMPLETE"
    child = account.child("again", "Child")
    assert account.execute(account.plan("again", url("2", **NEVER)), DisableRollback=True) == "UPDATE_FAILED"
    assert account.stack(child)["StackStatus"] == "UPDATE_FAILED"
    assert account.deploy("again", url("3")) == "UPDATE_COMPLETE"
    assert account.stack(child)["StackStatus"] == "UPDATE_COMPLETE"
    name = account.resource(child, "One")
    assert account.ssm.get_parameter(Name=name)["Parameter"]["Value"] == "3"
    assert [path for path, _ in account.tree("again") if path.startswith("Child/")] == ["Child/One"]


def test_a_nested_stack_that_never_was_complete_takes_the_new_template(account: Account) -> None:
    broken = nested(account, stack({"One": parameter("1"), **NEVER}))
    plan = account.plan("first", broken, "CREATE")
    assert account.execute(plan, DisableRollback=True) == "CREATE_FAILED"
    child = account.child("first", "Child")
    mended = account.plan("first", nested(account, stack({"One": parameter("2")})))
    assert account.execute(mended, DisableRollback=True) == "UPDATE_COMPLETE"
    assert account.child("first", "Child") == child
    assert account.stack(child)["StackStatus"] == "UPDATE_COMPLETE"
