"""The parser in C gives what the simulator's own gives, and refuses what that refuses."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.rehearsal.account import ROOT

TEMPLATES = sorted((ROOT / "output").glob("*/*.yaml")) + sorted((ROOT / "generator/checks/bases").glob("*.yaml"))
ODD = """
AWSTemplateFormatVersion: 2010-09-09
Conditions: {Open: !Not [!Equals [!Ref A, ""]]}
Resources:
  A: {Type: T, Condition: Open, Properties: {On: yes, Since: 2026-11-28, Port: 0x1F, Names: [!GetAtt A.B.C]}}
  B: {Type: T, Properties: {Zones: !Select [0, !GetAZs ""], Value: !If [Open, !Ref A, !Ref "AWS::NoValue"], None: }}
"""
WRONG = ("a: [", "a: !Nothing b", "a: b: c", "- a", "")
# In a process of its own, as the simulator is part of no other.
READ = """
import json, sys
import yaml
from ministack.services.cloudformation import engine as language
from generator.rehearsal.parsing import templates_are_read_in_c

def said(text):
    try:
        return repr(language._parse_template(text))
    except (ValueError, yaml.YAMLError) as error:
        return type(error).__name__

texts = json.load(sys.stdin)
own = [said(text) for text in texts]
stock = language.CfnLoader
templates_are_read_in_c()
assert issubclass(language.CfnLoader, yaml.CSafeLoader) and not issubclass(stock, yaml.CSafeLoader)
print(json.dumps([own, [said(text) for text in texts]]))
"""


def test_templates_are_the_same_and_what_is_none_is_refused_alike() -> None:
    texts = [*WRONG, ODD, *(path.read_text() for path in TEMPLATES)]
    assert len(texts) > 25
    done = subprocess.run(
        [sys.executable, "-c", READ], input=json.dumps(texts), cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    own, in_c = json.loads(done.stdout)
    assert [text[:80] for text, one, other in zip(texts, own, in_c, strict=True) if one != other] == []
    assert all(each.endswith("Error") for each in own[: len(WRONG)]), own[: len(WRONG)]
    assert own[len(WRONG)].startswith("{'AWSTemplateFormatVersion': '2010-09-09'")
