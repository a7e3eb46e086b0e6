"""`aws cloudformation package`, the way without our own deploy script, takes output/ as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml
from moto.server import ThreadedMotoServer

from tests.gallery import ROOT

BUCKET = "templates-of-tests"


@pytest.fixture
def endpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Start a local S3; nothing on this machine can make the client talk to another, or with real credentials."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "HOME": str(tmp_path),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    yield settings["AWS_ENDPOINT_URL"]
    server.stop()


class Template(yaml.SafeLoader):
    """Reads templates; what short tags say does not matter here."""


Template.add_multi_constructor("!", lambda loader, suffix, node: suffix)


def resources(text: str) -> dict[str, Any]:
    """The resources of a template."""
    found: dict[str, Any] = yaml.load(text, Template)["Resources"]
    return found


def test_package_uploads_every_child(endpoint: str, tmp_path: Path) -> None:
    s3 = boto3.client("s3", endpoint_url=endpoint)
    s3.create_bucket(Bucket=BUCKET)
    source, packaged = ROOT / "output/dev/root.yaml", tmp_path / "packaged.yaml"
    command = [str(Path(sys.executable).with_name("aws")), "cloudformation", "package"]
    command += ["--template-file", str(source), "--s3-bucket", BUCKET, "--output-template-file", str(packaged)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr

    before, after = resources(source.read_text()), resources(packaged.read_text())
    assert before.keys() == after.keys()
    for name, stack in after.items():
        url, child = stack["Properties"]["TemplateURL"], source.parent / before[name]["Properties"]["TemplateURL"]
        address, _, key = url.partition(f"/{BUCKET}/")
        assert address.startswith(("https://s3.", endpoint))
        uploaded = resources(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode())
        assert uploaded.keys() == resources(child.read_text()).keys()
