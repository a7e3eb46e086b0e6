"""Cloud Map services that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import template
from generator.needs.matrix import Prover
from generator.stack import load
from tests.findings import about_tasks

Edits = dict[str, str | None]
HTTP: Edits = {
    "Namespace": "{Type: AWS::ServiceDiscovery::HttpNamespace, Properties: {Name: app.internal}}",
    "CallerTask.ContainerDefinitions.0.Environment": None,
}
CUSTOM: Edits = {"Discovery.HealthCheckCustomConfig": "{FailureThreshold: 1}"}


def rules(folder: Path, *edits: Edits) -> set[str]:
    (folder / "root.yaml").write_text(template("called", *(tuple(each.items()) for each in edits)))
    return {each.rule for each in about_tasks(load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"}))}


def test_an_http_namespace_has_no_records(tmp_path: Path) -> None:
    assert rules(tmp_path, HTTP) == {"ECS108"}
    without: Edits = {"Discovery.DnsConfig": None, "Discovery.NamespaceId": "!Ref Namespace"}
    assert rules(tmp_path, HTTP, without) == set()


def test_there_is_one_health_check(tmp_path: Path) -> None:
    assert rules(tmp_path, CUSTOM) == set()
    assert rules(tmp_path, CUSTOM, {"Discovery.HealthCheckConfig": "{Type: TCP}"}) == {"ECS108"}


@pytest.mark.parametrize(
    "edits",
    [{"Discovery.HealthCheckConfig": "{Type: TCP}"}, {"Discovery.DnsConfig.DnsRecords.1": "{Type: AAAA, TTL: 1}"}],
)
def test_what_may_keep_tasks_from_being_registered(tmp_path: Path, edits: Edits) -> None:
    (tmp_path / "root.yaml").write_text(template("called", tuple(edits.items())))
    proofs = Prover(load(tmp_path / "root.yaml", parameters={"AWS::Region": "us-east-1"})).proofs
    verdicts = {proof.task: str(proof.answer.verdict) for proof in proofs if proof.need.name == "start"}
    assert verdicts["Service"] == "unknown"
