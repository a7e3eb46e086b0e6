"""Whether a caller may do an action on a resource, and by which statement of which policy.

Left out, because no template shows them: service and resource control policies and session policies, which can only
deny (ECS starts tasks without session policies), and KMS grants, which can only allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.iam import layers
from generator.iam.context import Context, as_context
from generator.iam.document import judge_document
from generator.iam.grammar import Kind
from generator.iam.layers import Layers, PolicyStatement
from generator.iam.principal import Caller
from generator.iam.statement import Request
from generator.iam.text import Symbolic, Text, Token, read_text
from generator.logic import Answer, Truth


@dataclass(frozen=True)
class Decision:
    """The verdict, the reasons, and the policy and statement (counted from 0) that decided, if one did."""

    verdict: Truth
    because: tuple[str, ...]
    policy: str | None = None
    statement: int | None = None


def decide(
    identity_policies: Sequence[object] | Mapping[str, object],
    action: str,
    resource: str | Symbolic,
    context: Context | Mapping[str, object],
    resource_policy: object = None,
    boundary: object = None,
    endpoint_policy: object = None,
    same_account: bool | None = True,
    caller: Caller | None = None,
    resource_policies: Mapping[str, object] | None = None,
) -> Decision:
    """Decide whether the caller may do ``action`` on ``resource``. Never raises for what a policy holds.

    A policy is a document, JSON text, or anything unknown; None means that there is none (for an endpoint: AWS's
    default, which allows all; for a KMS key of the caller's account: the default key policy; of another account's: one
    that was not seen). Policies given by name are named in the reasons: identity policies, and ``resource_policies``,
    for a resource that may have several. ``resource`` is ``"*"`` for an action that has no resource. ``same_account``
    tells whether the resource belongs to the caller's account; None when that is not known.
    """
    caller = caller or Caller()
    request = Request(action, _resource_text(resource), caller, as_context(context).with_defaults(caller.keys()))
    named = _policies_by_name(identity_policies)
    policies = layers.completed(
        Layers(
            tuple(
                statement
                for name, policy in named.items()
                for statement in _statements(name, policy, Kind.IDENTITY, request)
            ),
            _resource_statements(resource_policy, resource_policies or {}, request),
            _optional_statements("permissions boundary", boundary, Kind.IDENTITY, request),
            _optional_statements("endpoint policy", endpoint_policy, Kind.ENDPOINT, request),
        ),
        request,
        same_account,
    )
    return _decision(policies, request, layers.denied(policies), layers.granted(policies, request, same_account))


def _decision(policies: Layers, request: Request, denied: Answer, granted: Answer) -> Decision:
    what = f"{request.action} on {request.resource}"
    if denied.yes:
        statement = _first_statement(policies.everything(), deny=True, verdict=Truth.YES)
        return _decided_by(statement, Truth.NO, (f"{statement.judged.where} denies {what}",) if statement else ())
    if granted.no:
        return Decision(Truth.NO, (f"nothing allows {what}", *granted.because))
    for answer, deny in ((granted, False), (denied, True)):
        if answer.unknown:
            statement = _first_statement(policies.everything(), deny, Truth.UNKNOWN)
            return _decided_by(statement, Truth.UNKNOWN, answer.because)
    granting = (*policies.identity, *(policies.resource or ()))
    statement = _first_statement(granting, deny=False, verdict=Truth.YES)
    return _decided_by(statement, Truth.YES, (f"{statement.judged.where} allows {what}",) if statement else ())


def _first_statement(among: Iterable[PolicyStatement], deny: bool, verdict: Truth) -> PolicyStatement | None:
    for statement in among:
        answer = (statement.judged.deny if deny else statement.judged.allow).in_any_way
        if answer.verdict is verdict:
            return statement
    return None


def _decided_by(statement: PolicyStatement | None, verdict: Truth, because: tuple[str, ...]) -> Decision:
    if statement is None:
        return Decision(verdict, because)
    return Decision(verdict, because, statement.policy, statement.judged.index)


def _policies_by_name(policies: Sequence[object] | Mapping[str, object]) -> Mapping[str, object]:
    if isinstance(policies, Mapping):
        return policies
    return {f"identity policy {number}": policy for number, policy in enumerate(policies, 1)}


def _statements(name: str, policy: object, kind: Kind, request: Request) -> tuple[PolicyStatement, ...]:
    return tuple(PolicyStatement(name, judged) for judged in judge_document(name, policy, kind, request))


def _optional_statements(name: str, policy: object, kind: Kind, request: Request) -> tuple[PolicyStatement, ...] | None:
    return None if policy is None else _statements(name, policy, kind, request)


def _resource_statements(
    policy: object, named: Mapping[str, object], request: Request
) -> tuple[PolicyStatement, ...] | None:
    if not named:
        return _optional_statements("resource policy", policy, Kind.RESOURCE, request)
    every = named if policy is None else {"resource policy": policy, **named}
    return tuple(each for name, one in every.items() for each in _statements(name, one, Kind.RESOURCE, request))


def _resource_text(resource: object) -> Text:
    return read_text(resource) or Text((Token("a resource that cannot be seen"),))
