"""What build writes is clean; take any protection out of a copy of it, and its root names the file and line of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.rules.edits import line_of, within, without
from tests.rules.running import ROOT, Match, cfn_lint_command, our_rules, ours, stock

DEV = ROOT / "output/dev"


class Break(NamedTuple):
    """One broken thing: in which file, how, and what is to be said about which place."""

    file: str
    edit: Callable[[str], str]
    rule: str
    places: tuple[tuple[str, str, str], ...]
    """File, logical id and key of every finding."""


SERVICES = tuple((f"{name}-service.yaml", "Service", "NetworkConfiguration") for name in ("auth", "task"))
ENDPOINT_GROUP = (("groups.yaml", "EndpointGroup", "Properties"),)
TASK_GROUP = (("groups.yaml", "TaskGroup", "SecurityGroupEgress"),)


def forget(file: str, name: str) -> tuple[str, Callable[[str], str]]:
    return file, lambda text: without(text, name)


def change(file: str, name: str, old: str, new: str) -> tuple[str, Callable[[str], str]]:
    return file, lambda text: within(text, name, old, new)


VPC_DNS = ("vpc.yaml", "Vpc")
BREAKS = {
    "no-ecr-api": Break(*forget("endpoints.yaml", "EcrApiEndpoint"), "ECS010", SERVICES),
    "no-ecr-dkr": Break(*forget("endpoints.yaml", "EcrDkrEndpoint"), "ECS010", SERVICES),
    "no-s3": Break(*forget("endpoints.yaml", "S3Endpoint"), "ECS010", SERVICES),
    "no-secretsmanager": Break(*forget("endpoints.yaml", "SecretsmanagerEndpoint"), "ECS010", SERVICES),
    "no-logs": Break(*forget("endpoints.yaml", "LogsEndpoint"), "ECS020", SERVICES),
    "table-not-listed": Break(
        *change("endpoints.yaml", "S3Endpoint", "      - !Ref TaskRouteTable2Id\n", ""),
        "ECS011",
        (("endpoints.yaml", "S3Endpoint", "RouteTableIds"),),
    ),
    "policy-not-attached": Break(
        *change("iam.yaml", "AuthServiceExecutionRole", "\n      - !Ref AuthServiceExecutionPolicy", " []"),
        "ECS030",
        (("iam.yaml", "AuthServiceExecutionPolicy", ""),),
    ),
    "wrong-trust": Break(
        *change("iam.yaml", "TaskServiceTaskRole", "ecs-tasks.amazonaws.com", "ecs.amazonaws.com"),
        "ECS033",
        (("iam.yaml", "TaskServiceTaskRole", "AssumeRolePolicyDocument"),),
    ),
    "no-ingress": Break(*forget("groups.yaml", "TaskToEndpointOn443Ingress"), "ECS040", ENDPOINT_GROUP),
    "ingress-on-80": Break(
        *change(
            "groups.yaml",
            "TaskToEndpointOn443Ingress",
            "FromPort: 443\n      ToPort: 443",
            "FromPort: 80\n      ToPort: 80",
        ),
        "ECS040",
        ENDPOINT_GROUP,
    ),
    "no-egress": Break(
        "groups.yaml",
        lambda text: without(without(text, "TaskToEndpointOn443Egress"), "TaskToS3On443Egress"),
        "ECS041",
        TASK_GROUP,
    ),
    "no-egress-to-s3": Break(*forget("groups.yaml", "TaskToS3On443Egress"), "ECS041", TASK_GROUP),
    "one-service-not-admitted": Break(
        *change("groups.yaml", "TaskToEndpointOn443Ingress", "!Ref TaskGroup", "!Ref AuthServiceGroup"),
        "ECS050",
        ENDPOINT_GROUP,
    ),
    "private-dns-off": Break(
        *change("endpoints.yaml", "LogsEndpoint", "PrivateDnsEnabled: true", "PrivateDnsEnabled: false"),
        "ECS061",
        (("endpoints.yaml", "LogsEndpoint", "PrivateDnsEnabled"),),
    ),
    "hostnames-off": Break(
        *change(*VPC_DNS, "EnableDnsHostnames: true", "EnableDnsHostnames: false"),
        "ECS100",
        ((*VPC_DNS, "EnableDnsHostnames"),),
    ),
    "dns-off": Break(
        *change(*VPC_DNS, "EnableDnsSupport: true", "EnableDnsSupport: false"),
        "ECS100",
        ((*VPC_DNS, "EnableDnsSupport"),),
    ),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Match]]:
    """Copies of output/dev, each with one thing broken, and what our rules say about their roots."""
    folder = tmp_path_factory.mktemp("broken")
    for name, each in BREAKS.items():
        shutil.copytree(DEV, folder / name)
        path = folder / name / each.file
        path.write_text(each.edit(path.read_text()))
    return folder, our_rules(*(f"{name}/root.yaml" for name in BREAKS), folder=folder)


@pytest.mark.parametrize("name", BREAKS)
def test_broken_protection_is_found_where_it_is_to_be_mended(name: str, broken: tuple[Path, list[Match]]) -> None:
    folder, matches = broken
    found = {(each.rule, each.file, each.line) for each in ours(matches) if each.file.startswith(f"{name}/")}
    wanted = set()
    for file, resource, key in BREAKS[name].places:
        text = (folder / name / file).read_text()
        wanted.add((BREAKS[name].rule, f"{name}/{file}", line_of(text, resource, key)))
    assert found == wanted


def test_nothing_else_is_said(broken: tuple[Path, list[Match]]) -> None:
    assert stock(broken[1]) == []


@pytest.mark.slow  # `lint` says the same of the same templates, sooner: test_clean_folder_is_clean
@pytest.mark.parametrize("environment", ["dev", "prod", "registry"])
def test_our_output_is_clean(environment: str) -> None:
    files = sorted(path.name for path in (ROOT / "output" / environment).glob("*.yaml"))
    matches = cfn_lint_command(*files, folder=ROOT / "output" / environment)
    assert stock(matches) == []
    assert ours(matches) == []


def test_root_and_children_together_say_nothing_twice(broken: tuple[Path, list[Match]]) -> None:
    folder = broken[0] / "no-logs"
    together = our_rules(*sorted(path.name for path in folder.glob("*.yaml")), folder=folder)
    alone = our_rules("root.yaml", folder=folder)
    assert len(ours(together)) == len(set(ours(together)))
    unread = {match for match in ours(together) if match.rule == "WCS003"}  # the Dockerfiles are not beside the copy
    assert {match.rule for match in ours(alone)} == {"ECS020"}
    assert set(ours(together)) - unread == set(ours(alone))
