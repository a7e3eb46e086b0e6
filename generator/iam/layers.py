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
from generator.iam.principal import Named
from generator.iam.statement import Judged, Request
from generator.logic import Answer

_FREE = frozenset({"sts:getcalleridentity"})
"""Who calls may always do this, whatever denies it. Source: STS API Reference, GetCallerIdentity; 2026-11."""


@dataclass(frozen=True)
class Said:
    """What one statement of one policy says."""

    policy: str
    judged: Judged


@dataclass(frozen=True)
class Layers:
    """All statements that have a say, by the kind of policy they are in; None where there is no such policy."""

    identity: tuple[Said, ...]
    resource: tuple[Said, ...] | None = None
    boundary: tuple[Said, ...] | None = None
    endpoint: tuple[Said, ...] | None = None

    def everything(self) -> tuple[Said, ...]:
        return (*self.identity, *(self.resource or ()), *(self.boundary or ()), *(self.endpoint or ()))


def denied(layers: Layers) -> Answer:
    """Any statement that denies is enough."""
    return some(said.judged.deny.at_all for said in layers.everything())


def granted(layers: Layers, asked: Request, same_account: bool | None) -> Answer:
    """Tell whether the policies allow, denials apart."""
    own, foreign = (_granted(layers, asked, same) for same in (True, False))
    if same_account is None and own.verdict is not foreign.verdict:
        answer = unknown("whether the resource belongs to the caller's account is not known")
    else:
        answer = foreign if same_account is False else own
    if layers.endpoint is None:
        return answer
    return every([answer, _allowed("the endpoint policy", layers.endpoint)])


def _granted(layers: Layers, asked: Request, same_account: bool) -> Answer:
    """Weigh identity policies, boundary and resource policy.

    A resource policy that names anyone, or the very session, needs nothing else; one that names the role still needs
    the boundary; one that names the account leaves it to the account's identity policies. In another account's
    resource policy any of them will do, and the identity policies must allow as well.
    """
    who = _named(layers.resource or ())
    if asked.caller.service:
        return _or_reason(who.at_all, "the resource policy does not admit the service")
    limit = YES if layers.boundary is None else _allowed("the permissions boundary", layers.boundary)
    within = every([_allowed("the identity policies", layers.identity), limit])
    if not same_account:
        outside = "the resource is another account's, and its policy does not admit the caller"
        return every([within, _or_reason(who.at_all, outside)])
    direct = some([who.anyone, who.session, every([who.role, limit])])
    if not must_be_named(asked):
        return some([within, direct])
    by_account = every([who.account, within])
    named = some([direct, by_account])
    if named.no and who.at_all.no:
        return no(f"{_authority(asked)} admits neither the caller nor its account")
    return named


def must_be_named(asked: Request) -> bool:
    """Tell whether the resource policy has the last word: KMS keys (not KMS as such), and roles to assume."""
    action = asked.action.casefold()
    return (action.startswith("kms:") and str(asked.resource) != "*") or action == "sts:assumerole"


def ready(layers: Layers, asked: Request, same_account: bool | None) -> Layers:
    """Put in what applies where no policy is written, and how far an endpoint's policy can be read.

    A key without a policy gets one that leaves all to the account that owns it (source: KMS, "Default key policy").
    Nobody shares a key by that one, so of another account's key the policy is one that was not seen.
    """
    if asked.action.casefold() in _FREE:
        judged = Judged("AWS itself", None, Named(role=YES), Named())
        layers = Layers((Said("AWS itself", judged),), endpoint=layers.endpoint)
    if layers.resource is None and must_be_named(asked):
        default = Named(account=YES) if same_account else _unseen("the key policy is not given")
        if not asked.action.casefold().startswith("kms:"):
            default = _unseen("the role's trust policy is not given")
        judged = Judged("the default key policy", None, default, Named())
        layers = replace(layers, resource=(Said("resource policy", judged),))
    if layers.endpoint and asked.action.partition(":")[0].casefold() in gateway_services():
        layers = replace(layers, endpoint=tuple(_at_a_gateway(said) for said in layers.endpoint))
    return layers


def _unseen(reason: str) -> Named:
    """Name the caller in each way perhaps."""
    return Named(*(unknown(reason),) * 4)


def _at_a_gateway(said: Said) -> Said:
    """Read a statement at a gateway: there a Principal must be ``*``; an account means its root user, not its roles."""
    doubt = unknown(f"{said.policy}: at a gateway endpoint a Principal other than * does not mean roles")
    allow, deny = (
        replace(named.limited(doubt), anyone=named.anyone) for named in (said.judged.allow, said.judged.deny)
    )
    return replace(said, judged=replace(said.judged, allow=allow, deny=deny))


def _authority(asked: Request) -> str:
    return "the key policy" if asked.action.casefold().startswith("kms:") else "the trust policy"


def _allowed(whose: str, layer: Iterable[Said]) -> Answer:
    answer = some(said.judged.allow.at_all for said in layer)
    return _or_reason(answer, f"{whose} do not allow it" if whose.endswith("s") else f"{whose} does not allow it")


def _or_reason(answer: Answer, reason: str) -> Answer:
    return no(reason, *answer.because) if answer.no else answer


def _named(layer: Iterable[Said]) -> Named:
    said = [one.judged.allow for one in layer]
    return Named(
        some(one.anyone for one in said),
        some(one.session for one in said),
        some(one.role for one in said),
        some(one.account for one in said),
    )
