"""The plan of a deployment tells what is in its own way."""

from __future__ import annotations

import json

from generator.changes.change import Change, Difference
from generator.changes.plan import Plan, plan
from generator.report.plan_data import plan_data
from generator.report.plan_markdown import plan_markdown
from generator.report.plan_text import plan_text
from generator.report.style import Style


def planned(*changes: Change) -> Plan:
    return plan("app-dev", "dev", "111122223333", "us-east-1", "update", "set", list(changes), ())


def targets(name: str, possible: bool = False) -> Change:
    forced = (Difference("Port", "80", "81", recreates=True),)
    kind, before, after = "AWS::ElasticLoadBalancingV2::TargetGroup", {"Name": "web"}, {"Name": name}
    return Change(("Web", "Targets"), kind, "replace", "arn", possible, "", forced, before, after)


def test_a_fixed_name_is_told_in_every_form() -> None:
    made = planned(targets("web"))
    assert "Web/Targets cannot be replaced" in plan_text(made, Style(200))
    assert "`Web/Targets` cannot be replaced" in plan_markdown(made)
    assert json.loads(json.dumps(plan_data(made)))["taken"][0]["path"] == "Web/Targets"


def test_another_name_and_a_replacement_that_may_not_be_are_silent() -> None:
    for change in (targets("other"), targets("web", possible=True)):
        made = planned(change)
        assert "cannot be" not in plan_text(made, Style(200)) + plan_markdown(made)
        assert plan_data(made)["taken"] == []
