"""Deployments of the small release through the proxy, and what has to be true afterwards, asked of the services."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
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
from generator.diagnosis.file import FOLDER, read
from generator.errors import InputError
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
    stack: str = ""
    """A stack that is whole, which the next update may update. One that did not survive is left behind."""
    _clients: dict[str, Any] = field(default_factory=dict)

    def deploy(self, case: str, value: str, *words: str) -> tuple[int, str]:
        """Deploy, with further words of the command line; give the exit code and what was said."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = main([*self._command(case, value), *words])
        return code, said.getvalue()

    def killed(self, case: str, value: str) -> tuple[int, str]:
        """Deploy in a process of its own, which the proxy may kill or interrupt."""
        command = [sys.executable, str(ROOT / "scripts/deploy.py"), *self._command(case, value)]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            preexec_fn=_interruptible,
        )
        self.proxy.victim = lambda: process.pid
        try:
            said, _ = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate(timeout=10)
            return -9, f"{said}\nit went on for two minutes"
        return process.returncode, said

    def _command(self, case: str, value: str) -> list[str]:
        output = self.folder / case
        write(output / "dev", case, value)
        command = ["dev", "--output", str(output), "--yes", "--bucket", f"templates-{case}"]
        inventory = ["--inventory", str(self.inventory(case))]
        return [*command, *inventory, "--endpoint-url", self.proxy.endpoint_url]

    def inventory(self, case: str) -> Path:
        """Where a deployment is to write what there is now."""
        return self.folder / case / "inventory.json"

    def evidence(self, case: str) -> list[Path]:
        """The evidence that deployments of a case have kept."""
        return sorted((self.folder / FOLDER).glob(f"{case}-2*.json"))

    def half_written(self, case: str) -> list[str]:
        """Say which of the files that a deployment writes is not whole."""
        found = [f"{part.name} is left" for part in (self.folder / FOLDER).glob(f"{case}-2*.part")]
        found += [f"{part.name} is left" for part in self.inventory(case).parent.glob("*.part")]
        for file in self.evidence(case):
            try:
                read(file)
            except InputError as error:
                found.append(str(error))
        with contextlib.suppress(FileNotFoundError):
            try:
                json.loads(self.inventory(case).read_text())
            except ValueError as error:
                found.append(f"the inventory: {error}")
        return found

    def client(self, service: str) -> Any:
        """A client that does not go through the proxy."""
        if service not in self._clients:
            session = boto3.Session(region_name="us-east-1")
            self._clients[service] = session.client(service, endpoint_url=self.local_url)
        return self._clients[service]

    def wrong(self, case: str, value: str) -> list[str]:
        """Say what is not as it should be once ``value`` is deployed."""
        cloudformation, found = self.client("cloudformation"), []
        try:
            (stack,) = cloudformation.describe_stacks(StackName=case)["Stacks"]
        except ClientError as error:
            return [str(error)]
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
        if not name:
            return None
        try:
            return str(self.client("ssm").get_parameter(Name=name)["Parameter"]["Value"])
        except ClientError:
            return None


def _interruptible() -> None:
    """Take Ctrl-C as a program does that was started in a terminal, whatever the process that starts it ignores."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Start a local AWS in a folder, with a proxy before it, and work there, without other credentials."""
    kept = {key: text for key, text in os.environ.items() if key.startswith("AWS_")}
    with running(folder / "state", pace=0) as local, proxy(local.endpoint_url) as before, contextlib.chdir(folder):
        try:
            for key in kept:
                del os.environ[key]
            os.environ.update(local.environment)
            yield World(folder, local.endpoint_url, before)
        finally:
            for key in local.environment:
                del os.environ[key]
            os.environ.update(kept)
