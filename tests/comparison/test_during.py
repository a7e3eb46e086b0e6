"""What the tasks of before lose while an update runs."""

from __future__ import annotations

from pathlib import Path

from generator.comparison import Comparison
from generator.logic import Truth
from tests.comparison.two import compared
from tests.one_app import Change, Template, add, both, container, properties, set_in, set_to


def without_secrets(template: Template) -> None:
    del container(template)["Secrets"]


def may_read(template: Template) -> dict[str, object]:
    return {"Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "Login"}}]}


def not_allowed(template: Template) -> None:
    properties(template, "Role")["Policies"] = []


def lost(one: Comparison) -> dict[str, Truth | None]:
    """What the old tasks of Web are without, by need."""
    return {row.need: row.after for row in one.during.rows if row.task == "Web"}


def test_a_statement_that_goes_in_place_is_missed_by_old_tasks(tmp_path: Path) -> None:
    one = compared(tmp_path, both(without_secrets, not_allowed))
    rows = {row.need: row.after for row in one.during.rows if row.task == "Web"}
    assert rows["DB_PASSWORD of web"] is Truth.NO
    assert not any(row.worse for row in one.rows)


def test_a_policy_that_goes_as_a_resource_stays_until_the_cleanup(tmp_path: Path) -> None:
    def its_own(template: Template) -> None:
        not_allowed(template)
        document = may_read(template)
        add("Read", "AWS::IAM::Policy", PolicyName="read", PolicyDocument=document, Roles=[{"Ref": "Role"}])(template)

    def gone(template: Template) -> None:
        without_secrets(template)
        del template["Resources"]["Read"]
        properties(template, "Cluster")["Tags"] = [{"Key": "a", "Value": "b"}]

    one = compared(tmp_path, gone, both(its_own, lambda t: t["Resources"]["Cluster"].setdefault("Properties", {})))
    assert (one.during.rows, one.during.undecided) == ((), "")


def test_an_inline_rule_that_goes_is_missed_by_old_tasks(tmp_path: Path) -> None:
    def elsewhere(template: Template) -> None:
        properties(template, "DataGroup")["SecurityGroupIngress"] = []
        without_secrets(template)
        del template["Resources"]["LoginAttachment"]
        template["Resources"]["Web"]["DependsOn"] = ["Listener", "TaskRoute"]

    one = compared(tmp_path, elsewhere)
    assert any(row.need.startswith("database") and row.after is Truth.NO for row in one.during.rows)


def test_no_task_that_is_replaced_misses_nothing(tmp_path: Path) -> None:
    one = compared(tmp_path, lambda t: properties(t, "Role")["Policies"].append(properties(t, "Role")["Policies"][0]))
    assert one.during.rows == ()


def test_what_is_lost_for_good_is_told_once(tmp_path: Path) -> None:
    one = compared(tmp_path, both(not_allowed, set_in("WebTask", Image="node:24-alpine")))
    assert any(row.worse and row.need == "DB_PASSWORD of web" for row in one.rows)
    assert not any(row.need == "DB_PASSWORD of web" for row in one.during.rows)


def test_a_parameter_that_changes_is_what_it_was_for_the_old_tasks(tmp_path: Path) -> None:
    def tagged(tag: str) -> Change:
        return lambda t: t["Parameters"].update(Tag={"Type": "String", "Default": tag})

    before = both(tagged("22-alpine"), set_in("WebTask", Image={"Fn::Sub": "node:${Tag}"}))
    one = compared(tmp_path, both(tagged("24-alpine"), without_secrets, not_allowed), before)
    assert lost(one)["DB_PASSWORD of web"] is Truth.NO
    assert not one.during.undecided


def renamed_group(template: Template) -> None:
    properties(template, "TaskGroup")["GroupDescription"] = "another, which replaces it"


def test_a_group_that_is_replaced_is_no_longer_admitted_by_rules_in_place(tmp_path: Path) -> None:
    one = compared(tmp_path, renamed_group)
    assert {change.name: change.action for change in one.changes}["TaskGroup"] == "replace"
    (row,) = [row for row in one.during.rows if row.need.startswith("database")]
    assert (row.task, row.before, row.after) == ("Web", Truth.YES, Truth.NO)
    assert not any(each.worse for each in one.rows)
    assert one.during.interrupts


def test_a_rule_of_its_own_is_replaced_with_the_group_and_stays_until_the_cleanup(tmp_path: Path) -> None:
    def its_own(template: Template) -> None:
        properties(template, "DataGroup")["SecurityGroupIngress"] = []
        target = {"Fn::GetAtt": ["DataGroup", "GroupId"]}
        source = {"Fn::GetAtt": ["TaskGroup", "GroupId"]}
        rule = {"GroupId": target, "SourceSecurityGroupId": source, "IpProtocol": "tcp", "FromPort": 5432}
        add("DataRule", "AWS::EC2::SecurityGroupIngress", **rule, ToPort=5432)(template)
        template["Resources"]["Web"]["DependsOn"] = ["Listener", "LoginAttachment", "TaskRoute", "DataRule"]

    one = compared(tmp_path, renamed_group, its_own)
    assert not any(row.need.startswith("database") for row in (*one.during.rows, *one.during.early))


def test_a_target_group_that_is_replaced_has_no_old_task(tmp_path: Path) -> None:
    one = compared(tmp_path, set_to("Targets", Port=81))
    assert {change.name: change.action for change in one.changes}["Targets"] == "replace"
    (row,) = one.during.rows
    assert (row.task, row.need, row.after) == ("Web", "start", Truth.NO)
    assert "Targets" in row.because[0]


def test_new_tasks_may_come_before_what_their_service_does_not_wait_for(tmp_path: Path) -> None:
    def its_own(*more: str) -> Change:
        def change(template: Template) -> None:
            properties(template, "Role")["Policies"] = []
            document = may_read(template)
            document["Statement"][0]["Resource"] = [{"Ref": "Login"}, *({"Ref": each} for each in more)]  # type: ignore[index]
            add("Read", "AWS::IAM::Policy", PolicyName="read", PolicyDocument=document, Roles=[{"Ref": "Role"}])(
                template
            )

        return change

    def second(template: Template) -> None:
        its_own("Key")(template)
        container(template)["Secrets"].append({"Name": "KEY", "ValueFrom": {"Ref": "Key"}})

    before = both(add("Key", "AWS::SecretsManager::Secret", GenerateSecretString={}), its_own())
    one = compared(tmp_path, second, before)
    assert [(row.task, row.need) for row in one.during.early] == [("Web", "KEY of web")]
    assert one.during.rows == ()
    assert not one.during.interrupts

    def waits(template: Template) -> None:
        template["Resources"]["Web"]["DependsOn"] = ["Listener", "LoginAttachment", "TaskRoute", "Read"]

    assert compared(tmp_path, both(second, waits), before).during.early == ()
