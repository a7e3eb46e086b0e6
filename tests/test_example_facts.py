"""What each example stands for is seen in its templates."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.build import steps
from generator.build.steps import Built
from generator.compose.modules import load as load_modules
from generator.config import InputError
from tests.gallery import ENVIRONMENTS, EXAMPLES, TEMPLATES, built, config, resources, settings

IMAGES = {"ecr.api", "ecr.dkr", "s3"}
ENDPOINTS = {
    ("task-management", "dev"): {*IMAGES, "logs", "secretsmanager"},
    ("task-management", "prod"): {*IMAGES, "logs", "secretsmanager"},
    ("public-service", "dev"): {"s3"},
    ("public-service", "prod"): {*IMAGES, "logs"},
    ("workers", "dev"): {*IMAGES, "logs", "sqs", "dynamodb"},
    ("workers", "prod"): {*IMAGES, "logs", "sqs", "dynamodb"},
    ("many-services", "dev"): {*IMAGES, "logs", "secretsmanager"},
    ("many-services", "prod"): {*IMAGES, "logs", "secretsmanager"},
    ("nat", "dev"): {"s3"},
    ("nat", "prod"): {"s3"},
    ("hybrid", "dev"): {*IMAGES, "logs", "secretsmanager", "sqs"},
    ("hybrid", "prod"): {*IMAGES, "logs", "secretsmanager", "sqs"},
    ("everything", "prod"): {*IMAGES, "logs", "secretsmanager", "ssm", "ssmmessages", "sqs", "dynamodb"},
    ("everything", "staging"): {*IMAGES, "logs", "secretsmanager", "ssm", "ssmmessages", "sqs", "dynamodb"},
    ("everything", "dev"): {"s3", "dynamodb"},
    ("smallest", "dev"): {*IMAGES, "logs"},
    ("cache", "dev"): {*IMAGES, "logs", "secretsmanager"},
    ("cache", "prod"): {*IMAGES, "logs", "secretsmanager"},
}


def types(whole: Built) -> set[str]:
    return {each["Type"] for body in whole.composition.bodies.values() for each in body["Resources"].values()}


def only(whole: Built, kind: str) -> dict[str, Any]:
    properties: dict[str, Any]
    (properties,) = resources(whole, kind).values()
    return properties


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_endpoints_are_those_that_tasks_call(name: str, environment: str) -> None:
    made = resources(built(name, environment), "AWS::EC2::VPCEndpoint").values()
    names = {each["ServiceName"]["Fn::Sub"].removeprefix("com.amazonaws.${AWS::Region}.") for each in made}
    assert names == ENDPOINTS[name, environment]
    gateways = {
        each["ServiceName"]["Fn::Sub"].rpartition(".")[2] for each in made if each["VpcEndpointType"] == "Gateway"
    }
    assert gateways == names & {"s3", "dynamodb"}


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_tasks_have_public_addresses_in_public_networks_only(name: str, environment: str) -> None:
    whole = built(name, environment)
    public = whole.composition.app.sections["network"].egress == "public"
    assert public == ((name, environment) in {("public-service", "dev"), ("everything", "dev")})
    for service in resources(whole, "AWS::ECS::Service").values():
        given = service["NetworkConfiguration"]["AwsvpcConfiguration"]["AssignPublicIp"]
        assert given == ("ENABLED" if public else "DISABLED")


@pytest.mark.parametrize("name", ["workers", "smallest"])
def test_workers_have_no_way_in(name: str) -> None:
    for environment in settings(name).get("environments", ["dev"]):
        kinds = types(built(name, environment))
        assert not [
            kind for kind in kinds if kind.startswith(("AWS::ElasticLoadBalancing", "AWS::ServiceDiscovery::Service"))
        ]
        assert not kinds & {"AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::EC2::Route"}


def test_a_gateway_lets_the_code_and_the_image_through() -> None:
    whole = built("workers", "prod")
    endpoints = resources(whole, "AWS::EC2::VPCEndpoint").values()
    (policy,) = [each["PolicyDocument"] for each in endpoints if "s3" in str(each["ServiceName"])]
    actions = sorted(action for statement in policy["Statement"] for action in statement["Action"])
    assert actions == ["s3:GetObject", "s3:GetObject", "s3:PutObject"]


@pytest.mark.parametrize(("environment", "zones_of_gateways"), [("dev", [1, 1]), ("prod", [1, 2, 3])])
def test_nat_leads_every_zone_out(environment: str, zones_of_gateways: list[int]) -> None:
    whole = built("nat", environment)
    routes = resources(whole, "AWS::EC2::Route")
    for zone, gateway in enumerate(zones_of_gateways, 1):
        route = routes[f"network.yaml: TaskDefaultRoute{zone}"]
        assert route["NatGatewayId"] == {"Ref": f"NatGateway{gateway}"}
    assert len(resources(whole, "AWS::EC2::NatGateway")) == len(set(zones_of_gateways))
    assert "Interface" not in {each["VpcEndpointType"] for each in resources(whole, "AWS::EC2::VPCEndpoint").values()}


def test_hybrid_keeps_its_load_balancer_inside() -> None:
    whole = built("hybrid", "prod")
    balancer = only(whole, "AWS::ElasticLoadBalancingV2::LoadBalancer")
    assert balancer["Scheme"] == "internal"
    assert balancer["Subnets"] == [{"Ref": f"TaskSubnet{zone}Id"} for zone in (1, 2, 3)]
    assert len(resources(whole, "AWS::EC2::NatGateway")) == 1
    sources = {rule.get("CidrIp") for rule in resources(whole, "AWS::EC2::SecurityGroupIngress").values()} - {None}
    assert sources == {"10.0.0.0/16", "192.168.10.0/24"}


def test_many_services_reach_exactly_whom_they_call() -> None:
    whole = built("many-services", "prod")
    services = whole.composition.app.services
    declared = {(caller, callee, services[callee].port) for caller in services for callee in services[caller].calls}
    assert len(services) == 25
    assert any((callee, caller) in {each[:2] for each in declared} for caller, callee, _ in declared)
    groups = {f"{name.capitalize()}Group": name for name in services}
    for kind, own, peer in (("Ingress", 1, 0), ("Egress", 0, 1)):
        word = "SourceSecurityGroupId" if kind == "Ingress" else "DestinationSecurityGroupId"
        opened = set()
        for rule in resources(whole, f"AWS::EC2::SecurityGroup{kind}").values():
            ends = [groups.get(rule["GroupId"]["Ref"]), groups.get(rule.get(word, {}).get("Ref"))]
            if all(ends):
                opened.add((ends[own], ends[peer], rule["FromPort"]))
        assert opened == declared


def test_task_management_is_safe_in_prod_and_cheap_in_dev() -> None:
    prod, dev = (only(built("task-management", environment), "AWS::RDS::DBInstance") for environment in ("prod", "dev"))
    # Protected by a parameter of the root, which is on unless somebody turns it off.
    assert (prod["MultiAZ"], prod["DeletionProtection"]) == (True, {"Ref": "DeletionProtection"})
    assert prod["StorageEncrypted"] is True
    assert (dev["MultiAZ"], dev["DeletionProtection"], dev["StorageEncrypted"]) == (False, False, True)
    listeners = [
        only(built("task-management", each), "AWS::ElasticLoadBalancingV2::Listener")["Protocol"]
        for each in ("prod", "dev")
    ]
    assert listeners == ["HTTPS", "HTTP"]


@pytest.mark.parametrize("left_out", ["name", "region", "services", "image"])
def test_smallest_has_nothing_to_leave_out(left_out: str, tmp_path: Any) -> None:
    text = config("smallest").read_text()
    smaller = (
        re.sub(r"image: \S+(?=})", "", text)
        if left_out == "image"
        else re.sub(rf"^{left_out}:.*\n(  .*\n)*", "", text, flags=re.MULTILINE)
    )
    assert smaller != text
    (tmp_path / "app.yaml").write_text(smaller)
    with pytest.raises(InputError, match=left_out):
        steps.build(tmp_path / "app.yaml", TEMPLATES)


# One of two ways; the example takes the other.
NOT_TOGETHER = {"load_balancer.access_log_bucket", "services.dockerfile"}


def test_everything_names_every_setting() -> None:
    said = settings("everything")
    services = list(said["services"].values())
    missing = set()
    for section, module in load_modules(TEMPLATES).items():
        entries = services if module.each else [said.get(section, {})]
        for field in module.settings.model_fields:
            if not any(field in entry for entry in entries):
                missing.add(f"{section}.{field}")
    assert missing == NOT_TOGETHER


def test_cache_is_one_added_file() -> None:
    assert [path.name for path in (EXAMPLES / "cache/templates").iterdir() if path.suffix == ".py"] == ["redis.py"]
    whole = built("cache", "prod")
    cache = only(whole, "AWS::ElastiCache::ReplicationGroup")
    assert (cache["Engine"], cache["TransitEncryptionEnabled"], cache["AtRestEncryptionEnabled"]) == (
        "valkey",
        True,
        True,
    )
    variables, groups = {}, {}
    for service in ("quotes", "prices"):
        body = whole.composition.bodies[f"{service}.yaml"]["Resources"]
        (container,) = body["TaskDefinition"]["Properties"]["ContainerDefinitions"]
        given = [*container.get("Environment", []), *container.get("Secrets", [])]
        variables[service] = {each["Name"]: each.get("Value", each.get("ValueFrom")) for each in given}
        network = body["Service"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]
        groups[service] = [each["Ref"] for each in network["SecurityGroups"]]
    assert variables["quotes"]["REDIS_HOST"] == {"Ref": "RedisHost"}
    assert variables["quotes"]["REDIS_TOKEN"] == {"Ref": "RedisTokenArn"}
    assert not [name for name in variables["prices"] if name.startswith("REDIS")]
    assert groups == {
        "quotes": ["TaskGroupId", "QuotesGroupId", "RedisClientGroupId"],
        "prices": ["TaskGroupId", "PricesGroupId"],
    }
