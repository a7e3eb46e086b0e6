"""Settings of a service that ECS takes one by one, and not together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.limits import limit
from generator.checks.check import Check
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Listing, Resource

_SUBNETS = ("NetworkConfiguration", "AwsvpcConfiguration", "Subnets")
_MODES = ("bridge", "host", "none")


class SettingsContradict(Check):
    id = "ECS256"
    lesson = 25
    title = "Settings of a service that ECS does not take together"
    symptom = (
        "CREATE_FAILED: Specifying both a launch type and capacity provider strategy is not supported; or: Network "
        "Configuration must be provided when networkMode 'awsvpc' is specified; and the like"
    )
    why = (
        "Each of these settings is right by itself. ECS looks at them together when the service is created, and "
        "refuses those that contradict each other or the network mode of the task definition."
    )
    fix = "Keep one of the two that the message names."
    message = {
        "launch": "{resource} has LaunchType and CapacityProviderStrategy, and ECS takes only one: CreateService fails",
        "weights": (
            "every Weight in CapacityProviderStrategy of {resource} is 0, so no provider may start tasks: "
            "CreateService fails"
        ),
        "bases": "{count} capacity providers of {resource} have a Base, and only one may: CreateService fails",
        "rebalancing": (
            "AvailabilityZoneRebalancing of {resource} is ENABLED with MaximumPercent {count}, and it needs more than "
            "100: CreateService fails"
        ),
        "no network": (
            "{resource} has no NetworkConfiguration, which tasks of network mode awsvpc require: CreateService fails "
            "(Network Configuration must be provided when networkMode 'awsvpc' is specified)"
        ),
        "foreign network": (
            "{resource} has a NetworkConfiguration, and the network mode of its tasks is {count}: CreateService fails "
            "(Network Configuration is not valid for the given networkMode of this task definition)"
        ),
        "subnets": "{resource} has {count} subnets, and ECS takes at most 16: CreateService fails",
    }
    change = {
        "launch": "LaunchType: leave it out; or leave out CapacityProviderStrategy",
        "weights": "Weight: 1 or more, for at least one provider",
        "bases": "Base: keep it at one provider",
        "rebalancing": "MaximumPercent: 200; or AvailabilityZoneRebalancing: DISABLED",
        "no network": "NetworkConfiguration: AwsvpcConfiguration with Subnets",
        "foreign network": "NetworkConfiguration: leave it out; or NetworkMode of the task definition: awsvpc",
        "subnets": "Subnets: 16 or fewer",
    }
    remedy = {"rebalancing": Write("MaximumPercent", 200)}
    base = "nat"
    good = {
        "Service.AvailabilityZoneRebalancing": "ENABLED",
        "Service.DeploymentConfiguration": "{MinimumHealthyPercent: 50, MaximumPercent: 150}",
    }
    bad = {"Service.DeploymentConfiguration.MaximumPercent": "100"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is certainly written, on services that certainly exist.

        Sources: ECS API Reference, CreateService (capacityProviderStrategy, networkConfiguration, serviceRegistries),
        CapacityProviderStrategyItem, AwsVpcConfiguration; ECS Developer Guide, "Balancing an Amazon ECS service
        across Availability Zones", considerations; read 2026-11.
        """
        for task in context.tasks:
            if task.service is not None and task.service.exists is Truth.YES:
                for steps, variant, count in (*_capacity(task.service), *_numbers(task.service), *_network(task)):
                    yield self.at(task.service, *steps, tasks=(task.name,), variant=variant, count=count)


_Found = tuple[tuple[str | int, ...], str, object]
"""The steps to a setting, the variant, and the number or the word that is told with it."""


def _capacity(service: Resource) -> Iterator[_Found]:
    key = "CapacityProviderStrategy"
    strategy = service.get(key)
    if not isinstance(strategy, Listing) or not strategy.items:
        return
    if literal(service.get("LaunchType")):
        yield ("LaunchType",), "launch", ""
    weights = [number(service.get(key, index, "Weight")) for index, _ in items(strategy)]
    if all(weight == 0 for weight in weights):
        yield (key, 0, "Weight"), "weights", ""
    bases = [index for index, _ in items(strategy) if number(service.get(key, index, "Base"))]
    if len(bases) > 1:
        yield (key, bases[1], "Base"), "bases", len(bases)


def _numbers(service: Resource) -> Iterator[_Found]:
    most = number(service.get("DeploymentConfiguration", "MaximumPercent"))
    if literal(service.get("AvailabilityZoneRebalancing")) == "ENABLED" and most is not None and most <= 100:
        yield ("AvailabilityZoneRebalancing",), "rebalancing", most
    subnets = len(list(items(service.get(*_SUBNETS))))
    if subnets > limit("subnets_per_service"):
        yield _SUBNETS, "subnets", subnets


def _network(task: Task) -> Iterator[_Found]:
    service, definition = task.service, task.definition
    if service is None or definition is None or not isinstance(service.get("DeploymentController"), Absent):
        return
    mode, network = definition.get("NetworkMode"), service.get("NetworkConfiguration")
    if isinstance(network, Absent):
        if literal(mode) == "awsvpc" or task.fargate is Truth.YES:
            yield (), "no network", ""
    elif literal(mode) in _MODES and task.fargate is Truth.NO:
        yield ("NetworkConfiguration",), "foreign network", literal(mode)
