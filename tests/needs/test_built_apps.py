"""Whatever is built from an app.yaml is proven: no fault, and nothing unknown but what an image holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.__main__ import main
from generator.needs.matrix import Prover
from generator.stack import load
from tests.findings import about_tasks

ROOT = Path(__file__).parents[2]
CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
DATABASE = "database: {name: shop, username: keeper}"
PEERS = """\
services:
  web:
    {image: web:1, port: 8080, route: {path: /*}, health: {path: /up, probe: wget}, uses: [database], calls: [api]}
  api: {image: "node:22-alpine", port: 3000, health: {path: /up, probe: node}, uses: [database], calls: [web]}
"""
MIXED = """\
services:
  worker: {image: worker:1, uses: [database], exec: true, read_only_root_filesystem: false}
  web: {image: "python:3.13-slim", port: 8080, route: {path: /*}, health: {path: /up, probe: python}, calls: [api]}
  api: {image: api:2, port: 3000, architecture: ARM64, health: {path: /up, probe: node}, scale: {min: 1, max: 4}}
"""


@pytest.mark.parametrize("egress", ["endpoints", "nat", "nat-per-zone", "hybrid", "public"])
@pytest.mark.parametrize("services", [PEERS, MIXED], ids=["peers", "mixed"])
def test_what_we_build_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str], egress: str, services: str) -> None:
    app = tmp_path / "app.yaml"
    prod = "" if egress == "public" else f", prod: {{load_balancer: {{certificate_arn: '{CERTIFICATE}'}}}}"
    head = f"name: shop\nregion: us-east-1\nnetwork: {{egress: {egress}}}\n{DATABASE}\n"
    app.write_text(f"{head}{services}environments: {{dev: {{}}{prod}}}\n")
    places = ["--config", str(app), "--templates", str(ROOT / "templates"), "--output", str(tmp_path / "output")]
    assert main(["build", *places, "--no-lint"]) == 0
    roots = sorted((tmp_path / "output").glob("*/root.yaml"))
    assert roots
    for root in roots:
        graph = load(root, project=tmp_path, parameters={"AWS::Region": "us-east-1"})
        prover = Prover(graph)
        # Advice is for what only people know: that the certificate is an example's, and that nobody gets the mails.
        assert [each.message for each in about_tasks(graph, prover) if each.rule not in ("ICS165", "ICS167")] == []
        open_ = {proof.need.name for proof in prover.proofs if str(proof.answer.verdict) != "yes"}
        assert open_ <= {"ca-bundle"}
