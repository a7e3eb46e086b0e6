"""A service is created after everything that its tasks need to start (lessons 1 to 3), and waits for little else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.gallery import ENVIRONMENTS, built
from tests.nested import ROOT, Place, Whole

Bodies = dict[str, dict[str, Any]]


def needed(whole: Whole, service: Place) -> Iterator[tuple[str, Place]]:
    """Every resource that must be complete before the service's first task starts, with the reason."""
    file = service.file
    properties = whole.resource(service)["Properties"]
    network = properties["NetworkConfiguration"]["AwsvpcConfiguration"]
    task = whole.resolve(file, properties["TaskDefinition"])
    assert task is not None
    definition = whole.resource(task)["Properties"]

    yield from (("endpoint", place) for place in whole.all("AWS::EC2::VPCEndpoint"))
    subnets = {whole.resolve(file, subnet) for subnet in network["Subnets"]}
    for association in whole.all("AWS::EC2::SubnetRouteTableAssociation"):
        if whole.resolve(association.file, _property(whole, association, "SubnetId")) in subnets:
            yield "route table of its subnet", association
            table = whole.resolve(association.file, _property(whole, association, "RouteTableId"))
            for route in whole.all("AWS::EC2::Route"):
                if whole.resolve(route.file, _property(whole, route, "RouteTableId")) == table:
                    yield "route of its subnet", route
    groups = {whole.resolve(file, group) for group in network["SecurityGroups"]}
    for kind in ("Ingress", "Egress"):
        for rule in whole.all(f"AWS::EC2::SecurityGroup{kind}"):
            if whole.resolve(rule.file, _property(whole, rule, "GroupId")) in groups:
                yield "rule of its groups", rule
    for role in (whole.resolve(file, definition[key]) for key in ("ExecutionRoleArn", "TaskRoleArn")):
        assert role is not None
        for policy in _property(whole, role, "ManagedPolicyArns") or []:
            attached = whole.resolve(role.file, policy)
            assert attached is not None
            yield "policy of its roles", attached
    for container in definition["ContainerDefinitions"]:
        group = container["LogConfiguration"]["Options"]["awslogs-group"]
        for place in whole.all("AWS::Logs::LogGroup"):
            if place == whole.resolve(file, group) or _property(whole, place, "LogGroupName") == group:
                yield "log group", place
        secrets = {whole.resolve(file, secret["ValueFrom"]) for secret in container.get("Secrets", [])} - {None}
        for attachment in whole.all("AWS::SecretsManager::SecretTargetAttachment"):
            if whole.resolve(attachment.file, _property(whole, attachment, "SecretId")) in secrets:
                yield "attachment of its secret", attachment
    for target in properties.get("LoadBalancers", []):
        for rule in whole.all("AWS::ElasticLoadBalancingV2::ListenerRule"):
            if whole.resolve(file, target["TargetGroupArn"]) == _target(whole, rule):
                yield "listener rule", rule


def _property(whole: Whole, place: Place, name: str) -> Any:
    return whole.resource(place)["Properties"].get(name)


def _target(whole: Whole, rule: Place) -> Place | None:
    return whole.resolve(rule.file, _property(whole, rule, "Actions")[0]["TargetGroupArn"])


def late(whole: Whole) -> list[str]:
    """Tell what a service needs and might be created without."""
    found = []
    for service in whole.all("AWS::ECS::Service"):
        before = whole.before(service)
        found += [
            f"{service.file}: {reason} {place.name}" for reason, place in needed(whole, service) if place not in before
        ]
    return found


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_services_of_every_example_come_after_what_they_need(name: str, environment: str) -> None:
    whole = Whole(built(name, environment).composition.bodies)
    assert late(whole) == []
    for service in whole.all("AWS::ECS::Service"):
        reasons = {reason for reason, _ in needed(whole, service)}
        assert {
            "endpoint",
            "route table of its subnet",
            "rule of its groups",
            "policy of its roles",
            "log group",
        } <= reasons


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_services_wait_for_stores_only_if_they_use_them(name: str, environment: str) -> None:
    example = built(name, environment)
    whole = Whole(example.composition.bodies)
    kinds = {"database": "AWS::RDS::DBInstance", "redis": "AWS::ElastiCache::ReplicationGroup"}
    for service, settings in example.composition.app.services.items():
        before = whole.before(Place(f"{service}.yaml", "Service"))
        waits = {store for store, kind in kinds.items() if before & set(whole.all(kind))}
        assert waits == set(settings.uses), service


def no_endpoints(bodies: Bodies) -> None:
    del bodies[ROOT]["Resources"]["AuthService"]["DependsOn"]


def no_rule(bodies: Bodies) -> None:
    del bodies["auth-service.yaml"]["Resources"]["Service"]["DependsOn"]


def no_attachment(bodies: Bodies) -> None:
    del bodies["auth-service.yaml"]["Resources"]["Service"]["Properties"]["Tags"]
    for name in ("DatabaseId", "DatabaseHost"):
        del bodies[ROOT]["Resources"]["AuthService"]["Properties"]["Parameters"][name]


def literal_log_group(bodies: Bodies) -> None:
    resources = bodies["auth-service.yaml"]["Resources"]
    (container,) = resources["TaskDefinition"]["Properties"]["ContainerDefinitions"]
    container["LogConfiguration"]["Options"]["awslogs-group"] = resources["LogGroup"]["Properties"]["LogGroupName"]


def roles_and_policies_apart(bodies: Bodies) -> None:
    policy = bodies["iam.yaml"]["Resources"].pop("AuthServiceExecutionPolicy")
    bodies["late.yaml"] = {"Resources": {"Policy": policy}, "Outputs": {"Arn": {"Value": {"Ref": "Policy"}}}}
    bodies[ROOT]["Resources"]["Late"] = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": "late.yaml"},
    }
    role = bodies["iam.yaml"]["Resources"]["AuthServiceExecutionRole"]["Properties"]
    role["ManagedPolicyArns"] = [{"Ref": "PolicyArn"}]
    given = bodies[ROOT]["Resources"]["Iam"]["Properties"]["Parameters"]
    given["PolicyArn"] = {"Fn::GetAtt": ["Late", "Outputs.Arn"]}


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (no_endpoints, {f"endpoint {api}Endpoint" for api in ("EcrApi", "EcrDkr", "Logs", "S3", "Secretsmanager")}),
        (no_rule, {"listener rule ListenerRule"}),
        (no_attachment, {"attachment of its secret DatabaseLoginAttachment"}),
        (literal_log_group, {"log group LogGroup"}),
        (roles_and_policies_apart, set()),  # a detour, and still in time
    ],
)
def test_what_comes_too_late_is_found(damage: Callable[[Bodies], None], told: set[str]) -> None:
    bodies = deepcopy(dict(built("task-management", "dev").composition.bodies))
    damage(bodies)
    assert set(late(Whole(bodies))) == {f"auth-service.yaml: {each}" for each in told}
