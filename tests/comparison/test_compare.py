"""What an update does: to resources, to tasks, and to what is in its own way."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.logic import Truth
from generator.report.diff_words import replaced
from tests.comparison.two import actions, compared
from tests.one_app import Change, Template, add, both, container, properties, set_in, set_to, without


def rule(group: str, **values: object) -> Change:
    return add(
        f"{group}Rule",
        "AWS::EC2::SecurityGroupIngress",
        GroupId={"Fn::GetAtt": [group, "GroupId"]},
        IpProtocol="tcp",
        **values,
    )


def renamed(name: str, new: str) -> Change:
    def change(template: Template) -> None:
        template["Resources"][new] = template["Resources"].pop(name)

    return change


def test_nothing_changes(tmp_path: Path) -> None:
    one = compared(tmp_path, lambda t: None)
    assert one.same
    assert not one.loses


def test_another_order_is_no_change(tmp_path: Path) -> None:
    def turned(template: Template) -> None:
        template["Resources"] = dict(reversed(template["Resources"].items()))
        for name in ("WebTask", "Web"):
            template["Resources"][name]["Properties"] = dict(reversed(properties(template, name).items()))

    assert compared(tmp_path, turned).same


def test_another_image_is_a_new_revision_and_nothing_else(tmp_path: Path) -> None:
    one = compared(tmp_path, set_in("WebTask", Image="node:24-alpine"))
    assert actions(one) == {"WebTask": "replace", "Web": "modify"}
    assert [each.name for each in one.restarts] == ["Web"]
    assert replaced(one) == []
    (changed,) = (each for each in one.changes if each.name == "WebTask")
    assert [(each.path, each.before, each.after) for each in changed.differences] == [
        ("ContainerDefinitions.web.Image", "node:22-alpine", "node:24-alpine")
    ]
    assert (one.rows, one.losses, one.widenings, one.taken, one.during.rows) == ((), (), (), (), ())
    assert not one.loses


def test_how_many_tasks_run_restarts_none(tmp_path: Path) -> None:
    one = compared(tmp_path, set_to("Web", DesiredCount=3))
    assert actions(one) == {"Web": "modify"}
    assert one.restarts == ()


def test_what_takes_the_id_of_a_replaced_group_changes_with_it(tmp_path: Path) -> None:
    before = rule("ApiGroup", FromPort=9, ToPort=9, SourceSecurityGroupId={"Ref": "TaskGroup"})
    one = compared(tmp_path, set_to("ApiGroup", GroupDescription="another"), before)
    assert actions(one) == {"ApiGroup": "replace", "ApiGroupRule": "replace", "Api": "modify"}
    assert replaced(one) == [
        ("ApiGroup", "GroupDescription cannot be changed in place"),
        ("ApiGroupRule", "GroupId cannot be changed in place"),
    ]
    assert [each.name for each in one.restarts] == ["Api"]


def test_a_bigger_database_stays(tmp_path: Path) -> None:
    one = compared(tmp_path, set_to("Database", DBInstanceClass="db.t4g.large"))
    assert actions(one) == {"Database": "modify"}
    assert one.losses == ()
    assert one.cost.difference is not None
    assert one.cost.difference.more > 10
    assert [each.resource for each in one.cost.difference.resources] == ["Database"]


def test_another_administrator_ends_the_data(tmp_path: Path) -> None:
    one = compared(tmp_path, both(set_to("Database", MasterUsername="other", DBInstanceIdentifier="other")))
    assert actions(one)["Database"] == "replace"
    assert [loss.change.name for loss in one.losses] == ["Database"]
    assert one.taken == ()


def test_what_may_be_replaced_is_said_to_be_possible(tmp_path: Path) -> None:
    one = compared(tmp_path, set_to("Database", MultiAZ=True))
    (changed,) = one.changes
    assert (changed.action, changed.possible) == ("replace", True)
    assert one.losses == ()


def test_a_rule_that_goes_takes_the_way_of_tasks(tmp_path: Path) -> None:
    one = compared(tmp_path, set_to("DataGroup", SecurityGroupIngress=[]))
    (row,) = (row for row in one.rows if row.worse)
    assert (row.task, row.before, row.after) == ("Web", Truth.YES, Truth.NO)
    assert row.need.startswith("database")
    assert row.rules
    assert one.loses
    back = compared(tmp_path, lambda t: properties(t, "DataGroup").update(SecurityGroupIngress=[]))
    assert back.loses


def test_a_way_that_comes_is_gained(tmp_path: Path) -> None:
    def opened(template: Template) -> None:
        properties(template, "DataGroup")["SecurityGroupIngress"] = [
            {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "SourceSecurityGroupId": {"Ref": "TaskGroup"}}
        ]

    one = compared(tmp_path, opened, set_to("DataGroup", SecurityGroupIngress=[]))
    assert any(row.better and row.need.startswith("database") for row in one.rows)
    assert not one.loses


def test_a_service_that_is_new_and_fails_is_a_loss(tmp_path: Path) -> None:
    def second(template: Template) -> None:
        resources = template["Resources"]
        resources["Other"] = {**resources["Api"], "Properties": {**resources["Api"]["Properties"]}}
        resources["Other"]["Properties"].pop("ServiceRegistries")

    fine = compared(tmp_path, second)
    assert {row.task for row in fine.rows} == {"Other"}
    assert all(row.whole for row in fine.rows)
    assert not fine.loses
    cut = both(second, lambda t: t["Resources"]["Other"]["Properties"].pop("NetworkConfiguration"))
    assert compared(tmp_path, cut).loses


def test_a_service_that_goes_is_no_loss(tmp_path: Path) -> None:
    one = compared(tmp_path, without("Api", "ApiTask"), lambda t: container(t).pop("Environment"))
    assert {row.task for row in one.rows if row.whole} == {"Api"}
    assert not one.loses


def test_a_service_that_is_not_seen_any_more_is_a_loss(tmp_path: Path) -> None:
    def hidden(template: Template) -> None:
        for name in ("Api", "ApiTask"):
            del template["Resources"][name]
        template["Resources"]["Nested"] = {
            "Type": "AWS::CloudFormation::Stack",
            "Properties": {"TemplateURL": "https://s3.amazonaws.com/bucket/gone.yaml"},
        }

    one = compared(tmp_path, hidden)
    assert any(row.worse and row.task == "Api" for row in one.rows)
    assert one.not_seen


def test_an_open_group_is_told(tmp_path: Path) -> None:
    one = compared(tmp_path, rule("ApiGroup", FromPort=22, ToPort=22, CidrIp="0.0.0.0/0"))
    assert [(each.change.name, "internet" in each.what) for each in one.widenings] == [("ApiGroupRule", True)]


def test_a_condition_that_nothing_decides_is_possible(tmp_path: Path) -> None:
    def perhaps(template: Template) -> None:
        template["Conditions"] = {"Wanted": {"Fn::Equals": [{"Ref": "Open"}, "yes"]}}
        template["Resources"]["Logs"] = {"Type": "AWS::Logs::LogGroup", "Condition": "Wanted"}

    (change,) = compared(tmp_path, perhaps).changes
    assert (change.name, change.action, change.possible) == ("Logs", "add", True)


@pytest.mark.parametrize(
    ("before", "after", "stuck", "word"),
    [
        (set_to("Api", ServiceName="api"), set_to("Api", SchedulingStrategy="DAEMON"), "Api", "ServiceName"),
        (set_to("Targets", Name="web"), set_to("Targets", Port=81), "Targets", "Name"),
        (lambda t: None, renamed("TaskRoute", "Out"), "Out", "DestinationCidrBlock"),
        (
            rule("ApiGroup", FromPort=9, ToPort=9, CidrIp="10.0.0.0/8"),
            renamed("ApiGroupRule", "Rule"),
            "Rule",
            "FromPort",
        ),
        (
            add("Logs", "AWS::Logs::LogGroup", LogGroupName="/ecs/app"),
            renamed("Logs", "Messages"),
            "Messages",
            "LogGroupName",
        ),
        (
            add("Logs", "AWS::Logs::LogGroup"),
            both(without("Logs"), add("Logs", "AWS::SNS::Topic")),
            "Logs",
            "another type",
        ),
    ],
)
def test_what_is_in_its_own_way_fails(tmp_path: Path, before: Change, after: Change, stuck: str, word: str) -> None:
    one = compared(tmp_path, after, before)
    found = {each.change.name: each.what for each in one.taken}
    assert stuck in found
    assert word in found[stuck]
    assert one.loses


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A name that changes with it, one that AWS makes up, revisions of a family, a rule of another group.
        (set_to("Targets", Name="web"), set_to("Targets", Port=81, Name="web-81")),
        (lambda t: None, set_to("Targets", Port=81)),
        (set_to("ApiTask", Family="api"), set_in("ApiTask", Image="node:24-alpine")),
        (
            rule("ApiGroup", FromPort=9, ToPort=9, CidrIp="10.0.0.0/8"),
            set_to("ApiGroup", GroupDescription="another"),
        ),
        (add("Logs", "AWS::Logs::LogGroup"), renamed("Logs", "Messages")),
    ],
)
def test_what_is_not_in_its_own_way_passes(tmp_path: Path, before: Change, after: Change) -> None:
    one = compared(tmp_path, after, before)
    assert one.changes
    assert one.taken == ()
