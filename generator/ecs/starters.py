"""What starts tasks without a service: EventBridge rules, schedules, pipes, state machines, task sets and Express.

Where each writes what RunTask is told. Source: CloudFormation Template Reference, AWS::Events::Rule EcsParameters,
AWS::Scheduler::Schedule EcsParameters, AWS::Pipes::Pipe PipeTargetEcsTaskParameters, AWS::ECS::TaskSet; EventBridge
Scheduler User Guide, "Using universal targets"; read 2026-11.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.ecs.state_machines import MACHINE, MACHINES, SAM_MACHINE, states
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Reference, Resource, Unknown, Value, document

RULE, SCHEDULE, PIPE = "AWS::Events::Rule", "AWS::Scheduler::Schedule", "AWS::Pipes::Pipe"
TASK_SET, EXPRESS = "AWS::ECS::TaskSet", "AWS::ECS::ExpressGatewayService"
_UNIVERSAL = ":scheduler:::aws-sdk:ecs:runTask"
Steps = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Starter:
    """One place where a resource tells ECS to start a task. ``told`` are the parameters, ``steps`` lead to them."""

    resource: Resource
    steps: Steps
    told: Value
    definition: Value
    cluster: Value
    cluster_steps: Steps
    label: str
    """What tells it from others of the same resource, if there are others."""
    role: Value = Absent()  # noqa: RUF009 -- values never change
    role_steps: Steps = ()
    overrides: Value = Absent()  # noqa: RUF009
    waits: bool = False
    """Whether a state waits until the task has stopped (``.sync``)."""

    @property
    def name(self) -> str:
        """The logical path of the resource, and the place where it starts several tasks."""
        return f"{self.resource} ({self.label})" if self.label else str(self.resource)

    @property
    def network_steps(self) -> Steps:
        """Where the network stands, or would."""
        return self.steps if self.resource.type in MACHINES else (*self.steps, "NetworkConfiguration")

    def get(self, *steps: str | int) -> Value:
        """What it tells ECS, by the names of RunTask and CreateService; Absent when it is not told."""
        if steps[:2] == ("NetworkConfiguration", "AwsvpcConfiguration"):
            network = inside(self.told, "NetworkConfiguration")
            if self.resource.type == EXPRESS:
                return _network_of_express(self.resource, network, *steps[2:])
            for key in ("AwsvpcConfiguration", "AwsVpcConfiguration"):
                if not isinstance(found := inside(network, key), Absent):
                    return inside(found, *steps[2:])
            return Absent()
        return inside(self.told, *steps)


def starters(graph: Graph) -> Iterator[Starter]:
    """Everything in a graph that starts tasks without a service."""
    for kind, read in _READERS.items():
        for resource in graph.of_type(kind):
            found = tuple(read(resource))
            for each in found:
                yield each if len(found) > 1 else _alone(each)


def inside(value: Value, *steps: str | int) -> Value:
    """What a value holds at the end of a way; Absent where there is nothing, Unknown where nobody can tell."""
    for step in steps:
        match value:
            case Mapping():
                value = value.get(str(step))
            case Listing(items) if isinstance(step, int):
                value = items[step] if step < len(items) else Absent()
            case Absent():
                return value
            case _:
                return value if isinstance(value, Unknown) else Unknown(f"{value}/{step}", "it is not known here")
    return value


def either_case(value: Value, key: str) -> Value:
    """An entry of overrides, which EventBridge takes in the names of the API (``containerOverrides``) as well."""
    if not isinstance(value, Mapping):
        return Absent()
    found = value.get(key)
    return value.get(key[0].lower() + key[1:]) if isinstance(found, Absent) else found


def _alone(starter: Starter) -> Starter:
    return Starter(**{**vars(starter), "label": ""})


def _of_rule(resource: Resource) -> Iterator[Starter]:
    targets = resource.get("Targets")
    for index, _ in enumerate(targets.items if isinstance(targets, Listing) else ()):
        target = ("Targets", index)
        told = resource.get(*target, "EcsParameters")
        if not isinstance(told, Absent):
            label = resource.get(*target, "Id")
            yield Starter(
                resource, (*target, "EcsParameters"), told, inside(told, "TaskDefinitionArn"),
                resource.get(*target, "Arn"), (*target, "Arn"),
                label.text if isinstance(label, Literal) else f"Targets[{index}]",
                resource.get(*target, "RoleArn"), (*target, "RoleArn"), _document(resource.get(*target, "Input")),
            )  # fmt: skip


def _of_schedule(resource: Resource) -> Iterator[Starter]:
    told, arn = resource.get("Target", "EcsParameters"), resource.get("Target", "Arn")
    role, role_steps = resource.get("Target", "RoleArn"), ("Target", "RoleArn")
    whole = _document(resource.get("Target", "Input"))
    if str(arn).endswith(_UNIVERSAL):
        yield Starter(
            resource, ("Target", "Input"), whole, inside(whole, "TaskDefinition"), inside(whole, "Cluster"),
            ("Target", "Input"), "", role, role_steps, inside(whole, "Overrides"),
        )  # fmt: skip
    elif not isinstance(told, Absent):
        yield Starter(
            resource, ("Target", "EcsParameters"), told, inside(told, "TaskDefinitionArn"), arn, ("Target", "Arn"), "",
            role, role_steps, whole,
        )  # fmt: skip


def _of_pipe(resource: Resource) -> Iterator[Starter]:
    steps = ("TargetParameters", "EcsTaskParameters")
    told = resource.get(*steps)
    if not isinstance(told, Absent):
        yield Starter(
            resource, steps, told, inside(told, "TaskDefinitionArn"), resource.get("Target"), ("Target",), "",
            resource.get("RoleArn"), ("RoleArn",), inside(told, "Overrides"),
        )  # fmt: skip


def _of_machine(resource: Resource) -> Iterator[Starter]:
    key = "Role" if resource.type == SAM_MACHINE else "RoleArn"
    role = resource.get(key)
    if resource.type == SAM_MACHINE and isinstance(role, Absent):
        role = Unknown(f"{resource}/Role", f"the macro of SAM makes it of the Policies of {resource}")
    for state in states(resource):
        yield Starter(
            resource, state.steps, state.told, inside(state.told, "TaskDefinition"), inside(state.told, "Cluster"),
            state.steps, state.name, role, (key,), inside(state.told, "Overrides"), state.waits,
        )  # fmt: skip


def _of_task_set(resource: Resource) -> Iterator[Starter]:
    told = resource.get()
    yield Starter(resource, (), told, resource.get("TaskDefinition"), resource.get("Cluster"), ("Cluster",), "")


def _network_of_express(resource: Resource, network: Value, *steps: str | int) -> Value:
    """The network of an Express service, which has groups and addresses that no template says.

    Source: ECS Developer Guide, "Resources created by Amazon ECS Express Mode services"; ECS API Reference,
    CreateExpressGatewayService, networkConfiguration; read 2026-11.
    """
    found, key = inside(network, *steps), steps[0] if steps else ""
    if key == "Subnets" and isinstance(found, Absent):
        return Unknown(f"{resource}/Subnets", "an Express service without subnets is placed in the default VPC")
    if key == "SecurityGroups":
        own = Unknown(f"{resource}/SecurityGroups", "ECS gives the tasks of an Express service a group of its own")
        return Listing((*found.items, own)) if isinstance(found, Listing) else own
    if key == "AssignPublicIp":
        return Unknown(f"{resource}/AssignPublicIp", "ECS decides whether tasks of an Express service are public")
    return found


def _of_express(resource: Resource) -> Iterator[Starter]:
    named = resource.get("TaskDefinitionArn")
    if isinstance(named, Absent):
        named = Unknown(f"{resource}/TaskDefinition", "ECS makes the task definition of an Express service")
    role = resource.get("InfrastructureRoleArn")
    yield Starter(
        resource, (), resource.get(), named, resource.get("Cluster"), ("Cluster",), "", role,
        ("InfrastructureRoleArn",),
    )  # fmt: skip


def _document(value: Value) -> Value:
    return value if isinstance(value, Absent | Reference) else document(value)


_READERS: dict[str, Callable[[Resource], Iterator[Starter]]] = {
    RULE: _of_rule,
    SCHEDULE: _of_schedule,
    PIPE: _of_pipe,
    MACHINE: _of_machine,
    SAM_MACHINE: _of_machine,
    TASK_SET: _of_task_set,
    EXPRESS: _of_express,
}
