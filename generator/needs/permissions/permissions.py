"""Is a role allowed to do what a task needs: by its policies, its boundary, and the policies on the other side?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.ecs.hosts.all_hosts import AllHosts
from generator.ecs.own_account import told_of
from generator.ecs.resource_policies import ResourcePolicy
from generator.ecs.roles import Policy, Roles
from generator.ecs.tasks import Task
from generator.iam import Decision
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault, Steps
from generator.needs.permissions.actions import Action
from generator.needs.permissions.role_decisions import EVERYTHING, RoleDecisions
from generator.stack import Absent, Graph, Resource, shown

__all__ = ["Action", "ActionDenied", "Denied", "OtherSideDenies", "Permissions", "PolicyUnattached", "RoleMissing"]


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
        self.decisions = RoleDecisions(graph)
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
        return self.by_role(task, role, action, denied, unattached)

    def by_role(
        self,
        task: Task,
        role: Resource,
        action: Action,
        denied: Callable[..., Denied],
        unattached: Callable[..., Denied],
    ) -> Answer:
        """Answer whether a role allows an action, which is done for a task."""
        policies, others = self.roles.policies(role), self.decisions.other_side(action)
        sure = {name: each for name, each in others.items() if each.applies is Truth.YES}
        decision = self.decisions.decide(role, policies, action, sure)
        if (
            len(sure) < len(others)
            and self.decisions.decide(role, policies, action, others).verdict is not decision.verdict
        ):
            open_ends = ", ".join(str(each.resource) for each in others.values() if each.applies is not Truth.YES)
            return unknown(f"what {open_ends} is for is not known here; it decides if it is for {action.target}")
        if decision.verdict is Truth.YES:
            told = told_of(self.graph, action.resource) if action.resource is not None else ""
            return yes(str(role), *decision.because, *([told] if told else []))
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
            decision = self.decisions.decide(role, EVERYTHING, action, {name: other}, limited=False)
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
        bounded = self.decisions.boundary_denies(role, action)
        if bounded:
            place, steps = self._boundary_to_change(role)
            yield no(denied(resource=place, steps=steps, variant="boundary", because="", **asked))
        decision = self.decisions.decide(role, policies, action, {}, within=True, limited=False)
        if bounded and decision.verdict is not Truth.NO:
            return
        place, steps = _policy_to_change(role, policies, decision)
        if decision.policy is not None:
            yield no(denied(resource=place, steps=steps, variant="refused", because=decision.because[0], **asked))
        elif orphan := self._orphan_that_grants(role, action):
            yield no(unattached(resource=orphan, steps=(), variant="unattached", because="", **asked))
        else:
            variant = "partial" if action.partial else "missing"
            yield no(denied(resource=place, steps=steps, variant=variant, because=_unmet(decision), **asked))

    def _doubts(
        self,
        role: Resource,
        policies: tuple[Policy, ...],
        action: Action,
        others: Mapping[str, ResourcePolicy],
        decision: Decision,
    ) -> tuple[str, ...]:
        """Say what leaves it open: whose the resource is, or the policy of a key, where nothing else does."""
        if self.decisions.unseen_policy(action, True, others):
            return (f"the key {action.target} is not in these templates, and whom its policy admits is not seen",)
        if self.decisions.within_account(action) is not Truth.UNKNOWN:
            return decision.because
        inside = self.decisions.decide(role, policies, action, others, within=True)
        return (
            f"whether {action.target} is in the account of these templates is not known here (a value for "
            "AWS::AccountId may tell); in another account its own policy has to admit the role as well",
            *(inside.because if inside.verdict is Truth.UNKNOWN else ()),
        )

    def decide(self, role: Resource, policies: tuple[Policy, ...], action: Action) -> Decision:
        """Ask IAM whether some policies, and the role's boundary, let the role do something, if nobody else minds."""
        return self.decisions.decide(role, policies, action, {}, within=True)

    def _boundary_to_change(self, role: Resource) -> tuple[Resource, Steps]:
        policy = self.graph.target(role.get("PermissionsBoundary"), "AWS::IAM::ManagedPolicy")
        return (policy, ("PolicyDocument",)) if policy else (role, ("PermissionsBoundary",))

    def _orphan_that_grants(self, role: Resource, action: Action) -> Resource | None:
        for orphan in self.roles.orphans():
            alone = (Policy(str(orphan), orphan.get("PolicyDocument"), orphan),)
            if self.decisions.decide(role, alone, action, {}, within=True, limited=False).verdict is Truth.YES:
                return orphan
        return None


def _unmet(decision: Decision) -> str:
    """The statement that would allow it but for its conditions; empty where there is none."""
    return next((f" ({each})" for each in decision.because if ": its conditions are not met" in each), "")


def _policy_to_change(role: Resource, policies: tuple[Policy, ...], decision: Decision) -> tuple[Resource, Steps]:
    """The policy that denies, else the first that is written here; the role itself when none is."""
    written = [(policy.resource, policy.steps) for policy in policies if policy.resource and not policy.by_arn]
    denying = [
        (policy.resource, policy.steps) for policy in policies if policy.name == decision.policy and policy.resource
    ]
    return next(iter((*denying, *written)), (role, ()))
