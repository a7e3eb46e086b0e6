"""What roles allow, and what keys have the last word on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import (
    OPEN,
    Change,
    add,
    attribute,
    both,
    container,
    faults,
    properties,
    row,
    rules,
    set_to,
)

ROOT = {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}
ROLE = {"AWS": attribute("Role", "Arn")}
IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/team/web:v1"
READ = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "Login"}}


def statements(t: dict[str, Any]) -> list[Any]:
    """The statements of the role's own policy."""
    found: list[Any] = properties(t, "Role")["Policies"][0]["PolicyDocument"]["Statement"]
    return found


def allow(principal: object, action: object = "kms:*", **more: object) -> dict[str, Any]:
    """Write a statement of a key policy."""
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", **more}


def via(service: str) -> dict[str, Any]:
    """Limit a statement to what goes through a service."""
    return {"StringEquals": {"kms:ViaService": f"{service}.us-east-1.amazonaws.com"}}


def encrypted(*key_statements: object, granted: bool = True) -> Change:
    """Make a change that encrypts the login with a key, which the role may use as far as its own policy says."""

    def change(t: dict[str, Any]) -> None:
        t["Resources"]["Key"] = {"Type": "AWS::KMS::Key", "Properties": {}}
        if key_statements:
            properties(t, "Key")["KeyPolicy"] = {"Statement": list(key_statements)}
        properties(t, "Login")["KmsKeyId"] = attribute("Key", "Arn")
        decrypt = {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": attribute("Key", "Arn")}
        statements(t).extend([decrypt] if granted else [])

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (encrypted(allow(ROOT)), None),
        (encrypted(), None),
        (encrypted(allow(ROLE, "kms:Decrypt"), granted=False), None),
        (encrypted(allow(ROOT, Condition=via("secretsmanager"))), None),
        (encrypted(allow({"Service": "ec2.amazonaws.com"})), ("Key", ("KeyPolicy",))),
        (encrypted(allow(ROOT, "kms:Encrypt")), ("Key", ("KeyPolicy",))),
        (encrypted(allow(ROOT, Condition=via("rds"))), ("Key", ("KeyPolicy",))),
        (encrypted(allow(ROOT), allow(ROOT) | {"Effect": "Deny"}), ("Key", ("KeyPolicy",))),
        (encrypted(allow(ROOT), granted=False), ("Role", ("Policies", 0, "PolicyDocument"))),
    ],
)  # fmt: skip
def test_the_key_has_the_last_word(tmp_path: Path, change: Change, place: object) -> None:
    found = [(fault.at, fault.steps) for fault in faults(tmp_path, change) if fault.rule == "ECS031"]
    assert dict.fromkeys(found) == ({} if place is None else {place: None})


def test_a_key_policy_that_is_not_seen_decides_nothing(tmp_path: Path) -> None:
    change = both(encrypted(allow(ROOT)), set_to("Key", KeyPolicy=OPEN))
    assert rules(tmp_path, change) == set()
    assert row(tmp_path, "DB_PASSWORD", change) == "unknown"


def moved(name: str, kind: str, **more: object) -> Change:
    """Make a change that moves what the role allows into a policy of its own."""

    def change(t: dict[str, Any]) -> None:
        del properties(t, "Role")["Policies"]
        add(name, kind, PolicyDocument={"Statement": [READ]}, **more)(t)

    return change


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (
            moved("Read", "AWS::IAM::ManagedPolicy"),
            ("ECS030", "Read", ()),
            "Read grants secretsmanager:GetSecretValue, which Web needs to inject DB_HOST, but it is attached to "
            "no role; the call fails with AccessDeniedException",
        ),
        (
            lambda t: properties(t, "Role").pop("Policies"),
            ("ECS031", "Role", ()),
            "Role does not allow secretsmanager:GetSecretValue on Login, which ECS needs to inject DB_HOST for Web; "
            "the call fails with AccessDeniedException",
        ),
        (
            both(
                lambda t: statements(t).append({**READ, "Effect": "Deny"}),
                add("Other", "AWS::IAM::Policy", Roles=[{"Ref": "Role"}], PolicyDocument={"Statement": [READ]}),
            ),
            ("ECS031", "Role", ("Policies", 0, "PolicyDocument")),
            "AccessDeniedException (Role start, statement 2 denies secretsmanager:GetSecretValue on ",
        ),
        (
            encrypted(allow({"Service": "ec2.amazonaws.com"})),
            ("ECS031", "Key", ("KeyPolicy",)),
            "the policy of Key does not let Role use it for kms:Decrypt, which ECS needs to inject DB_HOST (it is",
        ),
    ],
    ids=["attached to nothing", "allowed by none", "denied", "kept by the key"],
)
def test_the_words_are_those_of_what_is_missing(
    tmp_path: Path, change: Change, place: tuple[Any, ...], words: str
) -> None:
    found = faults(tmp_path, change)[0]
    assert (found.rule, found.at, found.steps) == place
    assert words in found.message
    assert row(tmp_path, "DB_HOST of web", change) == "no"


def test_policies_whose_names_read_alike_are_told_apart(tmp_path: Path) -> None:
    """Both count, and a message says which one denies."""

    def named_alike(effect: str) -> Change:
        def change(t: dict[str, Any]) -> None:
            policies = properties(t, "Role")["Policies"]
            statement = {"Effect": effect, "Action": "secretsmanager:GetSecretValue", "Resource": "*"}
            policies.insert(0, {"PolicyDocument": {"Statement": [statement]}})
            for policy in policies:
                policy["PolicyName"] = OPEN

        return change

    assert rules(tmp_path, named_alike("Allow")) == rules(tmp_path)
    assert (
        "(Role the parameter Open (Policies[0]), statement 1 denies "
        in faults(tmp_path, named_alike("Deny"))[0].message
    )


@pytest.mark.parametrize(
    "change",
    [
        moved("Read", "AWS::IAM::ManagedPolicy", Roles=[{"Ref": "Role"}]),
        both(moved("Read", "AWS::IAM::ManagedPolicy"), set_to("Role", ManagedPolicyArns=[{"Ref": "Read"}])),
        both(moved("Read", "AWS::IAM::ManagedPolicy"), lambda t: t.update(Outputs={"It": {"Value": {"Ref": "Read"}}})),
        both(lambda t: properties(t, "Role").pop("Policies"), set_to("Role", ManagedPolicyArns=OPEN)),
        both(lambda t: properties(t, "Role").pop("Policies"), set_to("WebTask", ExecutionRoleArn=OPEN)),
    ],
    ids=["names the role", "named by the role", "seen by others", "of an open list", "of a role made elsewhere"],
)
def test_a_policy_that_reaches_the_role_or_may(tmp_path: Path, change: Change) -> None:
    assert "ECS030" not in rules(tmp_path, change)


def test_instances_pull_and_log_for_their_tasks(tmp_path: Path) -> None:
    """Without an execution role, on EC2 the role of the instance is asked; secrets need one even there."""
    image = lambda t: container(t).update(Image=IMAGE, Secrets=[])  # noqa: E731
    bare = both(image, set_to("WebTask", ExecutionRoleArn=None))
    on_instances = both(set_to("Web", LaunchType="EC2"), set_to("WebTask", RequiresCompatibilities=["EC2"]))
    assert rules(tmp_path, bare) == {"ECS032"}
    assert rules(tmp_path, both(bare, on_instances)) == {"ECS270"}  # There are none.
    assert rules(tmp_path, both(set_to("WebTask", ExecutionRoleArn=None), on_instances)) == {"ECS032", "ECS270"}


def test_a_role_has_to_name_the_repository_of_the_region(tmp_path: Path) -> None:
    def grant(region: str) -> Change:
        resource = f"arn:aws:ecr:{region}:111122223333:repository/team/web"

        def change(t: dict[str, Any]) -> None:
            container(t)["Image"] = IMAGE
            statements(t).append({"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"})
            statements(t).append({"Effect": "Allow", "Action": "ecr:*", "Resource": resource})

        return change

    assert "ECS031" not in rules(tmp_path, grant("us-east-1"))
    assert "ECS031" in rules(tmp_path, grant("eu-west-1"))
