"""build writes nothing that is not proven."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.__main__ import main
from generator.analysis import Cell
from generator.build import proof
from generator.build.proof import Outside, Proven
from generator.logic import Truth
from generator.needs.row import Need
from generator.report.build import undecided
from tests.gallery import copy_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of app.yaml and templates/, whose proofs nobody remembers."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    copy_project(tmp_path)
    return tmp_path


def build(*arguments: str) -> int:
    return main(["build", "--env", "dev", "--no-lint", *arguments])


def spoil(project: Path, file: str, old: str, new: str) -> None:
    path = project / "templates" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_what_cannot_start_is_not_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(project, "vpc.py", "EnableDnsHostnames=True", "EnableDnsHostnames=False")
    assert build() == 1
    told = capsys.readouterr()
    line = 1 + (project / "templates/vpc.py").read_text()[
        : (project / "templates/vpc.py").read_text().index('"Vpc"')
    ].count("\n")
    assert f"templates/vpc.py:{line}: Vpc in vpc.yaml: ECS100 " in told.out
    assert "output/dev/" not in told.out
    assert "nothing was written" in told.err
    assert not (project / "output").exists()


def test_proof_is_told_and_remembered(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for dockerfile in project.glob("tests/**/Dockerfile"):
        dockerfile.write_text("FROM node:24-alpine\n")
    assert build() == 0
    said = capsys.readouterr().out
    assert "37 needs of tasks proven, 2 unknown" in said
    assert "ca-bundle of AuthService/Service, TaskService/Service depends on the image" in said
    monkeypatch.setattr(proof, "_proven", lambda *_: pytest.fail("proven again although nothing changed"))
    assert build() == 0
    assert "37 needs of tasks proven, 2 unknown, unchanged" in (told := capsys.readouterr().out)
    of_proof = [line for line in said.splitlines() if not line.startswith("app.schema.json: written")]
    assert told.splitlines()[:-1] == of_proof[:-1]
    assert build("--check") == 0


def test_check_proves_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(project, "vpc.py", "EnableDnsSupport=True", "EnableDnsSupport=False")
    assert build("--check") == 1
    assert "ECS100" in capsys.readouterr().out


PUBLISHED = """\
name: probe
region: us-east-1
network: {egress: nat}
services:
  n8n:
    image: docker.io/n8nio/n8n:1.120.4
    port: 5678
    read_only_root_filesystem: false
    health: {path: /healthz, probe: PROBE}
environments: {dev: {}}
"""


@pytest.mark.parametrize("probe", ["node", "python", "wget", "[CMD, healthcheck]", '[CMD-SHELL, "x=1; eval $x"]'])
@pytest.mark.parametrize("image", ["docker.io/n8nio/n8n:1.120.4", f"ghcr.io/n8n-io/n8n@sha256:{'0' * 64}"])
def test_what_a_published_image_holds_is_unknown_said_and_no_obstacle(
    project: Path, capsys: pytest.CaptureFixture[str], probe: str, image: str
) -> None:
    text = PUBLISHED.replace("PROBE", probe).replace("docker.io/n8nio/n8n:1.120.4", image)
    (project / "app.yaml").write_text(text)
    assert build() == 0
    said = capsys.readouterr().out
    assert "health check of n8n of N8n/Service depends on the image: " in said
    assert image in said
    assert "6 needs of tasks proven" in said, "what is unknown is not counted among what is proven"


def test_what_a_published_image_certainly_lacks_is_told_at_the_probe(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PUBLISHED.replace("PROBE", "node").replace(
        "docker.io/n8nio/n8n:1.120.4", "docker.io/library/nginx:1.29-alpine"
    )
    (project / "app.yaml").write_text(text)
    assert build() == 1
    said = capsys.readouterr().out
    told = next(line for line in said.splitlines() if " ECS080 " in line)
    assert told.startswith("app.yaml:9:37: services.n8n.health.probe: ECS080 the health check of n8n runs node")
    assert "; name a program that the image has, or `probe: none`" in told


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("http://auth-service.task-management.local:3000", "may not call (got http://auth-service.task-management.l"),
        ("http://auth-service.task-management.local:3000", "add auth-service to `calls`: that opens the port, and pro"),
        ("auth-service.Task-Management.local", "is the address of auth-service, which this service may not call"),
        ("http://auth-service.task-management.local/", "asks port 80, and auth-service listens on 3000"),
        ("http://task-service.task-management.local:3000", "is the service's own address"),
        ("http://nobody.task-management.local:3000", "ECS102 TaskService/Service calls nobody.task-management.local"),
    ],
)
def test_an_address_that_nothing_opens_is_told_at_the_variable(
    project: Path, capsys: pytest.CaptureFixture[str], value: str, expected: str
) -> None:
    app = project / "app.yaml"
    lines = app.read_text().splitlines()
    (number,) = (number for number, line in enumerate(lines) if "calls: [auth-service]" in line)
    lines[number] = f"    environment: {{PEER: '{value}'}}"
    app.write_text("\n".join(lines))
    assert build() != 0
    told = capsys.readouterr()
    (line,) = [each for each in (told.out + told.err).splitlines() if "PEER" in each]
    assert line.startswith(f"app.yaml:{number + 1}:25: services.task-service.environment.PEER: ")
    assert expected in line
    assert "output" not in line


def test_an_address_of_a_service_that_is_called_is_right(project: Path) -> None:
    app = project / "app.yaml"
    peer = "    environment: {PEER: 'http://auth-service.task-management.local:3000/v1'}\n    calls: [auth-service]"
    app.write_text(app.read_text().replace("    calls: [auth-service]", peer))
    assert build() == 0


def test_what_cfn_lint_refuses_is_told_where_it_is_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(
        project,
        "vpc.py",
        "            Tags=Tags(Name=app.stack),",
        '            Tags=Tags(Name={"Fn::GetAZs": "nowhere"}),',
    )
    assert main(["build", "--env", "dev"]) == 1
    told = capsys.readouterr()
    assert "templates/vpc.py:" in told.out
    assert "Vpc in vpc.yaml: E1015" in told.out
    assert all(len(line) < 600 for line in told.out.splitlines())
    assert "output/dev" not in told.out
    assert not (project / "output").exists()


class Result:
    findings = ()
    accepted = ()
    not_seen = ()

    def __init__(self, because: str) -> None:
        self.cells = (Cell("Web/Service", Need("API_KEY of web", 3, ""), Truth.UNKNOWN, (because,)),)


ARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shared-AbCdEf"


@pytest.mark.parametrize(
    ("because", "code", "said"),
    [
        ("where it comes from is not seen", 1, "not proven: where it"),
        (f"the policy of {ARN} is not seen", 0, "depends on"),
    ],
)
def test_unknown_is_allowed_for_what_comes_from_outside(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    because: str,
    code: int,
    said: str,
) -> None:
    app = project / "app.yaml"
    app.write_text(app.read_text().replace("    port: 3000\n", f"    port: 3000\n    secrets: {{API_KEY: {ARN}}}\n", 1))
    monkeypatch.setattr("generator.analysis.shared.analysed", lambda *_, **__: Result(because))
    assert build() == code
    told = capsys.readouterr()
    assert said in told.out
    assert (project / "output/dev/root.yaml").exists() == (code == 0)


def test_notes_are_said_and_stop_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--env", "prod", "--no-lint"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("note: ")]
    assert [line.split(": ")[2] for line in lines] == ["alarms.email", "load_balancer.certificate_arn"]
    assert main(["build", "--env", "prod", "--no-lint", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_a_module_whose_notes_fail_is_told_with_its_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(project, "alarms.py", "    if settings.enabled and settings.email is None", "    if settings.nothing")
    assert build() == 2
    assert "alarms.py:" in capsys.readouterr().err


def test_many_tasks_with_one_question_are_counted() -> None:
    all_nine = tuple(Outside(f"S{at}/Service", "ca-bundle", image=False, reason="x") for at in range(9))
    told = undecided([Proven("dev", 9, outside=all_nine)], "output")
    assert told.startswith("output/dev: ca-bundle of S0/Service, S1/Service, S2/Service, S3/Service and 5 more depends")
    assert " and " not in undecided([Proven("dev", 4, outside=all_nine[:4])], "output")
