"""What was not read is said: by lint, by prove, by cfn-lint with the rules; and never taken for another file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main
from generator.analysis import NotSeen, scenarios
from generator.checks.examples import template
from generator.checks.paths.endpoint_missing import EndpointMissing
from generator.lint.roots import roots
from generator.report.picture.page import page
from generator.report.picture.whole import Whole
from generator.report.proofs import Matrix
from tests.checks.cases import NETWORK, text_of
from tests.rules.running import cfn_lint, ours

VPC = template("network")


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules_are_read: None) -> None:
    monkeypatch.chdir(tmp_path)


def nesting(url: str, head: str = "") -> str:
    """A root that nests the network, whose template is named in some way."""
    stack = f"  Network:\n    Type: AWS::CloudFormation::Stack\n    Properties: {{TemplateURL: {url}}}\n"
    return f"AWSTemplateFormatVersion: '2010-09-09'\n{head}Resources:\n{stack}"


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    code = main(["lint", *arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)["findings"]


def prove(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
    code = main(["prove", *arguments, "--format", "json"])
    made = json.loads(capsys.readouterr().out)
    assert main(["prove", *arguments]) == code
    return code, made, capsys.readouterr().out.splitlines()[-1]


def test_a_path_that_leads_to_nothing_is_an_error_where_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file of the same name in a sibling folder has a mistake: it must not be told, for it is not nested."""
    write(tmp_path, **{"infra/root": nesting("service.yaml"), "attic/service": EndpointMissing().rejected})
    code, found = lint(capsys, "infra")
    assert (code, [(each["rule"], each["line"], each["resource"]) for each in found]) == (1, [("ECS005", 5, "Network")])
    assert found[0]["path"] == ["Resources", "Network", "Properties", "TemplateURL"]
    assert "there is no file service.yaml" in found[0]["message"]
    assert "../attic/service.yaml" in found[0]["fix"]
    (match,) = ours(cfn_lint("infra/root.yaml", folder=tmp_path))
    assert (match.rule, match.file, match.line) == ("ECS005", "infra/root.yaml", 5)
    code, made, last = prove(capsys, "infra")
    assert (code, made["summary"]["not_seen"]) == (1, 1)
    assert made["not_seen"][0] | {"why": ""} == {
        "root": "infra/root.yaml",
        "file": "root.yaml",
        "line": 5,
        "column": 18,
        "resource": "Network",
        "why": "",
    }
    assert "failing" not in last


def test_a_grandchild_that_is_missing_is_told_in_its_parent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        tmp_path,
        root=nesting("parts/network.yaml"),
        **{"parts/network": nesting("vpc.yaml"), "vpc": VPC},
    )
    _, found = lint(capsys, "root.yaml")
    assert [(each["rule"], each["file"], each["stack"]) for each in found] == [
        ("ECS005", "parts/network.yaml", "Network")
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://bucket.s3.amazonaws.com/of/another/team.yaml",
        "!Sub 'https://${AWS::AccountId}-templates.s3.amazonaws.com/team.yaml'",
        "!Ref Template",
        "!ImportValue template-of-the-network",
        "'{{resolve:ssm:/templates/network}}'",
        "'__TEMPLATES__/team.yaml'",
    ],
)
def test_a_template_that_nobody_can_read_here_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    write(tmp_path, root=nesting(url, "Parameters:\n  Template: {Type: String}\n"))
    code, found = lint(capsys, "root.yaml")
    found = [each for each in found if each["rule"] not in ("W2001", "W1029")]
    assert (code, [(each["rule"], each["severity"]) for each in found]) == (0, [("WCS006", "warning")])
    code, made, last = prove(capsys, "root.yaml")
    assert (code, last) == (1, "nothing is proven: no task was seen, and 1 place not seen")
    assert [(each["file"], each["resource"]) for each in made["not_seen"]] == [("root.yaml", "Network")]
    assert "WCS006" in {each.rule for each in ours(cfn_lint("root.yaml", folder=tmp_path))}


def test_what_is_seen_is_proven_and_what_is_not_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stack = nesting("https://bucket.s3.amazonaws.com/team.yaml").partition("Resources:\n")[2]
    write(tmp_path, root=EndpointMissing().accepted + stack)
    code, made, last = prove(capsys, "root.yaml")
    assert code == 0
    assert made["summary"]["no"] == 0
    assert made["summary"]["yes"] > 0
    assert last.endswith("; 1 place not seen")


def test_a_reason_accepts_the_warning_and_prove_still_lists_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kind = "    Type: AWS::CloudFormation::Stack\n"
    accepted = "    Metadata: {ecs-proof: [{id: WCS006, reason: The platform team proves it}]}\n"
    write(tmp_path, root=nesting("https://x.s3.amazonaws.com/team.yaml").replace(kind, kind + accepted))
    assert lint(capsys, "root.yaml") == (0, [])
    assert prove(capsys, "root.yaml")[1]["summary"]["not_seen"] == 1


def test_a_stack_that_is_never_made_is_no_gap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kind = "    Type: AWS::CloudFormation::Stack\n"
    head = "Conditions:\n  Never: !Equals [a, b]\n"
    write(tmp_path, root=nesting("gone.yaml", head).replace(kind, kind + "    Condition: Never\n"))
    assert [each for each in lint(capsys, "root.yaml")[1] if each["rule"][1:3] == "CS"] == []
    assert prove(capsys, "root.yaml")[::2] == (0, "no tasks: nothing to prove")


def test_too_many_conditions_hide_no_gap(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "Parameters: {Stage: {Type: String}}\nConditions: {Prod: !Equals [!Ref Stage, prod]}\nResources:\n"
    kind = "    Type: AWS::ECS::Service\n"
    stack = nesting("gone.yaml").partition("Resources:\n")[2]
    write(
        tmp_path,
        root=EndpointMissing().rejected.replace("Resources:\n", head).replace(kind, kind + "    Condition: Prod\n")
        + stack,
    )
    monkeypatch.setattr(scenarios, "MOST_TASKS", 1)
    assert [each["rule"] for each in lint(capsys, "root.yaml")[1]] == ["ECS005"]


def test_a_template_without_tasks_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, root=VPC)
    code, made, last = prove(capsys, "root.yaml")
    assert (code, made["not_seen"], last) == (0, [], "no tasks: nothing to prove")


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("Description: x\nResources:\n  - Type: AWS::ECS::Service\n", 2, "Resources is a list, where a mapping"),
        ("Resources: all of them\n", 1, "Resources is a text, where a mapping"),
        ("Resources:\nService:\n  Type: AWS::ECS::Service\n", 1, "Resources is empty, where a mapping"),
        ("Resources:\n  Service:\n    - Type: AWS::ECS::Service\n", 2, "a list, where a mapping with a Type"),
        ("services:\n  web: {image: nginx}\n", 1, "no section Resources"),
    ],
)
def test_resources_of_the_wrong_shape_are_not_called_no_tasks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, line: int, expected: str
) -> None:
    write(tmp_path, root=text)
    code, made, last = prove(capsys, "root.yaml")
    assert (code, last) == (1, "nothing is proven: no task was seen, and 1 place not seen")
    assert [(each["file"], each["line"]) for each in made["not_seen"]] == [("root.yaml", line)]
    assert expected in made["not_seen"][0]["why"]


@pytest.mark.parametrize("section", ["Parameters", "Conditions", "Mappings", "Outputs"])
def test_another_section_of_the_wrong_shape_is_counted_beside_what_is_proven(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], section: str
) -> None:
    accepted = EndpointMissing().accepted
    write(tmp_path, root=f"{accepted}{section}: [a]\n")
    code, made, last = prove(capsys, "root.yaml")
    assert (code, made["summary"]["no"], last.endswith("; 1 place not seen")) == (0, 0, True)
    assert made["not_seen"][0]["line"] == accepted.count("\n") + 1
    assert made["not_seen"][0]["why"].startswith(f"{section} is a list, where a mapping such as ")


def test_parameters_of_the_wrong_shape_are_not_called_undeclared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "!Sub 'https://${AWS::AccountId}.s3.amazonaws.com/vpc.yaml'"
    stack = nesting(url).replace("}\n", ", Parameters: {Cidr: 10.0.0.0/16}}\n")
    write(tmp_path, root=stack, vpc=VPC)
    assert "ECS110" in {each["rule"] for each in lint(capsys, "root.yaml")[1]}
    write(tmp_path, vpc="Parameters: [Cidr]\n" + VPC)
    assert "ECS110" not in {each["rule"] for each in lint(capsys, "root.yaml")[1]}


def test_a_root_that_a_macro_rewrites_is_not_called_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, root="Transform: [TheMacroOfTheCompany]\n" + EndpointMissing().rejected)
    code, found = lint(capsys, "root.yaml")
    assert (code, [each["rule"] for each in found]) == (0, ["WCS006"])
    code, made, _ = prove(capsys, "root.yaml")
    assert (code, len(made["not_seen"])) == (1, 1)
    assert {each.rule for each in ours(cfn_lint("root.yaml", folder=tmp_path))} == {"WCS006"}
    write(tmp_path, other=EndpointMissing().accepted)
    assert prove(capsys, ".")[::2][1].endswith("0 unknown; 1 place not seen, and no task of root.yaml")
    silent = "Metadata: {cfn-lint: {config: {ignore_checks: [WCS006]}}}\n"
    write(tmp_path, root=silent + "Transform: [TheMacroOfTheCompany]\n" + EndpointMissing().rejected)
    assert lint(capsys, "root.yaml") == (0, [])


def test_functions_of_sam_hide_no_tasks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    function = (
        "  F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: a.b, Runtime: python3.13}}\n"
    )
    write(tmp_path, root=f"Transform: AWS::Serverless-2016-10-31\nResources:\n{function}")
    assert [each for each in lint(capsys, "root.yaml")[1] if each["rule"][1:3] == "CS"] == []
    assert prove(capsys, "root.yaml")[0] == 0


ROOT = EndpointMissing().accepted
USED = "!Ref TaskGroup"


@pytest.mark.parametrize(
    ("resource", "why"),
    [
        (
            "Type: Acme::Net::Guard, Properties: {Group: %s}",
            "a resource of a type that is not AWS's (Acme::Net::Guard)",
        ),
        ("Type: Custom::Guard, Properties: {ServiceToken: x, Group: %s}", "a custom resource (Custom::Guard) is given"),
        (
            "Type: Acme::Net::Guard::MODULE, Properties: {Group: %s}",
            "Acme::Net::Guard::MODULE makes resources of its own",
        ),
        (
            "Type: AWS::CloudFormation::StackSet, Properties: {StackSetName: x, PermissionModel: y}",
            "makes resources of",
        ),
        (
            "Type: AWS::ServiceCatalog::CloudFormationProvisionedProduct, Properties: {ProductName: x}",
            "makes resources",
        ),
        (
            "Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: !ImportValue url}",
            "its TemplateURL is not known",
        ),
        ("Type: AWS::SNS::Topic, Properties: {'Fn::Transform': {Name: Own}}", "Fn::Transform decides what stands here"),
        (
            "Type: AWS::SNS::Topic, Properties: {Tags: [{'Fn::Transform': {Name: AWS::Include}}]}",
            "Fn::Transform decides",
        ),
        ("'Fn::Transform': {Name: AWS::Include}", "a macro makes this resource"),
    ],
)
def test_what_is_not_seen_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], resource: str, why: str
) -> None:
    write(tmp_path, root=f"{ROOT}  Extra: {{{resource.replace('%s', USED)}}}\n")
    _, made, last = prove(capsys, "root.yaml")
    assert [why in each["why"] for each in made["not_seen"]] == [True], made["not_seen"]
    assert last.endswith("1 place not seen")
    assert made["not_seen"][0]["line"] == (tmp_path / "root.yaml").read_text().count("\n")


@pytest.mark.parametrize(
    "head", ["Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://x}}", "Transform: {Name: AWS::Include}"]
)
def test_a_template_that_includes_another_is_not_seen_in_full(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str
) -> None:
    write(tmp_path, root=f"{head}\n{ROOT}")
    _, made, _ = prove(capsys, "root.yaml")
    assert [(each["line"], each["why"]) for each in made["not_seen"]] == [(1, "a macro adds to the template")]


def test_a_template_that_each_condition_names_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The two ways in which the condition can turn out lead to one file each: nothing is left unseen."""
    head = "Parameters: {Big: {Type: String}}\nConditions: {IsBig: !Equals [!Ref Big, 'yes']}\n"
    url = "!If [IsBig, https://x/big.yaml, https://x/small.yaml]"
    write(tmp_path, root=nesting(url, head), big=VPC, small=VPC)
    assert prove(capsys, "root.yaml")[1]["not_seen"] == []
    assert [each["rule"] for each in lint(capsys, "root.yaml")[1] if each["rule"] == "WCS006"] == []
    (tmp_path / "big.yaml").unlink()
    assert [each["why"] for each in prove(capsys, "root.yaml")[1]["not_seen"]] == [
        "no file of this project is called big.yaml"
    ]


BROKEN = {
    "bracket": "Resources:\n  Vpc: {Type: AWS::EC2::VPC\n",
    "no-type": "Resources:\n  Vpc: [\n",
    "version": "AWSTemplateFormatVersion: '2010-09-09'\nDescription: 'open\n",
    "tabs": "Parameters:\n\tA:\n\t\tType: String\nX: !Ref AWS::Region\nY: AWS::EC2::VPC\n",
    "utf-16": "Resources: {A: {Type: AWS::SNS::Topic}}\n",
    "latin-1": "# caf\xe9\nResources: {A: {Type: AWS::SNS::Topic}}\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_template_that_does_not_parse_is_no_skipped_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    write(tmp_path, **{"infra/good": VPC})
    encoding = name if name in ("utf-16", "latin-1") else "utf-8"
    (tmp_path / "infra/broken.yaml").write_bytes(BROKEN[name].encode(encoding))
    code, found = lint(capsys, "infra")
    assert (code, {(each["rule"], each["root"]) for each in found}) == (1, {("E0000", "infra/broken.yaml")})
    code, made, _ = prove(capsys, "infra")
    assert (code, [each["file"] for each in made["not_seen"]]) == (1, ["broken.yaml"])


def test_json_that_does_not_parse_either(tmp_path: Path) -> None:
    (tmp_path / "conflict.json").write_text('<<<<<<< HEAD\n{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}\n')
    (tmp_path / "cut.template").write_text('{"Resources": {"A": {"Type": "AWS::SNS::To')
    assert [each.path.name for each in roots([tmp_path])] == ["conflict.json", "cut.template"]


def test_what_is_no_template_is_still_left_alone(tmp_path: Path) -> None:
    write(
        tmp_path,
        root=VPC,
        workflow="env: {KIND: 'AWS::EC2::VPC'}\non: push\n",
        values="resources:\n  limits: {cpu: 1}\n",
        chart="{{- if .Values.on }}\nkind: Deployment\n{{- end }}\n",
    )
    (tmp_path / "snapshot.json").write_text('{"items": [{"resourceType": "AWS::EC2::VPC"}]}')
    (tmp_path / ".#root.yaml").symlink_to("somebody@host.1234")
    (tmp_path / "binary.json").write_bytes(bytes(range(256)))
    assert [each.path.name for each in roots([tmp_path])] == ["root.yaml"]


def test_a_nested_template_that_does_not_parse_is_told_in_its_own_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, root=nesting("child.yaml"), child="Resources:\n  Vpc: {Type: AWS::EC2::VPC\n")
    for asked in ("root.yaml", "."):
        code, found = lint(capsys, asked)
        assert code == 1
        assert {(each["rule"], each["file"], each["root"]) for each in found} == {
            ("E0000", "child.yaml", "root.yaml"),
            ("WCS006", "root.yaml", "root.yaml"),
        }
    assert {each.rule for each in ours(cfn_lint("root.yaml", folder=tmp_path))} == {"WCS006"}


def test_a_file_outside_of_the_project_is_not_read_and_not_called_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "project/.git").mkdir(parents=True)
    write(tmp_path, vpc=VPC, **{"project/root": nesting("../vpc.yaml")})
    code, found = lint(capsys, "project/root.yaml")
    assert (code, [each["rule"] for each in found]) == (0, ["WCS006"])


def siblings(folder: Path, network: str, app: str) -> None:
    """Write a network that exports, and a service without a way out that imports it, in two folders."""
    text = NETWORK.read_text()
    for name, what in (("SubnetId", "Subnet"), ("VpcId", "Vpc")):
        text = text.replace(
            f"{name}: {{Value: !Ref {what}}}", f"{name}: {{Value: !Ref {what}, Export: {{Name: net-{what}}}}}"
        )
    imported = text_of("ECS010-vpc-is-imported.unknown")
    write(folder, **{network: text, app: imported.replace("network-", "net-")})


@pytest.mark.parametrize("git", ["", ".", "one"])
@pytest.mark.parametrize("at", ["here", "elsewhere"])
def test_stacks_alone_name_what_is_linted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, git: str, at: str
) -> None:
    siblings(tmp_path, "one/network", "two/deep/app")
    if git:
        (tmp_path / git / ".git").mkdir()
    write(tmp_path, stacks="net: {template: one/network.yaml}\napp: {template: two/deep/app.yaml}\n")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path if at == "here" else tmp_path / "elsewhere")
    code, found = lint(capsys, "--stacks", str(tmp_path / "stacks.yaml"))
    assert code == 1
    assert {each["rule"] for each in found} == {"ECS010", "ECS020"}
    assert {Path(each["root"]).parent.joinpath(each["file"]).resolve() for each in found} <= {
        tmp_path / "one/network.yaml",
        tmp_path / "two/deep/app.yaml",
    }
    code, made, _ = prove(capsys, "--stacks", str(tmp_path / "stacks.yaml"))
    assert (code, made["not_seen"], made["summary"]["no"] > 0) == (1, [], True)


def test_children_of_declared_stacks_are_read_wherever_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        tmp_path,
        **{
            "one/root": nesting("../shared/vpc.yaml"),
            "shared/vpc": VPC,
            "two/root": nesting("vpc.yaml"),
        },
        **{"two/vpc": VPC, "stacks": "a: {template: one/root.yaml}\nb: {template: two/root.yaml}\n"},
    )
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    code, found = lint(capsys, "--stacks", "../stacks.yaml")
    assert (code, found) == (0, [])


def test_one_template_declared_twice_makes_two_stacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, web=EndpointMissing().accepted, stacks="a: {template: web.yaml}\nb: {template: web.yaml}\n")
    code, made, _ = prove(capsys, "--stacks", "stacks.yaml")
    assert (code, [each["service"] for each in made["tasks"]]) == (0, ["Service", "b:Service"])


def test_a_stacks_file_with_mistakes_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, stacks="a: {template: gone.yaml}\n")
    assert main(["lint", "--stacks", "stacks.yaml"]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_the_page_says_it_too() -> None:
    place = NotSeen("root.yaml", 9, 1, "Legacy", "TemplateURL is <not> here")
    made = page([Whole(Matrix("root.yaml", "", (), (place,)))])
    assert "TemplateURL is &lt;not&gt; here" in made
    assert "1 not seen" in made
    assert "0 failing" not in made
    assert "0 failing" not in page([Whole(Matrix("root.yaml", "", ()))])


def test_a_file_that_appears_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, root=nesting("parts/vpc.yaml"))
    (tmp_path / "parts").mkdir()
    assert lint(capsys, "root.yaml")[0] == 1
    (tmp_path / "parts/vpc.yaml").write_text(text_of("ECS010-nat.good"))
    assert lint(capsys, "root.yaml")[0] == 0
