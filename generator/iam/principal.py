"""Who calls, and whether a resource policy's Principal names the caller, and how closely.

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
        found = {"aws:PrincipalArn": self.arn, "aws:PrincipalAccount": self.account}
        return {key: value for key, value in found.items() if value is not None}


@dataclass(frozen=True)
class Named:
    """How a Principal names the caller. The closer, the fewer other policies must agree."""

    anyone: Answer = NO
    session: Answer = NO
    role: Answer = NO
    account: Answer = NO

    @property
    def at_all(self) -> Answer:
        return some([self.anyone, self.session, self.role, self.account])

    def limited(self, answer: Answer) -> Named:
        """What is left of each when the answer must be yes as well."""
        return Named(*(every([answer, mine]) for mine in (self.anyone, self.session, self.role, self.account)))


NOBODY_SEES = Named(*(unknown("who is meant cannot be seen"),) * 4)


def named(principal: object, caller: Caller) -> Named:
    """Read a Principal element."""
    if principal == "*":
        return Named(anyone=YES)
    if not isinstance(principal, Mapping) or not set(principal) <= set(_KINDS):
        return NOBODY_SEES
    found = [_one(kind, one, caller) for kind, value in principal.items() for one in as_list(value)]
    return Named(
        some(one.anyone for one in found),
        some(one.session for one in found),
        some(one.role for one in found),
        some(one.account for one in found),
    )


def excepted(principal: object, caller: Caller) -> Answer:
    """Read a NotPrincipal element: does the statement apply to the caller?

    A role is excepted for certain when the role, its session and its account are all listed, as AWS advises; it is
    not when none of them is.
    """
    who = named(principal, caller)
    if who.anyone.yes:
        return NO
    spared = who.role if caller.service else every([who.session, who.role, who.account])
    if spared.yes:
        return NO
    if who.at_all.no:
        return YES
    return unknown("NotPrincipal names the caller, its session or its account, but not all three")


def _one(kind: str, value: object, caller: Caller) -> Named:
    read = read_text(value)
    if read is None:
        return NOBODY_SEES
    if kind == "Service":
        if caller.service is None:
            return Named()
        mine = read_text(caller.service)
        return NOBODY_SEES if mine is None else Named(role=matches(exact(read.parts), mine, ignore_case=True))
    if kind != "AWS":
        return Named() if kind == "Federated" else Named(account=unknown("a canonical user id hides its account"))
    known = literal(read)
    if known == "*":
        return Named(anyone=unknown("whether * under AWS covers services") if caller.service else YES)
    if caller.service:
        shapes = (*_ACCOUNT_FORMS, "arn:*")
        return Named() if some(matches(wildcard((form,)), read) for form in shapes).yes or known else NOBODY_SEES
    if known is not None and (_UNIQUE_ID.fullmatch(known) or "*" in known or "?" in known):
        return Named(role=unknown(f"{known} is no principal that a template can be compared with"))
    return Named(session=_session(read, caller), role=_same(read, caller.arn), account=_account(read, caller))


def _account(read: Text, caller: Caller) -> Answer:
    """Match an account: its digits, or the ARN of its root."""
    if some(matches(wildcard((form,)), read) for form in _ACCOUNT_FORMS).no:
        return NO
    account = read_text(caller.account) if caller.account is not None else None
    if account is None:
        return unknown("the caller's account is not known")
    root = ("arn:*:iam::", *account.parts, ":root")
    return some([matches(exact(account.parts), read), matches(wildcard(root), read)])


def _session(read: Text, caller: Caller) -> Answer:
    if matches(wildcard(("arn:*:sts::*:assumed-role/*",)), read).no:
        return NO
    if caller.session is None:
        return unknown(f"whether {read} is a session of the caller")
    return _same(read, caller.session)


def _same(read: Text, arn: str | Symbolic | None) -> Answer:
    mine = read_text(arn) if arn is not None else None
    if mine is None:
        shaped_otherwise = matches(wildcard(("arn:*:iam::*:role/*",)), read).no
        return NO if shaped_otherwise else unknown("the caller's ARN is not known")
    return matches(exact(read.parts), mine)
