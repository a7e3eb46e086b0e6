"""A task definition names the Dockerfiles of its images: its health checks are held against them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cfn_flip import to_json

from generator.analysis import Analysis as Whole
from generator.analysis.shared import analysed as whole
from generator.checks.examples import template
from tests.rules.running import cfn_lint, ours, stock

KIND = "    Type: AWS::ECS::TaskDefinition\n"
COMMAND = "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command.1"
CURL_PROBE = (COMMAND, "curl -f http://127.0.0.1:3000/ || exit 1")
CURL = template("nat", (CURL_PROBE,))
WITHOUT, WITH = "FROM node:24-alpine\n", "FROM node:24-alpine\nRUN apk add --no-cache curl\n"


def put(folder: Path, metadata: str, dockerfile: str = WITHOUT, text: str = CURL) -> Path:
    (folder / "web").mkdir(exist_ok=True)
    (folder / "infra").mkdir(exist_ok=True)
    (folder / "web/Dockerfile").write_text(dockerfile)
    (folder / "infra/root.yaml").write_text(text.replace(KIND, f"{KIND}    Metadata: {{ecs-proof: {metadata}}}\n"))
    return folder / "infra/root.yaml"


def analysed(folder: Path, *args: str) -> Whole:
    return whole(put(folder, *args), project=folder)


def verdicts(result: Whole) -> set[str]:
    return {cell.verdict.value for cell in result.cells if cell.need.name == "health check of web"}


NAMED = "[{container: web, dockerfile: ../web/Dockerfile}]"


@pytest.mark.parametrize("metadata", [NAMED, "[{dockerfile: ../web/Dockerfile}]", "{dockerfile: ../web/Dockerfile}"])
def test_a_program_that_the_dockerfile_does_not_install(tmp_path: Path, metadata: str) -> None:
    (mistake,) = analysed(tmp_path, metadata).findings
    assert (mistake.rule, mistake.resource, mistake.steps[-1]) == ("ECS080", "TaskDefinition", "Command")
    assert "runs curl, which is not in the image of ../web/Dockerfile" in mistake.message
    assert mistake.fix == "Command: a program that is in the image; or add curl to ../web/Dockerfile"


def test_a_program_that_it_installs_is_proven(tmp_path: Path) -> None:
    result = analysed(tmp_path, NAMED, WITH)
    assert (result.findings, verdicts(result)) == ((), {"yes"})


def test_a_path_that_leads_down_is_found_from_above(tmp_path: Path) -> None:
    """So is a Dockerfile as app.yaml names it, seen from the folder of output that a template stands in."""
    assert [each.rule for each in analysed(tmp_path, NAMED.replace("../", "")).findings] == ["ECS080"]
    root = put(tmp_path, NAMED)
    (tmp_path / "infra/deep").mkdir()
    deep = root.rename(tmp_path / "infra/deep/root.yaml")
    assert [each.rule for each in whole(deep, project=tmp_path).findings] == ["WCS003"]


def test_a_runtime_is_no_suppression(tmp_path: Path) -> None:
    assert analysed(tmp_path, "[{container: web, runtime: node}]", WITHOUT, template("nat")).findings == ()


def test_what_it_hides_is_unknown(tmp_path: Path) -> None:
    result = analysed(tmp_path, NAMED, "FROM somewhere.example/base:1\n")
    assert (result.findings, verdicts(result)) == ((), {"unknown"})


def test_a_stage_other_than_the_last(tmp_path: Path) -> None:
    stages = "FROM node:24-alpine AS run\nRUN apk add curl\nFROM node:24-alpine AS test\n"
    assert [each.rule for each in analysed(tmp_path, NAMED, stages).findings] == ["ECS080"]
    assert analysed(tmp_path, NAMED.replace("}]", ", target: run}]"), stages).findings == ()


def test_of_a_public_image_the_dockerfile_is_believed(tmp_path: Path) -> None:
    image = ("TaskDefinition.ContainerDefinitions.0.Image", "node:24-alpine")
    runs = ("TaskDefinition.ContainerDefinitions.0.Command", "[node, server.js]")
    text = template("nat", (CURL_PROBE, image, runs))
    assert [each.rule for each in analysed(tmp_path, "[]", WITH, text).findings] == ["ECS080"]
    assert analysed(tmp_path, NAMED, WITH, text).findings == ()


def test_a_suppression_stands_beside_it(tmp_path: Path) -> None:
    both = NAMED.replace("]", ", {id: ECS080, reason: It is mounted}]")
    result = analysed(tmp_path, both)
    assert result.findings == ()
    assert [why.reason for _, why in result.accepted] == ["It is mounted"]


def test_a_change_of_the_dockerfile_is_seen(tmp_path: Path) -> None:
    assert [each.rule for each in analysed(tmp_path, NAMED).findings] == ["ECS080"]
    (tmp_path / "web/Dockerfile").write_text(WITH)
    assert whole(tmp_path / "infra/root.yaml", project=tmp_path).findings == ()


TWO = template("nat", (("TaskDefinition.ContainerDefinitions.1", "{Name: side, Image: !Ref AWS::NoValue}"),))


@pytest.mark.parametrize(
    ("metadata", "text", "says"),
    [
        ("[{container: web, dockerfile: ../web/Dokerfile}]", CURL, "is not a file of this project"),
        ("[{container: web, dockerfile: ../../../../../etc/passwd}]", CURL, "is not a file of this project"),
        ("[{container: web, dockerfile: /etc/passwd}]", CURL, "is not a file of this project"),
        ("[{container: web, dockerfile: ../web}]", CURL, "is not a file of this project"),
        ("[{container: wep, dockerfile: ../web/Dockerfile}]", CURL, "and the containers are web"),
        ("[{dockerfile: ../web/Dockerfile}]", TWO, "does not say which container"),
        ("[{container: web, dockerfile: [a]}]", CURL, "is not written as in"),
        ("[{container: web, dockerfile: !Ref A}]", CURL, "is not written as in"),
        ("[{container: 7, dockerfile: a}]", CURL, "is not written as in"),
        ("[{container: web, dockerfile: a, target: {}}]", CURL, "is not written as in"),
        ("[{container: web, dockerfile: '\\0'}]".replace("'", '"'), CURL, "is not a file of this project"),
    ],
)
def test_what_tells_nothing_is_said(tmp_path: Path, metadata: str, text: str, says: str) -> None:
    found = [each for each in analysed(tmp_path, metadata, WITHOUT, text).findings if each.rule == "WCS003"]
    assert [each.resource for each in found] == ["TaskDefinition"]
    assert says in found[0].message


def test_too_large(tmp_path: Path) -> None:
    (mistake,) = analysed(tmp_path, NAMED, "#" * 1_000_001).findings
    assert "too large" in mistake.message


def test_by_cfn_lint_itself_in_yaml_and_json_and_from_a_nested_stack(tmp_path: Path) -> None:
    put(tmp_path, NAMED)
    (tmp_path / "infra/root.json").write_text(to_json((tmp_path / "infra/root.yaml").read_text()))
    top = {
        "Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "infra/root.json"}}}
    }
    (tmp_path / "top.json").write_text(json.dumps(top))
    matches = cfn_lint("infra/root.yaml", "infra/root.json", "top.json", folder=tmp_path)
    assert [each for each in stock(matches) if each.rule.startswith("E")] == []
    assert sorted((each.rule, each.file) for each in ours(matches)) == [
        ("ECS080", "infra/root.json"),
        ("ECS080", "infra/root.yaml"),
    ]
