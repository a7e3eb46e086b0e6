"""How the kinds of policies add up: what any of them denies is denied; what must agree depends on whose resource it is.

Source: IAM User Guide, "Policy evaluation logic" (single account, cross-account), "Permissions boundaries"; KMS
Developer Guide, "Key policies in AWS KMS"; AWS PrivateLink Guide, "Endpoint policies"; see the package for what was
read when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.awsdata.services import gateway_services
from generator.iam.folding import YES, every, no, some, unknown
from generator.iam.principal import PrincipalMatch
from generator.iam.statement import Judgement, Request
from generator.logic import Answer

_FREE = frozenset({"sts:getcalleridentity"})
"""Who calls may always do this, whatever denies it. Source: STS API Reference, GetCallerIdentity; 2026-11."""


@dataclass(frozen=True)
class PolicyStatement:
    """What one statement of one policy says of the request."""

    policy: str
    judged: Judgement


@dataclass(frozen=True)
class Layers:
    """The statements of every policy that counts, by the kind of policy; None where there is no such policy."""

    identity: tuple[PolicyStatement, ...]
    resource: tuple[PolicyStatement, ...] | None = None
    boundary: tuple[PolicyStatement, ...] | None = None
    endpoint: tuple[PolicyStatement, ...] | None = None

    def everything(self) -> tuple[PolicyStatement, ...]:
        return (*self.identity, *(self.resource or ()), *(self.boundary or ()), *(self.endpoint or ()))


def denied(layers: Layers) -> Answer:
    """Tell whether any statement of any policy denies."""
    return some(statement.judged.deny.in_any_way for statement in layers.everything())


def granted(layers: Layers, request: Request, same_account: bool | None) -> Answer:
    """Tell whether the policies allow, if none denies."""
    own, other = (_granted_in(layers, request, same) for same in (True, False))
    if same_account is None and own.verdict is not other.verdict:
        answer = unknown("whether the resource belongs to the caller's account is not known")
    else:
        answer = other if same_account is False else own
    if layers.endpoint is None:
        return answer
    return every([answer, _allowed("the endpoint policy", layers.endpoint)])


def _granted_in(layers: Layers, request: Request, same_account: bool) -> Answer:
    """Weigh identity policies, boundary and resource policy.

    A resource policy that names anyone, or the very session, needs nothing else; one that names the role still needs
    the boundary; one that names the account leaves it to the account's identity policies. In another account's
    resource policy any of them will do, and the identity policies must allow as well.
    """
    named = _combined_match(layers.resource or ())
    if request.caller.service:
        return _with_reason(named.in_any_way, "the resource policy does not admit the service")
    limit = YES if layers.boundary is None else _allowed("the permissions boundary", layers.boundary)
    within = every([_allowed("the identity policies", layers.identity), limit])
    if not same_account:
        outside = "the resource is another account's, and its policy does not admit the caller"
        return every([within, _with_reason(named.in_any_way, outside)])
    direct = some([named.anyone, named.session, every([named.role, limit])])
    if not resource_policy_decides(request):
        return some([within, direct])
    by_account = every([named.account, within])
    answer = some([direct, by_account])
    if answer.no and named.in_any_way.no:
        return no(f"{_authority(request)} admits neither the caller nor its account")
    return answer


def resource_policy_decides(request: Request) -> bool:
    """Tell whether the resource policy has the last word: KMS keys (not KMS as such), and roles to assume."""
    action = request.action.casefold()
    return (action.startswith("kms:") and str(request.resource) != "*") or action == "sts:assumerole"


def completed(layers: Layers, request: Request, same_account: bool | None) -> Layers:
    """The layers with the policies that apply where none is written, and endpoint policies read as gateways read them.

    A key without a policy gets one that leaves all to the account that owns it (source: KMS, "Default key policy").
    Nobody shares a key by that one, so of another account's key the policy is one that was not seen.
    """
    if request.action.casefold() in _FREE:
        judged = Judgement("AWS itself", None, PrincipalMatch(role=YES), PrincipalMatch())
        layers = Layers((PolicyStatement("AWS itself", judged),), endpoint=layers.endpoint)
    if layers.resource is None and resource_policy_decides(request):
        default = PrincipalMatch(account=YES) if same_account else _unseen("the key policy is not given")
        if not request.action.casefold().startswith("kms:"):
            default = _unseen("the role's trust policy is not given")
        judged = Judgement("the default key policy", None, default, PrincipalMatch())
        layers = replace(layers, resource=(PolicyStatement("resource policy", judged),))
    if layers.endpoint and request.action.partition(":")[0].casefold() in gateway_services():
        layers = replace(layers, endpoint=tuple(_as_gateways_read(statement) for statement in layers.endpoint))
    return layers


def _unseen(reason: str) -> PrincipalMatch:
    """The match of a principal that may name the caller in any way."""
    return PrincipalMatch(*(unknown(reason),) * 4)


def _as_gateways_read(statement: PolicyStatement) -> PolicyStatement:
    """Read a statement as a gateway endpoint does: an account in Principal means its root user, not its roles."""
    doubt = unknown(f"{statement.policy}: at a gateway endpoint a Principal other than * names no roles")
    allow, deny = (
        replace(match.limited(doubt), anyone=match.anyone) for match in (statement.judged.allow, statement.judged.deny)
    )
    return replace(statement, judged=replace(statement.judged, allow=allow, deny=deny))


def _authority(request: Request) -> str:
    return "the key policy" if request.action.casefold().startswith("kms:") else "the trust policy"


def _allowed(policies: str, layer: Iterable[PolicyStatement]) -> Answer:
    answer = some(statement.judged.allow.in_any_way for statement in layer)
    return _with_reason(
        answer, f"{policies} do not allow it" if policies.endswith("s") else f"{policies} does not allow it"
    )


def _with_reason(answer: Answer, reason: str) -> Answer:
    return no(reason, *answer.because) if answer.no else answer


def _combined_match(layer: Iterable[PolicyStatement]) -> PrincipalMatch:
    matched = [statement.judged.allow for statement in layer]
    return PrincipalMatch(
        some(match.anyone for match in matched),
        some(match.session for match in matched),
        some(match.role for match in matched),
        some(match.account for match in matched),
    )
