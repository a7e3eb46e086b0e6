from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from generator.stack import Graph, Value, load

Files = Callable[..., Graph]


@pytest.fixture
def read(tmp_path: Path) -> Files:
    """Write templates (text, or plain data as JSON) by file name and read the root; the first is the root."""

    def reader(files: dict[str, Any] | str, **options: Any) -> Graph:
        named = {"root.yaml": files} if isinstance(files, str) else files
        for name, content in named.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(content) if isinstance(content, str) else json.dumps(content))
        return load(tmp_path / next(iter(named)), project=tmp_path, **options)

    return reader


@pytest.fixture
def value(read: Files) -> Callable[..., Value]:
    """The value of one expression, written in YAML, in a template with one of everything."""

    def resolver(expression: str, **parameters: str) -> Value:
        probe = f"  Probe:\n    Type: AWS::SNS::Topic\n    Properties:\n      P: {expression}\n"
        resource = read(HEAD + probe, parameters=parameters).resource("Probe")
        assert resource is not None
        return resource.get("P")

    return resolver


HEAD = """\
Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  Open: {Type: String}
  Port: {Type: Number, Default: 443}
  Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
  OpenList: {Type: "List<AWS::EC2::Subnet::Id>"}
  Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /ami}
Mappings:
  Sizes:
    dev: {Cpu: 256, Same: x}
    prod: {Cpu: 512, Same: x}
    "123": {Cpu: [1, 2], Same: x}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  Always: !Equals [a, a]
  Never: !Not [!Condition Always]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc}}
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: !Sub "${Env}-role"}}
"""
