"""The verb lint: which templates are roots, what is said in which format, and exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.__main__ import main
from generator.checks.groups.endpoint_admits_nobody import EndpointAdmitsNobody
from generator.checks.paths.endpoint_in_one_zone import EndpointInOneZone
from generator.checks.paths.endpoint_missing import EndpointMissing
from generator.checks.registry import checks
from generator.lint import Finding
from generator.lint.roots import roots
from generator.report import findings as report
from generator.report import junit, sarif
from generator.report.style import Style
from tests.checks.cases import NETWORK, put, text_of
from tests.rules.running import ROOT

NESTED_APP = ROOT / "tests/rules/nested_app"


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules_are_read: None) -> None:
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["lint", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_json_is_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("ECS050-second-service.bad", tmp_path / "infra")
    code, out, err = run(capsys, "infra/root.yaml", "--format", "json")
    made = json.loads(out)
    assert (code, err) == (1, "")
    assert made["summary"] == {"errors": 1, "warnings": 0, "templates": 5}
    (found,) = made["findings"]
    assert found["message"].startswith(
        "the security groups of Endpoints/EcrApiEndpoint, Endpoints/EcrDkrEndpoint and Endpoints/LogsEndpoint allow "
        "inbound traffic on 443 from other"
    )
    assert found | {"message": "", "fix": ""} == {
        "rule": "ECS050",
        "lesson": 5,
        "severity": "error",
        "message": "",
        "fix": "",
        "file": "groups.yaml",
        "line": 10,
        "column": 7,
        "root": "infra/root.yaml",
        "stack": "Groups",
        "resource": "EndpointGroup",
        "path": ["Resources", "EndpointGroup", "Properties", "SecurityGroupIngress"],
    }
    assert found["fix"].startswith("add an ingress rule")


def test_clean_folder_is_clean(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code, out, err = run(capsys)
    assert (code, out, err) == (0, "0 errors, 0 warnings in 28 templates\n", "")


def test_stock_findings_are_there_too_with_their_stack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(NESTED_APP, tmp_path / "infra")
    path = tmp_path / "infra/service.yaml"
    path.write_text(path.read_text().replace("Type: AWS::ECS::Cluster\n", "Type: AWS::ECS::Klaster\n"))
    code, out, _ = run(capsys, "infra", "--format", "json")
    found = json.loads(out)["findings"]
    assert code == 1
    assert ("E3006", "service.yaml", "Service", "infra/root.yaml") in [
        (each["rule"], each["file"], each["stack"], each["root"]) for each in found
    ]
    assert {each["rule"] for each in found if each["rule"] == "W3002"} == set()


def test_warnings_alone_are_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(
        EndpointInOneZone().rejected.replace("Resources:", "Parameters:\n  P: {Type: String}\nResources:")
    )
    code, out, _ = run(capsys, "a.yaml", "--format", "json")
    assert (code, [each["rule"] for each in json.loads(out)["findings"]]) == (0, ["W2001"])


def test_configuration_is_honoured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(EndpointInOneZone().rejected)
    (tmp_path / ".cfnlintrc").write_text(
        "append_rules: [generator.rules]\ninclude_checks: [ICS]\ntemplates: ['*.none']\n"
    )
    code, out, _ = run(capsys, "a.yaml", "--format", "json")
    assert (code, {each["rule"] for each in json.loads(out)["findings"]}) == (0, {"ICS012"})
    (tmp_path / ".cfnlintrc").write_text("include_checks: [ICS]\nignore_checks: [ICS012]\n")
    assert json.loads(run(capsys, "a.yaml", "--format", "json")[1])["findings"] == []


def test_parameters_decide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("ECS020-under-a-condition.bad", tmp_path)
    assert run(capsys, "root.yaml")[0] == 1
    (tmp_path / "open.json").write_text('[{"ParameterKey": "Isolated", "ParameterValue": "no"}]')
    assert run(capsys, "root.yaml", "--parameters", "open.json")[0] == 0


def test_sibling_stacks_make_one_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network = NETWORK.read_text().replace(
        "SubnetId: {Value: !Ref Subnet}", "SubnetId: {Value: !Ref Subnet, Export: {Name: net-subnet}}"
    )
    network = network.replace("VpcId: {Value: !Ref Vpc}", "VpcId: {Value: !Ref Vpc, Export: {Name: net-vpc}}")
    (tmp_path / "network.yaml").write_text(network)
    app = text_of("ECS010-vpc-is-imported.unknown")
    (tmp_path / "app.yaml").write_text(app.replace("network-Subnet", "net-subnet").replace("network-Vpc", "net-vpc"))
    assert run(capsys, "app.yaml", "network.yaml")[0] == 0
    (tmp_path / "stacks.yaml").write_text("net: {template: network.yaml}\napp: {template: app.yaml}\n")
    code, out, _ = run(capsys, ".", "--stacks", "stacks.yaml", "--format", "json")
    found = json.loads(out)["findings"]
    assert code == 1
    assert {each["rule"] for each in found} == {"ECS010", "ECS020"}
    assert len({(each["rule"], each["fix"]) for each in found}) == len(found)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere: there is no such file or folder"),
        (["empty"], "empty: holds no CloudFormation template"),
        ([], "output: there is no such folder"),
        (["empty", "--parameters", "none.json"], "none.json: there is no such file"),
    ],
)
def test_wrong_use_is_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/compose.yaml").write_text("services: {web: {image: web}}\n")
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_broken_template_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text("Resources: {A: {Type: AWS::SNS::Topic")
    code, out, _ = run(capsys, "a.yaml", "--format", "json")
    assert (code, [each["rule"] for each in json.loads(out)["findings"]]) == (1, ["E0000"])


def test_roots_are_what_nobody_nests(tmp_path: Path) -> None:
    for name in ("ECS010-endpoints-in-another-file.good", "ECS010-nested-json.good", "ECS010-nat.good"):
        put(name, tmp_path / name)
    put("ECS010-nat.good", tmp_path / "node_modules")
    found = {root.path.relative_to(tmp_path).as_posix() for root in roots([tmp_path])}
    assert found == {
        "ECS010-endpoints-in-another-file.good/root.yaml",
        "ECS010-nested-json.good/root.json",
        "ECS010-nat.good/root.yaml",
    }
    assert [root.region for root in roots([ROOT / "output/prod/root.yaml"])] == ["us-east-1"]


def test_circle_of_templates_has_a_root(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        stack = f"Resources: {{S: {{Type: 'AWS::CloudFormation::Stack', Properties: {{TemplateURL: {other}.yaml}}}}}}\n"
        (tmp_path / f"{one}.yaml").write_text(stack)
    assert [root.path.name for root in roots([tmp_path])] == ["a.yaml"]


OURS = Finding(
    "groups.yaml",
    9,
    7,
    "ECS050",
    "50% <admitted>, & \x0b\nno more",
    "add: a rule",
    5,
    "infra/root.yaml",
    "G",
    "E",
)
STOCK = Finding("root.yaml", 3, 1, "W2001", "Parameter unused", root="infra/root.yaml")
BOTH = [OURS, STOCK]


def test_text_names_place_rule_message_and_fix() -> None:
    text = report.text(BOTH, 5, Style(80))
    assert "infra/groups.yaml\n  9:7     ECS050   E in stack G\n" in text
    assert "fix: add: a rule" in text
    assert " lesson 5 (all groups at endpoints):\n" in text
    assert text.endswith("1 error, 1 warning in 5 templates\n")
    assert "\033" not in text
    assert "\033[31m" in report.text(BOTH, 5, Style(80, colour=True))


def test_github_annotations_are_escaped() -> None:
    first, second = report.github(BOTH).strip("\n").split("\n")
    assert first.startswith(
        "::error file=infra/groups.yaml,line=9,col=7,title=ECS050::50%25 <admitted>, & \x0b%0Ano more"
    )
    assert second == "::warning file=infra/root.yaml,line=3,col=1,title=W2001::Parameter unused"


def test_sarif_has_the_structure_of_2_1_0() -> None:
    log = json.loads(sarif.sarif(BOTH, checks(), "1"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["ECS050", "W2001"]
    assert rules[0]["shortDescription"]["text"] == checks()["ECS050"].title
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith("infra/")
        assert min(place["region"].values()) >= 1
    assert run["results"][0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "G/E"
    assert json.loads(sarif.sarif([], {}, "1"))["runs"][0]["results"] == []


def test_junit_is_xml_whose_counts_are_right() -> None:
    suite = ElementTree.fromstring(junit.junit(BOTH, 5))
    assert suite.attrib | {"name": ""} == {"name": "", "tests": "2", "failures": "1", "errors": "0", "skipped": "0"}
    assert len(suite.findall("testcase")) == 2
    assert [case.attrib["name"] for case in suite.findall("testcase[failure]")] == ["ECS050"]
    clean = ElementTree.fromstring(junit.junit([], 5))
    assert (clean.attrib["tests"], clean.attrib["failures"]) == ("1", "0")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github"])
def test_every_format_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    (tmp_path / "a.yaml").write_text(EndpointMissing().rejected)
    (tmp_path / "b.yaml").write_text(EndpointAdmitsNobody().rejected)
    code, out, err = run(capsys, "a.yaml", "b.yaml", "--format", form)
    assert (code, err) == (1, "")
    assert "ECS010" in out
    assert "ECS040" in out
