"""What fails, fails as on AWS: with its root cause in the events, and with a way back through nested stacks."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.rehearsal.account import Account


def stack(resources: dict[str, Any], outputs: dict[str, Any] | None = None, **more: Any) -> str:
    return json.dumps({"Resources": resources, **({"Outputs": outputs} if outputs else {}), **more})


def parameter(value: Any, **more: Any) -> dict[str, Any]:
    return {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": value}, **more}


ROOT = """
Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: child.json
  Other:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: other.json
"""
# A name that is taken fails at once; a condition that nobody signals, after a second.
TAKEN = {"Taken": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/taken", "Type": "String", "Value": "1"}}}
NEVER = {
    "Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
    "Never": {
        "Type": "AWS::CloudFormation::WaitCondition",
        "Properties": {"Handle": {"Ref": "Handle"}, "Timeout": "1"},
    },
}


@pytest.fixture(scope="module", autouse=True)
def taken(account: Account) -> None:
    account.ssm.put_parameter(Name="/taken", Type="String", Value="0")


def nested(account: Account, child: str, other: str = stack({"One": parameter("1")})) -> str:
    return account.upload_files({"root.yaml": ROOT, "child.json": child, "other.json": other})


def test_a_failed_child_takes_the_root_down(account: Account) -> None:
    child = stack({"Kept": parameter("1", DeletionPolicy="Retain"), "Gone": parameter("2"), **TAKEN})
    plan = account.plan("down", nested(account, child), "CREATE")
    assert account.execute(plan) == "ROLLBACK_COMPLETE"
    events = account.events(plan["StackId"])
    below = next(each["ResourceChange"]["ChangeSetId"] for each in plan["Changes"])
    assert below
    reasons = {name: reason for name, status, reason in events if status == "CREATE_FAILED"}
    assert "was not successfully created: The following resource(s) failed to create: [" in reasons["Child"]
    assert list(account.tree("down")) == []
    stacks = account.cloudformation.list_stacks()["StackSummaries"]
    mine = [each for each in stacks if each.get("ParentId") == plan["StackId"]]
    assert {each["StackStatus"] for each in mine} == {"DELETE_COMPLETE"}
    names = [each["Name"] for each in account.ssm.describe_parameters()["Parameters"] if "down-Child" in each["Name"]]
    assert [account.ssm.get_parameter(Name=name)["Parameter"]["Value"] for name in names] == ["1"]  # Retain
    with pytest.raises(ClientError, match="is in ROLLBACK_COMPLETE state and can not be updated"):
        account.plan("down", nested(account, child))
    assert account.delete("down") == "DELETE_COMPLETE"


def test_what_cannot_be_deleted_after_an_update_is_let_go_of(account: Account) -> None:
    """A database that somebody protected by hand: three attempts, and the stack is updated without it."""
    properties = {"Engine": "postgres", "DBInstanceClass": "db.t4g.micro", "AllocatedStorage": "20"}
    properties |= {"MasterUsername": "postgres", "MasterUserPassword": "not-a-secret"}
    database = {"Type": "AWS::RDS::DBInstance", "DeletionPolicy": "Delete", "Properties": properties}
    plan = account.plan("left", nested(account, stack({"Db": database, "One": parameter("1")})), "CREATE")
    assert account.execute(plan) == "CREATE_COMPLETE"
    child = account.child("left", "Child")
    name = account.resource(child, "Db")
    account.rds.modify_db_instance(DBInstanceIdentifier=name, DeletionProtection=True)
    assert account.deploy("left", nested(account, stack({"One": parameter("1")}))) == "UPDATE_COMPLETE"
    told = [status for each, status, _ in account.events(child) if each == "Db" and status.startswith("DELETE")]
    assert told == ["DELETE_IN_PROGRESS", "DELETE_FAILED"] * 3
    assert account.stack(child)["StackStatusReason"].endswith("One or more resources could not be deleted.")
    assert "Child/Db" not in dict(account.tree("left"))
    assert account.delete("left") == "DELETE_COMPLETE"
    assert account.rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]


def test_siblings_under_way_are_cancelled(account: Account) -> None:
    child = stack({**NEVER})
    other = stack({**NEVER, "Taken": TAKEN["Taken"] | {"DependsOn": "Handle"}})
    plan = account.plan("sibling", nested(account, child, other), "CREATE")
    assert account.execute(plan) == "ROLLBACK_COMPLETE"
    reasons = {name: reason for name, status, reason in account.events("sibling") if status == "CREATE_FAILED"}
    assert "[Never, Taken]" in reasons["Other"]
    assert reasons["Child"] == "Resource creation cancelled"


def test_a_failed_creation_may_stay_to_be_looked_at(account: Account) -> None:
    plan = account.plan("stays", nested(account, stack(TAKEN)), "CREATE", OnStackFailure="DO_NOTHING")
    assert account.execute(plan) == "CREATE_FAILED"
    child = account.child("stays", "Child")
    assert account.stack(child)["StackStatus"] == "CREATE_FAILED"
    account.cloudformation.rollback_stack(StackName="stays")
    assert account.settled("stays") == "ROLLBACK_COMPLETE"


def test_an_update_that_fails_brings_back_all_values(account: Account) -> None:
    child = stack({"One": parameter("1")}, {"Name": {"Value": {"Ref": "One"}}})
    assert account.deploy("back", nested(account, child), "CREATE") == "CREATE_COMPLETE"
    name = account.resource(account.child("back", "Child"), "One")
    after = stack({"One": parameter("2")}, {"Name": {"Value": {"Ref": "One"}}})
    other = stack({"One": parameter("1"), "New": parameter("3"), **TAKEN})
    assert account.deploy("back", nested(account, after, other)) == "UPDATE_ROLLBACK_COMPLETE"
    assert account.ssm.get_parameter(Name=name)["Parameter"]["Value"] == "1"
    assert [path for path, _ in account.tree("back")] == ["Child", "Child/One", "Other", "Other/One"]
    assert account.stack(account.child("back", "Child"))["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert account.delete("back") == "DELETE_COMPLETE"


def test_a_rollback_that_fails_can_be_continued(account: Account) -> None:
    definition = {"Family": "f", "ContainerDefinitions": [{"Name": "c", "Image": "nginx:1"}]}
    service = {
        "Cluster": {"Type": "AWS::ECS::Cluster"},
        "Task": {"Type": "AWS::ECS::TaskDefinition", "Properties": definition},
        "Service": {
            "Type": "AWS::ECS::Service",
            "Properties": {"Cluster": {"Ref": "Cluster"}, "TaskDefinition": {"Ref": "Task"}, "DesiredCount": "1"},
        },
    }
    assert account.deploy("stuck", nested(account, stack(service)), "CREATE") == "CREATE_COMPLETE"
    child = account.child("stuck", "Child")
    text = stack({**service, "Never": {**NEVER["Never"], "DependsOn": "Service"}, "Handle": NEVER["Handle"]})
    text = text.replace('"DesiredCount": "1"', '"DesiredCount": "2"')
    plan = account.plan("stuck", nested(account, text))
    account.cloudformation.execute_change_set(ChangeSetName=plan["ChangeSetId"])
    while not any(each[:2] == ("Service", "UPDATE_COMPLETE") for each in account.events(child)):
        time.sleep(0.05)
    cluster, arn = account.resource(child, "Cluster"), account.resource(child, "Service")
    account.ecs.delete_service(cluster=cluster, service=arn, force=True)  # behind CloudFormation's back
    assert account.settled("stuck") == "UPDATE_ROLLBACK_FAILED"
    assert account.stack(child)["StackStatus"] == "UPDATE_ROLLBACK_FAILED"
    with pytest.raises(ClientError, match="can not be updated"):
        account.plan("stuck", nested(account, stack(service)))
    skipped = f"{account.stack(child)['StackName']}.Service"
    account.cloudformation.continue_update_rollback(StackName="stuck", ResourcesToSkip=[skipped])
    assert account.settled("stuck") == "UPDATE_ROLLBACK_COMPLETE"
    assert account.stack(child)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"


def test_a_stack_policy_is_heeded(account: Account) -> None:
    url = nested(account, stack({"One": parameter("1")}))
    assert account.deploy("policy", url, "CREATE") == "CREATE_COMPLETE"
    statements = [
        {"Effect": "Deny", "Principal": "*", "Action": "Update:Delete", "Resource": "LogicalResourceId/Other"},
        {"Effect": "Allow", "Principal": "*", "Action": "Update:*", "Resource": "*"},
    ]
    account.cloudformation.set_stack_policy(StackName="policy", StackPolicyBody=json.dumps({"Statement": statements}))
    less = account.upload_files(
        {"root.yaml": ROOT.partition("  Other")[0], "child.json": stack({"One": parameter("2")})}
    )
    assert account.deploy("policy", less) == "UPDATE_ROLLBACK_COMPLETE"
    assert account.child("policy", "Other")
    account.cloudformation.update_termination_protection(StackName="policy", EnableTerminationProtection=True)
    with pytest.raises(ClientError, match="TerminationProtection"):
        account.cloudformation.delete_stack(StackName="policy")


def test_a_child_that_cannot_be_read_fails_the_change_set_of_the_root(account: Account) -> None:
    unknown = stack({"What": {"Type": "AWS::Nothing::Such"}})
    plan = account.plan("unread", nested(account, unknown), "CREATE")
    assert plan["Status"] == "FAILED"
    assert plan["StatusReason"].endswith("was not successfully created: Currently in FAILED.")
    below = account.cloudformation.describe_change_set(ChangeSetName=plan["StatusReason"].split()[3])
    assert "AWS::Nothing::Such" in below["StatusReason"]
    assert below["RootChangeSetId"] == plan["ChangeSetId"]


def test_requests_that_aws_refuses(account: Account) -> None:
    url = nested(account, stack({"One": parameter("1")}))
    with pytest.raises(ClientError, match=r"Parameters: \[Wrong\] do not exist in the template"):
        account.plan("refused", url, "CREATE", Parameters=[{"ParameterKey": "Wrong", "ParameterValue": "1"}])
    plan = account.plan("refused", url, "CREATE")
    below = plan["Changes"][0]["ResourceChange"]["ChangeSetId"]
    with pytest.raises(ClientError) as refusal:
        account.cloudformation.execute_change_set(ChangeSetName=below)
    assert refusal.value.response["Error"]["Code"] == "InvalidChangeSetStatus"
    again = account.plan("refused", url, "CREATE")
    assert again["StackId"] == plan["StackId"]
    account.cloudformation.delete_change_set(ChangeSetName=again["ChangeSetId"])
    listed = account.cloudformation.list_change_sets(StackName=plan["StackId"])["Summaries"]
    assert [each["ChangeSetId"] for each in listed] == [plan["ChangeSetId"]]
    account.cloudformation.execute_change_set(ChangeSetName=plan["ChangeSetId"])
    assert account.settled("refused") == "CREATE_COMPLETE"
