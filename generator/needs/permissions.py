"""Is a task allowed to do what it needs: by its role's policies, the trust in the role, and the key's policy?"""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.arns import account, arn
from generator.ecs.roles import Policy, Roles
from generator.ecs.tasks import Task
from generator.iam import ABSENT, Caller, Decision, decide, managed_policy
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.cause import Worded
from generator.needs.policy_values import plain, text
from generator.stack import Absent, Graph, Pseudo, Reference, Resource, Value

ECS_TASKS = "ecs-tasks.amazonaws.com"


@dataclass(frozen=True)
class Action:
    """One thing a role must be allowed: an IAM action on a resource, None for an action that has none."""

    name: str
    resource: Value | None
    why: str
    context: tuple[tuple[str, object], ...] = ()


class Permissions:
    """Answers about the roles of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.roles = Roles(graph)

    def allowed(self, task: Task, kind: str, action: Action, rule: str = "ECS031") -> Answer:
        """Answer whether the task's ``ExecutionRoleArn`` or ``TaskRoleArn`` allows an action."""
        value = task.role(kind)
        if isinstance(value, Absent):
            by_agent = not action.name.startswith(("secretsmanager:", "ssm:", "kms:", "ssmmessages:"))
            if by_agent and task.fargate is not Truth.YES:
                return unknown(f"on EC2 the role of the instance may let ECS {action.why}, and it is not followed here")
            return no(self._no_role(task, kind, action))
        role = self.roles.resource(value)
        if role is None:
            return unknown(f"the role {value} is not created in these templates")
        policies = self.roles.policies(role)
        key = self._key(action)
        decision = self.decide(role, policies, action, key and plain(self.graph, key.get("KeyPolicy")))
        if decision.verdict is Truth.YES:
            return yes(str(role), *decision.because)
        if key and decision.verdict is Truth.NO and self.decide(role, policies, action).verdict is Truth.YES:
            return no(_locked(task, role, key, action, rule))
        if decision.verdict is Truth.UNKNOWN:
            return unknown(*decision.because)
        if action.name.startswith("logs:") and task.fargate is not Truth.YES:
            return unknown("on EC2 the role of the instance writes logs unless its agent is told otherwise")
        if unseen := self.roles.unseen(role):
            return unknown(f"{role} may have policies that are not seen here: {unseen}")
        if decision.policy is None and (orphan := self._orphan_that_grants(role, action)):
            return no(_unattached(task, orphan, role, action))
        return no(_denied(task, role, policies, decision, action, rule))

    def _key(self, action: Action) -> Resource | None:
        """Give the key that an action is about, if its policy is written here."""
        if action.resource is None or not action.name.startswith("kms:"):
            return None
        key = self.graph.target(action.resource, "AWS::KMS::Key")
        return key if key and not isinstance(key.get("KeyPolicy"), Absent) else None

    def trusted(self, task: Task, kind: str) -> Answer:
        """Answer whether ECS may assume the role."""
        value = task.role(kind)
        role = None if isinstance(value, Absent) else self.roles.resource(value)
        if role is None:
            return unknown(f"the role {value} is not created in these templates")
        document = plain(self.graph, role.get("AssumeRolePolicyDocument"))
        own = text(self.graph, Reference(role.path, "Arn"))
        somewhere = arn(self.graph, "ecs", Pseudo("the task"))
        context = {
            "aws:SourceAccount": text(self.graph, account(self.graph)),
            "aws:SourceArn": text(self.graph, somewhere),
            "sts:ExternalId": ABSENT,
        }
        decision = decide(
            (), "sts:AssumeRole", own, context, resource_policy=document, caller=Caller(service=ECS_TASKS)
        )
        if decision.verdict is Truth.YES:
            return yes(str(role), f"trusts {ECS_TASKS}")
        if decision.verdict is Truth.UNKNOWN:
            return unknown(*decision.because)
        what = f"{role} does not trust {ECS_TASKS}, so ECS cannot assume it for {task.name}: unable to assume the role"
        fix = f"AssumeRolePolicyDocument: allow sts:AssumeRole to Principal Service {ECS_TASKS}"
        return no(Worded("ECS033", role, ("AssumeRolePolicyDocument",), what, fix, (task.name,)))

    def decide(
        self, role: Resource, policies: tuple[Policy, ...], action: Action, key_policy: object = None
    ) -> Decision:
        named = {policy.name: self._document(policy) for policy in policies}
        boundary = role.get("PermissionsBoundary")
        limit = None
        if not isinstance(boundary, Absent):
            found = self.graph.target(boundary, "AWS::IAM::ManagedPolicy")
            document = plain(self.graph, found.get("PolicyDocument")) if found else managed_policy(str(boundary))
            limit = document
        resource = "*" if action.resource is None else text(self.graph, action.resource)
        caller = Caller(
            arn=text(self.graph, Reference(role.path, "Arn")), account=text(self.graph, account(self.graph))
        )
        return decide(
            named,
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

    def _no_role(self, task: Task, kind: str, action: Action) -> Worded:
        assert task.definition is not None
        what = f"{task.name} has no {kind}, but ECS has to {action.why} for it ({action.name})"
        fix = f"{kind}: a role that trusts {ECS_TASKS} and allows what the task needs"
        return Worded("ECS032", task.definition, ("ContainerDefinitions",), what, fix, (task.name,))


def _unattached(task: Task, orphan: Resource, role: Resource, action: Action) -> Worded:
    what = f"{orphan} grants {action.name}, which {task.name} needs to {action.why}, but it is attached to nothing"
    what += ": AccessDeniedException, no identity-based policy allows the action"
    return Worded(
        "ECS030", orphan, (), what, f"Roles: add {role}; or list the policy in its ManagedPolicyArns", (task.name,)
    )


def _locked(task: Task, role: Resource, key: Resource, action: Action, rule: str) -> Worded:
    what = f"the policy of {key} does not let {role} use it for {action.name}, which ECS needs to {action.why} for "
    what += f"{task.name}: AccessDeniedException, whatever the role's own policies allow"
    fix = f"KeyPolicy: allow kms:* to the root of the account, or {action.name} to {role}"
    return Worded(rule, key, ("KeyPolicy",), what, fix, (task.name,))


def _denied(
    task: Task, role: Resource, policies: tuple[Policy, ...], decision: Decision, action: Action, rule: str
) -> Worded:
    where = next((policy for policy in policies if policy.resource is not None and not policy.by_arn), None)
    place, steps = (where.resource, where.steps) if where and where.resource else (role, ())
    if decision.policy:
        place, steps = next(
            ((p.resource, p.steps) for p in policies if p.name == decision.policy and p.resource), (place, steps)
        )
    target = action.resource or "*"
    what = f"{role} does not allow {action.name} on {target}, which ECS needs to {action.why} for {task.name}"
    what += ": AccessDeniedException" + (f" ({decision.because[0]})" if decision.policy else "")
    return Worded(rule, place, steps, what, f"PolicyDocument: allow {action.name} on {target}", (task.name,))
