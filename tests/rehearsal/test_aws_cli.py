"""The AWS CLI packages the committed output, and what it makes of it can be deployed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rehearsal.account import ROOT, Account

AWS = Path(sys.executable).with_name("aws")


@pytest.mark.skipif(not AWS.exists(), reason="the AWS CLI is not installed beside this Python")
def test_package_and_deploy(account: Account, tmp_path: Path) -> None:
    account.s3.create_bucket(Bucket="packaged")
    packaged = tmp_path / "packaged.yaml"
    known = {"AWS_ENDPOINT_URL": account.local.endpoint_url, "AWS_DEFAULT_REGION": "us-east-1"}
    command = [str(AWS), "cloudformation", "package", "--template-file", "output/dev/root.yaml"]
    command += ["--s3-bucket", "packaged", "--output-template-file", str(packaged)]
    environment = {**os.environ, **account.local.environment, **known}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=60)
    request = {"StackName": "packaged", "ChangeSetName": "awscli-1", "TemplateBody": packaged.read_text()}
    made = account.cloudformation.create_change_set(**request, ChangeSetType="CREATE", Capabilities=["CAPABILITY_IAM"])
    plan = account.cloudformation.describe_change_set(ChangeSetName=made["Id"])
    assert account.execute(plan) == "CREATE_COMPLETE"
    assert len(list(account.tree("packaged"))) > 80
