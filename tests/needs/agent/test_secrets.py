"""How ECS is told which secret it is to read, and what a policy has to say about that one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.needs.matrix import Prover
from generator.needs.row import Proof
from generator.stack import load
from tests.needs.test_other_side import grant, statements, sub
from tests.one_app import OPEN, Change, add, app, both, container, faults, properties, row, rules, set_to

GET = "secretsmanager:GetSecretValue"
HERE = "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:"


def injects(value: object) -> Change:
    return lambda t: container(t).update(Secrets=[{"Name": "X", "ValueFrom": value}])


def only(resource: object, action: object = GET) -> Change:
    """Make a change that lets the role read one thing."""
    return lambda t: statements(t).__setitem__(
        slice(None), [{"Effect": "Allow", "Action": action, "Resource": resource}]
    )


NAMED = add("Named", "AWS::SecretsManager::Secret", Name="app/db", GenerateSecretString={})


@pytest.mark.parametrize(
    ("resource", "verdict"),
    [
        ({"Ref": "Named"}, "yes"),
        (sub(HERE + "app/db-??????"), "yes"),
        (sub(HERE + "app/db-*"), "yes"),
        (sub(HERE + "app/db*"), "yes"),
        (sub(HERE + "app/*"), "yes"),
        (sub("arn:aws:secretsmanager:us-east-1:${AWS::AccountId}:secret:app/db-??????"), "yes"),
        (sub(HERE + "app/db"), "no"),
        (sub(HERE + "app/other-??????"), "no"),
        (sub(HERE + "app/db-?????"), "no"),
    ],
)
@pytest.mark.parametrize("value", [{"Ref": "Named"}, sub(HERE + "app/db"), sub(HERE + "app/db-AbCdEf")])
def test_a_secret_by_its_name(tmp_path: Path, value: object, resource: object, verdict: str) -> None:
    assert row(tmp_path, "X of web", both(NAMED, injects(value), only(resource))) == verdict


def test_a_secret_that_is_found_by_its_name_has_its_keys_and_its_key(tmp_path: Path) -> None:
    change = both(NAMED, only(sub(HERE + "app/*")), add("Key", "AWS::KMS::Key"))
    assert rules(tmp_path, both(change, injects(sub(HERE + "app/db:user::")))) == {"ECS034"}
    assert rules(tmp_path, both(change, injects(sub(HERE + "app/db")), set_to("Named", KmsKeyId={"Ref": "Key"}))) == {
        "ECS031"
    }


@pytest.mark.parametrize(
    ("written", "resource", "verdict"),
    [
        ("mail", "mail", "no"),
        ("mail", "mail-??????", "yes"),
        ("mail", "mail*", "yes"),
        ("mail-AbCdE1", "mail-AbCdE1", "yes"),
        ("mail-secret", "mail-secret*", "yes"),
        ("mail-secret", "mail-secret", "unknown"),
        ("mail-secret", "mail-??????", "unknown"),
        ("mail-secret", "other-*", "no"),
        ("${Open}", "${Open}", "unknown"),
        ("${Open}", "${Open}*", "yes"),
    ],
)
def test_policies_are_held_against_the_complete_arn(tmp_path: Path, written: str, resource: str, verdict: str) -> None:
    change = both(injects(sub(HERE + written)), only(sub(HERE + resource)))
    assert row(tmp_path, "X of web", change) == verdict


def test_a_partial_arn_is_mended_by_the_complete_one(tmp_path: Path) -> None:
    fault = faults(tmp_path, both(injects(sub(HERE + "mail")), only(sub(HERE + "mail"))))[0]
    assert (fault.rule, fault.at) == ("ECS031", "Role")
    assert "secret:mail-??????" in fault.message
    assert "complete ARN" in fault.fix


@pytest.mark.parametrize(
    "value",
    [
        sub(HERE + "app/db-*"),
        "arn:aws:secretsmanager:us-east-1:*:secret:app/db",
        "arn:aws:ssm:us-east-1:111122223333:parameter/app/*",
        "/app/db-?",
        sub("/app/${Open}/*"),
    ],
)
def test_a_pattern_in_valuefrom(tmp_path: Path, value: object) -> None:
    change = both(injects(value), only("*", [GET, "ssm:GetParameters"]))
    assert [(fault.rule, fault.steps[-1]) for fault in faults(tmp_path, change)] == [("ECS037", "ValueFrom")]
    assert row(tmp_path, "X of web", change) == "no"


@pytest.mark.parametrize("value", [sub("${Login}:pass*::"), sub(HERE + "mail-AbCdE1:what?::"), "/app/db", OPEN])
def test_no_pattern_in_valuefrom(tmp_path: Path, value: object) -> None:
    """A key may have one in its name."""
    assert "ECS037" not in rules(tmp_path, injects(value))


def test_the_name_that_cloudformation_makes(tmp_path: Path) -> None:
    assert row(tmp_path, "X of web", both(injects({"Ref": "Login"}), only(sub(HERE + "Login-*")))) == "yes"
    assert row(tmp_path, "X of web", both(injects({"Ref": "Login"}), only(sub(HERE + "stack-*")))) == "no"


def parameter(name: str) -> Change:
    return lambda t: t["Parameters"].update({name: {"Type": "String"}})


@pytest.mark.parametrize(
    ("name", "behind", "expected"),
    [
        ("SecretArn", ":password", {"ECS035"}),
        ("DatabaseSecretArn", ":password:", {"ECS035"}),
        ("SecretArn", ":password::", set()),
        ("SecretArn", "", set()),
        ("ParameterArn", ":3", set()),
        ("Prefix", ":password", set()),
    ],
)
def test_colons_behind_an_arn_that_is_a_parameter(tmp_path: Path, name: str, behind: str, expected: set[str]) -> None:
    change = both(
        parameter(name), injects(sub(f"${{{name}}}{behind}")), only({"Ref": name}, [GET, "ssm:GetParameters"])
    )
    assert rules(tmp_path, change) == expected


NOTHING = only("*", "s3:GetObject")


def orphan(action: str) -> Change:
    """Make a change that adds a policy for the parameter, attached to nothing."""
    statement = {"Effect": "Allow", "Action": action, "Resource": {"Ref": "Open"}}
    return add("Read", "AWS::IAM::ManagedPolicy", PolicyDocument={"Statement": [statement]})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (both(injects(OPEN), NOTHING), {"ECS031"}),
        (both(injects(OPEN), only("*")), set()),
        (both(injects(OPEN), only("*", "ssm:*")), set()),
        (both(injects(OPEN), only(OPEN)), set()),
        (both(injects(OPEN), only("arn:aws:secretsmanager:us-east-1:111122223333:secret:mail-*")), set()),
        (both(injects(OPEN), NOTHING, orphan(GET)), {"ECS030"}),
        (both(injects(OPEN), NOTHING, orphan("ssm:GetParameters")), {"ECS030"}),
        (both(injects({"Fn::Transform": {"Name": "Macro"}}), NOTHING), set()),
        (both(injects(sub("${Open}:password::")), NOTHING, orphan(GET)), {"ECS030"}),
        (both(injects(sub("${Open}:password::")), only("*", "ssm:GetParameters")), {"ECS031"}),
        (both(injects("{{resolve:ssm:/app/secret-arn}}"), NOTHING), {"ECS031"}),
        (both(injects("{{resolve:ssm:/app/secret-arn}}"), only("*")), set()),
    ],
    ids=[
        "neither call", "secrets", "parameters", "just that", "some secret", "attached to nothing",
        "attached to nothing, parameters", "a macro's",
        "a key, attached to nothing", "a key, and parameters", "looked up", "looked up, secrets",
    ],
)  # fmt: skip
def test_a_secret_that_is_a_parameter(tmp_path: Path, change: Change, expected: set[str]) -> None:
    """Where no resource could match, its being unknown is no excuse; anything else is not known."""
    assert rules(tmp_path, change) == expected
    assert row(tmp_path, "X of web", change) == ("no" if expected else "unknown")


@pytest.mark.parametrize(
    ("secret", "verdict"),
    [
        ({}, "unknown"),
        ({"SecretString": ""}, "unknown"),
        ({"SecretString": "s"}, "yes"),
        ({"SecretString": OPEN}, "yes"),
        ({"GenerateSecretString": {}}, "yes"),
    ],
)
def test_a_secret_without_a_value(tmp_path: Path, secret: dict[str, object], verdict: str) -> None:
    made = add("Made", "AWS::SecretsManager::Secret", **secret)
    change = both(made, injects({"Ref": "Made"}), only({"Ref": "Made"}))
    assert row(tmp_path, "X of web", change) == verdict
    assert rules(tmp_path, change) == set()


EXPIRES = '[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2030-01-01T00:00:00.000Z"}}]'
NOTIFIES = '[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}]'


@pytest.mark.parametrize(
    ("policies", "verdict"), [(None, "yes"), (NOTIFIES, "yes"), (EXPIRES, "unknown"), (OPEN, "unknown")]
)
def test_a_parameter_that_expires(tmp_path: Path, policies: object, verdict: str) -> None:
    more = {} if policies is None else {"Policies": policies}
    made = add("Made", "AWS::SSM::Parameter", Name="/app/x", Type="String", Value="x", Tier="Advanced", **more)
    change = both(made, injects("/app/x"), only("*", "ssm:GetParameters"))
    assert row(tmp_path, "X of web", change) == verdict


ROBOT = add(
    "Robot",
    "AWS::SecretsManager::Secret",
    Name="robot",
    GenerateSecretString={"SecretStringTemplate": '{"username": "robot"}', "GenerateStringKey": "password"},
)


def logs_in(value: object, *more: Change) -> Change:
    login = {"CredentialsParameter": value}
    return both(ROBOT, lambda t: container(t).update(RepositoryCredentials=login), *more)


@pytest.mark.parametrize(
    ("change", "expected", "verdict"),
    [
        (logs_in({"Ref": "Robot"}, grant(GET, {"Ref": "Robot"})), set(), "yes"),
        (logs_in("robot", grant(GET, {"Ref": "Robot"})), set(), "yes"),
        (logs_in(sub(HERE + "robot"), grant(GET, sub(HERE + "robot-*"))), set(), "yes"),
        (logs_in({"Ref": "Robot"}), {"ECS031"}, "no"),
        (logs_in("robot"), {"ECS031"}, "no"),
        (logs_in(sub("${Robot}:password::"), grant(GET, "*")), {"ECS036"}, "no"),
        (logs_in(sub(HERE + "robot:password::"), grant(GET, "*")), {"ECS036"}, "no"),
        (logs_in(sub("${Open}:password::"), grant(GET, "*")), {"ECS036"}, "no"),
        (logs_in(sub("${Robot}:password"), grant(GET, "*")), {"ECS036"}, "no"),
        (logs_in(OPEN, grant(GET, "*")), set(), "unknown"),
        (logs_in({"Ref": "Named"}, NAMED, grant(GET, "*")), {"ECS034"}, "no"),
    ],
    ids=["ARN", "name", "partial ARN", "not allowed", "name, not allowed", "keyed", "ARN, keyed", "parameter, keyed",
         "one colon", "parameter", "without a user"],
)  # fmt: skip
def test_the_login_of_a_registry(tmp_path: Path, change: Change, expected: set[str], verdict: str) -> None:
    assert rules(tmp_path, change) == expected
    assert row(tmp_path, "RepositoryCredentials", change) == verdict


def somewhere(folder: Path, change: Change, region: str = "") -> Proof:
    """The row of a secret where the Region may be known, and nothing else of the place."""
    template = app()
    change(template)
    (folder / "root.json").write_text(json.dumps(template))
    given = {"AWS::Region": region} if region else {}
    proofs = Prover(load(folder / "root.json", project=folder, parameters=given)).proofs
    return next(each for each in proofs if each.need.name.startswith("X of web"))


def in_partition(name: str) -> Change:
    pattern = sub(f"arn:{name}:secretsmanager:${{AWS::Region}}:${{AWS::AccountId}}:secret:app/*")
    return both(NAMED, injects({"Ref": "Named"}), only(pattern))


def test_a_partition_that_is_written_out(tmp_path: Path) -> None:
    """Nothing tells another than aws: that is taken, and said. A Region tells for certain."""
    taken = somewhere(tmp_path, in_partition("aws")).answer
    assert str(taken.verdict) == "yes"
    assert any("judged for the partition aws" in each for each in taken.because)
    told = somewhere(tmp_path, in_partition("aws"), "eu-west-1").answer
    assert str(told.verdict) == "yes"
    assert not any("judged for" in each for each in told.because)
    assert str(somewhere(tmp_path, in_partition("aws"), "cn-north-1").answer.verdict) == "no"
    assert str(somewhere(tmp_path, in_partition("aws-cn"), "cn-north-1").answer.verdict) == "yes"
    assert str(somewhere(tmp_path, in_partition("aws-cn")).answer.verdict) == "unknown"


def test_what_is_written_for_another_partition_leaves_it_open(tmp_path: Path) -> None:
    other = lambda t: properties(t, "Role").update(ManagedPolicyArns=["arn:aws-us-gov:iam::aws:policy/Any"])  # noqa: E731
    assert str(somewhere(tmp_path, both(in_partition("aws"), other)).answer.verdict) == "unknown"
