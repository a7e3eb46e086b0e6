"""The committed output, through everything that happens to a stack."""

from __future__ import annotations

import re

import pytest

from tests.rehearsal.account import Account


def next_tag(files: dict[str, str]) -> None:
    files["auth-service.yaml"] = files["auth-service.yaml"].replace("auth-service:v1.0.2", "auth-service:v1.0.3")


def broken_tag(files: dict[str, str]) -> None:
    files["auth-service.yaml"] = files["auth-service.yaml"].replace("auth-service:v1.0.2", "auth-service:broken")


def without_task_service(files: dict[str, str]) -> None:
    files["root.yaml"] = re.sub(r"  TaskService:\n.*?(?=Outputs:\n)", "", files["root.yaml"], flags=re.DOTALL)


def other_port(files: dict[str, str]) -> None:
    text = files["auth-service.yaml"]
    files["auth-service.yaml"] = text.replace("      Port: 3000\n", "      Port: 3001\n")


@pytest.fixture
def dev(account: Account) -> str:
    """A stack of output/dev as it is committed, whatever the tests before did to it."""
    stacks = account.cloudformation.describe_stacks()["Stacks"]
    kind = "UPDATE" if any(each["StackName"] == "dev" for each in stacks) else "CREATE"
    plan = account.plan("dev", account.upload("dev"), kind)
    if plan["Status"] == "CREATE_COMPLETE":
        assert account.execute(plan) == f"{kind}_COMPLETE"
    return "dev"


def test_a_change_set_of_the_root_shows_all_that_is_nested(account: Account) -> None:
    plan = account.plan("new", account.upload("dev"), "CREATE")
    assert (plan["Status"], plan["ExecutionStatus"]) == ("CREATE_COMPLETE", "AVAILABLE")
    changes = account.changes(plan)
    assert {action for action, _ in changes.values()} == {"Add"}
    assert account.execute(plan) == "CREATE_COMPLETE"
    assert {path for path, _ in account.tree("new")} == changes.keys()
    assert account.delete("new") == "DELETE_COMPLETE"


def test_nested_stacks_know_their_parent_and_are_complete(account: Account, dev: str) -> None:
    root = account.stack(dev)
    assert {each["OutputKey"] for each in root["Outputs"]} == {"DatabaseEndpoint", "LoadBalancerUrl"}
    child = account.stack(account.child(dev, "Network"))
    assert (child["ParentId"], child["RootId"]) == (root["StackId"], root["StackId"])
    assert "ParentId" not in root


def test_events_follow_the_order_of_what_waits(account: Account, dev: str) -> None:
    events = [(name, status) for name, status, _ in account.events(dev)]
    done = {name: events.index((name, "CREATE_COMPLETE")) for name, status in events if status == "CREATE_COMPLETE"}
    begun = {name: events.index((name, "CREATE_IN_PROGRESS")) for name in done}
    for first, then in [("Vpc", "Network"), ("Network", "Endpoints"), ("Endpoints", "AuthService")]:
        assert done[first] < begun[then]
    assert begun["Endpoints"] < done["Database"]  # side by side
    assert begun["Database"] < done["Endpoints"]


def test_nothing_to_change(account: Account, dev: str) -> None:
    plan = account.plan(dev, account.upload("dev"))
    assert plan["Status"] == "FAILED"
    assert "didn't contain changes" in plan["StatusReason"]


def test_a_new_image_changes_a_task_definition_and_its_service(account: Account, dev: str) -> None:
    before = account.resource(account.child(dev, "AuthService"), "TaskDefinition")
    plan = account.plan(dev, account.upload("dev", next_tag))
    assert account.changes(plan) == {
        "AuthService": ("Modify", "False"),
        "AuthService/Service": ("Modify", "False"),
        "AuthService/TaskDefinition": ("Modify", "True"),
    }
    below = plan["Changes"][0]["ResourceChange"]["ChangeSetId"]
    shown = account.cloudformation.describe_change_set(ChangeSetName=below, IncludePropertyValues=True)["Changes"]
    change = next(each["ResourceChange"] for each in shown if each["ResourceChange"]["Replacement"] == "True")
    assert "auth-service:v1.0.2" in change["BeforeContext"]
    assert "auth-service:v1.0.3" in change["AfterContext"]
    assert account.execute(plan) == "UPDATE_COMPLETE"
    child = account.child(dev, "AuthService")
    after = account.resource(child, "TaskDefinition")
    service = account.ecs.describe_services(cluster="task-management-dev", services=["auth-service"])["services"][0]
    assert (service["taskDefinition"], service["runningCount"]) == (after, 1)
    assert service["events"][0]["message"].endswith("has reached a steady state.")
    assert account.ecs.describe_task_definition(taskDefinition=before)["taskDefinition"]["status"] == "INACTIVE"
    statuses = [status for name, status, _ in account.events(child) if name == "TaskDefinition"]
    assert statuses[-5:] == [
        "UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_COMPLETE",
    ]  # fmt: skip
    assert not [each for each in account.events(account.child(dev, "Network")) if each[1].startswith("UPDATE")]


def retagged(files: dict[str, str]) -> None:
    """Another value of the first tag of each resource in the stack of a service."""
    text = files["auth-service.yaml"]
    files["auth-service.yaml"] = re.sub(r"(Tags:\n\s+- Key: \S+\n\s+Value: )[^\n]+", r"\1changed", text)
    assert files["auth-service.yaml"] != text


@pytest.mark.parametrize("where", ["stack", "template"])
def test_tags_alone_start_no_tasks(account: Account, dev: str, where: str) -> None:
    def tasks() -> list[list[str]]:
        listed = [
            account.ecs.list_tasks(cluster="task-management-dev", desiredStatus=each) for each in ("RUNNING", "STOPPED")
        ]
        return [sorted(each["taskArns"]) for each in listed]

    before, child = tasks(), account.child(dev, "AuthService")
    definition = account.resource(child, "TaskDefinition")
    if where == "stack":
        plan = account.plan(dev, account.upload("dev"), Tags=[{"Key": "cost-center", "Value": "42"}])
    else:
        plan = account.plan(dev, account.upload("dev", retagged))
    assert account.changes(plan)["AuthService/Service"] == ("Modify", "False")
    assert account.execute(plan) == "UPDATE_COMPLETE"
    assert before[0] != []
    assert tasks() == before
    service = account.ecs.describe_services(cluster="task-management-dev", services=["auth-service"], include=["TAGS"])[
        "services"
    ][0]
    key, value = ("cost-center", "42") if where == "stack" else ("", "changed")
    assert [each for each in service["tags"] if each["value"] == value and key in each["key"]]
    assert service["taskDefinition"] == account.resource(child, "TaskDefinition") == definition
    assert len(service["deployments"]) == 1


def test_tasks_that_do_not_start_roll_everything_back(account: Account, dev: str) -> None:
    child = account.child(dev, "AuthService")
    before = {path: each["PhysicalResourceId"] for path, each in account.tree(dev)}
    kept = account.ecs.list_tasks(cluster="task-management-dev", serviceName="auth-service")["taskArns"]
    assert account.deploy(dev, account.upload("dev", broken_tag)) == "UPDATE_ROLLBACK_COMPLETE"
    assert {path: each["PhysicalResourceId"] for path, each in account.tree(dev)} == before
    failed = [(name, reason) for name, status, reason in account.events(child) if status == "UPDATE_FAILED"]
    assert [name for name, _ in failed] == ["Service"]
    assert "ECS Deployment Circuit Breaker was triggered" in failed[0][1]
    above = [reason for name, status, reason in account.events(dev) if status == "UPDATE_FAILED"]
    assert above == [
        f"Embedded stack {child} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: "
        "The following resource(s) failed to update: [Service]. "
    ]
    assert account.stack(child)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    service = account.ecs.describe_services(cluster="task-management-dev", services=["auth-service"])["services"][0]
    assert service["taskDefinition"] == before["AuthService/TaskDefinition"]
    stopped = account.ecs.list_tasks(cluster="task-management-dev", desiredStatus="STOPPED")["taskArns"]
    tasks = account.ecs.describe_tasks(cluster="task-management-dev", tasks=stopped)["tasks"]
    ended = [task for task in tasks if task["stopCode"] == "EssentialContainerExited"]
    assert [task["containers"][0]["exitCode"] for task in ended] == [1, 1, 1]  # as many as trip the circuit breaker
    running = account.ecs.list_tasks(cluster="task-management-dev", serviceName="auth-service")["taskArns"]
    assert running == kept  # what ran before is not touched


def test_a_service_that_goes_and_comes_back(account: Account, dev: str) -> None:
    child = account.child(dev, "TaskService")
    plan = account.plan(dev, account.upload("dev", without_task_service))
    assert account.changes(plan)["TaskService"] == ("Remove", "")
    assert account.execute(plan) == "UPDATE_COMPLETE"
    assert account.stack(child)["StackStatus"] == "DELETE_COMPLETE"
    assert account.ecs.list_services(cluster="task-management-dev")["serviceArns"][0].endswith("/auth-service")
    plan = account.plan(dev, account.upload("dev"))
    changes = account.changes(plan)
    assert changes["TaskService"] == ("Add", "")
    assert changes["TaskService/Service"] == ("Add", "")
    assert account.execute(plan) == "UPDATE_COMPLETE"
    assert len(account.ecs.list_services(cluster="task-management-dev")["serviceArns"]) == 2


def test_a_property_that_cannot_change_replaces_the_resource(account: Account, dev: str) -> None:
    child = account.child(dev, "AuthService")
    before = account.resource(child, "TargetGroup")
    plan = account.plan(dev, account.upload("dev", other_port))
    assert account.changes(plan)["AuthService/TargetGroup"] == ("Modify", "True")
    assert account.execute(plan) == "UPDATE_COMPLETE"
    after = account.resource(child, "TargetGroup")
    groups = {each["TargetGroupArn"]: each["Port"] for each in account.elbv2.describe_target_groups()["TargetGroups"]}
    assert after != before
    assert groups[after] == 3001
    assert before not in groups


def test_without_looking_into_nested_stacks_all_may_change(account: Account, dev: str) -> None:
    plan = account.plan(dev, account.upload("dev"), IncludeNestedStacks=False)
    details = [change["ResourceChange"]["Details"][0]["ChangeSource"] for change in plan["Changes"]]
    assert details == ["Automatic"] * 11
    assert account.execute(plan) == "UPDATE_COMPLETE"


def test_deletion_takes_everything(account: Account, dev: str) -> None:
    stacks = [each["PhysicalResourceId"] for _, each in account.tree(dev) if ":stack/" in each["PhysicalResourceId"]]
    assert account.delete(dev) == "DELETE_COMPLETE"
    assert {account.stack(each)["StackStatus"] for each in stacks} == {"DELETE_COMPLETE"}
    assert account.rds.describe_db_instances()["DBInstances"] == []
    assert account.ecs.list_clusters()["clusterArns"] == []
    assert "10.0.0.0/16" not in [vpc["CidrBlock"] for vpc in account.ec2.describe_vpcs()["Vpcs"]]
