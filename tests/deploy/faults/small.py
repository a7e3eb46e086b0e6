"""A release that is deployed in a moment: two nested stacks, with state in one of them."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

_CHILD = """AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Setting:
    Type: AWS::SSM::Parameter
    Properties: {{Type: String, Value: {value}}}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: {{RetentionInDays: 7}}
{more}Outputs:
  Name: {{Value: !Ref Setting}}
"""
# A condition that nobody signals: it fails after a second.
_NEVER = """  Handle:
    Type: AWS::CloudFormation::WaitConditionHandle
  Never:
    Type: AWS::CloudFormation::WaitCondition
    DependsOn: Setting
    Properties: {Handle: !Ref Handle, Timeout: "1"}
"""
BROKEN = "broken"
_SECOND = """AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Name: {Type: String}
Resources:
  Copy:
    Type: AWS::SSM::Parameter
    Properties: {Type: String, Value: !Ref Name}
"""
_ROOT = """AWSTemplateFormatVersion: "2010-09-09"
Resources:
  First:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: first.yaml
  Second:
    Type: AWS::CloudFormation::Stack
    Properties:
      Parameters:
        Name: !GetAtt First.Outputs.Name
      TemplateURL: second.yaml
Outputs:
  Name: {Value: !GetAtt First.Outputs.Name}
"""


def write(folder: Path, stack: str, value: str) -> Path:
    """Write the release as build would, with ``value`` in the parameter of its first stack; BROKEN fails there."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "first.yaml": _CHILD.format(value=value, more=_NEVER if value == BROKEN else ""),
        "second.yaml": _SECOND,
        "root.yaml": _ROOT,
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    manifest = {
        "app": stack,
        "environment": folder.name,
        "stack": stack,
        "region": "us-east-1",
        "template": "root.yaml",
        "capabilities": [],
        "tags": {"application": stack},
        "protection": {"termination": True},
        "images": [],
        "certificates": [],
        "files": {name: f"sha256:{sha256(text.encode()).hexdigest()}" for name, text in texts.items()},
    }
    (folder / "deploy.json").write_text(json.dumps(manifest))
    return folder
