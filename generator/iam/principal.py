"""Who calls, and how closely the Principal of a resource policy names the caller.

Source: IAM User Guide, "Principal", "NotPrincipal" and "Policy evaluation logic".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.iam.folding import NO, YES, every, some, unknown
from generator.iam.match import matches
from generator.iam.pattern import exact, wildcard
from generator.iam.text import Symbolic, Text, as_list, literal, read_text
from generator.logic import Answer

_KINDS = ("AWS", "Service", "Federated", "CanonicalUser")
_ACCOUNT_FORMS = ("????????????", "arn:*:iam::*:root")
_UNIQUE_ID = re.compile(r"A(ROA|IDA|GPA|NPA|SCA)[A-Z0-9]+")


@dataclass(frozen=True)
class Caller:
    """A role (what tasks call as) or an AWS service. What is None is not known.

    ``arn`` is the role's ARN, ``session`` the ARN of its session, ``account`` the account's twelve digits.
    """

    arn: str | Symbolic | None = None
    account: str | Symbolic | None = None
    session: str | Symbolic | None = None
    service: str | Symbolic | None = None

    def keys(self) -> dict[str, object]:
        """The condition keys that follow from who calls."""
        keys = {"aws:PrincipalArn": self.arn, "aws:PrincipalAccount": self.account}
        return {key: value for key, value in keys.items() if value is not None}


@dataclass(frozen=True)
class PrincipalMatch:
    """How a Principal names the caller. The closer, the fewer other policies must agree."""

    anyone: Answer = NO
    session: Answer = NO
    role: Answer = NO
    account: Answer = NO

    @property
    def in_any_way(self) -> Answer:
        return some([self.anyone, self.session, self.role, self.account])

    def limited(self, answer: Answer) -> PrincipalMatch:
        """The same match where an answer must be yes as well."""
        return PrincipalMatch(*(every([answer, own]) for own in (self.anyone, self.session, self.role, self.account)))


HIDDEN_PRINCIPAL = PrincipalMatch(*(unknown("its Principal cannot be seen"),) * 4)


def match_principal(principal: object, caller: Caller) -> PrincipalMatch:
    """Tell how closely a Principal element names the caller."""
    if principal == "*":
        return PrincipalMatch(anyone=YES)
    if not isinstance(principal, Mapping) or not set(principal) <= set(_KINDS):
        return HIDDEN_PRINCIPAL
    matched = [_match_entry(kind, entry, caller) for kind, value in principal.items() for entry in as_list(value)]
    return PrincipalMatch(
        some(match.anyone for match in matched),
        some(match.session for match in matched),
        some(match.role for match in matched),
        some(match.account for match in matched),
    )


def not_principal_applies(principal: object, caller: Caller) -> Answer:
    """Tell whether a statement with a NotPrincipal element applies to the caller.

    It certainly does not when the role, its session and its account are all listed, as AWS advises; it certainly does
    when none of them is.
    """
    match = match_principal(principal, caller)
    if match.anyone.yes:
        return NO
    excepted = match.role if caller.service else every([match.session, match.role, match.account])
    if excepted.yes:
        return NO
    if match.in_any_way.no:
        return YES
    return unknown("NotPrincipal names the caller, its session or its account, but not all three")


def _match_entry(kind: str, value: object, caller: Caller) -> PrincipalMatch:
    read = read_text(value)
    if read is None:
        return HIDDEN_PRINCIPAL
    if kind == "Service":
        if caller.service is None:
            return PrincipalMatch()
        service = read_text(caller.service)
        if service is None:
            return HIDDEN_PRINCIPAL
        return PrincipalMatch(role=matches(exact(read.parts), service, ignore_case=True))
    if kind != "AWS":
        return (
            PrincipalMatch()
            if kind == "Federated"
            else PrincipalMatch(account=unknown("the account of a canonical user id is not known"))
        )
    known = literal(read)
    if known == "*":
        return PrincipalMatch(
            anyone=unknown("whether a Principal of AWS: * covers services is not known") if caller.service else YES
        )
    if caller.service:
        shapes = (*_ACCOUNT_FORMS, "arn:*")
        return (
            PrincipalMatch()
            if some(matches(wildcard((form,)), read) for form in shapes).yes or known
            else HIDDEN_PRINCIPAL
        )
    if known is not None and (_UNIQUE_ID.fullmatch(known) or "*" in known or "?" in known):
        return PrincipalMatch(role=unknown(f"whether the principal {known} is the role is not known"))
    return PrincipalMatch(
        session=_match_session(read, caller), role=_match_arn(read, caller.arn), account=_match_account(read, caller)
    )


def _match_account(read: Text, caller: Caller) -> Answer:
    """Match an account, written as its digits or as the ARN of its root user."""
    if some(matches(wildcard((form,)), read) for form in _ACCOUNT_FORMS).no:
        return NO
    account = read_text(caller.account) if caller.account is not None else None
    if account is None:
        return unknown("the caller's account is not known")
    root = ("arn:*:iam::", *account.parts, ":root")
    return some([matches(exact(account.parts), read), matches(wildcard(root), read)])


def _match_session(read: Text, caller: Caller) -> Answer:
    if matches(wildcard(("arn:*:sts::*:assumed-role/*",)), read).no:
        return NO
    if caller.session is None:
        return unknown(f"whether {read} is a session of the caller is not known")
    return _match_arn(read, caller.session)


def _match_arn(read: Text, arn: str | Symbolic | None) -> Answer:
    own = read_text(arn) if arn is not None else None
    if own is None:
        is_no_role = matches(wildcard(("arn:*:iam::*:role/*",)), read).no
        return NO if is_no_role else unknown("the caller's ARN is not known")
    return matches(exact(read.parts), own)
