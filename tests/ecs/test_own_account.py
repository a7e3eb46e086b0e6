"""Accounts that are written out: where only the stack's own can stand, and anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import template
from generator.needs.matrix import Prover
from generator.stack import load

OWN, OTHER = "111122223333", "444455556666"
POLICY = {"ExecutionRole.ManagedPolicyArns.1": f"arn:aws:iam::{OWN}:policy/more"}
ROLE = {"TaskDefinition.TaskRoleArn": f"arn:aws:iam::{OWN}:role/web"}
OTHERS_ROLE = {"TaskDefinition.TaskRoleArn": f"arn:aws:iam::{OTHER}:role/web"}
IN_POLICY = {
    "ExecutionRole.Policies": (
        "[{PolicyName: pull, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'ecr:*', "
        f"Resource: 'arn:aws:ecr:us-east-1:{OWN}:repository/web'}}]}}}}]"
    )
}


def pulled(folder: Path, *edits: dict[str, str]) -> tuple[str, str]:
    """The verdict on an image whose account is written out, and what it rests on."""
    image = {"TaskDefinition.ContainerDefinitions.0.Image": f"{OWN}.dkr.ecr.us-east-1.amazonaws.com/web:v1"}
    text = template("nat", *(tuple(each.items()) for each in (image, *edits)))
    (folder / "root.yaml").write_text(text)
    prover = Prover(load(folder / "root.yaml", parameters={"AWS::Region": "us-east-1"}))
    (answer,) = [proof.answer for proof in prover.proofs if proof.need.name == "image of web"]
    return answer.verdict.value, "; ".join(answer.because)


@pytest.mark.parametrize("edits", [[], [IN_POLICY], [OTHERS_ROLE], [ROLE, OTHERS_ROLE]])
def test_an_image_may_be_of_another_account(tmp_path: Path, edits: list[dict[str, str]]) -> None:
    assert pulled(tmp_path, *edits)[0] == "unknown"


def test_two_accounts_tell_nothing(tmp_path: Path) -> None:
    assert pulled(tmp_path, POLICY, OTHERS_ROLE)[0] == "unknown"


def test_a_role_of_the_task_tells_the_account(tmp_path: Path) -> None:
    verdict, because = pulled(tmp_path, ROLE)
    assert verdict == "yes"
    assert f"{OWN} is this account: TaskRoleArn of TaskDefinition" in because


def test_a_cluster_tells_the_account(tmp_path: Path) -> None:
    assert pulled(tmp_path, {"Service.Cluster": f"arn:aws:ecs:us-east-1:{OWN}:cluster/main"})[0] == "yes"
