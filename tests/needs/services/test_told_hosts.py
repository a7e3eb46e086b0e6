"""Addresses that tasks are told, held against the names that there are: a row of unknown, and none for a twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits, template
from generator.needs.matrix import Prover
from generator.needs.row import Proof
from generator.stack import load

CALLER = "CallerTask.ContainerDefinitions.0"
VALUE, VARIABLES = f"{CALLER}.Environment.0.Value", f"{CALLER}.Environment"
PAIR = "[{Name: WEB_HOST, Value: web.app.internal}, {Name: WEB_PORT, Value: '%s'}]"
TOLD = "TaskDefinition.ContainerDefinitions.0.Environment"


@pytest.mark.parametrize(
    ("written", "twin", "word"),
    [
        ("http://api:3000", "http://api.example.com:3000", "has no domain"),
        ("http://web.app.interal:3000", "http://web.app.example:3000", "what registers here is web.app.internal"),
        ("http://host.docker.internal:3000", "http://docker.internal.example.com", "a name of Docker"),
        ("http://web.shop.svc.cluster.local", "http://orders.shop.local", "a name of Docker or Kubernetes"),
        ("http://web.shop.local:3000", "http://web.example.com:3000", "which no namespace here has"),
        ("htp://web.app.internal:3000", "http://web.app.internal:3000", "nearly a scheme"),
        ("'http://web.app.internal:3000 '", "'https://orders.example.com'", "a space"),
        ("http://localhost:8080", "http://localhost:3000", "the service of that name is another"),
    ],
)
def test_an_address_that_nothing_gives(tmp_path: Path, written: str, twin: str, word: str) -> None:
    (told,) = doubts(tmp_path, "called", {VALUE: written})
    assert word in told
    assert doubts(tmp_path, "called", {VALUE: twin}) == []


FORMS: Edits = {
    "Queue": "{Type: AWS::SQS::Queue}",
    "Bucket": "{Type: AWS::S3::Bucket}",
    "Broker": "{Type: AWS::AmazonMQ::Broker, Properties: {EngineType: ACTIVEMQ}}",
}


@pytest.mark.parametrize(
    ("name", "written", "twin", "word"),
    [
        ("JOBS_QUEUE_URL", "!GetAtt Queue.Arn", "!Ref Queue", "Ref is"),
        ("QUEUE_ARN", "!Ref Queue", "!GetAtt Queue.Arn", "Arn is"),
        ("S3_BUCKET", "!GetAtt Bucket.Arn", "!Ref Bucket", "Ref is"),
        (
            "BROKER_URL",
            "!Sub ['amqps://${U}', {U: !Select [0, !GetAtt Broker.AmqpEndpoints]}]",
            "!Select [0, !GetAtt Broker.AmqpEndpoints]",
            "has a scheme itself",
        ),
    ],
)
def test_a_form_that_is_another_than_the_name_says(
    tmp_path: Path, name: str, written: str, twin: str, word: str
) -> None:
    told = doubts(tmp_path, "called", {**FORMS, VARIABLES: f"[{{Name: {name}, Value: {written}}}]"})
    assert word in "; ".join(told)
    assert doubts(tmp_path, "called", {**FORMS, VARIABLES: f"[{{Name: {name}, Value: {twin}}}]"}) == []


@pytest.mark.parametrize(("other", "told"), [("wab", "wab"), ("web-2", "web-1")])
def test_a_name_that_is_there_or_is_one_of_a_row_is_not_misspelt(tmp_path: Path, other: str, told: str) -> None:
    service = f"{{Type: AWS::ServiceDiscovery::Service, Properties: {{Name: {other}, NamespaceId: !Ref Namespace}}}}"
    assert doubts(tmp_path, "called", {"Other": service, VALUE: f"http://{told}.app.internal:3000"}) == []


@pytest.mark.parametrize(
    "pair",
    [
        "{Name: HOST, Value: web}",
        "{Name: CORS_ORIGIN, Value: 'http://frontend'}",
        "{Name: ASPNETCORE_URLS, Value: 'http://+:8080'}",
        "{Name: BUCKET_URL, Value: 's3://shop'}",
        "{Name: IMAGE, Value: 'node:22'}",
        "{Name: METADATA_URL, Value: 'http://169.254.169.254'}",
        "{Name: APP_NAME, Value: web}",
    ],
)
def test_what_is_no_address_of_a_server_is_left_alone(tmp_path: Path, pair: str) -> None:
    assert doubts(tmp_path, "called", {VARIABLES: f"[{pair}]"}) == []


def test_a_short_name_of_service_connect_is_one(tmp_path: Path) -> None:
    assert doubts(tmp_path, "connected", {}) == []
    (told,) = doubts(tmp_path, "connected", {VALUE: "http://wob"})
    assert "no Service Connect gives it" in told


def test_servers_of_names_may_know_short_ones(tmp_path: Path) -> None:
    own = {VALUE: "http://api:3000", "Names": "{Type: AWS::EC2::DHCPOptions, Properties: {DomainName: shop.example}}"}
    assert doubts(tmp_path, "called", own) == []


@pytest.mark.parametrize(
    ("value", "count"),
    [("!Ref Database", 1), ("!GetAtt Database.Endpoint.Address", 0)],
)
@pytest.mark.parametrize(
    "form", ["{Name: PGHOST, Value: %s}", "{Name: URL, Value: !Join ['', ['postgres://a@', %s, '/b']]}"]
)
def test_an_id_is_no_address(tmp_path: Path, form: str, value: str, count: int) -> None:
    found = doubts(tmp_path, "database", {TOLD: f"[{form % value}]"})
    assert len(found) == count
    assert all("Endpoint.Address" in each for each in found)


def test_a_port_beside_a_host_is_of_the_call(tmp_path: Path) -> None:
    assert verdicts(tmp_path, {VARIABLES: PAIR % 8080})["web.app.internal:8080"] == "no"
    right = verdicts(tmp_path, {VARIABLES: PAIR % 3000})
    assert right["web.app.internal:3000"] == verdicts(tmp_path, {})["web.app.internal:3000"] != "no"


def test_a_name_is_called_as_its_service_speaks(tmp_path: Path) -> None:
    told = because(tmp_path, {VALUE: "https://web.app.internal:3000"})
    assert "asks itself there by http" in told
    assert "asks itself" not in because(tmp_path, {VALUE: "http://web.app.internal:3000"})


@pytest.mark.parametrize(
    ("subnet", "url", "said"),
    [
        ("PublicSubnet", "https://api.example.com", True),
        ("Subnet", "https://api.example.com", False),
        ("PublicSubnet", "https://api.example.internal", False),
    ],
)
def test_a_task_with_an_interface_on_a_host_has_no_public_address(
    tmp_path: Path, subnet: str, url: str, said: bool
) -> None:
    network = f"{{AwsvpcConfiguration: {{Subnets: [!Ref {subnet}], SecurityGroups: [!Ref HostGroup]}}}}"
    edits = {
        "TaskDefinition.NetworkMode": "awsvpc",
        "TaskDefinition.ContainerDefinitions.0.PortMappings.0.HostPort": None,
        "Service.NetworkConfiguration": network,
        TOLD: f"[{{Name: PAY_URL, Value: '{url}'}}]",
    }
    assert bool(doubts(tmp_path, "hosts", edits)) == said


def doubts(folder: Path, base: str, edits: Edits) -> list[str]:
    """What is said of the addresses that the tasks of a base are told."""
    return [
        str(each.answer.because) for each in _proofs(folder, base, edits) if each.need.name.startswith("address in")
    ]


def verdicts(folder: Path, edits: Edits) -> dict[str, str]:
    return {each.need.name: each.answer.verdict.value for each in _proofs(folder, "called", edits)}


def because(folder: Path, edits: Edits) -> str:
    (found,) = (each for each in _proofs(folder, "called", edits) if each.need.name == "web.app.internal:3000")
    return str(found.answer.because)


def _proofs(folder: Path, base: str, edits: Edits) -> list[Proof]:
    path = folder / "root.yaml"
    path.write_text(template(base, tuple(edits.items())))
    return list(Prover(load(path, {"AWS::Region": "us-east-1"}, project=folder)).proofs)
