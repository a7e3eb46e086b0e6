"""Deployments of the small release through the proxy, and what has to be true afterwards, asked of the services."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from generator.deploy.command import main
from generator.rehearsal.server import running
from tests.deploy.faults.proxy import Proxy, proxy
from tests.deploy.faults.small import write

ROOT = Path(__file__).parent.parent.parent.parent


@dataclass
class World:
    """A local AWS with a proxy before it. Every case has a stack and a bucket of its own."""

    folder: Path
    local_url: str
    proxy: Proxy
    _clients: dict[str, Any] = field(default_factory=dict)

    def deploy(self, case: str, value: str) -> tuple[int, str]:
        """Deploy; give the exit code and what was said."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = main(self._command(case, value))
        return code, said.getvalue()

    def killed(self, case: str, value: str) -> tuple[int, str]:
        """Deploy in a process of its own, which the proxy may kill."""
        command = [sys.executable, str(ROOT / "scripts/deploy.py"), *self._command(case, value)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.proxy.victim = lambda: process.pid
        said, _ = process.communicate(timeout=120)
        return process.returncode, said

    def _command(self, case: str, value: str) -> list[str]:
        output = self.folder / case
        write(output / "dev", case, value)
        command = ["dev", "--output", str(output), "--yes", "--bucket", f"templates-{case}"]
        return [*command, "--endpoint-url", self.proxy.endpoint_url]

    def client(self, service: str) -> Any:
        """A client that does not go through the proxy."""
        if service not in self._clients:
            session = boto3.Session(region_name="us-east-1")
            self._clients[service] = session.client(service, endpoint_url=self.local_url)
        return self._clients[service]

    def wrong(self, case: str, value: str) -> list[str]:
        """Say what is not as it should be once ``value`` is deployed."""
        cloudformation, found = self.client("cloudformation"), []
        stacks = [
            each
            for page in cloudformation.get_paginator("describe_stacks").paginate()
            for each in page["Stacks"]
            if each["StackName"] == case
        ]
        if len(stacks) != 1:
            return [f"{len(stacks)} stacks of the name"]
        (stack,) = stacks
        if stack["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            found.append(stack["StackStatus"])
        if not stack.get("EnableTerminationProtection"):
            found.append("no termination protection")
        name = {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", ())}.get("Name", "")
        found += [] if self._parameter(name) == value else [f"the parameter is {self._parameter(name)}"]
        sets = cloudformation.list_change_sets(StackName=stack["StackId"])["Summaries"]
        found += [f"change set {each['ChangeSetName']}" for each in sets if each.get("ExecutionStatus") == "AVAILABLE"]
        versions = self.client("s3").list_object_versions(Bucket=f"templates-{case}").get("Versions", [])
        keys = [each["Key"] for each in versions]
        found += [f"uploaded twice: {key}" for key in set(keys) if keys.count(key) > 1]
        policy = cloudformation.get_stack_policy(StackName=stack["StackId"]).get("StackPolicyBody", "")
        return found if "LogicalResourceId/First" in policy else [*found, "no stack policy"]

    def _parameter(self, name: str) -> str | None:
        try:
            return str(self.client("ssm").get_parameter(Name=name)["Parameter"]["Value"])
        except ClientError:
            return None


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Start a local AWS in a folder, with a proxy before it. The process has no other credentials meanwhile."""
    kept = {key: text for key, text in os.environ.items() if key.startswith("AWS_")}
    with running(folder / "state", pace=0) as local, proxy(local.endpoint_url) as before:
        try:
            for key in kept:
                del os.environ[key]
            os.environ.update(local.environment)
            yield World(folder, local.endpoint_url, before)
        finally:
            for key in local.environment:
                del os.environ[key]
            os.environ.update(kept)
