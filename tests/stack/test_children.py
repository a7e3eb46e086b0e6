"""Where a TemplateURL leads, and what becomes of children that cannot be read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.logic import Truth
from generator.stack import Graph, Unknown, load, resolve

Files = Callable[..., Graph]
VPC = "Resources: {Vpc: {Type: AWS::EC2::VPC}}\nOutputs: {VpcId: {Value: !Ref Vpc}}\n"


def nesting(url: str) -> str:
    return f"""\
Parameters:
  Bucket: {{Type: String}}
  Prefix: {{Type: String, Default: app/}}
  Buckets: {{Type: CommaDelimitedList, Default: "one,two"}}
Conditions: {{Own: !Equals [!Ref Bucket, own]}}
Resources:
  Net: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: {url}}}}}
  Topic: {{Type: AWS::SNS::Topic, Properties: {{Vpc: !GetAtt Net.Outputs.VpcId}}}}
"""


@pytest.mark.parametrize(
    ("root", "url", "child"),
    [
        ("root.yaml", "vpc.yaml", "vpc.yaml"),
        ("root.yaml", "./nested/vpc.yaml", "nested/vpc.yaml"),
        ("stacks/root.yaml", "../nested/vpc.yaml", "nested/vpc.yaml"),
        ("root.yaml", "https://bucket.s3.amazonaws.com/app/nested/vpc.yaml", "nested/vpc.yaml"),
        ("root.yaml", "https://bucket.s3.amazonaws.com/vpc.yaml?versionId=1", "vpc.yaml"),
        ("root.yaml", "!Sub 'https://${Bucket}.s3.amazonaws.com/nested/vpc.yaml'", "nested/vpc.yaml"),
        ("root.yaml", "!Sub 'https://s3.amazonaws.com/x/${Bucket}nested/vpc.yaml'", "nested/vpc.yaml"),
        ("root.yaml", "!Sub 'https://s3.amazonaws.com/${Bucket}/${Prefix}vpc.yaml'", "app/vpc.yaml"),
        ("root.yaml", "!Join ['/', ['https://s3.amazonaws.com', !Ref Bucket, vpc.yaml]]", "vpc.yaml"),
        ("a/b/root.yaml", "https://s3.amazonaws.com/x/c/vpc.yaml", "a/c/vpc.yaml"),
        ("a/root.yaml", "https://s3.amazonaws.com/x/vpc.yaml", "elsewhere/deep/vpc.yaml"),
        ("root.yaml", "https://s3.amazonaws.com/x/templates/vpc.yaml", "deep/er/vpc.yaml"),
        ("root.yaml", "'__BUCKET_URL__/{{ prefix }}/vpc.yaml'", "deep/er/vpc.yaml"),
        ("root.yaml", "!Sub 'https://${Buckets}.s3.amazonaws.com/nested/vpc.yaml'", "nested/vpc.yaml"),
        ("root.yaml", "!Join ['', ['https://', !Ref Buckets, '/nested/vpc.yaml']]", "nested/vpc.yaml"),
        ("root.yaml", "!Join ['/', [!Select [1, !Ref Buckets], nested, vpc.yaml]]", "nested/vpc.yaml"),
        ("root.yaml", "!Sub 'https://x/nested/vpc.yaml?versionId=${Bucket}'", "nested/vpc.yaml"),
        (
            "root.yaml",
            "!Sub ['https://${B}.s3.${R}.${AWS::URLSuffix}/${Prefix}submodules/net/nested/vpc.yaml', "
            "{B: !If [Own, !Sub '${Bucket}-${AWS::Region}', !Ref Bucket], R: !If [Own, !Ref AWS::Region, x]}]",
            "nested/vpc.yaml",
        ),
    ],
)
def test_a_child_is_found(read: Files, root: str, url: str, child: str) -> None:
    graph = read({root: nesting(url), child: VPC})
    assert graph.opaque == ()
    assert graph.resource("Net/Vpc") is not None
    assert graph.target(graph.resource("Topic").get("Vpc")).path == "Net/Vpc"  # type: ignore[union-attr]


def test_the_longest_suffix_wins(read: Files) -> None:
    graph = read({"root.yaml": nesting("https://h/x/b/vpc.yaml"), "vpc.yaml": "Resources: {}", "b/vpc.yaml": VPC})
    assert graph.resource("Net/Vpc").file == "b/vpc.yaml"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("missing.yaml", "there is no file missing.yaml"),
        ("templates/twice.yaml", "there is no file templates/twice.yaml"),
        ("https://example.com/other.yaml", "no file of this project is called other.yaml"),
        ("!Ref Bucket", "its TemplateURL is not known"),
        ("[1]", "its TemplateURL is not known"),
        ("root.yaml", "root.yaml would contain itself"),
        ("https://x/y/root.yaml", "no file of this project is called root.yaml"),
        ("https://x/", "its TemplateURL names no file"),
        ("!Sub 'https://x/y/${Bucket}.yaml'", "the name of the file in its TemplateURL is not known"),
        ("broken.yaml", "broken.yaml cannot be decoded"),
        ("binary.yaml", "binary.yaml"),
        ("list.yaml", "list.yaml is not a template"),
        ("https://x/twice.yaml", "2 files of this project are called twice.yaml"),
        ("macro.yaml", "the macro MyMacro may rewrite all of macro.yaml"),
        ("large.yaml", "large.yaml has"),
        ("!GetAtt Net.Outputs.X", "its TemplateURL is not known"),
        ("/etc/passwd", "/etc/passwd is outside of"),
    ],
)
def test_a_child_that_cannot_be_read_is_opaque(read: Files, tmp_path: Path, url: str, reason: str) -> None:
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    graph = read(
        {
            "root.yaml": nesting(url),
            "broken.yaml": "a: [",
            "list.yaml": "- a",
            "a/twice.yaml": VPC,
            "b/twice.yaml": VPC,
            "macro.yaml": "Transform: [AWS::LanguageExtensions, MyMacro]\n" + VPC,
            "large.yaml": "#" * 4_000_001,
        }
    )
    (opaque,) = graph.opaque
    assert reason in opaque.reason
    assert (opaque.path, opaque.file, opaque.line, opaque.column) == ("Net", "root.yaml", 7, 3)
    assert str(opaque).startswith("root.yaml:7:3: Net: ")
    vpc = graph.resource("Topic").get("Vpc")  # type: ignore[union-attr]
    assert isinstance(vpc, Unknown)
    assert vpc.kind == "opaque"
    assert vpc == Unknown("Net.Outputs.VpcId", "")


def test_a_path_that_leads_to_nothing_is_told_from_what_is_elsewhere(read: Files) -> None:
    """Another file of that name is another template: it is only named, for it may have been meant."""
    graph = read({"root.yaml": nesting("network/vpc.yaml"), "old/vpc.yaml": VPC, "b/other.yaml": "Resources: {}"})
    (place,) = graph.opaque
    assert (place.kind, place.hint, place.asked_by) == ("missing", "old/vpc.yaml", "TemplateURL")
    assert graph.resource("Net/Vpc") is None
    (place,) = read({"root.yaml": nesting("https://x/y/z.yaml")}).opaque
    assert place.kind == "nested"


def test_an_asset_of_cdk_is_followed(read: Files, tmp_path: Path) -> None:
    root = {
        "Resources": {
            "Net": {
                "Type": "AWS::CloudFormation::Stack",
                "Properties": {"TemplateURL": {"Fn::Sub": "https://s3.${AWS::Region}.amazonaws.com/cdk/0a1b2c.json"}},
                "Metadata": {"aws:asset:path": "AppNet.nested.template.json", "aws:asset:property": "TemplateURL"},
            },
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"Vpc": {"Fn::GetAtt": ["Net", "Outputs.VpcId"]}}},
        }
    }
    child = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC"}}, "Outputs": {"VpcId": {"Value": {"Ref": "Vpc"}}}}
    graph = read({"cdk.out/App.template.json": root, "cdk.out/AppNet.nested.template.json": child})
    assert graph.target(graph.resource("Topic").get("Vpc")).path == "Net/Vpc"  # type: ignore[union-attr]
    (tmp_path / "cdk.out/AppNet.nested.template.json").rename(tmp_path / "AppNet.nested.template.json")
    (place,) = load(tmp_path / "cdk.out/App.template.json", project=tmp_path).opaque
    assert (place.kind, "is an asset, AppNet" in place.reason) == ("nested", True)


def test_an_asset_of_cdk_without_metadata_is_followed_by_its_digest(read: Files, tmp_path: Path) -> None:
    """CDK leaves the metadata away where it is told to; its manifest of assets names the file still."""
    digest = "0123456789abcdef" * 4
    url = {"Fn::Sub": "https://s3.${AWS::Region}.${AWS::URLSuffix}/cdk-assets-${AWS::AccountId}/" + f"{digest}.json"}
    root = {"Resources": {"Net": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}}}
    child = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC"}}}
    manifest = {"version": "38.0.0", "files": {digest: {"source": {"path": "AppNet.nested.template.json"}}}}
    files = {"cdk.out/App.template.json": root, "cdk.out/AppNet.nested.template.json": child}
    graph = read({**files, "cdk.out/App.assets.json": manifest})
    assert graph.resource("Net/Vpc") is not None
    (tmp_path / "cdk.out/AppNet.nested.template.json").unlink()
    (place,) = load(tmp_path / "cdk.out/App.template.json", project=tmp_path).opaque
    assert place.reason == "TemplateURL is an asset, AppNet.nested.template.json, that is not on this disk"
    for spoilt in (
        "{",
        "[]",
        '{"files": []}',
        '{"files": {}}',
        json.dumps({"files": {digest: {"source": {"path": 1}}}}),
    ):
        (tmp_path / "cdk.out/App.assets.json").write_text(spoilt)
        (place,) = load(tmp_path / "cdk.out/App.template.json", project=tmp_path).opaque
        assert place.reason.endswith(
            "is an asset of CDK, 0123456789ab..., that no .assets.json beside the template names"
        )
    outside = {"files": {digest: {"source": {"path": "/etc/hostname"}}}}
    (tmp_path / "cdk.out/App.assets.json").write_text(json.dumps(outside))
    (place,) = load(tmp_path / "cdk.out/App.template.json", project=tmp_path).opaque
    assert "not on this disk" in place.reason


def test_an_application_of_sam_nests_a_template(read: Files) -> None:
    root = """Transform: AWS::Serverless-2016-10-31
Resources:
  Net: {Type: AWS::Serverless::Application, Properties: {Location: vpc.yaml, Parameters: {Name: shop}}}
  Topic: {Type: AWS::SNS::Topic, Properties: {Vpc: !GetAtt Net.Outputs.VpcId}}
  Far: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: "arn:x", SemanticVersion: 1.0.0}}}
  Gone: {Type: AWS::Serverless::Application, Properties: {Location: gone.yaml}}
"""
    graph = read({"root.yaml": root, "vpc.yaml": "Parameters: {Name: {Type: String}}\n" + VPC})
    assert graph.target(graph.resource("Topic").get("Vpc")).path == "Net/Vpc"  # type: ignore[union-attr]
    assert [(place.path, place.kind) for place in graph.opaque] == [("Far", "nested"), ("Gone", "missing")]
    assert graph.opaque[0].reason == "its Location is an application of the Serverless Application Repository, arn:x"


@pytest.mark.parametrize("default", ["[bucket]", "{a: b}"])
def test_a_default_of_the_wrong_kind_hides_no_child(read: Files, default: str) -> None:
    parameter = f"Parameters: {{Bucket: {{Type: String, Default: {default}}}, Prefix: {{Type: String}}}}"
    body = nesting("!Sub 'https://${Bucket}.s3.amazonaws.com/nested/vpc.yaml'").partition("Resources:")[2]
    text = f"{parameter}\nResources:{body}"
    assert read({"root.yaml": text, "nested/vpc.yaml": VPC}).opaque == ()


def test_nothing_outside_the_project_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "project"
    inside.mkdir()
    (tmp_path / "vpc.yaml").write_text(VPC)
    os.symlink(tmp_path / "vpc.yaml", inside / "link.yaml")
    for url in ("../vpc.yaml", str(tmp_path / "vpc.yaml"), "link.yaml", "https://x/../vpc.yaml"):
        (inside / "root.yaml").write_text(nesting(url))
        graph = load(inside / "root.yaml", project=inside)
        assert len(graph.opaque) == 1, url
        assert graph.resource("Net/Vpc") is None
    assert load(inside / "root.yaml", project=tmp_path).resource("Net/Vpc") is not None


def test_the_project_is_the_git_root(tmp_path: Path) -> None:
    (tmp_path / "a" / ".git").mkdir(parents=True)
    (tmp_path / "a" / "b").mkdir()
    (tmp_path / "a" / "vpc.yaml").write_text(VPC)
    (tmp_path / "vpc.yml").write_text(VPC)
    (tmp_path / "a" / "b" / "root.yaml").write_text(nesting("../vpc.yaml"))
    assert load(tmp_path / "a" / "b" / "root.yaml").opaque == ()
    (tmp_path / "a" / "b" / "root.yaml").write_text(nesting("../../vpc.yml"))
    assert len(load(tmp_path / "a" / "b" / "root.yaml").opaque) == 1


def test_stacks_that_nest_each_other_end(read: Files) -> None:
    graph = read({"root.yaml": nesting("a.yaml"), "a.yaml": nesting("b.yaml"), "b.yaml": nesting("a.yaml")})
    assert [place.path for place in graph.opaque] == ["Net/Net/Net"]


def test_levels_are_limited(read: Files) -> None:
    files = {f"s{n}.yaml": nesting(f"s{n + 1}.yaml") for n in range(9)}
    graph = read(files)
    assert graph.opaque[0].reason == "stacks are nested deeper than 5 levels"
    assert graph.resource("Net/Net/Net/Net/Net/Topic") is not None
    assert graph.resource("Net/Net/Net/Net/Net/Net/Topic") is None


def test_stacks_are_limited(read: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "MAX_STACKS", 2)
    graph = read({f"s{n}.yaml": nesting(f"s{n + 1}.yaml") for n in range(4)})
    assert [(place.path, place.reason) for place in graph.opaque] == [("Net/Net/Net", "there are more than 2 stacks")]


def test_the_same_child_twice_makes_two_stacks(read: Files) -> None:
    graph = read(
        {
            "root.yaml": """\
Resources:
  One: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Name: one}}}
  Two: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml}}
""",
            "child.yaml": """\
Parameters: {Name: {Type: String, Default: two}}
Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Name}}}
""",
        }
    )
    topics = graph.of_type("AWS::SNS::Topic")
    assert {topic.path: str(topic.get("TopicName")) for topic in topics} == {"One/Topic": "one", "Two/Topic": "two"}
    assert len(graph.files) == 2


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (None, "there is no file root.yaml"),
        ("a: [", "cannot be decoded"),
        ("- a", "is not a template"),
        ("Transform: Mine\nResources: {Vpc: {Type: AWS::EC2::VPC}}", "the macro Mine may rewrite all of root.yaml"),
    ],
)
def test_a_root_that_cannot_be_read_gives_an_empty_graph(tmp_path: Path, template: str | None, reason: str) -> None:
    if template is not None:
        (tmp_path / "root.yaml").write_text(template)
    graph = load(tmp_path / "root.yaml", project=tmp_path)
    assert graph.resources == ()
    assert reason in graph.opaque[0].reason
    assert graph.scenarios() == (graph,)


def test_a_root_that_cfn_lint_has_decoded_is_taken(tmp_path: Path) -> None:
    from cfnlint.decode import decode_str

    template, _ = decode_str(nesting("vpc.yaml"))
    (tmp_path / "vpc.yaml").write_text(VPC)
    graph = load(tmp_path / "not-on-disk.yaml", project=tmp_path, decoded=template)
    assert graph.resource("Net/Vpc").exists is Truth.YES  # type: ignore[union-attr]
    assert graph.resource("Net").line("TemplateURL") == (7, 56)  # type: ignore[union-attr]
