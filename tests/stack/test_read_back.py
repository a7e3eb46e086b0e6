"""Our own output, read back completely: nothing in it is unknown."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest

from generator.logic import Truth
from generator.stack import (
    Call,
    Choice,
    Graph,
    Literal,
    Pseudo,
    Reference,
    Text,
    Unknown,
    edge_errors,
    load,
    parts,
    trace,
)

OUTPUT = Path(__file__).parents[2] / "output"
ENVIRONMENTS = ["dev", "prod"]
ROOTS = [*ENVIRONMENTS, "registry"]


@cache
def graph_of(environment: str) -> Graph:
    return load(OUTPUT / environment / "root.yaml", project=OUTPUT.parent)


@pytest.mark.parametrize("environment", ROOTS)
def test_nothing_in_our_output_is_unknown(environment: str) -> None:
    graph = graph_of(environment)
    assert graph.opaque == ()
    values = [part for resource in graph.resources for part in parts(resource.get())]
    assert [value for value in values if isinstance(value, Unknown | Choice)] == []
    assert {value.name for value in values if isinstance(value, Pseudo)} <= {
        "AWS::AccountId",
        "AWS::Partition",
        "AWS::Region",
        "AWS::StackName",
        "AWS::URLSuffix",
    }
    assert {value.function for value in values if isinstance(value, Call)} <= {"GetAZs", "Select", "resolve"}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_reference_leads_to_a_resource(environment: str) -> None:
    graph = graph_of(environment)
    references = [p for r in graph.resources for p in parts(r.get()) if isinstance(p, Reference)]
    assert len(references) > 100
    assert [str(reference) for reference in references if graph.target(reference) is None] == []
    assert edge_errors(graph) == ()


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_file_is_read_and_every_resource_exists_and_is_closed(environment: str) -> None:
    graph = graph_of(environment)
    files = {path.name for path in (OUTPUT / environment).glob("*.yaml")}
    assert {path.name for path in graph.files} == files
    assert graph.files[0].name == "root.yaml"
    assert {resource.exists for resource in graph.resources} == {Truth.YES}
    assert [resource.path for resource in graph.resources if not graph.closed(resource)] == []
    assert graph.scenarios() == (graph,)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_task_is_followed_to_its_network(environment: str) -> None:
    graph = graph_of(environment)
    service = graph.resource("AuthService/Service")
    assert service is not None
    subnet = service.get("NetworkConfiguration", "AwsvpcConfiguration", "Subnets", 0)
    assert subnet == Reference("Network/TaskSubnet1")
    assert trace(subnet) == (
        "auth-service.yaml: TaskSubnet1Id -> root.yaml: Network.Outputs.TaskSubnet1Id -> network.yaml: TaskSubnet1"
    )
    target = graph.target(subnet)
    assert target is not None
    assert target.get("VpcId") == Reference("Vpc/Vpc")
    assert service.line() == line_of(environment, "auth-service.yaml", "  Service:")
    assert target.line("VpcId")[0] == line_of(environment, "network.yaml", "  TaskSubnet1:")[0] + next(
        offset
        for offset, text in enumerate(lines(environment, "network.yaml")[target.line()[0] - 1 :])
        if text.strip().startswith("VpcId")
    )


def test_secrets_keep_their_key() -> None:
    task = graph_of("dev").resource("AuthService/TaskDefinition")
    assert task is not None
    password = task.get("ContainerDefinitions", 0, "Secrets", 0, "ValueFrom")
    assert password == Text((Reference("Keys/DatabaseLogin"), Literal(":password::")))


def lines(environment: str, file: str) -> list[str]:
    return (OUTPUT / environment / file).read_text().split("\n")


def line_of(environment: str, file: str, text: str) -> tuple[int, int]:
    number = lines(environment, file).index(text) + 1
    return number, len(text) - len(text.lstrip()) + 1


def test_resolving_is_quick() -> None:
    graph = load(OUTPUT / "prod" / "root.yaml", project=OUTPUT.parent)
    resources = graph.resources  # Reads and decodes every file.
    start = time.process_time()
    for resource in resources:
        resource.get()
        graph.closed(resource)
    edge_errors(graph)
    assert time.process_time() - start < 0.1
