"""AWS limits that a whole set of templates could break, each with the way out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import troposphere

from generator.errors import Problem

# CloudFormation User Guide, "Understand CloudFormation quotas"; VPC, Elastic Load Balancing and IAM quota pages;
# read 2026-11.
RESOURCES_PER_TEMPLATE = 500
RESOURCES_PER_OPERATION = 2500
PARAMETERS_PER_TEMPLATE = 200
OUTPUTS_PER_TEMPLATE = 200
DYNAMIC_REFERENCES_PER_TEMPLATE = 60
DESCRIPTION_BYTES = 1024
TEMPLATE_BYTES = 1_000_000
TARGET_GROUPS_PER_LOAD_BALANCER = 100
RULES_PER_GROUP = 60
GROUPS_PER_INTERFACE = 5
INTERFACE_ENDPOINTS_PER_VPC = 50
MANAGED_POLICY_CHARACTERS = 6144
TASK_DEFINITION_BYTES = 65536

_ARN_FRAME = 70
"""Characters that the ARN of a secret or key has beside its name in the template, as CloudFormation makes them."""

_SPLIT = "divide the app into two, each with an app.yaml of its own"
_FEWER_ROUTES = "take the route from services that only others call, or divide the app"
_FEWER_CALLS = {
    "Ingress": "let fewer services name it in `calls`, or divide the app",
    "Egress": "let it call fewer services, or divide the app",
}


@contextmanager
def counted_here() -> Iterator[None]:
    """Let troposphere make templates of any size: ``broken`` counts them whole, and names the way out."""
    names = ("MAX_OUTPUTS", "MAX_PARAMETERS", "MAX_RESOURCES")
    kept = {name: getattr(troposphere, name) for name in names}
    for name in names:
        setattr(troposphere, name, float("inf"))
    try:
        yield
    finally:
        for name, limit in kept.items():
            setattr(troposphere, name, limit)


def broken(bodies: Mapping[str, dict[str, Any]]) -> Iterator[Problem]:
    """Give a problem for every limit that the templates, by file name, would break."""
    resources = [
        (file, name, resource) for file, body in bodies.items() for name, resource in body["Resources"].items()
    ]
    yield from _over("the app", "resources in one nested operation", len(resources), RESOURCES_PER_OPERATION, _SPLIT)
    for file, body in bodies.items():
        yield from _template(file, body)
    types = Counter(resource["Type"] for _, _, resource in resources)
    target_groups = types["AWS::ElasticLoadBalancingV2::TargetGroup"]
    limit = TARGET_GROUPS_PER_LOAD_BALANCER
    yield from _over("the load balancer", "target groups", target_groups, limit, _FEWER_ROUTES)
    yield from _groups(resources)
    interfaces = sum(
        resource["Type"] == "AWS::EC2::VPCEndpoint" and resource["Properties"].get("VpcEndpointType") == "Interface"
        for _, _, resource in resources
    )
    yield from _over("the VPC", "interface endpoints", interfaces, INTERFACE_ENDPOINTS_PER_VPC, "use egress: nat")


def too_large(file: str, size: int) -> Iterator[Problem]:
    """Give a problem for a template text that S3 would take and CloudFormation would not."""
    yield from _over(file, "bytes", size, TEMPLATE_BYTES, _SPLIT)


def _template(file: str, body: dict[str, Any]) -> Iterator[Problem]:
    resources = body["Resources"]
    yield from _over(file, "resources", len(resources), RESOURCES_PER_TEMPLATE, _SPLIT)
    yield from _over(file, "parameters", len(body.get("Parameters", {})), PARAMETERS_PER_TEMPLATE, _SPLIT)
    yield from _over(file, "outputs", len(body.get("Outputs", {})), OUTPUTS_PER_TEMPLATE, _SPLIT)
    description = len(body.get("Description", "").encode())
    yield from _over(file, "bytes of description", description, DESCRIPTION_BYTES, "shorten the module's docstring")
    references = str(resources).count("{{resolve:")
    yield from _over(
        file, "dynamic references", references, DYNAMIC_REFERENCES_PER_TEMPLATE, "inject secrets into tasks"
    )
    for name, resource in resources.items():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::IAM::ManagedPolicy":
            size = _characters(properties["PolicyDocument"])
            way_out = "use wildcards in `resources`, or fewer secrets"
            yield from _over(f"{file}: {name}", "characters of policy", size, MANAGED_POLICY_CHARACTERS, way_out)
        elif resource["Type"] == "AWS::ECS::TaskDefinition":
            way_out = "move long values of `environment` into parameters or the image"
            yield from _over(f"{file}: {name}", "bytes", len(str(properties)), TASK_DEFINITION_BYTES, way_out)
        elif resource["Type"] == "AWS::ECS::Service":
            network = properties.get("NetworkConfiguration", {}).get("AwsvpcConfiguration", {})
            groups = len(network.get("SecurityGroups", []))
            yield from _over(
                f"{file}: {name}", "security groups on a task", groups, GROUPS_PER_INTERFACE, "use fewer stores"
            )


def _characters(policy: dict[str, Any]) -> int:
    """Count a policy as IAM will: without white space, and with an ARN where the template has a reference."""
    text = json.dumps(policy, separators=(",", ":"))
    return len(re.sub(r'\{"(?:Ref":"(\w+)"|Fn::GetAtt":\["(\w+)","\w+"\])\}', r'"\1\2' + "x" * _ARN_FRAME + '"', text))


def _groups(resources: list[tuple[str, str, dict[str, Any]]]) -> Iterator[Problem]:
    rules: Counter[tuple[str, str, str]] = Counter()
    for file, _, resource in resources:
        kind = resource["Type"]
        if kind in ("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"):
            rules[file, _group(resource), kind.removeprefix("AWS::EC2::SecurityGroup")] += 1
    for (file, group, direction), count in rules.items():
        # Each group has one egress rule from its beginning: the one that leads nowhere.
        total = count + (direction == "Egress")
        way_out = _FEWER_ROUTES if group == "LoadBalancerGroup" else _FEWER_CALLS[direction]
        yield from _over(f"{file}: {group}", f"{direction.lower()} rules", total, RULES_PER_GROUP, way_out)


def _group(resource: dict[str, Any]) -> str:
    group = resource.get("Properties", {}).get("GroupId")
    return str(group["Ref"] if isinstance(group, dict) and "Ref" in group else group)


def _over(what: str, unit: str, figure: int, limit: int, way_out: str) -> Iterator[Problem]:
    if figure > limit:
        yield Problem((), f"{what} would have {figure:,} {unit}", accepted=f"AWS allows {limit:,}", hint=way_out)
