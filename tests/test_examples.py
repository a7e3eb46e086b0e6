"""Every example builds in every environment, and CloudFormation, cfn-lint and EC2 have nothing to say against it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.build.steps import Built
from generator.lint import lint_all
from generator.output import folder
from tests.gallery import ENVIRONMENTS, EXAMPLES, NAMES, built, built_in_all, config, resources

# EC2 API reference, CreateSecurityGroup and AuthorizeSecurityGroupIngress, read 2026-11.
DESCRIPTION = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}")
ALL_IN_ONE = "everything"
"""The example that has all there is."""


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_every_example_builds(name: str, environment: str) -> None:
    example = built(name, environment)
    app = example.composition.app
    assert set(example.texts) == {*example.composition.bodies, "deploy.json"}
    assert len(resources(example, "AWS::ECS::Service")) == len(app.services) > 0
    assert app.environment == environment


@pytest.mark.parametrize("name", NAMES)
def test_every_example_says_what_it_is(name: str) -> None:
    assert config(name).read_text().startswith("# ")


@pytest.mark.parametrize("name", NAMES)
def test_registry_holds_every_own_image(name: str) -> None:
    *environments, registry = built_in_all(name)
    assert registry.folder == "registry"
    made = {each["RepositoryName"] for each in resources(registry, "AWS::ECR::Repository").values()}
    images = {service.image for each in environments for service in each.composition.app.services.values()}
    own = {re.split("[:@]", image)[0] for image in images if "." not in image.split("/")[0] or "/" not in image}
    assert made == own


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (name != ALL_IN_ONE)) for name in NAMES]
)
def test_example_is_lint_clean(name: str, rules_are_read: None) -> None:
    """What is committed in output/ is linted besides, by ``test_clean_folder_is_clean``."""
    examples = built_in_all(name)
    wholes = [(each.texts, each.composition.bodies, each.composition.app.region) for each in examples]
    verdicts = lint_all(wholes, cache=None)
    for example, findings in zip(examples, verdicts, strict=True):
        assert [str(finding) for finding in findings] == [], example.folder


@pytest.mark.slow
def test_cfn_lint_command_says_nothing_but_that_urls_are_relative(tmp_path: Path) -> None:
    folder.write(tmp_path, built("cache", "prod").texts)
    templates = sorted(path.name for path in tmp_path.glob("*.yaml"))
    command = [str(Path(sys.executable).with_name("cfn-lint")), "--format", "json", "--", *templates]
    result = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path)}, capture_output=True, text=True
    )
    found = Counter((match["Rule"]["Id"], match["Filename"]) for match in json.loads(result.stdout))
    assert found == {("W3002", "root.yaml"): len(templates) - 1}


def descriptions(bodies: dict[str, Any]) -> list[str]:
    """Every text that EC2 is handed as a description."""
    found: list[str] = []
    pending: list[Any] = [
        resource["Properties"]
        for body in bodies.values()
        for resource in body["Resources"].values()
        if resource["Type"].startswith("AWS::EC2::")
    ]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            found += [inner for key, inner in value.items() if key in ("Description", "GroupDescription")]
            pending += value.values()
        elif isinstance(value, list):
            pending += value
    return found


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_descriptions_have_only_what_ec2_takes(name: str, environment: str) -> None:
    texts = descriptions(dict(built(name, environment).composition.bodies))
    assert len(texts) > 4
    assert [text for text in texts if not DESCRIPTION.fullmatch(text)] == []


def doubled(whole: Built) -> list[str]:
    """Tell every rule that stands twice: EC2 refuses the second, whatever its description."""
    rules = resources(whole, "AWS::EC2::SecurityGroupIngress") | resources(whole, "AWS::EC2::SecurityGroupEgress")
    said = [
        json.dumps({k: v for k, v in rule.items() if k != "Description"}, sort_keys=True) for rule in rules.values()
    ]
    return [rule for rule, times in Counter(said).items() if times > 1]


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_no_rule_stands_twice(name: str, environment: str) -> None:
    assert doubled(built(name, environment)) == []


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_names_of_the_account_are_the_apps_own(name: str, environment: str) -> None:
    """What is named in the account or region carries the stack's name, so environments live side by side."""
    example = built(name, environment)
    stack = example.composition.app.stack
    named = [each["LogGroupName"] for each in resources(example, "AWS::Logs::LogGroup").values()]
    named += [each["ClusterName"] for each in resources(example, "AWS::ECS::Cluster").values()]
    named += [each["Family"] for each in resources(example, "AWS::ECS::TaskDefinition").values()]
    named += [each["AliasName"] for each in resources(example, "AWS::KMS::Alias").values()]
    assert [each for each in named if stack not in each] == []
    for kind in ("Role", "ManagedPolicy"):  # unnamed, which CAPABILITY_IAM is enough for
        assert [key for key, each in resources(example, f"AWS::IAM::{kind}").items() if f"{kind}Name" in each] == []


def test_examples_name_one_account_only() -> None:
    texts = "\n".join(path.read_text() for path in EXAMPLES.rglob("*.*") if path.suffix in (".py", ".yaml"))
    assert set(re.findall(r"(?<![\d-])\d{12}(?!\d)", texts)) == {"111122223333"}
