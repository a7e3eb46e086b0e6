"""What a file of sibling stacks may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InputError
from generator.stack import read_parameters, read_stacks

TEMPLATE = "Resources: {T: {Type: AWS::SNS::Topic}}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(TEMPLATE)
    return tmp_path / "stacks.yaml"


@pytest.mark.parametrize(
    ("text", "name", "lines"),
    [
        ("net: {template: a.yaml}\nweb: {template: a.yaml}\nnet: {template: a.yaml}\n", "net", (1, 3)),
        ("net:\n  template: a.yaml\n  template: a.yaml\n", "net.template", (2, 3)),
        ("net:\n  template: a.yaml\n  parameters:\n    A: 1\n    A: 2\n", "net.parameters.A", (4, 5)),
        ('{"net": {"template": "a.yaml"},\n "net": {"template": "a.yaml"}}', "net", (1, 2)),
    ],
)
def test_what_is_said_twice_is_told_with_both_lines(text: str, name: str, lines: tuple[int, int], file: Path) -> None:
    file.write_text(text)
    with pytest.raises(InputError) as raised:
        read_stacks(file)
    said = str(raised.value)
    assert f"{file}:{lines[1]}:" in said
    assert f"{name}: stands in line {lines[0]} already" in said


def test_a_parameter_that_is_given_twice(file: Path) -> None:
    file.write_text("A: 1\nA: 2\n")
    with pytest.raises(InputError, match="A: stands in line 1 already"):
        read_parameters(file)


@pytest.mark.parametrize("text", ["a: &b {template: a.yaml}\nc:\n  <<: *b\n", "a: {template: a.yaml}\n"])
def test_what_is_said_once(text: str, file: Path) -> None:
    file.write_text(text)
    assert {each.template.name for each in read_stacks(file)} == {"a.yaml"}


def test_from_where_a_path_counts(file: Path) -> None:
    file.write_text("net: {template: infra/a.yaml}\n")
    with pytest.raises(
        InputError, match=r"there is no such file \(got infra/a\.yaml\); paths count from the folder of"
    ):
        read_stacks(file)
