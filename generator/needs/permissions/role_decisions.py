"""What IAM says of a role that asks for something: its policies, its boundary, and the policies on the other side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.awsdata.ecr import admits_everybody
from generator.ecs.arns import account, field_of, region
from generator.ecs.own_account import within_account
from generator.ecs.resource_policies import ResourcePolicies, ResourcePolicy
from generator.ecs.resource_tags import tags_of
from generator.ecs.roles import Policy
from generator.iam import ABSENT, UNKNOWN, Caller, Decision, Perhaps, managed_policy
from generator.iam import Unknown as Hidden
from generator.iam.text import Text, read_text
from generator.logic import Truth
from generator.needs.permissions.actions import Action
from generator.needs.permissions.policy_values import plain, text
from generator.needs.permissions.questions import Question, decided
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value
from generator.stack import Text as Joined

_REGION = 3
"""Which field of an ARN, from 0, is the Region."""
_OF_ALL: dict[str, object] = {
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
    "aws:PrincipalIsAWSService": "false",
    "aws:PrincipalType": "AssumedRole",
    "aws:MultiFactorAuthPresent": Perhaps("false"),
    "aws:MultiFactorAuthAge": ABSENT,
    "aws:TokenIssueTime": [UNKNOWN],
    "aws:username": ABSENT,
    "aws:FederatedProvider": ABSENT,
    "aws:CalledVia": ABSENT,
}
"""What is true of every request of a task, and of ECS in the name of its execution role: temporary credentials of a
role, which a service assumed and no person with a second factor.

Source: IAM User Guide, "AWS global condition context keys" (the availability of each); from memory, 2026-11.
"""
EVERYTHING = (
    Policy(
        "a policy that allows everything",
        Literal('{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'),
        None,
    ),
)
"""The policies of one who may do everything."""
_ADMITS_EVERYBODY = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "ecr:*"}}
_WITHIN_ONE_ACCOUNT = ("ecs:", "events:", "iam:")
"""What one does to things of one's own account only: nobody passes the role of another, or runs its tasks.

Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service"; read 2026-11.
"""
_AS_BOOLEAN = {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}


class RoleDecisions:
    """Questions to IAM about the roles of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.others = ResourcePolicies(graph)
        self._documents: dict[Policy, object] = {}
        self._texts: dict[Value, Text] = {}

    def decide(
        self,
        role: Resource,
        policies: tuple[Policy, ...],
        action: Action,
        others: Mapping[str, ResourcePolicy],
        within: bool | None = None,
        limited: bool = True,
    ) -> Decision:
        """Ask IAM. With ``within`` the resource counts as one of this account that has no policies but ``others``."""
        own = within if within is not None else _AS_BOOLEAN[self.within_account(action)]
        documents: dict[str, object] = {name: plain(self.graph, each.document) for name, each in others.items()}
        if within is None and action.name.startswith("ecr:") and _is_open(action.resource):
            own, documents = False, {"the policy of AWS's own repository": _ADMITS_EVERYBODY}
        elif within is None and (unseen := self.unseen_policy(action, own, others)):
            documents[unseen] = Hidden("which is not in these templates")
        resource = self._text(Literal("*") if action.resource is None else action.resource)
        caller = Caller(arn=self._text(Reference(role.path, "Arn")), account=self._text(account(self.graph)))
        question = Question(
            action.name,
            resource,
            caller,
            {policy.name: self._document(policy) for policy in policies},
            {**_OF_ALL, **self._tags(role, action), **self._place_called(action, own), **dict(action.context)},
            documents,
            self._boundary(role) if limited else None,
            same_account=own,
        )
        decision = decided(self.graph, question)
        written = str(read_text(resource))
        return replace(decision, because=tuple(each.replace(written, action.target) for each in decision.because))

    def _tags(self, role: Resource, action: Action) -> dict[str, object]:
        """The tags of the role, and of what it asks for, as they are written."""
        found: dict[str, object] = {f"aws:PrincipalTag/{key}": self._text(value) for key, value in tags_of(role)}
        service = action.name.partition(":")[0]
        for key, value in tags_of(action.about) if action.about is not None else ():
            for prefix in ("aws", service):
                found[f"{prefix}:ResourceTag/{key}"] = self._text(value)
        return found

    def _place_called(self, action: Action, own: bool | None) -> dict[str, object]:
        """Region and account that a request goes to, so far as they are known; those of a bucket elsewhere are not.

        Source: IAM User Guide, "AWS global condition context keys", aws:RequestedRegion, aws:ResourceAccount; read
        2026-11.
        """
        here = action.about is not None or action.resource is None
        called = region(self.graph) if here or action.resource is None else field_of(action.resource, _REGION)
        found: dict[str, object] = {}
        if called is not None and not isinstance(called, Absent):
            found["aws:RequestedRegion"] = self._text(called)
        if own:
            found["aws:ResourceAccount"] = self._text(account(self.graph))
        return found

    def other_side(self, action: Action) -> dict[str, ResourcePolicy]:
        """The policies of what an action is about, by a name for messages."""
        service, named = action.name.partition(":")[0], action.resource
        if named is not None and service == "s3":
            named = _bucket_name(named)
        policies = self.others.of(service, action.about, named, self.within_account(action))
        return {f"{each.steps[0]} of {each.resource}": each for each in policies}

    def within_account(self, action: Action) -> Truth:
        if action.resource is None or action.about is not None or action.name.startswith(_WITHIN_ONE_ACCOUNT):
            return Truth.YES
        return within_account(self.graph, action.resource)

    def unseen_policy(self, action: Action, own: bool | None, others: Mapping[str, ResourcePolicy]) -> str:
        """The policy that has a say and is not seen: that of a key, or of anything in another account."""
        if action.name.startswith("kms:"):
            return "" if others or action.about is not None else f"the policy of the key {action.target}"
        return f"the policy of {action.target} in another account" if own is False else ""

    def boundary_denies(self, role: Resource, action: Action) -> bool:
        """Whether the boundary would take an action from a role that is allowed everything."""
        if isinstance(role.get("PermissionsBoundary"), Absent):
            return False
        return self.decide(role, EVERYTHING, action, {}, within=True).verdict is Truth.NO

    def _boundary(self, role: Resource) -> object:
        boundary = role.get("PermissionsBoundary")
        if isinstance(boundary, Absent):
            return None
        policy = self.graph.target(boundary, "AWS::IAM::ManagedPolicy")
        return (
            plain(self.graph, policy.get("PolicyDocument")) if policy else managed_policy(plain(self.graph, boundary))
        )

    def _text(self, value: Value) -> Text:
        """A value as a text for IAM; made once, since every question is asked with the same few."""
        known = self._texts.get(value)
        if known is None:
            known = self._texts[value] = text(self.graph, value)
        return known

    def _document(self, policy: Policy) -> object:
        """What IAM reads of a policy; made once, since each action of a role is held against all of its policies."""
        known = self._documents.get(policy)
        if known is None:
            value = plain(self.graph, policy.document)
            known = self._documents[policy] = managed_policy(value) if policy.by_arn else value
        return known


def _is_open(arn: Value | None) -> bool:
    """Whether an ARN is that of a repository of AWS's own that admits everybody."""
    owner, name = (field_of(arn, field) if arn is not None else None for field in (4, 5))
    if not isinstance(owner, Literal) or not isinstance(name, Literal):
        return False
    return admits_everybody(owner.text, name.text.removeprefix("repository/"))


def _bucket_name(arn: Value) -> Value | None:
    name = field_of(arn, 5)
    first = name.parts[0] if isinstance(name, Joined) else name
    return Literal(first.text.partition("/")[0]) if isinstance(first, Literal) and "/" in first.text else name
