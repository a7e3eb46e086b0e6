"""What a change set lists and is named, where answers recorded of AWS showed that it was otherwise."""

from __future__ import annotations

import json
from typing import Any

from tests.rehearsal.account import Account

PLAIN = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "one"}}


def planned(account: Account, kind: str, resources: dict[str, Any], same: str) -> dict[str, str]:
    """The actions of a change set with one name for all, executed."""
    parameters = {"Same": {"Type": "String", "Default": same}}
    conditions = {"Both": {"Fn::Equals": [{"Ref": "Same"}, "yes"]}}
    text = json.dumps({"Parameters": parameters, "Conditions": conditions, "Resources": resources})
    named = {"StackName": "branched", "ChangeSetName": "one-name"}
    account.cloudformation.create_change_set(**named, TemplateBody=text, ChangeSetType=kind)
    plan = account.cloudformation.describe_change_set(**named)
    assert account.execute(plan) == f"{kind}_COMPLETE"
    listed = [entry["ResourceChange"] for entry in plan["Changes"]]
    return {change["LogicalResourceId"]: change["Action"] for change in listed}


def test_a_condition_decides_what_a_change_set_lists(account: Account) -> None:
    resources = {"Topic": PLAIN, "Other": {**PLAIN, "Condition": "Both"}}
    assert planned(account, "CREATE", resources, "no") == {"Topic": "Add"}
    assert planned(account, "UPDATE", resources, "yes") == {"Other": "Add"}
    assert planned(account, "UPDATE", resources, "no") == {"Other": "Remove"}


def test_an_attribute_may_be_a_property_that_is_stated(account: Account) -> None:
    said = {"Fn::GetAtt": ["Topic", "DisplayName"]}
    topics = {"Topic": PLAIN, "Echo": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": said}}}
    text = json.dumps({"Resources": topics, "Outputs": {"Said": {"Value": {"Fn::Sub": "${Echo.TopicName}"}}}})
    account.cloudformation.create_stack(StackName="echo", TemplateBody=text)
    assert account.settled("echo") == "CREATE_COMPLETE"
    attributes = account.sns.get_topic_attributes(TopicArn=account.resource("echo", "Echo"))["Attributes"]
    assert attributes["DisplayName"] == "one"


def test_an_attribute_that_is_neither_fails(account: Account) -> None:
    wrong = {"Fn::GetAtt": ["Topic", "Colour"]}
    topics = {"Topic": PLAIN, "Echo": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": wrong}}}
    account.cloudformation.create_stack(StackName="wrong", TemplateBody=json.dumps({"Resources": topics}))
    assert account.settled("wrong") == "ROLLBACK_COMPLETE"
