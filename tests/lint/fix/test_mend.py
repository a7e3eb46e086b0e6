"""lint --fix: what is certain is written, proven again; what mends nothing or brings something else is not."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cfn_flip import to_json

from generator.__main__ import main
from generator.checks.registry import checks
from tests.checks.cases import put
from tests.gallery import ROOT

AT_ONCE = ("ECS010", "ECS061", "WCS121")
ONE_OF_EACH = ("ECS011", "ECS031", "ECS035", "ECS089", "WCS084", "WCS225", "ECS083", "ECS139", "WCS166", "ECS060")
NOT_IN_THE_EXAMPLE = {"ECS060"}
"""Its example asks for more than one edit: nothing is written there."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["lint", ".", "--format", "json"])
    return [finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]]


def example(rule: str) -> Path:
    check = checks()[rule]
    for name, text in check.nested.items():
        Path(name).write_text(text)
    Path("root.yaml").write_text(check.rejected)
    return Path("root.yaml")


@pytest.mark.parametrize("rule", [*AT_ONCE, *(pytest.param(rule, marks=pytest.mark.slow) for rule in ONE_OF_EACH)])
def test_an_example_is_mended_or_left_as_it_is(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    root = example(rule)
    text, before = root.read_text(), found(capsys)
    main(["lint", ".", "--fix", "--format", "json"])
    capsys.readouterr()
    after = found(capsys)
    assert rule in before
    assert set(after) <= set(before), "nothing new"
    if rule in NOT_IN_THE_EXAMPLE:
        assert rule in after
        assert root.read_text() == text
    else:
        assert after.count(rule) < before.count(rule)


def test_a_nested_file_is_edited_and_its_remarks_stay(capsys: pytest.CaptureFixture[str]) -> None:
    put("ECS050-second-service.bad", Path())
    before = {path: path.read_text() for path in Path().glob("*.yaml")}
    for path, text in before.items():
        before[path] = "# of the author\n" + text.replace("  IpProtocol: tcp\n", "  IpProtocol: tcp  # calls\n")
        path.write_text(before[path])
    assert main(["lint", ".", "--diff"]) == 1
    shown = capsys.readouterr().out
    assert {path: path.read_text() for path in before} == before, "--diff writes nothing"
    main(["lint", ".", "--fix"])
    assert capsys.readouterr().out.startswith(shown)
    (changed,) = [path for path, text in before.items() if path.read_text() != text]
    assert changed.name != "root.yaml"
    added = [line[1:] for line in shown.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert not [line for line in shown.splitlines() if line.startswith("-") and not line.startswith("---")]
    kept = changed.read_text().splitlines()
    for line in added:
        kept.remove(line)
    assert sorted(kept) == sorted(before[changed].splitlines())
    assert "ECS050" not in found(capsys)
    assert main(["lint", ".", "--diff"]) == 0
    if shutil.which("patch"):
        changed.write_text(before[changed])
        subprocess.run(["patch", "-p1"], input=shown, text=True, check=True, capture_output=True)
        assert "ECS050" not in found(capsys)


def test_json_is_edited_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    Path("root.json").write_text(to_json(checks()["ECS100"].rejected))
    main(["lint", ".", "--fix"])
    capsys.readouterr()
    vpc = json.loads(Path("root.json").read_text())["Resources"]["Vpc"]["Properties"]
    assert vpc["EnableDnsHostnames"] is True
    assert "ECS100" not in found(capsys)


def test_an_edit_to_which_cfn_lint_objects_is_undone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.lint.fix import mend

    text = example("ECS100").read_text()
    real = mend.edits
    monkeypatch.setattr(
        mend,
        "edits",
        lambda finding, source: (type(each)(each.text + "Nonsense: 1\n") for each in real(finding, source)),
    )
    assert main(["lint", ".", "--fix"]) == 1
    assert Path("root.yaml").read_text() == text
    assert "no edit was certain" in capsys.readouterr().err


@pytest.mark.parametrize("brings", ["nothing", "a new finding"])
def test_an_edit_that_leaves_its_finding_or_brings_another_is_undone(
    brings: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """cfn-lint has no word against either edit; only the proof tells."""
    from generator.lint.fix import mend

    text = example("ECS100").read_text()
    real = mend.edits

    def shown(edited: str) -> str:
        return edited.replace("443", "80") if brings == "a new finding" else f"{text}# looked at\n"

    monkeypatch.setattr(
        mend, "edits", lambda finding, source: (type(each)(shown(each.text)) for each in real(finding, source))
    )
    assert main(["lint", ".", "--fix"]) == 1
    assert Path("root.yaml").read_text() == text
    assert "no edit was certain" in capsys.readouterr().err


def test_what_build_writes_is_not_edited(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "output/dev", "output/dev")
    assert main(["lint", "output", "--fix"]) == 2
    assert "is written by build" in capsys.readouterr().err


def test_what_is_read_only_outside_or_a_link_is_left_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    root = example("ECS100")
    text = root.read_text()
    root.chmod(0o444)
    assert main(["lint", "root.yaml", "--fix"]) == 2
    assert "root.yaml: is read-only" in capsys.readouterr().err
    root.chmod(0o640)
    Path("infra").mkdir()
    top = "Resources: {Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ../root.yaml}}}\n"
    Path("infra/root.yaml").write_text(top)
    assert main(["lint", "infra", "--fix"]) == 1
    assert "outside of what was named: root.yaml" in capsys.readouterr().err
    assert root.read_text() == text
    Path("infra/root.yaml").unlink()
    Path("linked.yaml").symlink_to("root.yaml")
    main(["lint", "linked.yaml", "--fix"])
    assert Path("linked.yaml").is_symlink()
    assert root.read_text() != text
    assert root.stat().st_mode & 0o777 == 0o640


@pytest.mark.slow
def test_an_endpoint_is_added_where_the_vpc_stands(capsys: pytest.CaptureFixture[str]) -> None:
    """The finding stands at the service; its own file has neither VPC nor route tables."""
    put("ECS010-nested.bad", Path())
    before = {path: path.read_text() for path in Path().glob("*.yaml")}
    rules = found(capsys)
    main(["lint", ".", "--fix"])
    capsys.readouterr()
    changed = {path.name for path, text in before.items() if path.read_text() != text}
    assert changed
    assert found(capsys).count("ECS010") < rules.count("ECS010")
