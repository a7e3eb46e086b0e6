"""What the tasks of before lose while an update runs."""

from __future__ import annotations

from pathlib import Path

from generator.logic import Truth
from tests.comparison.two import compared
from tests.one_app import Change, Template, add, both, container, properties, set_in


def without_secrets(template: Template) -> None:
    del container(template)["Secrets"]


def may_read(template: Template) -> dict[str, object]:
    return {"Statement": [{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "Login"}}]}


def not_allowed(template: Template) -> None:
    properties(template, "Role")["Policies"] = []


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


def test_a_parameter_that_changes_leaves_it_undecided(tmp_path: Path) -> None:
    def tagged(tag: str) -> Change:
        return lambda t: t["Parameters"].update(Tag={"Type": "String", "Default": tag})

    before = both(tagged("22-alpine"), set_in("WebTask", Image={"Fn::Sub": "node:${Tag}"}))
    one = compared(tmp_path, both(tagged("24-alpine"), without_secrets, not_allowed), before)
    assert one.during.rows == ()
    assert one.during.undecided
