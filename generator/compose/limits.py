"""AWS limits that a whole set of templates could break, each with the way out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import troposphere

from generator.awsdata.limits import limit
from generator.errors import Problem

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
        for name, most in kept.items():
            setattr(troposphere, name, most)


def broken(bodies: Mapping[str, dict[str, Any]]) -> Iterator[Problem]:
    """A problem for every limit that the templates, by file name, would break."""
    resources = [
        (file, name, resource) for file, body in bodies.items() for name, resource in body["Resources"].items()
    ]
    yield from _over("the app", "resources in one nested operation", len(resources), "resources_per_operation", _SPLIT)
    for file, body in bodies.items():
        yield from _broken_by_one_template(file, body)
    types = Counter(resource["Type"] for _, _, resource in resources)
    target_groups = types["AWS::ElasticLoadBalancingV2::TargetGroup"]
    name = "target_groups_per_load_balancer"
    yield from _over("the load balancer", "target groups", target_groups, name, _FEWER_ROUTES)
    yield from _rules_of_groups(resources)
    interfaces = sum(
        resource["Type"] == "AWS::EC2::VPCEndpoint" and resource["Properties"].get("VpcEndpointType") == "Interface"
        for _, _, resource in resources
    )
    yield from _over("the VPC", "interface endpoints", interfaces, "interface_endpoints_per_vpc", "use egress: nat")


def too_large(file: str, size: int) -> Iterator[Problem]:
    """A problem for a template text that S3 would take and CloudFormation would not."""
    yield from _over(file, "bytes", size, "template_bytes", _SPLIT)


def _broken_by_one_template(file: str, body: dict[str, Any]) -> Iterator[Problem]:
    resources = body["Resources"]
    yield from _over(file, "resources", len(resources), "resources_per_template", _SPLIT)
    yield from _over(file, "parameters", len(body.get("Parameters", {})), "parameters_per_template", _SPLIT)
    yield from _over(file, "outputs", len(body.get("Outputs", {})), "outputs_per_template", _SPLIT)
    description = len(body.get("Description", "").encode())
    yield from _over(file, "bytes of description", description, "description_bytes", "shorten the module's docstring")
    references = str(resources).count("{{resolve:")
    yield from _over(
        file, "dynamic references", references, "dynamic_references_per_template", "inject secrets into tasks"
    )
    for name, resource in resources.items():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::IAM::ManagedPolicy":
            size = _characters(properties["PolicyDocument"])
            way_out = "use wildcards in `resources`, or fewer secrets"
            yield from _over(f"{file}: {name}", "characters of policy", size, "managed_policy_characters", way_out)
        elif resource["Type"] == "AWS::ECS::TaskDefinition":
            way_out = "move long values of `environment` into parameters or the image"
            yield from _over(f"{file}: {name}", "bytes", len(str(properties)), "task_definition_bytes", way_out)
        elif resource["Type"] == "AWS::ECS::Service":
            network = properties.get("NetworkConfiguration", {}).get("AwsvpcConfiguration", {})
            groups = len(network.get("SecurityGroups", []))
            yield from _over(
                f"{file}: {name}", "security groups on a task", groups, "groups_per_interface", "use fewer stores"
            )


def _characters(policy: dict[str, Any]) -> int:
    """Count a policy as IAM will: without white space, and with an ARN where the template has a reference."""
    text = json.dumps(policy, separators=(",", ":"))
    return len(re.sub(r'\{"(?:Ref":"(\w+)"|Fn::GetAtt":\["(\w+)","\w+"\])\}', r'"\1\2' + "x" * _ARN_FRAME + '"', text))


def _rules_of_groups(resources: list[tuple[str, str, dict[str, Any]]]) -> Iterator[Problem]:
    rules: Counter[tuple[str, str, str]] = Counter()
    for file, _, resource in resources:
        kind = resource["Type"]
        if kind in ("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"):
            rules[file, _group_of(resource), kind.removeprefix("AWS::EC2::SecurityGroup")] += 1
    for (file, group, direction), count in rules.items():
        # Each group has one egress rule from its beginning: the one that leads nowhere.
        total = count + (direction == "Egress")
        way_out = _FEWER_ROUTES if group == "LoadBalancerGroup" else _FEWER_CALLS[direction]
        yield from _over(f"{file}: {group}", f"{direction.lower()} rules", total, "rules_per_group", way_out)


def _group_of(resource: dict[str, Any]) -> str:
    group = resource.get("Properties", {}).get("GroupId")
    return str(group["Ref"] if isinstance(group, dict) and "Ref" in group else group)


def _over(what: str, unit: str, figure: int, name: str, way_out: str) -> Iterator[Problem]:
    most = limit(name)
    if figure > most:
        yield Problem((), f"{what} would have {figure:,} {unit}", accepted=f"up to {most:,}", hint=way_out)
