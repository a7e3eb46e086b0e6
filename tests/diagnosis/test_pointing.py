"""What a message points at where nothing else speaks: resource and property of the right service, and its setting."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main as verb
from generator.catalogue import entries
from generator.deploy.diagnose_command import main
from generator.diagnosis.bundle import Proven
from generator.diagnosis.messages import Message
from generator.diagnosis.pointing import point

NOT_FOUND = (
    "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
    "111122223333.dkr.ecr.eu-west-1.amazonaws.com/{0}:v9: "
    "111122223333.dkr.ecr.eu-west-1.amazonaws.com/{0}:v9: not found"
)


def first(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--format", "json"]) == 0
    return dict(json.loads(capsys.readouterr().out)["causes"][0])


@pytest.mark.parametrize("service", ["web", "jobs"])
def test_a_pasted_message_is_about_the_service_that_it_names(
    shop: Path, service: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(shop)
    cause = first(capsys, "dev", "--message", NOT_FOUND.format(service))
    assert (cause["resource"], cause["property"]) == (
        f"{service.capitalize()}/TaskDefinition",
        "ContainerDefinitions.0.Image",
    )
    line = (shop / "output" / "dev" / cause["file"]).read_text().splitlines()[cause["line"] - 1]
    assert "Image:" in line
    place, _, setting = cause["app"].partition(" ")
    assert setting == f"services.{service}.image"
    assert f"image: {service}" in (shop / "app.yaml").read_text().splitlines()[int(place.split(":")[1]) - 1]


def test_a_message_that_names_no_service_points_at_none(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(shop)
    cause = first(capsys, "dev", "--message", "OutOfMemoryError: Container killed due to memory usage")
    assert (cause["entry"], cause["resource"], cause["file"]) == ("oom", None, None)


def test_a_message_is_read_from_standard_input(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(shop)
    log = f"2026-11-24T12:00:00Z deploying\n2026-11-24T12:00:09Z {NOT_FOUND.format('web')}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(log.encode())))
    assert first(capsys, "dev", "--message", "-")["property"] == "ContainerDefinitions.0.Image"


def test_without_credentials_a_rehearsal_that_was_here_is_pointed_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.chdir(tmp_path)
    assert main(["dev", "--region", "eu-west-1"]) == 2
    assert "--local" not in capsys.readouterr().err
    Path(".local-aws").mkdir()
    assert main(["dev", "--region", "eu-west-1"]) == 2
    assert capsys.readouterr().err.endswith(": python scripts/diagnose.py dev --local\n")
    with contextlib.suppress(SystemExit):
        verb(["diagnose", "dev", "--region", "eu-west-1"])
    assert capsys.readouterr().err.endswith(": python -m generator diagnose dev --local\n")


def test_github_gets_the_line(shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(shop)
    assert main(["dev", "--message", NOT_FOUND.format("web"), "--format", "github"]) == 0
    assert capsys.readouterr().out.startswith("::error file=output/dev/web.yaml,line=")


def test_github_gets_the_path_of_the_repository_from_a_folder_in_it(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(shop, tmp_path / "shop")
    (tmp_path / ".git").mkdir()
    (tmp_path / "shop/sub").mkdir()
    monkeypatch.chdir(tmp_path / "shop/sub")
    said = ["--message", NOT_FOUND.format("web"), "--format", "github"]
    assert main(["dev", "--output", "../output", *said]) == 0
    assert capsys.readouterr().out.startswith("::error file=shop/output/dev/web.yaml,line=")


def test_a_deployer_that_may_not_is_no_matter_of_the_task_role(proof: Proven) -> None:
    at, text = ("TaskRole Policies",), "not authorized to perform: ecs:CreateService"
    assert point(at, Message(text, "log of web", "Web/Service", "Web/Service"), proof).resource == "Iam/WebTaskRole"
    said = Message(text, "AWS::ECS::Service Web/Service", "Web/Service", "Web/Service")
    assert point(at, said, proof).resource == "Web/Service"


def test_every_entry_points_at_a_type_or_a_role() -> None:
    kinds = {each.partition(" ")[0] for entry in entries() for each in entry.at}
    assert {kind for kind in kinds if not kind.startswith("AWS::")} == {"ExecutionRole", "TaskRole"}
    assert len([entry for entry in entries() if entry.at]) > 100
