"""ECS: what the simulator loses on the way from a template to its service."""

from __future__ import annotations

import json
from hashlib import sha256
from ipaddress import ip_network
from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import ec2, ecs
from ministack.services.cloudformation import provisioners

from generator.rehearsal.breaker import begin, undecided
from generator.rehearsal.gaps.types import Made

# Maps whose keys are the user's own words.
_OWN_KEYS = {"Options", "DockerLabels", "DriverOpts", "Labels"}
_WHOLE_NUMBERS = {
    "ContainerPort", "HostPort", "Interval", "Timeout", "Retries", "StartPeriod", "StopTimeout", "StartTimeout",
    "DesiredCount", "MaximumPercent", "MinimumHealthyPercent", "HealthCheckGracePeriodSeconds", "Weight", "Base",
    "SizeInGiB", "SoftLimit", "HardLimit", "Port",
}  # fmt: skip

_DEPLOYS = {"networkConfiguration", "platformVersion", "loadBalancers", "serviceRegistries"}


def _as_api(value: Any, name: str = "") -> Any:
    """A template's value in the form of the service's API."""
    if isinstance(value, dict):
        own = name in _OWN_KEYS
        return {key if own else key[:1].lower() + key[1:]: _as_api(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_api(item, name) for item in value]
    if isinstance(value, str) and name in _WHOLE_NUMBERS and value.isdigit():
        return int(value)
    if isinstance(value, str) and value in ("true", "false") and name not in ("Value", "Name", "User"):
        return value == "true"
    return value


def task_definition_as_written() -> None:
    """Simulator: secrets come back empty, health check and platform are lost. AWS: all as registered."""
    stock = provisioners._ecs_task_def_create
    lost = {"RuntimePlatform", "EphemeralStorage", "Volumes", "EnableFaultInjection", "ProxyConfiguration"}

    def create(logical_id: str, properties: dict[str, Any], stack_name: str) -> Made:
        family = properties.get("Family") or f"{stack_name}-{logical_id}"
        arn, attributes = stock(logical_id, {**properties, "Family": family}, stack_name)
        made = ecs._task_defs[ecs._resolve_td_key(arn)]
        made["containerDefinitions"] = _as_api(properties.get("ContainerDefinitions") or [])
        for container in made["containerDefinitions"]:
            container.setdefault("essential", True)
        made.update({name[0].lower() + name[1:]: _as_api(properties[name], name) for name in lost & properties.keys()})
        made.update({key: str(made[key]) for key in ("cpu", "memory") if key in made})
        return arn, attributes

    provisioners._ecs_task_def_create = create
    provisioners._RESOURCE_HANDLERS["AWS::ECS::TaskDefinition"]["create"] = create


def service_as_written() -> None:
    """Simulator: breaks on a count given as text, loses registries, grace period, exec and new tags. AWS: keeps all.

    AWS starts new tasks for more than another task definition ("This parameter triggers a new service deployment":
    UpdateService in botocore's model of ECS, read 2026-11), and for no change of tags.
    AWS also refuses a cluster that does not exist (ClusterNotFoundException) instead of making one.
    """
    stock_update = provisioners._ecs_service_update
    kept = {
        "ServiceRegistries", "HealthCheckGracePeriodSeconds", "EnableExecuteCommand", "EnableECSManagedTags",
        "PropagateTags", "PlatformVersion", "SchedulingStrategy", "DeploymentConfiguration", "LoadBalancers",
        "NetworkConfiguration", "CapacityProviderStrategy", "AvailabilityZoneRebalancing",
    }  # fmt: skip

    def request(properties: dict[str, Any]) -> dict[str, Any]:
        return {name[0].lower() + name[1:]: _as_api(properties[name], name) for name in kept & properties.keys()}

    def cluster_name(reference: str) -> str:
        cluster: str | None = ecs._resolve_cluster_name(reference)
        if cluster not in ecs._clusters:
            raise ValueError("Cluster not found. (Service: AmazonECS; Error Code: ClusterNotFoundException)")
        return str(cluster)

    def create(logical_id: str, properties: dict[str, Any], stack_name: str) -> Made:
        cluster = cluster_name(properties.get("Cluster", "default"))
        name = properties.get("ServiceName") or f"{stack_name}-{logical_id}"
        wanted = {
            "serviceName": name,
            "cluster": cluster,
            "taskDefinition": properties.get("TaskDefinition", ""),
            "desiredCount": int(properties.get("DesiredCount", 1)),
            "tags": _as_api(properties.get("Tags") or []),
            **({"launchType": properties["LaunchType"]} if "LaunchType" in properties else {}),
            **request(properties),
        }  # fmt: skip
        with undecided():
            response = ecs._create_service(wanted)
        if response[0] >= 400:
            raise ValueError(_reason(response))
        service = ecs._services[f"{cluster}/{name}"]
        service["availabilityZoneRebalancing"] = properties.get("AvailabilityZoneRebalancing", "DISABLED")
        if service["desiredCount"]:
            service["deployments"][0].update(rolloutState="IN_PROGRESS", rolloutStateReason="")
        return service["serviceArn"], {"ServiceArn": service["serviceArn"], "Name": name}

    def update(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str) -> Made:
        cluster, name = physical_id.split(":service/")[1].split("/")
        if "DesiredCount" not in new:  # autoscaling owns it
            new = {key: value for key, value in new.items() if key != "DesiredCount"}
            old = {key: value for key, value in old.items() if key != "DesiredCount"}
        known = {**new, "Cluster": cluster, "ServiceName": name}
        if "DesiredCount" in known:
            known["DesiredCount"] = int(known["DesiredCount"])
        if ecs._services.get(f"{cluster}/{name}", {}).get("status") != "ACTIVE":
            raise ValueError("Service not found. (Service: AmazonECS; Error Code: ServiceNotFoundException)")
        service = ecs._services[f"{cluster}/{name}"]
        before, wanted = begin(service), request(new)
        deploys = any(wanted.get(key) != service.get(key) for key in _DEPLOYS & wanted.keys())
        with undecided():
            stock_update(physical_id, old, known, stack_name)
            started = service["taskDefinition"] != before["taskDefinition"]
            service.update(wanted)
            ecs._tags[service["serviceArn"]] = _as_api(new.get("Tags") or [])
            if deploys and not started:
                ecs._update_service({"cluster": cluster, "service": name, "forceNewDeployment": True})
        if deploys or started:
            service.setdefault("_before", before)
        return physical_id, {"ServiceArn": physical_id, "Name": name}

    provisioners._RESOURCE_HANDLERS["AWS::ECS::Service"] |= {"create": create, "update": update}


def _reason(response: tuple[int, dict[str, str], bytes]) -> str:
    answer = json.loads(response[2])
    return f"{answer.get('message', answer)} (Service: AmazonECS; Error Code: {answer.get('__type', '')})"


def tasks_have_addresses() -> None:
    """Simulator: without containers, a task has no interface and its target group no targets. AWS: has both.

    (API_Task, "attachments"; a service registers each task by its address.)
    """
    stock = ecs._run_task

    def run(request: dict[str, Any]) -> Any:
        answer = stock(request)
        for task in ecs._tasks.values():
            if task.get("_network_mode") == "awsvpc" and not task["attachments"] and task["lastStatus"] == "RUNNING":
                task["attachments"] = [_interface(task)]
        return answer

    ecs._run_task = run


def _interface(task: dict[str, Any]) -> dict[str, Any]:
    subnet = ec2._subnets.get(task.get("_subnet") or "") or {"CidrBlock": "10.0.0.0/24"}
    network = ip_network(subnet["CidrBlock"])
    digest = sha256(task["taskArn"].encode()).hexdigest()
    address = network[10 + int(digest[:8], 16) % max(1, network.num_addresses - 20)]
    details = {
        "subnetId": task.get("_subnet") or "",
        "networkInterfaceId": f"eni-{digest[:17]}",
        "privateIPv4Address": str(address),
    }
    return {
        "id": new_uuid(),
        "type": "ElasticNetworkInterface",
        "status": "ATTACHED",
        "details": [{"name": name, "value": value} for name, value in details.items()],
    }


def tasks_survive_a_restart() -> None:
    """Simulator: stops every task when it starts anew, and starts others. AWS: does not go away."""

    def load(data: dict[str, Any]) -> None:
        ecs._restore_state(data)
        ecs._tasks._data.update(data["tasks"]._data)

    ecs.load_persisted_state = load


_BY_SCHEDULER = {"Service deleted", "Deployment completed", "Task definition updated", "Service scaling down"}


def reasons_of_the_scheduler() -> None:
    """Simulator: says in words of its own why a service stops a task. AWS: names the deployment.

    (ECS developer guide, "Stopped tasks error messages": "Scaling activity initiated by", read 2026-11.)
    """
    stock = ecs._stop_task

    def stop(request: dict[str, Any]) -> Any:
        own = request.get("reason") in _BY_SCHEDULER
        task = ecs._tasks.get(request.get("task", "")) if own else None
        if task is not None:
            deployment = task.get("_deployment_id") or "ecs-svc/0"
            request = {**request, "reason": f"Scaling activity initiated by (deployment {deployment})"}
        answer = stock(request)
        if task is not None:
            task["stopCode"] = "ServiceSchedulerInitiated"
        return answer

    ecs._stop_task = stop
