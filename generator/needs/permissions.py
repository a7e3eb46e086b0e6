"""Is a role allowed to do what a task needs: by its policies, its boundary, and the policy of a KMS key?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.ecs.arns import account
from generator.ecs.roles import Policy, Roles
from generator.ecs.tasks import Task
from generator.iam import Caller, Decision, decide, managed_policy
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.cause import Fault, Steps
from generator.needs.policy_values import plain, text
from generator.stack import Absent, Graph, Reference, Resource, Value, shown


@dataclass(frozen=True)
class Action:
    """One thing a role must be allowed: an IAM action on a resource, None for an action that has none."""

    name: str
    resource: Value | None
    why: str
    context: tuple[tuple[str, object], ...] = ()

    @property
    def target(self) -> str:
        """What a policy has to name as its resource, for people."""
        return "*" if self.resource is None else shown(self.resource)


@dataclass(frozen=True)
class RoleMissing(Fault):
    """A task definition has no role of the ``kind`` that ECS needs for an action."""

    task: str
    kind: str
    action: Action


@dataclass(frozen=True)
class Denied(Fault):
    """A role may not do what a task needs. Each need that asks has a kind of its own.

    ``variant`` is ``missing`` when no policy allows the action, ``refused`` when a statement denies it, ``key`` when
    the role's policies allow it and the policy of the KMS key does not, and ``unattached`` when a policy would allow
    it that is attached to nothing. ``because`` names the statement that denies.
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


class Permissions:
    """Answers about the roles of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.roles = Roles(graph)

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
                return unknown(
                    f"on EC2 the role of the instance may allow ECS to {action.why}, and that role is not followed here"
                )
            assert task.definition is not None
            return no(RoleMissing(task.definition, ("ContainerDefinitions",), (task.name,), task.name, kind, action))
        role = self.roles.resource(value)
        if role is None:
            return unknown(f"the role ({shown(value)}) is not created in these templates")
        policies = self.roles.policies(role)
        key = self._key_with_policy(action)
        decision = self.decide(role, policies, action, key and plain(self.graph, key.get("KeyPolicy")))
        asked = {"tasks": (task.name,), "task": task.name, "role": role, "action": action}
        if decision.verdict is Truth.YES:
            return yes(str(role), *decision.because)
        if key and decision.verdict is Truth.NO and self.decide(role, policies, action).verdict is Truth.YES:
            return no(denied(resource=key, steps=("KeyPolicy",), variant="key", because="", **asked))
        if decision.verdict is Truth.UNKNOWN:
            return unknown(*decision.because)
        if action.name.startswith("logs:") and task.fargate is not Truth.YES:
            return unknown("on EC2 the role of the instance writes the logs, unless its agent is configured otherwise")
        if unseen := self.roles.unseen(role):
            return unknown(f"{role} may have policies that are not seen here: {unseen}")
        place, steps = _policy_to_change(role, policies, decision)
        if decision.policy is not None:
            return no(denied(resource=place, steps=steps, variant="refused", because=decision.because[0], **asked))
        if orphan := self._orphan_that_grants(role, action):
            return no(unattached(resource=orphan, steps=(), variant="unattached", because="", **asked))
        return no(denied(resource=place, steps=steps, variant="missing", because="", **asked))

    def _key_with_policy(self, action: Action) -> Resource | None:
        """The key that an action is about, if its policy is written here."""
        if action.resource is None or not action.name.startswith("kms:"):
            return None
        key = self.graph.target(action.resource, "AWS::KMS::Key")
        return key if key and not isinstance(key.get("KeyPolicy"), Absent) else None

    def decide(
        self, role: Resource, policies: tuple[Policy, ...], action: Action, key_policy: object = None
    ) -> Decision:
        """Ask IAM whether some policies, and the role's boundary, let the role do something."""
        documents = {policy.name: self._document(policy) for policy in policies}
        boundary = role.get("PermissionsBoundary")
        limit = None
        if not isinstance(boundary, Absent):
            policy = self.graph.target(boundary, "AWS::IAM::ManagedPolicy")
            limit = plain(self.graph, policy.get("PolicyDocument")) if policy else managed_policy(str(boundary))
        resource = "*" if action.resource is None else text(self.graph, action.resource)
        caller = Caller(
            arn=text(self.graph, Reference(role.path, "Arn")), account=text(self.graph, account(self.graph))
        )
        return decide(
            documents,
            action.name,
            resource,
            dict(action.context),
            resource_policy=key_policy,
            boundary=limit,
            caller=caller,
        )

    def _document(self, policy: Policy) -> object:
        value = plain(self.graph, policy.document)
        return managed_policy(value) if policy.by_arn else value

    def _orphan_that_grants(self, role: Resource, action: Action) -> Resource | None:
        for orphan in self.roles.orphans():
            alone = (Policy(str(orphan), orphan.get("PolicyDocument"), orphan),)
            if self.decide(role, alone, action).verdict is Truth.YES:
                return orphan
        return None


def _policy_to_change(role: Resource, policies: tuple[Policy, ...], decision: Decision) -> tuple[Resource, Steps]:
    """The policy that denies, else the first that is written here; the role itself when none is."""
    written = [(policy.resource, policy.steps) for policy in policies if policy.resource and not policy.by_arn]
    denying = [
        (policy.resource, policy.steps) for policy in policies if policy.name == decision.policy and policy.resource
    ]
    return next(iter((*denying, *written)), (role, ()))
