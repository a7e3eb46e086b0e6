"""Drive the local AWS the way a deployment does: upload, change set, execute, wait."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from generator.rehearsal.server import Local

ROOT = Path(__file__).parents[2]
BUCKET = "templates"
Edit = Callable[[dict[str, str]], None]


@cache
def session(key: str, secret: str) -> boto3.Session:
    """One for all: it reads the description of each service once."""
    return boto3.Session(aws_access_key_id=key, aws_secret_access_key=secret, region_name="us-east-1")


class Account:
    """Clients of the local AWS, and the few steps that every test takes."""

    def __init__(self, local: Local) -> None:
        self.local = local
        self.session = session(local.environment["AWS_ACCESS_KEY_ID"], local.environment["AWS_SECRET_ACCESS_KEY"])
        self.clients: dict[str, Any] = {}

    def __getattr__(self, service: str) -> Any:
        if service not in self.clients:
            config = Config(retries={"total_max_attempts": 1}, connect_timeout=60, read_timeout=60)
            name = {"autoscaling": "application-autoscaling"}.get(service, service)
            self.clients[service] = self.session.client(name, endpoint_url=self.local.endpoint_url, config=config)
        return self.clients[service]

    def upload(self, environment: str, edit: Edit = lambda files: None) -> str:
        """Upload a folder of output under names that follow from the content; give the root's URL."""
        files = {path.name: path.read_text() for path in (ROOT / "output" / environment).glob("*.yaml")}
        edit(files)
        return self.upload_files(files)

    def upload_files(self, files: dict[str, str]) -> str:
        """Upload templates, those that others name first."""
        self.s3.create_bucket(Bucket=BUCKET)
        urls = {name: self._put(text) for name, text in files.items() if name != "root.yaml"}
        root = re.sub(r"TemplateURL: (\S+)", lambda found: f"TemplateURL: {urls[found[1]]}", files["root.yaml"])
        return self._put(root)

    def _put(self, text: str) -> str:
        key = f"{hashlib.sha256(text.encode()).hexdigest()}.yaml"
        self.s3.put_object(Bucket=BUCKET, Key=key, Body=text.encode())
        return f"https://{BUCKET}.s3.us-east-1.amazonaws.com/{key}"

    def plan(self, stack: str, url: str, kind: str = "UPDATE", **more: Any) -> dict[str, Any]:
        """Create a change set and describe it."""
        made = self.cloudformation.create_change_set(
            StackName=stack,
            ChangeSetName=f"c{time.time_ns()}",
            ChangeSetType=kind,
            TemplateURL=url,
            Capabilities=["CAPABILITY_IAM"],
            **{"IncludeNestedStacks": True, **more},
        )
        found: dict[str, Any] = self.cloudformation.describe_change_set(ChangeSetName=made["Id"])
        return found

    def execute(self, plan: dict[str, Any], **more: Any) -> str:
        """Execute a change set, and give the status that the stack ends in."""
        assert plan["Status"] == "CREATE_COMPLETE", plan["StatusReason"]
        self.cloudformation.execute_change_set(ChangeSetName=plan["ChangeSetId"], **more)
        return self.settled(plan["StackId"])

    def deploy(self, stack: str, url: str, kind: str = "UPDATE", **more: Any) -> str:
        return self.execute(self.plan(stack, url, kind, **more))

    def settled(self, stack: str, seconds: float = 60) -> str:
        """Wait until a stack is at rest; give its status."""
        end = time.monotonic() + seconds
        while True:
            status = str(self.stack(stack)["StackStatus"])
            if not status.endswith("_IN_PROGRESS") or time.monotonic() > end:
                return status
            time.sleep(0.05)

    def stack(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        return found

    def delete(self, stack: str) -> str:
        stack_id = self.stack(stack)["StackId"]
        self.cloudformation.delete_stack(StackName=stack)
        time.sleep(0.05)
        return self.settled(stack_id)

    def events(self, stack: str) -> list[tuple[str, str, str]]:
        """The events of a stack, oldest first: logical id, status, reason."""
        pages = self.cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack)
        found = [
            (event["LogicalResourceId"], event["ResourceStatus"], event.get("ResourceStatusReason", ""))
            for page in pages
            for event in page["StackEvents"]
        ]
        return found[::-1]

    def child(self, stack: str, logical_id: str) -> str:
        """The id of a nested stack."""
        found = self.cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId=logical_id)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def resource(self, stack: str, logical_id: str) -> str:
        return self.child(stack, logical_id)

    def tree(self, stack: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every resource of a stack and of those nested in it, by its path."""
        for each in self.cloudformation.list_stack_resources(StackName=stack)["StackResourceSummaries"]:
            yield each["LogicalResourceId"], each
            if each["ResourceType"] == "AWS::CloudFormation::Stack":
                for path, below in self.tree(each["PhysicalResourceId"]):
                    yield f"{each['LogicalResourceId']}/{path}", below

    def changes(self, plan: dict[str, Any], prefix: str = "") -> dict[str, tuple[str, str]]:
        """Flatten a change set and those below it: path -> action and replacement."""
        found = {}
        for each in plan["Changes"]:
            change = each["ResourceChange"]
            path = f"{prefix}{change['LogicalResourceId']}"
            found[path] = (change["Action"], change.get("Replacement", ""))
            if "ChangeSetId" in change:
                below = self.cloudformation.describe_change_set(ChangeSetName=change["ChangeSetId"])
                found |= self.changes(below, f"{path}/")
        return found
