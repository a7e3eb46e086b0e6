"""An app that is really built, and the proof of its templates."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.deploy.app_places import app_places
from generator.diagnosis.bundle import Proven
from generator.diagnosis.proven import proven

APP = """\
name: shop
region: eu-west-1
network: {cidr: 10.40.0.0/16, availability_zones: 2, egress: endpoints}
database: {engine_version: "17.10", instance_class: db.t4g.micro, storage_gib: 20, name: shop, username: shopadmin}
load_balancer: {certificate_arn: "arn:aws:acm:eu-west-1:111122223333:certificate/1f2e3d4c-aaaa-bbbb-cccc-0123456789ab"}
services:
  web:
    image: web:v3.1.4
    port: 8080
    route: {path: /*}
    health: {path: /healthz, probe: node}
    cpu: 256
    memory_mib: 512
    architecture: X86_64
    uses: [database]
    command: [node, server.js]
  jobs:
    image: jobs:v1
    port: 8080
    health: {path: /healthz, probe: node}
"""


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the app, with its app.yaml and output/dev."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "app.yaml").write_text(APP)
    arguments = ["--config", str(folder / "app.yaml"), "--output", str(folder / "output"), "--env", "dev"]
    assert main(["build", "--no-lint", *arguments]) == 0
    return folder


@pytest.fixture(scope="session")
def proof(shop: Path) -> Proven:
    """What the proof says of it."""
    with contextlib.chdir(shop):
        return proven(Path("output/dev/root.yaml"), app_places(Path("app.yaml"), "shop"))
