"""What the case tables do not say: tokens, reasons, names of policies, and the corners of single modules."""

from __future__ import annotations

from typing import Any

import pytest
from case_notation import read

from generator.proof.iam import ABSENT, UNKNOWN, Caller, Context, Decision, Verdict, decide, managed_policy, text
from generator.proof.iam.answer import NO, YES, Answer, every, known, opposite, some, unknown
from generator.proof.iam.managed_table import MANAGED
from generator.proof.iam.match import matches
from generator.proof.iam.pattern import arn, exact, wildcard

BUCKET = "<Bucket|arn:*:s3:::*>"
SECRET = "<Secret|arn:*:secretsmanager:*:*:secret:*-??????>"
KINDS = {
    "equals": exact,
    "like": wildcard,
    "arn": lambda pieces: arn(pieces, crossing=False),
    "resource": lambda pieces: arn(pieces, crossing=True),
}


@pytest.mark.parametrize(
    ("kind", "pattern", "value", "verdict"),
    [
        ("resource", BUCKET, BUCKET, "yes"),
        ("resource", BUCKET, f"{BUCKET}/k", "no"),
        ("resource", f"{BUCKET}/*", BUCKET, "no"),
        ("resource", f"{BUCKET}/*", f"{BUCKET}/k", "yes"),
        ("resource", f"{BUCKET}/?", f"{BUCKET}/k", "yes"),
        ("resource", "arn:aws:s3:::data", BUCKET, "unknown"),
        ("resource", "arn:aws:s3:::data", f"{BUCKET}/k", "no"),
        ("resource", "arn:*:s3:::*", BUCKET, "yes"),
        ("resource", "arn:aws:s3:::*", BUCKET, "unknown"),
        ("resource", SECRET, BUCKET, "no"),
        ("resource", "arn:*:secretsmanager:*:*:secret:*-??????", SECRET, "yes"),
        ("resource", "arn:*:secretsmanager:*:*:secret:*-?????", SECRET, "unknown"),
        ("resource", "arn:*:secretsmanager:*:*:secret:*:*", SECRET, "no"),
        ("resource", "<Param>", "<Param>", "yes"),
        ("resource", "<Param>*", "<Param>", "yes"),
        ("resource", "<Param>", "arn:aws:s3:::data", "unknown"),
        ("resource", "*", "<Param>", "yes"),
        ("resource", "arn:aws:s3:::*", "<Param>", "unknown"),
        ("resource", "arn:aws:sqs:<R|*>:<A|*>:q", "arn:aws:sqs:<R|*>:<A|*>:q", "yes"),
        ("resource", "arn:aws:sqs:*:*:q", "arn:aws:sqs:<R|*>:<A|*>:q", "yes"),
        ("resource", "arn:aws:sqs:*:*:q", "arn:aws:sqs:<R>:<A|*>:q", "unknown"),
        ("resource", "arn:aws:sqs:*:*:q", "arn:aws:sqs:<R|*>:<A|*>:r", "no"),
        ("resource", "arn:aws:sqs:<R|*>:<A|*>:q", "arn:aws:sqs:<A|*>:<R|*>:q", "unknown"),
        ("resource", "arn:aws:sqs:<R>:q*x", "arn:aws:sqs:<R>:q:x", "unknown"),
        ("resource", "arn:aws:sqs:r:1:a?c", "arn:aws:sqs:r:1:a:c", "yes"),
        ("resource", "arn:aws:sqs:r:?:c", "arn:aws:sqs:r:::c", "no"),
        ("resource", "arn:aws:sqs:r:?:c", "arn:aws:sqs:r:<A|?>:c", "yes"),
        ("resource", "arn:aws:sqs:r:?:c", "arn:aws:sqs:r:<A|*>:c", "unknown"),
        ("arn", "arn:aws:sqs:*:*:q", "arn:aws:sqs:<R>:<A|*>:q", "unknown"),
        ("arn", "arn:aws:sqs", "arn:aws:sqs:r:1:q", "unknown"),
        ("arn", "*", "arn:aws:sqs:r:1:q", "unknown"),
        ("arn", "arn:aws:sns", "arn:aws:sqs:r:1:q", "no"),
        ("like", "<P>", "<P>x", "unknown"),
        ("like", "<P|*>", "<P|*>x", "no"),
        ("like", "x<P|*>", "x<P|*>", "yes"),
        ("like", "a<P|*>z", "a<P|*>y", "no"),
        ("like", "*<P>", "x<P>", "yes"),
        ("like", "*<P>", "<P><Q>", "unknown"),
        ("like", "*<P><Q>", "a<P><Q>", "yes"),
        ("like", "a?c", "a<P|?>c", "yes"),
        ("like", "a?c", "a<P|*>c", "unknown"),
        ("like", "a*c", "a<P>c", "yes"),
        ("like", "abc", "a<P|?>c", "unknown"),
        ("like", "a:c", "a<P|?>c", "no"),
        ("like", "a:c", "a<P|*>c", "no"),
        ("like", "a:c", "a<P>c", "unknown"),
        ("like", "ac", "a<P|?>c", "no"),
        ("like", "<P|a*>", "b", "no"),
        ("like", "<P|a*>", "ab", "unknown"),
        ("like", "<P|ab>", "ab", "yes"),
        ("like", "ab", "<P|ab>", "yes"),
        ("equals", "<P>", "<P>", "yes"),
        ("equals", "<P>", "<Q>", "unknown"),
        ("equals", "a*", "ab", "no"),
        ("equals", "", "", "yes"),
        ("equals", "", "<P|?>", "no"),
        ("equals", "", "<P|*>", "unknown"),
    ],
)
def test_a_pattern_against_a_text(kind: str, pattern: str, value: str, verdict: str) -> None:
    of_pattern, of_value = (text(one) if isinstance(one, str) else one for one in map(read, (pattern, value)))
    answer = matches(KINDS[kind](of_pattern.parts), of_value)
    assert answer.verdict == verdict
    assert bool(answer.because) is (verdict == "unknown")


@pytest.mark.parametrize("case", ["MiXed-<T|*>", "mixed-<T|*>"])
def test_case_is_ignored_around_tokens_too(case: str) -> None:
    assert matches(exact(read("mixed-<T|*>").parts), read(case), ignore_case=True).yes
    assert matches(exact(read("<T|A*>").parts), text("b"), ignore_case=True).no
    assert matches(exact(("abc",)), read("<T|AB?>"), ignore_case=True).unknown
    assert matches(wildcard(("ab*",)), read("<T|AB?>"), ignore_case=True).yes


def test_a_text_has_one_form() -> None:
    assert text("", "a", "b", "") == text("ab")
    assert read("a<T|b>c") == text("abc")
    assert str(read("a<T>c")) == "a${T}c"


def test_three_valued_logic() -> None:
    doubt = unknown("because")
    assert every([YES, doubt, NO]).no
    assert every([YES, doubt]).because == ("because",)
    assert every([]).yes
    assert some([NO, doubt, YES]).yes
    assert some([NO, doubt]).unknown
    assert some([]).no
    assert opposite(doubt) == doubt
    assert (opposite(YES), opposite(NO)) == (NO, YES)
    assert (known(True), known(False)) == (YES, NO)
    assert unknown().because
    assert len(some(unknown(str(number)) for number in range(9)).because) == 4
    assert some([Answer(Verdict.UNKNOWN, ("same",))] * 2).because == ("same",)


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
        Verdict.YES,
        ("Read, statement 2 (Secrets) allows secretsmanager:GetSecretValue on ${Secret}",),
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
        "identity policy 1, statement 2: its conditions are not met",
    )


def test_a_long_list_of_resources_is_cut_in_the_reason() -> None:
    names = [f"arn:aws:s3:::{name}" for name in "abcde"]
    policies = [_policy({"Effect": "Allow", "Action": "*", "Resource": names})]
    assert "arn:aws:s3:::c and 2 more, not" in decide(policies, "s3:GetObject", "arn:aws:s3:::z", {}).because[-1]


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
        ({"StringEquals": {"aws:x": "a"}}, {}, "StringEquals aws:x: (not among the known keys of the request)"),
        ({"Bool": {"aws:x": "often"}}, {"aws:x": True}, "Bool aws:x: often is not a value of this operator"),
        ({"Odd": {"aws:x": "a"}}, {"aws:x": "a"}, "the condition operator Odd is not known"),
    ],
)
def test_an_unknown_says_why(condition: Any, context: dict[str, object], reason: str) -> None:
    policies = [_policy({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition})]
    decision = decide(policies, "x:Get", "*", context)
    assert decision.verdict is Verdict.UNKNOWN
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
        assert decision.verdict is Verdict.NO
        assert decision.because[1] == reason


def test_the_caller_fills_its_keys_in_and_the_context_wins() -> None:
    caller = Caller("arn:aws:iam::111122223333:role/app", "111122223333")
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}}  # fmt: skip
    policies = [_policy(statement)]
    assert decide(policies, "x:Get", "*", {}, caller=caller).verdict is Verdict.YES
    assert decide(policies, "x:Get", "*", {}).verdict is Verdict.UNKNOWN
    assert decide(policies, "x:Get", "*", {"AWS:principalaccount": ABSENT}, caller=caller).verdict is Verdict.NO
    assert decide(policies, "x:Get", "*", Context({}, closed=True), caller=caller).verdict is Verdict.YES


def test_a_resource_that_cannot_be_seen() -> None:
    named = [_policy({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"})]
    every_one = [_policy({"Effect": "Allow", "Action": "*", "Resource": "*"})]
    unseen: Any = UNKNOWN
    assert decide(named, "s3:GetObject", unseen, {}).verdict is Verdict.UNKNOWN
    assert decide(every_one, "s3:GetObject", unseen, {}).verdict is Verdict.YES


def test_the_same_trust_works_for_a_role_that_assumes_another() -> None:
    caller = Caller("arn:aws:iam::111122223333:role/app", "111122223333")
    other = "arn:aws:iam::111122223333:role/other"
    allowed = [_policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": other})]
    by_account = {"Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}}
    by_role = {"Statement": {"Effect": "Allow", "Principal": {"AWS": caller.arn}, "Action": "sts:AssumeRole"}}
    assert decide(allowed, "sts:AssumeRole", other, {}, by_account, caller=caller).verdict is Verdict.YES
    assert decide([], "sts:AssumeRole", other, {}, by_account, caller=caller).verdict is Verdict.NO
    assert decide([], "sts:AssumeRole", other, {}, by_role, caller=caller).verdict is Verdict.YES


@pytest.mark.parametrize(
    ("principal", "caller", "verdict"),
    [
        ({"AWS": "arn:aws:sts::111122223333:assumed-role/app/1"}, {"arn": "arn:aws:iam::111122223333:role/app"}, "unknown"),
        ({"AWS": "arn:aws:iam::111122223333:role/app"}, {}, "unknown"),
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
    for service, verdict in (("ecs-tasks.amazonaws.com", Verdict.YES), ("ec2.amazonaws.com", Verdict.NO)):
        policy = {"Statement": [allow, deny]}
        assert decide([], "sts:AssumeRole", "*", {}, policy, caller=Caller(service=service)).verdict is verdict


def test_every_managed_policy_can_be_asked_and_only_allows() -> None:
    for name, managed in MANAGED.items():
        document: Any = managed_policy(f"arn:aws:iam::aws:policy/{name}")
        assert {statement["Effect"] for statement in document["Statement"]} == {"Allow"}
        action = managed.allows[0].actions.split()[0].replace("*", "X")
        wanted = Verdict.NO if managed.allows[0].but else Verdict.YES
        resource = str(managed.allows[0].resource)
        asked = resource if resource == "*" else resource.replace("*", "x")
        assert decide([document], action, asked, {}).verdict is wanted
        assert managed.edited[:2] == "20"
        assert managed.version[0] == "v"
