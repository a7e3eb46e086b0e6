"""The verb diff: real edits of app.yaml, built before and after; anyone's templates; what git has."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.__main__ import main
from generator.report.diff_markdown import MOST
from generator.report.diff_text import text
from generator.report.style import Style
from tests.comparison.two import compared
from tests.one_app import APP, app, properties

ROOT = Path(__file__).parents[2]
SETTINGS = (ROOT / "app.yaml").read_text()
MAIL = "\n  mail-service:\n    image: mail:v1\n    port: 3000\n    health: {probe: none}\n\n# What differs"
Edit = tuple[str, str]


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def build(folder: Path, *edits: Edit) -> None:
    settings = SETTINGS
    for old, new in edits:
        assert old in settings
        settings = settings.replace(old, new)
    (folder / "app.yaml").write_text(settings)
    options = ["--config", str(folder / "app.yaml"), "--output", str(folder / "output"), "--env", "dev", "--no-lint"]
    assert main(["build", "--templates", str(ROOT / "templates"), *options]) == 0


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose last commit has what build wrote."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "tests/examples/task-management", folder / "tests/examples/task-management")
    git(folder, "init", "-q", "-b", "main")
    build(folder)
    (folder / "infra").mkdir()
    (folder / "infra/root.yaml").write_text(APP)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    return folder


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that repository, where somebody stands."""
    folder = tmp_path / "here"
    shutil.copytree(built, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["diff", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def data(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    done, out, err = run(capsys, *arguments, "--format", "json")
    assert (done, err) == (code, "")
    found: dict[str, Any] = json.loads(out)["stacks"][0]
    return found


def actions(stack: dict[str, Any]) -> dict[str, str]:
    return {change["resource"]: change["action"] for change in stack["changes"]}


def test_nothing_changed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys)
    assert (code, out) == (0, "dev: nothing changes\n\nnothing is lost in the proof\n")


def test_another_image_is_a_new_revision(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(here, ("auth-service:v1.0.2", "auth-service:v1.0.3"))
    stack = data(capsys)
    assert actions(stack) == {"AuthService/TaskDefinition": "new revision", "AuthService/Service": "modify"}
    assert stack["restarts"] == ["AuthService/Service"]
    assert stack["proof"] == []
    assert stack["cost"]["more"] == 0
    for form in ("text", "markdown"):
        _, out, _ = run(capsys, "--format", form)
        assert "v1.0.3" in out
        assert "new revision" in out
        assert "replaced" not in out


def test_a_service_comes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(here, ("\n# What differs", MAIL))
    stack = data(capsys)
    assert set(actions(stack).values()) == {"add"}
    assert {(row["task"], row["after"]) for row in stack["proof"]} == {("MailService/Service", "yes")}
    assert "MailService/Service is new: 10 of 10 needs proven" in " ".join(run(capsys)[1].split())


def test_a_service_goes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(here, ("\n# What differs", MAIL))
    git(here, "add", "-A")
    git(here, "commit", "-qm", "with mail")
    build(here)
    stack = data(capsys)
    assert set(actions(stack).values()) == {"remove"}
    assert {row["task"] for row in stack["proof"]} == {"MailService/Service"}
    assert not any(row["worse"] for row in stack["proof"])
    assert {"resource": "MailService/LogGroup", "holds": "its log", "kept": None, "stays": False} in stack["ends"]
    assert "MailService/Service is gone" in run(capsys)[1]


def test_another_way_out_costs_something_else(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(here, ("egress: endpoints", "egress: nat"))
    stack = data(capsys)
    assert actions(stack)["Network/NatGateway1"] == "add"
    assert actions(stack)["Endpoints/LogsEndpoint"] == "remove"
    assert stack["restarts"] == []
    assert stack["proof"] == []
    assert (stack["during"]["rows"], stack["during"]["fails"]) == ([], [])
    costs = {each["resource"]: each["new"] - each["old"] for each in stack["cost"]["resources"]}
    assert costs["Network/NatGateway1"] > 0 > costs["Endpoints/LogsEndpoint"]
    assert stack["cost"]["more"] == pytest.approx(sum(costs.values()))


def test_a_bigger_database_costs_more(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(here, ("db.t4g.micro", "db.t4g.large"))
    stack = data(capsys)
    assert actions(stack) == {"Database/Database": "modify"}
    assert stack["ends"] == []
    assert stack["cost"]["more"] > 0
    assert "a month more" in run(capsys)[1]


def test_a_rule_that_somebody_takes_out_is_a_loss(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = here / "output/dev/groups.yaml"
    (block,) = re.findall(r"^  TaskToEndpointOn443Ingress:\n(?:    .*\n)+", path.read_text(), re.MULTILINE)
    path.write_text(path.read_text().replace(block, ""))
    stack = data(capsys, code=1)
    assert actions(stack) == {"Groups/TaskToEndpointOn443Ingress": "remove"}
    lost = {row["task"] for row in stack["proof"] if row["worse"] and row["after"] == "no"}
    assert lost == {"AuthService/Service", "TaskService/Service"}
    code, out, _ = run(capsys, "--format", "markdown")
    assert code == 1
    assert "- **loses** `AuthService/Service`" in out
    code, out, _ = run(capsys)
    assert code == 1
    assert "was yes, now no" in out
    assert "got worse" in out.splitlines()[-1]


def test_what_a_service_needs_no_more_goes_before_its_tasks(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(here, ("    uses: [database]\n\n", "\n"))
    stack = data(capsys)
    assert {row["need"] for row in stack["during"]["rows"]} >= {"DB_USER of auth-service"}
    assert not any(row["worse"] for row in stack["proof"])
    _, out, _ = run(capsys)
    assert "until new tasks run" in " ".join(out.split())


def test_dockerfiles_are_those_of_then(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in here.glob("tests/examples/task-management/*/Dockerfile"):
        path.write_text("FROM scratch\nUSER 1000\n")
    stack = data(capsys, code=1)
    assert stack["changes"] == []
    assert any(row["worse"] for row in stack["proof"])
    assert "the proof is not" in run(capsys)[1]


def test_anyones_templates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(APP)
    template = app()
    properties(template, "DataGroup")["SecurityGroupIngress"] = []
    new.write_text(yaml.safe_dump(template))
    assert run(capsys, str(old), str(old))[0] == 0
    stack = data(capsys, str(old), str(new), code=1)
    assert actions(stack) == {"DataGroup": "modify"}
    assert data(capsys, str(new), str(old))["changes"]


def test_a_stack_that_comes_and_one_that_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in ("old/a.yaml", "old/b.yaml", "new/b.yaml", "new/c.yaml"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(APP)
    code, out, _ = run(capsys, str(tmp_path / "old"), str(tmp_path / "new"), "--format", "json")
    assert code == 0
    assert {one["name"]: one["kind"] for one in json.loads(out)["stacks"]} == {
        "a.yaml": "delete",
        "b.yaml": "update",
        "c.yaml": "create",
    }


def test_the_page_shows_what_changed_and_what_it_costs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = here / "infra/root.yaml"
    template = yaml.safe_load(root.read_text())
    template["Resources"]["Key"] = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {}}}
    root.write_text(json.dumps(template))
    cost = data(capsys, "HEAD:infra/root.yaml", "infra/root.yaml")["cost"]
    assert cost["more"] > 0
    made = {}
    for verb in ("graph", "prove"):
        assert main([verb, "infra/root.yaml", "--format", "html", "--against", "HEAD:infra/root.yaml"]) == 0
        made[verb] = capsys.readouterr().out
    assert made["graph"] == made["prove"]
    (change,) = re.findall(r'<h3 id="change-0">.*?</section>', made["graph"], re.DOTALL)
    assert made["graph"].index(change) < made["graph"].index('id="picture-0"')
    assert "<code>HEAD:infra/root.yaml</code>: <b>1 to add</b>" in change
    assert f"<b>${cost['more']:.2f} more</b>: ${cost['old']:,.2f} before, ${cost['new']:,.2f} now" in change
    assert re.findall(r'<th scope="row">(\w+)</th>', change) == ["Key"]


def test_the_page_has_what_is_lost_and_what_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "app.yaml").write_text(APP)
    (tmp_path / "old/queue.yaml").write_text("Resources: {Queue: {Type: AWS::SQS::Queue}}\n")
    template = yaml.safe_load(APP)
    del properties(template, "ApiGroup")["SecurityGroupIngress"]
    (tmp_path / "new/app.yaml").write_text(json.dumps(template))
    main(["graph", str(tmp_path / "new"), "--format", "html", "--against", str(tmp_path / "old")])
    made = capsys.readouterr().out
    (gone,) = re.findall(r'<h3 id="gone-0">.*?</section>', made, re.DOTALL)
    assert "<h4>queue.yaml</h4>" in gone
    assert "the stack is gone" in gone
    (change,) = re.findall(r'<h3 id="change-0">.*?</section>', made, re.DOTALL)
    assert '<li><b class="no">loses</b> <code>' in change


@pytest.mark.parametrize(
    ("more", "hint"),
    [
        ([], "the verb diff"),
        (["--format", "html", "--stacks", "stacks.yaml"], "leave out --stacks"),
        (["--format", "html", "a.yaml", "b.yaml"], "one root template or folder"),
    ],
)
def test_what_a_page_cannot_compare_is_refused(more: list[str], hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("graph", "prove"):
        assert main([verb, "--against", "HEAD:output", *more]) == 2
        assert hint in capsys.readouterr().err


def test_lines_stand_in_80_columns(here: Path, tmp_path: Path) -> None:
    one = compared(tmp_path, lambda t: properties(t, "DataGroup").update(SecurityGroupIngress=[]))
    made = text([one], Style(80))
    assert max(map(len, made.splitlines())) <= 80
    assert re.search(r"^  loses       Web database", made, re.MULTILINE)


def test_a_comment_is_never_too_long(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(APP)
    template = app()
    rules = [{"IpProtocol": "tcp", "FromPort": n, "ToPort": n, "CidrIp": "0.0.0.0/0"} for n in range(1000)]
    properties(template, "ApiGroup")["SecurityGroupIngress"] = rules
    new.write_text(json.dumps(template))
    _, out, _ = run(capsys, str(old), str(new), "--format", "markdown")
    assert MOST - 1000 < len(out) <= MOST
    assert "left out here" in out


def test_texts_are_no_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(APP)
    new.write_text(APP.replace("node:22-alpine", "x|</details>@someone"))
    _, out, _ = run(capsys, str(old), str(new), "--format", "markdown")
    assert out.count("</details>") == 1
    assert "@someone" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.yaml", "infra/root.yaml"], "there is no such file or folder"),
        (["infra/root.yaml", "nowhere.yaml"], "there is no such file or folder"),
        (["nobranch:output"], "there is no commit to compare with"),
        (["HEAD:nowhere"], "is not in the commit HEAD"),
    ],
)
def test_what_is_not_there_is_said(
    here: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_without_a_repository_it_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(here / ".git")
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert "diff OLD NEW" in err


def test_commands_of_the_page_do_what_it_says(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs/diff.md").read_text()
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    lines = [line.split("#")[0].split() for block in blocks for line in block.splitlines()]
    for name in ("before", "after"):
        shutil.copytree(here / "output", here / name)
    assert len(lines) > 3
    for line in lines:
        assert line[:4] == ["python", "-m", "generator", "diff"]
        code, out, err = run(capsys, *line[4:])
        assert (code, err) == (0, ""), line
        assert out
