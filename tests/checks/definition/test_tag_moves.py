"""Image tags that mean another image tomorrow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, add, both, rules, set_in

REPOSITORY = add("Images", "AWS::ECR::Repository", RepositoryName="web")
HOST = "111122223333.dkr.ecr.us-east-1.amazonaws.com"


@pytest.mark.parametrize(
    ("image", "fires"),
    [
        ("mystery/app", True),
        ("mystery/app:latest", True),
        ("registry.example:5000/app", True),
        ({"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web:latest"}, True),
        ({"Fn::Sub": "${Open}:latest"}, True),
        ({"Fn::GetAtt": ["Images", "RepositoryUri"]}, True),
        ({"Fn::Sub": "${Images.RepositoryUri}:latest"}, True),
        ("mystery/app:1.2", False),
        ("registry.example:5000/app:1", False),
        ("mystery/app@sha256:" + "a" * 64, False),
        ("mystery/app:latest@sha256:" + "a" * 64, False),
        ({"Fn::Sub": "${Images.RepositoryUri}:1.2"}, False),
        ({"Fn::Sub": "${Images.RepositoryUri}:${Open}"}, False),
        ({"Fn::Sub": f"{HOST}/${{Open}}"}, False),
        (OPEN, False),
        ("", False),
    ],
)
def test_a_tag_that_moves(tmp_path: Path, image: object, fires: bool) -> None:
    assert ("WCS151" in rules(tmp_path, both(REPOSITORY, set_in("WebTask", Image=image)))) is fires


def test_an_image_that_a_parameter_names(tmp_path: Path) -> None:
    parameter = lambda t: t["Parameters"].update(I={"Type": "String", "Default": "app:latest"})  # noqa: E731
    assert rules(tmp_path, both(parameter, set_in("WebTask", Image={"Ref": "I"}))) == set()


ECR = "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com"
FULL = {"Fn::Sub": f"{ECR}/web"}


@pytest.mark.parametrize(
    ("image", "fires"),
    [
        ({"Fn::Sub": f"{ECR}/web:${{Tag}}"}, False),
        ({"Fn::Sub": f"{ECR}/${{Name}}:${{Tag}}"}, False),
        ({"Fn::Sub": [f"{ECR}/web:${{T}}", {"T": {"Ref": "Tag"}}]}, False),
        ({"Fn::Join": [":", [FULL, {"Ref": "Tag"}]]}, False),
        ({"Fn::Join": ["", [FULL, ":", {"Ref": "Tag"}]]}, False),
        ({"Fn::Sub": f"{ECR}/${{Name}}"}, False),
        ({"Fn::Sub": f"{ECR}/${{Name}}@sha256:{'a' * 64}"}, False),
        ({"Fn::Sub": f"{ECR}/${{Name}}:latest"}, True),
        ({"Fn::Sub": f"{ECR}/${{Name}}:1.2"}, False),
        ({"Fn::Sub": f"{ECR}/${{Name}}/web"}, True),
        ({"Fn::Join": [":", [{"Fn::Sub": f"{ECR}/${{Name}}"}, "latest"]]}, True),
        ({"Fn::Join": ["", [{"Fn::Sub": f"{ECR}/${{Name}}"}, ":", "latest"]]}, True),
    ],
)
def test_a_tag_that_is_a_parameter_is_said_by_each_deployment(tmp_path: Path, image: object, fires: bool) -> None:
    text = {"Type": "String"}
    parameters = lambda t: t["Parameters"].update(  # noqa: E731
        Tag={**text, "Default": "latest"}, Name={**text, "Default": "web"}
    )
    assert ("WCS151" in rules(tmp_path, both(parameters, set_in("WebTask", Image=image)))) is fires
