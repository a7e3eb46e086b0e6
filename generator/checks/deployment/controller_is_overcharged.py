"""What a service asks of a deployment controller that does not do it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.services.deployments import controller
from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Listing, Resource

_CONFIGURATION = "DeploymentConfiguration"
_ENABLED = {
    "the deployment circuit breaker": (_CONFIGURATION, "DeploymentCircuitBreaker", "Enable"),
    "alarms of a deployment": (_CONFIGURATION, "Alarms", "Enable"),
    "Service Connect": ("ServiceConnectConfiguration", "Enabled"),
}
"""What only the controller ECS does. Sources: ECS API Reference, DeploymentCircuitBreaker and DeploymentAlarms ("can
only be used for services using the rolling update (ECS) deployment type"); ECS Developer Guide, "Use Service Connect"
(considerations); aws-cdk #16646 and #16919 (ECS refuses the circuit breaker with another); read 2026-11."""


class ControllerIsOvercharged(Check):
    id = "ECS135"
    lesson = 13
    title = "Service asks for what its deployment controller does not do"
    symptom = "CREATE_FAILED: InvalidParameterException when calling CreateService"
    why = (
        "With DeploymentController CODE_DEPLOY or EXTERNAL, ECS does not run the deployments itself. Its circuit "
        "breaker, its alarms, Service Connect and the DAEMON strategy are for the controller ECS only; CODE_DEPLOY "
        "moves requests between target groups and needs LoadBalancers; EXTERNAL leaves the definition to task sets."
    )
    fix = "Leave DeploymentController out, or leave out what the other controller does not take."
    message = {
        "setting": (
            "{resource} has the deployment controller {controller}, which does not take {setting}: CreateService fails"
        ),
        "balancer": (
            "{resource} has the deployment controller CODE_DEPLOY and no LoadBalancers: CodeDeploy moves requests "
            "between target groups, and CreateService fails"
        ),
        "definition": (
            "{resource} has the deployment controller EXTERNAL and a TaskDefinition, which only its task sets may "
            "have: CreateService fails"
        ),
    }
    change = {
        "setting": "leave out {setting}, or DeploymentController: Type ECS",
        "balancer": "LoadBalancers: TargetGroupArn, ContainerName, ContainerPort; or DeploymentController: Type ECS",
        "definition": "leave out TaskDefinition and name it in an AWS::ECS::TaskSet; or DeploymentController: Type ECS",
    }
    base = "nat"
    good = {"Service.DeploymentConfiguration": "{DeploymentCircuitBreaker: {Enable: true, Rollback: true}}"}
    bad = {"Service.DeploymentController": "{Type: EXTERNAL}", "Service.TaskDefinition": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find services with another controller than ECS, and with what it does not take.

        Sources: those above; API Reference, CreateService (DAEMON is for the controller ECS only); aws-cdk #16919
        (TaskDefinition is left out for EXTERNAL); terraform-provider-aws #6703 (CODE_DEPLOY and its load balancer);
        read 2026-11.
        """
        for service in context.graph.of_type("AWS::ECS::Service"):
            named = controller(service)
            if named not in ("CODE_DEPLOY", "EXTERNAL"):
                continue
            for setting, steps in _settings(service):
                fields = {"controller": named, "setting": setting}
                yield self.at(service, *steps, tasks=(service.path,), variant="setting", **fields)
            listed = service.get("LoadBalancers")
            if named == "CODE_DEPLOY" and (isinstance(listed, Absent) or listed == Listing(())):
                yield self.at(service, "DeploymentController", tasks=(service.path,), variant="balancer")
            if named == "EXTERNAL" and not isinstance(service.get("TaskDefinition"), Absent):
                yield self.at(service, "TaskDefinition", tasks=(service.path,), variant="definition")


def _settings(service: Resource) -> Iterator[tuple[str, tuple[str, ...]]]:
    for setting, steps in _ENABLED.items():
        if flag(service.get(*steps)) is Truth.YES:
            yield setting, steps[:-1]
    if literal(service.get("SchedulingStrategy")) == "DAEMON":
        yield "SchedulingStrategy DAEMON", ("SchedulingStrategy",)
