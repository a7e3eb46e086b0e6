"""What is deployed is what was built: read back, checked against its digests, and linked."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError
from generator.output.linked import linked
from generator.output.release import read_release

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "output/dev", tmp_path / "dev"))


def address(key: str) -> str:
    return f"https://bucket.s3.us-east-1.amazonaws.com/{key}"


def test_reads_what_build_wrote(folder: Path) -> None:
    release = read_release(folder)
    assert (release.stack, release.region) == ("task-management-dev", "us-east-1")
    assert set(release.templates) == {path.name for path in folder.glob("*.yaml")}


def test_an_edited_template_is_refused(folder: Path) -> None:
    path = folder / "groups.yaml"
    path.write_text(path.read_text().replace("443", "444"))
    with pytest.raises(InputError, match=r"groups\.yaml: is not what deploy\.json says"):
        read_release(folder)


def test_every_missing_template_is_named(folder: Path) -> None:
    (folder / "iam.yaml").unlink()
    (folder / "vpc.yaml").unlink()
    with pytest.raises(InputError) as error:
        read_release(folder)
    assert [Path(each.where).name for each in error.value.problems] == ["iam.yaml", "vpc.yaml"]


def test_an_environment_that_was_not_built_names_those_that_were(folder: Path) -> None:
    with pytest.raises(InputError, match="there is dev"):
        read_release(folder.parent / "staging")


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"files": 3}', "null", '{"files": {"../x.yaml": "sha256:0"}}', "\x00", "[" * 100_000, "3"],
)
def test_a_manifest_that_build_did_not_write(folder: Path, content: str) -> None:
    (folder / "deploy.json").write_text(content)
    with pytest.raises(InputError) as error:
        read_release(folder)
    said = str(error.value)
    assert all(line.startswith(f"{folder}/deploy.json: ") for line in said.splitlines())
    assert "Error(" not in said
    assert "python -m generator build" in said


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("region", 5, "region: is of no use here (got 5, accepted a text)"),
        ("region", None, "region: is missing (accepted a text)"),
        ("stack", "my stack", "stack: is of no use here (got my stack, accepted a name of letters"),
        ("capabilities", "CAPABILITY_IAM", "capabilities: is of no use here (got CAPABILITY_IAM, accepted a list"),
        ("tags", {"owner": 3}, "tags: is of no use here (got {'owner': 3}, accepted texts by name)"),
        ("images", [None], "images: is of no use here (got [None], accepted a list of texts)"),
        (
            "protection",
            {"termination": "no"},
            "protection.termination: is of no use here (got no, accepted true or false)",
        ),
        ("protection", [], "protection.termination: is missing"),
        ("template", "other.yaml", "template: is not among the files (got other.yaml, accepted auth-service.yaml"),
        ("files", {}, "files: is of no use here"),
        ("files", {"..": "sha256:0"}, "files: is of no use here"),
        ("files", {"a\0.yaml": "sha256:0"}, "files: is of no use here"),
    ],
)
def test_a_setting_that_is_of_no_use_is_named(folder: Path, setting: str, value: object, said: str) -> None:
    path = folder / "deploy.json"
    manifest = json.loads(path.read_text())
    manifest[setting] = value
    path.write_text(json.dumps(manifest))
    with pytest.raises(InputError) as error:
        read_release(folder)
    (line,) = str(error.value).splitlines()
    assert said in line


def test_a_template_outside_of_the_folder_is_not_read(folder: Path) -> None:
    outside = folder.parent / "outside.yaml"
    outside.write_text("Resources: {}\n")
    manifest = json.loads((folder / "deploy.json").read_text())
    manifest["files"]["../outside.yaml"] = "sha256:" + sha256(outside.read_bytes()).hexdigest()
    (folder / "deploy.json").write_text(json.dumps(manifest))
    with pytest.raises(
        InputError, match=r"files: is of no use here .*accepted digests by the name of a file in the same folder"
    ):
        read_release(folder)


def test_only_template_urls_differ_from_what_was_reviewed(folder: Path) -> None:
    release = read_release(folder)
    done = linked(release.templates, release.template, address)
    assert {each.file for each in done} == set(release.templates)
    assert done[-1].file == "root.yaml"
    keys = {each.file: each.key for each in done}
    for each in done:
        before, after = release.templates[each.file].splitlines(), each.text.splitlines()
        assert len(before) == len(after)
        for old, new in zip(before, after, strict=True):
            if old != new:
                assert old.strip().startswith("TemplateURL: ")
                assert new == old.replace(old.split()[1], address(keys[old.split()[1]]))


def test_a_change_in_a_child_changes_the_key_of_its_parents_only(folder: Path) -> None:
    templates = dict(read_release(folder).templates)
    before = {each.file: each.key for each in linked(templates, "root.yaml", address)}
    templates["groups.yaml"] += "# changed\n"
    after = {each.file: each.key for each in linked(templates, "root.yaml", address)}
    assert {file for file in before if before[file] != after[file]} == {"groups.yaml", "root.yaml"}


NESTED = (
    "Description: {text}\nResources:\n  A:\n    Type: AWS::CloudFormation::Stack\n"
    "    Properties: {{TemplateURL: {url}}}\n"
)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40))
def test_the_address_lands_in_its_place_whatever_stands_before(text: str) -> None:
    root = NESTED.format(text=json.dumps(text, ensure_ascii=False), url="child.yaml")
    done = linked({"root.yaml": root, "child.yaml": "Resources: {}\n"}, "root.yaml", address)
    content = yaml.safe_load(done[-1].text)
    assert content["Description"] == text
    assert content["Resources"]["A"]["Properties"]["TemplateURL"] == address(done[0].key)


def test_nested_in_nested_goes_first() -> None:
    templates = {
        "root.yaml": NESTED.format(text="a", url="middle.yaml"),
        "middle.yaml": NESTED.format(text="b", url="leaf.yaml"),
        "leaf.yaml": "Resources: {}\n",
    }
    assert [each.file for each in linked(templates, "root.yaml", address)] == ["leaf.yaml", "middle.yaml", "root.yaml"]


def test_addresses_elsewhere_are_left_alone() -> None:
    text = NESTED.format(text="a", url="https://other.s3.amazonaws.com/x.yaml")
    assert linked({"root.yaml": text}, "root.yaml", address)[0].text == text


@pytest.mark.parametrize("url", ["root.yaml", "absent.yaml"])
def test_a_template_that_contains_itself_or_something_absent(url: str) -> None:
    with pytest.raises(InputError):
        linked({"root.yaml": NESTED.format(text="a", url=url)}, "root.yaml", address)


def test_a_template_that_is_not_yaml_is_named() -> None:
    with pytest.raises(InputError, match=r"^root\.yaml: is no template: "):
        linked({"root.yaml": "TemplateURL: {"}, "root.yaml", address)
