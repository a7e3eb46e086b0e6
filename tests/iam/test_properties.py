"""Laws that hold whatever the policies say, tried on random ones."""

from __future__ import annotations

from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from generator.iam import ABSENT, Caller, Context, Token, decide, text
from generator.iam.text import read_text
from generator.logic import Truth
from tests.effort import tries
from tests.iam.policy_strategies import (
    KEYS,
    Filling,
    actions,
    conditions,
    context_values,
    contexts,
    literals,
    patterns,
    policies,
    requests,
    statements,
    subjects,
    texts,
)  # fmt: skip

ROLE = Caller("arn:aws:iam::111122223333:role/a", "111122223333")
MANY = settings(max_examples=tries(50))
SOME = settings(max_examples=tries(50))


def verdict(request: dict[str, Any]) -> Truth:
    return decide(**request, caller=ROLE).verdict


def allowing(statement: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [statement]}


@MANY
@given(st.data(), requests)
def test_what_is_decided_with_unknowns_stays_decided_when_they_are_known(data: Any, request: dict[str, Any]) -> None:
    before = verdict(request)
    event(f"with unknowns: {before}")
    if before is Truth.UNKNOWN:
        return
    _stays_decided(data, request, before)


@MANY
@given(st.data(), conditions, contexts, st.sampled_from(["Allow", "Deny"]))
def test_a_condition_decided_with_unknowns_stays_decided(data: Any, condition: Any, context: Any, effect: str) -> None:
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    conditional = {**everything, "Effect": effect, "Condition": condition}
    policies = [allowing(conditional)] + ([allowing(everything)] if effect == "Deny" else [])
    request = {"identity_policies": policies, "action": "x:Get", "resource": "*", "context": context}
    before = verdict(request)
    event(f"with unknowns: {before}")
    if before is not Truth.UNKNOWN:
        _stays_decided(data, request, before)


def _stays_decided(data: Any, request: dict[str, Any], before: Truth) -> None:
    filling = Filling(data.draw)
    context = {key: filling.fill(request["context"].get(key, ABSENT), context_values()) for key in KEYS}
    for key in KEYS:
        if key not in request["context"]:
            context[key] = data.draw(context_values())
    filled = {**filling.fill({**request, "context": {}}, texts()), "context": context}
    if "same_account" in filled and filled["same_account"] is None:
        filled["same_account"] = data.draw(st.booleans())
    after = verdict(filled)
    assert {before, after} != {Truth.YES, Truth.NO}, filled


@SOME
@given(requests, statements(effect="Deny"))
def test_adding_a_denial_never_gives_more(request: dict[str, Any], denial: dict[str, Any]) -> None:
    order = [Truth.NO, Truth.UNKNOWN, Truth.YES]
    more = {**request, "identity_policies": [*request["identity_policies"], allowing(denial)]}
    assert order.index(verdict(more)) <= order.index(verdict(request))


@SOME
@given(requests, statements(effect="Allow"))
def test_adding_an_allowance_never_gives_less(request: dict[str, Any], allowance: dict[str, Any]) -> None:
    order = [Truth.NO, Truth.UNKNOWN, Truth.YES]
    more = {**request, "identity_policies": [*request["identity_policies"], allowing(allowance)]}
    assert order.index(verdict(more)) >= order.index(verdict(request))


@SOME
@given(requests, policies())
def test_a_boundary_never_gives_more(request: dict[str, Any], boundary: Any) -> None:
    order = [Truth.NO, Truth.UNKNOWN, Truth.YES]
    bare = {**request, "boundary": None}
    assert order.index(verdict({**request, "boundary": boundary})) <= order.index(verdict(bare))


@SOME
@given(requests, policies(principal=True))
def test_an_endpoint_policy_never_gives_more(request: dict[str, Any], endpoint: Any) -> None:
    order = [Truth.NO, Truth.UNKNOWN, Truth.YES]
    bare = {**request, "endpoint_policy": None}
    assert order.index(verdict({**request, "endpoint_policy": endpoint})) <= order.index(verdict(bare))


@SOME
@given(requests, st.booleans())
def test_the_order_of_policies_does_not_matter(request: dict[str, Any], same: bool) -> None:
    turned = {**request, "identity_policies": request["identity_policies"][::-1]}
    assert verdict(turned) is verdict(request)


@SOME
@given(actions, st.sampled_from(["x:Get", "x:Put", "y:Get"]), subjects)
def test_the_case_of_actions_does_not_matter(pattern: Any, action: str, resource: Any) -> None:
    written = [pattern.swapcase()] if isinstance(pattern, str) else [pattern]
    one = decide([allowing({"Effect": "Allow", "Action": pattern, "Resource": "*"})], action, resource, {})
    other = decide([allowing({"Effect": "Allow", "Action": written, "Resource": "*"})], action.swapcase(), resource, {})
    assert one.verdict is other.verdict


@SOME
@given(requests, contexts)
def test_the_case_of_condition_keys_does_not_matter(request: dict[str, Any], context: dict[str, Any]) -> None:
    turned = {**request, "context": {key.swapcase(): value for key, value in context.items()}}
    assert verdict(turned) is verdict({**request, "context": context})


@SOME
@given(st.one_of(literals, patterns), subjects)
def test_not_resource_is_the_opposite_of_resource(pattern: Any, resource: Any) -> None:
    one, other = (
        decide([{"Statement": {"Effect": "Allow", "Action": "*", element: pattern}}], "x:Get", resource, {}).verdict
        for element in ("Resource", "NotResource")
    )
    assert (one, other) in {
        (Truth.YES, Truth.NO), (Truth.NO, Truth.YES), (Truth.UNKNOWN, Truth.UNKNOWN),
    }  # fmt: skip


WORDS = ["Version", "Id", "Statement", "Effect", "Action", "NotAction", "Resource", "Principal", "AWS", "Service",
         "Condition", "StringLike", "Null", "Bool", "DateEquals", "IpAddress", "NumericEquals", "aws:k"]  # fmt: skip
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([Token("t"), text(Token("t")), "{}", "[1", "${", "Allow", "*"])
)
junk = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=15,
)


@MANY
@given(junk, junk, junk, junk, st.dictionaries(st.sampled_from(KEYS), junk))
def test_nothing_that_stands_in_a_policy_raises(one: Any, other: Any, third: Any, fourth: Any, context: Any) -> None:
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": one, "Condition": fourth}
    identity = [one, {"Statement": other}]
    decision = decide(identity, "kms:Decrypt", "arn:a:kms:r:1:k", context, third, fourth, {"Statement": [statement]})
    assert decision.because


def test_a_closed_context_has_no_other_keys() -> None:
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Null": {"aws:k": "true"}}}
    policy = [{"Statement": [statement]}]
    assert decide(policy, "x:Get", "*", Context({}, closed=True)).verdict is Truth.YES
    assert decide(policy, "x:Get", "*", Context({})).verdict is Truth.UNKNOWN


def test_a_number_too_long_to_write_and_a_list_too_deep_do_not_raise() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    huge = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": 10**5000}}
    assert decide([deep], "x:Get", "*", {}).verdict is Truth.UNKNOWN
    assert decide([huge], "x:Get", "arn:a:x:r:1:b", {}).verdict is Truth.NO
    assert read_text([]) is None
