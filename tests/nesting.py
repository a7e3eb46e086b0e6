"""Small templates that nest others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.stack import Graph, load
from tests.one_app import REGION, Template

TOPIC: Template = {"Type": "AWS::SNS::Topic"}


def nested(folder: Path, root: Template, **children: Template) -> Graph:
    for name, template in {"root": root, **children}.items():
        (folder / f"{name}.json").write_text(json.dumps(template))
    return load(folder / "root.json", project=folder, parameters=REGION)


def stack(name: str, parameters: dict[str, Any] | None = None, after: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": f"{name}.json"}}
    body["Properties"]["Parameters"] = parameters or {}
    return {**body, "DependsOn": after} if after else body
