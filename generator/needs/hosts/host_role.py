"""May the agent on a host register with ECS: a profile, a role that EC2 may assume, and what that allows?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import arn
from generator.ecs.clusters import CLUSTER
from generator.ecs.hosts.hosts import Hosts
from generator.ecs.tasks import Task
from generator.iam import Caller
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action
from generator.needs.permissions.policy_values import plain, text
from generator.needs.permissions.questions import Question, decided
from generator.stack import Absent, Reference, Resource, shown

EC2 = "ec2.amazonaws.com"


@dataclass(frozen=True)
class HostMayNotRegister(Fault):
    """Hosts have no role that lets their agent register.

    ``variant`` is ``profile`` when they carry none, ``metadata`` when its credentials do not get there, ``trust`` when
    EC2 may not assume the role, and ``denied`` when the role does not allow an ``action``; ``log`` when that is one of
    CloudWatch Logs.
    """

    variant: str
    hosts: str
    role: str = ""
    action: str = ""


def may_register(context: Context, task: Task, hosts: Hosts) -> Iterator[Answer]:
    """Whether the agent may do what it does to be given tasks.

    Source: ECS Developer Guide, "Amazon ECS container instance IAM role"; Service Authorization Reference, "Actions,
    resources, and condition keys for Amazon Elastic Container Service"; read 2026-11.
    """
    if isinstance(hosts.profile, Absent):
        steps = hosts.steps("IamInstanceProfile")
        yield no(HostMayNotRegister(hosts.place, steps, (task.name,), "profile", str(hosts)))
        return
    role = hosts.role
    if role is None:
        yield unknown(
            f"the role of {hosts} (IamInstanceProfile {shown(hosts.profile)}) is not created in these templates"
        )
        return
    yield _trusts(context, task, hosts, role)
    permissions = context.permissions
    policies = permissions.roles.policies(role)
    for action in _actions(context, task):
        decision = permissions.decide(role, policies, action)
        if decision.verdict is Truth.UNKNOWN:
            yield unknown(*decision.because)
        elif decision.verdict is Truth.NO and (unseen := permissions.roles.unseen(role)):
            yield unknown(f"{role} may have policies that are not seen here: {unseen}")
        elif decision.verdict is Truth.NO:
            yield no(HostMayNotRegister(role, (), (task.name,), "denied", str(hosts), str(role), action.name))
            return


def _actions(context: Context, task: Task) -> Iterator[Action]:
    cluster = context.graph.target(task.service.get("Cluster"), CLUSTER) if task.service else None
    named = Reference(cluster.path, "Arn") if cluster else arn(context.graph, "ecs", "cluster/default")
    name = Reference(cluster.path, "Ref") if cluster else "default"
    about = (("ecs:cluster", text(context.graph, named)),)
    instance = arn(context.graph, "ecs", "container-instance/", name, "/0123456789abcdef0123456789abcdef")
    why = "give it tasks"
    yield Action("ecs:DiscoverPollEndpoint", None, why)
    yield Action("ecs:RegisterContainerInstance", named, why, about, about=cluster)
    yield Action("ecs:Poll", instance, why, about, about=cluster)
    yield Action("ecs:SubmitTaskStateChange", named, why, about, about=cluster)


def _trusts(context: Context, task: Task, hosts: Hosts, role: Resource) -> Answer:
    graph = context.graph
    trust = {"AssumeRolePolicyDocument": plain(graph, role.get("AssumeRolePolicyDocument"))}
    own, verdicts = text(graph, Reference(role.path, "Arn")), []
    for service in (EC2, f"{EC2}.cn"):
        question = Question("sts:AssumeRole", own, Caller(service=service), resource_policies=trust)
        decision = decided(graph, question)
        if decision.verdict is Truth.YES:
            return yes(str(role), f"trusts {service}")
        verdicts.append(decision)
    if verdicts[0].verdict is Truth.UNKNOWN:
        return unknown(*verdicts[0].because)
    return no(HostMayNotRegister(role, ("AssumeRolePolicyDocument",), (task.name,), "trust", str(hosts), str(role)))


def may_write_log(context: Context, task: Task, action: Action) -> Answer | None:
    """Whether the role of the hosts may write a log; None where the execution role does, or the hosts are not known.

    Source: ECS Developer Guide, "Using the awslogs log driver" (for EC2, the role of the container instances), and
    "Amazon ECS container agent configuration" (ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE); read 2026-11.
    """
    answers = []
    for hosts in context.hosts.certain(task) if task.fargate is Truth.NO else ():
        if hosts.role is None or hosts.user_data.logs_by_task:
            return None
        permissions, role = context.permissions, hosts.role
        decision = permissions.decide(role, permissions.roles.policies(role), action)
        if decision.verdict is Truth.YES:
            answers.append(yes(str(role), *decision.because))
        elif decision.verdict is Truth.UNKNOWN or permissions.roles.unseen(role):
            answers.append(unknown(f"whether {role}, the role of {hosts}, allows {action.name} is not known here"))
        else:
            fault = HostMayNotRegister(role, (), (task.name,), "log", str(hosts), str(role), action.name)
            answers.append(no(fault))
    return all_of(answers) if answers else None
