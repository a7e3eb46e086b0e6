"""The question this package answers: may this caller do this action on this resource? And by which statement?

Not looked at, because no template shows them: service and resource control policies and session policies, which can
only take away (ECS starts tasks without session policies), and KMS grants, which can only add.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.iam import layers
from generator.iam.context import Context, as_context
from generator.iam.document import judge_document
from generator.iam.grammar import Kind
from generator.iam.layers import Layers, Said
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
) -> Decision:
    """Decide whether the caller may do ``action`` on ``resource``. Never raises for what a policy holds.

    A policy is a document, JSON text, or anything unknown; None means that there is none (for an endpoint: AWS's
    default, which allows all; for a KMS key of the caller's account: the default key policy; of another account's: one
    that was not seen). Identity policies given by name are named in the
    reasons. ``resource`` is ``"*"`` for an action that has no resource. ``same_account`` tells whether the resource
    belongs to the caller's account; None when that is not known.
    """
    caller = caller or Caller()
    asked = Request(action, _resource(resource), caller, as_context(context).with_defaults(caller.keys()))
    named = _by_name(identity_policies)
    have = layers.ready(
        Layers(
            tuple(said for name, policy in named.items() for said in _said(name, policy, Kind.IDENTITY, asked)),
            _optional("resource policy", resource_policy, Kind.RESOURCE, asked),
            _optional("permissions boundary", boundary, Kind.IDENTITY, asked),
            _optional("endpoint policy", endpoint_policy, Kind.ENDPOINT, asked),
        ),
        asked,
        same_account,
    )
    return _decision(have, asked, layers.denied(have), layers.granted(have, asked, same_account))


def _decision(have: Layers, asked: Request, denied: Answer, granted: Answer) -> Decision:
    what = f"{asked.action} on {asked.resource}"
    if denied.yes:
        said = _first(have.everything(), deny=True, verdict=Truth.YES)
        return _by(said, Truth.NO, (f"{said.judged.where} denies {what}",) if said else ())
    if granted.no:
        return Decision(Truth.NO, (f"nothing allows {what}", *granted.because))
    for answer, deny in ((granted, False), (denied, True)):
        if answer.unknown:
            said = _first(have.everything(), deny, Truth.UNKNOWN)
            return _by(said, Truth.UNKNOWN, answer.because)
    granting = (*have.identity, *(have.resource or ()))
    said = _first(granting, deny=False, verdict=Truth.YES)
    return _by(said, Truth.YES, (f"{said.judged.where} allows {what}",) if said else ())


def _first(among: Iterable[Said], deny: bool, verdict: Truth) -> Said | None:
    for said in among:
        answer = (said.judged.deny if deny else said.judged.allow).at_all
        if answer.verdict is verdict:
            return said
    return None


def _by(said: Said | None, verdict: Truth, because: tuple[str, ...]) -> Decision:
    if said is None:
        return Decision(verdict, because)
    return Decision(verdict, because, said.policy, said.judged.index)


def _by_name(policies: Sequence[object] | Mapping[str, object]) -> Mapping[str, object]:
    if isinstance(policies, Mapping):
        return policies
    return {f"identity policy {number}": policy for number, policy in enumerate(policies, 1)}


def _said(name: str, policy: object, kind: Kind, asked: Request) -> tuple[Said, ...]:
    return tuple(Said(name, judged) for judged in judge_document(name, policy, kind, asked))


def _optional(name: str, policy: object, kind: Kind, asked: Request) -> tuple[Said, ...] | None:
    return None if policy is None else _said(name, policy, kind, asked)


def _resource(resource: object) -> Text:
    return read_text(resource) or Text((Token("a resource that cannot be seen"),))
