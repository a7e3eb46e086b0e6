"""How a deployment is shown: the plan, the tree while it runs, the inventory."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from generator.changes.causes import Event
from generator.changes.change import Change, Difference
from generator.changes.inventory import InventoryItem
from generator.changes.plan import Fault, Plan, plan
from generator.changes.progress import Progress
from generator.report.inventory import inventory_json, inventory_markdown
from generator.report.plan_data import plan_data
from generator.report.plan_markdown import plan_markdown
from generator.report.plan_text import plan_text
from generator.report.progress import elapsed, event_line, tree
from generator.report.style import Style

STACK = "AWS::CloudFormation::Stack"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CHANGES = [
    Change(
        ("Api", "TaskDefinition"),
        "AWS::ECS::TaskDefinition",
        "replace",
        differences=(Difference("Image", "a:1", "a|2"),),
    ),
    Change(
        ("Api", "Service"), "AWS::ECS::Service", "modify", differences=(Difference("TaskDefinition", certain=False),)
    ),
    Change(("Db", "Instance"), "AWS::RDS::DBInstance", "replace"),
    Change(("Db", "Group"), "AWS::RDS::DBSubnetGroup", "replace", possible=True),
    Change(("New",), STACK, "add"),
    *(Change(("New", f"Subnet{number}"), "AWS::EC2::Subnet", "add") for number in range(9)),
]


@pytest.fixture
def shown() -> Plan:
    return plan("app-dev", "dev", "111122223333", "us-east-1", "update", "arn", CHANGES, [])


def test_the_plan_in_a_terminal(shown: Plan) -> None:
    text = plan_text(shown, Style(width=100))
    assert "± TaskDefinition  ECS::TaskDefinition  new revision\n        Image: a:1 → a|2" in text
    assert "± Instance  RDS::DBInstance  replaced\n" in text
    assert "± Group  RDS::DBSubnetGroup  replaced only if a value that is not known yet changes" in text
    assert "TaskDefinition  (known once other resources have changed)" in text
    assert "+ 9 resources: 9 EC2::Subnet" in text
    assert "10 to add, 1 to modify, 1 new revision, 1 to replace, 1 to possibly replace" in text
    assert "restarts  Api/Service" in text
    assert "refused   Db/Instance is replaced: its data would be lost" in text
    assert "--allow Db/Instance" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_what_differs_is_not_what_is_cut_off(width: int) -> None:
    image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/auth-service:v1.0."
    difference = Difference("ContainerDefinitions.0.Image", f"{image}2", f"{image}3")
    change = Change(("Api", "TaskDefinition"), "AWS::ECS::TaskDefinition", "replace", differences=(difference,))
    judged = plan("s", "dev", "1", "r", "update", "c", [change], ())
    text = plan_text(judged, Style(width=width))
    line = next(each for each in text.splitlines() if "Image" in each)
    assert "1.0.2 → ..." in line
    assert "1.0.3" in line
    assert ("...auth-service:v1.0.2" in line) is (width == 120)
    assert len(line) <= width
    assert f"{image}2 → {image}3" in plan_markdown(judged)


def test_a_terminal_that_knows_ascii_only(shown: Plan) -> None:
    plan_text(shown, Style(signs=False)).encode("ascii")


def test_the_plan_in_a_pull_request(shown: Plan) -> None:
    text = plan_markdown(shown)
    assert "- **refused**: `Db/Instance` goes away; its data would be lost" in text
    assert "| new revision | `Api/TaskDefinition` | AWS::ECS::TaskDefinition | Image: a:1 → a\\|2 |" in text
    assert all(line.count("|") - line.count("\\|") == 5 for line in text.splitlines() if line.startswith("| "))


def test_the_plan_for_scripts(shown: Plan) -> None:
    data = json.loads(json.dumps(plan_data(shown)))
    assert data["refused"] is True
    assert data["restarts"] == ["Api/Service"]
    assert [each["path"] for each in data["changes"] if each["action"] == "replace" and not each["possible"]] == [
        "Api/TaskDefinition",
        "Db/Instance",
    ]


def test_a_value_that_is_generated_anew_is_refused_in_every_form() -> None:
    changed = (Difference("GenerateSecretString.PasswordLength", "32", "40"),)
    secret = Change(("Keys", "Login"), "AWS::SecretsManager::Secret", "modify", differences=changed)
    judged = plan("s", "dev", "1", "r", "update", "c", [secret], ())
    text = plan_text(judged, Style())
    assert "refused   Keys/Login changes: its value is generated anew" in text
    assert "--allow Keys/Login" in text
    assert "- **refused**: `Keys/Login` changes; its value is generated anew" in plan_markdown(judged)
    data = plan_data(judged)
    assert (data["refused"], data["losses"][0]["action"], data["losses"][0]["stays"]) == (True, "modify", True)


def test_what_is_missing_outside_of_the_stack_is_part_of_the_plan() -> None:
    missing = Fault("there is no image shop:v1", "docker push shop:v1")
    judged = plan("s", "dev", "1", "r", "update", "c", [], (), [missing])
    assert "refused   there is no image shop:v1\n            docker push shop:v1\n" in plan_text(judged, Style())
    assert "- **refused**: there is no image shop:v1; docker push shop:v1\n" in plan_markdown(judged)
    data = plan_data(judged)
    assert (data["refused"], data["faults"]) == (True, [{"what": missing.what, "hint": missing.hint}])


def test_a_capacity_provider_in_use_is_a_warning_in_every_form_and_refuses_nothing() -> None:
    cluster = Change(
        ("Cluster", "Cluster"), "AWS::ECS::Cluster", "modify", "shop",
        before={"CapacityProviders": ["FARGATE_SPOT"]}, after={"CapacityProviders": ["FARGATE"]},
    )  # fmt: skip
    strategy = [{"CapacityProvider": "FARGATE_SPOT"}]
    service = Change(("Api", "Service"), "AWS::ECS::Service", "modify", before={"CapacityProviderStrategy": strategy})
    judged = plan("s", "dev", "1", "r", "update", "c", [cluster, service], ())
    text, markdown = plan_text(judged, Style()), plan_markdown(judged)
    assert "  warning   Cluster/Cluster: " in text
    assert "- **warning**: `Cluster/Cluster`: " in markdown
    for said in (text, markdown):
        assert "FARGATE_SPOT" in said
        assert "Api/Service" in said
        assert "cluster.capacity_providers in app.yaml" in said
    data = plan_data(judged)
    told = {"cluster": "Cluster/Cluster", "provider": "FARGATE_SPOT", "services": ["Api/Service"]}
    assert (data["refused"], data["providers_in_use"]) == (False, [told])


def test_nothing_to_change() -> None:
    nothing = plan("app-dev", "dev", "1", "r", "update", "arn", [], [])
    assert "nothing to change" in plan_text(nothing, Style())
    assert "nothing to change" in plan_markdown(nothing)


def told(*events: tuple[int, str, str, str]) -> Progress:
    progress = Progress()
    progress.apply(
        Event(str(at), NOON + timedelta(seconds=at), tuple(path.split("/")) if path else (), type_, status)
        for at, path, type_, status in events
    )
    return progress


RUNNING = told(
    (0, "", STACK, "CREATE_IN_PROGRESS"),
    (1, "Vpc", STACK, "CREATE_IN_PROGRESS"),
    (2, "Vpc/Vpc", "AWS::EC2::VPC", "CREATE_COMPLETE"),
    (4, "Vpc", STACK, "CREATE_COMPLETE"),
    (5, "Database", STACK, "CREATE_IN_PROGRESS"),
    (6, "Database/Instance", "AWS::RDS::DBInstance", "CREATE_IN_PROGRESS"),
)


def test_the_tree_says_what_is_waited_for() -> None:
    lines = tree(RUNNING, NOON + timedelta(seconds=96), 100, 40).plain.splitlines()
    assert lines[0].split() == ["✓", "Vpc", "1/1", "3s"]
    assert lines[1].split() == ["◌", "Database", "0/1", "1m31s", "Instance"]
    assert lines[-1] == "  waiting for Database/Instance (1m30s)"


@pytest.mark.parametrize("width", [40, 60, 120])
@pytest.mark.parametrize("height", [1, 10, 40])
def test_the_tree_fits(width: int, height: int) -> None:
    many = [(1, f"Service{number}", STACK, "CREATE_COMPLETE") for number in range(60)]
    working = [(2, f"Busy{number}-with-a-long-name", STACK, "CREATE_IN_PROGRESS") for number in range(60)]
    drawn = tree(told((0, "", STACK, "CREATE_IN_PROGRESS"), *many, *working), NOON, width, height).plain.splitlines()
    assert max(map(len, drawn)) <= width
    assert len(drawn) <= max(height, 9)


def test_a_failure_stands_with_its_reason() -> None:
    progress = told((0, "", STACK, "CREATE_IN_PROGRESS"))
    reason = "no such\nversion"
    progress.apply([Event("1", NOON, ("Db",), STACK, "CREATE_FAILED", reason)])
    assert "✗ Db" in tree(progress, NOON, 100, 20).plain
    assert "no such version" in tree(progress, NOON, 100, 20).plain


def test_what_a_rollback_undid_is_not_done_and_its_cause_stays_whole() -> None:
    progress = told(
        (0, "", STACK, "UPDATE_IN_PROGRESS"),
        (1, "Keys", STACK, "UPDATE_COMPLETE"),
        (2, "Api", STACK, "UPDATE_IN_PROGRESS"),
    )
    reason = "the tasks of this service did not become healthy although everything that they need is there for them"
    failed = Event("x", NOON + timedelta(seconds=8), ("Api", "Service"), "AWS::ECS::Service", "UPDATE_FAILED", reason)
    progress.apply([failed])
    for at, path, status in (
        (9, (), "UPDATE_ROLLBACK_IN_PROGRESS"), (10, ("Api", "Service"), "UPDATE_COMPLETE"),
        (11, ("Api",), "UPDATE_COMPLETE"), (12, (), "UPDATE_ROLLBACK_COMPLETE"),
    ):  # fmt: skip
        progress.apply([Event(f"{at}", NOON + timedelta(seconds=at), path, STACK, status)])
    lines = tree(progress, NOON + timedelta(seconds=20), 80, 24).plain.splitlines()
    assert [line[:8].split() for line in lines[:2]] == [["✓", "Keys"], ["·", "Api"]]
    assert lines[-1] == "  rolled back   12s"
    assert reason in " ".join(" ".join(lines[2:-1]).split())


def test_a_line_for_a_log() -> None:
    line = event_line(Event("1", NOON, ("Db", "Instance"), "AWS::RDS::DBInstance", "CREATE_FAILED", "no\nsuch version"))
    assert line == "12:00:00  CREATE_FAILED                 Db/Instance  no such version"


@pytest.mark.parametrize(("seconds", "text"), [(-3, "0s"), (59, "59s"), (60, "1m00s"), (3725, "62m05s")])
def test_elapsed(seconds: int, text: str) -> None:
    assert elapsed(timedelta(seconds=seconds)) == text


VPC_ARN = "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1"
ITEMS = [
    InventoryItem(("Vpc",), STACK, "arn:stack", "arn:stack", "CREATE_COMPLETE"),
    InventoryItem(
        ("Vpc", "Vpc"), "AWS::EC2::VPC", "vpc-1", "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1", "CREATE_COMPLETE"
    ),
    InventoryItem(("Vpc", "Odd"), "AWS::Odd::Thing", "odd", "", "CREATE_COMPLETE"),
]


def test_inventory_for_scripts() -> None:
    data = json.loads(inventory_json("app-dev", {"Url": "http://x"}, ITEMS))
    assert data["outputs"] == {"Url": "http://x"}
    assert [(each["path"], each["arn"]) for each in data["resources"]][1:] == [
        ("Vpc/Vpc", ITEMS[1].arn),
        ("Vpc/Odd", None),
    ]


def test_inventory_for_people() -> None:
    text = inventory_markdown("app-dev", {"Url": "http://x"}, ITEMS)
    assert (
        "## Vpc\n\n| resource | type | id | ARN |\n|---|---|---|---|\n| Vpc | AWS::EC2::VPC | `vpc-1` | `arn:aws:ec2"
        in text
    )
    assert "| Odd | AWS::Odd::Thing | `odd` |  |" in text
