"""A newcomer's four templates, in YAML and in JSON: what is taken away is told with lesson, file, line and fix."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cfn_flip import to_json

from generator.__main__ import main
from tests.rules.running import Match, cfn_lint, ours, stock

SOURCE = Path(__file__).parent / "nested_app"
DOCKERFILE = 'FROM node:24-alpine\nCMD ["node", "/app/index.js"]\n'


def without(name: str) -> str:
    """The pattern of a whole resource."""
    return rf"  {name}:\n(?:    .*\n)+"


CHANGES = {
    "nothing": ("root.yaml", "Orders API", "Orders", ()),
    "endpoint": (
        "network.yaml",
        without("Secrets"),
        "",
        (
            "service",
            "ECS010 lesson 1 (path to AWS services): ",
            "NetworkConfiguration",
            "add an AWS::EC2::VPCEndpoint to network.",
        ),
    ),
    "policy": (
        "iam.yaml",
        "        - !Ref ReadApiKey\n",
        "",
        ("iam", "ECS030 lesson 3 (permission to start): ", "ReadApiKey", "Roles: add Iam/ExecutionRole"),
    ),
    "ingress": (
        "network.yaml",
        without("EndpointFromTasks"),
        "",
        (
            "network",
            "ECS040 lesson 4 (HTTPS to endpoints): ",
            "Properties",
            "SourceSecurityGroupId: Network/TaskSecurityGroup",
        ),
    ),
    "dns": (
        "network.yaml",
        "      EnableDnsHostnames: true\n",
        "",
        ("network", "ECS100 lesson 10 (names and ways in): ", "Properties", "EnableDnsHostnames: true"),
    ),
    "program": (
        "service.yaml",
        "wget -qO-",
        "curl -f",
        ("service", "ECS080 lesson 8 (health checks): ", "Command", "add curl to ../api/Dockerfile"),
    ),
}


@pytest.fixture(scope="module")
def linted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Match]]:
    """Make every change in both formats, and lint everything in one run, as users do."""
    folder = tmp_path_factory.mktemp("newcomer")
    (folder / ".cfnlintrc").write_text("append_rules: [generator.rules]\nignore_checks: [W3002]\n")
    for name, (file, pattern, replacement, _) in CHANGES.items():
        for kind in ("yaml", "json"):
            here = folder / f"{name}-{kind}"
            (here / "infra").mkdir(parents=True)
            (here / "api").mkdir()
            (here / "api/Dockerfile").write_text(DOCKERFILE)
            for path in sorted(SOURCE.glob("*.yaml")):
                text = path.read_text()
                if path.name == file:
                    assert re.search(pattern, text)
                    text = re.sub(pattern, replacement, text, count=1)
                if kind == "json":
                    text = to_json(text).replace('.yaml"', '.json"')
                (here / f"infra/{path.stem}.{kind}").write_text(text)
    files = sorted(str(path.relative_to(folder)) for path in folder.glob("*/infra/*"))
    return folder, cfn_lint(*files, folder=folder)


@pytest.mark.parametrize("kind", ["yaml", "json"])
@pytest.mark.parametrize("name", CHANGES)
def test_what_is_taken_away_is_told(name: str, kind: str, linted: tuple[Path, list[Match]]) -> None:
    folder, matches = linted
    mine = [each for each in matches if each.file.startswith(f"{name}-{kind}/")]
    assert stock(mine) == []
    expected = CHANGES[name][3]
    if not expected:
        assert mine == []
        return
    (found,) = ours(mine)
    stem, lead, key, fix = expected
    assert found.file == f"{name}-{kind}/infra/{stem}.{kind}"
    assert f"{found.rule} {found.message}".startswith(lead)
    assert fix in found.message.partition("; fix: ")[2]
    line = (folder / found.file).read_text().splitlines()[found.line - 1]
    place = line.strip().strip('"').split('"')[0].split(":")[0]
    assert place == key


def test_a_part_alone_says_that_it_does_not_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "service.yaml").write_text((SOURCE / "service.yaml").read_text())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    main(["lint", "service.yaml"])
    assert "needs of tasks not decided by these templates: `prove` says which" in capsys.readouterr().out
    assert main(["explain", "WCS003"]) == 0
    assert capsys.readouterr().out.startswith("WCS003: ")
