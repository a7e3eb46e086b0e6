"""init: from an empty folder to a proven app; nothing of anybody's is overwritten; what comes from compose is told."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from generator.__main__ import main
from generator.build import shipped, starter
from generator.build.begin import requirement
from tests.gallery import ROOT
from tests.terminal import show


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str) -> int:
    return main(list(arguments))


def clean_machine(command: str, folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as somebody types it, in a process of its own that keeps nothing of ours."""
    words = [sys.executable if word == "python" else word for word in command.split()]
    kept = {"PATH": os.environ["PATH"], "HOME": str(cache), "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, cwd=folder, env=kept, capture_output=True, text=True, timeout=290)


def shown(verb: str, said: str, folder: Path, cache: Path) -> str:
    """The first example with some words in it of the help of a verb, which the list of verbs has to name."""
    verbs = clean_machine("python -m generator --help", folder, cache).stdout.partition("verbs:")[2]
    assert re.search(rf"^ +{verb}\b", verbs, re.MULTILINE), verbs
    helped = clean_machine(f"python -m generator {verb} --help", folder, cache).stdout
    examples = [line.split("#")[0].partition(">")[0].strip() for line in helped.partition("examples:")[2].splitlines()]
    return next(line for line in examples if said in f"{line} ")


def typed(verb: str, said: str, folder: Path, cache: Path) -> str:
    """What such an example prints."""
    ran = clean_machine(shown(verb, said, folder, cache), folder, cache)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


@pytest.mark.slow
def test_from_an_empty_folder_to_a_proven_app_with_a_database(tmp_path: Path) -> None:
    """All that is typed is what the list of verbs, the help of a verb or the answer before it says: in five minutes."""
    began, home = time.monotonic(), tmp_path / "home"
    begun = typed("init", "init shop --example", tmp_path, home)
    moved, _, second = begun.splitlines()[-1].removeprefix("next: cd ").partition(" && ")
    built = clean_machine(second, tmp_path / moved, home)
    assert (built.returncode, built.stderr) == (0, "")
    proven = typed("prove", "python -m generator prove ", tmp_path / moved, home)
    assert re.search(r"^(\d+) needs: \1 proven, 0 failing, 0 unknown$", proven, re.MULTILINE)
    for task in ("AuthService/Service", "TaskService/Service"):
        assert task in proven
    assert re.search(r"database", proven)
    priced = typed("cost", "python -m generator cost ", tmp_path / moved, home)
    assert "a month" in priced
    assert "Database/Database" in priced
    drawn = typed("graph", "--format html", tmp_path / moved, home)
    assert drawn.startswith("<!doctype html>")
    assert "<svg" in drawn
    assert "AuthService/Service" in drawn
    for line in (tmp_path / "shop/.github/workflows/ecs-proof.yml").read_text().splitlines():
        if "ecs-proof " in line and "run:" in line and "pip" not in line:
            command = line.partition("run: ")[2].replace("ecs-proof", "python -m generator")
            assert clean_machine(command, tmp_path / moved, home).returncode == 0, command
    assert time.monotonic() - began < 300


def test_flags_make_the_app_that_they_name(capsys: pytest.CaptureFixture[str]) -> None:
    code = run("init", "My Shop", "--service", "web=web:v2.0.0,3000", "--service", "api", "--database")
    assert code == 0
    app = yaml.safe_load(Path("My Shop/app.yaml").read_text())
    assert (app["name"], app["region"], app["database"]) == ("my-shop", "us-east-1", {})
    assert app["services"]["web"] == {
        "image": "web:v2.0.0",
        "port": 3000,
        "route": {"path": "/*"},
        "uses": ["database"],
        "calls": ["api"],
    }
    assert app["services"]["api"] == {"image": "api:v1.0.0", "port": 8080, "uses": ["database"]}
    os.chdir("My Shop")
    assert run("build", "--no-lint") == 0
    assert run("build", "--no-lint", "--check") == 0
    capsys.readouterr()
    assert run("prove", "--format", "json") == 0
    unknown = [
        need["need"]
        for task in json.loads(capsys.readouterr().out)["tasks"]
        for need in task["needs"]
        if need["verdict"] != "yes"
    ]
    assert set(unknown) == {"ca-bundle"}, "what no template can know: what is in an image that nobody showed"


def test_a_dockerfile_that_is_there_is_named() -> None:
    Path("shop/web").mkdir(parents=True)
    Path("shop/web/Dockerfile").write_text("FROM node:24-alpine\n")
    assert run("init", "shop", "--service", "web", "--service", "jobs") == 0
    services = yaml.safe_load(Path("shop/app.yaml").read_text())["services"]
    assert services["web"]["dockerfile"] == "web/Dockerfile"
    assert "dockerfile" not in services["jobs"]


def test_what_it_writes_points_to_what_is_there() -> None:
    assert run("init", "shop") == 0
    text = Path("shop/app.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=app.schema.json\n")
    assert json.loads(Path("shop/app.schema.json").read_text())["title"] == "app.yaml"
    assert "docs/" not in text
    workflow = yaml.safe_load(Path("shop/.github/workflows/ecs-proof.yml").read_text())
    commands = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]
    installs = f'pip install "{requirement()}"'
    assert commands[:3] == [installs, "ecs-proof build --check", "ecs-proof lint --format github"]
    uses = [step["uses"] for step in workflow["jobs"]["check"]["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", used) for used in uses)
    assert workflow["permissions"] == {"contents": "read"}
    (hook,) = yaml.safe_load(Path("shop/.pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    assert hook["entry"] == "ecs-proof build --check --no-lint"


@pytest.mark.slow
def test_a_pull_request_shows_what_it_changes_in_the_summary(tmp_path: Path) -> None:
    """The last step of the workflow, as bash runs it, on the merge that GitHub checks out; and on one that begins."""
    assert run("init", "shop", "--service", "web=web:v1.0.0,3000") == 0
    workflow = yaml.safe_load(Path("shop/.github/workflows/ecs-proof.yml").read_text())
    step = workflow["jobs"]["check"]["steps"][-1]
    assert "pull_request" in step["if"]
    os.chdir("shop")
    git("init", "-q", "-b", "main")
    git("add", "app.yaml")
    git("commit", "-qm", "begun")
    git("commit", "-qm", "empty", "--allow-empty")
    summary = tmp_path / "summary.md"

    def ran() -> int:
        program = f'ecs-proof() {{ {shlex.quote(sys.executable)} -m generator "$@"; }}\n'
        environment = os.environ | {"GITHUB_STEP_SUMMARY": str(summary), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(["bash", "-e", "-c", program + step["run"]], env=environment, timeout=100, check=False)
        return done.returncode

    assert (ran(), summary.exists()) == (0, False), "there was no output/ before"
    assert run("build", "--no-lint") == 0
    git("add", "-A")
    git("commit", "-qm", "built")
    git("checkout", "-qb", "more")
    app = Path("app.yaml").read_text()
    Path("app.yaml").write_text(app.replace("egress: endpoints", "egress: nat"))
    assert run("build", "--no-lint") == 0
    git("commit", "-qam", "nat")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "merge", "more")
    assert ran() == 0
    said = summary.read_text()
    assert re.search(r"^- costs \$.* a month (more|less): .*Network/Nat", said, re.MULTILINE)


def git(*arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True, timeout=60)


def test_who_closes_the_input_gets_a_sentence(tmp_path: Path) -> None:
    shown = show(["-m", "generator", "init", "shop"], tmp_path, ctrl_c_at="shop]: ", key="\x04")
    assert shown.code == 2
    assert "flags answer as well" in " ".join(" ".join(shown.screen).split())
    assert not Path("shop").exists()


def test_nothing_is_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    Path("shop").mkdir()
    Path("shop/.gitignore").write_text("mine\n")
    assert run("init", "shop") == 0
    assert Path("shop/.gitignore").read_text() == "mine\n"
    assert "shop/.gitignore: kept as it is" in capsys.readouterr().out
    Path("shop/app.yaml").write_text("mine\n")
    assert run("init", "shop") == 2
    told = capsys.readouterr().err
    assert "shop/app.yaml: is there already" in told
    assert "init shop --upgrade" in told
    assert Path("shop/app.yaml").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["123"], "no name for the app follows from the folder '123'; say one: --name my-app"),
        (["shop", "--name", "Shop"], "--name: is not a name"),
        (["shop", "--region", "us-east1"], "did you mean us-east-1?"),
        (["shop", "--service", "web,80"], "an ordinary user cannot open"),
        (["shop", "--service", "web=web:latest"], "has an image that must not be the tag latest"),
        (["shop", "--service", "web", "--service", "web=shop:v1"], "is named twice"),
        (["shop", "--from", "nothing.yml"], "there is no such file; name a docker-compose.yml"),
        (["shop", "--upgrade"], "there is no such folder; begin a project: "),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("init", *arguments) == 2
    assert told in capsys.readouterr().err
    assert not Path(arguments[0], "app.yaml").exists()


def test_templates_of_another_version_are_shown_and_taken_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run("init", "shop") == 0
    place = Path("shop/templates")
    ours = shipped.files(starter.templates())
    older = ours | {"vpc.py": ours["vpc.py"] + "# older\n"}
    del older["alarms.py"]
    for path in place.glob("*.py"):
        path.unlink()
    for name, text in older.items():
        (place / name).write_text(text)
    (place / shipped.RECORD).write_text(shipped.record(older))
    (place / "keys.py").write_text("# mine\n" + ours["keys.py"])
    (place / "iam.py").write_text("# mine\n" + ours["iam.py"])
    record = json.loads((place / shipped.RECORD).read_text())
    record["files"]["iam.py"] = "sha256:of an older one"
    (place / shipped.RECORD).write_text(json.dumps(record))
    (place / "ledger.py").write_text("# of their own\n")
    capsys.readouterr()

    assert run("init", "shop", "--upgrade") == 1, "nobody is there to be asked"
    shown = capsys.readouterr()
    assert "-# older" in shown.out
    assert "nothing was written; to take them over: " in shown.err
    assert (place / "vpc.py").read_text() == older["vpc.py"]

    assert run("init", "shop", "--upgrade", "--yes") == 0
    said = capsys.readouterr().out
    assert (place / "vpc.py").read_text() == ours["vpc.py"]
    assert (place / "alarms.py").read_text() == ours["alarms.py"]
    assert "shop/templates/iam.py: yours differs, and is left as it is" in said
    assert "keys.py" not in said, "edited, and nothing new comes for it"
    assert (place / "iam.py").read_text().startswith("# mine")
    assert (place / "keys.py").read_text().startswith("# mine")
    assert (place / "ledger.py").read_text() == "# of their own\n"

    assert run("init", "shop", "--upgrade", "--yes") == 0
    assert "nothing to take over" in capsys.readouterr().out
    (place / "iam.py").unlink()
    assert run("init", "shop", "--upgrade", "--yes") == 0
    assert not (place / "iam.py").exists(), "removed by its owner"


def test_templates_that_nobody_recorded_are_never_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", "shop") == 0
    Path("shop/templates", shipped.RECORD).unlink()
    vpc = Path("shop/templates/vpc.py")
    vpc.write_text("# perhaps older, perhaps mine\n")
    assert run("init", "shop", "--upgrade", "--yes") == 0
    assert vpc.read_text() == "# perhaps older, perhaps mine\n"
    assert "vpc.py: yours differs" in capsys.readouterr().out


COMPOSE = """\
version: "3.9"
x-common: &common
  restart: unless-stopped
services:
  web:
    <<: *common
    image: nginx:1.27
    ports: ["8080:80", "8443:443", "53:53/udp"]
    depends_on: [api_server]
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost/health"]
      interval: 10s
      timeout: 10s
  api_server:
    build: ./api
    ports:
      - target: 3000
        published: 3000
    environment:
      DATABASE_URL: postgres://shop:hunter2@db:5432/shop
      API_KEY: abcdefghijk
      LOG_LEVEL: info
      FROM_SHELL:
      MODE: ${MODE:-fast}
    depends_on:
      db: {condition: service_healthy}
      cache: {condition: service_started}
    deploy: {replicas: 2, resources: {limits: {cpus: "0.5", memory: 900M}}}
    healthcheck:
      test: wget -q -O /dev/null http://127.0.0.1:3000/ping || exit 1
      start_period: 1m30s
    volumes: ["data:/data"]
  jobs:
    image: 111122223333.dkr.ecr.us-east-1.amazonaws.com/jobs:v3
    command: node worker.js --queue "a b"
    env_file: .env
    read_only: true
  db:
    image: postgres:17-alpine
    environment: [POSTGRES_DB=shop, POSTGRES_USER=shop, POSTGRES_PASSWORD=hunter2]
  cache:
    image: redis:7
volumes: {data: {}}
"""


def test_compose_is_carried_over_and_the_rest_is_told_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("api").mkdir()
    Path("api/Dockerfile").write_text("FROM node:24-alpine\n")
    Path("docker-compose.yml").write_text(COMPOSE)
    assert run("init", ".", "--name", "shop", "--from", "docker-compose.yml") == 0
    said = capsys.readouterr().out
    app = yaml.safe_load(Path("app.yaml").read_text())
    services = app["services"]
    assert app["database"] == {"name": "shop", "username": "shop"}
    assert set(services) == {"web", "api-server", "jobs"}
    web = services["web"]
    assert (web["image"], web["port"], web["route"], web["calls"]) == ("nginx:1.27", 80, {"path": "/*"}, ["api-server"])
    assert web["health"]["probe"] == "curl"
    assert web["health"]["path"] == "/health"
    api = services["api-server"]
    assert (api["dockerfile"], api["port"], api["uses"]) == ("api/Dockerfile", 3000, ["database"])
    assert api["environment"] == {"LOG_LEVEL": "info", "MODE": "fast"}
    assert api["secrets"] == {"API_KEY": "/shop/api-server/api-key"}
    assert (api["scale"], api["cpu"], api["memory_mib"]) == ({"min": 2}, 512, 1024)
    assert (api["health"]["probe"], api["health"]["path"]) == ("wget", "/ping")
    assert api["health"]["start_period_seconds"] == 90
    jobs = services["jobs"]
    assert jobs["image"].endswith(".amazonaws.com/jobs:v3")
    assert jobs["command"] == ["node", "worker.js", "--queue", "a b"]
    assert "read_only_root_filesystem" not in jobs
    for secret in ("hunter2", "abcdefghijk"):
        assert secret not in said + Path("app.yaml").read_text()
    lines = COMPOSE.splitlines()
    for key, what in {
        "DATABASE_URL": "names the host db",
        "FROM_SHELL": "comes from the shell",
        "- target: 3000": "port: 3000",
        "volumes: [": "tasks keep no files",
        "env_file": "not read",
        "  cache:": "redis: not carried over",
    }.items():
        number = next(n for n, line in enumerate(lines, 1) if (line == key if key.startswith(" ") else key in line))
        assert any(line.startswith(f"docker-compose.yml:{number}: ") and what in line for line in said.splitlines()), (
            key
        )
    assert "53/udp: not one TCP port" in said
    assert run("build", "--no-lint") == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "services: {web: {image: web:v1, ports: 80}}\n",
        "services: {web: {image: web:v1, deploy: [1]}}\n",
        "services: {web: 5}\n",
        "services: [\n",
        "- a\n",
        "services: {db: {image: postgres}}\n",
    ],
)
def test_what_is_no_compose_file_is_told(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("docker-compose.yml").write_text(text)
    assert run("init", "shop", "--from", "docker-compose.yml") == 2
    assert capsys.readouterr().err.startswith("docker-compose.yml")
    assert not Path("shop").exists()


def test_compose_keys_of_every_kind_are_told() -> None:
    """No key of a service is lost without a word."""
    from generator.build.docker_compose.file import read

    keys = ("networks", "hostname", "privileged", "sysctls", "tmpfs", "init", "logging", "labels", "entrypoint")
    entries = "".join(f"    {key}: x\n" for key in keys)
    Path("c.yml").write_text(f"services:\n  web:\n    image: web:v1\n{entries}")
    said = "\n".join(read(Path("c.yml"), "shop", "us-east-1", Path()).lines)
    assert [key for key in keys if f"services.web.{key}: " not in said] == []


def test_the_form_of_what_is_written_is_yaml_of_the_same_values() -> None:
    from generator.build.draft import Draft, DraftService, text

    settings = {
        "image": "a:v1",
        "environment": {
            "A": "yes",
            "B": "1",
            "C": "a b: c",
            "D": "",
            "E": "#x",
            "F": "a'\"b",
            "G": "1e3",
            "H": "12:30",
        },
        "command": ["sh", "-c", "echo; true", "*", "&a", "{x}"],
    }
    made = yaml.safe_load(text(Draft("shop", "us-east-1", [DraftService("web", settings)])))
    assert made["services"]["web"] == settings


def test_the_next_step_is_one_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--name", "shop"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].partition("next: ")[2].endswith(" build")
    assert main(["init", "my shop", "--name", "shop"]) == 0
    assert "next: cd 'my shop' && " in capsys.readouterr().out
