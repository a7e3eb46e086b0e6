"""Is a role allowed to do what a task needs: by its policies, its boundary, and the policies on the other side?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.awsdata.ecr import admits_everybody
from generator.ecs.arns import account, field_of, within_account
from generator.ecs.hosts import AllHosts
from generator.ecs.resource_policies import ResourcePolicies, ResourcePolicy
from generator.ecs.roles import Policy, Roles
from generator.ecs.secrets import SUFFIX
from generator.ecs.tasks import Task
from generator.iam import Caller, Decision, managed_policy
from generator.iam import Unknown as Hidden
from generator.iam.text import read_text
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault, Steps
from generator.needs.policy_values import plain, text
from generator.needs.questions import Question, decided
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value, shown
from generator.stack import Text as Joined

_ALL = (
    Policy(
        "a policy that allows everything",
        Literal('{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'),
        None,
    ),
)
_ADMITS_EVERYBODY = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "ecr:*"}}
_AS_BOOLEAN = {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}


@dataclass(frozen=True)
class Action:
    """One thing a role must be allowed: an IAM action on a resource, None for an action that has none."""

    name: str
    resource: Value | None
    why: str
    context: tuple[tuple[str, object], ...] = ()
    about: Resource | None = None
    """What it is done to, if that is created in these templates."""
    partial: bool = False
    """Whether it is a secret that is asked for without the six characters at the end of its ARN."""

    @property
    def target(self) -> str:
        """What a policy has to name as its resource, for people."""
        return "*" if self.resource is None else shown(self.resource).replace(f"${{{SUFFIX.name}}}", SUFFIX.name)


@dataclass(frozen=True)
class RoleMissing(Fault):
    """A task definition has no role of the ``kind`` that ECS needs for an action."""

    task: str
    kind: str
    action: Action


@dataclass(frozen=True)
class Denied(Fault):
    """A role may not do what a task needs. Each need that asks has a kind of its own.

    ``variant`` is ``missing`` when no policy allows the action, ``partial`` when that is a secret whose ARN is written
    without its end, ``refused`` when a statement denies it, ``boundary`` when the permissions boundary does not let it
    pass, ``key`` when the role's policies allow it and the policy of the KMS key does not, and ``unattached`` when a
    policy would allow it that is attached to nothing. ``because`` names the statement that denies.
    """

    variant: str
    task: str
    role: Resource
    action: Action
    because: str


@dataclass(frozen=True)
class ActionDenied(Denied):
    """The execution role may not do what ECS does in its name."""


@dataclass(frozen=True)
class PolicyUnattached(Denied):
    """A policy grants what a task needs, and nobody carries it."""


@dataclass(frozen=True)
class OtherSideDenies(Denied):
    """The policy of a secret, a parameter, a repository or a bucket denies what the role allows."""


class Permissions:
    """Answers about the roles of one graph."""

    def __init__(self, graph: Graph, hosts: AllHosts | None = None) -> None:
        self.graph = graph
        self.roles = Roles(graph)
        self.others = ResourcePolicies(graph)
        self.hosts = hosts or AllHosts(graph)

    def allowed(
        self,
        task: Task,
        kind: str,
        action: Action,
        denied: Callable[..., Denied] = ActionDenied,
        unattached: Callable[..., Denied] = PolicyUnattached,
    ) -> Answer:
        """Answer whether the task's ``ExecutionRoleArn`` or ``TaskRoleArn`` allows an action.

        ``denied`` makes the fault of a role that does not, ``unattached`` that of a policy that would.
        """
        value = task.role(kind)
        if isinstance(value, Absent):
            by_agent = not action.name.startswith(("secretsmanager:", "ssm:", "kms:", "ssmmessages:"))
            if by_agent and task.fargate is not Truth.YES:
                return self._by_instance(task, action)
            assert task.definition is not None
            return no(RoleMissing(task.definition, ("ContainerDefinitions",), (task.name,), task.name, kind, action))
        role = self.roles.resource(value)
        if role is None:
            return unknown(f"the role ({shown(value)}) is not created in these templates")
        policies, others = self.roles.policies(role), self._other_side(action)
        sure = {name: each for name, each in others.items() if each.applies is Truth.YES}
        decision = self._decide(role, policies, action, sure)
        if len(sure) < len(others) and self._decide(role, policies, action, others).verdict is not decision.verdict:
            open_ends = ", ".join(str(each.resource) for each in others.values() if each.applies is not Truth.YES)
            return unknown(f"what {open_ends} is for is not known here; it decides if it is for {action.target}")
        if decision.verdict is Truth.YES:
            return yes(str(role), *decision.because)
        if decision.verdict is Truth.UNKNOWN:
            return unknown(*self._doubts(role, policies, action, sure, decision))
        answers = list(self._refused_by_others(task, role, action, sure, denied))
        if not answers or self.decide(role, policies, action).verdict is Truth.NO:
            answers += self._refused_by_own(task, role, policies, action, denied, unattached)
        return all_of(answers)

    def _by_instance(self, task: Task, action: Action) -> Answer:
        """Ask the role of the hosts, which the agent acts as where a task on EC2 has no execution role."""
        hosts = self.hosts.certain(task) if task.fargate is Truth.NO else ()
        roles = [each.role for each in hosts]
        for role in roles:
            if role is None or self.decide(role, self.roles.policies(role), action).verdict is not Truth.YES:
                roles = []
                break
        if roles:
            return yes(*(f"{role} of the instances allows {action.name}" for role in roles))
        return unknown(
            f"on EC2 the role of the instance may allow ECS to {action.why}, and that it does is not seen here"
        )

    def _refused_by_others(
        self,
        task: Task,
        role: Resource,
        action: Action,
        others: Mapping[str, ResourcePolicy],
        denied: Callable[..., Denied],
    ) -> Iterator[Answer]:
        """Ask each policy on the other side what it would say to a role that is allowed everything."""
        for name, other in others.items():
            decision = self._decide(role, _ALL, action, {name: other}, limited=False)
            if decision.verdict is not Truth.NO:
                continue
            kind, variant = (denied, "key") if "KeyPolicy" in other.steps else (OtherSideDenies, "denies")
            because = decision.because[0]
            yield no(kind(other.resource, other.steps, (task.name,), variant, task.name, role, action, because))

    def _refused_by_own(
        self,
        task: Task,
        role: Resource,
        policies: tuple[Policy, ...],
        action: Action,
        denied: Callable[..., Denied],
        unattached: Callable[..., Denied],
    ) -> Iterator[Answer]:
        """Ask what the role's own policies say, and its boundary, each whatever the other does."""
        if action.name.startswith("logs:") and task.fargate is not Truth.YES:
            yield unknown("on EC2 the role of the instance writes the logs, unless its agent is configured otherwise")
            return
        if unseen := self.roles.unseen(role):
            yield unknown(f"{role} may have policies that are not seen here: {unseen}")
            return
        asked = {"tasks": (task.name,), "task": task.name, "role": role, "action": action}
        bounded = self._boundary_denies(role, action)
        if bounded:
            place, steps = self._boundary_to_change(role)
            yield no(denied(resource=place, steps=steps, variant="boundary", because="", **asked))
        decision = self._decide(role, policies, action, {}, within=True, limited=False)
        if bounded and decision.verdict is not Truth.NO:
            return
        place, steps = _policy_to_change(role, policies, decision)
        if decision.policy is not None:
            yield no(denied(resource=place, steps=steps, variant="refused", because=decision.because[0], **asked))
        elif orphan := self._orphan_that_grants(role, action):
            yield no(unattached(resource=orphan, steps=(), variant="unattached", because="", **asked))
        else:
            variant = "partial" if action.partial else "missing"
            yield no(denied(resource=place, steps=steps, variant=variant, because="", **asked))

    def _doubts(
        self,
        role: Resource,
        policies: tuple[Policy, ...],
        action: Action,
        others: Mapping[str, ResourcePolicy],
        decision: Decision,
    ) -> tuple[str, ...]:
        """Say what leaves it open: whose the resource is, or the policy of a key, where nothing else does."""
        if self._unseen_policy(action, True, others):
            return (f"the key {action.target} is not in these templates, and whom its policy admits is not seen",)
        if self._within_account(action) is not Truth.UNKNOWN:
            return decision.because
        inside = self._decide(role, policies, action, others, within=True)
        return (
            f"whether {action.target} is in the account of these templates is not known here (a value for "
            "AWS::AccountId may tell); in another account its own policy has to admit the role as well",
            *(inside.because if inside.verdict is Truth.UNKNOWN else ()),
        )

    def _other_side(self, action: Action) -> dict[str, ResourcePolicy]:
        """The policies of what an action is about, by a name for messages."""
        service, named = action.name.partition(":")[0], action.resource
        if named is not None and service == "s3":
            named = _bucket_name(named)
        policies = self.others.of(service, action.about, named, self._within_account(action))
        return {f"{each.steps[0]} of {each.resource}": each for each in policies}

    def _within_account(self, action: Action) -> Truth:
        if action.resource is None or action.about is not None:
            return Truth.YES
        return within_account(self.graph, action.resource)

    def decide(self, role: Resource, policies: tuple[Policy, ...], action: Action) -> Decision:
        """Ask IAM whether some policies, and the role's boundary, let the role do something, if nobody else minds."""
        return self._decide(role, policies, action, {}, within=True)

    def _decide(
        self,
        role: Resource,
        policies: tuple[Policy, ...],
        action: Action,
        others: Mapping[str, ResourcePolicy],
        within: bool | None = None,
        limited: bool = True,
    ) -> Decision:
        """Ask IAM. With ``within`` the resource counts as one of this account that has no policies but ``others``."""
        own = within if within is not None else _AS_BOOLEAN[self._within_account(action)]
        documents: dict[str, object] = {name: plain(self.graph, each.document) for name, each in others.items()}
        if within is None and action.name.startswith("ecr:") and _is_open(action.resource):
            own, documents = False, {"the policy of AWS's own repository": _ADMITS_EVERYBODY}
        elif within is None and (unseen := self._unseen_policy(action, own, others)):
            documents[unseen] = Hidden("which is not in these templates")
        resource = text(self.graph, Literal("*") if action.resource is None else action.resource)
        caller = Caller(
            arn=text(self.graph, Reference(role.path, "Arn")), account=text(self.graph, account(self.graph))
        )
        question = Question(
            action.name,
            resource,
            caller,
            {policy.name: self._document(policy) for policy in policies},
            {"aws:SecureTransport": "true", **dict(action.context)},
            documents,
            self._boundary(role) if limited else None,
            same_account=own,
        )
        decision = decided(self.graph, question)
        written = str(read_text(resource))
        return replace(decision, because=tuple(each.replace(written, action.target) for each in decision.because))

    def _unseen_policy(self, action: Action, own: bool | None, others: Mapping[str, ResourcePolicy]) -> str:
        """The policy that has a say and is not seen: that of a key, or of anything in another account."""
        if action.name.startswith("kms:"):
            return "" if others or action.about is not None else f"the policy of the key {action.target}"
        return f"the policy of {action.target} in another account" if own is False else ""

    def _boundary(self, role: Resource) -> object:
        boundary = role.get("PermissionsBoundary")
        if isinstance(boundary, Absent):
            return None
        policy = self.graph.target(boundary, "AWS::IAM::ManagedPolicy")
        return (
            plain(self.graph, policy.get("PolicyDocument")) if policy else managed_policy(plain(self.graph, boundary))
        )

    def _boundary_denies(self, role: Resource, action: Action) -> bool:
        """Whether the boundary would take an action from a role that is allowed everything."""
        if isinstance(role.get("PermissionsBoundary"), Absent):
            return False
        return self._decide(role, _ALL, action, {}, within=True).verdict is Truth.NO

    def _boundary_to_change(self, role: Resource) -> tuple[Resource, Steps]:
        policy = self.graph.target(role.get("PermissionsBoundary"), "AWS::IAM::ManagedPolicy")
        return (policy, ("PolicyDocument",)) if policy else (role, ("PermissionsBoundary",))

    def _document(self, policy: Policy) -> object:
        value = plain(self.graph, policy.document)
        return managed_policy(value) if policy.by_arn else value

    def _orphan_that_grants(self, role: Resource, action: Action) -> Resource | None:
        for orphan in self.roles.orphans():
            alone = (Policy(str(orphan), orphan.get("PolicyDocument"), orphan),)
            if self._decide(role, alone, action, {}, within=True, limited=False).verdict is Truth.YES:
                return orphan
        return None


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


def _policy_to_change(role: Resource, policies: tuple[Policy, ...], decision: Decision) -> tuple[Resource, Steps]:
    """The policy that denies, else the first that is written here; the role itself when none is."""
    written = [(policy.resource, policy.steps) for policy in policies if policy.resource and not policy.by_arn]
    denying = [
        (policy.resource, policy.steps) for policy in policies if policy.name == decision.policy and policy.resource
    ]
    return next(iter((*denying, *written)), (role, ()))
