"""Decisions: what their reasons name, and the corners that the case tables leave out."""

from __future__ import annotations

from typing import Any

import pytest

from generator.awsdata.managed_policies import managed_policies
from generator.iam import ABSENT, UNKNOWN, Caller, Context, Decision, decide, managed_policy
from generator.logic import Truth
from tests.iam.case_notation import read

SECRET = "<Secret|arn:*:secretsmanager:*:*:secret:*-??????>"


def _policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def test_a_yes_names_its_statement() -> None:
    policies = {
        "Pull": _policy({"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}),
        "Read": _policy(
            {"Effect": "Allow", "Action": "ssm:*", "Resource": "*"},
            {"Sid": "Secrets", "Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"},
        ),
    }
    assert decide(policies, "secretsmanager:GetSecretValue", read(SECRET), {}) == Decision(
        Truth.YES,
        ("Read, statement 2 (Secrets) allows secretsmanager:GetSecretValue on Secret",),
        "Read",
        1,
    )


def test_a_no_says_what_was_near() -> None:
    policies = [_policy(
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]},
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"Bool": {"k": "true"}}},
        {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"},
    )]  # fmt: skip
    decision = decide(policies, "s3:GetObject", "arn:aws:s3:::c/k", {"k": False})
    assert decision.because == (
        "nothing allows s3:GetObject on arn:aws:s3:::c/k",
        "the identity policies do not allow it",
        "identity policy 1, statement 1: it covers arn:aws:s3:::a/*, arn:aws:s3:::b/*, not arn:aws:s3:::c/k",
        "identity policy 1, statement 2: its conditions are not met (Bool k)",
    )


def test_a_long_list_of_resources_is_cut_in_the_reason() -> None:
    names = [f"arn:aws:s3:::{name}" for name in "abcde"]
    policies = [_policy({"Effect": "Allow", "Action": "*", "Resource": names})]
    assert "arn:aws:s3:::c and 2 more, not" in decide(policies, "s3:GetObject", "arn:aws:s3:::z", {}).because[-1]
    three = [_policy({"Effect": "Allow", "Action": "*", "Resource": names[:3]})]
    assert "arn:aws:s3:::c, not" in decide(three, "s3:GetObject", "arn:aws:s3:::z", {}).because[-1]


def test_a_denial_names_its_statement() -> None:
    boundary = _policy({"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Sid": "NoKeys", "Effect": "Deny",
                       "Action": "kms:*", "Resource": "*"})  # fmt: skip
    allowed = [_policy({"Effect": "Allow", "Action": "*", "Resource": "*"})]
    decision = decide(allowed, "kms:Decrypt", "*", {}, boundary=boundary)
    assert decision.because == ("permissions boundary, statement 2 (NoKeys) denies kms:Decrypt on *",)
    assert (decision.policy, decision.statement) == ("permissions boundary", 1)


@pytest.mark.parametrize(
    ("condition", "context", "reason"),
    [
        ({"StringEquals": {"aws:x": "a"}}, {}, "StringEquals aws:x: not among the known keys of the request"),
        ({"Bool": {"aws:x": read("<X>")}}, {"aws:x": True}, "Bool aws:x: true cannot be compared with X"),
        ({"Bool": {"aws:x": "true"}}, {"aws:x": read("<X>")}, "Bool aws:x: X cannot be compared with true"),
        ({"Bool": {"aws:x": "often"}}, {"aws:x": True}, "Bool aws:x: often is not a value of this operator"),
        ({"Odd": {"aws:x": "a"}}, {"aws:x": "a"}, "the condition operator Odd is not known"),
    ],
)
def test_an_unknown_says_why(condition: Any, context: dict[str, object], reason: str) -> None:
    policies = [_policy({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition})]
    decision = decide(policies, "x:Get", "*", context)
    assert decision.verdict is Truth.UNKNOWN
    assert decision.because == (f"identity policy 1, statement 1: {reason}",)
    assert (decision.policy, decision.statement) == ("identity policy 1", 0)


def test_a_missing_layer_is_named() -> None:
    allowed = [_policy({"Effect": "Allow", "Action": "*", "Resource": "*"})]
    arn_of_key = "arn:aws:kms:us-east-1:111122223333:key/1"
    caller = Caller("arn:aws:iam::111122223333:role/app", "111122223333")
    silent: dict[str, object] = {"Statement": []}
    for reason, decision in {
        "the permissions boundary does not allow it": decide(allowed, "x:Get", "*", {}, boundary=silent),
        "the endpoint policy does not allow it": decide(allowed, "x:Get", "*", {}, endpoint_policy=silent),
        "the key policy admits neither the caller nor its account": decide(
            allowed, "kms:Decrypt", arn_of_key, {}, silent, caller=caller
        ),
        "the trust policy admits neither the caller nor its account": decide(
            allowed, "sts:AssumeRole", "arn:aws:iam::111122223333:role/other", {}, silent, caller=caller
        ),
        "the resource is another account's, and its policy does not admit the caller": decide(
            allowed, "x:Get", "*", {}, same_account=False
        ),
        "the resource policy does not admit the service": decide(
            [], "sts:AssumeRole", "*", {}, silent, caller=Caller(service="ecs-tasks.amazonaws.com")
        ),
    }.items():
        assert decision.verdict is Truth.NO
        assert decision.because[1] == reason


def test_the_caller_fills_its_keys_in_and_the_context_wins() -> None:
    caller = Caller("arn:aws:iam::111122223333:role/app", "111122223333")
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}}  # fmt: skip
    policies = [_policy(statement)]
    assert decide(policies, "x:Get", "*", {}, caller=caller).verdict is Truth.YES
    assert decide(policies, "x:Get", "*", {}).verdict is Truth.UNKNOWN
    assert decide(policies, "x:Get", "*", {"AWS:principalaccount": ABSENT}, caller=caller).verdict is Truth.NO
    assert decide(policies, "x:Get", "*", Context({}, closed=True), caller=caller).verdict is Truth.YES


def test_a_resource_that_cannot_be_seen() -> None:
    named = [_policy({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"})]
    every_one = [_policy({"Effect": "Allow", "Action": "*", "Resource": "*"})]
    unseen: Any = UNKNOWN
    assert decide(named, "s3:GetObject", unseen, {}).verdict is Truth.UNKNOWN
    assert decide(every_one, "s3:GetObject", unseen, {}).verdict is Truth.YES


def test_the_same_trust_works_for_a_role_that_assumes_another() -> None:
    caller = Caller("arn:aws:iam::111122223333:role/app", "111122223333")
    other = "arn:aws:iam::111122223333:role/other"
    allowed = [_policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": other})]
    by_account = {"Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}}
    by_role = {"Statement": {"Effect": "Allow", "Principal": {"AWS": caller.arn}, "Action": "sts:AssumeRole"}}
    assert decide(allowed, "sts:AssumeRole", other, {}, by_account, caller=caller).verdict is Truth.YES
    refused = decide([], "sts:AssumeRole", other, {}, by_account, caller=caller)
    assert refused.verdict is Truth.NO
    assert "the identity policies do not allow it" in refused.because
    assert not any("admits neither" in reason for reason in refused.because)
    assert decide([], "sts:AssumeRole", other, {}, by_role, caller=caller).verdict is Truth.YES


@pytest.mark.parametrize(
    ("principal", "caller", "verdict"),
    [
        ({"AWS": "arn:aws:sts::111122223333:assumed-role/app/1"}, {"account": "111122223333"}, "unknown"),
        ({"AWS": "arn:aws:iam::111122223333:role/app"}, {}, "unknown"),
        ({"AWS": ["*", "444455556666"]}, {}, "yes"),
        ({"AWS": "444455556666", "Service": "ecs.amazonaws.com"}, {"account": "111122223333"}, "no"),
        ({"AWS": "arn:aws:iam::111122223333:user/app"}, {}, "no"),
        ({"AWS": "arn:aws:iam::111122223333:root"}, {"account": "<A|????????????>"}, "unknown"),
        ({"CanonicalUser": "79a5"}, {}, "unknown"),
        ({"AWS": "*"}, {"service": "ecs-tasks.amazonaws.com"}, "unknown"),
        ({"AWS": "<P>"}, {"service": "ecs-tasks.amazonaws.com"}, "unknown"),
        ({"Service": "ECS-tasks.amazonaws.com"}, {"service": "ecs-tasks.amazonaws.com"}, "yes"),
        ({"AWS": {"Ref": "X"}}, {}, "unknown"),
    ],
)  # fmt: skip
def test_who_a_principal_means(principal: Any, caller: dict[str, str], verdict: str) -> None:
    statement = {"Effect": "Allow", "Principal": read(principal), "Action": "*"}
    allowed = [_policy({"Effect": "Allow", "Action": "*", "Resource": "*"})]
    policy = {"Statement": statement}
    decision = decide(allowed, "kms:Decrypt", "arn:aws:kms:r:1:key/1", {}, policy, caller=Caller(**read(caller)))
    assert decision.verdict == verdict


def test_not_principal_for_a_service() -> None:
    deny = {"Effect": "Deny", "NotPrincipal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "*"}
    allow = {"Effect": "Allow", "Principal": "*", "Action": "*"}
    for service, verdict in (("ecs-tasks.amazonaws.com", Truth.YES), ("ec2.amazonaws.com", Truth.NO)):
        policy = {"Statement": [allow, deny]}
        assert decide([], "sts:AssumeRole", "*", {}, policy, caller=Caller(service=service)).verdict is verdict


def test_every_managed_policy_can_be_asked_and_only_allows() -> None:
    for name, managed in managed_policies().items():
        document: Any = managed_policy(f"arn:aws:iam::aws:policy/{name}")
        assert {statement["Effect"] for statement in document["Statement"]} == {"Allow"}
        first = managed.statements[0]
        action = (first.actions or first.not_actions)[0].replace("*", "X")
        wanted = Truth.NO if first.not_actions else Truth.UNKNOWN if first.condition else Truth.YES
        resource = first.resources[0]
        asked = resource if resource == "*" else resource.replace("*", "x")
        assert decide([document], action, asked, {}).verdict is wanted
        assert managed.edited[:2] == "20"
        assert managed.version[0] == "v"


def test_several_policies_of_a_resource_count_each_under_its_name() -> None:
    admits = _policy({"Effect": "Allow", "Principal": "*", "Action": "ecr:*"})
    denies = _policy({"Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage"})
    asked: Any = ((), "ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:111122223333:repository/web", {})
    assert decide(*asked, resource_policies={"Repository": admits}).verdict is Truth.YES
    both = decide(*asked, resource_policies={"Repository": admits, "Registry": denies})
    assert (both.verdict, both.policy, both.statement) == (Truth.NO, "Registry", 0)
    assert decide(*asked, resource_policy=admits, resource_policies={"Registry": denies}).verdict is Truth.NO
