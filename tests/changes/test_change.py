"""Change sets, flattened, and what is concluded from them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.changes.change import Change, Described, Difference, flatten
from generator.changes.loss import deletion_policy, losses
from generator.changes.plan import plan
from generator.changes.restarts import restarts
from generator.changes.widening import widenings


def entry(name: str, type_: str, action: str = "Modify", **more: Any) -> dict[str, Any]:
    change = {"LogicalResourceId": name, "ResourceType": type_, "Action": action, **more}
    return {"Type": "Resource", "ResourceChange": change}


def detail(name: str, recreation: str = "Never", evaluation: str = "Static", **target: str) -> dict[str, Any]:
    return {
        "Target": {"Attribute": "Properties", "Name": name, "RequiresRecreation": recreation, **target},
        "Evaluation": evaluation,
    }


STACK = "AWS::CloudFormation::Stack"


def test_nested_changes_stand_behind_their_stack() -> None:
    inner = Described([entry("Instance", "AWS::RDS::DBInstance", Details=[detail("AllocatedStorage")])])
    outer = Described([entry("Data", STACK)], {"Data": Described([entry("Database", STACK)], {"Database": inner})})
    assert [(each.name, each.action) for each in flatten(outer)] == [("Data/Database/Instance", "modify")]


def test_a_nested_stack_that_is_touched_for_nothing_is_no_change() -> None:
    assert flatten(Described([entry("Keys", STACK)], {"Keys": Described([])})) == []


def test_what_goes_away_with_a_nested_stack_is_listed() -> None:
    gone = Change(("Orders", "Logs"), "AWS::Logs::LogGroup", "remove")
    inside = Described([entry("Orders", STACK, "Remove")], {}, {"Orders": [gone]})
    outer = Described([entry("Shop", STACK)], {"Shop": inside})
    assert [(each.name, each.action) for each in flatten(outer)] == [
        ("Shop/Orders", "remove"),
        ("Shop/Orders/Logs", "remove"),
    ]


@pytest.mark.parametrize(
    ("replacement", "details", "possible"),
    [
        ("True", [detail("Engine", "Always")], False),
        ("True", [detail("KmsKeyId", "Always", "Dynamic")], True),
        ("True", [detail("KmsKeyId", "Always", "Dynamic"), detail("Engine", "Always")], False),
        ("True", [detail("KmsKeyId", "Always", AfterValue="{{changeSet:KNOWN_AFTER_APPLY}}")], True),
        ("True", [detail("KmsKeyId", "Always", AfterValue='["{{IntrinsicFunction:arn:x/Keys/Arn}}"]')], True),
        ("True", [detail("KmsKeyId", "Always", AfterValue="arn:aws:kms:x")], False),
        ("Conditional", [detail("Engine", "Conditionally")], True),
        ("True", [], False),
    ],
)
def test_a_replacement_that_hangs_on_unknown_values_is_possible(
    replacement: str, details: list[Any], possible: bool
) -> None:
    (change,) = flatten(Described([entry("Db", "AWS::RDS::DBInstance", Replacement=replacement, Details=details)]))
    assert (change.action, change.possible) == ("replace", possible)


def valued(before: Any, after: Any, **target: str) -> list[tuple[str, str | None, str | None]]:
    contexts = {key: json.dumps({"Properties": {"P": each}}) for key, each in (("Before", before), ("After", after))}
    more = {f"{key}Context": text for key, text in contexts.items()}
    (change,) = flatten(Described([entry("T", "AWS::X::Y", Details=[detail("P", **target)], **more)]))
    return [(each.path, each.before, each.after) for each in change.differences]


def test_a_property_that_is_merely_named_is_told_in_detail() -> None:
    before = [{"Image": "a:1", "Cpu": 1, "Same": {}}, {"Image": "b:1"}]
    after = [{"Image": "a:2", "Cpu": 2, "Same": {}}, {"Image": "b:1", "New": True}]
    assert valued(before, after) == [("P.0.Image", "a:1", "a:2"), ("P.0.Cpu", "1", "2"), ("P.1.New", None, "true")]
    assert valued(["a"], ["a", "b"]) == [("P", '["a"]', '["a", "b"]')]


def test_what_is_told_already_or_not_known_or_too_much_stays() -> None:
    assert valued({"A": "1"}, {"A": "2"}, BeforeValue="x", AfterValue="y") == [("P", "x", "y")]
    assert valued({"A": "1"}, {"A": "{{IntrinsicFunction:x/Y}}"}) == [("P", None, None)]
    assert valued(list(range(9)), list(range(1, 10))) == [("P", None, None)]


def test_a_policy_stays_whole() -> None:
    before, after = ({"Statement": [{"Effect": "Allow", "Action": each}]} for each in ("s3:Get*", "s3:*"))
    assert valued(before, after) == [("P", json.dumps(before), json.dumps(after))]


def test_only_what_is_certain_is_a_loss() -> None:
    changes = [
        Change(("Db", "A"), "AWS::RDS::DBInstance", "replace"),
        Change(("Db", "B"), "AWS::RDS::DBInstance", "replace", possible=True),
        Change(("Db", "C"), "AWS::RDS::DBInstance", "modify"),
        Change(("Db", "D"), "AWS::RDS::DBInstance", "remove"),
        Change(("Db", "E"), "AWS::RDS::DBParameterGroup", "remove"),
    ]
    assert [each.change.name for each in losses(changes)] == ["Db/A", "Db/D"]


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [((), False), (("Db/A",), True), (("Db",), True), (("A",), False), (("Db/A/x",), False), (("D",), False)],
)
def test_allowed_by_its_path_or_by_one_above(allowed: tuple[str, ...], expected: bool) -> None:
    (loss,) = losses([Change(("Db", "A"), "AWS::RDS::DBInstance", "remove")], allowed)
    assert loss.allowed is expected
    judged = plan("s", "dev", "1", "r", "update", "c", [loss.change], allowed)
    assert bool(judged.refused) is not expected


SECRET = "AWS::SecretsManager::Secret"


@pytest.mark.parametrize(
    ("type_", "changed", "anew"),
    [
        (SECRET, Difference("GenerateSecretString.PasswordLength", "32", "40"), True),
        (SECRET, Difference("GenerateSecretString"), True),
        (SECRET, Difference("GenerateSecretString.SecretStringTemplate", certain=False), False),
        (SECRET, Difference("Description", "a", "b"), False),
        (SECRET, Difference("GenerateSecretStringer"), False),
        ("AWS::X::Y", Difference("GenerateSecretString"), False),
    ],
)
def test_a_secret_that_stays_and_loses_its_value(type_: str, changed: Difference, anew: bool) -> None:
    secret = Change(("Keys", "Login"), type_, "modify", differences=(Difference("Tags"), changed))
    assert [each.stays for each in losses([secret])] == [True] * anew
    assert [each.allowed for each in losses([secret], ["Keys"])] == [True] * anew


def test_a_secret_that_is_replaced_is_one_loss_and_not_two() -> None:
    changed = (Difference("GenerateSecretString.PasswordLength"), Difference("Name"))
    replaced = Change(("Login",), SECRET, "replace", differences=changed)
    assert [each.stays for each in losses([replaced])] == [False]


@pytest.mark.parametrize(
    ("paths", "restarted"),
    [
        (["TaskDefinition"], True),
        (["DesiredCount"], False),
        (["DesiredCount", "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"], True),
        (["Tags"], False),
        (["EnableExecuteCommand", "PlacementStrategies"], False),
        ([], True),
    ],
)
def test_services_that_restart(paths: list[str], restarted: bool) -> None:
    change = Change(("Api", "Service"), "AWS::ECS::Service", "modify", differences=tuple(map(Difference, paths)))
    assert (restarts([change]) == [change]) is restarted


def replaced(path: str, type_: str, possible: bool = False) -> Change:
    return Change(tuple(path.split("/")), type_, "replace", possible=possible)


@pytest.mark.parametrize(
    ("other", "restarted"),
    [
        (replaced("Database/Database", "AWS::RDS::DBInstance"), True),
        (replaced("Api/TaskDefinition", "AWS::ECS::TaskDefinition"), True),
        (replaced("Database/Database", "AWS::RDS::DBInstance", possible=True), False),
        (replaced("Api/TaskDefinition", "AWS::ECS::TaskDefinition", possible=True), False),
        (replaced("Other/TaskDefinition", "AWS::ECS::TaskDefinition"), False),
        (Change(("Database", "Database"), "AWS::RDS::DBInstance", "modify"), False),
        (Change(("Iam", "Role"), "AWS::IAM::Role", "add"), False),
    ],
)
@pytest.mark.parametrize(("action", "certain"), [("modify", False), ("replace", False), ("modify", True)])
def test_a_value_that_may_differ_restarts_when_its_source_is_replaced(
    action: str, certain: bool, other: Change, restarted: bool
) -> None:
    """Whatever stack is touched, those that take a value of it are in the set, though mostly nothing differs."""
    own = replaced("Api/TaskDefinition", "AWS::ECS::TaskDefinition", possible=True)
    unsure = (Difference("TaskDefinition", certain=certain), Difference("Tags"))
    service = Change(("Api", "Service"), "AWS::ECS::Service", action, possible=action == "replace", differences=unsure)
    assert (restarts([*([own] if other.path != own.path else []), other, service]) == [service]) is restarted
    quiet = Change(("Api", "Service"), "AWS::ECS::Service", "modify", differences=(Difference("Tags", certain=False),))
    assert restarts([other, quiet]) == []


def allow(*actions: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": "*", **more}


def widened(before: Any, after: Any, path: str = "PolicyDocument") -> list[str]:
    texts = (json.dumps({"Statement": each}) for each in (before, after))
    change = Change(("P",), "AWS::IAM::ManagedPolicy", "modify", differences=(Difference(path, *texts),))
    return [each.what for each in widenings([change])]


def test_a_policy_that_allows_more() -> None:
    assert widened([allow("s3:GetObject")], [allow("s3:GetObject", "s3:PutObject")]) == [
        "PolicyDocument allows more: s3:PutObject on *"
    ]


def test_a_policy_that_allows_less_is_silent() -> None:
    assert widened([allow("s3:GetObject", "s3:PutObject")], [allow("s3:GetObject")]) == []


def test_a_condition_taken_away_allows_more() -> None:
    narrow = allow("s3:GetObject", Condition={"Bool": {"aws:SecureTransport": "true"}})
    assert widened([narrow], [allow("s3:GetObject")]) == ["PolicyDocument allows more: s3:GetObject on *"]


def test_a_denial_taken_away_allows_more() -> None:
    deny = {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"}
    assert widened([allow("s3:*"), deny], [allow("s3:*")]) == ["PolicyDocument no longer denies s3:DeleteObject on *"]


def test_a_policy_whose_text_is_not_known_changes() -> None:
    change = Change(("P",), "AWS::IAM::Role", "modify", differences=(Difference("AssumeRolePolicyDocument"),))
    assert [each.what for each in widenings([change])] == ["AssumeRolePolicyDocument changes"]


@pytest.mark.parametrize("text", ["", "{", "[", "a sentence"])
def test_a_policy_that_is_no_json_changes(text: str) -> None:
    change = Change(
        ("P",), "AWS::IAM::ManagedPolicy", "modify", differences=(Difference("PolicyDocument", "{}", text),)
    )
    assert [each.what for each in widenings([change])] == ["PolicyDocument changes"]


@pytest.mark.parametrize("key", ["Principal", "Condition"])
def test_keys_in_another_order_allow_nothing_more(key: str) -> None:
    one, other = {"AWS": {"a": "1", "b": "2"}}, {"AWS": {"b": "2", "a": "1"}}
    one, other = one | {"Service": "x"}, {"Service": "x"} | other
    assert widened([allow("s3:GetObject", **{key: one})], [allow("s3:GetObject", **{key: other})]) == []


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ({"Attribute": "Properties", "Name": "Engine"}, "Engine"),
        ({"Attribute": "Properties", "Name": "Tags", "Path": "/Properties/Tags/0/Value"}, "Tags.0.Value"),
        ({"Attribute": "DeletionPolicy"}, "DeletionPolicy"),
        ({"Attribute": "Metadata", "Name": ""}, "Metadata"),
    ],
)
def test_a_difference_is_named_as_closely_as_is_known(target: dict[str, str], path: str) -> None:
    (change,) = flatten(Described([entry("Db", "AWS::RDS::DBInstance", Details=[{"Target": target}])]))
    assert [each.path for each in change.differences] == [path]


def group(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"SecurityGroupIngress": list(rules)}


OPEN = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0"}
CLOSED = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"}


@pytest.mark.parametrize(
    ("before", "after", "opens"),
    [
        ({}, group(OPEN), True),
        (group(CLOSED), group(CLOSED, OPEN), True),
        (group(OPEN), group(OPEN), False),
        (group(OPEN), group(CLOSED), False),
        ({}, OPEN | {"CidrIp": "10.0.0.0/8"}, False),
        ({}, {"IpProtocol": "-1", "CidrIpv6": "::/0"}, True),
    ],
)
def test_a_group_that_opens_to_the_world(before: dict[str, Any], after: dict[str, Any], opens: bool) -> None:
    action = "modify" if before else "add"
    change = Change(("G",), "AWS::EC2::SecurityGroup", action, before=before, after=after)
    assert bool(widenings([change])) is opens


@pytest.mark.parametrize(
    ("type_", "path", "after", "opens"),
    [
        ("AWS::RDS::DBInstance", "PubliclyAccessible", "true", True),
        ("AWS::RDS::DBInstance", "PubliclyAccessible", "false", False),
        ("AWS::RDS::DBInstance", "DeletionProtection", "False", True),
        ("AWS::ECS::Service", "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", "ENABLED", True),
        ("AWS::ECS::Service", "DesiredCount", "0", False),
    ],
)
def test_protections_switched_off(type_: str, path: str, after: str, opens: bool) -> None:
    change = Change(("R",), type_, "modify", differences=(Difference(path, "x", after),))
    assert bool(widenings([change])) is opens


@pytest.mark.parametrize(
    ("type_", "resource", "policy"),
    [
        ("AWS::RDS::DBInstance", {}, "Snapshot"),
        ("AWS::RDS::DBInstance", {"Properties": {"DBClusterIdentifier": "x"}}, "Delete"),
        ("AWS::RDS::DBCluster", {}, "Snapshot"),
        ("AWS::RDS::DBInstance", {"DeletionPolicy": "Delete"}, "Delete"),
        ("AWS::Logs::LogGroup", {}, "Delete"),
        ("AWS::Logs::LogGroup", {"DeletionPolicy": "RetainExceptOnCreate"}, "Retain"),
        ("AWS::Logs::LogGroup", {"Properties": None}, "Delete"),
    ],
)
def test_what_a_stack_leaves_behind(type_: str, resource: dict[str, Any], policy: str) -> None:
    assert deletion_policy(type_, resource) == policy
