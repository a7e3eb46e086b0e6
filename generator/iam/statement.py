"""Whether one statement applies to a request, and whether it then allows or denies.

Source: IAM User Guide, "IAM JSON policy elements reference"; 2026-11.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.iam import condition, pattern
from generator.iam.context import Context
from generator.iam.folding import NO, YES, every, no, opposite, some, unknown
from generator.iam.grammar import Kind, malformed
from generator.iam.match import matches
from generator.iam.operators import Scope
from generator.iam.principal import Caller, PrincipalMatch, match_principal, not_principal_applies
from generator.iam.text import Text, Token, as_list, literal, read_text
from generator.iam.variables import substitute
from generator.logic import Answer


@dataclass(frozen=True)
class Request:
    action: str
    resource: Text
    caller: Caller
    context: Context


@dataclass(frozen=True)
class Judgement:
    """What one statement says of a request, by how it names the caller (an identity policy: as the role)."""

    where: str
    index: int | None
    allow: PrincipalMatch
    deny: PrincipalMatch


def judge(
    policy: str, index: int, statement: object, kind: Kind, request: Request, variables: bool | None
) -> Judgement:
    """Judge one statement of a policy."""
    where = f"{policy}, statement {index + 1}"
    if not isinstance(statement, Mapping):
        return unreadable(where, f"{where} cannot be read", index)
    if isinstance(statement.get("Sid"), str):
        where += f" ({statement['Sid']})"
    if trouble := malformed(statement, kind):
        return unreadable(where, f"{where} {trouble}", index)
    scope = Scope(request.context, variables)
    applies = every(_conditions_to_apply(statement, request, scope))
    applies = Answer(applies.verdict, tuple(f"{where}: {reason}" for reason in applies.because))
    match = _principal_match(statement, kind, request.caller)
    allows, denies = _effect(statement["Effect"])
    return Judgement(where, index, match.limited(every([applies, allows])), match.limited(every([applies, denies])))


def unreadable(where: str, reason: str, index: int | None = None) -> Judgement:
    """The judgement of a statement that may allow, and may deny."""
    doubt = PrincipalMatch(*(unknown(reason),) * 4)
    return Judgement(where, index, doubt, doubt)


def _effect(effect: object) -> tuple[Answer, Answer]:
    if isinstance(effect, str):
        return (YES, NO) if effect == "Allow" else (NO, YES)
    hidden = unknown("its Effect cannot be seen")
    return hidden, hidden


def _principal_match(statement: Mapping[object, object], kind: Kind, caller: Caller) -> PrincipalMatch:
    if kind is Kind.IDENTITY:
        return PrincipalMatch(role=YES)
    if "NotPrincipal" in statement:
        return PrincipalMatch(anyone=not_principal_applies(statement["NotPrincipal"], caller))
    return match_principal(statement["Principal"], caller)


def _conditions_to_apply(statement: Mapping[object, object], request: Request, scope: Scope) -> Iterator[Answer]:
    """The answers, cheapest first: with the first no, nobody asks for the others."""

    def action(read: Text) -> Answer:
        return _match_action(read, request.action)

    def resource(read: Text) -> Answer:
        return _match_resource(read, request.resource, scope)

    asked = _match_listed(statement, "Action", action)
    yield NO if asked.no else asked
    if {"Resource", "NotResource"} & set(statement):
        covered = _match_listed(statement, "Resource", resource)
        names = statement.get("Resource", statement.get("NotResource"))
        yield no(f"it covers {_shown(names)}, not {request.resource}") if covered.no else covered
    if "Condition" in statement:
        met = condition.holds(statement["Condition"], scope)
        yield no(f"its conditions are not met{_which(met)}") if met.no else met


def _which(met: Answer) -> str:
    return f" ({met.because[0]})" if met.because else ""


def _match_listed(statement: Mapping[object, object], element: str, match: Callable[[Text], Answer]) -> Answer:
    """Tell whether anything that the element lists matches, or, for Not..., whether nothing does."""
    negated = element not in statement
    wanted = as_list(statement[f"Not{element}" if negated else element])
    if not wanted:
        return unknown(f"its {element} lists nothing")
    texts = [read_text(listed) for listed in wanted]
    matched = some(unknown(f"its {element} cannot be seen") if text is None else match(text) for text in texts)
    return opposite(matched) if negated else matched


@lru_cache(maxsize=8192)
def _match_action(read: Text, action: str) -> Answer:
    """Compare an action, whose case does not matter; once, for the same few stand in the policies of every role."""
    known = literal(read)
    if known is not None and known not in ("*", "*:*"):
        service, colon, _ = known.partition(":")
        if not colon or "*" in service or "?" in service:
            return unknown(f"{known} is not an action that IAM accepts")
    return matches(pattern.wildcard(read.parts), Text((action,)), ignore_case=True)


def _match_resource(read: Text, resource: Text, scope: Scope) -> Answer:
    if scope.variables is not False and _variable_before_the_resource(read):
        return unknown("its Resource has a policy variable where IAM allows none")
    pieces = substitute(read, scope.context, scope.variables)
    return NO if pieces is None else matches(pattern.arn(pieces, crossing=True), resource)


def _variable_before_the_resource(read: Text) -> bool:
    colons = 0
    for part in read.parts:
        known = part if isinstance(part, str) else part.shape or ""
        before, variable, _ = known.partition("${")
        if isinstance(part, Token):
            before, variable = known, ""
        colons += before.count(":")
        if variable:
            return colons < pattern.ARN_FIELDS - 1
    return False


def _shown(names: object) -> str:
    shown = [str(read_text(name) or "something unseen") for name in as_list(names)]
    return ", ".join(shown[:3]) + (f" and {len(shown) - 3} more" if len(shown) > 3 else "")
